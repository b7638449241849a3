"""Population: how many, how dense, how old."""

from typing import Final

from kleinstadt.indicators.model import Change, Cohort, Count, Published, Ratio

POPULATION: Final = Count(
    id="population",
    unit="persons",
    theme="population",
    de="Bevölkerung",
    en="Population",
    note_de="Fortschreibung des Bevölkerungsstandes; Brüche durch die Zensus 2011 und 2022.",
    note_en="Intercensal updating; the series breaks at the censuses of 2011 and 2022.",
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
    breaks=("2013", "2024"),
    unit="pct",
    theme="population",
    decimals=1,
    de="Bevölkerungsentwicklung in zehn Jahren",
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
    de="Anteil der Ausländerinnen und Ausländer",
    en="Share of foreigners",
)
UNDER_18: Final = Published(
    id="under_18_pct",
    weight=POPULATION,
    level="kreis",
    unit="pct",
    theme="population",
    decimals=1,
    de="Anteil der unter 18-Jährigen",
    en="Share under 18",
)
OVER_65: Final = Published(
    id="over_65_pct",
    weight=POPULATION,
    level="kreis",
    unit="pct",
    theme="population",
    decimals=1,
    de="Anteil der Personen ab 65 Jahren",
    en="Share of 65 and over",
)
INTERNAL_MIGRATION: Final = Published(
    id="internal_migration_per_10000",
    weight=POPULATION,
    level="kreis",
    unit="per_10000",
    theme="population",
    decimals=0,
    de="Saldo der Binnenwanderung",
    en="Net internal migration",
)

_COHORT_DE: Final = "Über 100: Es sind mehr zugezogen als fortgezogen oder gestorben. Nur Baden-Württemberg, bis 2010."
_COHORT_EN: Final = "Above 100 more moved in than moved out or died. Baden-Württemberg only, up to 2010."

