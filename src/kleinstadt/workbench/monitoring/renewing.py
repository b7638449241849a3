"""One click for a sentence that a new edition made old: written anew where nobody touched it, else the number alone.

Nothing here runs by itself: a person asks for each. What she wrote stays byte for byte, but for the number and the year
that stands with it.
"""

import re
from dataclasses import dataclass, replace

from kleinstadt.compare.columns import Atlas
from kleinstadt.workbench.draft.chapters import chapters
from kleinstadt.workbench.draft.outlook import outlook
from kleinstadt.workbench.draft.shared import findings_of
from kleinstadt.workbench.draft.subject import town_of
from kleinstadt.workbench.draft.telling import years
from kleinstadt.workbench.models.findings import Chapter, Finding, Quoted
from kleinstadt.workbench.monitoring.stale import Stale
from kleinstadt.workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class Renewal:
    """A chapter or finding with old numbers, and what a click would make of it.

    Attributes
    ----------
    record : Chapter or Finding
        As it stands.
    title : str
        How it is called.
    old : tuple of Stale
        Its numbers that are not the newest.
    anew : Chapter, Finding or None
        The record as the new edition writes it; None where a person rewrote it, or nothing is written any more.
    replaceable : tuple of bool
        For which of `old` the number can be put in place of the old one.
    """

    record: Chapter | Finding
    title: str
    old: tuple[Stale, ...]
    anew: Chapter | Finding | None
    replaceable: tuple[bool, ...]


def renewals(found: Workspace, atlas: Atlas, old: list[Stale]) -> list[Renewal]:
    """What can be renewed, in the order of `old`; nothing is computed where nothing is old.

    Parameters
    ----------
    found : Workspace
        The plan.
    atlas : Atlas
        Columns of the newest edition.
    old : list of Stale
        As `stale` gives them.

    Returns
    -------
    list of Renewal
        One a record.
    """
    if not old:
        return []
    town = town_of(atlas, found.plan)
    fresh: list[Chapter | Finding] = [*chapters(town, outlook(town)), *findings_of(town)]
    by_record: dict[tuple[str, str], list[Stale]] = {}
    for one in old:
        by_record.setdefault((one.record, one.id), []).append(one)
    made = []
    for (kind, name), those in by_record.items():
        record = found.one(Chapter, name) if kind == "chapter" else found.one(Finding, name)
        anew = None if those[0].touched else _anew(record, fresh, by_member=bool(town.alliance))
        can = tuple(one.now is not None and new_text(words_of(record), record.quoted, one) is not None for one in those)
        made.append(Renewal(record, those[0].title, tuple(those), anew, can))
    return made


def words_of(record: Chapter | Finding) -> str:
    """The text that a person may have rewritten.

    Parameters
    ----------
    record : Chapter or Finding
        A record.

    Returns
    -------
    str
        Text or sentence.
    """
    return record.text if isinstance(record, Chapter) else record.sentence


def _anew(record: Chapter | Finding, fresh: list[Chapter | Finding], *, by_member: bool) -> Chapter | Finding | None:
    """The record as the new edition writes it: same chapter, or same figure on the same side.

    by_member : whether the figure must be of the same member too, or of all
    """
    if isinstance(record, Chapter):
        for one in fresh:
            if isinstance(one, Chapter) and one.topic == record.topic:
                return replace(
                    record,
                    text=one.text,
                    suggested=one.suggested,
                    quoted=one.quoted,
                    tables=one.tables,
                    figures=one.figures,
                )
        return None
    for one in fresh:
        if not isinstance(one, Finding) or one.side != record.side:
            continue
        if _about(one, by_member=by_member) == _about(record, by_member=by_member):
            return replace(one, id=record.id, verdict=record.verdict, order=record.order, because=record.because)
    return None


def _about(one: Finding, *, by_member: bool) -> tuple[str, str]:
    """The figure that a finding is about, and whose; by_member : as `_anew` says."""
    first = one.quoted[0] if one.quoted else None
    return (first.indicator if first else "", first.area if first and by_member else "")


def new_text(text: str, quoted: tuple[Quoted, ...], old: Stale) -> str | None:
    """The text with the new number, and its year where that stands in the same sentence.

    None where it cannot be done without a person: the number stands there more than once and nobody can say which is
    meant, or the year of the old value does.

    Parameters
    ----------
    text : str
        The text as it stands.
    quoted : tuple of Quoted
        All numbers in it.
    old : Stale
        The one that is renewed.

    Returns
    -------
    str or None
        All else byte for byte the same.
    """
    place = _place(text, quoted, old.quoted)
    if place is None:
        return None
    begin, end = place
    first, last = _sentence(text, begin)
    before, after = text[first:begin], text[end:last]
    was, now = years(old.quoted.period), years(old.now_period)
    if was != now:
        count = len(_whole(was, before)) + len(_whole(was, after))
        if count > 1:
            return None
        before, after = _swap(was, now, before), _swap(was, now, after)
    return text[:first] + before + old.now_text + after + text[last:]


def replaced(record: Chapter | Finding, old: Stale) -> Chapter | Finding | None:
    """The record with one number renewed, and where it is from; None where that takes a person.

    Parameters
    ----------
    record : Chapter or Finding
        As it stands.
    old : Stale
        The number that is renewed.

    Returns
    -------
    Chapter, Finding or None
        To be kept in the plan.
    """
    text = new_text(words_of(record), record.quoted, old)
    if text is None or old.now is None:
        return None
    now = replace(old.quoted, value=old.now, text=old.now_text, period=old.now_period, edition=old.now_edition)
    at = record.quoted.index(old.quoted)
    quoted = (*record.quoted[:at], now, *record.quoted[at + 1 :])
    if isinstance(record, Chapter):
        return replace(record, text=text, quoted=quoted)
    return replace(record, sentence=text, quoted=quoted)


def _whole(word: str, text: str) -> list[re.Match[str]]:
    """Where a number or year stands as such, not as a part of a longer one."""
    return list(re.finditer(rf"(?<![\d.,]){re.escape(word)}(?![\d]|[.,]\d)", text))


def _place(text: str, quoted: tuple[Quoted, ...], one: Quoted) -> tuple[int, int] | None:
    """Where a quoted number stands: the only place, or else by the order in which numbers were quoted."""
    places = [match.span() for match in _whole(one.text, text)]
    if len(places) <= 1:
        return places[0] if places else None
    alike = [other for other in quoted if other.text == one.text]
    return places[alike.index(one)] if len(alike) == len(places) else None


def _sentence(text: str, at: int) -> tuple[int, int]:
    """The sentence around a place: from the end of the one before to its own."""
    ends = [match.end() for match in re.finditer(r"[.!?](?=\s|$)|\n", text)]
    first = max((end for end in ends if end <= at), default=0)
    return first, min((end for end in ends if end > at), default=len(text))


def _swap(was: str, now: str, text: str) -> str:
    return re.sub(rf"(?<![\d.,]){re.escape(was)}(?![\d])", lambda _: now, text)
