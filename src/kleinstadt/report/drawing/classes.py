"""Classes of a value on a map: where they break, how they are worded, what they are painted with."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

MISSING = -1
PRINTED: Final = {  # the limits of the report's maps, by indicator
    "settlement_density": (750.0, 1000.0, 1500.0, 2000.0),
    "buildings_3plus_share": (5.0, 10.0, 15.0, 20.0),
    "broadband_all_50_pct": (50.0, 70.0, 85.0, 95.0),
}


@dataclass(frozen=True)
class Classes:
    """Classes of a value, each from its lower limit up to below the next one.

    Attributes
    ----------
    breaks : tuple of float
        The limits between the classes, ascending; one fewer than colours.
    colours : tuple of str
        From the lowest class to the highest, as "#rrggbb".
    digits : int
        Decimals of the limits in the legend.
    """

    breaks: tuple[float, ...]
    colours: tuple[str, ...]
    digits: int = 0

    def __post_init__(self) -> None:
        """Refuse what could not be painted: unordered limits, or a number of colours that does not fit them."""
        if list(self.breaks) != sorted(set(self.breaks)):
            msg = f"The limits of the classes must ascend, each one greater than the last; found {self.breaks}."
            raise ValueError(msg)
        if len(self.colours) != len(self.breaks) + 1:
            msg = (
                f"{len(self.breaks)} limits make {len(self.breaks) + 1} classes, but {len(self.colours)} colours came."
            )
            raise ValueError(msg)

    def index(self, values: ArrayLike) -> NDArray[np.intp]:
        """Class of each value, 0 for the lowest, MISSING (-1) for a missing one. A limit belongs to the upper class.

        Parameters
        ----------
        values : array of float
            In the unit of the limits; NaN where missing.

        Returns
        -------
        array of int, as long
            0 for the lowest class, MISSING (-1) for a missing value.

        Examples
        --------
        >>> Classes((10.0, 20.0), ("#ffffff", "#888888", "#000000")).index([5, 10, 25, float("nan")]).tolist()
        [0, 1, 2, -1]
        """
        numbers = np.asarray(values, dtype=float)
        return np.where(np.isnan(numbers), MISSING, np.searchsorted(self.breaks, numbers, side="right"))

    def counts(self, values: ArrayLike) -> list[int]:
        """How many values each class has, from the lowest; missing ones are in none.

        Parameters
        ----------
        values : array of float
            In the unit of the limits; NaN where missing.

        Returns
        -------
        list of int
            One entry a class.
        """
        found = self.index(values)
        return [int(count) for count in np.bincount(found[found != MISSING], minlength=len(self.colours))]

    def words(self, lang: Lang) -> list[str]:
        """Each class in words: "unter 500", "500 bis unter 1.000", "1.000 und mehr"."""
        return _format_breaks(self.breaks, self.digits, lang)


def _format_breaks(breaks: Sequence[float], digits: int, lang: Lang) -> list[str]:
    """The classes between these limits in words, from the lowest to the highest."""
    limits = [number(limit, digits, lang) for limit in breaks]
    between = [f"{low} {pick(('bis unter', 'to under'), lang)} {high}" for low, high in pairwise(limits)]
    return [
        f"{pick(('unter', 'under'), lang)} {limits[0]}",
        *between,
        f"{limits[-1]} {pick(('und mehr', 'and more'), lang)}",
    ]
