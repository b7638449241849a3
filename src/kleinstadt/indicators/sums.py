"""Sums over the members of each group of municipalities, and one sum over another."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.territory.coding import Codes, Floats

WHOLES: Final = 2  # people and land


class Sums:
    """Sums over the members of each group, always in the order of the municipalities."""

    def __init__(self, groups: Codes, count: int) -> None:
        """Take the groups.

        Parameters
        ----------
        groups : array of int
            The group of each municipality, 0 to count - 1; -1 for none.
        count : int
            Number of groups.
        """
        self._groups, self.count, self._inside = groups, count, groups >= 0
        self._places = np.where(self._inside, groups, count).astype(np.intp)  # those of no group behind all groups
        self._alone = count == len(groups) and bool((groups == np.arange(count)).all())  # each municipality for itself
        self._wholes: list[tuple[Floats, Floats]] = []

    def total(self, amounts: Floats) -> Floats:
        """The sum of each group.

        Parameters
        ----------
        amounts : array of float
            What is added up, one a municipality; 0 for who does not count.

        Returns
        -------
        array of float
            One a group, 0 where nobody counts.
        """
        if self._alone:
            return amounts + 0.0  # as a sum has it: no -0.0
        return np.bincount(self._places, amounts, minlength=self.count + 1)[: self.count].astype(np.float64, copy=False)

    def whole(self, weights: Floats) -> Floats:
        """The sum of each group over all whose weight is known; kept for the next indicator, which asks the same.

        Parameters
        ----------
        weights : array of float
            People or land, one a municipality; NaN where unknown.

        Returns
        -------
        array of float
            One a group.
        """
        for of, found in self._wholes:
            if of is weights:
                return found
        found = self.total(np.where(np.isnan(weights), 0.0, weights))
        self._wholes = [(weights, found), *self._wholes[: WHOLES - 1]]
        return found

    def how_many(self, among: NDArray[np.bool_]) -> Codes:
        """The number of members of each group.

        Parameters
        ----------
        among : array of bool
            Which municipalities count.

        Returns
        -------
        array of int
            One a group.
        """
        if self._alone:
            return among.astype(np.intp)
        return np.bincount(self._places[among], minlength=self.count + 1)[: self.count]

    def first(self, codes: Codes, among: NDArray[np.bool_]) -> Codes:
        """The code of each group's first member.

        Parameters
        ----------
        codes : array of int
            One a municipality.
        among : array of bool
            Which municipalities count.

        Returns
        -------
        array of int
            One a group; -1 where it has no member of those.
        """
        if self._alone:
            return np.where(among, codes, -1).astype(np.int64)
        chosen = np.flatnonzero(self._inside & among)[::-1]
        found = np.full(self.count, -1, dtype=np.int64)
        found[self._groups[chosen]] = codes[chosen]  # of several the last one stays, which is the first
        return found


def quotient(above: Floats, below: Floats) -> Floats:
    """Sums divided.

    Parameters
    ----------
    above, below : array of float
        Numerators and denominators.

    Returns
    -------
    array of float
        NaN where there is nothing to divide by.

    Examples
    --------
    >>> quotient(np.array([1.0, 1.0]), np.array([4.0, 0.0])).tolist()
    [0.25, nan]
    """
    found: Floats = np.divide(above, below, out=np.full(len(above), np.nan), where=below > 0)
    return found
