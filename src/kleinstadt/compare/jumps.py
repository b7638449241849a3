"""What is in doubt: a newest value that jumps, a growth that a census contradicts. Nobody is judged by it alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.profile import Figure
from kleinstadt.edition.edition import Level
from kleinstadt.territory.coding import Floats
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

TIMES: Final = 2.5  # half the spread of the middle 80 per cent
FEWEST: Final = 20  # of a group, from which it is known how much a value usually moves
GROWN: Final = ("population_change_10y_pct", "population", "census_population")
WATCHED: Final = frozenset({"employees_workplace"})
MADE_OF: Final = {
    "jobs_per_100_working_age": "employees_workplace",
    "residents_per_job": "employees_workplace",
}


@dataclass(frozen=True)
class Jump:
    """The last change of a number of employees, far outside what the group does.

    Attributes
    ----------
    before, after : str
        The two newest periods.
    was, now : float
        The number in each.
    usual : float
        The group's median change in per cent.
    """

    before: str
    after: str
    was: float
    now: float
    usual: float

    def said(self, lang: Lang) -> str:
        """In sentences: the jump, what it can be, who knows."""
        was, now, usual = number(self.was, 0, lang), number(self.now, 0, lang), number(self.usual, 1, lang)
        usual = f"+{usual}" if self.usual > 0 else usual
        german = (
            f"Von {self.before} auf {self.after} springt die Zahl der Beschäftigten von {was} auf {now}; in der Gruppe"
            f" sind {usual}\u00a0% üblich (Median). Das kann ein großer Betrieb sein, eine Verlegung von Meldungen oder"
            " ein Fehler; die Arbeitsagentur kann es klären."
        )
        english = (
            f"From {self.before} to {self.after} the number of employees jumps from {was} to {now}; {usual}% is usual"
            " in the group (median). It may be a large business, reports that moved, or an error; the employment"
            " agency can tell."
        )
        return pick((german, english), lang)


@dataclass(frozen=True)
class Jumps:
    """Which areas of a level jump against a group.

    Attributes
    ----------
    before, after : str
        The two newest periods.
    was, now : array of float, one entry an area
        The number in each; NaN where missing.
    usual : float
        The group's median change in per cent.
    jumping : array of bool, one entry an area
        Of all areas of the level, whether in the group or not.
    """

    before: str
    after: str
    was: Floats
    now: Floats
    usual: float
    jumping: NDArray[np.bool_]


def jump(atlas: Atlas, level: Level, year: int, row: int, group: NDArray[np.bool_], name: str) -> Jump | None:
    """Whether the newest value of an indicator, or of what it is made of, jumps at one area.

    `jumps` says what counts as a jump.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    level : Level
        Level of the area.
    year : int
        Year of the borders.
    row : int
        The area's row in Atlas.areas.
    group : array of bool, one entry an area
        Whom it is compared with.
    name : str
        Id of the indicator.

    Returns
    -------
    Jump or None
        None where it does not jump, or nothing can be said.
    """
    found = jumps(atlas, level, year, group, name)
    if found is None or not found.jumping[row]:
        return None
    return Jump(found.before, found.after, float(found.was[row]), float(found.now[row]), found.usual)


def jumps(atlas: Atlas, level: Level, year: int, group: NDArray[np.bool_], name: str) -> Jumps | None:
    """Where the newest value jumps against what the group does.

    An area jumps if its change from the period before to the newest differs from the group's median change by more than
    TIMES half the distance between the group's first and ninth decile.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    level : Level
        Level of the areas.
    year : int
        Year of the borders.
    group : array of bool, one entry an area
        Whom the areas are compared with.
    name : str
        Id of the indicator.

    Returns
    -------
    Jumps or None
        None for an indicator that is not watched (WATCHED, MADE_OF), with fewer than three periods, and where fewer
        than FEWEST of the group have a change.

    Notes
    -----
    A rule of this project (docs/portrait.md): deciles and median move little with what is far out itself.
    """
    made_of = MADE_OF.get(name, name)
    if made_of not in WATCHED or made_of not in atlas.indicators:
        return None
    who = ("jumps", made_of, level, year, group.tobytes())
    return atlas.once(who, lambda: _jumps(atlas, level, year, group, made_of))


def _jumps(atlas: Atlas, level: Level, year: int, group: NDArray[np.bool_], made_of: str) -> Jumps | None:
    series, shown = atlas.series(made_of, year, level), atlas.edition.vintages(made_of, year)[0].period
    known_then = [at for at, period in enumerate(series.periods) if period <= shown]
    if len(known_then) < 3:
        return None
    before, after = known_then[-2:]
    was, now = series.values[before], series.values[after]
    change = _changes(was, now)
    known = np.isfinite(change)
    if (group & known).sum() < FEWEST:
        return None
    low, middle, high = np.quantile(change[group & known], (0.1, 0.5, 0.9))
    jumping = known & (np.abs(change - middle) > TIMES * (high - low) / 2)
    return Jumps(series.periods[before], series.periods[after], was, now, float(middle), jumping)


def census_contradicts(figures: Mapping[str, Figure]) -> bool:
    """Whether the last census is as far from the register as half the growth by the register, or farther.

    Parameters
    ----------
    figures : mapping of str to Figure
        An area's figures by id; "population", its change in ten years and "census_population" are looked at.

    Returns
    -------
    bool
        False also where one of the three is unknown.
    """
    growth, people, counted = (figures[name].value if name in figures else None for name in GROWN)
    if not growth or not people or not counted:
        return False
    return abs(people / counted - 1) * 100 > abs(growth) / 2


def _changes(before: Floats, after: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = (after / before - 1) * 100
    return found
