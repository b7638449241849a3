"""The screen of `kleinstadt funding`: a table a verdict."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as RichText

from kleinstadt.words.language import Lang, pick
from kleinstadt.workbench.funding.matching import VERDICTS, WORDS
from kleinstadt.workbench.funding.telling import SIGNS, MatchTold


def screen(town: str, matches: Sequence[MatchTold], lang: Lang) -> RenderableType:
    """All matches of a town, the fitting ones first; those that do not fit with the reason alone.

    Parameters
    ----------
    town : str
        Its name.
    matches : sequence of MatchTold
        Of all programmes.
    lang : {"de", "en"}
        Language; that of the matches.

    Returns
    -------
    RenderableType
        Verdicts and tables.
    """
    parts: list[RenderableType] = [RichText(town, style="bold")]
    for verdict in VERDICTS:
        found = [one for one in matches if one.verdict == verdict]
        parts += [RichText(f"\n{pick(WORDS[verdict], lang)}: {len(found)}", style="bold"), _table(found, lang)]
    return Group(*parts)


def _table(found: Sequence[MatchTold], lang: Lang) -> Table:
    german = ("Programm", "Förderung", "Frist", "Bedingungen", "Stand")
    names = pick((german, ("Programme", "Pays", "Deadline", "Conditions", "As of")), lang)
    table = Table(*names)
    for one in found:
        told = [f"{SIGNS[c.answer]} {c.condition}: {c.reason}" for c in one.conditions]
        rate = "\n".join(filter(None, (one.rate, one.own_share, one.budget)))
        stamp = f"{one.checked}{' !' if one.needs_check else ''}"
        table.add_row(*map(RichText, (one.name, rate, one.deadline, "\n".join(told), stamp)))
    return table
