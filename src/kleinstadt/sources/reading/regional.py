"""Tables whose rows are municipalities, Kreise, Länder and Germany at once, under one column of 8-digit keys.

The key alone does not say the level: 01001000 is a town without a Kreis, 01051000 a Kreis, 02000000 a Land, a Kreis
and a municipality. `with_levels` decides by structure and gives every level its own row, so that the levels can be
added up and held against each other.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.keys import BUND, DIGITS, LAENDER
from kleinstadt.sources.reading.symbols import value_and_status
from kleinstadt.sources.reading.tables import refuse_doubled
from kleinstadt.sources.reading.text import decode, read_bytes, read_delimited

GERMANY: Final = "DG000000"
ONE_TOWN_LAENDER: Final = ("02000000", "11000000")  # Hamburg and Berlin; Bremen is two towns
ROUND: Final = 1e-6  # what adding up binary fractions may cost


def read_wide(path: Path, columns: dict[str, str], *, thousandths: bool = False) -> pl.DataFrame:
    """A table of the Regionaldatenbank, one column a variable.

    Parameters
    ----------
    path : Path
        The raw file.
    columns : dict of str to str
        Name of each column in the file, and here.
    thousandths : bool
        Whether the numbers are printed with three decimals (plain_number).

    Returns
    -------
    pl.DataFrame
        `ags` (text) and one Float64 column for each of `columns`; an empty cell is null, a dash is zero.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For an absent or unknown column, or a wrong encoding.
    SourceContentError
        For a doubled or odd key, a cell that is no number, a number below zero.
    """
    where = path.name
    table = read_delimited(decode(read_bytes(path), where), where, ["ags", *columns])
    refuse_unknown(table.columns, ["ags", *columns], where)
    refuse_doubled(table, ["ags"], where)
    _refuse_odd_keys(table["ags"], where)
    numbers = [
        _numbers(table[old], f"{where}, column '{old}'", thousandths=thousandths).alias(new)
        for old, new in columns.items()
    ]
    return pl.DataFrame([table["ags"], *numbers])


def refuse_unknown(found: list[str], known: list[str], where: str) -> None:
    """Raise an error if there is a column that nobody knows: it may change what the others mean.

    Parameters
    ----------
    found : list of str
        Columns of the file.
    known : list of str
        Those that are known.
    where : str
        Name of the file.

    Raises
    ------
    SourceLayoutError
        Naming the unknown ones.
    """
    unknown = [name for name in found if name not in known]
    if unknown:
        msg = (
            f"{where}: unknown column {', '.join(map(repr, unknown))} (expected: {', '.join(known)}). "
            "The publisher has probably changed the layout: compare with `kleinstadt sources`."
        )
        raise SourceLayoutError(msg)


def _numbers(text: pl.Series, where: str, *, thousandths: bool) -> pl.Series:
    value, _ = value_and_status(text, where, symbols={}, thousandths=thousandths)
    if (value < 0).any():
        row = int((value < 0).arg_true()[0])
        msg = (
            f"{where}: {value[row]} in data row {row + 1}; a number below zero is impossible here. Get the file again."
        )
        raise SourceContentError(msg)
    return value


def _refuse_odd_keys(keys: pl.Series, where: str) -> None:
    good = keys.str.contains(r"^[0-9]{8}$") & keys.str.slice(0, 2).is_in(list(LAENDER)) | (keys == GERMANY)
    odd = keys.filter(~good.fill_null(value=False))
    if not odd.is_empty():
        shown = ", ".join(repr(key) for key in odd.head(5))
        msg = (
            f"{where}: {odd.len()} keys are neither eight digits that begin with a Land (01 to 16) nor {GERMANY}: "
            f"{shown}. Were leading zeros lost? Keep the column as text and save the file again."
        )
        raise SourceContentError(msg)


def with_levels(table: pl.DataFrame) -> pl.DataFrame:
    """One row a level and area.

    A town without a Kreis is two rows (kreis, gemeinde), Hamburg and Berlin three; Berlin's districts are dropped.

    Parameters
    ----------
    table : pl.DataFrame
        Column `ags` as `read_wide` gives it.

    Returns
    -------
    pl.DataFrame
        level, area_id (its length as in keys.py), then the other columns of `table`.
    """
    ags = pl.col("ags")
    regular = table.filter(ags != GERMANY)
    towns = regular.filter(~ags.str.ends_with("000"))["ags"].str.slice(0, DIGITS["kreis"])
    has_towns = ags.str.slice(0, DIGITS["kreis"]).is_in(towns.unique().to_list())
    is_land, one_town = ags.str.ends_with("000000"), ags.is_in(ONE_TOWN_LAENDER)
    ends_open = ags.str.ends_with("000")
    district = ags.str.starts_with("11") & ~is_land
    by_level = {
        "bund": (table.filter(ags == GERMANY), pl.lit(BUND)),
        "land": (regular.filter(is_land), ags.str.slice(0, DIGITS["land"])),
        "kreis": (regular.filter(ends_open & (~is_land | one_town)), ags.str.slice(0, DIGITS["kreis"])),
        "gemeinde": (
            regular.filter(~district & (~is_land | one_town) & (~ends_open | one_town | ~has_towns)),
            ags,
        ),
    }
    return pl.concat(
        rows.select(pl.lit(level).alias("level"), key.alias("area_id"), pl.exclude("ags"))
        for level, (rows, key) in by_level.items()
    )


def gaps(table: pl.DataFrame, variables: list[str], total: str, parts: str, where: str) -> pl.DataFrame:
    """What the areas of one level have more than the sum of their areas of another.

    Parameters
    ----------
    table : pl.DataFrame
        As `with_levels` gives it.
    variables : list of str
        Columns that are added up.
    total : str
        The larger level.
    parts : str
        The smaller level.
    where : str
        Name of the file, for the error.

    Returns
    -------
    pl.DataFrame
        area_id (of the total), variable, number (of parts), printed, gap = printed - sum.

    Raises
    ------
    SourceContentError
        For a total without parts or parts without a total.
    """
    key = pl.lit(BUND) if total == "bund" else pl.col("area_id").str.slice(0, DIGITS[total])
    below = table.filter(pl.col("level") == parts).group_by(key.alias("area_id"))
    sums = below.agg(pl.col(variables).sum(), number=pl.len()).unpivot(
        variables, index=["area_id", "number"], value_name="sum"
    )
    printed = table.filter(pl.col("level") == total).unpivot(variables, index="area_id", value_name="printed")
    both = printed.join(sums, on=["area_id", "variable"], how="full", coalesce=True)
    alone = both.filter(pl.col("printed").is_null() | pl.col("sum").is_null())["area_id"].unique().sort()
    if not alone.is_empty():
        msg = (
            f"{where}: {total} {', '.join(alone.head(5))} has no total or no {parts} below it. "
            "The file is incomplete; get it again from its publisher."
        )
        raise SourceContentError(msg)
    return both.select("area_id", "variable", "number", "printed", gap=pl.col("printed") - pl.col("sum"))


def refuse_gaps(found: pl.DataFrame, lowest: pl.Expr, highest: pl.Expr, where: str) -> None:
    """Raise an error for totals that their parts do not add up to.

    Parameters
    ----------
    found : pl.DataFrame
        As `gaps` gives it.
    lowest, highest : pl.Expr
        What a gap may be, over the columns of `found`.
    where : str
        Name of the file.

    Raises
    ------
    SourceContentError
        Naming the first such total.
    """
    limits = found.with_columns(lowest=lowest, highest=highest)
    wrong = limits.filter(~pl.col("gap").is_between(pl.col("lowest") - ROUND, pl.col("highest") + ROUND))
    if wrong.is_empty():
        return
    first = wrong.sort("area_id", "variable").row(0, named=True)
    msg = (
        f"{where}: '{first['variable']}' of area {first['area_id']} is printed as {first['printed']:g}, but its "
        f"{first['number']} parts add up to {first['printed'] - first['gap']:g}; expected a difference from "
        f"{first['lowest']:g} to {first['highest']:g} ({wrong.height} such totals). Get the file again."
    )
    raise SourceContentError(msg)


def rounding(unit: float) -> pl.Expr:
    """How far a total may be from the sum of its parts when each of them was rounded to `unit`.

    Parameters
    ----------
    unit : float
        1 for whole numbers.

    Returns
    -------
    pl.Expr
        Over the column `number` of `gaps`.
    """
    return (pl.col("number") + 1) * unit / 2
