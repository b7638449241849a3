"""Central-place functions by date: which municipality the state plans name as what, and since when.

Three small tables lie beside this file, each row with its source:

| file                 | a row says                                                                             |
| -------------------- | -------------------------------------------------------------------------------------- |
| `central_places.csv` | this municipality has this function                                                    |
| `type_overrides.csv` | the BBSR gives this municipality's Verband this type, whatever the rule says           |
| `joint_units.csv`    | the BBSR counts this municipality with another Verband, or (no `verband`) not at all   |

`from` and `to` are the first and the last day a row holds; empty means open. docs/central-places.md tells the method.
"""

from datetime import date
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.keys import pad_key

FUNCTIONS: Final = ("none", "basic", "basic_plus", "middle", "middle_plus", "upper")

FUNCTION: Final = pl.Enum(FUNCTIONS)
"""Ordered from no function to Oberzentrum.

basic_plus is the Grundzentrum mit Teilfunktion eines Mittelzentrums, middle_plus the Mittelzentrum mit Teilfunktion
eines Oberzentrums; part of a shared centre counts as the centre.
"""

SETTLEMENT_TYPES: Final = ("grossstadt", "mittelstadt", "groessere_kleinstadt", "kleine_kleinstadt", "landgemeinde")

SETTLEMENT_TYPE: Final = pl.Enum(SETTLEMENT_TYPES)

BOUND: Final = pl.Enum(("exact", "at_least"))
"""Whether the source names the level itself, or only shows that it is no lower."""

_VALUES: Final[dict[str, dict[str, pl.Enum]]] = {
    "central_places.csv": {"function": FUNCTION, "bound": BOUND},
    "type_overrides.csv": {"type": SETTLEMENT_TYPE},
    "joint_units.csv": {},
}


def functions_at(day: date) -> pl.DataFrame:
    """Central-place function of each municipality that has one on this day.

    Parameters
    ----------
    day : date
        The day asked for.

    Returns
    -------
    pl.DataFrame
        ags, name, function (FUNCTION, from "basic_plus" on), bound ("exact", or "at_least" where the source only shows
        that it is no lower), source; one row a municipality. Who is not listed has no function that lifts its type, by
        the official lists of 2017 and 2019; before them, as far as the sources at hand show.

    References
    ----------
    Each row names its source; docs/central-places.md tells the method.

    Examples
    --------
    >>> from datetime import date
    >>> found = functions_at(date(2019, 12, 31))
    >>> found.filter(ags="01001000").select("name", "function").row(0)
    ('Flensburg, Stadt', 'upper')
    """
    return valid_at(_shipped("central_places.csv"), day)


def overrides_at(day: date) -> pl.DataFrame:
    """Types that the BBSR gives against the rule on this day.

    Parameters
    ----------
    day : date
        The day asked for.

    Returns
    -------
    pl.DataFrame
        ags, name, type (SETTLEMENT_TYPE, of the municipality's Verband), source.
    """
    return valid_at(_shipped("type_overrides.csv"), day)


def joint_units_at(day: date) -> pl.DataFrame:
    """Municipalities that the BBSR counts with another Verband on this day, or with none.

    Parameters
    ----------
    day : date
        The day asked for.

    Returns
    -------
    pl.DataFrame
        ags, name, verband (null: it is not counted at all), source, and what else the table has.
    """
    return valid_at(_shipped("joint_units.csv"), day)


def observation_units(members: pl.DataFrame, joint_units: pl.DataFrame) -> pl.DataFrame:
    """Members with the Verband under which the BBSR observes them.

    Parameters
    ----------
    members : pl.DataFrame
        verband (first nine digits of the ARS) and ags; other columns are kept.
    joint_units : pl.DataFrame
        As from `joint_units_at`.

    Returns
    -------
    pl.DataFrame
        Without the rows that the BBSR does not count. A municipality moves only to a Verband that exists among the
        members, so that a table of one Land or of an early year stays as it is.

    Examples
    --------
    >>> members = pl.DataFrame({"ags": ["a", "b", "c"], "verband": ["1", "2", "3"]})
    >>> joint = pl.DataFrame({"ags": ["b", "c"], "verband": ["1", None]})
    >>> observation_units(members, joint).rows()
    [('a', '1'), ('b', '1')]
    """
    moved = joint_units.select("ags", pl.col("verband").alias("_joint"), pl.lit(value=True).alias("_listed"))
    target = pl.col("_joint")
    exists = target.is_in(members["verband"].unique().to_list())
    return (
        members.join(moved, on="ags", how="left", maintain_order="left")
        .filter(~(pl.col("_listed").fill_null(value=False) & target.is_null()))
        .with_columns(verband=pl.when(exists).then(target).otherwise("verband"))
        .drop("_joint", "_listed")
    )


