"""A first draft of why a measure should be funded, made from findings, goals and figures that are already there.

It says what the town has written and what the edition knows, in the order in which applications ask for it. What nobody
has written yet is a gap that can be seen, never a sentence that sounds as if it knew.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kleinstadt.words import dates
from kleinstadt.words.language import Lang, Text, pick
from kleinstadt.words.numbers import number
from kleinstadt.workbench.funding.matching import Match
from kleinstadt.workbench.funding.own_share import OwnShare, Span

# Each section's title, and what is to be written where it is empty.
WHY: Final = Text("Anlass", "Why"), Text("welcher Befund den Anlass gibt", "which finding gives cause")
WHAT: Final = Text("Vorhaben", "Project"), Text("was genau geschieht", "what exactly is to be done")
GOAL: Final = Text("Ziel", "Goal"), Text("welchem Ziel das Vorhaben dient", "which goal the project serves")
ASKED: Final = (
    Text("Beteiligung", "Participation"),
    Text("wer gefragt wurde und was daraus wurde", "who was asked and what became of it"),
)
MONEY: Final = (
    Text("Kosten und Finanzierung", "Cost and funding"),
    Text("die Gesamtkosten mit Kostenstand", "the total cost with its date"),
)
AFTERWARDS: Final = (
    Text("Danach", "Afterwards"),
    Text("was das Vorhaben im Jahr kostet, wenn die Förderung endet", "what it costs a year once funding ends"),
)
CONDITIONS: Final = Text("Voraussetzungen", "Conditions"), Text("", "")


@dataclass(frozen=True)
class Case:
    """What is there to argue with for a measure; empty wherever nobody has written anything.

    Attributes
    ----------
    town, measure, what : str
        Names of both, and what is to be done.
    findings : sequence of str
        Whole sentences with number, year and source.
    goals : sequence of str
        The goals' sentences, with target and year.
    begins, ends : str
        As the town wrote them.
    cost_eur : int or None
        Euro.
    running_cost : str
        What it costs afterwards, as the town wrote it.
    asked : sequence of str
        Whole sentences on who was asked and what became of it.
    decided : str
        What the council decided.
    """

    town: str
    measure: str
    what: str = ""
    findings: Sequence[str] = ()
    goals: Sequence[str] = ()
    begins: str = ""
    ends: str = ""
    cost_eur: int | None = None
    running_cost: str = ""
    asked: Sequence[str] = ()
    decided: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with its paragraphs.

    Attributes
    ----------
    title : str
        The heading.
    paragraphs : tuple of str
        Below it.
    gap : str or None
        What is still to be written; None where nothing is missing.
    """

    title: str
    paragraphs: tuple[str, ...]
    gap: str | None = None


def justification(case: Case, match: Match, share: OwnShare | None, lang: Lang) -> list[Section]:
    """The draft's sections, in the order in which applications ask: why, what, what for, who, money, afterwards.

    Parameters
    ----------
    case : Case
        What there is to argue with.
    match : Match
        The programme, held against the town.
    share : OwnShare or None
        Of the measure's cost.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    list of Section
        Also those with nothing but a gap.
    """
    money = [*_money(case, match, share, lang)]
    running = [case.running_cost] if case.running_cost else []
    sections = [
        _section(WHY, case.findings, not case.findings, lang),
        _section(WHAT, [*_project(case, lang)], not case.what, lang),
        _section(GOAL, case.goals, not case.goals, lang),
        _section(ASKED, case.asked, not case.asked, lang),
        _section(MONEY, money, case.cost_eur is None, lang),
        _section(AFTERWARDS, running, not running, lang),
        _section(CONDITIONS, [*_conditions(match, lang)], False, lang),
    ]
    return [one for one in sections if one.paragraphs or one.gap]


def markdown(sections: Sequence[Section], title: str, lang: Lang) -> str:
    """The draft as Markdown; gaps in square brackets, so that a search finds them.

    Parameters
    ----------
    sections : sequence of Section
        As `justification` gives them.
    title : str
        The first heading.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        Markdown.
    """
    please = pick(("bitte ergänzen", "please add"), lang)
    lines = [f"# {title}", ""]
    for one in sections:
        lines += [f"## {one.title}", ""]
        lines += [line for paragraph in one.paragraphs for line in (paragraph, "")]
        lines += [f"[{please}: {one.gap}]", ""] if one.gap else []
    return "\n".join(lines).rstrip() + "\n"


def _section(kind: tuple[Text, Text], paragraphs: Sequence[str], lacks: bool, lang: Lang) -> Section:
    title, gap = kind
    return Section(pick(title, lang), tuple(paragraphs), pick(gap, lang) if lacks else None)


def _project(case: Case, lang: Lang) -> Iterator[str]:
    yield f"{case.town}: {case.measure}" + ("" if case.measure.endswith(("?", "!", ".")) else ".")
    if case.what:
        yield case.what
    when = [word for word in (case.begins, case.ends) if word]
    if when:
        yield pick(("Zeitraum", "Period"), lang) + ": " + " – ".join(when) + "."
    if case.decided:
        yield case.decided


def _money(case: Case, match: Match, share: OwnShare | None, lang: Lang) -> Iterator[str]:
    if case.cost_eur is not None:
        total = number(case.cost_eur, 0, lang)
        yield pick((f"Gesamtkosten: {total} €.", f"Total cost: €{total}."), lang)
    if share is not None and share.grant is not None and share.own is not None:
        grant, own = euros(share.grant, lang), euros(share.own, lang)
        yield pick(
            (
                f"Beantragt werden voraussichtlich {grant}; der Eigenanteil beträgt {own}.",
                f"The expected application is for {grant}; the own share is {own}.",
            ),
            lang,
        )
    if match.programme.combination is not None:
        yield pick(match.programme.combination, lang)


def _conditions(match: Match, lang: Lang) -> Iterator[str]:
    signs = {"yes": pick(("erfüllt", "met"), lang), "no": pick(("nicht erfüllt", "not met"), lang)}
    for one in match.conditions:
        sign = signs.get(one.answer, pick(("offen", "open"), lang))
        yield f"{pick(one.condition, lang)}: {sign} ({pick(one.reason, lang)})"
    known = match.programme.known.text
    yield pick(
        (
            f"Angaben zum Programm: Wissensstand {known}. Vor dem Antrag die Richtlinie lesen und nachfragen.",
            f"What we know of the programme is of {known}. Read the rules and ask the funder before you apply.",
        ),
        lang,
    )


def euros(span: Span, lang: Lang) -> str:
    """From and to in euro, as one amount where both are the same.

    Parameters
    ----------
    span : Span
        Whole euro.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        With the sign for euro.
    """
    low, high = number(span.low, 0, lang), number(span.high, 0, lang)
    if span.low == span.high:
        return pick((f"{low} €", f"€{low}"), lang)
    return pick((f"{low} bis {high} €", f"€{low} to €{high}"), lang)


def written_on(day: date, lang: Lang) -> str:
    """A line that says what this is and of when.

    Parameters
    ----------
    day : date
        The day.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        "Draft of 2026-05-04".
    """
    return f"{pick(('Entwurf vom', 'Draft of'), lang)} {dates.day(day, lang)}"
