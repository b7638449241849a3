"""What deviates from print, for readers: the numbers of a row that have the same reason together."""

from dataclasses import dataclass
from typing import Final

from kleinstadt.report.ledger.column_words import in_words
from kleinstadt.report.ledger.entries import Entry
from kleinstadt.report.ledger.row_words import row_in_words
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

_SAID: Final = ("{}: {}, hier {}", "{}: {}, here {}")


@dataclass(frozen=True)
class Deviating:
    """A row of print that comes out otherwise.

    Attributes
    ----------
    table : str
        "tabelle_1", "abbildung_1".
    row : str
        Its words.
    numbers : str
        Its numbers here and there, with their columns.
    reason : str
        Why.
    """

    table: str
    row: str
    numbers: str
    reason: str


def deviating(entries: list[Entry], lang: Lang) -> list[Deviating]:
    """Every number that deviates, in the order of print.

    Parameters
    ----------
    entries : list of Entry
        As `ledger` gives them.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    list of Deviating
        Numbers of one row and reason together.
    """
    together: dict[tuple[str, str, str], list[str]] = {}
    for entry in entries:
        if entry.verdict == "deviates":
            printed, computed = (number(value, entry.digits, lang) for value in (entry.printed, entry.computed))
            column = in_words(entry.table, entry.column, lang)
            key = (entry.table, row_in_words(entry.row, lang), entry.reason(lang))
            together.setdefault(key, []).append(pick(_SAID, lang).format(column, printed, computed))
    return [Deviating(table, row, "; ".join(said), reason) for (table, row, reason), said in together.items()]
