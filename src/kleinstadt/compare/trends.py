"""How an area developed since 1990: series beside its group, reforms, and where the censuses break the series."""

import inspect
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import groupby, pairwise
from math import isnan
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.compare.areas import TOWN_LEVELS, Areas
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.group_values import BUND, label_of, series_of_group
from kleinstadt.compare.groups import Group
from kleinstadt.compare.kept_levels import CODE
from kleinstadt.edition.edition import Edition
from kleinstadt.edition.kept_columns import code_of
from kleinstadt.indicators.population import POPULATION
from kleinstadt.indicators.vintages import point_of_time
from kleinstadt.territory.coding import Floats
from kleinstadt.territory.names import fold

Mask = NDArray[np.bool_]

CENSUS_FROM: Final = dict(zip(map(int, POPULATION.breaks), (2011, 2022), strict=True))  # first year's end, census
FEWEST: Final = 3  # periods of a line
JOINED: Final = {"ags": pl.String, "since": pl.Int64, "until": pl.Int64, "name": pl.String}
_CODE: Final = f"{CODE}-{code_of(__file__, inspect.getfile(series_of_group))}"
TRENDS: Final = (
    "population",
    "working_age_share",
    "unemployed_share",
    "income_tax_eur_per_head",
    "broadband_all_50_pct",
)


@dataclass(frozen=True)
class Line:
    """A line of a chart.

    Attributes
    ----------
    name : str
        "own", "group" or "bund".
    times : tuple of float
        Points of time in years, a year's end being year + 1.
    values : tuple of float or None
        None where missing.
    """

    name: str
    times: tuple[float, ...]
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Reform:
    """Municipalities that joined this one between two days of the register.

    Attributes
    ----------
    since, until : int
        Years of the registers before and after.
    joined : tuple of str
        Names of the municipalities that ended.
    """

    since: int
    until: int
    joined: tuple[str, ...]


@dataclass(frozen=True)
class Development:
    """One indicator over time: the area's own line first, then those it is compared with.

    Attributes
    ----------
    indicator : str
        Id of the indicator.
    periods : list of str
        Oldest first.
    own : Line
        The area's.
    others : list of Line
        Those of its group and Germany.
    index_base : str or None
        Period whose value is 100 where the lines are an index.
    """

    indicator: str
    periods: list[str]
    own: Line
    others: list[Line]
    index_base: str | None

    @property
    def name(self) -> str:
        """What it is called in addresses: as the indicator, and an index says that it is one."""
        return f"{self.indicator}-index" if self.index_base else self.indicator


def developments(
    atlas: Atlas, areas: Areas, key: str, group: Group, names: tuple[str, ...] = TRENDS
) -> list[Development]:
    """What the edition has over at least three periods, for one area.

    The number of people comes twice: as an index since the last census beside others, and as it was counted since 1990.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition (OpenedEdition.atlas).
    areas : Areas
        All areas of the level; series are on the constant borders of their year.
    key : str
        Key of the area.
    group : Group
        The areas it is compared with.
    names : tuple of str
        Ids of indicators.

    Returns
    -------
    list of Development
        In the order of `names`, without those of which the area has fewer than two values.
    """
    known = [name for name in names if name in atlas.indicators and len(atlas.edition.periods(name)) >= FEWEST]
    found = [_from_the_first(one) for name in known for one in _of_indicator(atlas, areas, key, group, name)]
    return [development for development in found if sum(v is not None for v in development.own.values) > 1]


def _of_indicator(atlas: Atlas, areas: Areas, key: str, group: Group, name: str) -> list[Development]:
    series = atlas.series(name, areas.year, areas.level)
    own, periods = series.values[:, areas.row[key]], series.periods
    as_it_is = line_of("own", periods, own)
    if name != "population":
        others = _beside(
            atlas, areas, group, name, lambda label, mask: (periods, _of_group(atlas, areas, name, label, mask))
        )
        return [Development(name, periods, as_it_is, others, None)]
    since = since_the_census(periods)
    base = first_known(own[since])
    counted = Development(name, periods, as_it_is, [], None)
    if base is None:
        return [counted]
    periods, values = periods[since], series.values[since]
    others = _beside(atlas, areas, group, ("index", base), lambda _, mask: (periods, index_of(values, mask, base)))
    return [
        Development(name, periods, line_of("own", periods, as_index(own[since], base)), others, periods[base]),
        counted,
    ]


