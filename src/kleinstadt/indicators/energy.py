"""Energy: renewable power that stands in the municipality."""

from typing import Final

from kleinstadt.indicators.model import Count, Ratio
from kleinstadt.indicators.population import POPULATION


def _power(name: str, de: str, en: str, *parts: str) -> Count:
    return Count(id=name, parts=parts, carried_by="area", unit="kw", theme="energy", de=de, en=en)


SOLAR: Final = _power("renewable_pv_kw", "Photovoltaik, installierte Leistung", "Photovoltaics, installed power")
WIND: Final = _power("renewable_wind_kw", "Wind an Land, installierte Leistung", "Onshore wind, installed power")
RENEWABLE: Final = _power(
    "renewable_kw",
    "Erneuerbare Energien, installierte Leistung",
    "Renewable energy, installed power",
    "renewable_pv_kw",
    "renewable_wind_kw",
    "renewable_biomass_kw",
    "renewable_water_kw",
)
RENEWABLE_PER_HEAD: Final = Ratio(
    id="renewable_kw_per_head",
    numerator=RENEWABLE,
    denominator=POPULATION,
    unit="kw_per_head",
    theme="energy",
    decimals=2,
    de="Erneuerbare Leistung je Einwohner",
    en="Renewable power per head",
)

DECLARED: Final = (SOLAR, WIND, RENEWABLE, RENEWABLE_PER_HEAD)
