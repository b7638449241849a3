"""What must hold of a file's numbers. Each source declares it in expected.csv; one mechanism checks every reading.

Parsers refuse what they cannot read. Here is refused what reads well and cannot be: a number that is not finite or
outside its range, a fraction of a person, a key that stands twice, more or fewer rows or empty cells than can be.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.errors import SourceContentError
from kleinstadt.sources.reading.tables import Reading, refuse_doubled

# What tells the rows of each tidy table apart. Places and changes of borders may share everything but their numbers.
KEYS: Final = {
    "facts": ["variable", "period", "territory", "level", "area_id"],
    "areas": ["level", "area_id", "territory"],
    "crosswalk": ["from_territory", "to_territory", "level", "from_id", "to_id"],
    "changes": ["effective", "kind", "from_id", "to_id"],
    "groups": ["scheme", "territory", "level", "area_id"],
    "flows": ["variable", "period", "level", "from_id", "to_id"],
    "cells": ["variable", "period", "x", "y"],
    "postcodes": ["postcode", "area_id"],
    "places": [],
}
NAMED_BY: Final = {"facts": "variable", "cells": "variable", "flows": "variable", "groups": "scheme"}
CORRECT: Final = "Correct the file or get it again from its publisher; what may be stands in sources/expected.csv."


@dataclass(frozen=True)
class Expected:
    """What a source's files hold of one kind of number, of group or of other table: a row of expected.csv.

    Attributes
    ----------
    source : str
        Id of the source.
    level : str
        Level of the areas, "cell" for cells, "" for tables without levels.
    variable : str
        A variable, a scheme or a table; * stands for anything.
    least, most : int
        Rows of a file.
    empty : int
        The most cells of a file that have no value.
    strangers : int
        The most areas of a file that the registers of its day do not have.
    lowest, highest : float
        What a value may be, in its unit.
    whole : bool
        Whether values have no fractions, as persons and pieces.
    """

    source: str
    level: str
    variable: str
    least: int
    most: int
    empty: int
    strangers: int
    lowest: float
    highest: float
    whole: bool


def parts(reading: Reading) -> Iterator[tuple[str, str, str, pl.DataFrame]]:
    """The reading's rows by table, level and variable (or scheme, or the table's own name where it has neither).

    Parameters
    ----------
    reading : Reading
        What a file gave.

    Yields
    ------
    tuple of (str, str, str, pl.DataFrame)
        Table, level, variable and their rows.
    """
    for table, frame in reading.tables().items():
        by = [name for name in ("level", NAMED_BY.get(table, "")) if name in frame.columns]
        if not by:
            yield table, "cell" if table == "cells" else "", table, frame
            continue
        for found, rows in frame.group_by(by, maintain_order=True):
            named = dict(zip(by, map(str, found), strict=True))
            level = named.get("level", "cell" if table == "cells" else "")
            yield table, level, named.get(NAMED_BY.get(table, ""), table), rows


def expectation(declared: Iterable[Expected], level: str, variable: str, frame: pl.DataFrame, where: str) -> Expected:
    """The first declaration that fits.

    The error gives the row that this file's numbers would pass, for who knows the source to widen or to doubt.

    Parameters
    ----------
    declared : iterable of Expected
        Of the file's source.
    level, variable : str
        Of the rows.
    frame : pl.DataFrame
        The rows.
    where : str
        Name of the file, for the error.

    Returns
    -------
    Expected
        What these rows may be.

    Raises
    ------
    SourceContentError
        Where nobody has said what these numbers may be.
    """
    for row in declared:
        if row.level == level and fnmatchcase(variable, row.variable):
            return row
    msg = (
        f"{where}: has '{variable}' ({level or 'no level'}), of which sources/expected.csv says nothing. Add a row "
        f"that says what it may be; this file's own numbers are {_as_found(frame, level, variable)}"
    )
    raise SourceContentError(msg)


def _as_found(frame: pl.DataFrame, level: str, variable: str) -> str:
    """The row of expected.csv that these numbers just fit."""
    source, rows = frame["source"][0], frame.height
    if "value" not in frame.columns:
        return f"{source},{level},{variable},{rows},{rows},0,0,,,"
    values = frame["value"].drop_nulls().sort()
    ends = ("", "") if values.is_empty() else (f"{values[0]:.12g}", f"{values[-1]:.12g}")
    whole = "yes" if bool((values == values.round()).all()) else ""
    return f"{source},{level},{variable},{rows},{rows},{frame.height - values.len()},0,{ends[0]},{ends[1]},{whole}"


def refuse_unexpected(reading: Reading, declared: list[Expected], where: str) -> None:
    """Raise an error for the first thing that cannot be what is declared of a file's source.

    Parameters
    ----------
    reading : Reading
        What the file gave.
    declared : list of Expected
        Of its source.
    where : str
        Name of the file.

    Raises
    ------
    SourceContentError
        For doubled keys, impossible values, too few or too many rows, too many empty cells.
    """
    rows: dict[Expected, int] = {}
    empty: dict[Expected, int] = {}
    for table, level, variable, frame in parts(reading):
        expected = expectation(declared, level, variable, frame, where)
        if KEYS[table]:
            refuse_doubled(frame, KEYS[table], where)
        if "value" in frame.columns:
            _refuse_impossible(frame, variable, expected, where)
            empty[expected] = empty.get(expected, 0) + frame["value"].null_count()
        rows[expected] = rows.get(expected, 0) + frame.height
    _refuse_counts(rows, where)
    for expected in rows:
        if empty.get(expected, 0) > expected.empty:
            msg = (
                f"{where}: {empty[expected]:,} cells of '{expected.variable}' ({expected.level}) have no value, "
                f"expected at most {expected.empty:,}. {CORRECT}"
            )
            raise SourceContentError(msg)


def _possible(values: NDArray[np.float64], expected: Expected) -> bool:
    """Whether all values can be, which nearly all can: asked at once."""
    return not values.size or bool(
        np.isfinite(values).all()
        and values.min() >= expected.lowest
        and values.max() <= expected.highest
        and not (expected.whole and (values != np.rint(values)).any())
    )


def _refuse_impossible(frame: pl.DataFrame, variable: str, expected: Expected, where: str) -> None:
    if _possible(frame["value"].drop_nulls().to_numpy(), expected):
        return
    value = pl.col("value")
    tests = {
        "is not finite": ~value.is_finite(),
        f"is less than {expected.lowest:,g}": value < expected.lowest,
        f"is more than {expected.highest:,g}": value > expected.highest,
    }
    if expected.whole:
        tests["is no whole number"] = value != value.round()
    for what, test in tests.items():
        wrong = frame.filter(test.fill_null(value=False))
        if not wrong.is_empty():
            row = wrong.row(0, named=True)
            area = row.get("area_id") or f"{row.get('from_id', row.get('x'))} {row.get('to_id', row.get('y'))}"
            msg = (
                f"{where}: '{variable}' of {area} ({row['period']}) is {row['value']:,.12g}, which {what} "
                f"({wrong.height:,} such). {CORRECT}"
            )
            raise SourceContentError(msg)


def _refuse_counts(rows: dict[Expected, int], where: str) -> None:
    """Name every kind of number of which there are too few or too many, so that one look is enough."""
    wrong = [
        _count(found, expected) for expected, found in rows.items() if not expected.least <= found <= expected.most
    ]
    if wrong:
        msg = (
            f"{where}: {'; '.join(wrong)}. Rows are lost or too many. {CORRECT} If a newer file rightly has other "
            "numbers of areas, widen `least` or `most` there."
        )
        raise SourceContentError(msg)


def _count(found: int, expected: Expected) -> str:
    wanted = f"{expected.least:,}" + (f" to {expected.most:,}" if expected.most > expected.least else "")
    return f"{found:,} rows of '{expected.variable}' ({expected.level or 'no level'}), expected {wanted}"
