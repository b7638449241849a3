"""The groups of Verbände that the report prints, and the value that an indicator has for them."""

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.indicators.same_people import of_the_same_people
from kleinstadt.words import labels

Group = tuple[str, str | None, pl.Expr]  # words for type and Lage, and which units are meant


def types() -> list[Group]:
    """Every type as a whole, small towns together.

    Returns
    -------
    list of Group
        Words for the type, None, and which units are meant.
    """
    small = (labels.KLEINSTAEDTE[0], None, pl.col("type").is_in(labels.SMALL_TOWNS))
    others = [
        (name, None, pl.col("type") == key) for key, (name, _) in labels.TYPES.items() if key not in labels.SMALL_TOWNS
    ]
    return [*others[:2], small, *others[2:]]


def small_towns_by_lage() -> list[Group]:
    """Small towns in each Lage.

    Returns
    -------
    list of Group
        Words for type and Lage, and which units are meant.
    """
    small = pl.col("type").is_in(labels.SMALL_TOWNS)
    return [(labels.KLEINSTAEDTE[0], words[0], small & (pl.col("lage") == key)) for key, words in labels.LAGEN.items()]


def rows_of_table_2() -> list[Group]:
    """The rows of Tab. 2: Germany, each type, and each Lage of the small ones.

    Returns
    -------
    list of Group
        Words for type and Lage, and which units are meant.
    """
    rows: list[Group] = [(labels.BUND[0], None, pl.lit(value=True))]
    for key, (name, _) in labels.TYPES.items():
        of_type = pl.col("type") == key
        rows.append((name, None, of_type))
        if key in labels.SMALL_TOWNS:
            rows += [(name, lage[0], of_type & (pl.col("lage") == code)) for code, lage in labels.LAGEN.items()]
    return rows


def group_values(
    edition: Edition, indicator: str, year: int, groups: Sequence[Group], period: str | None = None
) -> Iterator[tuple[str, str | None, float | None]]:
    """Type, Lage and value of each group, by the indicator's own rule (indicators/aggregation.py).

    Parameters
    ----------
    edition : Edition
        The opened edition.
    indicator : str
        Id of the indicator.
    year : int
        Year of the borders.
    groups : sequence of Group
        Groups of Verbände.
    period : str, optional
        Exactly this period instead of the vintage nearest to the year.

    Yields
    ------
    tuple of (str, str or None, float or None)
        In the order of the groups; values in the indicator's unit.

    Raises
    ------
    UnknownNameError
        For an indicator, period or year that is not there.
    """
    masks = {str(place): wanted for place, (_, _, wanted) in enumerate(groups)}
    values = edition.values_of(indicator, year, masks, period)
    for place, (typ, lage, _) in enumerate(groups):
        yield typ, lage, values[str(place)].value


def group_series(
    edition: Edition, indicator: str, year: int, groups: Sequence[Group], periods: Sequence[str]
) -> Iterator[tuple[str, str | None, str, float | None]]:
    """Type, Lage, period and value of each group; none where clearly fewer of its people are known than at the end.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    indicator : str
        Id of the indicator.
    year : int
        Year of the borders.
    groups : sequence of Group
        Groups of Verbände.
    periods : sequence of str
        Periods of the indicator, oldest first.

    Yields
    ------
    tuple of (str, str or None, str, float or None)
        Period by period; values in the indicator's unit.

    Raises
    ------
    UnknownNameError
        For an indicator or year that is not there.
    """
    masks = {str(place): wanted for place, (_, _, wanted) in enumerate(groups)}
    over_time = edition.values_over_time(indicator, year, masks)
    found = [over_time[period] for period in periods]
    at = np.array([[(one[name].value, one[name].people_pct) for name in masks] for one in found], dtype=float)
    for row, period in zip(of_the_same_people(at[..., 0], at[..., 1]), periods, strict=True):
        for (typ, lage, _), value in zip(groups, row.tolist(), strict=True):
            yield typ, lage, period, None if np.isnan(value) else value
