"""Housing: buildings, dwellings, who owns them, what they cost."""

from typing import Final

from kleinstadt.indicators.model import Count, Published, Ratio
from kleinstadt.indicators.population import CENSUS_POPULATION

BUILDINGS: Final = Count(
    id="residential_buildings", unit="buildings", theme="housing", de="Wohngebäude", en="Residential buildings"
)
BUILDINGS_3PLUS: Final = Count(
    id="residential_buildings_3plus",
    unit="buildings",
    theme="housing",
    de="Wohngebäude mit 3 und mehr Wohnungen",
    en="Residential buildings with 3 and more dwellings",
)
BUILDINGS_3PLUS_SHARE: Final = Ratio(
    id="buildings_3plus_share",
    numerator=BUILDINGS_3PLUS,
    denominator=BUILDINGS,
    scale=100,
    unit="pct",
    theme="housing",
    decimals=1,
    de="Anteil der Mehrfamilienhäuser",
    en="Share of multi-family houses",
    note_de="Wohngebäude mit 3 und mehr Wohnungen an allen Wohngebäuden.",
    note_en="Residential buildings with 3 and more dwellings among all.",
)
DWELLINGS: Final = Count(
    id="census_dwellings", unit="dwellings", theme="housing", de="Wohnungen (Zensus)", en="Dwellings (census)"
)
VACANCY: Final = Published(
    id="census_vacancy_pct",
    better="lower",
    weight=DWELLINGS,
    unit="pct",
    theme="housing",
    decimals=1,
    de="Leerstandsquote",
    en="Vacancy rate",
    note_de="Leer stehende Wohnungen an allen Wohnungen, Zensus 2022.",
    note_en="Vacant dwellings among all dwellings, census of 2022.",
)
OWNER_SHARE: Final = Published(
    id="census_owner_pct",
    weight=DWELLINGS,
    unit="pct",
    theme="housing",
    decimals=1,
    de="Eigentümerquote",
    en="Share of owner-occupied dwellings",
)
RENT: Final = Published(
    id="census_rent_eur_per_m2",
    weight=DWELLINGS,
    unit="eur_per_m2",
    theme="housing",
    decimals=2,
    de="Nettokaltmiete",
    en="Net rent",
    note_de="Gruppenmittel mit allen statt nur den vermieteten Wohnungen gewichtet.",
    note_en="Group means are weighted by all dwellings, not only the rented ones.",
)
HOUSEHOLD_SIZE: Final = Published(
    id="census_household_size_persons",
    weight=CENSUS_POPULATION,
    unit="persons_per_household",
    theme="housing",
    decimals=2,
    de="Haushaltsgröße",
    en="Household size",
)

DECLARED: Final = (
    BUILDINGS,
    BUILDINGS_3PLUS,
    BUILDINGS_3PLUS_SHARE,
    DWELLINGS,
    VACANCY,
    OWNER_SHARE,
    RENT,
    HOUSEHOLD_SIZE,
)
