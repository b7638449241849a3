"""What a map of a figure shows: the values of all areas in one year, or their change between two, and the classes."""

from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from kleinstadt.compare import map_classes
from kleinstadt.compare.changes import changed, steady_band
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.group_values import series_of_group
from kleinstadt.compare.map_classes import Classing
from kleinstadt.compare.values import Column, Origin
from kleinstadt.edition.edition import Level
from kleinstadt.errors import UnknownNameError
from kleinstadt.indicators.aggregation import AS_GOOD_AS_ALL, is_lent
from kleinstadt.indicators.model import Change, Cohort, Indicator
from kleinstadt.memory import KEPT_ELSEWHERE
from kleinstadt.territory.coding import Floats
from kleinstadt.territory.gazetteer import KEY_COLUMN

Mask = NDArray[np.bool_]
Sort = Literal["state", "change"]

FEWEST: Final = 8  # areas with a value under which there are no classes, only values


@dataclass(frozen=True)
class MapValues:
    """The values of all areas of a level, in the order of Atlas.areas; NaN where missing.

    Attributes
    ----------
    sort : {"state", "change"}
        Of one year, or the change between two.
    indicator : Indicator
        What is measured.
    periods : tuple of str
        Of the values, one or the oldest and the newest; of a change the earlier one first.
    values : array of float, one entry an area
        In the indicator's unit; a change as `changes.changed` gives it.
    classing : Classing
        The classes of the map.
    germany : float or None
        The value of all of Germany by the figure's own rule; None for counts in one year.
    modelled : bool
        Whether all values come from a model.
    lent : bool
        Whether they are those of larger areas.
    origins : tuple of Origin
        Where the values come from.
    same_sources : bool
        Whether both years of a change come from the same sources.
    modelled_at : array of bool, one entry an area, optional
        Which values come from a model; None for a change.
    covered : array of float, one entry an area, optional
        For how many of its people a value is known, per cent; None where that is (nearly) all everywhere.
    """

    sort: Sort
    indicator: Indicator = field(metadata=KEPT_ELSEWHERE)
    periods: tuple[str, ...]
    values: Floats
    classing: Classing
    germany: float | None
    modelled: bool
    lent: bool
    origins: tuple[Origin, ...]
    same_sources: bool = True
    modelled_at: Mask | None = None
    covered: Floats | None = None


def state(atlas: Atlas, name: str, year: int, level: Level, period: str | None) -> MapValues:
    """The values of one period.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    name : str
        Id of the indicator.
    year : int
        Year of the borders.
    level : Level
        Level of the areas.
    period : str or None
        Exactly this period; None for the vintage nearest to the year.

    Returns
    -------
    MapValues
        With the classes that hold for all years.

    Raises
    ------
    UnknownNameError
        For what is not there, and where no area of the level has a value.
    """
    column = atlas.column(name, year, level, period)
    known = column.values[~np.isnan(column.values)]
    if not len(known):
        raise _nothing(column.indicator)
    vintages = sorted(vintage for vintage in column.vintage.used() if vintage)
    modelled_at = column.status.where("modelled") & ~np.isnan(column.values)
    return MapValues(
        "state",
        column.indicator,
        tuple(dict.fromkeys((vintages[0], vintages[-1]))) if vintages else (),
        column.values,
        fixed_classes(atlas, name, level),
        column.group_value(atlas.areas(year, level).everywhere),
        int(modelled_at.sum()) == len(known),
        is_lent(column.indicator, KEY_COLUMN[level]),
        atlas.origins(name, year, period),
        modelled_at=modelled_at,
        covered=_covered(column),
    )


def _covered(column: Column) -> Floats | None:
    """For how many of their people the values of areas are known; None where a reader need not be told of any."""
    if not column.status.where("partial").any():
        return None
    people = column.coverage()[0]
    return people if bool((people[~np.isnan(column.values)] < AS_GOOD_AS_ALL).any()) else None


