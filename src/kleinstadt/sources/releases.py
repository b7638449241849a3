"""What the known release of each raw file holds: rows, empty cells, sum, range; and what differs in another file.

expected.csv says what must hold of a source's numbers, releases.csv what the files that the catalogue knows gave: it is
written by `python3 run.py releases`, never by hand.
"""

import hashlib
from dataclasses import astuple, dataclass
from functools import cache
from typing import Final

import polars as pl

from kleinstadt.sources.catalogue import rows_of
from kleinstadt.sources.reading.checks import KEYS, Expected, expectation, parts
from kleinstadt.sources.reading.tables import RawFile, Reading

UNBOUNDED: Final = float("inf")
SAME: Final = 1e-9  # sums of binary fractions differ with the order of their terms


@dataclass(frozen=True)
class Part:
    """One kind of number (or of group, or of other rows) of one file, as a whole: a row of releases.csv.

    Attributes
    ----------
    path : str
        Below the raw folder.
    level : str
        Level of the areas, "cell" for cells, "" for tables without levels.
    variable : str
        As in expected.csv, where * may stand for several.
    rows, empty : int
        Rows, and those without a value.
    total : float
        Sum of the values.
    lowest, highest : float or None
        None without any value.
    digest : str
        Of all rows: whether anything else is other.
    """

    path: str
    level: str
    variable: str
    rows: int
    empty: int
    total: float
    lowest: float | None
    highest: float | None
    digest: str


@cache
def expected_of(source: str) -> list[Expected]:
    """What expected.csv declares of this source, in its order.

    Parameters
    ----------
    source : str
        Id of the source.

    Returns
    -------
    list of Expected
        Empty for a source of which nothing is declared.
    """
    return [_expected(row) for row in rows_of("expected.csv") if row["source"] == source]


def _expected(row: dict[str, str]) -> Expected:
    least, most, empty, strangers = (int(row[name]) for name in ("least", "most", "empty", "strangers"))
    lowest, highest = float(row["lowest"] or -UNBOUNDED), float(row["highest"] or UNBOUNDED)
    named = (row["source"], row["level"], row["variable"])
    return Expected(*named, least, most, empty, strangers, lowest, highest, whole=row["whole"] == "yes")


def release_of(reading: Reading, file: RawFile) -> list[Part]:
    """What a reading holds, a part for each declaration of its source that it has rows of.

    Parameters
    ----------
    reading : Reading
        What a file gave.
    file : RawFile
        Its row of the catalogue.

    Returns
    -------
    list of Part
        In the order of the tables.

    Raises
    ------
    SourceContentError
        For numbers of which nothing is declared.
    """
    frames: dict[Expected, list[pl.DataFrame]] = {}
    for table, level, variable, frame in sorted(parts(reading), key=lambda part: part[:3]):
        declared = expectation(expected_of(file.source), level, variable, frame, file.path)
        frames.setdefault(declared, []).append(frame.sort(KEYS[table] or frame.columns))
    return [_part(file.path, expected, pl.concat(rows)) for expected, rows in frames.items()]


def _part(path: str, expected: Expected, rows: pl.DataFrame) -> Part:
    digest = hashlib.sha256(rows.write_csv().encode()).hexdigest()[:16]
    value = rows["value"] if "value" in rows.columns else pl.Series("value", [], pl.Float64)
    lowest, highest = value.min(), value.max()
    return Part(
        path,
        expected.level,
        expected.variable,
        rows.height,
        value.null_count(),
        float(value.sum()),
        lowest if isinstance(lowest, float) else None,
        highest if isinstance(highest, float) else None,
        digest,
    )


@cache
def _known() -> dict[str, list[Part]]:
    """The parts of every known release, by path."""
    found: dict[str, list[Part]] = {}
    for row in rows_of("releases.csv"):
        part = Part(
            row["path"],
            row["level"],
            row["variable"],
            int(row["rows"]),
            int(row["empty"]),
            float(row["total"]),
            float(row["lowest"]) if row["lowest"] else None,
            float(row["highest"]) if row["highest"] else None,
            row["digest"],
        )
        found.setdefault(part.path, []).append(part)
    return found


def differences(reading: Reading, file: RawFile) -> list[str]:
    """In words, what this file gives otherwise than the release that the catalogue knows; empty where nothing.

    Parameters
    ----------
    reading : Reading
        What the file gave.
    file : RawFile
        Its row of the catalogue.

    Returns
    -------
    list of str
        One a kind of number.
    """
    known = {(part.level, part.variable): part for part in _known().get(file.path, [])}
    found = {(part.level, part.variable): part for part in release_of(reading, file)}
    words = [f"'{variable}' ({level}) is not there" for level, variable in known if (level, variable) not in found]
    for key, part in found.items():
        words += _part_differences(known.get(key), part)
    return words


def _part_differences(known: Part | None, found: Part) -> list[str]:
    name = f"'{found.variable}'" + (f" ({found.level})" if found.level else "")
    if known is None:
        return [f"{name} is new"]
    if known.digest == found.digest:
        return []
    pairs = {
        "rows": (known.rows, found.rows),
        "empty cells": (known.empty, found.empty),
        "sum": (known.total, found.total),
        "lowest": (known.lowest, found.lowest),
        "highest": (known.highest, found.highest),
    }
    changed = [f"{what} {_n(was)}, now {_n(now)}" for what, (was, now) in pairs.items() if not _same(was, now)]
    return [f"{name}: {'; '.join(changed) or 'other values or keys, with the same rows, sum and range'}"]


def _same(was: float | None, now: float | None) -> bool:
    if was is None or now is None:
        return was is now
    return abs(was - now) <= SAME * max(abs(was), abs(now))


def _n(value: float | None) -> str:
    return "none" if value is None else f"{value:,.12g}"


def as_rows(parts_found: list[Part]) -> list[tuple[object, ...]]:
    """The parts as rows of releases.csv, in the order of Part's fields.

    Parameters
    ----------
    parts_found : list of Part
        As `release_of` gives them.

    Returns
    -------
    list of tuple
        One a part.
    """
    return [astuple(part) for part in parts_found]
