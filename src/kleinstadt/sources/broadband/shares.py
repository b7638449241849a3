"""What every edition of the Breitbandatlas gives: shares of households in percent, by technology and speed."""

from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.reading.symbols import plain_number

# The atlas counts covered households against another stock of households: up to 100.55 % in the files of 2018 to 2021.
EXCESS_PCT: Final = 1.0


def variable(technology: str, speed: str) -> str:
    """Name of the variable: the share of households that can have at least `speed` Mbit/s.

    Parameters
    ----------
    technology : str
        "all", "wired", "ftth", ...
    speed : str
        Mbit/s.

    Returns
    -------
    str
        "broadband_all_50_pct".
    """
    return f"broadband_{technology}_{speed}_pct"


def shares(text: pl.DataFrame, where: str) -> pl.DataFrame:
    """Shares from text columns with a decimal point or comma; an empty cell becomes null.

    Shares above 100 by at most EXCESS_PCT become 100.

    Parameters
    ----------
    text : pl.DataFrame
        Column `area_id` and one text column a variable.
    where : str
        Name of the file, for the error.

    Returns
    -------
    pl.DataFrame
        The same columns, shares as Float64 (0 to 100).

    Raises
    ------
    SourceLayoutError
        For a cell that is no number.
    SourceContentError
        For a share that cannot be.
    """
    clean = text.with_columns(pl.exclude("area_id").str.strip_chars().str.replace(",", ".", literal=True))
    numbers = clean.with_columns(plain_number(pl.exclude("area_id"), thousandths=True))
    for name in numbers.columns[1:]:
        _refuse_words(clean.filter(numbers[name].is_null() & (clean[name] != "")), name, where)
        _refuse_impossible(numbers.filter((pl.col(name) < 0) | (pl.col(name) > 100 + EXCESS_PCT)), name, where)
    return numbers.with_columns(pl.exclude("area_id").clip(upper_bound=100))


def with_households(wide: pl.DataFrame) -> pl.DataFrame:
    """Without the areas that have 0 in every column: nobody lives there, and a share of nothing is not zero.

    Parameters
    ----------
    wide : pl.DataFrame
        Column `area_id` and one Float64 column a variable.

    Returns
    -------
    pl.DataFrame
        The other rows.
    """
    return wide.filter((pl.max_horizontal(pl.exclude("area_id")) == 0).fill_null(value=False).not_())


def _refuse_words(odd: pl.DataFrame, name: str, where: str) -> None:
    if not odd.is_empty():
        area, cell = odd.select("area_id", name).row(0)
        msg = (
            f"{where}: area {area} has {cell!r} for '{name}', expected a percentage ({odd.height} such cells in this "
            "column). The publisher has probably changed the layout: compare with `kleinstadt sources`."
        )
        raise SourceLayoutError(msg)


def _refuse_impossible(odd: pl.DataFrame, name: str, where: str) -> None:
    if not odd.is_empty():
        area, share = odd.select("area_id", name).row(0)
        msg = (
            f"{where}: area {area} has {share} for '{name}', expected 0 to 100 percent ({odd.height} such cells in "
            "this column). Correct the file or get it again from its publisher."
        )
        raise SourceContentError(msg)


def refuse_bad_keys(keys: pl.Series, area_id: pl.Series, where: str) -> None:
    """Raise an error if a key of the file could not be read.

    Parameters
    ----------
    keys : pl.Series
        Keys as the file has them.
    area_id : pl.Series
        The same as they were read, null where that failed.
    where : str
        Name of the file, for the error.

    Raises
    ------
    SourceLayoutError
        Naming the first such key.
    """
    bad = keys.filter(area_id.is_null())
    if not bad.is_empty():
        msg = f"{where}: {bad.len()} keys of areas are none, first {bad[0]!r}. Was the file changed by hand?"
        raise SourceLayoutError(msg)
