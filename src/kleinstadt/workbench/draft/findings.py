"""Findings: what stands out within type and Lage (compare/findings.py), said in sentences; the farthest first."""

from dataclasses import dataclass, replace
from typing import Final

from kleinstadt.compare import findings as compared
from kleinstadt.compare.profile import Figure
from kleinstadt.compare.standings import OLDEST
from kleinstadt.words.dates import newest_year
from kleinstadt.words.numbers import number
from kleinstadt.workbench.draft.pen import FEWEST_RANKED, Pen
from kleinstadt.workbench.draft.phrases import PHRASES, Phrase, phrase_of
from kleinstadt.workbench.draft.population import counted, span
from kleinstadt.workbench.draft.subject import Subject
from kleinstadt.workbench.draft.telling import signed, years
from kleinstadt.workbench.models.findings import Finding, Side

AGED: Final = 5  # years: older values are marked
LEAST: Final = 50 - compared.QUARTER  # outside the middle half
MOST_NOTABLE: Final = 3
SIDES: Final[tuple[Side, ...]] = ("strength", "weakness")
STEADY: Final = 1.0  # per cent in ten years that are no change (rule 11)
FEW_PEOPLE: Final = 10_000  # under which one doctor more or less is seen in the figure


@dataclass(frozen=True)
class Candidate:
    """A figure that may become a finding.

    Attributes
    ----------
    figure : Figure
        With its place in the group.
    phrase : Phrase
        How it is said.
    side : {"strength", "weakness", "notable"}
        What it is; "notable" where nobody judges.
    distance : float
        How far from the middle of its group, 0 to 50.
    unsure : str
        Why the number should be checked, in German; empty where it is counted and fresh.
    judged : compare.findings.Finding or None
        As the town's page has it; None for what nobody judges.
    """

    figure: Figure
    phrase: Phrase
    side: Side
    distance: float
    unsure: str
    judged: compared.Finding | None = None


def findings(town: Subject) -> list[Finding]:
    """The number of people, then strengths, weaknesses and what nobody judges, each side the most marked first.

    Parameters
    ----------
    town : Subject
        A municipality or Verband.

    Returns
    -------
    list of Finding
        With their ids.
    """
    found = [one for one in (of_population(town),) if one is not None]
    found += [finding_of(town, one) for side in SIDES for one in most_marked(judged(town), side)]
    found += [finding_of(town, one) for one in _varied(_farthest(_open(town)))[:MOST_NOTABLE]]
    return numbered(found)


def nothing_special(town: Subject) -> list[str]:
    """Judged figures within the middle half: "no finding" is said, so that nobody thinks them forgotten.

    Parameters
    ----------
    town : Subject
        Whom the plan is for.

    Returns
    -------
    list of str
        In German: "Arbeitsplatzdichte 21,4 je 100 (Median der Gruppe 22,0)".
    """
    said = []
    for name in PHRASES:
        one, value = town.figures.get(name), town.value(name)
        near = one is not None and one.place is not None and abs(one.place.percentile - 50) < LEAST
        if near and one and one.place and one.indicator.better and value is not None and _fit(town, one):
            digits, unit = one.indicator.decimals, one.indicator.unit_beside("de")
            own, middle = number(value, digits, "de"), number(one.place.quartiles[1], digits, "de")
            said.append(f"{one.indicator.de} {own}{f' {unit}' if unit else ''} (Median der Gruppe {middle})")
    return said


def numbered(found: list[Finding]) -> list[Finding]:
    """Findings with their ids, in their order.

    Parameters
    ----------
    found : list of Finding
        In any order, which stays.

    Returns
    -------
    list of Finding
        "b1", "b2" and so on.
    """
    return [replace(one, id=f"b{place}", order=place) for place, one in enumerate(found, 1)]


def judged(town: Subject) -> list[Candidate]:
    """All strengths and weaknesses of the town's page, in the page's order.

    Parameters
    ----------
    town : Subject
        A municipality or Verband.

    Returns
    -------
    list of Candidate
        Strengths before weaknesses.
    """
    told = compared.findings(town.atlas, town.level, town.key, town.year)
    return [
        Candidate(figure, phrase_of(figure.indicator), one.kind, abs(one.goodness - 50), _doubt(town, figure, one), one)
        for one in (*told.strengths, *told.weaknesses)
        if (figure := town.figures[one.indicator.id]).place is not None
    ]


def most_marked(candidates: list[Candidate], side: Side, most: int = compared.MOST) -> list[Candidate]:
    """Of a side those that are told where not all are, chosen as everywhere (compare/findings.py).

    Parameters
    ----------
    candidates : list of Candidate
        As `judged` gives them.
    side : {"strength", "weakness"}
        Which of them.
    most : int
        At most so many.

    Returns
    -------
    list of Candidate
        The most marked first.
    """
    of = {one.judged.indicator.id: one for one in candidates if one.judged and one.side == side}
    chosen = compared.most_marked([one.judged for one in of.values() if one.judged], most)
    return [of[one.indicator.id] for one in chosen]


def _open(town: Subject) -> list[Candidate]:
    """What stands out without being good or bad, the farthest first."""
    found = []
    for name, phrase in PHRASES.items():
        figure = town.figures.get(name)
        if figure is None or figure.place is None or figure.indicator.better or not _fit(town, figure):
            continue
        distance = abs(figure.place.percentile - 50)
        if distance >= LEAST:
            found.append(Candidate(figure, phrase, "notable", distance, _doubt(town, figure)))
    return sorted(found, key=lambda one: (-round(one.distance), bool(one.unsure)))


