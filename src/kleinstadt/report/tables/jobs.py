"""Tab. 2, computed: residents and jobs since 2000."""

from typing import Final

import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.indicators.work import RESIDENTS_PER_JOB
from kleinstadt.report.ledger.needs import covers
from kleinstadt.report.tables.groups import rows_of_table_2
from kleinstadt.report.tables.interpolation import population_at

FIRST_YEAR_OF_JOBS: Final = 2000

INKAR_DENSITY: Final = "inkar_residents_per_km2"  # of INKAR, whose residents of 2000 fit the census of 2011

MOST_YEARS_OFF: Final = 3  # numbers from further away are not called numbers of the year


def table_2(edition: Edition, year: int) -> pl.DataFrame:
    """Tab. 2: residents per job by type and Lage, and what became of residents and jobs since 2000.

    Residents per job of a year without employees of about that time stay null, and so does a change of which one end
    is not known. Units of which one of two counts is unknown are left out of both.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        A row for Germany, each type, and each Lage of the small ones: typ, lage (words), wohnzentralitaet_2000 and
        _YEAR (residents per job), veraenderung_2000_YEAR (their difference), bevoelkerung_2000_YEAR_pct and
        beschaeftigte_arbeitsort_2000_YEAR_pct (change in per cent).

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    units = _residents_and_jobs(edition, year)
    start, end = FIRST_YEAR_OF_JOBS, year
    groups = {str(row): wanted for row, (*_, wanted) in enumerate(rows_of_table_2())}
    per_job = {} if far_from_jobs(edition, year) else edition.values_of(RESIDENTS_PER_JOB.id, year, groups)
    rows = []
    for row, (name, lage, wanted) in enumerate(rows_of_table_2()):
        of_row = units.filter(wanted)
        then = _quotient(of_row, "population_then", "employees_then")
        now = per_job[str(row)].value if per_job else None
        rows.append(
            {
                "typ": name,
                "lage": lage,
                f"wohnzentralitaet_{start}": then,
                f"wohnzentralitaet_{end}": now,
                f"veraenderung_{start}_{end}": None if then is None or now is None else now - then,
                f"bevoelkerung_{start}_{end}_pct": _growth(of_row, "population", "population_then"),
                f"beschaeftigte_arbeitsort_{start}_{end}_pct": _growth(of_row, "employees_workplace", "employees_then"),
            }
        )
    schema = {name: pl.String if name in ("typ", "lage") else pl.Float64 for name in rows[0]}
    return pl.DataFrame(rows, schema=schema)


def _residents_and_jobs(edition: Edition, year: int) -> pl.DataFrame:
    """Verbände with population and employees_workplace, now and in 2000 (*_then); null where there are no figures."""
    near = not far_from_jobs(edition, year)
    units = edition.areas(year, "verband", ["employees_workplace"] if near else [])
    then = str(FIRST_YEAR_OF_JOBS)
    if near and then in edition.periods("employees_workplace"):
        jobs = edition.indicator("employees_workplace", year, "verband", period=then)
        units = units.join(jobs.select("verband", employees_then="value"), on="verband", how="left")
    missing = [name for name in ("employees_workplace", "employees_then") if name not in units.columns]
    units = units.with_columns(pl.lit(None, pl.Float64).alias(name) for name in missing)
    return units.join(_residents_then(edition, year), on="verband", how="left")


def _residents_then(edition: Edition, year: int) -> pl.DataFrame:
    """Residents of each Verband in 2000: INKAR's, which go back from the census of 2011, else of the registers.

    Returns verband, population_then.
    """
    then = str(FIRST_YEAR_OF_JOBS)
    if INKAR_DENSITY in edition.indicators and then in edition.periods(INKAR_DENSITY):
        density = edition.indicator(INKAR_DENSITY, year, "verband", period=then).select("verband", "value")
        area = edition.areas(year, "verband").select("verband", "area_km2")
        return density.join(area, on="verband").select("verband", population_then=pl.col("value") * pl.col("area_km2"))
    if not covers(edition, "population", then):
        return pl.DataFrame(schema={"verband": pl.String, "population_then": pl.Float64})
    return population_at(edition, FIRST_YEAR_OF_JOBS, year)


def _growth(units: pl.DataFrame, now: str, then: str) -> float | None:
    """Change in per cent of the units that have both."""
    found = _quotient(units, now, then)
    return None if found is None else (found - 1) * 100


def _quotient(units: pl.DataFrame, above: str, below: str) -> float | None:
    """Sum over sum of the units that have both."""
    known = units.drop_nulls([above, below])
    total = float(known[below].sum())
    return float(known[above].sum()) / total if total else None


def far_from_jobs(edition: Edition, year: int) -> bool:
    """Whether there are no employees of about that year.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    bool
        True if the nearest are more than MOST_YEARS_OFF years away.
    """
    there = "employees_workplace" in edition.indicators
    return not there or years_off(edition, "employees_workplace", year) > MOST_YEARS_OFF


def years_off(edition: Edition, variable: str, year: int) -> float:
    """How many years the vintage of a variable that serves a year is away from its end.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    variable : str
        Name of a variable.
    year : int
        The year.

    Returns
    -------
    float
        Years.

    Raises
    ------
    UnknownNameError
        For a variable that the edition has not.
    """
    return min(abs(vintage.year - (year + 1)) for vintage in edition.choice.vintages.of(variable))