def _from_the_first(found: Development) -> Development:
    """A development from the first period of which any of its lines knows a value: no axis begins empty."""
    lines = [found.own, *found.others]
    at = [any(line.values[place] is not None for line in lines) for place in range(len(found.periods))]
    first = at.index(True) if True in at else 0
    if not first:
        return found
    own, *others = (Line(one.name, one.times[first:], one.values[first:]) for one in lines)
    return replace(found, periods=found.periods[first:], own=own, others=others)


def _beside(
    atlas: Atlas, areas: Areas, group: Group, what: Hashable, values_of: Callable[[str, Mask], tuple[list[str], Floats]]
) -> list[Line]:
    """The lines that an area is held against, kept for all areas of its group.

    values_of : periods and values, by the label of a group and by which areas are in it
    """
    beside = {"bund": [], "land": [("bund", areas.everywhere)]}.get(
        areas.level, [("group", group.mask), ("bund", areas.everywhere)]
    )
    of = ("trend", what, areas.year, areas.level, group.type, group.lage)
    labels = {"group": label_of(group), "bund": BUND}
    return [
        atlas.once((*of, line), partial(lambda line, mask: line_of(line, *values_of(labels[line], mask)), line, mask))
        for line, mask in beside
    ]


def _of_group(atlas: Atlas, areas: Areas, name: str, label: str, mask: Mask) -> Floats:
    """A group's line; of towns those of all TRENDS are made at once and kept in one file."""
    if name not in TRENDS or areas.level not in TOWN_LEVELS:
        return series_of_group(atlas, name, areas, mask)

    def make() -> pl.DataFrame:
        lines = {one: series_of_group(atlas, one, areas, mask) for one in TRENDS if one in atlas.indicators}
        return pl.concat(
            [pl.DataFrame({"value": values}).with_columns(indicator=pl.lit(one)) for one, values in lines.items()]
        )

    frame = atlas.edition.frame_kept(f"{areas.level}-lines-{label}-{_CODE}", areas.year, make)
    return frame.filter(indicator=name)["value"].to_numpy()


def since_the_census(periods: list[str]) -> slice:
    """The newest periods that go on from one census, if they are enough for a line: no index reaches across a break.

    Parameters
    ----------
    periods : list of str
        Of the population, oldest first.

    Returns
    -------
    slice
        Of `periods`.

    Examples
    --------
    >>> since_the_census(["2009", "2011", "2013", "2014", "2015"])
    slice(2, 5, None)
    """
    stretches = [list(of) for _, of in groupby(range(len(periods)), lambda at: census_of(periods[at]))]
    newest = next((one for one in reversed(stretches) if len(one) >= FEWEST), stretches[-1])
    return slice(newest[0], newest[-1] + 1)


def census_of(period: str) -> int:
    """The census that the numbers of people at a period's end go on from.

    Parameters
    ----------
    period : str
        A year.

    Returns
    -------
    int
        Its year; 0 before that of 2011.

    Examples
    --------
    >>> census_of("2011"), census_of("2013")
    (0, 2011)
    """
    return max((census for first, census in CENSUS_FROM.items() if int(period[:4]) >= first), default=0)


def as_index(values: Floats, base: int) -> Floats:
    """Values as an index.

    Parameters
    ----------
    values : array of float
        Oldest first.
    base : int
        Place of the value that is 100.

    Returns
    -------
    array of float
        values / values[base] * 100.
    """
    shown: Floats = values / values[base] * 100
    return shown


def line_of(label: str, periods: list[str], values: Floats) -> Line:
    """A line of a chart.

    Parameters
    ----------
    label : str
        Its name.
    periods : list of str
        Oldest first.
    values : array of float
        One a period; NaN where missing.

    Returns
    -------
    Line
        With points of time for the periods.
    """
    numbers = tuple(None if isnan(value) else value for value in values.tolist())
    return Line(label, tuple(point_of_time(period) for period in periods), numbers)