def _fit(town: Subject, figure: Figure) -> bool:
    """Whether a figure may be spoken of: its own, not old, not in doubt, in a group that is known (rules 9, 19, 26)."""
    name, place = figure.indicator.id, figure.place
    if place is None or place.of < FEWEST_RANKED or not town.own(name) or town.jump(name) is not None:
        return False
    if town.several and PHRASES[name].topic == "commuters":  # ways between its own municipalities count as well
        return False
    return town.year - newest_year(figure.vintage) <= OLDEST and place.of >= len(town.heard(name)) / 2


def _doubt(town: Subject, figure: Figure, one: compared.Finding | None = None) -> str:
    """Why a number should be checked; empty where it is counted and fresh."""
    phrase = phrase_of(figure.indicator)
    said = [phrase.unsure.format(y=years(figure.vintage))] if phrase.unsure else []
    people = town.value("population")
    if figure.indicator.unit == "per_10000" and people and people < FEW_PEOPLE:
        said.append(f"eine Person mehr oder weniger macht hier {number(10_000 / people, 1, 'de')} aus")
    if figure.status == "modelled" and "modelliert" not in phrase.unsure:
        said.append("modelliert, nicht gezählt")
    if figure.status == "partial":
        said.append("aus einem Teil der Gemeinden")
    if town.year - newest_year(figure.vintage) > AGED and "bitte prüfen" not in phrase.unsure:
        said.append(f"Stand {years(figure.vintage)}")
    if one is not None and one.jump is not None:
        said.append(one.in_doubt("de"))
    return "; ".join(said)


def _farthest(candidates: list[Candidate]) -> list[Candidate]:
    """Of each topic the figure farthest from the middle: nothing is told twice (rule 31)."""
    found: dict[str, Candidate] = {}
    for one in candidates:
        found.setdefault(one.phrase.topic, one)
    return list(found.values())


def _varied(candidates: list[Candidate]) -> list[Candidate]:
    """Few of a theme, as with what is judged."""
    found: list[Candidate] = []
    for one in candidates:
        if compared.room_for(one.figure.indicator, [other.figure.indicator for other in found]):
            found.append(one)
    return found


def finding_of(town: Subject, one: Candidate) -> Finding:
    """A figure that stands out, in a sentence.

    Parameters
    ----------
    town : Subject
        Whose figure it is.
    one : Candidate
        The figure.

    Returns
    -------
    Finding
        In German, without an id yet.
    """
    pen, name = Pen(town), one.figure.indicator.id
    said = _said(one.phrase, pen, one.figure)
    sentence = f"{said}; {pen.beside(name, one.phrase.more, one.phrase.less)}."
    return Finding(
        side=one.side,
        theme=one.figure.indicator.theme,
        sentence=sentence,
        suggested=sentence,
        quoted=pen.taken(),
        compared_with=_group(town, one.figure.place.of if one.figure.place else 0),
        distance=round(one.distance, 1),
        unsure=one.unsure,
    )


def _said(phrase: Phrase, pen: Pen, figure: Figure) -> str:
    """The figure in words; nought of something is said as none."""
    value, year = pen.value(figure.indicator.id), pen.year(figure.indicator.id)
    return (phrase.none if phrase.none and not value.strip("0,") else phrase.say).format(v=value, y=year)


def _group(town: Subject, of: int) -> str:
    return f"{town.group_name}, {number(of, 0, 'de')} {town.units}"


def of_population(town: Subject) -> Finding | None:
    """How the number of people changed: it stands in every draft.

    Parameters
    ----------
    town : Subject
        A municipality or Verband.

    Returns
    -------
    Finding or None
        None where no change over about ten years is known.
    """
    change = span(town)
    if change is None:
        return None
    pen = Pen(town)
    first = pen.quote("population", town.key, change.since, change.before, number(change.before, 0, "de"))
    last = pen.quote("population", town.key, change.until, change.after, number(change.after, 0, "de"))
    told = f"Von {change.since} bis {change.until} "
    if abs(change.change) < STEADY:
        told += f"blieb die Einwohnerzahl fast unverändert ({first} und {last}, {signed(change.change)} %)"
    else:
        moved = "stieg" if change.change > 0 else "sank"
        told += f"{moved} die Einwohnerzahl um {number(abs(change.change), 1, 'de')} %, von {first} auf {last}"
    beside = f"; Land {signed(change.land)} %, Deutschland {signed(change.bund)} %"
    if change.group is not None and change.n >= 8:
        beside = f"; Median der Gruppe {signed(change.group)} %" + beside[1:].replace(" Land", ", Land", 1)
    census = counted(town)
    doubt = ""
    if census is not None and abs(census.less) >= 1:
        word = "weniger" if census.less > 0 else "mehr"
        gap = number(abs(census.less), 1, "de")
        doubt = f"der Zensus zählte am 15. Mai 2022 {gap} % {word} Menschen als das Register auswies"
    return Finding(
        side="notable",  # nobody says which growth is better (docs/portrait.md)
        theme="population",
        sentence=told + beside + ".",
        suggested=told + beside + ".",
        quoted=pen.taken(),
        compared_with=_group(town, change.n),
        unsure=doubt,
    )
