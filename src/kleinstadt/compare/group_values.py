"""The values of all groups that areas are held against: types with their Lagen, Länder, Germany; made once a level."""

from itertools import product
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.groups import TYPE_COLUMN, Group, group_called
from kleinstadt.compare.kept_levels import CODE, group_values_in, values_of_groups
from kleinstadt.edition.kept_columns import code_of
from kleinstadt.indicators.aggregation import GroupValue, value_of
from kleinstadt.indicators.same_people import of_the_same_people
from kleinstadt.keys import LAENDER
from kleinstadt.territory.coding import Floats

BUND: Final = "bund"
_CODE: Final = f"{CODE}-{code_of(__file__)}"


def land_label(land: str) -> str:
    """What the group of a Land is called among the values.

    Parameters
    ----------
    land : str
        Key of the Land, two digits.

    Returns
    -------
    str
        For `group_values_at`.
    """
    return f"land {land}"


def label_of(group: Group) -> str:
    """What a group of towns is called among the values.

    Parameters
    ----------
    group : Group
        A group of towns.

    Returns
    -------
    str
        For `group_values_at`.
    """
    return f"{group.type} {group.lage}"


def group_values_at(atlas: Atlas, areas: Areas, label: str) -> dict[str, GroupValue]:
    """The values of a group of the areas of a level, by indicator; none for counts, and for a group without members.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    areas : Areas
        All areas of the level.
    label : str
        "bund", or what `land_label` or `label_of` gives.

    Returns
    -------
    dict of str to GroupValue
        By id of the indicator; values in its unit.
    """
    return group_values_in(atlas.once(("group values", areas.year, areas.level), lambda: _kept(atlas, areas)), label)


def _kept(atlas: Atlas, areas: Areas) -> pl.DataFrame:
    def make() -> pl.DataFrame:
        masks = _masks(atlas, areas)
        return values_of_groups(lambda name: atlas.parts(name, areas.year), atlas.indicators, masks, areas.area_of)

    return atlas.edition.frame_kept(f"{areas.level}-groups-{_CODE}", areas.year, make)


def _masks(atlas: Atlas, areas: Areas) -> dict[str, NDArray[np.bool_]]:
    """Which areas belong to each group, by its label."""
    masks = {BUND: areas.everywhere} | {land_label(land): areas.mask("land", land) for land in LAENDER}
    kinds = {str(kind) for kind in areas.codes[TYPE_COLUMN[areas.level]] if kind is not None}
    lagen = {str(lage) for lage in areas.codes["lage"] if lage is not None}
    for kind, lage in product(sorted(kinds), (None, *sorted(lagen))):
        group = group_called(atlas, areas, kind, lage)
        masks[label_of(group)] = group.mask
    return masks


def series_of_group(atlas: Atlas, name: str, areas: Areas, mask: NDArray[np.bool_]) -> Floats:
    """The value of a group of areas at each period of `Atlas.series`, by the indicator's own rule; NaN where none.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    name : str
        Id of the indicator.
    areas : Areas
        All areas of the level; the borders are those of their year.
    mask : array of bool, one entry an area
        Which areas are in the group.

    Returns
    -------
    array of float
        In the indicator's unit, one entry a period, oldest first.

    Raises
    ------
    UnknownNameError
        For an indicator that is not there.
    """
    found, inside = atlas.known(name), mask[areas.area_of]
    over_time = atlas.edition.part_arrays_over_time(name, areas.year).values()
    at = [value_of(parts, found, inside) for parts in over_time]
    values, people = np.array([(one.value, one.people_pct) for one in at], dtype=float).reshape(-1, 2).T
    return of_the_same_people(values, people)
