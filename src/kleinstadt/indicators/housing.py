"""Housing: buildings, dwellings, who owns them, what they cost."""

from typing import Final

from kleinstadt.indicators.model import Count, Published, Ratio
from kleinstadt.indicators.population import CENSUS_POPULATION, POPULATION

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

EXISTING_RENT: Final = Published(
    id="rent_existing_eur_per_m2",
    weight=DWELLINGS,
    level="verband",
    unit="eur_per_m2",
    theme="housing",
    decimals=2,
    de="Nettokaltmiete in bestehenden Verträgen",
    en="Net rent in existing contracts",
    note_de="Zensus 2022, nach Verbänden; Gruppenmittel mit allen statt nur den vermieteten Wohnungen gewichtet.",
    note_en="Census of 2022, by Verband; group means are weighted by all dwellings, not only the rented ones.",
)
COMPLETED: Final = Published(
    id="dwellings_completed_per_1000",
    weight=POPULATION,
    level="kreis",
    unit="per_1000",
    theme="housing",
    decimals=1,
    de="Fertiggestellte Wohnungen je 1.000 Einwohner im Kreis",
    en="Dwellings completed per 1,000 residents in the Kreis",
    note_de="In neuen Wohngebäuden, nach Kreisen.",
    note_en="In new residential buildings, by Kreis.",
)
COMPLETED_SMALL: Final = Published(
    id="dwellings_completed_small_houses_per_1000",
    weight=POPULATION,
    level="kreis",
    unit="per_1000",
    theme="housing",
    decimals=1,
    de="Fertiggestellte Wohnungen in Ein- und Zweifamilienhäusern im Kreis",
    en="Dwellings completed in houses of one or two in the Kreis",
    note_de="Je 1.000 Einwohner, nach Kreisen.",
    note_en="Per 1,000 residents, by Kreis.",
)
COMPLETED_LARGE: Final = Published(
    id="dwellings_completed_large_houses_per_1000",
    weight=POPULATION,
    level="kreis",
    unit="per_1000",
    theme="housing",
    decimals=1,
    de="Fertiggestellte Wohnungen in Mehrfamilienhäusern im Kreis",
    en="Dwellings completed in multi-family houses in the Kreis",
    note_de="Je 1.000 Einwohner, nach Kreisen.",
    note_en="Per 1,000 residents, by Kreis.",
)
BUILDING_PERMITS: Final = Published(
    id="building_permits_per_1000",
    weight=POPULATION,
    level="kreis",
    unit="per_1000",
    theme="housing",
    decimals=1,
    de="Baugenehmigungen für Wohnungen je 1.000 Einwohner im Kreis",
    en="Building permits for dwellings per 1,000 residents in the Kreis",
    note_de="Nach Kreisen.",
    note_en="By Kreis.",
)
BUILDING_LAND: Final = Published(
    id="building_land_eur_per_m2",
    weight=POPULATION,
    level="kreis",
    unit="eur_per_m2",
    theme="housing",
    decimals=1,
    de="Preis für baureifes Land im Kreis",
    en="Price of building land in the Kreis",
    note_de="Mittel zweier Jahre, nach Kreisen; Gruppenmittel mit Einwohnern gewichtet.",
    note_en="Mean of two years, by Kreis; group means are weighted by residents.",
)
MULTI_FAMILY: Final = Published(
    id="multi_family_houses_pct",
    weight=POPULATION,
    level="kreis",
    unit="pct",
    theme="housing",
    decimals=1,
    de="Anteil der Mehrfamilienhäuser im Kreis",
    en="Share of multi-family houses in the Kreis",
    note_de="Wohngebäude mit 3 und mehr Wohnungen; für Gemeinden „Anteil der Mehrfamilienhäuser“.",
    note_en="Residential buildings of 3 and more dwellings; for municipalities see “Share of multi-family houses”.",
)

RENT_LEVEL: Final = Published(
    id="rent_level",
    weight=POPULATION,
    unit="1",
    theme="housing",
    decimals=0,
    de="Mietenstufe (1 bis 7)",
    en="Rent level (1 to 7)",
    note_de="Wohngeldverordnung 2021; Gruppen: Mittel der Stufen, mit Einwohnern gewichtet und gerundet.",
    note_en="Housing benefit ordinance 2021; groups: mean of the levels weighted by residents, rounded.",
)

DECLARED: Final = (
    RENT_LEVEL,
    EXISTING_RENT,
    COMPLETED,
    COMPLETED_SMALL,
    COMPLETED_LARGE,
    BUILDING_PERMITS,
    BUILDING_LAND,
    MULTI_FAMILY,
    BUILDINGS,
    BUILDINGS_3PLUS,
    BUILDINGS_3PLUS_SHARE,
    DWELLINGS,
    VACANCY,
    OWNER_SHARE,
    RENT,
    HOUSEHOLD_SIZE,
)
