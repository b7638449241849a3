"""What publishers print instead of a number. Value and status are two columns: a symbol is never a zero by accident."""

from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError

PRESENT: Final = ("measured", "modelled")

MISSING: Final = {
    "secret": "kept secret by the publisher",
    "unreliable": "too unreliable to publish",
    "not_meaningful": "makes no sense here",
    "not_yet": "to be published later",
    "missing": "not in the source",
    "no_road": "no road leads to it",
}

STATUSES: Final = (*PRESENT, "partial", *MISSING)  # where a status is kept as a number, it is its place in this list

# The symbols of DIN 55301 as the statistical offices use them.
DIN_55301: Final = {".": "secret", "/": "unreliable", "x": "not_meaningful", "X": "not_meaningful", "...": "not_yet"}
ZERO: Final = ("-", "–", "—")

PLAIN: Final = r"^[+-]?\d+(\.\d+)?$"  # no 1e5, no inf
THOUSANDS: Final = r"^[+-]?[1-9]\d{0,2}(\.\d{3})+$"  # 1.010 may be a thousand and ten


def plain_number(text: pl.Expr, *, thousandths: bool = False) -> pl.Expr:
    """Numbers of a column of text with decimal points.

    Parameters
    ----------
    text : pl.Expr
        The column.
    thousandths : bool
        Whether it is written with three decimals; elsewhere 1.010 is no number, as nobody can tell whether its dot
        parts thousands.

    Returns
    -------
    pl.Expr
        Float64; null for everything that is no plain number.

    Examples
    --------
    >>> pl.DataFrame({"cell": ["12.5", "1.010", "1e5"]}).select(plain_number(pl.col("cell")))["cell"].to_list()
    [12.5, None, None]
    """
    clean = text.cast(pl.String).str.strip_chars()
    plain = clean.str.contains(PLAIN)
    if not thousandths:
        plain &= ~clean.str.contains(THOUSANDS)
    return pl.when(plain).then(clean).cast(pl.Float64, strict=False)


def value_and_status(
    text: pl.Series,
    where: str,
    *,
    symbols: dict[str, str] = DIN_55301,
    decimal_comma: bool = False,
    thousandths: bool = False,
) -> tuple[pl.Series, pl.Series]:
    """Split a text column into values and statuses.

    A dash is exactly zero and measured; an empty cell is "missing"; thousands dots are not accepted (plain_number).

    Parameters
    ----------
    text : pl.Series of str
        The column.
    where : str
        Name of file and column, for the error.
    symbols : dict of str to str
        The status that each of the publisher's symbols stands for.
    decimal_comma : bool
        Whether numbers are written with a comma.
    thousandths : bool
        Whether they are written with three decimals.

    Returns
    -------
    tuple of two pl.Series
        Values (Float64) and statuses.

    Raises
    ------
    SourceContentError
        For anything else that is no number, with the first odd cells.

    Examples
    --------
    >>> value, status = value_and_status(pl.Series("persons", ["12", "-", ".", ""]), "a file")
    >>> value.to_list(), status.to_list()
    ([12.0, 0.0, None, None], ['measured', 'measured', 'secret', 'missing'])
    """
    cell, value, said = pl.col("cell"), pl.col("value"), pl.col("said")
    number = cell.str.replace(",", ".", literal=True) if decimal_comma else cell
    read = (
        pl.DataFrame({"cell": text})
        .select(cell.cast(pl.String).str.strip_chars().fill_null(""))
        .with_columns(
            value=pl.when(cell.is_in(list(ZERO))).then(0.0).otherwise(plain_number(number, thousandths=thousandths)),
            said=cell.replace_strict({**symbols, "": "missing"}, default=None, return_dtype=pl.String),
        )
        .with_columns(
            odd=value.is_null() & said.is_null(),
            status=pl.when(value.is_not_null()).then(pl.lit("measured")).otherwise(said),
        )
    )
    odd = read["odd"]
    if odd.any():
        row = int(odd.arg_true()[0])
        shown = ", ".join(repr(cell) for cell in read["cell"].filter(odd).unique(maintain_order=True).head(5))
        msg = f"{where}: {odd.sum()} cells are neither number nor known symbol (first in data row {row + 1}): {shown}."
        raise SourceContentError(msg)
    return read["value"].alias(text.name), read["status"]