def change(atlas: Atlas, name: str, year: int, level: Level, start: str, end: str) -> MapValues:
    """The change between two periods on the borders of one year.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    name : str
        Id of the indicator.
    year : int
        Year of the borders.
    level : Level
        Level of the areas.
    start, end : str
        Two of the indicator's periods.

    Returns
    -------
    MapValues
        In per cent for counts and money, else in the indicator's unit; classes around 0.

    Raises
    ------
    UnknownNameError
        For what is not there, and where no area has a change.
    """
    indicator, areas, series = atlas.known(name), atlas.areas(year, level), atlas.series(name, year, level)
    first, last = (series.values[series.periods.index(period)] for period in (start, end))
    values = changed(indicator, first, last)
    inhabited = np.where(areas.inhabited, values, np.nan)
    if np.isnan(inhabited).all():
        raise _nothing(indicator)
    then, now = (atlas.origins(name, year, period) for period in (start, end))
    return MapValues(
        "change",
        indicator,
        (start, end),
        values,
        map_classes.around(inhabited, 0.0, steady_band(indicator, start, end)),
        change_of(atlas, name, year, level, areas.everywhere, (start, end)),
        modelled=False,
        lent=is_lent(indicator, KEY_COLUMN[level]),
        origins=tuple(dict.fromkeys(then + now)),
        same_sources={origin.source_id for origin in then} == {origin.source_id for origin in now},
    )


def change_of(atlas: Atlas, name: str, year: int, level: Level, mask: Mask, periods: tuple[str, str]) -> float | None:
    """The change of a group of areas between two periods, by the figure's own rule.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    name : str
        Id of the indicator.
    year : int
        Year of the borders.
    level : Level
        Level of the areas.
    mask : array of bool, one entry an area
        Which areas are in the group.
    periods : tuple of (str, str)
        Two of the indicator's periods, the earlier one first.

    Returns
    -------
    float or None
        In per cent for counts and money, else in the indicator's unit.
    """
    series, areas = atlas.series(name, year, level), atlas.areas(year, level)
    key = ("series of", name, year, level, mask.tobytes())
    values = atlas.once(key, lambda: series_of_group(atlas, name, areas, mask))
    first, last = (values[[series.periods.index(period)]] for period in periods)
    found = float(changed(atlas.known(name), first, last)[0])
    return None if np.isnan(found) else found


def fixed_classes(
    atlas: Atlas, name: str, level: Level, shown: Mask | None = None, year: int | None = None
) -> Classing:
    """The classes of an indicator for all its years: on the newest borders, or of some areas in the borders of a year.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    name : str
        Id of the indicator.
    level : Level
        Level of the areas.
    shown : array of bool, one entry an area, optional
        The areas whose values make the classes; all with people by default.
    year : int, optional
        Year of the borders that `shown` is in; the newest by default.

    Returns
    -------
    Classing
        Without limits where nobody has a value.
    """
    if shown is None:
        return atlas.once(("classes", name, level), lambda: _classes(atlas, name, atlas.newest, level, None))
    return _classes(atlas, name, year or atlas.newest, level, shown)


def _classes(atlas: Atlas, name: str, year: int, level: Level, shown: Mask | None) -> Classing:
    indicator, areas = atlas.known(name), atlas.areas(year, level)
    wanted = areas.inhabited if shown is None else areas.inhabited & shown
    values = atlas.series(name, year, level).values[:, wanted]
    if np.isnan(values).all():
        return Classing(())
    if isinstance(indicator, Cohort):
        return map_classes.around(values, 100.0)
    if isinstance(indicator, Change):
        period = atlas.edition.periods(name)[-1]
        start = str(int(period) - indicator.years)
        return map_classes.around(values, 0.0, steady_band(indicator.denominator, start, period))
    if map_classes.two_sided(values):
        return map_classes.around(values, 0.0)
    return map_classes.classes(values, share=indicator.unit == "pct")


def needs_own_classes(classing: Classing, values: Floats) -> str | None:
    """Why classes made for all areas say little of some: "few" are filled, or "crowded" in one; None if they serve.

    Parameters
    ----------
    classing : Classing
        Classes made for all areas.
    values : array of float
        Of the areas that are shown, in the same unit; NaN where missing.

    Returns
    -------
    {"few", "crowded"} or None
        None also for fewer than FEWEST values, for which there are no classes.
    """
    counts = classing.counts(values)
    known = sum(counts)
    if known < FEWEST:
        return None
    if sum(count > 0 for count in counts) < 3:
        return "few"
    return "crowded" if max(counts) > 0.6 * known else None


def _nothing(indicator: Indicator) -> UnknownNameError:
    german = f"Für „{indicator.de}“ gibt es auf dieser Ebene keine Werte."
    return UnknownNameError(f"There are no values of '{indicator.en}' at this level.", german)
