"""Role models: Verbände that were alike ten years ago, in type, Lage and at least six indicators, and did better."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.groups import Group, group_of
from kleinstadt.compare.scaled import LEVEL, distances, nearest, value
from kleinstadt.compare.ten_years import Change, gains_of, starts_of
from kleinstadt.indicators.model import Indicator
from kleinstadt.territory.coding import Floats
from kleinstadt.territory.names import short
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

MODELS: Final = 8
ALIKE_AT_START: Final = 60  # at most
FARTHEST: Final = 0.75  # standard deviations (root mean square of all start indicators) within which starts are alike
FEWEST: Final = 5  # fitting towns under which it is said that they are few
LEAST: Final = 6  # indicators that a start must be known in


@dataclass(frozen=True)
class Cell:
    """A change of one town.

    Attributes
    ----------
    change : float or None
        In the unit of Change.
    better : bool or None
        Whether better than that of the town that asks; None where one is unknown or both print alike.
    digits : int
        With how many decimals the change is written.
    until : str
        The period before the end, where the value at the end jumps and that one counts; else empty.
    """

    change: float | None
    better: bool | None
    digits: int
    until: str = ""

    def said(self, lang: Lang) -> str:
        """The change with its verdict: "+2,1 (besser)", "+15,7 (bis 2021)"."""
        judged = {None: ("", ""), True: ("besser", "better"), False: ("schlechter", "worse")}[self.better]
        notes = [pick(("bis", "to"), lang) + f" {self.until}" if self.until else "", pick(judged, lang)]
        said = ", ".join(filter(None, notes))
        return signed(self.change, lang, self.digits) + (f" ({said})" if said else "")


@dataclass(frozen=True)
class RoleModel:
    """A Verband that did better on average.

    Attributes
    ----------
    row : int
        Its row in Atlas.areas.
    key, name : str
        Of the Verband.
    distance : float
        Of the starts, in standard deviations.
    cells : tuple of Cell
        Its changes, in the order of RoleModels.changes.
    """

    row: int
    key: str
    name: str
    distance: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class RoleModels:
    """Verbände to learn from, the best first.

    Attributes
    ----------
    key : str
        Of the Verband.
    row : int
        Its row in Atlas.areas.
    year : int
        Year of the borders.
    group : Group
        Verbände of its type and Lage.
    start : tuple of (Indicator, str)
        The indicators that starts are compared in, with their period.
    changes : tuple of Change
        What is judged.
    own : tuple of float or None
        The town's own changes.
    models : tuple of RoleModel
        At most eight.
    fitting : int
        How many Verbände started alike.
    better : int
        How many of them did better on average.
    without_start : bool
        Whether the town's own start is not known in LEAST indicators.
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

    def said_own(self, lang: Lang) -> list[str]:
        """The town's own changes as those of the others are written, which nobody judges."""
        both = zip(self.own, self.changes, strict=True)
        return [Cell(change, None, one.digits, one.until(self.row)).said(lang) for change, one in both]

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


def signed(change: float | None, lang: Lang, digits: int) -> str:
    """A change with its sign.

    Parameters
    ----------
    change : float or None
        The change.
    lang : {"de", "en"}
        How numbers are written.
    digits : int
        With how many decimals.

    Returns
    -------
    str
        A plus before what is more than nothing as it is written.

    Examples
    --------
    >>> signed(2.14, "de", 1), signed(-0.5, "en", 1)
    ('+2,1', '−0.5')
    """
    shown = number(change, digits, lang)
    return f"+{shown}" if change is not None and round(change, digits) > 0 else shown


def role_models(atlas: Atlas, key: str, year: int) -> RoleModels:
    """Verbände of the same type and Lage that started alike ten years ago and did better since, on average.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition (OpenedEdition.atlas).
    key : str
        Key of a Verband.
    year : int
        Year of the borders.

    Returns
    -------
    RoleModels
        At most eight models; none where the town's own start is not known in six indicators (`without_start`).

    Raises
    ------
    UnknownNameError
        If the year has no such Verband.

    Notes
    -----
    A start is alike within 0.75 standard deviations: root mean square of the differences in the indicators
    of START, each standardised over all inhabited Verbände. Who did better has the greater mean of the changes in
    OUTCOMES, each standardised and turned so that more is better. Both are our own choice
    (docs/decisions/0015-questions-about-towns.md).

    Examples
    --------
    >>> found = role_models(ed.atlas, "120610112", 2019)
    >>> all(model.distance <= 0.75 for model in found.models)
    True
    """
    areas = atlas.areas(year, LEVEL)
    areas.record(key)
    row, group = areas.row[key], group_of(atlas, areas, key)
    start, measures = atlas.once(("starts", year), lambda: starts_of(atlas, areas, year))
    changes, gained = atlas.once(("gains", year), lambda: gains_of(atlas, areas, year))
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
    """Those that gained more than a town.

    Parameters
    ----------
    gained : array of float
        One a town, NaN where unknown.
    row : int
        Of the town.
    alike : array of int
        Rows of those that are compared with it.

    Returns
    -------
    array of int
        Rows, the most gained first.

    Examples
    --------
    >>> better_of(np.array([1.0, 3.0, 0.5, 2.0]), 0, np.array([1, 2, 3])).tolist()
    [1, 3]
    """
    better = alike[gained[alike] > gained[row]]
    found: NDArray[np.intp] = better[np.argsort(-gained[better], kind="stable")]
    return found


def _model(areas: Areas, changes: tuple[Change, ...], row: int, other: int, distance: Floats) -> RoleModel:
    cells = tuple(_cell(one, row, other) for one in changes)
    return RoleModel(other, areas.keys[other], areas.names[other], float(distance[other]), cells)


def _cell(one: Change, row: int, other: int) -> Cell:
    own, theirs = value(float(one.change[row])), value(float(one.change[other]))
    if own is None or theirs is None or round(own, one.digits) == round(theirs, one.digits):
        return Cell(theirs, None, one.digits, one.until(other))
    return Cell(theirs, (theirs - own) * one.sign > 0, one.digits, one.until(other))


def _shared(start: Floats, row: int) -> NDArray[np.intp]:
    """In how many indicators both starts are known."""
    both: NDArray[np.intp] = (~np.isnan(start) & ~np.isnan(start[row])).sum(axis=1)
    return both
