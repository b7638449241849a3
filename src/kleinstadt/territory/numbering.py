"""Keys of municipalities by number, so that arrays need no lookups."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import polars as pl

from kleinstadt.territory.coding import Codes

STRANGER: Final = -1  # number of a key that is not in the list


@dataclass(frozen=True)
class Numbering:
    """Keys by number: a key's number is its place in the list; strangers have -1.

    Attributes
    ----------
    keys : pl.Series
        Distinct, in order.
    """

    keys: pl.Series

    @classmethod
    def of(cls, *lists: pl.Series) -> "Numbering":
        """The numbering of the distinct keys of some lists.

        Parameters
        ----------
        lists : pl.Series
            Keys; null is left out.

        Returns
        -------
        Numbering
            In order of the keys.

        Examples
        --------
        >>> numbering = Numbering.of(pl.Series(["02", "01"]), pl.Series(["03"]))
        >>> numbering.numbers(pl.Series(["03", "99"])).tolist()
        [2, -1]
        """
        return cls(pl.concat([keys.unique() for keys in lists]).unique().drop_nulls().sort().alias("area_id"))

    def __len__(self) -> int:
        """How many keys there are."""
        return len(self.keys)

    def numbers(self, keys: pl.Series) -> Codes:
        """The number of each key; a lookup costs as much as fifty thousand further keys, so ask for many at once.

        Parameters
        ----------
        keys : pl.Series
            Keys.

        Returns
        -------
        array of int
            Same length; -1 for strangers and null.
        """
        return keys.cast(self._known, strict=False).to_physical().cast(pl.Int32).fill_null(STRANGER).to_numpy()

    @cached_property
    def _known(self) -> pl.Enum:
        return pl.Enum(self.keys)
