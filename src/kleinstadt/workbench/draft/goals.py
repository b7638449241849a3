"""Proposed goals: made from weaknesses, each with the indicator to watch and what twins really reached."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from kleinstadt.compare.profile import Figure
from kleinstadt.compare.values import Origin
from kleinstadt.indicators.units import THEMES
from kleinstadt.words.dates import newest_year
from kleinstadt.words.numbers import number
from kleinstadt.workbench.draft.corridor import corridor, digits_of, in_words, middle_in_words
from kleinstadt.workbench.draft.outlook import Outlook
from kleinstadt.workbench.draft.phrases import PHRASES, Phrase
from kleinstadt.workbench.draft.shared import said_of_all
from kleinstadt.workbench.draft.subject import Subject
from kleinstadt.workbench.models.findings import Finding
from kleinstadt.workbench.models.goals import REBASED, ActionField, Corridor, Goal, Influence

YEARS: Final = 10
SELDOM: Final = 0.2  # of similar towns: what no more than these reached is not proposed
PRICES: Final = ("eur_per_head",)  # they rise for all, so that today's best quarter is no limit
MOST: Final = 6


def fields(found: list[Finding]) -> list[ActionField]:
    """Fields of action from the themes of the findings.

    Parameters
    ----------
    found : list of Finding
        Of the draft.

    Returns
    -------
    list of ActionField
        The population's first, each theme once.
    """
    themes = dict.fromkeys(["population", *(one.theme for one in found)])
    names = [theme for theme in themes if theme in THEMES]
    return [ActionField(id=f"f{n}", title=THEMES[name][0], theme=name, order=n) for n, name in enumerate(names, 1)]


def proposals(town: Subject, found: list[Finding], areas: list[ActionField], outlook: Outlook | None) -> list[Goal]:
    """Goals for a town: its population, then one for each weakness that has a goal in words.

    Parameters
    ----------
    town : Subject
        Whom the plan is for.
    found : list of Finding
        Of the draft, with their ids.
    areas : list of ActionField
        As `fields` gives them.
    outlook : Outlook or None
        As `outlook.outlook` gives it; without one no goal for the population is proposed.

    Returns
    -------
    list of Goal
        At most MOST, in German, each with its field of action and the findings it answers.
    """
    place_of = {one.theme: one.id for one in areas}
    goals = [_of_population(town, found, place_of, outlook)] if outlook else []
    for finding in found:
        name = finding.quoted[0].indicator if finding.quoted else ""
        phrase = PHRASES.get(name)
        if phrase and phrase.goal and _may_be(town, finding, name, phrase):
            goals.append(_of_weakness(town, finding, name, place_of.get(finding.theme, "")))
    return [replace(goal, id=f"z{n}", order=n) for n, goal in enumerate(goals[:MOST], 1)]


def _may_be(town: Subject, finding: Finding, name: str, phrase: Phrase) -> bool:
    """Whether a finding may become a goal, from a start that does not jump.

    Of an alliance only what its members share and it has a value of.
    """
    if town.alliance:
        return finding.side == "weakness" and finding.quoted[0].area == town.key and said_of_all(town, name)
    return town.jump(name) is None and _lacking(town, finding, name, phrase)


def _lacking(town: Subject, finding: Finding, name: str, phrase: Phrase) -> bool:
    """Whether a goal is proposed: for a weakness, or for little of what is wanted; for none at all nobody knows how."""
    figure = town.figures[name]
    little = phrase.wanted > 0 and figure.place is not None and figure.place.percentile < 50
    nothing = figure.indicator.unit == "per_10000" and not figure.value
    return (finding.side == "weakness" or little) and not nothing


def _of_population(town: Subject, found: list[Finding], place_of: dict[str, str], outlook: Outlook) -> Goal:
    """How many are to live here: as many as now, or what is within reach; beside the calculation."""
    held, why_not = corridor(town, "population", up=True)
    now, then = round(outlook.start, -2), round(outlook.half[-1][1], -2)
    kept = _kept(held, now)
    aim = _aimed(held, kept, now, then)
    same = f"{outlook.until} leben hier so viele Menschen wie {outlook.since}."
    less = f"{outlook.until} leben hier mindestens {number(aim, 0, 'de')} Menschen."
    gap, calculated = number(abs(aim - then), 0, "de"), number(then, 0, "de")
    beside = f"{gap} {'über' if aim > then else 'unter'} der" if aim != then else "So viele wie in der"
    watched = in_words(held, "", 0) if held else _of_members(town, "population", up=True) or why_not
    most = "So viele zu halten wie heute gelang von den ähnlichen Orten höchstens jedem fünften. " if kept else ""
    return Goal(
        sentence=same if aim == now else less,
        action_field=place_of.get("population", ""),
        findings=tuple(one.id for one in found if one.theme == "population")[:1],
        measure_by="indicator",
        indicator="population",
        unit="Einwohner",
        wanted="up" if aim > now else "keep",
        start_value=Decimal(int(now)),
        start_period=outlook.since,
        start_edition=town.atlas.fingerprint,
        start_source=_source(town, "population") + (f", {REBASED}" if outlook.rebased else ""),
        target=Decimal(int(aim)),
        target_year=int(outlook.until),
        between=Decimal(int(round((now + aim) / 2, -2))),  # half of the way, not of the calculation beside it
        between_year=(int(outlook.since) + int(outlook.until)) // 2,
        corridor=held,
        no_corridor=why_not,
        influence="indirect",
        influence_note="mittelbar: Bauland, Leerstand, Betreuung. Nicht: Geburten, Zuwanderung nach Deutschland",
        reached_when=f"Mittel dreier Jahre bei {number(aim, 0, 'de')} oder darüber",
        why=f"{most}{beside} Modellrechnung ({calculated}). {watched}",
    )


def _aimed(held: Corridor | None, kept: float | None, now: float, then: float) -> float:
    """How many people a goal asks for; never fewer than the calculation gives, which no council would decide.

    kept : what similar towns kept where few kept all. Without similar towns half of the calculated loss is averted.
    """
    if kept is not None:
        return max(kept, then)
    if held is None and then < now:
        return round((now + then) / 2, -2)
    return max(now, then)


def _kept(held: Corridor | None, now: float) -> float | None:
    """What the better quarter of similar towns would have kept, where at most one in five kept all; else None."""
    if held is None or held.gained > held.n * SELDOM:
        return None
    return min(now, round(now * (1 + held.high / 100), -2))


def _of_weakness(town: Subject, finding: Finding, name: str, field: str) -> Goal:
    phrase, figure = PHRASES[name], town.figures[name]
    assert figure.value is not None
    up = figure.indicator.better == "higher" or phrase.wanted > 0
    held, why_not = corridor(town, name, up=up)
    decimals, unit = figure.indicator.decimals, figure.indicator.unit_label("de")
    start = _rounded(figure.value, decimals)
    target = _target(figure, held, up=up) if held else None
    influence: Influence = "direct" if phrase.influence == "direct" else "indirect"
    span = int(held.until[:4]) - int(held.since[:4]) if held else YEARS
    until = newest_year(figure.vintage) + span
    if until < town.year + 5:  # an old number cannot be a goal of next year
        until = town.year + span
    return Goal(
        sentence=phrase.goal,
        action_field=field,
        findings=(finding.id,),
        measure_by="indicator",
        indicator=name,
        unit=unit,
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
        why=in_words(held, unit, decimals) if held else _of_members(town, name, up=up),
        comment="" if not finding.unsure else f"Vor dem Beschluss klären: {finding.unsure}.",
    )


def _of_members(town: Subject, name: str, *, up: bool) -> str:
    """What similar towns of each member of an alliance reached; empty for one town."""
    told = []
    for one in town.members:
        held, _ = corridor(one, name, up=up)
        if held is not None:
            told.append(f"{one.name}: {middle_in_words(held, one.atlas.known(name))}")
    return f"Was ähnliche Orte der Mitglieder im Median erreichten: {'; '.join(told)}." if told else ""


def _target(figure: Figure, held: Corridor, *, up: bool) -> Decimal:
    """The start moved as similar towns moved, in the numbers as printed; not beyond the best quarter of the group."""
    decimals, unit = figure.indicator.decimals, figure.indicator.unit
    start = round(figure.value or 0.0, decimals)
    step = round(held.middle, digits_of(held, figure.indicator.unit_label("de"), decimals))
    moved = start * (1 + step / 100) if held.change == "pct" else start + step
    if figure.place is not None:
        best = figure.place.quartiles[2 if up else 0]
        moved = min(moved, best) if up and unit not in PRICES else max(moved, best) if not up else moved
    better = moved > start if up else moved < start
    return _rounded(_within(moved if better else start, unit), decimals)


def _within(value: float, unit: str) -> float:
    """A share stays between 0 and 100."""
    return min(100.0, max(0.0, value)) if unit == "pct" else max(0.0, value)


def _rounded(value: float, decimals: int) -> Decimal:
    """As it is printed everywhere else (words/numbers.py), also where it lies half way: 0.15 is 0.1."""
    return Decimal(f"{value:.{decimals}f}")


def _source(town: Subject, name: str) -> str:
    figure = town.figures.get(name)
    origins: tuple[Origin, ...] = figure.origins if figure else ()
    return origins[0].source.publisher if origins else ""
