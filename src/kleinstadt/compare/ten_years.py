"""Where all Verbände started ten years ago, and how much they gained since: what role models are told by."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.changes import STEADY_YEARS, nearest_pair, years_between
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.groups import group_of
from kleinstadt.compare.jumps import jumps
from kleinstadt.compare.kept_levels import CODE
from kleinstadt.compare.scaled import LEVEL, on_one_scale
from kleinstadt.indicators.model import Indicator
from kleinstadt.territory.coding import Floats
from kleinstadt.typologies.standard import standardise
from kleinstadt.words.language import Lang, pick

NEAR: Final = 2  # years that the figure of a start may lie off
DIFFERENCES: Final = ("pct", "eur_per_head")  # units whose changes are differences, not growth

# Who started alike: those of these that the edition has ten years back, by all their variables.
START: Final = (
    "population",
    "density",
    "potential_persons",
    "working_age_share",
    "unemployed_share",
    "income_tax_eur_per_head",
    "residents_per_job",
    "tax_strength_eur_per_head",
    "commuter_balance_per_100",
    "employment_rate_pct",
)
# Who did better: by the change in these.
OUTCOMES: Final = ("population", "unemployed_share", "income_tax_eur_per_head", "employees_workplace")
GOOD_IF_GROWING: Final = frozenset({"population", "employees_workplace"})  # counts, whose growth stands for a place


@dataclass(frozen=True)
class Change:
    """An indicator at the start and at the end of ten years, at all Verbände.

    Attributes
    ----------
    indicator : Indicator
        What is measured.
    start, end : str
        Periods.
    before, after : array of float
        Values at them, one a Verband, in the indicator's unit.
    change : array of float
        Percentage points for shares, euros for amounts a head, per cent for everything else.
    sign : float
        1 where more is better, else -1.
    jumping : array of bool
        Where the value at the end jumps (jumps.py), so that that of `earlier` is taken.
    earlier : str
        The period before the end.
    """

    indicator: Indicator
    start: str
    end: str
    before: Floats
    after: Floats
    change: Floats
    sign: float
    jumping: NDArray[np.bool_]
    earlier: str

    def unit(self, lang: Lang) -> str:
        """What a change is counted in."""
        units = {"pct": ("Prozentpunkte", "percentage points"), "eur_per_head": ("€", "€")}
        return pick(units.get(self.indicator.unit, ("%", "%")), lang)

    def until(self, row: int) -> str:
        """The period that counts instead of the end, where the value at the end jumps.

        Parameters
        ----------
        row : int
            Of a Verband.

        Returns
        -------
        str
            Empty where the end counts.
        """
        return self.earlier if self.jumping[row] else ""

    @property
    def digits(self) -> int:
        """With how many decimals a change is written: whole euros, else one."""
        return 0 if self.indicator.unit == "eur_per_head" else 1


def starts_of(atlas: Atlas, areas: Areas, year: int) -> tuple[Floats, tuple[tuple[Indicator, str], ...]]:
    """All starts on one scale, and what they are made of.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    areas : Areas
        All Verbände.
    year : int
        Year of the borders.

    Returns
    -------
    start : array of float
        Verbände x indicators of START, in standard deviations; NaN where unknown.
    measures : tuple of (Indicator, str)
        The indicators that the edition has about ten years back, with their period.
    """
    found = [(name, period) for name in START if (period := _begun(atlas, name))]
    if not found:
        return np.empty((len(areas.keys), 0)), ()
    raw = np.column_stack([_at(atlas, name, year, period) for name, period in found])
    measures = tuple((atlas.known(name), period) for name, period in found)
    return on_one_scale(raw, [name for name, _ in found], areas), measures


def gains_of(atlas: Atlas, areas: Areas, year: int) -> tuple[tuple[Change, ...], Floats]:
    """What is judged, and how much each Verband gained.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    areas : Areas
        All Verbände.
    year : int
        Year of the borders.

    Returns
    -------
    changes : tuple of Change
        Those of OUTCOMES that the edition has.
    gained : array of float
        Mean of the changes, each standardised and turned so that more is better; NaN where any of them is unknown.
    """
    changes = tuple(_change(atlas, name, year, span) for name in OUTCOMES if (span := _span(atlas, name)))
    if not changes:
        return (), np.full(len(areas.keys), np.nan)
    table = np.column_stack([one.change for one in changes])
    table[~areas.inhabited] = np.nan
    signs = np.array([one.sign for one in changes])
    mean: Floats = (standardise(table) * signs).mean(axis=1)
    return changes, mean


def _change(atlas: Atlas, name: str, year: int, span: tuple[str, str]) -> Change:
    indicator = atlas.known(name)
    before, after = (_at(atlas, name, year, period) for period in span)
    sign = 1.0 if name in GOOD_IF_GROWING or indicator.better == "higher" else -1.0
    jumping, earlier = _jumping(atlas, name, year, span[1])
    if jumping.any():
        after = np.where(jumping, _at(atlas, name, year, earlier), after)
    grown = change_between(before, after, indicator.unit)
    return Change(indicator, *span, before, after, grown, sign, jumping, earlier)


def _jumping(atlas: Atlas, name: str, year: int, end: str) -> tuple[NDArray[np.bool_], str]:
    """Which Verbände jump at the end of a change, each against its own group, and the period before."""
    areas = atlas.areas(year, LEVEL)
    jumping, earlier = np.zeros(len(areas.keys), dtype=np.bool_), ""
    groups = {(one.type, one.lage): one.mask for one in (group_of(atlas, areas, key) for key in _of_each(areas))}
    for mask in groups.values():
        found = jumps(atlas, LEVEL, year, mask, name)
        if found is not None and found.after == end:
            jumping |= found.jumping & mask
            earlier = found.before
    return jumping, earlier


def _of_each(areas: Areas) -> list[str]:
    """One Verband of each type and Lage."""
    return list(dict(zip(zip(areas.codes["type"], areas.codes["lage"], strict=True), areas.keys, strict=True)).values())


def change_between(before: Floats, after: Floats, unit: str) -> Floats:
    """Change in percentage points for shares, in euros for amounts a head, else in per cent.

    Euros and not per cent, since from a low start any gain is a large share.

    Parameters
    ----------
    before, after : array of float
        Values of the same areas.
    unit : str
        Unit of the indicator: "pct" and "eur_per_head" give differences.

    Returns
    -------
    array of float
        NaN where it has no sense: nothing before, or a missing value.

    Examples
    --------
    >>> change_between(np.array([200.0, 0.0]), np.array([210.0, 5.0]), "persons").round(1).tolist()
    [5.0, nan]
    """
    if unit in DIFFERENCES:
        return after - before
    with np.errstate(divide="ignore", invalid="ignore"):
        grown: Floats = (after / before - 1) * 100
    grown[~np.isfinite(grown) | (before <= 0)] = np.nan
    return grown


def _at(atlas: Atlas, name: str, year: int, period: str) -> Floats:
    """The values of one period; kept, as making them takes as long as a whole year's column."""

    def make() -> pl.DataFrame:
        return pl.DataFrame({"value": atlas.column(name, year, LEVEL, period).values})

    return atlas.edition.frame_kept(f"{LEVEL}-{name}-{period}-{CODE}", year, make)["value"].to_numpy()


