"""Whether a programme fits a town: fits, unknown, does not fit, or closed, with each condition's reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from kleinstadt.words import dates
from kleinstadt.words.language import Text
from kleinstadt.workbench.funding.conditions import Judged, judged
from kleinstadt.workbench.funding.facts import Facts
from kleinstadt.workbench.funding.own_share import OwnShare, own_share
from kleinstadt.workbench.funding.programme import Programme, Window

Verdict = Literal["fits", "unknown", "does_not_fit", "closed"]
VERDICTS: Final[tuple[Verdict, ...]] = ("fits", "unknown", "does_not_fit", "closed")
WORDS: Final[dict[Verdict, Text]] = {
    "fits": Text("passt", "fits"),
    "unknown": Text("unklar", "unknown"),
    "does_not_fit": Text("passt nicht", "does not fit"),
    "closed": Text("geschlossen", "closed"),
}


@dataclass(frozen=True)
class Deadline:
    """Until when one may apply.

    Attributes
    ----------
    is_open : bool or None
        Whether the window is open; None where that has to be asked.
    next : date or None
        The next day, if one is known.
    words : Text
        What is known.
    """

    is_open: bool | None
    next: date | None
    words: Text


@dataclass(frozen=True)
class Match:
    """A programme held against a town on a day.

    Attributes
    ----------
    programme : Programme
        The programme.
    verdict : {"fits", "unknown", "does_not_fit", "closed"}
        What came out.
    conditions : tuple of Judged
        Each with its reason.
    deadline : Deadline
        Until when one may apply.
    needs_check : bool
        Whether nobody has looked at the source for a year.
    """

    programme: Programme
    verdict: Verdict
    conditions: tuple[Judged, ...]
    deadline: Deadline
    needs_check: bool


def match(programme: Programme, facts: Facts, today: date) -> Match:
    """Hold a programme against what is known of a town.

    One "no" is enough for "does not fit"; without one, one "unknown" makes it "unknown": unknown never means no.
    A closed programme is closed for everybody, whatever the town is like.

    Parameters
    ----------
    programme : Programme
        The programme.
    facts : Facts
        What is known of the town.
    today : date
        The day.

    Returns
    -------
    Match
        With each condition's reason.
    """
    conditions = tuple(judged(programme.conditions, facts))
    deadline = deadline_of(programme.window, today)
    verdict = "closed" if deadline.is_open is False else of_answers(conditions)
    return Match(programme, verdict, conditions, deadline, programme.needs_check(today))


def share_of(found: Match, cost_eur: int | None, weak: bool | None, budget_eur: int | None = None) -> OwnShare | None:
    """The own share of a cost under a match; None without a cost, for a loan, and where there is no chance.

    Parameters
    ----------
    found : Match
        A programme that was held against the town.
    cost_eur : int or None
        Eligible cost, euro.
    weak : bool or None
        Whether the municipality counts as financially weak.
    budget_eur : int, optional
        What the town has for it, euro.

    Returns
    -------
    OwnShare or None
        In euro.
    """
    if not cost_eur or found.programme.kind != "grant" or found.verdict in ("does_not_fit", "closed"):
        return None
    return own_share(found.programme.rate, cost_eur, weak, budget_eur)


def of_answers(conditions: Iterable[Judged]) -> Verdict:
    """The verdict of several conditions, by Kleene's logic of three values.

    Parameters
    ----------
    conditions : iterable of Judged
        Of one programme.

    Returns
    -------
    {"fits", "unknown", "does_not_fit"}
        "fits" without any condition.

    Notes
    -----
    Kleene 1938: "no" decides, else "unknown" does.
    """
    answers = {one.answer for one in conditions}
    if "no" in answers:
        return "does_not_fit"
    return "unknown" if "unknown" in answers else "fits"


def matches(programmes: Iterable[Programme], facts: Facts, today: date, topic: str | None = None) -> list[Match]:
    """All programmes of a topic (of all topics by default), the fitting ones first, then by their deadline.

    Parameters
    ----------
    programmes : iterable of Programme
        Those that may come into question.
    facts : Facts
        What is known of the town.
    today : date
        The day.
    topic : str, optional
        Only those of a topic.

    Returns
    -------
    list of Match
        Also those that do not fit.
    """
    found = [match(one, facts, today) for one in programmes if topic is None or topic in one.topics]
    return sorted(found, key=lambda one: (VERDICTS.index(one.verdict), one.deadline.next or date.max))


def deadline_of(window: Window, today: date) -> Deadline:
    """What is known on a day about when one may apply.

    Parameters
    ----------
    window : Window
        Of a programme.
    today : date
        The day.

    Returns
    -------
    Deadline
        Open, closed, or to be asked.
    """
    ends = window.closes
    if window.kind == "closed" or (ends is not None and today > ends):
        return Deadline(False, None, _over(window))
    if window.opens is not None and today < window.opens:
        return Deadline(
            None, ends, _noted(window, Text(f"ab {dates.day(window.opens, 'de')}", f"from {window.opens.isoformat()}"))
        )
    if window.kind == "yearly":
        due = _next(window, today)
        if ends is not None and due > ends:
            return Deadline(False, None, _over(window))
        return Deadline(None, due, _noted(window, Text(f"jedes Jahr zum {due.day}.{due.month}.", _yearly(due))))
    if window.kind == "unknown":
        return Deadline(None, None, _noted(window, Text("unbekannt, Fördergeber fragen", "unknown, ask the funder")))
    running = Text(f"bis {dates.day(ends, 'de')}", f"to {ends.isoformat()}") if ends else Text("laufend", "running")
    return Deadline(True, ends, _noted(window, running))


def _over(window: Window) -> Text:
    if window.closes is None:
        return _noted(window, Text("geschlossen", "closed"))
    day = window.closes
    return _noted(window, Text(f"zuletzt gesehen: bis {dates.day(day, 'de')}", f"last seen: to {day.isoformat()}"))


def _noted(window: Window, otherwise: Text) -> Text:
    return window.note or otherwise


def _next(window: Window, today: date) -> date:
    """The next time that a yearly deadline comes round."""
    this_year = date(today.year, window.month or 1, window.day or 1)
    return this_year if this_year >= today else this_year.replace(year=today.year + 1)


def _yearly(due: date) -> str:
    return f"every year by {due.day} {due.strftime('%B')}"
