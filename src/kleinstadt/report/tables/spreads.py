"""Abb. 9 and 21, computed: how an indicator spreads over the Verbände of a type and Lage."""

from typing import Final

import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.words import labels

Group = tuple[str, str | None, pl.Expr]  # words for type and Lage, and which units are meant

QUANTILES: Final = {"q10": 0.1, "q25": 0.25, "median": 0.5, "q75": 0.75, "q90": 0.9}


def figure_9(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 9: spread of the commuter balance per 100 employees, by type and Lage.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        Columns as in `spreads_of`, the first is "saldo".

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    return spreads_of(edition, year, "saldo", {"commuter_balance_per_100": labels.COMMUTERS}, _types_by_centrality())


def figure_21(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 21: spread of the tax rates over the Verbände, by tax, type and Lage.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        Columns as in `spreads_of`, the first is "steuer"; per cent.

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    return spreads_of(edition, year, "steuer", labels.TAXES, _types_by_centrality())


def spreads_of(
    edition: Edition, year: int, column: str, indicators: dict[str, tuple[str, str]], groups: list[Group]
) -> pl.DataFrame:
    """How indicators spread over the Verbände of some groups.

    An indicator that the edition has no figures for has no values, and n is 0.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.
    column : str
        What the first column is called.
    indicators : dict of str to (str, str)
        Ids of indicators, and what they are called in it in German and English.
    groups : list of Group
        Groups of Verbände.

    Returns
    -------
    pl.DataFrame
        One row for each indicator and group: `column`, typ, lage, n, q10, q25, median, q75, q90 (in the indicator's
        unit).

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    units = edition.areas(year, "verband", [name for name in indicators if name in edition.indicators])
    lacking = [pl.lit(None, pl.Float64).alias(name) for name in indicators if name not in units.columns]
    return spread_rows(units.with_columns(lacking), column, indicators, groups)


def spread_rows(
    units: pl.DataFrame, column: str, indicators: dict[str, tuple[str, str]], groups: list[Group]
) -> pl.DataFrame:
    """How columns of a frame spread over some groups.

    Parameters
    ----------
    units : pl.DataFrame
        type, lage, one column an indicator.
    column : str
        What the first column is called.
    indicators : dict of str to (str, str)
        Columns, and what they are called in it in German and English.
    groups : list of Group
        Groups of the rows.

    Returns
    -------
    pl.DataFrame
        One row for each indicator and group: `column`, typ, lage, n, q10, q25, median, q75, q90.
    """
    rows = [
        {column: words[0], "typ": typ, "lage": lage, **_spread(units.filter(wanted)[indicator])}
        for indicator, words in indicators.items()
        for typ, lage, wanted in groups
    ]
    return pl.DataFrame(rows, schema_overrides={"lage": pl.String, **dict.fromkeys(QUANTILES, pl.Float64)})


def _types_by_centrality() -> list[Group]:
    """Each type as a whole, then its central and its peripheral units; large cities are all central."""
    central = pl.col("lage").is_in(labels.CENTRAL)
    groups: list[Group] = []
    for key, (name, _) in labels.TYPES.items():
        of_type = pl.col("type") == key
        groups.append((name, None, of_type))
        if key != "grossstadt":
            groups += [(name, "zentral", of_type & central), (name, "peripher", of_type & ~central)]
    return groups


def small_towns_by_lage() -> list[Group]:
    """Small towns as a whole and in each Lage, then rural municipalities likewise.

    Returns
    -------
    list of Group
        Words for type and Lage, and which units are meant.
    """
    kinds = {labels.KLEINSTAEDTE[0]: labels.SMALL_TOWNS, labels.TYPES["landgemeinde"][0]: ("landgemeinde",)}
    return [group for name, types in kinds.items() for group in _with_lagen(name, pl.col("type").is_in(types))]


def _with_lagen(name: str, of_type: pl.Expr) -> list[Group]:
    """Units of a type as a whole, then in each Lage."""
    each = [(name, word, of_type & (pl.col("lage") == key)) for key, (word, _) in labels.LAGEN.items()]
    return [(name, None, of_type), *each]


def _spread(values: pl.Series) -> dict[str, float | int | None]:
    known = values.drop_nulls()
    return {"n": known.len(), **{name: known.quantile(share, "linear") for name, share in QUANTILES.items()}}
