"""Abb. 15 and 16, computed: how small towns are served, against Germany and within a kilometre."""

from typing import Final

import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.report.tables.groups import Group, group_values, small_towns_by_lage
from kleinstadt.words import labels

AGAINST_GERMANY: Final = (  # what is compared, more of it being better
    "gps_per_10000",
    "primary_schools_per_1000",
    "within_1km_supermarket_pct",
    "within_1km_pharmacy_pct",
    "within_1km_primary_school_pct",
    "within_1km_stop_pct",
)
WITHIN_1KM: Final = {
    "within_1km_supermarket_pct": labels.SERVICES["supermarket"],
    "within_1km_pharmacy_pct": labels.SERVICES["pharmacy"],
    "within_1km_primary_school_pct": labels.SERVICES["primary_school"],
    "within_1km_stop_pct": labels.SERVICES["stop"],
}


def figure_15(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 15: small towns by Lage against Germany, per cent above (or below) the mean of all.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        indikator (its id), bund (its value for Germany, in its unit), then a column a Lage (keys of labels.LAGEN), per
        cent above that.

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    groups = small_towns_by_lage()
    rows = []
    for name in AGAINST_GERMANY:
        if name not in edition.indicators:
            continue
        bund = edition.indicator(name, year, "bund")["value"].item()
        by_lage = [value for _, _, value in group_values(edition, name, year, groups)]
        parts = [None if value is None or not bund else 100 * (value / bund - 1) for value in by_lage]
        rows.append({"indikator": name, "bund": bund, **dict(zip(labels.LAGEN, parts, strict=True))})
    schema = {"indikator": pl.String} | dict.fromkeys(("bund", *labels.LAGEN), pl.Float64)
    return pl.DataFrame(rows, schema=schema)


def figure_16(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 16: area of each small town, and the lowest of the shares that reach one of four services within 1 km.

    So many at most reach all four: the joint share lies at or below the lowest of the four.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        verband, name, lage, area_km2, at_most_pct; towns of which one share is unknown are left out.

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    shares = list(WITHIN_1KM)
    if not set(shares) <= set(edition.indicators):
        schema = {"verband": pl.String, "name": pl.String, "lage": pl.String}
        return pl.DataFrame(schema=schema | dict.fromkeys(("area_km2", "at_most_pct"), pl.Float64))
    units = edition.areas(year, "verband", shares).filter(pl.col("type").is_in(labels.SMALL_TOWNS))
    known = units.drop_nulls(shares).filter(pl.col("area_km2") > 0)
    return known.select(
        "verband", "name", pl.col("lage").cast(pl.String), "area_km2", at_most_pct=pl.min_horizontal(shares)
    )


def reached(edition: Edition, year: int) -> pl.DataFrame:
    """Below Abb. 16: the share of people within 1 km of each service by type.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        typ, one column a service (ids of WITHIN_1KM, per cent).

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    groups: list[Group] = [(words[0], None, pl.col("type") == key) for key, words in labels.TYPES.items()]
    columns = {name: [value for _, _, value in group_values(edition, name, year, groups)] for name in WITHIN_1KM}
    return pl.DataFrame({"typ": [typ for typ, _, _ in groups], **columns})
