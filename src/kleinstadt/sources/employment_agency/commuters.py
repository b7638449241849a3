"""Commuters between Kreise, December 2019: every pair of the 401 Kreise, told from both sides.

In the row of Kreis a and Kreis b, `incoming` live in b and work in a, `outgoing` live in a and work in b (Frankfurt am
Main: 385,739 in, 100,353 out). Pairs of fewer than ten persons are withheld and stand as zero, as do people who work
where they live; neither is a flow here.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.keys import pad_key
from kleinstadt.sources.reading.regional import refuse_unknown
from kleinstadt.sources.reading.symbols import value_and_status
from kleinstadt.sources.reading.tables import FLOWS, RawFile, Reader, Reading, refuse_doubled, tidy
from kleinstadt.sources.reading.text import decode, read_bytes, read_delimited

COUNTS: Final = ["inandout", "incoming", "outgoing"]
COLUMNS: Final = ["id_kreis_a", "id_kreis_b", *COUNTS]


def read(path: Path, file: RawFile) -> Reading:
    """Flows `commuters` from the Kreis of residence to the Kreis of work, each pair once, none of zero.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: flows (persons).

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For other columns.
    SourceContentError
        Where the two sides of a pair contradict each other.
    """
    where = path.name
    table = read_delimited(decode(read_bytes(path), where), where, COLUMNS)
    refuse_unknown(table.columns, COLUMNS, where)
    counts = [value_and_status(table[name], f"{where}, column '{name}'", symbols={})[0] for name in COUNTS]
    keys = table.select(a=pad_key(pl.col("id_kreis_a"), "kreis"), b=pad_key(pl.col("id_kreis_b"), "kreis"))
    pairs = pl.DataFrame([keys["a"], keys["b"], *counts])
    _refuse_gaps(pairs, where)
    refuse_doubled(pairs, ["a", "b"], where)
    _refuse_contradictions(pairs, where)
    flows = pairs.filter((pl.col("outgoing") > 0) & (pl.col("a") != pl.col("b")))
    return Reading(
        flows=tidy(
            flows.select(from_id="a", to_id="b", value="outgoing"),
            FLOWS,
            level="kreis",
            territory=file.territory,
            period=file.period,
            variable="commuters",
            status="measured",
            source=file.source,
        )
    )


def _refuse_gaps(pairs: pl.DataFrame, where: str) -> None:
    wrong = pairs.with_row_index("row", offset=1).filter(
        pl.any_horizontal(pl.all().is_null()) | pl.any_horizontal(pl.col(COUNTS) < 0)
    )
    if not wrong.is_empty():
        msg = (
            f"{where}: data row {wrong['row'][0]} has no Kreis key of up to five digits, an empty count or one below "
            f"zero ({wrong.height} such rows). Get the file again."
        )
        raise SourceContentError(msg)


def _refuse_contradictions(pairs: pl.DataFrame, where: str) -> None:
    """What a tells of b must be what b tells of a, and both directions must add up."""
    mirrored = pairs.select(a="b", b="a", there="incoming")
    both = pairs.join(mirrored, on=["a", "b"], how="left")
    agree = (pl.col("outgoing") == pl.col("there")) & (pl.col("inandout") == pl.col("incoming") + pl.col("outgoing"))
    wrong = both.filter(~agree.fill_null(value=False))
    if not wrong.is_empty():
        first = wrong.row(0, named=True)
        msg = (
            f"{where}: {wrong.height} pairs contradict each other, first {first['a']} and {first['b']}: "
            f"{first['outgoing']} out of the one, {first['there']} into the other, {first['incoming']} back, "
            f"{first['inandout']} in all. Get the file again."
        )
        raise SourceContentError(msg)


READER: Final = Reader("pendler", read)
