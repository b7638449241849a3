"""Findings: what stands out within type and Lage (compare/findings.py), said in sentences; the farthest first."""

from dataclasses import dataclass, replace
from typing import Final

from kleinstadt.compare import findings as compared
from kleinstadt.compare.profile import Figure
from kleinstadt.words.numbers import number
from kleinstadt.workbench.draft.phrases import PHRASES, Phrase
from kleinstadt.workbench.draft.population import counted, span
from kleinstadt.workbench.draft.subject import AGED, FEWEST_RANKED, OLDEST, Pen, Subject, signed, year_of, years
from kleinstadt.workbench.models.findings import Finding, Side

LEAST: Final = 50 - compared.QUARTER  # outside the middle half
MOST: Final = 6  # a side
MOST_NOTABLE: Final = 3
MOST_OF_A_THEME: Final = 2  # a side
STEADY: Final = 1.0  # per cent in ten years that are no change (rule 11)
FEW_PEOPLE: Final = 10_000  # under which one doctor more or less is seen in the figure


@dataclass(frozen=True)
class Candidate:
    """A figure that may become a finding."""

    figure: Figure
    phrase: Phrase
    side: Side
    distance: float
    unsure: str


def findings(town: Subject) -> list[Finding]:
    """The number of people, then strengths, weaknesses and what nobody judges, each side the most marked first."""
    found = [one for one in (of_population(town),) if one is not None]
    candidates = farthest(standing_out(town))
    for side, most in (("strength", MOST), ("weakness", MOST), ("notable", MOST_NOTABLE)):
        found += [finding_of(town, one) for one in varied([one for one in candidates if one.side == side])[:most]]
    return numbered(found)


def nothing_special(town: Subject) -> list[str]:
    """Judged figures within the middle half: "no finding" is said, so that nobody thinks them forgotten."""
    said = []
    for name in PHRASES:
        one, value = town.figures.get(name), town.value(name)
        near = one is not None and one.place is not None and abs(one.place.percentile - 50) < LEAST
        if near and one and one.place and one.indicator.better and value is not None and _fit(town, one):
            digits, unit = one.indicator.decimals, one.indicator.unit_beside("de")
            own, middle = number(value, digits, "de"), number(one.place.quartiles[1], digits, "de")
            said.append(f"{one.indicator.de} {own}{f' {unit}' if unit else ''} (Gruppe {middle})")
    return said


def numbered(found: list[Finding]) -> list[Finding]:
    """Findings with their ids, in their order."""
    return [replace(one, id=f"b{place}", order=place) for place, one in enumerate(found, 1)]


def standing_out(town: Subject) -> list[Candidate]:
    """Strengths and weaknesses as the town's page has them, and what stands out without being good or bad."""
    judged = compared.findings(town.atlas, town.level, town.key, town.year)
    sides: dict[str, Side] = {one.indicator.id: "strength" for one in judged.strengths}
    sides |= {one.indicator.id: "weakness" for one in judged.weaknesses}
    found = []
    for name, phrase in PHRASES.items():
        figure = town.figures.get(name)
        side = sides.get(name, "notable")
        open_ = figure is not None and figure.indicator.better is None
        if figure is None or figure.place is None or not (name in sides or open_) or not _fit(town, figure):
            continue
        distance = abs(figure.place.percentile - 50)
        if distance >= LEAST:
            found.append(Candidate(figure, phrase, side, distance, _doubt(town, figure, phrase)))
    return sorted(found, key=lambda one: (-round(one.distance), bool(one.unsure)))


def _fit(town: Subject, figure: Figure) -> bool:
    """Whether a figure may be spoken of: its own, not old, not in doubt, in a group that is known (rules 9, 19, 26)."""
    name, place = figure.indicator.id, figure.place
    if place is None or place.of < FEWEST_RANKED or not town.own(name) or town.jump(name) is not None:
        return False
    if town.several and PHRASES[name].topic == "commuters":  # ways between its own municipalities count as well
        return False
    return town.year - year_of(figure.vintage) <= OLDEST and place.of >= len(town.heard(name)) / 2


def _doubt(town: Subject, figure: Figure, phrase: Phrase) -> str:
    """Why a number should be checked; empty where it is counted and fresh."""
    said = [phrase.unsure.format(y=years(figure.vintage))] if phrase.unsure else []
    people = town.value("population")
    if figure.indicator.unit == "per_10000" and people and people < FEW_PEOPLE:
        said.append(f"eine Person mehr oder weniger macht hier {number(10_000 / people, 1, 'de')} aus")
    if figure.status == "modelled" and "modelliert" not in phrase.unsure:
        said.append("modelliert, nicht gezählt")
    if figure.status == "partial":
        said.append("aus einem Teil der Gemeinden")
    if town.year - year_of(figure.vintage) > AGED and "bitte prüfen" not in phrase.unsure:
        said.append(f"Stand {years(figure.vintage)}")
    return "; ".join(said)


def farthest(candidates: list[Candidate]) -> list[Candidate]:
    """Of each topic the figure farthest from the middle: nothing is told twice (rule 31)."""
    found: dict[str, Candidate] = {}
    for one in candidates:
        found.setdefault(one.phrase.topic, one)
    return list(found.values())


def varied(candidates: list[Candidate]) -> list[Candidate]:
    """At most two of a theme, so that ways to everything do not hide work and money."""
    found: list[Candidate] = []
    for one in candidates:
        theme = one.figure.indicator.theme
        if sum(other.figure.indicator.theme == theme for other in found) < MOST_OF_A_THEME:
            found.append(one)
    return found


def finding_of(town: Subject, one: Candidate) -> Finding:
    """A figure that stands out, in a sentence."""
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
    """How the number of people changed: it stands in every draft."""
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
    low, high = change.quarters
    side: Side = "notable"
    if change.group is not None and change.n >= 8:
        beside = f"; Median der Gruppe {signed(change.group)} %" + beside[1:].replace(" Land", ", Land", 1)
        side = "strength" if change.change > high else "weakness" if change.change < low else "notable"
    census = counted(town)
    doubt = ""
    if census is not None and abs(census.less) >= 1:
        word = "weniger" if census.less > 0 else "mehr"
        gap = number(abs(census.less), 1, "de")
        doubt = f"der Zensus zählte am 15. Mai 2022 {gap} % {word} Menschen als das Register auswies"
    return Finding(
        side=side,
        theme="population",
        sentence=told + beside + ".",
        suggested=told + beside + ".",
        quoted=pen.taken(),
        compared_with=_group(town, change.n),
        unsure=doubt,
    )
