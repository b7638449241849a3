"""A match in words: the same for the page, the command line and the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from kleinstadt.words import dates
from kleinstadt.words.language import Lang, Text, pick
from kleinstadt.words.numbers import number
from kleinstadt.workbench.funding.conditions import in_digits
from kleinstadt.workbench.funding.draft import euros
from kleinstadt.workbench.funding.matching import VERDICTS, WORDS, Match
from kleinstadt.workbench.funding.own_copy import LICENCE, Copy, Entry
from kleinstadt.workbench.funding.own_share import Fit, OwnShare
from kleinstadt.workbench.funding.programme import LEVELS, TOPICS, Programme

SIGNS: Final[Mapping[str, str]] = {"yes": "✓", "no": "✗", "unknown": "?"}
CERTAINTY: Final = {"high": Text("sicher", "sure"), "medium": Text("ziemlich sicher", "fairly sure")}
BUDGET: Final[dict[Fit, Text]] = {
    "within": Text("im Haushalt vorhanden", "within the budget"),
    "over": Text("mehr als im Haushalt frei", "more than the budget has"),
    "depends": Text("nur bei günstigem Satz im Haushalt", "within the budget only at the better rate"),
    "unknown": Text("", ""),
}


@dataclass(frozen=True)
class ConditionTold:
    """One condition in words.

    Attributes
    ----------
    value, answer, condition, reason : str
        As in Judged, in one language; the answer is "yes", "no" or "unknown".
    ask : str or None
        Who can say.
    """

    value: str
    answer: str
    condition: str
    reason: str
    ask: str | None


@dataclass(frozen=True)
class MatchTold:
    """A match as the reader sees it, all words in one language.

    Attributes
    ----------
    id, name, provider, level, purpose : str
        Of the programme.
    topics : tuple of str
        In words.
    verdict, rate : str
        What came out, and what it pays.
    combination : str or None
        With other funds; None where we do not know.
    deadline : str
        Until when one may apply.
    deadline_day : str or None
        The next day, as ISO text, if one is known.
    known, checked, certainty : str
        Of when the facts are, when somebody last looked, how sure they are.
    needs_check : bool
        Whether nobody has looked for a year.
    sources : tuple of str
        Addresses.
    conditions : tuple of ConditionTold
        Each with its reason.
    own_share, budget : str or None
        For the cost that was asked for; None without one.
    """

    id: str
    name: str
    provider: str
    level: str
    purpose: str
    topics: tuple[str, ...]
    verdict: str
    rate: str
    combination: str | None
    deadline: str
    deadline_day: str | None
    known: str
    checked: str
    needs_check: bool
    certainty: str
    sources: tuple[str, ...]
    conditions: tuple[ConditionTold, ...]
    own_share: str | None
    budget: str | None


def told(match: Match, share: OwnShare | None, lang: Lang) -> MatchTold:
    """A match in one language.

    Parameters
    ----------
    match : Match
        A programme that was held against the town.
    share : OwnShare or None
        Of the cost that was asked for.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    MatchTold
        In words.
    """
    one = match.programme
    return MatchTold(
        id=one.id,
        name=one.name,
        provider=one.provider,
        level=pick(LEVELS[one.level], lang),
        purpose=pick(one.purpose, lang),
        topics=tuple(pick(TOPICS[topic], lang) for topic in one.topics),
        verdict=match.verdict,
        rate=rate_words(one, lang),
        combination=pick(one.combination, lang) if one.combination else None,
        deadline=pick(match.deadline.words, lang),
        deadline_day=match.deadline.next.isoformat() if match.deadline.next else None,
        known=one.known.text,
        checked=one.checked.text,
        needs_check=match.needs_check,
        certainty=pick(CERTAINTY[one.certainty], lang),
        sources=one.sources,
        conditions=tuple(
            ConditionTold(
                condition.value,
                condition.answer,
                pick(condition.condition, lang),
                pick(condition.reason, lang),
                pick(condition.ask, lang) if condition.ask else None,
            )
            for condition in match.conditions
        ),
        own_share=share_words(share, lang),
        budget=pick(BUDGET[share.fit], lang) or None if share else None,
    )


def rate_words(programme: Programme, lang: Lang) -> str:
    """What a programme pays: "75 %, finanzschwach 90 %, höchstens 400.000 €. Konzept bis 200.000 € …".

    Parameters
    ----------
    programme : Programme
        The programme.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        In one line.
    """
    rate, parts = programme.rate, []
    if programme.kind == "loan":
        parts.append(pick(("Kredit", "loan"), lang))
    if rate.usual:
        parts.append(_percent(rate.usual, lang))
    if rate.weak:
        parts.append(pick(("finanzschwach", "weak finances"), lang) + " " + _percent(rate.weak, lang))
    limits = (
        (rate.least_grant_eur, Text("Zuschuss ab", "grant from")),
        (rate.most_grant_eur, Text("höchstens", "at most")),
        (rate.least_cost_eur, Text("Kosten ab", "cost from")),
        (rate.most_cost_eur, Text("Kosten bis", "cost up to")),
    )
    parts += [f"{pick(word, lang)} {_euro(value, lang)}" for value, word in limits if value is not None]
    if rate.least_own_pct is not None:
        own = number(rate.least_own_pct, 0, lang)
        parts.append(pick((f"Eigenanteil mindestens {own} %", f"own share at least {own}%"), lang))
    sentences = [", ".join(parts)] if parts else []
    sentences += [pick(rate.note, lang).rstrip(".")] if rate.note else []
    unknown = ("Satz nicht bekannt, Fördergeber fragen", "rate not known, ask the funder")
    return ". ".join(sentences) if sentences else pick(unknown, lang)


def share_words(share: OwnShare | None, lang: Lang) -> str | None:
    """The own share in words; None where no cost was given.

    Parameters
    ----------
    share : OwnShare or None
        Of a cost.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str or None
        In euro.
    """
    if share is None:
        return None
    if share.over_limit:
        return pick(("Kosten außerhalb der Grenzen des Programms", "cost outside the programme's limits"), lang)
    if share.own is None:
        return pick(("nicht zu rechnen: Satz nicht bekannt", "cannot be computed: rate not known"), lang)
    return pick(("voraussichtlich", "expected"), lang) + " " + euros(share.own, lang)


@dataclass(frozen=True)
class CopyTold:
    """What the user's own copy of the federal database holds for a town, in one language.

    Attributes
    ----------
    heading, note : str
        Above and below the list.
    entries : tuple of Entry
        What is worth reading.
    """

    heading: str
    note: str
    entries: tuple[Entry, ...]


def told_copy(found: Copy | None, lang: Lang) -> CopyTold | None:
    """The copy in words; None where there is none.

    Parameters
    ----------
    found : Copy or None
        As `own_copy.of_town` gives it.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    CopyTold or None
        In words.
    """
    if found is None:
        return None
    heading = "Aus Ihrer Kopie der Förderdatenbank", "From your copy of the federal funding database"
    elsewhere, others = in_digits(found.elsewhere), in_digits(found.others)
    copied = Text(dates.day(found.kept_on, "de"), dates.day(found.kept_on, "en"))
    note = Text(
        "Sie nennen Ihr Land oder ganz Deutschland, und Kommunen; oder sie sagen es nicht. Was sonst gilt, steht nur "
        f"in ihrem Text, deshalb steht bei keinem „passt“. Nicht gezeigt: {elsewhere.de} nur für andere Länder, "
        f"{others.de} nur für andere Antragsteller. Quelle: {LICENCE}, Ihre Kopie vom {copied.de}.",
        "They name your Land or all of Germany, and municipalities; or they do not say. What else they ask stands in "
        f"their text alone, so none is said to fit. Not shown: {elsewhere.en} only for other Länder, {others.en} only "
        f"for other applicants. Source: {LICENCE}, your copy of {copied.en}.",
    )
    return CopyTold(f"{pick(heading, lang)} ({len(found.worth_reading)})", pick(note, lang), found.worth_reading)


def markdown(
    heading: str, lines: Sequence[str], matches: Sequence[MatchTold], lang: Lang, own: CopyTold | None = None
) -> str:
    """All matches as a document: a heading a verdict, with its count, and a paragraph a programme.

    Parameters
    ----------
    heading : str
        Of the document.
    lines : sequence of str
        Below the heading.
    matches : sequence of MatchTold
        In their order.
    lang : {"de", "en"}
        Language.
    own : CopyTold, optional
        The user's own copy.

    Returns
    -------
    str
        Markdown.
    """
    out = [f"# {heading}", "", *lines, ""]
    for verdict in VERDICTS:
        found = [one for one in matches if one.verdict == verdict]
        out += [f"## {pick(WORDS[verdict], lang)} ({len(found)})", ""]
        for one in found:
            out += [*_paragraph(one, lang), ""]
    if own is not None:
        out += [f"## {own.heading}", "", own.note, "", *(_entry(one) for one in own.entries), ""]
    return "\n".join(out)


def _entry(one: Entry) -> str:
    title = f"[{one.title}]({one.url})" if one.url else one.title
    return f"- {title}" + (f" – {one.provider}" if one.provider else "")


def _paragraph(one: MatchTold, lang: Lang) -> list[str]:
    old = pick((" (vor mehr als zwölf Monaten: nachfragen)", " (over twelve months ago: ask)"), lang)
    checked = f"{one.checked}{old if one.needs_check else ''}"
    lines = [
        f"**{one.name}** – {one.provider}. {one.purpose}",
        f"- {pick(('Förderung', 'Pays'), lang)}: {one.rate}",
        f"- {pick(('Frist', 'Deadline'), lang)}: {one.deadline}",
    ]
    for condition in one.conditions:
        ask = f" → {condition.ask}" if condition.ask else ""
        lines.append(f"- {SIGNS[condition.answer]} {condition.condition}: {condition.reason}{ask}")
    if one.own_share:
        budget = f" ({one.budget})" if one.budget else ""
        lines.append(f"- {pick(('Eigenanteil', 'Own share'), lang)}: {one.own_share}{budget}")
    known, seen = pick(("Wissensstand", "Known as of"), lang), pick(("geprüft", "checked"), lang)
    lines.append(f"- {known} {one.known}, {seen} {checked}, {one.certainty}. {'; '.join(one.sources)}")
    return lines


def record(one: MatchTold) -> dict[str, object]:
    """A match for JSON.

    Parameters
    ----------
    one : MatchTold
        A match in words.

    Returns
    -------
    dict
        Its fields.
    """
    return asdict(one)


def _percent(span: tuple[float, float], lang: Lang) -> str:
    low, high = (number(value, 0, lang) for value in span)
    words = low if low == high else pick((f"{low} bis {high}", f"{low} to {high}"), lang)
    return words + pick((" %", "%"), lang)


def _euro(value: float, lang: Lang) -> str:
    amount = number(value, 0, lang)
    return pick((f"{amount} €", f"€{amount}"), lang)