AGED_20: Final = Count(
    id="aged_20_29",
    parts=("aged_20_24", "aged_25_29"),
    unit="persons",
    theme="population",
    de="Personen von 20 bis unter 30 Jahren",
    en="Persons aged 20 to under 30",
    note_de="Nur Baden-Württemberg, 1995 bis 2010.",
    note_en="Baden-Württemberg only, 1995 to 2010.",
)
AGED_30: Final = Count(
    id="aged_30_39",
    parts=("aged_30_34", "aged_35_39"),
    unit="persons",
    theme="population",
    de="Personen von 30 bis unter 40 Jahren",
    en="Persons aged 30 to under 40",
    note_de="Nur Baden-Württemberg, 1995 bis 2010.",
    note_en="Baden-Württemberg only, 1995 to 2010.",
)
AGED_40: Final = Count(
    id="aged_40_49",
    parts=("aged_40_44", "aged_45_49"),
    unit="persons",
    theme="population",
    de="Personen von 40 bis unter 50 Jahren",
    en="Persons aged 40 to under 50",
    note_de="Nur Baden-Württemberg, 1995 bis 2010.",
    note_en="Baden-Württemberg only, 1995 to 2010.",
)
AGED_50: Final = Count(
    id="aged_50_59",
    parts=("aged_50_54", "aged_55_59"),
    unit="persons",
    theme="population",
    de="Personen von 50 bis unter 60 Jahren",
    en="Persons aged 50 to under 60",
    note_de="Nur Baden-Württemberg, 1995 bis 2010.",
    note_en="Baden-Württemberg only, 1995 to 2010.",
)
AGED_10: Final = Count(
    id="aged_10_19",
    parts=("aged_10_14", "aged_15_17", "aged_18_19"),
    unit="persons",
    theme="population",
    de="Personen von 10 bis unter 20 Jahren",
    en="Persons aged 10 to under 20",
    note_de="Nur Baden-Württemberg, 1995 bis 2010.",
    note_en="Baden-Württemberg only, 1995 to 2010.",
)
COHORT_20: Final = Cohort(
    id="cohort_20_29_pct",
    numerator=AGED_20,
    denominator=AGED_10,
    years=10,
    unit="pct",
    theme="population",
    decimals=1,
    de="Kohortenwachstum der 20- bis 29-Jährigen in zehn Jahren",
    en="Growth of the cohort now aged 20 to 29, in ten years",
    note_de=_COHORT_DE,
    note_en=_COHORT_EN,
)
COHORT_30: Final = Cohort(
    id="cohort_30_39_pct",
    numerator=AGED_30,
    denominator=AGED_20,
    years=10,
    unit="pct",
    theme="population",
    decimals=1,
    de="Kohortenwachstum der 30- bis 39-Jährigen in zehn Jahren",
    en="Growth of the cohort now aged 30 to 39, in ten years",
    note_de=_COHORT_DE,
    note_en=_COHORT_EN,
)
WOMEN_20_44: Final = Count(
    id="women_20_44",
    unit="persons",
    theme="population",
    de="Frauen von 20 bis unter 45 Jahren",
    en="Women aged 20 to under 45",
    note_de="Nur Baden-Württemberg, 1995 bis 2010.",
    note_en="Baden-Württemberg only, 1995 to 2010.",
)
MEN_20_44: Final = Count(
    id="men_20_44",
    unit="persons",
    theme="population",
    de="Männer von 20 bis unter 45 Jahren",
    en="Men aged 20 to under 45",
    note_de="Nur Baden-Württemberg, 1995 bis 2010.",
    note_en="Baden-Württemberg only, 1995 to 2010.",
)
WOMEN_PER_MEN: Final = Ratio(
    id="women_per_100_men_20_44",
    numerator=WOMEN_20_44,
    denominator=MEN_20_44,
    scale=100,
    unit="per_100",
    theme="population",
    decimals=1,
    de="Frauen je 100 Männer von 20 bis unter 45 Jahren",
    en="Women per 100 men aged 20 to under 45",
    note_de="Nur Baden-Württemberg, 1995 bis 2010.",
    note_en="Baden-Württemberg only, 1995 to 2010.",
)
KREIS_WOMEN: Final = Published(
    id="kreis_women_per_100_men_20_44",
    weight=POPULATION,
    level="kreis",
    unit="per_100",
    theme="population",
    decimals=1,
    de="Frauen je 100 Männer von 20 bis unter 45 Jahren im Kreis",
    en="Women per 100 men aged 20 to under 45 in the Kreis",
    note_de="Nach Kreisen, 2015 bis 2018.",
    note_en="By Kreis, 2015 to 2018.",
)
KREIS_AGE: Final = Published(
    id="kreis_mean_age_years",
    weight=POPULATION,
    level="kreis",
    unit="years",
    theme="population",
    decimals=1,
    de="Durchschnittsalter im Kreis",
    en="Mean age in the Kreis",
    note_de="Nach Kreisen, 2015 bis 2018.",
    note_en="By Kreis, 2015 to 2018.",
)
CENSUS_AGED_0: Final = Published(
    id="census_aged_0_15_pct",
    weight=CENSUS_POPULATION,
    unit="pct",
    theme="population",
    decimals=1,
    de="Anteil der Personen unter 16 Jahren",
    en="Share aged under 16",
    note_de="Zensus 2022; die Gruppen sind aus ihrer Größe erschlossen.",
    note_en="Census of 2022; the groups are told by their size.",
)
CENSUS_AGED_16: Final = Published(
    id="census_aged_16_24_pct",
    weight=CENSUS_POPULATION,
    unit="pct",
    theme="population",
    decimals=1,
    de="Anteil der Personen von 16 bis unter 25 Jahren",
    en="Share aged 16 to under 25",
    note_de="Zensus 2022; die Gruppen sind aus ihrer Größe erschlossen.",
    note_en="Census of 2022; the groups are told by their size.",
)
CENSUS_AGED_25: Final = Published(
    id="census_aged_25_59_pct",
    weight=CENSUS_POPULATION,
    unit="pct",
    theme="population",
    decimals=1,
    de="Anteil der Personen von 25 bis unter 60 Jahren",
    en="Share aged 25 to under 60",
    note_de="Zensus 2022; die Gruppen sind aus ihrer Größe erschlossen.",
    note_en="Census of 2022; the groups are told by their size.",
)
CENSUS_AGED_60: Final = Published(
    id="census_aged_60_66_pct",
    weight=CENSUS_POPULATION,
    unit="pct",
    theme="population",
    decimals=1,
    de="Anteil der Personen von 60 bis unter 67 Jahren",
    en="Share aged 60 to under 67",
    note_de="Zensus 2022; die Gruppen sind aus ihrer Größe erschlossen.",
    note_en="Census of 2022; the groups are told by their size.",
)
CENSUS_AGED_67: Final = Published(
    id="census_aged_67_pct",
    weight=CENSUS_POPULATION,
    unit="pct",
    theme="population",
    decimals=1,
    de="Anteil der Personen ab 67 Jahren",
    en="Share aged 67 and over",
    note_de="Zensus 2022; die Gruppen sind aus ihrer Größe erschlossen.",
    note_en="Census of 2022; the groups are told by their size.",
)
ELIGIBLE: Final = Count(
    id="eligible_voters",
    unit="persons",
    theme="population",
    de="Wahlberechtigte",
    en="Eligible voters",
)
VOTERS: Final = Count(
    id="voters",
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
    de="Wahlbeteiligung bei der Kommunalwahl",
    en="Turnout at the municipal election",
    note_de="Letzte Wahl des Gemeinderats, je nach Land 2019 bis 2024; neun Länder.",
    note_en="Last election of the council, 2019 to 2024 by Land; nine Länder.",
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
    AGED_10,
    AGED_20,
    AGED_30,
    AGED_40,
    AGED_50,
    COHORT_20,
    COHORT_30,
    CENSUS_AGED_0,
    CENSUS_AGED_16,
    CENSUS_AGED_25,
    CENSUS_AGED_60,
    CENSUS_AGED_67,
    WOMEN_20_44,
    MEN_20_44,
    WOMEN_PER_MEN,
    KREIS_WOMEN,
    KREIS_AGE,
    ELIGIBLE,
    VOTERS,
    TURNOUT,
)
