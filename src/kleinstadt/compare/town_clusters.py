"""Small towns in groups that the numbers make, not a definition: what is typical of each, how well they separate."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.scaled import LEVEL, Scaled, scaled
from kleinstadt.territory.coding import Floats
from kleinstadt.typologies import clusters
from kleinstadt.words.labels import SMALL_TOWNS
from kleinstadt.words.language import Lang, pick

CLUSTERED: Final = (
    "population",
    "settlement_density",
    "settlement_traffic_share",
    "forest_share",
    "mean_age_years",
    "working_age_share",
    "residents_per_job",
    "unemployed_share",
    "income_tax_eur_per_head",
    "gewerbesteuer_rate_pct",
    "buildings_3plus_share",
    "census_vacancy_pct",
    "census_owner_pct",
    "census_rent_eur_per_m2",
    "census_household_size_persons",
    "broadband_all_1000_pct",
    "renewable_kw_per_head",
    "potential_persons",
)
COUNTS: Final = range(3, 9)
CHARACTERISTIC: Final = 0.45  # standard deviations from the middle of all small towns


@dataclass(frozen=True)
class Clustered:
    """The small towns of a year in groups.

    Attributes
    ----------
    table : Scaled
        What they are grouped by.
    labels : array of int
        Group of each Verband, clusters.NONE for others.
    grouping : Grouping
        Labels of the small towns alone, silhouette and stability.
    explained : float
        Share of the variance that the components hold, 0 to 1.
    components : int
        How many there are.
    sizes : list of int
        Towns of each group.
    typical : list of array of float
        For each group and column of the table: median less that of all small towns, in standard deviations.
    medians : list of array of float
        For each group and column: median in the indicator's unit.
    without : int
        Small towns with too few values.
    """

    table: Scaled
    labels: NDArray[np.intp]
    grouping: clusters.Grouping
    explained: float
    components: int
    sizes: list[int]
    typical: list[Floats]
    medians: list[Floats]
    without: int


def small_towns(atlas: Atlas, year: int) -> NDArray[np.bool_]:
    """Which of the Verbände are inhabited small towns.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition (OpenedEdition.atlas).
    year : int
        Year of the borders.

    Returns
    -------
    array of bool
        As Atlas.areas lists them.

    Examples
    --------
    >>> int(small_towns(ed.atlas, 2019).sum())
    2126
    """
    areas = atlas.areas(year, LEVEL)
    small: NDArray[np.bool_] = areas.inhabited & np.isin(areas.codes["type"], SMALL_TOWNS)
    return small


def _components(atlas: Atlas, year: int) -> clusters.Components:
    """What the small towns are grouped by, however many groups there are to be."""
    found, small = scaled(atlas, CLUSTERED, year), small_towns(atlas, year)
    return atlas.once(("components", year), lambda: clusters.components(found.scaled[small]))


def clustered(atlas: Atlas, year: int, count: int, method: clusters.Method) -> Clustered:
    """The small towns of a year in groups that the numbers make.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition (OpenedEdition.atlas).
    year : int
        Year of the borders.
    count : int
        Number of groups.
    method : {"kmeans", "ward"}
        Way of clustering.

    Returns
    -------
    Clustered
        Groups from the largest on.

    References
    ----------
    The way, principal components and then clustering, is that of Gareis/Milbert 2020, the
    indicators (CLUSTERED) are our own: typologies/clusters.py.
    """
    return atlas.once(("clusters", year, count, method), lambda: _clustered(atlas, year, count, method))


def _clustered(atlas: Atlas, year: int, count: int, method: clusters.Method) -> Clustered:
    found, small, parts = scaled(atlas, CLUSTERED, year), small_towns(atlas, year), _components(atlas, year)
    grouping = clusters.group(parts, count, method)
    labels = np.full(len(small), clusters.NONE, dtype=np.intp)
    labels[np.flatnonzero(small)] = grouping.labels
    middle = np.nanmedian(found.scaled[small], axis=0)
    inside = [labels == place for place in range(count)]
    return Clustered(
        table=found,
        labels=labels,
        grouping=grouping,
        explained=float(parts.explained.sum()),
        components=len(parts.explained),
        sizes=[int(mask.sum()) for mask in inside],
        typical=[np.nanmedian(found.scaled[mask], axis=0) - middle for mask in inside],
        medians=[np.nanmedian(found.raw[mask], axis=0) for mask in inside],
        without=int((small & (labels == clusters.NONE)).sum()),
    )


def separation(atlas: Atlas, year: int, method: clusters.Method) -> dict[int, float]:
    """The silhouette for each number of groups.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition (OpenedEdition.atlas).
    year : int
        Year of the borders.
    method : {"kmeans", "ward"}
        Way of clustering.

    Returns
    -------
    dict of int to float
        Mean silhouette, -1 to 1, for each of COUNTS.
    """
    parts = _components(atlas, year)
    return atlas.once(("silhouettes", year, method), lambda: clusters.silhouettes(parts, COUNTS, method))


def marks(found: Clustered, place: int, lang: Lang, most: int = 2) -> str:
    """What is characteristic of a group: where its median lies farthest from that of all small towns.

    Parameters
    ----------
    found : Clustered
        All groups.
    place : int
        Number of the group.
    lang : {"de", "en"}
        Language of the words.
    most : int
        How many indicators are named at most.

    Returns
    -------
    str
        "Mean age high, Forest low"; or that the group lies near the middle.
    """
    typical = np.nan_to_num(found.typical[place])
    order = [int(column) for column in np.argsort(-np.abs(typical)) if abs(typical[column]) >= CHARACTERISTIC]
    up, down = pick((("hoch", "niedrig"), ("high", "low")), lang)
    said = [
        f"{found.table.indicators[column].label(lang)} {up if typical[column] > 0 else down}" for column in order[:most]
    ]
    middling = pick(("nahe am Mittel aller Kleinstädte", "near the middle of all small towns"), lang)
    return ", ".join(said) or middling
