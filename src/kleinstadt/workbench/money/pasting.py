"""A block pasted from a spreadsheet into the overview of money: understood, shown, taken over when a person says so.

Nothing is written here. What can be read in two ways is asked, never guessed; what has no place is named.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

from kleinstadt.errors import PlanError
from kleinstadt.words.language import Lang, pick
from kleinstadt.workbench.models.money import MoneyRow
from kleinstadt.workbench.reading.amounts import euro, readings
from kleinstadt.workbench.reading.clean import one_line

COLUMNS: Final = ("title", "total", "ineligible", "income", "third", "other", "bund", "land", "own")
MOST_CELLS: Final = 5000
NEW: Final = "neu"  # the rows that a block brings beyond those there are: neu1, neu2, ...

Kind = Literal["same", "new", "asked", "unreadable"]


@dataclass(frozen=True)
class Cell:
    """A pasted cell and what it is taken for.

    Attributes
    ----------
    name : str
        "r1.total", as the form of the overview names it.
    column : str
        Which amount.
    typed : str
        As pasted.
    before : Decimal, str or None
        What stands there now.
    kind : {"same", "new", "asked", "unreadable"}
        Whether it changes anything, is asked back, or cannot be read.
    value : Decimal, str or None
        What it is read as.
    choices : tuple of Decimal
        The two readings where it is asked.
    said : str
        Why it cannot be read.
    """

    name: str
    column: str
    typed: str
    before: Decimal | str | None
    kind: Kind
    value: Decimal | str | None = None
    choices: tuple[Decimal, ...] = ()
    said: str = ""


@dataclass(frozen=True)
class Pasted:
    """A block as it is understood.

    Attributes
    ----------
    rows : tuple of (str, tuple of Cell)
        Its rows with their names.
    head : tuple of str
        The first row where it names columns and is left out.
    beyond : tuple of str
        Cells right of the last column, which have no place.
    """

    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    head: tuple[str, ...] = ()
    beyond: tuple[str, ...] = field(default=())

    def of_kind(self, kind: Kind) -> list[Cell]:
        """Its cells of a kind.

        Parameters
        ----------
        kind : str
            As in Cell.

        Returns
        -------
        list of Cell
            Row by row.
        """
        return [cell for _, cells in self.rows for cell in cells if cell.kind == kind]


def cells_of(block: str) -> list[list[str]]:
    """The cells of a block: tabs between columns, lines between rows; empty lines at its ends are none.

    Parameters
    ----------
    block : str
        As a spreadsheet copies it.

    Returns
    -------
    list of list of str
        Rows of cells.

    Examples
    --------
    >>> cells_of("a\\tb\\n1\\t2\\n")
    [['a', 'b'], ['1', '2']]
    """
    lines = block.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    rows = [[re.sub(r"\s+", " ", cell).strip().strip('"') for cell in line.split("\t")] for line in lines]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def pasted(block: str, rows: list[MoneyRow], at_row: str, at_column: str, lang: Lang) -> Pasted:
    """A block set down at a cell of the overview; rows beyond the last are new. Nothing is written.

    Parameters
    ----------
    block : str
        As a spreadsheet copies it.
    rows : list of MoneyRow
        Of the overview.
    at_row, at_column : str
        Id of the row and name of the column of its first cell.
    lang : {"de", "en"}
        How the writer marks thousands and decimals.

    Returns
    -------
    Pasted
        Cell by cell.

    Raises
    ------
    PlanError
        If it is too large.
    """
    grid = cells_of(block)
    if sum(map(len, grid)) > MOST_CELLS:
        german = f"Das sind mehr als {MOST_CELLS} Zellen. Bitte einen kleineren Teil kopieren."
        msg = f"These are more than {MOST_CELLS} cells. Please copy a smaller part."
        raise PlanError(msg, german)
    head = grid[0] if len(grid) > 1 and _is_head(grid[0], lang) else []
    first = COLUMNS.index(at_column) if at_column in COLUMNS else 0
    start = next((place for place, row in enumerate(rows) if row.id == at_row), len(rows))
    places: list[MoneyRow | None] = [*rows[start:]]
    made, beyond = [], []
    for number, line in enumerate(grid[1:] if head else grid):
        row = places[number] if number < len(places) else None
        identity = row.id if row else f"{NEW}{number - len(places) + 1}"
        fitting = zip(COLUMNS[first:], line, strict=False)
        cells = [_cell(identity, row, column, typed, lang) for column, typed in fitting if typed]
        beyond += [typed for typed in line[len(COLUMNS) - first :] if typed]
        title = next((cell.typed for cell in cells if cell.column == "title"), row.title if row else "")
        made.append((title, tuple(cells)))
    return Pasted(tuple(made), tuple(head), tuple(beyond))


def _is_head(line: list[str], lang: Lang) -> bool:
    """Whether a row names columns: several words, and nothing that is an amount or may be one."""
    said = [cell for cell in line if cell]
    return len(said) > 1 and all(_read(cell, lang)[0] == "unreadable" for cell in said)


def _read(typed: str, lang: Lang) -> tuple[Kind, Decimal | None, str]:
    """What an amount is read as: new with its value, asked, or unreadable with why."""
    if typed in ("-", "–", "—"):  # how spreadsheets show nothing
        return "new", Decimal(0), ""
    try:
        return "new", euro(typed, lang), ""
    except PlanError as error:
        said = pick((error.german, str(error)), lang)
        return ("asked" if readings(typed, lang) else "unreadable"), None, said


def _cell(identity: str, row: MoneyRow | None, column: str, typed: str, lang: Lang) -> Cell:
    before = getattr(row, column) if row else None
    name = f"{identity}.{column}"
    if column == "title":
        title = one_line(typed)
        return Cell(name, column, typed, before, "same" if title == before else "new", title)
    kind, value, said = _read(typed, lang)
    if kind == "new" and value == before:
        kind = "same"
    return Cell(name, column, typed, before, kind, value, readings(typed, lang) if kind == "asked" else (), said)
