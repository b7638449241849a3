"""The values of all groups that areas are held against: types with their Lagen, Länder, Germany; made once a level."""

from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.compare.columns import Areas, Atlas
from kleinstadt.compare.groups import TYPE_COLUMN, Group, group_called
from kleinstadt.compare.kept_levels import CODE, group_value_in, values_of_groups
from kleinstadt.edition.kept_columns import code_of
from kleinstadt.indicators.aggregation import NO_VALUE, GroupValue
from kleinstadt.keys import LAENDER

BUND: Final = "bund"
_CODE: Final = f"{CODE}-{code_of(__file__)}"


@dataclass(frozen=True)
class GroupValues:
    """Values of groups by indicator and label; by the indicator's own rule."""

    frame: pl.DataFrame
    row: dict[str, int]

    def value(self, name: str, label: str) -> GroupValue:
        """The value of a group with its coverage; without a value for counts, and for a group without members."""
        return group_value_in(self.frame, name, self.row[label]) if label in self.row else NO_VALUE


def land_label(land: str) -> str:
    """What the group of a Land is called among the values."""
    return f"land {land}"


def label_of(group: Group) -> str:
    """What a group of towns is called among the values."""
    return f"{group.type} {group.lage}"


def group_values_at(atlas: Atlas, areas: Areas) -> GroupValues:
    """The values of all groups of the areas of a level."""
    return atlas.once(("group values", areas.year, areas.level), lambda: _group_values(atlas, areas))


def _group_values(atlas: Atlas, areas: Areas) -> GroupValues:
    masks = _masks(atlas, areas)

    def make() -> pl.DataFrame:
        return values_of_groups(lambda name: atlas.parts(name, areas.year), atlas.indicators, masks, areas.area_of)

    frame = atlas.edition.frame_kept(f"{areas.level}-groups-{_CODE}", areas.year, make)
    return GroupValues(frame, {label: place for place, label in enumerate(masks)})


def _masks(atlas: Atlas, areas: Areas) -> dict[str, NDArray[np.bool_]]:
    """Which areas belong to each group, by its label."""
    masks = {BUND: areas.everywhere} | {land_label(land): areas.mask("land", land) for land in LAENDER}
    kinds = {str(kind) for kind in areas.codes[TYPE_COLUMN[areas.level]] if kind is not None}
    lagen = {str(lage) for lage in areas.codes["lage"] if lage is not None}
    for kind, lage in product(sorted(kinds), (None, *sorted(lagen))):
        group = group_called(atlas, areas, kind, lage)
        masks[label_of(group)] = group.mask
    return masks