def valid_at(table: pl.DataFrame, day: date) -> pl.DataFrame:
    """Rows of a dated table that hold on this day.

    Parameters
    ----------
    table : pl.DataFrame
        With the columns from and to, the first and last day; null means open.
    day : date
        The day asked for.

    Returns
    -------
    pl.DataFrame
        The same columns without from and to.
    """
    begun = pl.col("from").is_null() | (pl.col("from") <= day)
    not_over = pl.col("to").is_null() | (pl.col("to") >= day)
    return table.filter(begun & not_over).drop("from", "to")


def read_dated_table(path: Path, values: dict[str, pl.Enum]) -> pl.DataFrame:
    """Read a table of dated rows, and check it.

    Parameters
    ----------
    path : Path
        A CSV file with ags, name, columns of its own, from, to, source.
    values : dict of str to pl.Enum
        The columns with a closed list of values, and that list.

    Returns
    -------
    pl.DataFrame
        The file's columns, sorted by ags and date; from and to are dates, null where open.

    Raises
    ------
    SourceLayoutError
        For a missing column.
    SourceContentError
        For a wrong key, value or date, a row without a source, and two rows of one municipality that hold at the same
        time.
    """
    raw = pl.read_csv(path, infer_schema=False)
    _check_columns(raw, ("ags", "name", *values, "from", "to", "source"), path)
    table = raw.with_columns(
        pad_key(pl.col("ags"), "gemeinde").alias("_ags"),
        *(pl.col(name).cast(levels, strict=False).alias(f"_{name}") for name, levels in values.items()),
        *(pl.col(name).str.to_date("%Y-%m-%d", strict=False).alias(f"_{name}") for name in ("from", "to")),
    )
    for name in values:
        _refuse(table, pl.col(f"_{name}").is_null(), path, f"'{name}' is none of {', '.join(values[name].categories)}")
    _refuse(table, pl.col("_ags").is_null() | (pl.col("_ags") != pl.col("ags")), path, "'ags' needs eight digits")
    for name in ("from", "to"):
        wrong = pl.col(f"_{name}").is_null() & pl.col(name).is_not_null()
        _refuse(table, wrong, path, f"'{name}' is no date like 2015-12-31")
    _refuse(table, pl.col("source").is_null(), path, "the source is missing")
    _refuse(table, pl.col("_from") > pl.col("_to"), path, "'from' lies after 'to'")
    parsed = table.with_columns(pl.col(f"_{name}").alias(name) for name in (*values, "from", "to"))
    tidy = parsed.select(raw.columns).sort("ags", "from", nulls_last=False)
    _refuse(tidy, _overlaps(), path, "another row of this municipality holds at the same time")
    return tidy


@cache
def _shipped(name: str) -> pl.DataFrame:
    """One of the tables that lie beside this file."""
    with as_file(files("kleinstadt.typologies") / name) as path:
        return read_dated_table(path, _VALUES[name])


def _overlaps() -> pl.Expr:
    """Whether a row begins before the municipality's row above it is over (sorted by ags and date)."""
    end_above = pl.col("to").fill_null(date.max).shift(1).over("ags")
    return end_above >= pl.col("from").fill_null(date.min)


def _check_columns(raw: pl.DataFrame, wanted: tuple[str, ...], path: Path) -> None:
    missing = [name for name in wanted if name not in raw.columns]
    if missing:
        msg = (
            f"{path.name}: no column {', '.join(missing)} in row 1 (found: {', '.join(raw.columns)}). "
            "Compare with docs/central-places.md."
        )
        raise SourceLayoutError(msg)


def _refuse(table: pl.DataFrame, wrong: pl.Expr, path: Path, reason: str) -> None:
    """Raise SourceContentError when rows are wrong, naming the first of them."""
    bad = table.filter(wrong.fill_null(value=False))
    if bad.height:
        row = {key: value for key, value in bad.row(0, named=True).items() if not key.startswith("_")}
        msg = f"{path.name}: {reason} ({bad.height} rows, the first: {row}). Correct the row or remove it."
        raise SourceContentError(msg)
