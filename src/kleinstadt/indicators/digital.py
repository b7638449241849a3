"""Digital: which share of households can have which speed."""

from typing import Final

from kleinstadt.indicators.model import Published
from kleinstadt.indicators.population import AREA, POPULATION

SPEEDS: Final = (16, 50, 100, 200, 1000)
NEWER: Final = (50, 1000)  # speeds that the Deutschlandatlas goes on with at the end of 2023
OTHER_COUNT: Final = (
    " Bis Mitte 2021 aus dem Breitbandatlas, seither aus dem Deutschlandatlas, der anders zählt: keine Veränderung.",
    " To mid-2021 from the broadband atlas, since then from the Deutschlandatlas, which counts otherwise: no change.",
)


def _broadband(technology: str, speed: int, de: str, en: str) -> Published:
    newer = technology == "all" and speed in NEWER
    more_de, more_en = OTHER_COUNT if newer else ("", "")
    return Published(
        id=f"broadband_{technology}_{speed}_pct",
        weight=POPULATION,
        better="higher",
        unit="pct",
        theme="digital",
        decimals=1,
        de=f"Breitband ab {speed} Mbit/s{de}",
        en=f"Broadband from {speed} Mbit/s{en}",
        note_de=f"Anteil der Haushalte; Gruppenmittel mit Einwohnern statt Haushalten gewichtet.{more_de}",
        note_en=f"Share of households; group means are weighted by residents instead of households.{more_en}",
        breaks=("2023-12",) if newer else (),
    )


BROADBAND: Final = {speed: _broadband("all", speed, "", "") for speed in SPEEDS}
FIBRE: Final = _broadband("ftth", 1000, " über Glasfaser", " by fibre")


# Nobody is called strong or weak by figures of 2021 and before: newer ones say how well a town is served.
def _business(speed: int) -> Published:
    return Published(
        id=f"business_broadband_wired_{speed}_pct",
        weight=POPULATION,
        unit="pct",
        theme="digital",
        decimals=1,
        de=f"Breitband ab {speed} Mbit/s für Betriebe (Leitung)",
        en=f"Broadband from {speed} Mbit/s for businesses (wired)",
        note_de="Anteil der Betriebe, Mitte 2021; Gruppenmittel mit Einwohnern statt Betrieben gewichtet.",
        note_en="Share of businesses, mid-2021; group means are weighted by residents instead of businesses.",
    )


BUSINESS: Final = tuple(map(_business, (100, 1000)))
DSL: Final = Published(
    id="dsl_households_pct",
    weight=POPULATION,
    unit="pct",
    theme="digital",
    decimals=1,
    de="Haushalte mit DSL",
    en="Households with DSL",
    note_de="Anteil der Haushalte, 2005 bis 2008; Gruppenmittel mit Einwohnern gewichtet.",
    note_en="Share of households, 2005 to 2008; group means are weighted by residents.",
)


def _mobile(name: str, standard: str) -> Published:
    return Published(
        id=name,
        better="higher",
        weight=AREA,
        unit="pct",
        theme="digital",
        decimals=1,
        de=f"Mobilfunk {standard}",
        en=f"Mobile network {standard}",
        note_de="Anteil der Fläche mit Empfang mindestens eines Anbieters, 2024.",
        note_en="Share of the area covered by at least one provider, 2024.",
    )


LTE: Final = _mobile("mobile_lte_pct", "LTE")
FIVE_G: Final = _mobile("mobile_5g_pct", "5G")

DECLARED: Final = (*BROADBAND.values(), FIBRE, *BUSINESS, DSL, LTE, FIVE_G)
