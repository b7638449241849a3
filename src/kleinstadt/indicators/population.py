"""Population: how many, how dense, how old."""

from typing import Final

from kleinstadt.indicators.model import Change, Count, Published, Ratio

POPULATION: Final = Count(
    id="population",
    unit="persons",
    theme="population",
    de="Bevölkerung",
    en="Population",
    note_de="Fortschreibung des Bevölkerungsstandes; Brüche durch die Zensus 2011 und 2022.",
    note_en="Intercensal updating; the series breaks at the censuses of 2011 and 2022.",
    breaks=("2012", "2024"),
)
AREA: Final = Count(
    id="area_km2", unit="km2", theme="population", decimals=2, carried_by="area", de="Fläche", en="Area"
)
DENSITY: Final = Ratio(
    id="density",
    numerator=POPULATION,
    denominator=AREA,
    unit="per_km2",
    theme="population",
    de="Einwohnerdichte",
    en="Population density",
)
CENSUS_POPULATION: Final = Count(
    id="census_population",
    unit="persons",
    theme="population",
    de="Bevölkerung laut Zensus 2022",
    en="Population in the census of 2022",
)
AGE_PERSON_YEARS: Final = Count(
    id="grid_age_person_years",
    unit="person_years",
    theme="population",
    de="Lebensjahre aller Einwohner (Gitter)",
    en="Years lived by all residents (grid)",
)
AGE_PERSONS: Final = Count(
    id="grid_persons_with_age",
    unit="persons",
    theme="population",
    de="Einwohner mit bekanntem Alter (Gitter)",
    en="Residents of known age (grid)",
)
MEAN_AGE: Final = Ratio(
    id="mean_age_years",
    numerator=AGE_PERSON_YEARS,
    denominator=AGE_PERSONS,
    unit="years",
    theme="population",
    decimals=1,
    de="Durchschnittsalter (1-km-Gitter)",
    en="Mean age (1 km grid)",
    note_de="Zensus 2011; Gitterzellen liegen über Gemeindegrenzen, daher modelliert.",
    note_en="Census of 2011; cells of the grid straddle borders, hence modelled.",
)

POPULATION_CHANGE: Final = Change(
    id="population_change_10y_pct",
    numerator=POPULATION,
    denominator=POPULATION,
    years=10,
    breaks=POPULATION.breaks,
    unit="pct",
    theme="population",
    decimals=1,
    de="Veränderung der Einwohnerzahl in zehn Jahren",
    en="Population change in ten years",
    note_de=(
        "Auf festen Grenzen. Über einen neuen Zensus hinweg wird nicht verglichen: Das Gemeindeverzeichnis steht ab "
        "2013 auf dem von 2011, ab 2024 auf dem von 2022."
    ),
    note_en=(
        "On constant borders. Never across a new census: the register stands on that of 2011 from 2013 on, on that of "
        "2022 from 2024 on."
    ),
)
CHILD_POVERTY: Final = Published(
    id="child_poverty_pct",
    better="lower",
    weight=POPULATION,
    unit="pct",
    theme="population",
    decimals=1,
    de="Kinderarmut",
    en="Child poverty",
    note_de=(
        "Leistungsberechtigte nach SGB II unter 15 Jahren an allen unter 15; eine Null fehlt, weil sie auch geheim "
        "heißen kann. Gruppenmittel mit allen Einwohnern gewichtet."
    ),
    note_en=(
        "Persons under 15 on SGB II among all under 15; a zero is missing, as it may mean secret. Group means are "
        "weighted by all residents."
    ),
)
STUDENTS: Final = Published(
    id="students_per_1000",
    weight=POPULATION,
    unit="per_1000",
    theme="population",
    de="Studierende je 1.000 Einwohner",
    en="Students per 1,000 residents",
    note_de="Am Ort der Hochschule.",
    note_en="At the place of the university.",
)

FOREIGNERS: Final = Published(
    id="foreigners_pct",
    weight=POPULATION,
    level="kreis",
    unit="pct",
    theme="population",
    decimals=1,
    de="Anteil der Ausländerinnen und Ausländer im Kreis",
    en="Share of foreigners in the Kreis",
)
UNDER_18: Final = Published(
    id="under_18_pct",
    weight=POPULATION,
    level="kreis",
    unit="pct",
    theme="population",
    decimals=1,
    de="Anteil der unter 18-Jährigen im Kreis",
    en="Share under 18 in the Kreis",
)
OVER_65: Final = Published(
    id="over_65_pct",
    weight=POPULATION,
    level="kreis",
    unit="pct",
    theme="population",
    decimals=1,
    de="Anteil der Personen ab 65 Jahren im Kreis",
    en="Share of 65 and over in the Kreis",
)
INTERNAL_MIGRATION: Final = Published(
    id="internal_migration_per_10000",
    weight=POPULATION,
    level="kreis",
    unit="per_10000",
    theme="population",
    decimals=0,
    de="Saldo der Binnenwanderung im Kreis",
    en="Net internal migration in the Kreis",
)

ELIGIBLE: Final = Count(
    id="eligible_voters",
    in_turn=True,
    unit="persons",
    theme="population",
    de="Wahlberechtigte",
    en="Eligible voters",
)
VOTERS: Final = Count(
    id="voters",
    in_turn=True,
    unit="persons",
    theme="population",
    de="Wählerinnen und Wähler",
    en="Voters",
)
TURNOUT: Final = Ratio(
    id="turnout_pct",
    better="higher",
    numerator=VOTERS,
    denominator=ELIGIBLE,
    scale=100,
    unit="pct",
    theme="population",
    decimals=1,
    de="Wahlbeteiligung bei der letzten Kommunalwahl",
    en="Turnout at the last municipal election",
    note_de="Letzte Wahl des Gemeinderats, je nach Land 2019 bis 2024; acht Länder.",
    note_en="Last election of the council, 2019 to 2024 by Land; eight Länder.",
)

DECLARED: Final = (
    POPULATION,
    AREA,
    DENSITY,
    CENSUS_POPULATION,
    MEAN_AGE,
    POPULATION_CHANGE,
    CHILD_POVERTY,
    STUDENTS,
    FOREIGNERS,
    UNDER_18,
    OVER_65,
    INTERNAL_MIGRATION,
    ELIGIBLE,
    VOTERS,
    TURNOUT,
)
