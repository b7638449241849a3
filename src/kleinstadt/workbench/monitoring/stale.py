"""Which sentences a new edition made wrong: the number moved, or what is said of it no longer holds."""

from dataclasses import dataclass
from math import isnan
from typing import Literal

import numpy as np

from kleinstadt.compare.columns import Atlas
from kleinstadt.errors import UnknownNameError
from kleinstadt.words.numbers import number
from kleinstadt.workbench.draft.subject import Subject, town_of
from kleinstadt.workbench.models.findings import GROUP, Chapter, Finding, Quoted
from kleinstadt.workbench.storage.workspace import Workspace

Kind = Literal["moved", "flipped"]


@dataclass(frozen=True)
class Stale:
    """A printed number that is not the newest.

    Attributes
    ----------
    record, id, title : str
        Kind, id and title of the record that prints it.
    quoted : Quoted
        The number as it was printed.
    now : float or None
        What it is now, in the indicator's unit; None where it is no longer known.
    now_text, now_period, now_edition : str
        As it would be printed, of when, from which edition.
    kind : {"moved", "flipped"}
        Whether only the number moved, or what is said of it no longer holds.
    touched : bool
        Whether a person rewrote the text, which is then never changed for her.
    """

    record: str
    id: str
    title: str
    quoted: Quoted
    now: float | None
    now_text: str
    now_period: str
    now_edition: str
    kind: Kind
    touched: bool


def stale(found: Workspace, atlas: Atlas) -> list[Stale]:
    """What a new edition changed, flipped statements first; nothing where the plan was made from this edition.

    Parameters
    ----------
    found : Workspace
        The plan.
    atlas : Atlas
        Columns of the newest edition.

    Returns
    -------
    list of Stale
        Empty also where the newest borders lack the town.
    """
    try:
        town = town_of(atlas, found.plan)
    except UnknownNameError:
        return []
    told: list[Stale] = []
    for chapter in found.all(Chapter):
        told += _of(town, "chapter", chapter.id, chapter.title, chapter.text, chapter.suggested, chapter.quoted)
    for finding in found.all(Finding):
        if finding.verdict != "dismissed":
            title = finding.sentence[:60]
            told += _of(town, "finding", finding.id, title, finding.sentence, finding.suggested, finding.quoted)
    return sorted(told, key=lambda one: one.kind == "moved")


def _of(
    town: Subject, record: str, identity: str, title: str, text: str, suggested: str, quoted: tuple[Quoted, ...]
) -> list[Stale]:
    of_groups = [one for one in quoted if one.area.startswith(GROUP)]
    medians = {(one.indicator, _asked(town, one.area)[0].key): one.value for one in of_groups}
    found = []
    for one in quoted:
        if one.edition == town.atlas.fingerprint or one.text not in text or one.indicator not in town.atlas.indicators:
            continue
        now = _now(town, one)
        if now is None or now[1] == one.text:
            continue
        value, said, period = now
        whose, area = _asked(town, one.area)
        before, middle = medians.get((one.indicator, whose.key)), _median(whose, one.indicator)
        known = before is not None and middle is not None and area != GROUP
        kind: Kind = "flipped" if known and (one.value > before) != (value > middle) else "moved"  # type: ignore[operator]
        found.append(
            Stale(record, identity, title, one, value, said, period, town.atlas.fingerprint, kind, text != suggested)
        )
    return found


def _now(town: Subject, quoted: Quoted) -> tuple[float, str, str] | None:
    """The value of now, of the same period in a series, else the newest; None where it cannot be said."""
    town, area = _asked(town, quoted.area)
    column = town.atlas.column(quoted.indicator, town.year, town.level)
    vintage = column.vintage[town.row] or ""
    value: float | None = float(column.values[town.row])
    if area == GROUP:
        value = _median(town, quoted.indicator)
    elif area not in town.own_keys:
        return None
    elif quoted.period.isdigit() and quoted.period != vintage:
        series = town.series(quoted.indicator)
        if series is not None and quoted.period in series.periods:
            value, vintage = float(series.values[series.periods.index(quoted.period), town.row]), quoted.period
    if value is None or isnan(value):
        return None
    return value, number(value, len(quoted.text.partition(",")[2]), "de"), vintage


def _asked(town: Subject, area: str) -> tuple[Subject, str]:
    """Whose number is quoted, the town's or that of a member of an alliance, and whether its own or its group's."""
    key = area.removeprefix(GROUP).strip()
    for member in town.members:
        if key in member.own_keys:
            return member, GROUP if area.startswith(GROUP) else key
    return town, area


def _median(town: Subject, name: str) -> float | None:
    """The median of the town's group now."""
    inside = town.atlas.column(name, town.year, town.level).values[town.heard(name)]
    return None if np.isnan(inside).all() else float(np.nanmedian(inside))
