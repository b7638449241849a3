"""Abb. 4, computed: how many municipalities there are, and how large, before and after reforms."""

import polars as pl

from kleinstadt import keys
from kleinstadt.edition.edition import Edition


def figure_4(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 4: number and size of municipalities by Land in 1990, 2005 and the year.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        A row for each Land and year: land, schluessel, jahr, gemeinden (number), flaeche_mittel_km2,
        flaeche_median_km2, einwohner_mittel, einwohner_median (persons).

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    frames = [_municipality_sizes(edition, then) for then in _reform_years(edition, year)]
    return pl.concat(frames).sort("schluessel", "jahr")


def _reform_years(edition: Edition, year: int) -> list[int]:
    """1990, 2005 and the year, as far as the edition knows them."""
    return sorted({1990, 2005, year}.intersection(edition.years) | {year})


def _municipality_sizes(edition: Edition, year: int) -> pl.DataFrame:
    inhabited = edition.members(year).filter(pl.col("population") > 0)
    return (
        inhabited.group_by("land")
        .agg(
            pl.len().alias("gemeinden"),
            pl.col("area_km2").mean().alias("flaeche_mittel_km2"),
            pl.col("area_km2").median().alias("flaeche_median_km2"),
            pl.col("population").mean().alias("einwohner_mittel"),
            pl.col("population").median().alias("einwohner_median"),
        )
        .select(
            pl.col("land").replace_strict(keys.LAENDER).alias("land"),
            pl.col("land").alias("schluessel"),
            pl.lit(year).alias("jahr"),
            pl.exclude("land"),
        )
    )


def reform_sizes(edition: Edition, year: int, land: str) -> pl.DataFrame:
    """Abb. 4, for one Land: the area of every inhabited municipality in 1990, 2005 and the year.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.
    land : str
        Key of the Land, two digits.

    Returns
    -------
    pl.DataFrame
        jahr, flaeche_km2; one row a municipality and year.

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    frames = [
        edition.members(then)
        .filter((pl.col("land") == land) & (pl.col("population") > 0))
        .select(pl.lit(then).alias("jahr"), pl.col("area_km2").alias("flaeche_km2"))
        for then in _reform_years(edition, year)
    ]
    return pl.concat(frames).drop_nulls()
