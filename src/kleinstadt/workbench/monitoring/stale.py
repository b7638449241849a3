"""Which sentences a new edition made wrong: the number moved, or what is said of it no longer holds."""

from dataclasses import dataclass
from typing import Literal

from kleinstadt.compare.columns import Atlas
from kleinstadt.errors import UnknownNameError
from kleinstadt.words.numbers import number
from kleinstadt.workbench.draft.subject import Subject, subject
from kleinstadt.workbench.models.findings import Chapter, Finding, Quoted
from kleinstadt.workbench.storage.workspace import Workspace

Kind = Literal["moved", "flipped"]


@dataclass(frozen=True)
class Stale:
    """A printed number that is not the newest: in which record, what it was and is, and whether the statement flipped.

    touched : whether a person rewrote the text, which is then never changed for her
    """

    record: str
    id: str
    title: str
    quoted: Quoted
    now: float | None
    now_text: str
    now_period: str
    kind: Kind
    touched: bool


def stale(found: Workspace, atlas: Atlas) -> list[Stale]:
    """What a new edition changed, flipped statements first; nothing where the plan was made from this edition."""
    try:
        town = subject(atlas, found.plan.key)
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
    medians = {one.indicator: one.value for one in quoted if one.area == "group"}
    found = []
    for one in quoted:
        if one.edition == town.atlas.fingerprint or one.text not in text or one.indicator not in town.figures:
            continue
        now = _now(town, one)
        if now is None or now[1] == one.text:
            continue
        value, said, period = now
        figure = town.figures[one.indicator]
        middle = figure.place.quartiles[1] if figure.place else None
        before = medians.get(one.indicator)
        flipped = (
            before is not None
            and middle is not None
            and (one.value > before) != (value > middle)
            and one.area != "group"
        )
        kind: Kind = "flipped" if flipped else "moved"
        found.append(Stale(record, identity, title, one, value, said, period, kind, text != suggested))
    return found


def _now(town: Subject, quoted: Quoted) -> tuple[float, str, str] | None:
    """The value of now, of the same period in a series, else the newest; None where it cannot be said."""
    figure = town.figures[quoted.indicator]
    decimals = len(quoted.text.partition(",")[2])
    if quoted.area == "group":
        value = figure.place.quartiles[1] if figure.place else None
    elif quoted.area == town.unit_key:
        series = town.series(quoted.indicator) if quoted.period.isdigit() and quoted.period != figure.vintage else None
        old = series is not None and quoted.period in series.periods
        value = (
            float(series.values[series.periods.index(quoted.period), town.row])
            if series is not None and old
            else figure.value
        )
    else:
        return None
    if value is None or value != value:  # NaN
        return None
    return value, number(value, decimals, "de"), figure.vintage or ""
