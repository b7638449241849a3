"""Finding a town by what people type: umlauts written out, misspellings, names that several towns share."""

import re
import unicodedata
from typing import Final

import polars as pl

from kleinstadt.errors import UnknownNameError

_FOLDED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_SHOWN: Final = 8
_CLOSE: Final = 70  # similarity of 100 from which a name is worth suggesting
_AS_CLOSE: Final = 12  # how far behind the best one another may be


def fold(name: str) -> str:
    """A name as compared: lower case, umlauts written out, no accents, titles or punctuation."""
    plain = name.lower().split(",")[0].translate(_FOLDED)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return plain if plain.isalnum() else " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


def find_area(areas: pl.DataFrame, wanted: str) -> dict[str, str]:
    """The one area that `wanted` names.

    areas : key (text), name, kreis_name, one row an area
    wanted : a key (also without its first zero, or as a Regionalschlüssel of twelve digits), or a name, however spelled
    Returns the row as a dict. Raises UnknownNameError: for a name that several share, with all of them; for one that
    none has, with the nearest.
    """
    by_key = areas.filter(pl.col("key") == _as_key(wanted.strip()))
    if by_key.height == 1:
        return by_key.row(0, named=True)
    if not fold(wanted):
        msg = f"No place named '{wanted}'. Give a name, or a key of eight digits."
        raise UnknownNameError(msg)
    folded = areas.with_columns(folded=pl.col("name").map_elements(fold, return_dtype=pl.String))
    same = folded.filter(pl.col("folded") == fold(wanted))
    if same.height != 1:  # "Neustadt" means any Neustadt an der ..., "Halle" also Halle (Saale)
        same = pl.concat([same, folded.filter(pl.col("folded").str.starts_with(fold(wanted) + " "))])
    if same.height == 1:
        return same.drop("folded").row(0, named=True)
    if same.height > 1:
        msg = f"'{wanted}' names {same.height} places; say which by its key: {_list(same)}"
        raise UnknownNameError(msg)
    near = nearest(folded, wanted)
    if near.is_empty():
        msg = f"No place named '{wanted}'. `kleinstadt areas` lists all of them."
        raise UnknownNameError(msg)
    msg = f"No place named '{wanted}'. Did you mean: {_list(near)}"
    raise UnknownNameError(msg)


def _as_key(wanted: str) -> str:
    """An AGS as people have it: without the zero that a spreadsheet took, or as a Regionalschlüssel of 12 digits."""
    if not wanted.isdecimal():
        return wanted
    return wanted[:5] + wanted[9:] if len(wanted) == 12 else wanted.zfill(8) if len(wanted) == 7 else wanted


def nearest(folded: pl.DataFrame, wanted: str) -> pl.DataFrame:
    """The rows whose folded name, or its beginning, is most like `wanted`, best first; may be empty."""
    from rapidfuzz import fuzz, process  # needed for what is misspelled alone

    name = fold(wanted)
    beginning = pl.col("folded").str.split(" ").list.head(len(name.split())).list.join(" ")
    scores: dict[int, float] = {}
    for names in (folded["folded"], folded.select(beginning).to_series()):
        for _, score, row in process.extract(name, names.to_list(), scorer=fuzz.ratio, limit=_SHOWN):
            scores[row] = max(score, scores.get(row, 0))
    best = max(scores.values(), default=0)
    close = [row for row, score in scores.items() if score >= max(_CLOSE, best - _AS_CLOSE)]
    return folded[sorted(close, key=lambda row: (-scores[row], row))[:_SHOWN]]


def _list(rows: pl.DataFrame) -> str:
    shown = [f"{row['name']} ({row['kreis_name']}, {row['key']})" for row in rows.head(_SHOWN).iter_rows(named=True)]
    more = f" and {rows.height - _SHOWN} more" if rows.height > _SHOWN else ""
    return "; ".join(shown) + more
