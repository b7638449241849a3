"""BBSR, raumgliederungen-referenzen-YYYY.xlsx: official classes of municipalities, from a file that the user brings.

The real file has not been seen here. Its layout is taken from public programs that read the editions of 2021 to 2023:
sheet 'Gemeindereferenz (inkl. Kreise)'; row 1 has short names with the year in them (GEM2022, GEM2022_RS, VWG2022,
RLG2022, RLG_NAME, GTU_NAME, GWS_NAME), row 2 long ones; then a municipality a row, keys without leading zeros. So the
reader looks for such a row of short names, in whatever sheet and column, and takes nothing that it does not understand.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt import keys
from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.reading.tables import refuse_doubled
from kleinstadt.sources.reading.workbook import Cell, Sheet, Workbook, cell_text, text_frame

SEARCHED_ROWS: Final = 15  # the header is among the first

KEYS: Final = {  # what a short name of a key looks like, and what it is the key of; the first that is there is taken
    r"(GEM|AGS)(\d{4})?_(RS|ARS)|ARS(\d{4})?": "ars",
    r"(GEM|AGS)(\d{4})?": "gemeinde",
    r"(VWG|GVB)(\d{4})?(_RS)?": "verband",
}
LAGE: Final = r"RLG(\d{4})?"
NAMES: Final = {
    "lage_name": r"RLG(\d{4})?_?NAME",
    "type_name": r"GTU(\d{4})?_?NAME",
    "growth_name": r"GWS(\d{4})?_?NAME",
}

LAGEN: Final = {"1": "sehr_zentral", "2": "zentral", "3": "peripher", "4": "sehr_peripher"}
TYPES: Final = {  # cities and medium-sized towns may be divided further; small towns are
    **{f"{size}großstadt": "grossstadt" for size in ("", "große ", "größere ", "kleine ", "kleinere ")},
    **{f"{size}mittelstadt": "mittelstadt" for size in ("", "große ", "größere ", "kleine ", "kleinere ")},
    "kleinere kleinstadt": "kleine_kleinstadt",
    "größere kleinstadt": "groessere_kleinstadt",
    "kleine kleinstadt": "kleine_kleinstadt",
    "landgemeinde": "landgemeinde",
}
GROWTH: Final = {
    "überdurchschnittlich wachsend": "strongly_growing",
    "wachsend": "growing",
    "keine eindeutige entwicklungsrichtung": "no_clear_direction",
    "schrumpfend": "shrinking",
    "überdurchschnittlich schrumpfend": "strongly_shrinking",
}


@dataclass(frozen=True)
class OfficialClasses:
    """Classes as the BBSR gives them.

    Attributes
    ----------
    file : str
        Name of the file.
    year : int
        Of the file; its borders and classes are those of that year's end.
    key : {"ags", "verband"}
        Of what the classes are.
    frame : pl.DataFrame
        ags or verband (`key`), lage, type, growth, each null where the file says nothing, or says it in other words
        than those known; one row an area.
    """

    file: str
    year: int
    key: str
    frame: pl.DataFrame


def read_official(path: Path) -> OfficialClasses:
    """The official classes in a file.

    Parameters
    ----------
    path : Path
        raumgliederungen-referenzen-YYYY.xlsx.

    Returns
    -------
    OfficialClasses
        Of all areas that the file names.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If it is no spreadsheet, has no row of short names with a key and RLG, or says no year.
    SourceContentError
        For a class that is none, a code and a label that contradict each other, a doubled key.
    """
    book = Workbook(path)
    for name in book.sheet_names:
        sheet = book.sheet(name)
        for at, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
            header = [cell_text(cell) for cell in row]
            if _position(header, LAGE) is not None and _key_of(header) is not None:
                return _classes(sheet, header, at)
    msg = (
        f"{path.name}: no sheet has a row with the short names of a municipality's key (GEM2022 or GEM2022_RS) and of "
        f"the Lage (RLG2022) (sheets: {', '.join(book.sheet_names)}). Take raumgliederungen-referenzen-YYYY.xlsx as "
        "the BBSR publishes it."
    )
    raise SourceLayoutError(msg)


def _position(header: Sequence[str], pattern: str) -> int | None:
    return next((at for at, text in enumerate(header) if re.fullmatch(pattern, text, re.IGNORECASE)), None)


def _key_of(header: Sequence[str]) -> tuple[int, str] | None:
    """Where the key stands, and what it is the key of."""
    found = ((_position(header, pattern), kind) for pattern, kind in KEYS.items())
    return next(((at, kind) for at, kind in found if at is not None), None)


def _year_of(header: Sequence[str], where: str) -> int:
    years = re.findall(r"(?:GEM|AGS|ARS|VWG|GVB|RLG)(\d{4})", " ".join(header).upper()) or re.findall(r"\d{4}", where)
    if not years:
        msg = f"{where}: neither a short name (GEM2022) nor the file's name says the year. Give the file its own name."
        raise SourceLayoutError(msg)
    return int(years[0])


def _classes(sheet: Sheet, header: list[str], header_at: int) -> OfficialClasses:
    position, kind = _key_of(header) or (0, "")
    columns = {"key": position, "code": _position(header, LAGE)}
    columns |= {name: _position(header, pattern) for name, pattern in NAMES.items()}
    table = _table(sheet.rows[header_at + 1 :], columns).with_row_index("row", header_at + 2)
    table = table.filter(pl.col("key").str.contains(r"^\d+$")).with_columns(keys.pad_key(pl.col("key"), kind))
    if table.is_empty():
        msg = f"{sheet.where}: no row below the short names in row {header_at + 1} has a key. The sheet is empty."
        raise SourceLayoutError(msg)
    _refuse_unknown(table, sheet.where)
    key = "verband" if kind == "verband" else "ags"
    frame = table.select(
        keys.ags_of_ars(pl.col("key")).alias(key) if kind == "ars" else pl.col("key").alias(key),
        lage=_lage(),
        type=_named("type_name", TYPES),
        growth=_named("growth_name", GROWTH),
    )
    if key == "verband":
        frame = frame.unique()
    return OfficialClasses(
        sheet.file, _year_of(header, sheet.file), key, refuse_doubled(frame, [key], sheet.where).sort(key)
    )


def _table(rows: list[list[Cell]], columns: dict[str, int | None]) -> pl.DataFrame:
    """The wanted columns as text; a column that the file lacks, and an empty cell, is null."""
    cells: list[list[Cell]] = [
        [cell_text(row[at]) if at is not None and at < len(row) else "" for at in columns.values()] for row in rows
    ]
    frame = text_frame(cells, list(columns))
    return frame.with_columns(pl.when(pl.all() != "").then(pl.all()).name.keep())


def _word(column: str) -> pl.Expr:
    return pl.col(column).str.strip_chars().str.to_lowercase()


def _named(column: str, words: dict[str, str]) -> pl.Expr:
    return _word(column).replace_strict(words, default=None, return_dtype=pl.String)


def _lage() -> pl.Expr:
    """By the code, which may also be the word itself."""
    of_word = _word("code").str.replace(" ", "_")
    by_word = pl.when(of_word.is_in(list(LAGEN.values()))).then(of_word)
    return pl.coalesce(pl.col("code").replace_strict(LAGEN, default=None, return_dtype=pl.String), by_word)


def _refuse_unknown(table: pl.DataFrame, where: str) -> None:
    """Keys and codes that are none, and a code that its name contradicts."""
    name = _word("lage_name").str.replace(" ", "_")
    checks = {
        "the key has too many digits": pl.col("key").is_null(),
        "RLG is none of 1 (sehr zentral) to 4 (sehr peripher)": pl.col("code").is_not_null() & _lage().is_null(),
        "code and name of the Lage contradict each other": name.is_in(list(LAGEN.values())) & (name != _lage()),
    }
    for reason, wrong in checks.items():
        bad = table.filter(wrong.fill_null(value=False))
        if bad.height:
            shown = {name: value for name, value in bad.row(0, named=True).items() if value is not None}
            msg = (
                f"{where}: {reason} ({bad.height} rows, the first: {shown}). The BBSR has changed its classes, or the "
                "file was edited: get it again."
            )
            raise SourceContentError(msg)
