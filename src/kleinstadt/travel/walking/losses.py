"""What of a timetable could not be used, counted and said."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import polars as pl

TOO_MUCH: Final = 0.05  # of a table: beyond it departures are no longer known


@dataclass(frozen=True)
class Lost:
    """Rows of one table that are in no number, or were mended.

    Attributes
    ----------
    table : str
        Its name without ".txt".
    reason : str
        What is wrong with them.
    count, of : int
        How many rows, of how many.
    departures : bool
        Whether departures were lost with them.
    """

    table: str
    reason: str
    count: int
    of: int
    departures: bool = True

    @property
    def too_many(self) -> bool:
        """Whether so many departures are lost that the rest is no answer."""
        return self.departures and self.count > TOO_MUCH * self.of

    def __str__(self) -> str:
        """One line for the reader."""
        return f"{self.table}.txt: {self.count:,} of {self.of:,} {self.reason}"


def too_much(lost: Iterable[Lost]) -> str:
    """Why departures are not known; empty where they are.

    Parameters
    ----------
    lost : iterable of Lost
        What could not be used.

    Returns
    -------
    str
        In one sentence.
    """
    return "; ".join(f"the timetable lost too much ({one})" for one in lost if one.too_many)


def lost_frame(lost: Iterable[Lost]) -> pl.DataFrame:
    """Losses as rows: id (table), count, reason.

    Parameters
    ----------
    lost : iterable of Lost
        What could not be used.

    Returns
    -------
    pl.DataFrame
        One row a loss.
    """
    rows = [(f"{one.table}.txt", float(one.count), one.reason) for one in lost]
    return pl.DataFrame(rows, schema={"id": pl.String, "count": pl.Float64, "reason": pl.String}, orient="row")
