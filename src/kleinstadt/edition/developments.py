"""The six developments by which areas grow or shrink, from an edition's indicators."""

from collections.abc import Callable, Container
from typing import Final, Protocol

import polars as pl

from kleinstadt.indicators.finances import INCOME_TAX
from kleinstadt.indicators.population import POPULATION
from kleinstadt.indicators.work import EMPLOYEES, UNEMPLOYED_SHARE, WORKING_AGE
from kleinstadt.typologies.growth import bridged, net_migration, of_one_count, window, yearly_change

Values = Callable[[str, int | None], pl.Series]
"""Values of an indicator in a year (None: the newest), one an area in a fixed order; null where there is none."""

YOUNG: Final = "census_aged_0_15_pct"
OLD: Final = "census_aged_67_pct"
TAX_STRENGTH: Final = "tax_strength_eur_per_head"
SHARES: Final = (INCOME_TAX.id, "value_added_tax_eur_per_head")


class Reader(Protocol):
    """Reads one indicator of one period: a frame with the areas' keys and value."""

    def __call__(self, indicator_id: str, *, period: str) -> pl.DataFrame:
        """The frame."""
        ...


def values_from(areas: pl.Series, read: Reader, periods: Callable[[str], list[str]], known: Container[str]) -> Values:
    """What `developments` asks, answered in the order of `areas` (named like the column of their keys).

    Parameters
    ----------
    areas : pl.Series of str
        Keys of the areas, named like their column.
    read : callable
        Reads one indicator of one period: a frame with the areas' keys and value.
    periods : callable
        From an indicator's id to its periods, oldest first.
    known : container of str
        Ids of indicators that the edition has.

    Returns
    -------
    callable
        From an indicator's id and a year (None: the newest) to its values in the order of `areas`, in its unit.
    """

    def values(indicator: str, then: int | None) -> pl.Series:
        has = periods(indicator) if indicator in known else []
        period = str(then) if then is not None else has[-1] if has else ""
        if period not in has:
            return pl.Series([None] * len(areas), dtype=pl.Float64)
        found = read(indicator, period=period).select(areas.name, "value")
        joined = areas.to_frame().join(found, on=areas.name, how="left", maintain_order="left")
        return joined["value"].cast(pl.Float64)

    return values


def developments(values: Values, year: int) -> pl.DataFrame:
    """Mean yearly changes over the window of a year.

    Parameters
    ----------
    values : callable
        As `values_from` gives it.
    year : int
        Year of the borders; the window ends with the year before.

    Returns
    -------
    pl.DataFrame
        A column for each of growth.DEVELOPMENTS, per cent a year, that of the share of unemployed with its sign turned;
        one row an area, null where one end is unknown or a census lies between.

    Notes
    -----
    typologies/growth.py has the formulas and their source.
    """
    start, end = window(year)
    people = _change(POPULATION.id, _residents(values, start), _residents(values, end), start, end)
    able = _change(WORKING_AGE.id, values(WORKING_AGE.id, start), values(WORKING_AGE.id, end), start, end)
    jobless = yearly_change(values(UNEMPLOYED_SHARE.id, start), values(UNEMPLOYED_SHARE.id, end))
    return pl.DataFrame(
        {
            "population": people,
            "working_age_population": able,
            "net_migration": net_migration(people, values(YOUNG, None), values(OLD, None)),
            "employees_workplace": yearly_change(values(EMPLOYEES.id, start), values(EMPLOYEES.id, end)),
            "tax_base": yearly_change(_tax_base(values, start), _tax_base(values, end)),
            "less_unemployment": -jobless,
        }
    )


def _change(development: str, start: pl.Series, end: pl.Series, first: int, last: int) -> pl.Series:
    """The yearly change, or nothing where a census lies between."""
    change = yearly_change(start, end)
    return change if of_one_count(development, first, last) else pl.Series([None] * len(change), dtype=pl.Float64)


def _residents(values: Values, year: int) -> pl.Series:
    """Of the register, or bridged over a year without one."""
    known = values(POPULATION.id, year)
    if known.null_count() < len(known) or not of_one_count(POPULATION.id, year - 1, year + 1):
        return known
    able = [values(WORKING_AGE.id, then) for then in (year - 1, year, year + 1)]
    before, after = (values(POPULATION.id, then) for then in (year - 1, year + 1))
    return bridged(before, after, (able[0], able[1], able[2]))


def _tax_base(values: Values, year: int) -> pl.Series:
    """Property and trade tax at fixed rates, less the levy, per head: the mean of the year before and the year."""
    both = [values(TAX_STRENGTH, then) - values(SHARES[0], then) - values(SHARES[1], then) for then in (year - 1, year)]
    return pl.DataFrame({"before": both[0], "now": both[1]}).select(mean=pl.mean_horizontal("before", "now"))["mean"]
