"""The head of a sheet of the Gemeindeverzeichnis: which column is which, and which day it speaks of.

Columns are found by what their head says, whatever row it stands in and however it is hyphenated, broken or
footnoted: no position is assumed.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.reading.workbook import Row, Sheet, cell_text

# What each column's head says once blanks, hyphens and footnote marks are gone.
_HEADS: Final = {
    "record": r"satzart",
    "kind": r"textkennzeichen",
    "land": r"land",
    "rb": r"rb",
    "kreis": r"kreis",
    "vb": r"vb",
    "gem": r"gem|gemeinde",
    "name": r"gemeindename",
    "verband_name": r"name",
    "area_km2": r"fläche(in)?km2.*",
    "population": r"insgesamt",
    "population_male": r"männlich",
    "population_female": r"weiblich",
    "density": r"jekm2",
    "postcode": r"postleitzahl",
    "lon": r"längengrad",
    "lat": r"breitengrad",
}
_POPULATION_GROUP: Final = r"(bevölkerung|einwohner).*"

_ALWAYS: Final = (
    *("record", "land", "rb", "kreis", "gem", "name"),
    *("area_km2", "population", "population_male", "population_female", "density"),
)
OLD_LAYOUT: Final = (*_ALWAYS, "verband_name")  # 1990: Verbände by name
NEW_LAYOUT: Final = (*_ALWAYS, "kind", "vb", "postcode")  # from 1994: Verbände by key
COORDINATES: Final = ("lon", "lat")

_DATE: Final = re.compile(r"\b(\d{2}\.\d{2}\.\d{4})\b")


@dataclass(frozen=True)
class Header:
    """What the head of a list of municipalities says.

    Attributes
    ----------
    columns : dict of str to int
        Position of each column.
    territory : date
        The day of the borders.
    population : date
        The day of the population.
    """

    columns: dict[str, int]
    territory: date
    population: date


def read_header(sheet: Sheet, first_record: int, *, coordinates: bool) -> Header:
    """The head of a sheet.

    Parameters
    ----------
    sheet : Sheet
        Of a list of municipalities.
    first_record : int
        Where records begin, the first row being 0.
    coordinates : bool
        Whether the list has columns of longitude and latitude.

    Returns
    -------
    Header
        Columns and days.

    Raises
    ------
    SourceLayoutError
        For a missing or doubled column.
    SourceContentError
        Where no day is stated.
    """
    top = next((i for i, row in enumerate(sheet.rows[:first_record]) if _plain(row[0]) == "satzart"), None)
    if top is None:
        msg = f"{sheet.where}: no head with 'Satzart' in its first column above row {first_record + 1}."
        raise SourceLayoutError(msg)
    rows = sheet.rows[top:first_record]
    labels = [[_plain(row[i]) for row in rows] for i in range(len(rows[0]))]
    old = any("verbandszugehörigkeit" in column for column in labels)
    wanted = OLD_LAYOUT if old else (*NEW_LAYOUT, *(COORDINATES if coordinates else ()))
    where = f"{sheet.where}, row {top + 1} to {first_record}"
    columns = {name: _column(labels, _HEADS[name], where) for name in wanted}
    _check_population_group(labels, columns["population"], where)
    return Header(columns, _stated_territory(rows, where), _stated_population(rows, columns, where))


def stated_territory(rows: list[Row]) -> date | None:
    """The day after the word "Gebietsstand" in any of `rows`, or None.

    Parameters
    ----------
    rows : list of list
        Cells.

    Returns
    -------
    date or None
        The first such day.
    """
    for row in rows:
        for cell in row:
            text = cell_text(cell)
            if text.startswith("Gebietsstand") and (found := _DATE.search(text)):
                return _day(found)
    return None


def _plain(cell: object) -> str:
    """A head without case, blanks, hyphens, punctuation and footnote marks ("Post-leit-zahl 2)": "postleitzahl")."""
    unmarked = re.sub(r"\d\)", "", cell_text(cell))
    return re.sub(r"[^a-zäöüß0-9]", "", unmarked.casefold())


def _column(labels: list[list[str]], pattern: str, where: str) -> int:
    found = [i for i, column in enumerate(labels) if any(re.fullmatch(pattern, label) for label in column)]
    if len(found) == 1:
        return found[0]
    heads = ", ".join(dict.fromkeys(label for column in labels for label in column if label))
    problem = "no column" if not found else f"{len(found)} columns"
    msg = (
        f"{where}: {problem} headed '{pattern}' (found: {heads}). "
        "The publisher has probably changed the layout: compare with `kleinstadt sources`."
    )
    raise SourceLayoutError(msg)


def _check_population_group(labels: list[list[str]], column: int, where: str) -> None:
    if not any(re.fullmatch(_POPULATION_GROUP, label) for label in labels[column]):
        msg = (
            f"{where}: the column 'insgesamt' is not headed 'Bevölkerung' or 'Einwohner' but "
            f"'{' / '.join(filter(None, labels[column]))}'. Is it another table? Get the Gemeindeverzeichnis again."
        )
        raise SourceLayoutError(msg)


def _stated_territory(rows: list[Row], where: str) -> date:
    day = stated_territory(rows)
    if day is None:
        msg = f"{where}: the head does not say 'Gebietsstand am ...', so nobody knows which borders these are."
        raise SourceContentError(msg)
    return day


def _stated_population(rows: list[Row], columns: dict[str, int], where: str) -> date:
    """The day over the population, or, where one day stands over area and population together, that one."""
    for name in ("population", "area_km2"):
        for row in rows:
            if found := _DATE.search(cell_text(row[columns[name]])):
                return _day(found)
    msg = f"{where}: the head does not say of which day the population is."
    raise SourceContentError(msg)


def _day(found: re.Match[str]) -> date:
    return datetime.strptime(found[1], "%d.%m.%Y").date()
