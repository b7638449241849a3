"""Classes of a map: one set of limits for all years of an indicator, readable, never through equal values.

1. Five classes, limits near the 20, 40, 60 and 80 % points of all years together. Where over 40 % of the newest year
   would lie in one class, the newest year counts as much as all years together.
2. A pile at the lower end (a tenth of all at 0, or a fifth at any least value), or a tenth at 100 %, is a class of its
   own.
3. Limits are readable: 1, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten, for shares steps of 10, 5, 2 or 1 points.
   Rounding may move 5 % of the areas; else there is one digit more.
4. Where values lie on both sides of a middle, seven classes stand symmetrically around "almost the same".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor, log10
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.territory.coding import Floats

CLASSES: Final = 5
CROWDED: Final = 0.4  # of the newest year in one class
MOVED: Final = 0.05  # of the areas that rounding a limit may move
PILE: Final = 0.1  # of all areas at 0, or at 100 %
TIE: Final = 0.2  # of all areas at one value, which makes it a class or a reason for fewer
NICE: Final = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
STEPS_OF_SHARES: Final = (10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01)
OUTER: Final = (0.5, 0.875)  # of those that are not almost the same: the points near which the outer limits lie


@dataclass(frozen=True)
class Tie:
    """Why there are fewer than five classes: many areas share one value.

    Attributes
    ----------
    areas : int
        How many.
    value : float
        Which, in the unit of the map.
    """

    areas: int
    value: float


@dataclass(frozen=True)
class Classing:
    """Classes of a value, each from its lower limit up to below the next one.

    Attributes
    ----------
    limits : tuple of float
        Ascending, one fewer than classes, in the unit of the map.
    least_alone : bool
        Whether the lowest class is the first limit alone.
    most_alone : bool
        Whether the highest class is the last limit alone.
    middle : float or None
        What seven classes stand around; None for a ramp.
    tie : Tie or None
        Why there are fewer than five.
    """

    limits: tuple[float, ...]
    least_alone: bool = False
    most_alone: bool = False
    middle: float | None = None
    tie: Tie | None = None

    @property
    def edges(self) -> tuple[float, ...]:
        """The limits as they part values: what is alone in the lowest class lies below its edge."""
        if not self.least_alone:
            return self.limits
        return (float(np.nextafter(self.limits[0], np.inf)), *self.limits[1:])

    def places(self, values: Floats) -> NDArray[np.intp]:
        """Class of each value, 0 for the lowest, -1 where it is missing.

        Parameters
        ----------
        values : array of float
            In the unit of the limits; NaN where missing.

        Returns
        -------
        array of int
            Same shape.
        """
        return np.where(np.isnan(values), -1, np.searchsorted(self.edges, values, side="right"))

    def counts(self, values: Floats) -> list[int]:
        """How many values each class has.

        Parameters
        ----------
        values : array of float
            In the unit of the limits; NaN where missing.

        Returns
        -------
        list of int
            One entry a class, the lowest first.
        """
        places = self.places(values)
        return [int(count) for count in np.bincount(places[places >= 0], minlength=len(self.limits) + 1)]


def classes(series: Floats, *, share: bool) -> Classing:
    """The classes of an indicator, by rules 1 to 3 above.

    Parameters
    ----------
    series : array of float, periods x areas
        Its values, oldest period first, NaN where missing; at least one is known.
    share : bool
        Whether it is a part of 100 %.

    Returns
    -------
    Classing
        At most five classes.

    Examples
    --------
    >>> import numpy as np
    >>> classes(np.linspace(3, 97, 500)[None, :], share=True).limits
    (20.0, 40.0, 60.0, 80.0)
    """
    known = series[~np.isnan(series)]
    newest = _newest(series)
    found = _classes(known, share=share)
    if max(found.counts(newest)) > CROWDED * len(newest):
        found = _classes(np.concatenate([known, np.tile(newest, round(len(known) / len(newest)))]), share=share)
    if len(found.limits) + 1 < CLASSES:
        values, counts = np.unique(newest, return_counts=True)
        most = int(counts.argmax())
        if counts[most] >= TIE * len(newest):
            tie = Tie(int(counts[most]), float(values[most]))
            return Classing(found.limits, found.least_alone, found.most_alone, tie=tie)
    return found


def _newest(series: Floats) -> Floats:
    """The values of the last period that has some."""
    rows = np.flatnonzero((~np.isnan(series)).any(axis=1))
    last = series[rows[-1]]
    known: Floats = last[~np.isnan(last)]
    return known


def _classes(known: Floats, *, share: bool) -> Classing:
    ordered = np.sort(known)
    low, high = float(ordered[0]), float(ordered[-1])
    at_low, at_high = float((ordered == low).mean()), float((ordered == high).mean())
    least = low < high and (at_low >= TIE or (low == 0 and at_low >= PILE))
    most = share and high == 100 and low < high and at_high >= PILE
    rest = ordered[(ordered > low if least else ordered >= low) & (ordered < high if most else ordered <= high)]
    limits = [low] if least else []
    if len(rest):
        inner = CLASSES - least - most
        for point in np.quantile(rest, [k / inner for k in range(1, inner)], method="inverted_cdf"):
            limit = readable(float(point), rest, share=share, above=limits[-1] if limits else -np.inf)
            if limit is not None and limit > rest[0]:
                limits.append(limit)
    if most:
        limits.append(high)
    return Classing(tuple(limits) or (high,), least, most)


def readable(point: float, ordered: Floats, *, share: bool, above: float) -> float | None:
    """The most readable number that parts the values nearly as `point` does; None if none lies above the limit before.

    Parameters
    ----------
    point : float
        Where a limit should lie.
    ordered : array of float
        The values, ascending.
    share : bool
        Whether they are parts of 100 %.
    above : float
        The limit before; the new one has to be larger.

    Returns
    -------
    float or None
        In the unit of the values.
    """
    below = np.searchsorted(ordered, point) / len(ordered)
    for number in _candidates(point, share=share):
        if above < number <= ordered[-1] and abs(np.searchsorted(ordered, number) / len(ordered) - below) <= MOVED:
            return number
    return point if above < point <= ordered[-1] else None


def nice(value: float) -> float:
    """The readable number nearest to a value above 0: 1, 1.5, 2 ... times a power of ten.

    Parameters
    ----------
    value : float
        Above 0.

    Returns
    -------
    float
        In the same unit.

    Examples
    --------
    >>> nice(17.2), nice(0.034)
    (15.0, 0.03)
    """
    return next(_candidates(value, share=False))


def _candidates(point: float, *, share: bool) -> Iterator[float]:
    """Numbers near a point, the most readable first."""
    if share:
        yield from (round(round(point / step) * step, 4) for step in STEPS_OF_SHARES)
        return
    if point == 0:
        yield 0.0
        return
    power = 10.0 ** floor(log10(abs(point)))
    yield round(float(np.sign(point)) * min(NICE, key=lambda nice: abs(nice * power - abs(point))) * power, 9)
    yield from (round(round(point / step) * step, 9) for step in (power / 10, power / 100, power / 1000))


def around(values: Floats, middle: float, band: float | None = None) -> Classing:
    """Seven classes around a middle, by rule 4 above.

    Parameters
    ----------
    values : array of float
        NaN where missing; at least one is known.
    middle : float
        What counts as "the same", in the unit of the values.
    band : float, optional
        How far from the middle a value is almost the same; by default a quarter of the spread between the quartiles,
        rounded.

    Returns
    -------
    Classing
        Six limits, symmetric around the middle.
    """
    known = np.sort(np.abs(values[np.isfinite(values)] - middle))
    spread = np.subtract(*np.quantile(values[np.isfinite(values)], [0.75, 0.25])) / 4
    width = float(band if band is not None else spread) or float(known[-1]) / 8 or 1.0
    steady = nice(width) if band is None else width
    outside = known[known >= steady]
    limits = [steady]
    for part, times in zip(OUTER, (2, 5), strict=True):
        point = float(np.quantile(outside, part)) if len(outside) else steady * times
        found = readable(point, outside, share=False, above=limits[-1]) if len(outside) else None
        limits.append(found if found is not None else limits[-1] * 2)
    both = [*(-limit for limit in reversed(limits)), *limits]
    return Classing(tuple(round(middle + limit, 9) for limit in both), middle=middle)


def two_sided(values: Floats) -> bool:
    """Whether enough values lie on both sides of 0 for it to be the middle.

    Parameters
    ----------
    values : array of float
        NaN where missing.

    Returns
    -------
    bool
        A tenth of those known (PILE) on each side is enough.
    """
    known = values[~np.isnan(values)]
    return len(known) > 0 and bool((known < 0).mean() >= PILE and (known > 0).mean() >= PILE)


def thirds(values: Floats, *, share: bool) -> tuple[float, ...]:
    """Two limits that part the values into thirds, rounded; fewer where ties forbid.

    Parameters
    ----------
    values : array of float
        NaN where missing; at least one is known.
    share : bool
        Whether they are parts of 100 %.

    Returns
    -------
    tuple of float
        Ascending, in the unit of the values.
    """
    ordered = np.sort(values[~np.isnan(values)])
    limits: list[float] = []
    for point in np.quantile(ordered, [1 / 3, 2 / 3], method="inverted_cdf"):
        limit = readable(float(point), ordered, share=share, above=limits[-1] if limits else float(ordered[0]))
        if limit is not None:
            limits.append(limit)
    return tuple(limits)
