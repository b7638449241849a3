"""The official classes of the BBSR: their codes, and the names under which they stand in the table of groups.

A reference file gives a code and a name for each area. The names differ from year to year in number and typing errors
("keine zentralörtliche Einstufun"), the codes do not; so a code must be known, and the name is taken from here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.keys import pad_key
from kleinstadt.sources.reading.tables import GROUPS, RawFile, refuse_doubled, tidy
from kleinstadt.sources.reading.workbook import Sheet, cell_text

TYPE: Final = {
    "10": "Großstadt",
    "20": "Mittelstadt",
    "30": "Größere Kleinstadt",
    "40": "Kleine Kleinstadt",
    "50": "Landgemeinde",
}
LAGE: Final = {"1": "sehr zentral", "2": "zentral", "3": "peripher", "4": "sehr peripher"}
GROWTH: Final = {
    "1": "überdurchschnittlich schrumpfend",
    "2": "schrumpfend",
    "3": "keine eindeutige Entwicklungsrichtung",
    "4": "wachsend",
    "5": "überdurchschnittlich wachsend",
}
CENTRAL_PLACE: Final = {
    "0": "keine zentralörtliche Einstufung",
    "1": "Oberzentrum und höher",
    "2": "Mittelzentrum",
    "3": "Grundzentrum und niedriger",
}
CENTRAL_PLACE_13: Final = {
    "0": "keine zentralörtliche Einstufung",
    "10": "Oberzentrum",
    "11": "Teil eines Oberzentrums",
    "20": "Mittelzentrum mit Teilfunktionen eines Oberzentrums",
    "21": "Teil eines Mittelzentrums mit Teilfunktionen eines Oberzentrums",
    "30": "Mittelzentrum",
    "31": "Teil eines Mittelzentrums",
    "40": "Unterzentrum mit Teilfunktionen eines Mittelzentrums",
    "41": "Teil eines Unterzentrums mit Teilfunktionen eines Mittelzentrums",
    "50": "Unterzentrum",
    "51": "Teil eines Unterzentrums",
    "60": "Kleinzentrum mit Teilfunktionen eines Unterzentrums",
    "61": "Teil eines Kleinzentrums mit Teilfunktionen eines Unterzentrums",
    "70": "Kleinzentrum",
    "71": "Teil eines Kleinzentrums",
}
CATCHMENT: Final = {
    "0": "nicht zu einer Großstadtregion gehörend",
    "1": "Zentrum",
    "2": "Ergänzungsgebiet",
    "3": "engerer Pendlerverflechtungsbereich",
    "4": "weiterer Pendlerverflechtungsbereich",
}
REGIOSTAR17: Final = {
    "111": "Metropolitane Stadtregion – Metropole",
    "112": "Metropolitane Stadtregion – Großstadt",
    "113": "Metropolitane Stadtregion – Mittelstadt",
    "114": "Metropolitane Stadtregion – Städtischer Raum",
    "115": "Metropolitane Stadtregion – Kleinstädtischer, dörflicher Raum",
    "121": "Regiopolitane Stadtregion – Regiopole",
    "123": "Regiopolitane Stadtregion – Mittelstadt",
    "124": "Regiopolitane Stadtregion – Städtischer Raum",
    "125": "Regiopolitane Stadtregion – Kleinstädtischer, dörflicher Raum",
    "211": "Stadtregionsnahe ländliche Region – Zentrale Stadt",
    "213": "Stadtregionsnahe ländliche Region – Mittelstadt",
    "214": "Stadtregionsnahe ländliche Region – Städtischer Raum",
    "215": "Stadtregionsnahe ländliche Region – Kleinstädtischer, dörflicher Raum",
    "221": "Periphere ländliche Region – Zentrale Stadt",
    "223": "Periphere ländliche Region – Mittelstadt",
    "224": "Periphere ländliche Region – Städtischer Raum",
    "225": "Periphere ländliche Region – Kleinstädtischer, dörflicher Raum",
}
KREIS_TYPE: Final = {
    "1": "Kreisfreie Großstädte",
    "2": "Städtische Kreise",
    "3": "Ländliche Kreise mit Verdichtungsansätzen",
    "4": "Dünn besiedelte ländliche Kreise",
}
URBAN_RURAL: Final = {"1": "Städtischer Raum", "2": "Ländlicher Raum"}
REGION_TYPE: Final = {"1": "Städtische Regionen", "2": "Regionen mit Verstädterungsansätzen", "3": "Ländliche Regionen"}


@dataclass(frozen=True)
class Scheme:
    """A classification in a reference sheet.

    Attributes
    ----------
    scheme : str
        Its id in the table of groups.
    heading : str
        What stands above its codes.
    names : mapping of str to str
        The name of each code; empty where each area of a list has its own (Mittelbereiche), which the sheet names.
    left_out : tuple of str
        Codes that say there is no class.
    digits : int
        Of the code, where leading zeros were lost.
    name_beside : bool
        Whether the column to the right says the code's name.
    """

    scheme: str
    heading: str
    names: Mapping[str, str]
    left_out: tuple[str, ...] = ()
    digits: int = 0
    name_beside: bool = True


def headings_of(sheet: Sheet, row: int, wanted: list[str]) -> list[str]:
    """The cells of a row of headings as text.

    Parameters
    ----------
    sheet : Sheet
        Of a workbook.
    row : int
        Which row, the first being 0.
    wanted : list of str
        Headings that must be there.

    Returns
    -------
    list of str
        One a column.

    Raises
    ------
    SourceLayoutError
        Where one of `wanted` is not among them.
    """
    headings = [cell_text(cell) for cell in sheet.rows[row]] if len(sheet.rows) > row else []
    absent = [heading for heading in wanted if heading not in headings]
    if absent:
        msg = (
            f"{sheet.where}, row {row + 1}: no heading {', '.join(map(repr, absent))} (found: "
            f"{', '.join(headings) or 'nothing'}). BBSR has changed the layout: compare with `kleinstadt sources`."
        )
        raise SourceLayoutError(msg)
    return headings


def keys_of(sheet: Sheet, at: int, first_row: int, *, unique: bool = True) -> pl.Series:
    """The keys of municipalities in a column.

    Parameters
    ----------
    sheet : Sheet
        Of a workbook.
    at : int
        Which column, the first being 0.
    first_row : int
        Where data begin, the first row being 0.
    unique : bool
        Whether each key may stand there only once.

    Returns
    -------
    pl.Series of str
        Eight digits, one a row of data.

    Raises
    ------
    SourceContentError
        For a cell that is no key, or one that stands twice.
    """
    cells = pl.DataFrame({"area_id": [cell_text(row[at]) for row in sheet.rows[first_row:]]})
    padded = cells.select(pad_key(pl.col("area_id"), "gemeinde"))
    if padded["area_id"].has_nulls():
        row = int(padded["area_id"].is_null().arg_max() or 0)
        msg = f"{sheet.where}, row {row + first_row + 1}: {cells['area_id'][row]!r} is no key. Get the file again."
        raise SourceContentError(msg)
    return (refuse_doubled(padded, ["area_id"], sheet.where) if unique else padded)["area_id"]


def groups_of(
    sheet: Sheet, keys: pl.Series, headings: list[str], first_row: int, schemes: Iterable[Scheme]
) -> pl.DataFrame:
    """The classes of every scheme.

    Parameters
    ----------
    sheet : Sheet
        Of a workbook.
    keys : pl.Series of str
        The areas' keys, one a row of the sheet from `first_row` on.
    headings : list of str
        Of the columns; a class's name stands right of its code.
    first_row : int
        Where data begin, the first row being 0.
    schemes : iterable of Scheme
        Which are read.

    Returns
    -------
    pl.DataFrame
        area_id, scheme, group_id, group_name, a row for each area and scheme.

    Raises
    ------
    SourceContentError
        For a code that is none, or that has two names.
    """
    frames = [_groups(sheet, keys, headings.index(scheme.heading), first_row, scheme) for scheme in schemes]
    return pl.concat(frames)


def _groups(sheet: Sheet, keys: pl.Series, at: int, first_row: int, scheme: Scheme) -> pl.DataFrame:
    name_at = at + 1 if scheme.name_beside else at
    cells = [(cell_text(row[at]), cell_text(row[name_at])) for row in sheet.rows[first_row:]]
    said = pl.DataFrame(cells, schema={"group_id": pl.String, "said": pl.String}, orient="row")
    found = said.with_columns(
        pl.col("group_id").str.zfill(scheme.digits), area_id=keys, scheme=pl.lit(scheme.scheme)
    ).filter(~pl.col("group_id").is_in(list(scheme.left_out)))
    _refuse_unknown(found, scheme, sheet.where)
    named = pl.col("group_id").replace_strict(scheme.names, return_dtype=pl.String) if scheme.names else pl.col("said")
    return found.select("area_id", "scheme", "group_id", group_name=named)


def _refuse_unknown(found: pl.DataFrame, scheme: Scheme, where: str) -> None:
    odd = (
        found.filter(~pl.col("group_id").is_in(list(scheme.names)))
        if scheme.names
        else found.filter(~pl.col("group_id").str.contains(r"^\d+$") | (pl.col("said") == ""))
    )
    if not odd.is_empty():
        msg = (
            f"{where}, column '{scheme.heading}': {odd.height} areas have no known class, first {odd['area_id'][0]} "
            f"with {odd['group_id'][0]!r} {odd['said'][0]!r} (known: {', '.join(scheme.names) or 'numbers with a name'}"
            "). BBSR has changed its classes: compare with official_classes.py."
        )
        raise SourceContentError(msg)
    twice = found.group_by("group_id").agg(pl.col("said").unique()).filter(pl.col("said").list.len() > 1)
    if not twice.is_empty():
        code, names = twice.sort("group_id").row(0)
        msg = f"{where}, column '{scheme.heading}': code {code} has several names: {'; '.join(sorted(names)[:3])}."
        raise SourceContentError(msg)


def tidy_groups(frame: pl.DataFrame, file: RawFile, level: str) -> pl.DataFrame:
    """Rows of the table of groups, in the file's borders.

    Parameters
    ----------
    frame : pl.DataFrame
        As `groups_of` gives it.
    file : RawFile
        Its row of the catalogue.
    level : str
        Level of the areas.

    Returns
    -------
    pl.DataFrame
        GROUPS.
    """
    return tidy(frame, GROUPS, level=level, territory=file.territory, source=file.source)
