"""Abb. 5 and 7, Karte 4, computed: the houses people live in, how old they are, and who moves in."""

from typing import Final

import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.report.tables.groups import Group, group_values
from kleinstadt.words import labels

STOCK: Final = "buildings_3plus_share"
MEAN_AGE: Final = "mean_age_years"
LARGE: Final = "dwellings_completed_large_houses_per_1000"
SMALL: Final = "dwellings_completed_small_houses_per_1000"
YEARS_OF_A_MEAN: Final = 4
YOUNG: Final = "cohort_20_29_pct"
FAMILIES: Final = "cohort_30_39_pct"
UNCHANGED: Final = 100.0


def figure_7(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 7: mean age by type and Lage, of the census of 2011.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        typ, lage (words), alter_jahre.

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    return _by_type_and_lage(edition, MEAN_AGE, year, "alter_jahre")


def map_4(edition: Edition, year: int) -> pl.DataFrame:
    """Karte 4: which of two cohorts grew in ten years, of small towns where ages are known for both times.

    A cohort grew if it has more than 100 per 100 of ten years before: those now aged 30 to 39 are "families", those
    aged 20 to 29 "young".

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        verband, land (keys), klasse ("both", "families", "young", "neither").

    Raises
    ------
    UnknownNameError
        For a year that is not there.

    Notes
    -----
    BBSR 2021, Infobox 4.
    """
    if not {YOUNG, FAMILIES} <= set(edition.indicators):
        return pl.DataFrame(schema={"verband": pl.String, "land": pl.String, "klasse": pl.String})
    small = edition.areas(year, "verband").filter(pl.col("type").is_in(labels.SMALL_TOWNS)).select("verband", "land")
    for name in (YOUNG, FAMILIES):
        values = edition.indicator(name, year, "verband").select("verband", pl.col("value").alias(name))
        small = small.join(values, on="verband", how="left")
    young, families = pl.col(YOUNG) > UNCHANGED, pl.col(FAMILIES) > UNCHANGED
    of_both = pl.when(young & families).then(pl.lit("both")).when(families).then(pl.lit("families"))
    found = of_both.when(young).then(pl.lit("young")).otherwise(pl.lit("neither"))
    return small.drop_nulls([YOUNG, FAMILIES]).select("verband", "land", klasse=found)


def figure_5(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 5, stock: residential buildings with 3 and more dwellings among all.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        typ, lage (words), bestand_pct.

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    return _by_type_and_lage(edition, STOCK, year, "bestand_pct")


def completions(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 5, completions: new dwellings in houses with 3 and more among all, by type of Kreis, means of four years.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        kreistyp, jahr (the last of the four), fertigstellungen_pct; a Kreis counts by its people.

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    schema = {"kreistyp": pl.String, "jahr": pl.Int64, "fertigstellungen_pct": pl.Float64}
    if not {LARGE, SMALL} <= set(edition.indicators):
        return pl.DataFrame(schema=schema)
    kinds = sorted(edition.members(year)["kreis_type"].drop_nulls().unique())
    groups = {kind: pl.col("kreis_type") == kind for kind in kinds}
    large, small = (edition.values_over_time(name, year, groups) for name in (LARGE, SMALL))
    rows = [
        {"kreistyp": kind, "jahr": int(period), "gross": of_large[kind].value, "klein": small[period][kind].value}
        for period, of_large in large.items()
        for kind in kinds
    ]
    frame = pl.DataFrame(rows).sort("kreistyp", "jahr")
    means = frame.with_columns(
        pl.col("gross", "klein").rolling_mean(YEARS_OF_A_MEAN, min_samples=YEARS_OF_A_MEAN).over("kreistyp")
    ).drop_nulls()
    share = 100 * pl.col("gross") / (pl.col("gross") + pl.col("klein"))
    return means.select("kreistyp", "jahr", fertigstellungen_pct=share).cast(schema)  # type: ignore[arg-type]


def _by_type_and_lage(edition: Edition, indicator: str, year: int, column: str) -> pl.DataFrame:
    """Every type as a whole, of the two sizes of small towns each Lage too: typ, lage, and the column."""
    groups: list[Group] = []
    for key, words in labels.TYPES.items():
        of_type = pl.col("type") == key
        groups.append((words[0], None, of_type))
        if key in labels.SMALL_TOWNS:
            groups += [(words[0], lage[0], of_type & (pl.col("lage") == code)) for code, lage in labels.LAGEN.items()]
    schema = {"typ": pl.String, "lage": pl.String, column: pl.Float64}
    if indicator not in edition.indicators:
        return pl.DataFrame(schema=schema)
    rows = [
        {"typ": typ, "lage": lage, column: value} for typ, lage, value in group_values(edition, indicator, year, groups)
    ]
    return pl.DataFrame(rows, schema=schema)
