"""Role models: Verbände that were alike ten years ago, in type, Lage and at least six indicators, and did better."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.compare.changes import STEADY_YEARS, nearest_pair, years_between
from kleinstadt.compare.columns import Areas, Atlas
from kleinstadt.compare.groups import Group, group_of
from kleinstadt.compare.jumps import jumps
from kleinstadt.compare.kept_levels import CODE
from kleinstadt.compare.scaled import LEVEL, distances, nearest, on_one_scale, value
from kleinstadt.indicators.model import Indicator
from kleinstadt.territory.names import short
from kleinstadt.typologies.standard import Floats, standardise
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

NEAR: Final = 2  # years that the figure of a start may lie off
MODELS: Final = 8
ALIKE_AT_START: Final = 60  # at most
FARTHEST: Final = 0.75  # standard deviations (root mean square of all start indicators) within which starts are alike
FEWEST: Final = 5  # fitting towns under which it is said that they are few
DIFFERENCES: Final = ("pct", "eur_per_head")  # units whose changes are differences, not growth
LEAST: Final = 6  # indicators that a start must be known in

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

    change : percentage points for shares, euros for amounts a head, per cent for everything else
    sign : 1 where more is better, else -1
    jumping : where the value at the end jumps (jumps.py), so that that of `earlier`, the period before it, is taken
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


@dataclass(frozen=True)
class Cell:
    """A change of one town; better : than that of the town that asks, None where one is unknown or both print alike."""

    change: float | None
    better: bool | None

    def said(self, lang: Lang) -> str:
        """The change with its verdict: "+2,1 (besser)"."""
        shown = signed(self.change, lang)
        if self.better is None:
            return shown
        return f"{shown} ({pick(('besser', 'better') if self.better else ('schlechter', 'worse'), lang)})"


@dataclass(frozen=True)
class RoleModel:
    """A Verband that did better on average; distance : of the starts, in standard deviations."""

    row: int
    key: str
    name: str
    distance: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class RoleModels:
    """Verbände to learn from, the best first.

    row : of the Verband; start : the indicators that starts are compared in, with their period
    changes : what is judged; own : the town's own changes; fitting : how many Verbände started alike
    better : how many of them did better on average
    without_start : the town's own start is not known in LEAST indicators
    """

    key: str
    row: int
    year: int
    group: Group
    start: tuple[tuple[Indicator, str], ...]
    changes: tuple[Change, ...]
    own: tuple[float | None, ...]
    models: tuple[RoleModel, ...]
    fitting: int
    better: int
    without_start: bool

    def note(self, lang: Lang) -> str:
        """How many fit, and what that means; said on every page."""
        if self.without_start:
            german = f"Kein Vergleich: Der Start vor zehn Jahren ist nicht in mindestens {LEAST} Größen bekannt."
            english = f"No comparison: the start ten years ago is not known in at least {LEAST} measures."
            return pick((german, english), lang)
        group, others = self.group.name(lang), number(self.group.size - 1, 0, lang)
        fitting, better = number(self.fitting, 0, lang), number(self.better, 0, lang)
        few = self.fitting < FEWEST
        german = f"Ähnlich gestartet in der Gruppe {group}: {fitting} von {others} anderen Verbänden"
        german += ", zu wenige für ein sicheres Urteil" if few else ""
        english = f"Of the {others} other Verbände of the group {group}, those that started alike: {fitting}"
        english += ", too few for a sure judgement" if few else ""
        german += f". Im Mittel besser entwickelt: {better}"
        english += f". Better developed on average: {better}"
        shown = number(len(self.models), 0, lang)
        more = pick((f", die besten {shown} stehen hier", f", the best {shown} are shown"), lang)
        told = pick((german, english), lang) + (more if self.better > len(self.models) else "") + "."
        return " ".join(filter(None, [told, self.before_a_jump(lang)]))

    def before_a_jump(self, lang: Lang) -> str:
        """Whose last value jumps, so that the one before it counts; empty where none of those shown does."""
        said = []
        for one in self.changes:
            own = [pick(("hier selbst", "here itself"), lang)] if one.jumping[self.row] else []
            names = ", ".join(own + [short(model.name) for model in self.models if one.jumping[model.row]])
            label = one.indicator.label(lang)
            german = f"Wo der Wert von {one.end} springt, zählt der von {one.earlier} ({label}: {names})."
            english = f"Where the value of {one.end} jumps, that of {one.earlier} counts ({label}: {names})."
            said += [pick((german, english), lang)] if names else []
        return " ".join(said)


def signed(change: float | None, lang: Lang) -> str:
    """A change with its sign, one decimal."""
    shown = number(change, 1, lang)
    return f"+{shown}" if change is not None and round(change, 1) > 0 else shown


def role_models(atlas: Atlas, key: str, year: int) -> RoleModels:
    """Verbände of the same type and Lage that started alike ten years ago and did better since, on average.

    Raises UnknownNameError if the year has no such Verband.
    """
    areas = atlas.areas(year, LEVEL)
    areas.record(key)
    row, group = areas.row[key], group_of(atlas, areas, key)
    start, measures = atlas.once(("starts", year), lambda: _starts(atlas, areas, year))
    changes, gained = atlas.once(("gains", year), lambda: _gains(atlas, areas, year))
    own = tuple(value(float(one.change[row])) for one in changes)
    known = int((~np.isnan(start[row])).sum()) if len(measures) else 0
    if known < LEAST or not changes:
        return RoleModels(key, row, year, group, measures, changes, own, (), 0, 0, without_start=True)
    candidates = group.mask.copy()
    candidates[row] = False
    distance = distances(start, np.ones(start.shape[1]), row)
    distance[_shared(start, row) < LEAST] = np.nan
    alike = nearest(distance, candidates & (distance <= FARTHEST), ALIKE_AT_START)
    better = better_of(gained, row, alike)
    models = tuple(_model(areas, changes, row, int(other), distance) for other in better[:MODELS])
    return RoleModels(
        key, row, year, group, measures, changes, own, models, len(alike), len(better), without_start=False
    )


def better_of(gained: Floats, row: int, alike: NDArray[np.intp]) -> NDArray[np.intp]:
    """Those of `alike` that gained more than `row`, the most first. gained : one a town, NaN where unknown."""
    better = alike[gained[alike] > gained[row]]
    found: NDArray[np.intp] = better[np.argsort(-gained[better], kind="stable")]
    return found


def _model(areas: Areas, changes: tuple[Change, ...], row: int, other: int, distance: Floats) -> RoleModel:
    cells = tuple(_cell(one, row, other) for one in changes)
    return RoleModel(other, areas.keys[other], areas.names[other], float(distance[other]), cells)


def _cell(one: Change, row: int, other: int) -> Cell:
    own, theirs = value(float(one.change[row])), value(float(one.change[other]))
    if own is None or theirs is None or round(own, 1) == round(theirs, 1):
        return Cell(theirs, None)
    return Cell(theirs, (theirs - own) * one.sign > 0)


def _shared(start: Floats, row: int) -> NDArray[np.intp]:
    """In how many indicators both starts are known."""
    both: NDArray[np.intp] = (~np.isnan(start) & ~np.isnan(start[row])).sum(axis=1)
    return both


def _starts(atlas: Atlas, areas: Areas, year: int) -> tuple[Floats, tuple[tuple[Indicator, str], ...]]:
    """All starts on one scale, and what they are made of."""
    found = [(name, period) for name in START if (period := _begun(atlas, name))]
    if not found:
        return np.empty((len(areas.keys), 0)), ()
    raw = np.column_stack([_at(atlas, name, year, period) for name, period in found])
    measures = tuple((atlas.known(name), period) for name, period in found)
    return on_one_scale(raw, [name for name, _ in found], areas), measures


def _gains(atlas: Atlas, areas: Areas, year: int) -> tuple[tuple[Change, ...], Floats]:
    """What is judged, and each Verband's mean gain in standard deviations; NaN where any of it is unknown."""
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
    """Change in percentage points for shares, in euros for amounts a head; else in per cent. NaN where it has no sense.

    Euros and not per cent, since from a low start any gain is a large share.
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
    engine = atlas.edition.engine
    return all(
        any(abs(int(vintage.period[:4]) - year) <= 1 for vintage in engine.vintages.of(variable))
        for variable in atlas.known(name).variables
    )