def _span(atlas: Atlas, name: str) -> tuple[str, str] | None:
    """About ten years up to the newest period, chosen as everywhere (changes.py); None if the edition has no two."""
    periods = _periods(atlas, name)
    pair = nearest_pair(atlas.known(name), periods, None, None) if periods else None
    return pair if pair and abs(years_between(*pair) - STEADY_YEARS) <= NEAR else None


def _begun(atlas: Atlas, name: str) -> str | None:
    """The period of a start: that of the change, or ten years before the newest where a census forbids a change."""
    if span := _span(atlas, name):
        return span[0]
    periods = _periods(atlas, name)
    off = {one: abs(years_between(one, periods[-1]) - STEADY_YEARS) for one in periods}
    return min((one for one in periods if off[one] <= NEAR), key=off.__getitem__, default=None)


def _periods(atlas: Atlas, name: str) -> list[str]:
    """The periods of an indicator for which all of it is known: people of 2013 over jobs of 2020 are no start."""
    if name not in atlas.indicators:
        return []
    return [period for period in atlas.edition.periods(name) if _whole(atlas, name, int(period[:4]))]


def _whole(atlas: Atlas, name: str, year: int) -> bool:
    """Whether every variable of an indicator was observed in a year or next to it."""
    vintages = atlas.edition.choice.vintages
    return all(
        any(abs(int(vintage.period[:4]) - year) <= 1 for vintage in vintages.of(variable))
        for variable in atlas.known(name).variables
    )
