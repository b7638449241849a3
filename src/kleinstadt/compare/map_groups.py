"""What an area of the map stands beside: the median of its group, by type and Lage."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kleinstadt.compare.columns import Areas, Atlas, Floats
from kleinstadt.compare.groups import FEWEST, Group, group_of


@dataclass(frozen=True)
class Grouped:
    """The groups of all areas of a level; of : the place of each area's group, -1 without people or type."""

    groups: tuple[Group, ...] = field(repr=False)
    of: NDArray[np.intp]

    def median(self, place: int, values: Floats) -> tuple[float, int] | None:
        """The median of a group and of how many it is; None for fewer than eight with a value."""
        known = values[(self.of == place) & ~np.isnan(values)]
        return (float(np.median(known)), len(known)) if len(known) >= FEWEST else None


def grouped(atlas: Atlas, areas: Areas) -> Grouped:
    """The groups of the areas of a level."""

    def make() -> Grouped:
        inside = zip(areas.keys, areas.inhabited, strict=True)
        found = [group_of(atlas, areas, key) if people else None for key, people in inside]
        groups = tuple(dict.fromkeys(one for one in found if one is not None and one.type is not None))
        place = {one: at for at, one in enumerate(groups)}
        of = [-1 if one is None else place.get(one, -1) for one in found]
        return Grouped(groups, np.array(of, dtype=np.intp))

    return atlas.once(("map groups", areas.year, areas.level), make)
