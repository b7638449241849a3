"""Ages: how many of an age, which cohorts grew, women and men; where they are known."""

from typing import Final

from kleinstadt.indicators.model import Cohort, Count, Published, Ratio
from kleinstadt.indicators.population import CENSUS_POPULATION, POPULATION

_COHORT_DE: Final = "Über 100: Es sind mehr zugezogen als fortgezogen oder gestorben. Nur Baden-Württemberg, bis 2010."
_COHORT_EN: Final = "Above 100 more moved in than moved out or died. Baden-Württemberg only, up to 2010."

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

DECLARED: Final = (
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
)
