"""The columns of the printed tables in words, for the ledger; its files keep the names."""

from typing import Final

from kleinstadt.report.ledger.printed import KEY_COLUMNS, printed_columns
from kleinstadt.report.tables.display import heading
from kleinstadt.words.language import Lang, pick

# What is no table on these pages, and so has no headings there.
_OTHERS: Final = {
    "abbildung_1": {
        "anzahl": ("Anzahl", "Number"),
        "anzahl_pct": ("Anzahl, Anteil %", "Number, share %"),
        "flaeche_1000_km2": ("Fläche, 1.000 km²", "Area, 1,000 km²"),
        "flaeche_pct": ("Fläche, Anteil %", "Area, share %"),
        "bevoelkerung_mio": ("Bevölkerung, Mio.", "Population, millions"),
        "bevoelkerung_pct": ("Bevölkerung, Anteil %", "Population, share %"),
    },
    "zahlen_im_text": {"wert": ("Wert", "Value")},
}


def in_words(table: str, column: str, lang: Lang) -> str:
    """A column of a printed table as its headings read.

    Parameters
    ----------
    table : str
        "tabelle_1", "abbildung_1".
    column : str
        Name of its column.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        In words, with unit.

    Raises
    ------
    KeyError
        For a column that is not in print.
    """
    if table in _OTHERS:
        return pick(_OTHERS[table][column], lang)
    found = heading(column, lang=lang, numeric=True)
    return ", ".join(part for part in (found.over, found.text) if part)


def all_in_words(table: str, part: str, lang: Lang) -> str:
    """All columns of a printed table whose names hold this part, in words.

    Parameters
    ----------
    table : str
        "tabelle_1", "abbildung_1".
    part : str
        What the names hold; "" for all.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        Separated by semicolons.
    """
    names = [name for name in printed_columns(table) if part in name and name not in KEY_COLUMNS[table]]
    return "; ".join(in_words(table, name, lang) for name in names)
