"""What an area of the map stands beside: the median of its group, by type and Lage."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.groups import FEWEST, Group, group_of
from kleinstadt.territory.coding import Floats


@dataclass(frozen=True)
class Grouped:
    """The groups of all areas of a level.

    Attributes
    ----------
    groups : tuple of Group
        Each group once.
    of : array of int, one entry an area
        Place of each area's group in `groups`; -1 without people or type.
    """

    groups: tuple[Group, ...] = field(repr=False)
    of: NDArray[np.intp]

    def median(self, place: int, values: Floats) -> tuple[float, int] | None:
        """The median of a group and of how many it is; None for fewer than eight with a value.

        Parameters
        ----------
        place : int
            Place of the group.
        values : array of float, one entry an area
            In one unit; NaN where missing.

        Returns
        -------
        tuple of (float, int), or None
            Median in the unit of the values, and of how many.
        """
        known = values[(self.of == place) & ~np.isnan(values)]
        return (float(np.median(known)), len(known)) if len(known) >= FEWEST else None


def grouped(atlas: Atlas, areas: Areas) -> Grouped:
    """The groups of the areas of a level.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    areas : Areas
        All areas of the level.

    Returns
    -------
    Grouped
        By type and Lage.
    """

    def make() -> Grouped:
        inside = zip(areas.keys, areas.inhabited, strict=True)
        found = [group_of(atlas, areas, key) if people else None for key, people in inside]
        groups = tuple(dict.fromkeys(one for one in found if one is not None and one.type is not None))
        place = {one: at for at, one in enumerate(groups)}
        of = [-1 if one is None else place.get(one, -1) for one in found]
        return Grouped(groups, np.array(of, dtype=np.intp))

    return atlas.once(("map groups", areas.year, areas.level), make)
