"""Each condition of a programme held against what is known of a town: yes, no, or unknown, with the reason.

An answer is "unknown" exactly where the value it needs is missing, and no answer looks at two values. So taking a
value away can only turn answers into "unknown", never into "yes" or "no".
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from kleinstadt.keys import LAENDER
from kleinstadt.words.categories import lage as lage_word
from kleinstadt.words.categories import one_of_type, types
from kleinstadt.words.language import LANGUAGES, Lang, Text, pick
from kleinstadt.words.numbers import number
from kleinstadt.workbench.funding.facts import Facts
from kleinstadt.workbench.funding.programme import Conditions

Answer = Literal["yes", "no", "unknown"]
WORDS: Final[dict[Answer, Text]] = {
    "yes": Text("ja", "yes"),
    "no": Text("nein", "no"),
    "unknown": Text("unbekannt", "unknown"),
}


@dataclass(frozen=True)
class Judged:
    """One condition, its answer and the reason.

    Attributes
    ----------
    value : str
        Which of the town's values it looks at ("land", "population", a question's id).
    answer : {"yes", "no", "unknown"}
        Whether it holds.
    condition, reason : Text
        In words.
    ask : Text or None
        Who can say, where the answer is unknown.
    """

    value: str
    answer: Answer
    condition: Text
    reason: Text
    ask: Text | None = None


def judged(conditions: Conditions, facts: Facts) -> list[Judged]:
    """All conditions of a programme, each with its answer; empty if it has none.

    Parameters
    ----------
    conditions : Conditions
        Of a programme.
    facts : Facts
        What is known of the town.

    Returns
    -------
    list of Judged
        Of an alliance each condition for all its members together.
    """
    if facts.towns:
        of_each = [judged(conditions, one) for one in facts.towns.values()]
        return [_agreed(list(facts.towns), those) for those in zip(*of_each, strict=True)]
    return [*_place(conditions, facts), *_size(conditions, facts), *_own(conditions, facts)]


def _agreed(names: list[str], those: Sequence[Judged]) -> Judged:
    """One condition for an alliance: what all members answer; where they differ it is unknown, and each is named."""
    first, answers = those[0], {one.answer for one in those}
    if len({(one.answer, one.reason) for one in those}) == 1:
        return first
    reason = _each(
        lambda lang: "; ".join(
            f"{name}: {pick(WORDS[one.answer], lang)} ({pick(one.reason, lang)})"
            for name, one in zip(names, those, strict=True)
        )
    )
    answer: Answer = first.answer if len(answers) == 1 else "unknown"
    who = Text("Fördergeber fragen, ob das Bündnis zählt oder jedes Mitglied", "ask the funder who counts: all or each")
    return replace(first, answer=answer, reason=reason, ask=who if len(answers) > 1 else first.ask)


def _place(conditions: Conditions, facts: Facts) -> Iterator[Judged]:
    if conditions.lands:
        names = ", ".join(LAENDER[land] for land in conditions.lands)
        own = LAENDER.get(facts.land or "")
        yield _among(
            "land", facts.land, conditions.lands, Text(f"Land: nur {names}", f"Land: only {names}"), _same(own)
        )
    if conditions.types:
        named = _each(lambda lang: ", ".join(types(kind, lang) for kind in conditions.types))
        condition = Text(f"Typ: {named.de}", f"Type: {named.en}")
        own_type = _each(lambda lang: one_of_type(facts.type, lang)) if facts.type else None
        yield _among("type", facts.type, conditions.types, condition, own_type)
    if conditions.lagen:
        named = _each(lambda lang: ", ".join(lage_word(lage, lang) for lage in conditions.lagen))
        condition = Text(f"Lage: {named.de}", f"Location: {named.en}")
        own_lage = _each(lambda lang: lage_word(facts.lage, lang)) if facts.lage else None
        yield _among("lage", facts.lage, conditions.lagen, condition, own_lage)


def _size(conditions: Conditions, facts: Facts) -> Iterator[Judged]:
    people = facts.population
    if conditions.population_under is not None:
        limit = in_digits(conditions.population_under)
        condition = Text(f"Gemeinde unter {limit.de} Einwohnern", f"Municipality of under {limit.en} inhabitants")
        under = people is not None and people < conditions.population_under
        above: Answer = "unknown" if people is None or facts.members > 1 else "no"
        yield Judged("population", "yes" if under else above, condition, _single_municipality(facts, under))
    if conditions.places_up_to is not None:
        limit = in_digits(conditions.places_up_to)
        condition = Text(f"Ort bis {limit.de} Einwohner", f"Place of up to {limit.en} inhabitants")
        small = people is not None and people <= conditions.places_up_to
        yield Judged("population", "yes" if small else "unknown", condition, _single_place(facts, small))


def _single_municipality(facts: Facts, under: bool) -> Text:
    """A Verband above the limit may have municipalities below it, which apply for themselves."""
    told = _people(facts)
    if under or facts.population is None or facts.members == 1:
        return told
    return Text(
        f"{told.de} in allen {facts.members} Gemeinden; eine einzelne kann kleiner sein",
        f"{told.en} in all {facts.members} municipalities; a single one may be smaller",
    )


def _single_place(facts: Facts, small: bool) -> Text:
    """A municipality above the limit may have places below it: the edition knows no single places."""
    told = _people(facts)
    if small or facts.population is None:
        return told
    return Text(
        f"{told.de} in der ganzen Gemeinde; ein Ortsteil kann kleiner sein",
        f"{told.en} in the whole municipality; a single place may be smaller",
    )


def _own(conditions: Conditions, facts: Facts) -> Iterator[Judged]:
    """What only the town can say."""
    if conditions.weak_finances:
        condition = Text("Nur für finanzschwache Kommunen", "Only for municipalities with weak finances")
        yield _said("weak_finances", facts.weak_finances, condition, Text("Kommunalaufsicht", "the supervisory office"))
    if conditions.partners is not None:
        condition = Text(
            f"Mindestens {conditions.partners} Gemeinden gemeinsam",
            f"At least {conditions.partners} municipalities together",
        )
        enough = None if facts.partners is None else facts.partners >= conditions.partners
        yield _said("partners", enough, condition, Text("Nachbarn fragen", "ask the neighbours"))
    for question in conditions.questions:
        yield _said(question.id, facts.said.get(question.id), question.text, question.ask)


def _said(value: str, said: bool | None, condition: Text, ask: Text) -> Judged:
    if said is None:
        return Judged(value, "unknown", condition, Text("Ihre Angabe fehlt", "You have not said"), ask)
    reason = (
        Text("nach Ihrer Angabe: ja", "as you say: yes") if said else Text("nach Ihrer Angabe: nein", "as you say: no")
    )
    return Judged(value, "yes" if said else "no", condition, reason)


def _among(value: str, own: str | None, wanted: tuple[str, ...], condition: Text, named: Text | None) -> Judged:
    if own is None or named is None:
        return Judged(value, "unknown", condition, Text("unbekannt", "unknown"))
    return Judged(value, "yes" if own in wanted else "no", condition, Text(f"hier: {named.de}", f"here: {named.en}"))


def _people(facts: Facts) -> Text:
    if facts.population is None:
        return Text("Einwohnerzahl unbekannt", "population unknown")
    when = f" ({facts.population_period})" if facts.population_period else ""
    counted = in_digits(facts.population)
    return Text(f"{counted.de} Einwohner{when}", f"{counted.en} inhabitants{when}")


def in_digits(value: int) -> Text:
    """A number as each language writes it.

    Parameters
    ----------
    value : int
        The number.

    Returns
    -------
    Text
        With the marks of each language.
    """
    return _each(lambda lang: number(value, 0, lang))


def _each(say: Callable[[Lang], str]) -> Text:
    return Text(*(say(lang) for lang in LANGUAGES))


def _same(name: str | None) -> Text | None:
    return Text(name, name) if name else None