def index_of(values: Floats, mask: Mask, base: int) -> Floats:
    """The sum over areas as an index: so is a Change computed.

    Parameters
    ----------
    values : array of float
        Periods x areas; NaN where missing.
    mask : array of bool
        Which areas are summed.
    base : int
        Place of the period that is 100.

    Returns
    -------
    array of float
        One a period. Each is of the areas known at both: sum then / sum at `base` * 100.

    Examples
    --------
    >>> index_of(np.array([[10.0, np.nan], [11.0, 5.0]]), np.array([True, True]), 0).round(1).tolist()
    [100.0, 110.0]
    """
    inside = values[:, mask]
    known = ~np.isnan(inside) & ~np.isnan(inside[base])
    now, then = (np.where(known, of, 0.0).sum(axis=1) for of in (inside, inside[base]))
    with np.errstate(divide="ignore", invalid="ignore"):
        shown: Floats = np.where(then > 0, now / then * 100, np.nan)
    return shown


def first_known(own: Floats) -> int | None:
    """Where a line begins that may be 100.

    Parameters
    ----------
    own : array of float
        Oldest first.

    Returns
    -------
    int or None
        Place of the first value above 0; None if there is none.
    """
    known = np.flatnonzero(~np.isnan(own) & (own > 0))
    return int(known[0]) if len(known) else None


def reforms(atlas: Atlas, keys: list[str]) -> list[Reform]:
    """The reforms in which municipalities joined others.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition (OpenedEdition.atlas).
    keys : list of str
        AGS of today's municipalities.

    Returns
    -------
    list of Reform
        Oldest first.
    """
    joined = atlas.once(("joined", atlas.newest), lambda: _by_taker(atlas.edition, atlas.newest))
    spans: dict[tuple[int, int], list[str]] = {}
    for key in keys:
        for since, until, name in joined.get(key, ()):
            spans.setdefault((since, until), []).append(name)
    return [Reform(*span, tuple(sorted(set(names)))) for span, names in sorted(spans.items())]


def _by_taker(edition: Edition, newest: int) -> dict[str, list[tuple[int, int, str]]]:
    """AGS of today to what joined it: (year before, year after, name of the municipality that ended)."""
    what = f"joined-{code_of(__file__)}"
    found: dict[str, list[tuple[int, int, str]]] = {}
    for key, *joined in edition.frame_kept(what, newest, lambda: _joined(edition, newest)).iter_rows():
        found.setdefault(key, []).append((joined[0], joined[1], joined[2]))
    return found


def _joined(edition: Edition, newest: int) -> pl.DataFrame:
    """AGS of today, year before, year after, name of the municipality that ended: a row for each that joined."""
    last = edition.territory(newest)
    found: list[tuple[str, int, int, str]] = []
    for since, until in pairwise(edition.years):
        before, after = edition.territory(since), edition.territory(until)
        old, new = _names(edition, before), _names(edition, after)
        heirs = _takers(edition, before, after)
        today = _takers(edition, after, last)
        united = {taker for taker, givers in Counter(heirs.values()).items() if givers > 1}
        for giver, taker in heirs.items():
            if taker in united and giver not in new and fold(old.get(giver, "")) != fold(new.get(taker, "")):
                found.append((today.get(taker, taker), since, until, old[giver]))
    return pl.DataFrame(found, schema=JOINED, orient="row")


def _names(edition: Edition, day: date) -> dict[str, str]:
    return dict(edition.gazetteer.gemeinden(day).select("ags", "name").iter_rows())


def _takers(edition: Edition, source: date, target: date) -> dict[str, str]:
    """Who got the largest share of each municipality's people."""
    links = edition.crosswalk.between(source, target)
    first = links.sort("from_id", pl.col("weight_population").fill_null(0.0), descending=[False, True])
    return dict(first.unique("from_id", keep="first", maintain_order=True).select("from_id", "to_id").iter_rows())
