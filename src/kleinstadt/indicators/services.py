"""Services: how many schools there are."""

from typing import Final

from kleinstadt.indicators.model import Count, Ratio
from kleinstadt.indicators.population import POPULATION

_NOTE_DE: Final = (
    "Liste von jedeschule.de, um 2016; Orte auf etwa 100 m gerundet. Berufliche Schulen nur in einem Teil der Länder, "
    "also nur innerhalb eines Landes vergleichbar."
)
_NOTE_EN: Final = (
    "List of jedeschule.de, about 2016; places rounded to about 100 m. Vocational schools in part of the Länder only, "
    "so comparable within a Land only."
)
_PRIMARY_DE: Final = "Liste von jedeschule.de, um 2016; Orte auf etwa 100 m gerundet; nach Schulart oder Name."
_PRIMARY_EN: Final = "List of jedeschule.de, about 2016; places rounded to about 100 m; by type or name of the school."

SCHOOLS: Final = Count(
    id="schools",
    unit="schools",
    theme="services",
    de="Schulen",
    en="Schools",
    note_de=_NOTE_DE,
    note_en=_NOTE_EN,
)
PRIMARY_SCHOOLS: Final = Count(
    id="primary_schools",
    unit="schools",
    theme="services",
    de="Grundschulen",
    en="Primary schools",
    note_de=_PRIMARY_DE,
    note_en=_PRIMARY_EN,
)
SCHOOLS_PER_1000: Final = Ratio(
    id="schools_per_1000",
    numerator=SCHOOLS,
    denominator=POPULATION,
    scale=1000,
    unit="per_1000",
    theme="services",
    decimals=2,
    de="Schulen je 1.000 Einwohner",
    en="Schools per 1,000 residents",
    note_de=_NOTE_DE,
    note_en=_NOTE_EN,
)
PRIMARY_SCHOOLS_PER_1000: Final = Ratio(
    id="primary_schools_per_1000",
    numerator=PRIMARY_SCHOOLS,
    denominator=POPULATION,
    scale=1000,
    unit="per_1000",
    theme="services",
    decimals=2,
    de="Grundschulen je 1.000 Einwohner",
    en="Primary schools per 1,000 residents",
    note_de=_PRIMARY_DE,
    note_en=_PRIMARY_EN,
)

DECLARED: Final = (SCHOOLS, PRIMARY_SCHOOLS, SCHOOLS_PER_1000, PRIMARY_SCHOOLS_PER_1000)
