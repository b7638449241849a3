"""What a round says, in words: first where the partners lie furthest apart."""

from collections.abc import Iterable, Mapping, Sequence

from kleinstadt.words.language import Lang, Text, pick
from kleinstadt.workbench.cooperation.spread import Row, widest_first
from kleinstadt.workbench.cooperation.statements import ANSWERS


def sentence(found: Sequence[Row], names: Mapping[str, str], lang: Lang) -> str:
    """Where the partners lie furthest apart and who says what; or that they agree, or that too few have answered.

    Parameters
    ----------
    found : sequence of Row
        Rows of a round.
    names : mapping of str to str
        Key of each partner to its name.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        One sentence.
    """
    if all(row.steps is None for row in found):
        few = Text(
            "Noch haben keine zwei Partner zur selben Aussage Stellung genommen.",
            "No two partners have taken a side on the same statement yet.",
        )
        return pick(few, lang)
    apart = widest_first(found)
    if not apart:
        same = Text(
            "Wo mindestens zwei Partner Stellung nahmen, sagen alle dasselbe.",
            "Wherever at least two partners took a side, all say the same.",
        )
        return pick(same, lang)
    first, *others = [row for row in apart if row.steps == apart[0].steps]
    told = Text(
        f"Am weitesten auseinander, um {_steps(first, 'de')}, liegen die Partner bei {_quoted(first, 'de')}: "
        f"{_ends(first, names, 'de')}.",
        f"The partners are furthest apart, by {_steps(first, 'en')}, on {_quoted(first, 'en')}: "
        f"{_ends(first, names, 'en')}.",
    )
    if not others:
        return pick(told, lang)
    also = "; ".join(_quoted(row, lang) for row in others)
    return f"{pick(told, lang)} {pick(('Ebenso weit bei', 'As far on'), lang)} {also}."


def who_says_what(row: Row, names: Mapping[str, str], lang: Lang) -> str:
    """All answers to a statement: "stimmt nicht: Erndtebrück; stimmt: Bad Berleburg, Bad Laasphe".

    Parameters
    ----------
    row : Row
        A statement.
    names : mapping of str to str
        Key of each partner to its name.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        In the order of the scale.
    """
    told = [
        f"{pick(ANSWERS[said], lang)}: {', '.join(names[partner] for partner in those)}"
        for said, those in row.by_answer().items()
    ]
    return "; ".join(told) or "–"


def _ends(row: Row, names: Mapping[str, str], lang: Lang) -> str:
    """Who stands at the two ends: "Erndtebrück sagt „stimmt nicht“, Bad Berleburg „stimmt“"."""
    sided = [(said, those) for said, those in row.by_answer().items() if said != "unknown"]
    (low, first), (high, last) = sided[0], sided[-1]
    verb = pick(("sagt", "says") if len(first) == 1 else ("sagen", "say"), lang)
    one, other = (_listed([names[key] for key in those], lang) for those in (first, last))
    least, most = (_marked(pick(ANSWERS[said], lang), lang) for said in (low, high))
    return f"{one} {verb} {least}, {other} {most}"


def _steps(row: Row, lang: Lang) -> str:
    number = row.steps or 0
    words = Text(f"{number} Schritte", f"{number} steps") if number > 1 else Text("einen Schritt", "one step")
    return pick(words, lang)


def _quoted(row: Row, lang: Lang) -> str:
    return _marked(pick(row.statement.text, lang).rstrip("."), lang)


def _marked(text: str, lang: Lang) -> str:
    return pick((f"„{text}“", f"“{text}”"), lang)


def _listed(names: Iterable[str], lang: Lang) -> str:
    *first, last = names
    return f"{', '.join(first)} {pick(('und', 'and'), lang)} {last}" if first else last
