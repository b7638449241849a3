"""Abb. 22 and Karte 11, computed: what towns take in."""

from typing import Final

import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.report.tables.groups import Group, group_series, small_towns_by_lage, types

TAX_STRENGTH: Final = "tax_strength_eur_per_head"
TRADE_TAX: Final = "trade_tax_eur_per_head"
INCOME_TAX: Final = "income_tax_eur_per_head"
FIRST_YEAR: Final = 1997  # of the printed figure
LAST_YEAR: Final = 2019


def figure_22(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 22: tax strength in EUR a head (prices of the time) by type, and of small towns by Lage, year by year.

    A group's value is the mean of its Verbände weighted by residents of the year; null where too few have one.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        typ, lage (words), jahr, steuerkraft_eur_je_einwohner.

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    schema = {"typ": pl.String, "lage": pl.String, "jahr": pl.Int64, "steuerkraft_eur_je_einwohner": pl.Float64}
    if TAX_STRENGTH not in edition.indicators:
        return pl.DataFrame(schema=schema)
    groups: list[Group] = [*types(), *small_towns_by_lage()]
    periods = [period for period in edition.periods(TAX_STRENGTH) if FIRST_YEAR <= int(period) <= LAST_YEAR]
    rows = [
        {"typ": typ, "lage": lage, "jahr": int(period), "steuerkraft_eur_je_einwohner": value}
        for typ, lage, period, value in group_series(edition, TAX_STRENGTH, year, groups, periods)
    ]
    return pl.DataFrame(rows, schema=schema).sort("typ", "lage", "jahr", maintain_order=True)


def map_11(edition: Edition, year: int) -> pl.DataFrame:
    """Karte 11: trade tax and share of the income tax a head of each Verband.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        verband, trade, income (EUR a head).

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    frames = [
        edition.indicator(name, year, "verband").select("verband", pl.col("value").alias(column))
        for name, column in ((TRADE_TAX, "trade"), (INCOME_TAX, "income"))
    ]
    return frames[0].join(frames[1], on="verband", how="full", coalesce=True)
