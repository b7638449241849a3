"""Proposed goals: made from weaknesses, each with the indicator to watch and what twins really reached."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from kleinstadt.compare.columns import Origin
from kleinstadt.indicators.model import THEMES
from kleinstadt.words.numbers import number
from kleinstadt.workbench.draft.corridor import corridor, in_words
from kleinstadt.workbench.draft.outlook import Outlook
from kleinstadt.workbench.draft.phrases import PHRASES
from kleinstadt.workbench.draft.subject import Subject, year_of
from kleinstadt.workbench.models.findings import Finding
from kleinstadt.workbench.models.goals import ActionField, Goal, Influence

YEARS: Final = 10
MOST: Final = 6


def fields(found: list[Finding]) -> list[ActionField]:
    """Fields of action from the themes of the findings."""
    themes = dict.fromkeys(["population", *(one.theme for one in found)])
    names = [theme for theme in themes if theme in THEMES]
    return [ActionField(id=f"f{n}", title=THEMES[name][0], theme=name, order=n) for n, name in enumerate(names, 1)]


def proposals(town: Subject, found: list[Finding], areas: list[ActionField], outlook: Outlook | None) -> list[Goal]:
    """Goals for a town: its population, then one for each weakness that has a goal in words."""
    place_of = {one.theme: one.id for one in areas}
    goals = [_of_population(town, found, place_of, outlook)] if outlook else []
    for finding in found:
        name = finding.quoted[0].indicator if finding.quoted else ""
        phrase = PHRASES.get(name)
        if finding.side == "weakness" and phrase and phrase.goal:
            goals.append(_of_weakness(town, finding, name, place_of.get(finding.theme, "")))
    return [replace(goal, id=f"z{n}", order=n) for n, goal in enumerate(goals[:MOST], 1)]


def _of_population(town: Subject, found: list[Finding], place_of: dict[str, str], outlook: Outlook) -> Goal:
    """That as many live here as now, beside the calculation and what twins reached."""
    held, why_not = corridor(town, "population", up=True)
    now, then = round(outlook.start, -2), round(outlook.half[-1][1], -2)
    word = "über" if now > then else "unter"
    gap = (
        f"{number(abs(now - then), 0, 'de')} {word} der Modellrechnung" if now != then else "gleich der Modellrechnung"
    )
    return Goal(
        sentence=f"{outlook.until} leben hier so viele Menschen wie {outlook.since}.",
        action_field=place_of.get("population", ""),
        findings=tuple(one.id for one in found if one.theme == "population")[:1],
        measure_by="indicator",
        indicator="population",
        unit="Einwohner",
        wanted="keep",
        start_value=Decimal(int(now)),
        start_period=outlook.since,
        start_edition=town.atlas.fingerprint,
        start_source=_source(town, "population") + (", auf den Zensus 2022 umgerechnet" if outlook.rebased else ""),
        target=Decimal(int(now)),
        target_year=int(outlook.until),
        between=Decimal(int(round(outlook.half[len(outlook.half) // 2][1], -2))),
        between_year=int(outlook.half[len(outlook.half) // 2][0]),
        corridor=held,
        no_corridor=why_not,
        influence="indirect",
        influence_note="mittelbar: Bauland, Leerstand, Betreuung. Nicht: Geburten, Zuwanderung nach Deutschland",
        reached_when=f"Mittel dreier Jahre bei {number(now, 0, 'de')} oder darüber",
        why=f"{gap} ({number(then, 0, 'de')}); {in_words(held, '', 0) if held else why_not}",
    )


def _of_weakness(town: Subject, finding: Finding, name: str, field: str) -> Goal:
    phrase, figure = PHRASES[name], town.figures[name]
    assert figure.value is not None
    up = phrase.good > 0
    held, why_not = corridor(town, name, up=up)
    start = _rounded(figure.value, figure.indicator.decimals)
    target = None
    if held is not None:
        moved = figure.value * (1 + held.middle / 100) if held.change == "pct" else figure.value + held.middle
        better = moved > figure.value if up else moved < figure.value
        target = _rounded(_within(moved, figure.indicator.unit), figure.indicator.decimals) if better else start
    influence: Influence = "direct" if phrase.influence == "direct" else "indirect"
    years = int(held.until[:4]) - int(held.since[:4]) if held else YEARS
    until = year_of(figure.vintage) + years
    if until < town.year + 5:  # an old number cannot be a goal of next year
        until = town.year + years
    return Goal(
        sentence=phrase.goal,
        action_field=field,
        findings=(finding.id,),
        measure_by="indicator",
        indicator=name,
        unit=figure.indicator.unit_label("de"),
        wanted="up" if up else "down",
        start_value=start,
        start_period=figure.vintage or "",
        start_edition=town.atlas.fingerprint,
        start_source=_source(town, name),
        target=target,
        target_year=until if target is not None else None,
        corridor=held,
        no_corridor=why_not,
        influence=influence,
        influence_note=phrase.note,
        why=in_words(held, figure.indicator.unit_label("de"), figure.indicator.decimals) if held else "",
        comment="" if not finding.unsure else f"Vor dem Beschluss klären: {finding.unsure}.",
    )


def _within(value: float, unit: str) -> float:
    """A share stays between 0 and 100."""
    return min(100.0, max(0.0, value)) if unit == "pct" else max(0.0, value)


def _rounded(value: float, decimals: int) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _source(town: Subject, name: str) -> str:
    figure = town.figures.get(name)
    origins: tuple[Origin, ...] = figure.origins if figure else ()
    return origins[0].source.publisher if origins else ""
