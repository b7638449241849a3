"""Findings: what stands out within type and Lage, ranked by how far from the middle of the group it is."""

from dataclasses import dataclass, replace
from typing import Final

from kleinstadt.compare.profile import Figure
from kleinstadt.words.numbers import number
from kleinstadt.workbench.draft.jumps import jump
from kleinstadt.workbench.draft.phrases import PHRASES, Phrase
from kleinstadt.workbench.draft.population import counted, span
from kleinstadt.workbench.draft.subject import AGED, FEWEST_RANKED, OLDEST, Pen, Subject, signed, year_of, years
from kleinstadt.workbench.models.findings import Finding, Side

LEAST: Final = 25.0  # outside the middle half
MOST: Final = 6  # a side
MOST_NOTABLE: Final = 3
STEADY: Final = 1.0  # per cent in ten years that are no change (rule 11)


@dataclass(frozen=True)
class Candidate:
    """A figure that may become a finding."""

    figure: Figure
    phrase: Phrase
    distance: float
    good: bool
    unsure: str


def findings(town: Subject) -> list[Finding]:
    """Judged figures within the middle half: named, so that nobody thinks them forgotten."""
    found = [one for one in (_of_population(town),) if one is not None]
    candidates = _farthest(_candidates(town))
    for side, most in (("strength", MOST), ("weakness", MOST), ("notable", MOST_NOTABLE)):
        mine = [one for one in candidates if _side(one) == side]
        found += [_finding(town, one, side) for one in mine[:most]]
    return [_numbered(one, place) for place, one in enumerate(found, 1)]


def nothing_special(town: Subject) -> list[str]:
    """Judged figures within the middle half: "no finding" is said, so that nobody thinks them forgotten."""
    said = []
    for name, phrase in PHRASES.items():
        one, value = town.figures.get(name), town.value(name)
        near = one is not None and one.place is not None and abs(one.place.percentile - 50) < LEAST
        if phrase.good and near and one and one.place and value is not None and jump(town, name) is None:
            digits = one.indicator.decimals
            middle = number(one.place.quartiles[1], digits, "de")
            said.append(f"{one.indicator.de} {number(value, digits, 'de')} (Gruppe {middle})")
    return said


def _numbered(finding: Finding, place: int) -> Finding:
    return replace(finding, id=f"b{place}", order=place)


def _candidates(town: Subject) -> list[Candidate]:
    found = []
    for name, phrase in PHRASES.items():
        figure = town.figures.get(name)
        if figure is None or figure.value is None or figure.place is None or figure.place.of < FEWEST_RANKED:
            continue
        if town.year - year_of(figure.vintage) > OLDEST or figure.place.of < town.group_size / 2:  # rules 9, 26
            continue
        distance = abs(figure.place.percentile - 50)
        if jump(town, name) is not None:  # not ranked until it is explained
            continue
        good = (figure.place.percentile > 50) == (phrase.good > 0)
        if distance >= LEAST:
            found.append(Candidate(figure, phrase, distance, good, _doubt(town, figure, phrase)))
    return sorted(found, key=lambda one: (-round(one.distance), bool(one.unsure)))


def _doubt(town: Subject, figure: Figure, phrase: Phrase) -> str:
    """Why a number should be checked; empty where it is counted and fresh."""
    said = [phrase.unsure.format(y=years(figure.vintage))] if phrase.unsure else []
    if figure.status == "modelled" and "modelliert" not in phrase.unsure:
        said.append("modelliert, nicht gezählt")
    if figure.status == "partial":
        said.append("aus einem Teil der Gemeinden")
    if town.year - year_of(figure.vintage) > AGED and "bitte prüfen" not in phrase.unsure:
        said.append(f"Stand {years(figure.vintage)}")
    return "; ".join(said)


def _farthest(candidates: list[Candidate]) -> list[Candidate]:
    """Of each topic the figure farthest from the middle: nothing is told twice (rule 31)."""
    return list({one.phrase.topic: one for one in reversed(candidates)}.values())[::-1]


def _side(one: Candidate) -> Side:
    if one.phrase.good == 0:
        return "notable"
    return "strength" if one.good else "weakness"


def _finding(town: Subject, one: Candidate, side: str) -> Finding:
    pen, name = Pen(town), one.figure.indicator.id
    said = one.phrase.say.format(v=pen.value(name), y=pen.year(name))
    sentence = f"{said}; {pen.beside(name, one.phrase.more, one.phrase.less)}."
    return Finding(
        side=_checked(side),
        theme=one.figure.indicator.theme,
        sentence=sentence,
        suggested=sentence,
        quoted=pen.taken(),
        compared_with=_group(town, one.figure.place.of if one.figure.place else 0),
        distance=round(one.distance, 1),
        unsure=one.unsure,
    )


def _group(town: Subject, of: int) -> str:
    return f"{town.group_name}, {number(of, 0, 'de')} {town.units}"


def _checked(side: str) -> Side:
    return "strength" if side == "strength" else "weakness" if side == "weakness" else "notable"


def _of_population(town: Subject) -> Finding | None:
    """How the number of people changed: it stands in every draft."""
    change = span(town)
    if change is None:
        return None
    pen = Pen(town)
    first = pen.quote("population", town.unit_key, change.since, change.before, number(change.before, 0, "de"))
    last = pen.quote("population", town.unit_key, change.until, change.after, number(change.after, 0, "de"))
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
