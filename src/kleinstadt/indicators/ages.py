"""Ages: how many of an age, which cohorts grew, women and men; where they are known."""

from typing import Final

from kleinstadt.indicators.model import Cohort, Count, Published, Ratio
from kleinstadt.indicators.population import CENSUS_POPULATION, POPULATION

_LAND_DE: Final = "Nur Baden-Württemberg, 1995 bis 2010."
_LAND_EN: Final = "Baden-Württemberg only, 1995 to 2010."


def _aged(first: int, parts: tuple[str, ...]) -> Count:
    """Persons of ten years of age, of the groups that the source has."""
    return Count(
        id=f"aged_{first}_{first + 9}",
        parts=parts,
        unit="persons",
        theme="population",
        de=f"Personen von {first} bis unter {first + 10} Jahren",
        en=f"Persons aged {first} to under {first + 10}",
        note_de=_LAND_DE,
        note_en=_LAND_EN,
    )


AGED_10: Final = _aged(10, ("aged_10_14", "aged_15_17", "aged_18_19"))
AGED_20: Final = _aged(20, ("aged_20_24", "aged_25_29"))
AGED_30: Final = _aged(30, ("aged_30_34", "aged_35_39"))
AGED_40: Final = _aged(40, ("aged_40_44", "aged_45_49"))
AGED_50: Final = _aged(50, ("aged_50_54", "aged_55_59"))


def _cohort(first: int, now: Count, then: Count) -> Cohort:
    """Growth of those who are now of ten years of age, over ten years."""
    return Cohort(
        id=f"cohort_{first}_{first + 9}_pct",
        numerator=now,
        denominator=then,
        years=10,
        unit="pct",
        theme="population",
        decimals=1,
        de=f"Kohortenwachstum der {first}- bis {first + 9}-Jährigen in zehn Jahren",
        en=f"Growth of the cohort now aged {first} to {first + 9}, in ten years",
        note_de="Über 100: Es sind mehr zugezogen als fortgezogen oder gestorben. Nur Baden-Württemberg, bis 2010.",
        note_en="Above 100 more moved in than moved out or died. Baden-Württemberg only, up to 2010.",
    )


COHORT_20: Final = _cohort(20, AGED_20, AGED_10)
COHORT_30: Final = _cohort(30, AGED_30, AGED_20)

WOMEN_20_44: Final = Count(
    id="women_20_44",
    unit="persons",
    theme="population",
    de="Frauen von 20 bis unter 45 Jahren",
    en="Women aged 20 to under 45",
    note_de=_LAND_DE,
    note_en=_LAND_EN,
)
MEN_20_44: Final = Count(
    id="men_20_44",
    unit="persons",
    theme="population",
    de="Männer von 20 bis unter 45 Jahren",
    en="Men aged 20 to under 45",
    note_de=_LAND_DE,
    note_en=_LAND_EN,
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
    note_de=_LAND_DE,
    note_en=_LAND_EN,
)


def _of_kreis(name: str, unit: str, de: str, en: str) -> Published:
    return Published(
        id=name,
        weight=POPULATION,
        level="kreis",
        unit=unit,
        theme="population",
        decimals=1,
        de=de,
        en=en,
        note_de="Nach Kreisen, 2015 bis 2018.",
        note_en="By Kreis, 2015 to 2018.",
    )


KREIS_WOMEN: Final = _of_kreis(
    "kreis_women_per_100_men_20_44",
    "per_100",
    "Frauen je 100 Männer von 20 bis unter 45 Jahren im Kreis",
    "Women per 100 men aged 20 to under 45 in the Kreis",
)
KREIS_AGE: Final = Published(
    id="kreis_mean_age_years",
    variable="kreis_average_age_years",
    weight=POPULATION,
    level="kreis",
    unit="years",
    theme="population",
    decimals=1,
    de="Durchschnittsalter im Kreis",
    en="Mean age in the Kreis",
    note_de="Zahl des BBSR (INKAR); knapp ein halbes Jahr unter der von Destatis, das von der Mitte eines Lebensjahrs "
    "ausgeht (Deutschland 2018: 44,1 und 44,4).",
    note_en="The BBSR's own figure (INKAR); almost half a year below that of Destatis, which counts from the middle of "
    "a year of age (Germany 2018: 44.1 and 44.4).",
)


def _census(ages: str, de: str, en: str) -> Published:
    return Published(
        id=f"census_aged_{ages}_pct",
        weight=CENSUS_POPULATION,
        unit="pct",
        theme="population",
        decimals=1,
        de=f"Anteil der Personen {de}",
        en=f"Share aged {en}",
        note_de="Zensus 2022; die Gruppen sind aus ihrer Größe erschlossen.",
        note_en="Census of 2022; the groups are told by their size.",
    )


CENSUS: Final = (
    _census("0_15", "unter 16 Jahren", "under 16"),
    _census("16_24", "von 16 bis unter 25 Jahren", "16 to under 25"),
    _census("25_59", "von 25 bis unter 60 Jahren", "25 to under 60"),
    _census("60_66", "von 60 bis unter 67 Jahren", "60 to under 67"),
    _census("67", "ab 67 Jahren", "67 and over"),
)

DECLARED: Final = (
    AGED_10,
    AGED_20,
    AGED_30,
    AGED_40,
    AGED_50,
    COHORT_20,
    COHORT_30,
    *CENSUS,
    WOMEN_20_44,
    MEN_20_44,
    WOMEN_PER_MEN,
    KREIS_WOMEN,
    KREIS_AGE,
)
