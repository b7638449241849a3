"""Land: what the ground is used for, and how densely the settled part is lived in."""

from typing import Final

from kleinstadt.indicators.model import Count, Published, Ratio
from kleinstadt.indicators.population import AREA, POPULATION


def _hectares(name: str, de: str, en: str, *parts: str) -> Count:
    return Count(id=name, parts=parts, carried_by="area", unit="ha", theme="land", de=de, en=en)


LAND_TOTAL: Final = _hectares("land_total_ha", "Bodenfläche", "Total area of land")
SETTLEMENT_TRAFFIC: Final = _hectares(
    "settlement_traffic_ha",
    "Siedlungs- und Verkehrsfläche",
    "Settlement and traffic area",
    "land_settlement_ha",
    "land_traffic_ha",
)
AGRICULTURE: Final = _hectares("land_agriculture_ha", "Landwirtschaftsfläche", "Farmland")
FOREST: Final = _hectares("land_forest_ha", "Waldfläche", "Forest")
WATER: Final = _hectares("land_water_ha", "Gewässerfläche", "Water")
SETTLEMENT_TRAFFIC_KM2: Final = Count(
    id="settlement_traffic_km2",
    parts=SETTLEMENT_TRAFFIC.parts,
    factor=0.01,
    carried_by="area",
    unit="km2",
    theme="land",
    decimals=2,
    de="Siedlungs- und Verkehrsfläche",
    en="Settlement and traffic area",
)


def _share(name: str, part: Count, de: str, en: str) -> Ratio:
    return Ratio(
        id=name, numerator=part, denominator=LAND_TOTAL, scale=100, unit="pct", theme="land", decimals=1, de=de, en=en
    )


SETTLEMENT_SHARE: Final = _share(
    "settlement_traffic_share", SETTLEMENT_TRAFFIC, "Anteil Siedlungs- und Verkehrsfläche", "Share settled or traffic"
)
AGRICULTURE_SHARE: Final = _share("agriculture_share", AGRICULTURE, "Anteil Landwirtschaftsfläche", "Share of farmland")
FOREST_SHARE: Final = _share("forest_share", FOREST, "Anteil Waldfläche", "Share of forest")
WATER_SHARE: Final = _share("water_share", WATER, "Anteil Gewässerfläche", "Share of water")
SETTLEMENT_DENSITY: Final = Ratio(
    id="settlement_density",
    numerator=POPULATION,
    denominator=SETTLEMENT_TRAFFIC_KM2,
    unit="per_km2",
    theme="land",
    de="Siedlungsdichte",
    en="Settlement density",
    note_de="Einwohner je km² Siedlungs- und Verkehrsfläche; mit Tagebauen, Gruben und Steinbrüchen, die die Quelle "
    "nicht getrennt nennt.",
    note_en="Persons per km² of settlement and traffic area, with opencast mines and quarries, which the source does "
    "not tell apart.",
)
_BBSR_DE: Final = (
    "Zahl des BBSR (INKAR) je Gemeindeverband: ohne Tagebaue, Gruben und Steinbrüche. "
    "Mitglieder haben die ihres Verbands."
)
_BBSR_EN: Final = (
    "The BBSR's own figure (INKAR) by Verband: without opencast mines and quarries. Members have that of their Verband."
)
SETTLEMENT_DENSITY_WITHOUT_MINES: Final = Published(
    id="settlement_density_without_mines",
    variable="inkar_settlement_density_per_km2",
    weight=POPULATION,
    mean="harmonic",
    level="verband",
    unit="per_km2",
    theme="land",
    de="Siedlungsdichte ohne Tagebaue",
    en="Settlement density without opencast mines",
    note_de=_BBSR_DE,
    note_en=_BBSR_EN,
)
SETTLEMENT_SHARE_WITHOUT_MINES: Final = Published(
    id="settlement_traffic_share_without_mines",
    weight=AREA,
    level="verband",
    unit="pct",
    theme="land",
    decimals=1,
    de="Anteil Siedlungs- und Verkehrsfläche ohne Tagebaue",
    en="Share settled or traffic without opencast mines",
    note_de=_BBSR_DE,
    note_en=_BBSR_EN,
)

DECLARED: Final = (
    SETTLEMENT_TRAFFIC,
    SETTLEMENT_DENSITY,
    SETTLEMENT_DENSITY_WITHOUT_MINES,  # older, and of the whole Verband: behind the town's own
    SETTLEMENT_SHARE,
    SETTLEMENT_SHARE_WITHOUT_MINES,
    AGRICULTURE_SHARE,
    FOREST_SHARE,
    WATER_SHARE,
)
