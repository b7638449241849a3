"""What an indicator is made of, municipality by municipality: from here its values of any area or group are made."""

from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.indicators.model import Count, Indicator
from kleinstadt.indicators.vintages import with_spans
from kleinstadt.memory import KEPT_ELSEWHERE
from kleinstadt.sources.reading.symbols import STATUSES
from kleinstadt.territory.coding import Codes, Floats, floats, named, places


@dataclass(frozen=True)
class Parts:
    """What an indicator is made of: arrays of one entry a municipality.

    Attributes
    ----------
    numerator : array of float
        In the unit of the count above the line (a rate times its weight for a Published one); NaN where unknown.
    denominator : array of float
        In the unit of the count below it; all NaN for a Count.
    status : array of int
        Place in STATUSES.
    vintage : array of int
        Place in `vintages`, -1 for none.
    vintages : tuple of str
        Periods.
    population, area_km2 : array of float or None
        Persons and km², what coverage is told by; None where nobody knows.
    """

    numerator: Floats
    denominator: Floats
    status: Codes
    vintage: Codes
    vintages: tuple[str, ...]
    population: Floats | None = field(metadata=KEPT_ELSEWHERE)
    area_km2: Floats | None = field(metadata=KEPT_ELSEWHERE)

    @classmethod
    def of(cls, frame: pl.DataFrame) -> "Parts":
        """The parts that a frame holds.

        Parameters
        ----------
        frame : pl.DataFrame
            numerator, denominator, status, vintage; population and area_km2 where they are known.

        Returns
        -------
        Parts
            In the order of the rows.
        """
        vintages = with_spans(tuple(frame["vintage"].drop_nulls().unique().to_list()))
        weights = [floats(frame[name]) if name in frame.columns else None for name in ("population", "area_km2")]
        return cls(
            floats(frame["numerator"]),
            floats(frame["denominator"]),
            places(frame["status"], STATUSES),
            places(frame["vintage"], vintages),
            vintages,
            *weights,
        )

    def at(self, rows: Codes) -> "Parts":
        """The parts of some municipalities.

        Parameters
        ----------
        rows : array of int
            Their places.

        Returns
        -------
        Parts
            In the order of `rows`.
        """
        people, km2 = (None if weights is None else weights[rows] for weights in (self.population, self.area_km2))
        above, below = self.numerator[rows], self.denominator[rows]
        return Parts(above, below, self.status[rows], self.vintage[rows], self.vintages, people, km2)

    def known(self, indicator: Indicator) -> NDArray[np.bool_]:
        """Which municipalities have all that the indicator needs.

        Parameters
        ----------
        indicator : Indicator
            A Count needs the numerator, others both.

        Returns
        -------
        array of bool
            One entry a municipality.
        """
        above = ~np.isnan(self.numerator)
        return above if isinstance(indicator, Count) else above & ~np.isnan(self.denominator)


def parts_frame(parts: Parts) -> pl.DataFrame:
    """Parts as a frame.

    Parameters
    ----------
    parts : Parts
        One entry a municipality.

    Returns
    -------
    pl.DataFrame
        numerator, denominator, status, vintage; null where unknown.
    """
    numbers = pl.DataFrame({"numerator": parts.numerator, "denominator": parts.denominator}).fill_nan(None)
    status, vintage = named(parts.status, STATUSES), named(parts.vintage, parts.vintages)
    return numbers.with_columns(status.alias("status"), vintage.alias("vintage"))
