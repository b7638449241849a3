"""The numbers that stand inside the report's sentences, as text in the reader's format."""

from typing import Final

import polars as pl

from kleinstadt import keys
from kleinstadt.edition.edition import Edition
from kleinstadt.indicators.catalogue import indicator as declared
from kleinstadt.report.tables import broadband, computed, jobs, knowledge, people
from kleinstadt.words import dates, labels
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

OFFICIAL: Final = ("amtliche Klassen des BBSR", "official classes of the BBSR")
MODELLED: Final = (
    "Klassen modelliert, an den amtlichen von 2019 geprüft (docs/lage.md)",
    "classes modelled, tested on the official ones of 2019 (docs/lage.md)",
)

REFORM_LAND = "15"  # Saxony-Anhalt, as in print


def phrases(edition: Edition, year: int, lang: Lang, reform_land: str = REFORM_LAND) -> dict[str, str]:
    """What the placeholders in contents/chapters/ mean, for a year and a language.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.
    lang : {"de", "en"}
        Language.
    reform_land : str
        Key of the Land whose reforms are shown, two digits.

    Returns
    -------
    dict of str to str
        By placeholder; a dash where the edition has no such number.
    """
    units = edition.areas(year, "verband")
    whole = units["type"].null_count() == 0  # else nobody knows how many are small towns
    small = units.filter(pl.col("type").is_in(labels.SMALL_TOWNS))
    larger = small.filter(pl.col("type") == "groessere_kleinstadt").height
    persons = float(small["population"].sum())
    atlas = broadband.atlas_period(edition, year)
    return {
        "year": str(year),
        "territory": dates.day(edition.territory(year), lang),
        "first_year": str(edition.years[0]),
        "land_name": keys.LAENDER[reform_land],
        "n_all": number(units.height, 0, lang),
        "n_small": number(small.height if whole else None, 0, lang),
        "n_larger": number(larger if whole else None, 0, lang),
        "n_smaller": number(small.height - larger if whole else None, 0, lang),
        "share_area": number(_share(small, units, "area_km2") if whole else None, 0, lang),
        "share_population": number(_share(small, units, "population") if whole else None, 0, lang),
        "mio_small": number(persons / 1e6 if whole else None, 1, lang),
        "lage_basis": pick(OFFICIAL if is_official(units) else MODELLED, lang),
        "atlas_year": atlas[:4],
        "atlas_period": dates.period(atlas, lang),
        **_cohort_years(edition, year),
        "land_year": _year_of_land(edition, year),
        "occupations_year": str(knowledge.year_of(edition, year) or "–"),
        **_indicator_phrases(edition, year, lang, atlas),
    }


def _cohort_years(edition: Edition, year: int) -> dict[str, str]:
    """The two years between which cohorts are followed."""
    known = people.FAMILIES in edition.indicators
    periods = sorted(found.period for found in edition.vintages(people.FAMILIES, year)) if known else ["–"]
    return {"cohorts_from": periods[0], "cohorts_to": periods[-1]}


def _year_of_land(edition: Edition, year: int) -> str:
    """The year of the land use that serves a year."""
    known = "settlement_density" in edition.indicators
    used = edition.vintages("settlement_density", year) if known else ()
    return next((found.period for found in used if found.variable.startswith("land_")), "–")


def is_official(units: pl.DataFrame) -> bool:
    """Whether the Lage of all inhabited Verbände is the official one.

    Parameters
    ----------
    units : pl.DataFrame
        Verbände, as `Edition.areas` gives them.

    Returns
    -------
    bool
        False where nobody lives in any.
    """
    known = units.filter(pl.col("population") > 0)
    return "lage_basis" in known.columns and known.height > 0 and (known["lage_basis"] == "official").all()


def far_periods(edition: Edition, year: int, indicators: tuple[str, ...]) -> list[str]:
    """Periods of the numbers that serve a year although they are of another time, oldest first.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.
    indicators : tuple of str
        Their ids.

    Returns
    -------
    list of str
        Those too far off to be spoken of as that year's; empty where all are near.
    """
    variables = {variable for name in indicators for variable in declared(name).variables}
    nearest = [
        min(edition.choice.vintages.of(variable), key=lambda vintage: abs(vintage.year - (year + 1)))
        for variable in variables
        if edition.choice.vintages.has(variable)
    ]
    return sorted({found.period for found in nearest if abs(found.year - (year + 1)) > jobs.MOST_YEARS_OFF})


def _share(part: pl.DataFrame, whole: pl.DataFrame, column: str) -> float:
    return float(part[column].sum()) / float(whole[column].sum()) * 100


def _indicator_phrases(edition: Edition, year: int, lang: Lang, atlas: str) -> dict[str, str]:
    jobs = _small_towns_and_germany(edition, year, "residents_per_job")
    fast = _small_towns_and_germany(edition, year, "broadband_all_50_pct", atlas)
    giga = _small_towns_and_germany(edition, year, "broadband_all_1000_pct", atlas)
    small, city = _median_rates(edition, year, "grundsteuer_b_rate_pct")
    return {
        "residents_per_job": number(jobs[0], 2, lang),
        "residents_per_job_bund": number(jobs[1], 2, lang),
        "broadband_50": number(fast[0], 0, lang),
        "broadband_1000": number(giga[0], 0, lang),
        "rate_b": number(_float(small), 0, lang),
        "rate_b_city": number(_float(city), 0, lang),
    }


def _small_towns_and_germany(
    edition: Edition, year: int, indicator: str, period: str | None = None
) -> tuple[float | None, float | None]:
    """As computed.small_towns_and_germany; nothing where the edition has no such figures."""
    if indicator not in edition.indicators or (period and period not in edition.periods(indicator)):
        return None, None
    return computed.small_towns_and_germany(edition, year, indicator, period)


def _median_rates(edition: Edition, year: int, rate: str) -> tuple[object, object]:
    """Median of a tax rate over small towns, and over large cities."""
    if rate not in edition.indicators:
        return None, None
    rates = edition.areas(year, "verband", [rate])
    of_small = rates.filter(pl.col("type").is_in(labels.SMALL_TOWNS))
    return of_small[rate].median(), rates.filter(pl.col("type") == "grossstadt")[rate].median()


def _float(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None
