"""Karte 9, computed: groups of small towns that are alike in what is known of them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.indicators.catalogue import indicator as declared
from kleinstadt.indicators.model import Count
from kleinstadt.typologies import clusters
from kleinstadt.typologies.standard import standardise
from kleinstadt.words import labels
from kleinstadt.words.language import Lang

COUNT: Final = 5
LEAST_OF_TOWNS: Final = 0.8  # an indicator is taken that so many small towns have
LEFT_OUT: Final = ("potential_persons", "commuter_balance_persons", "census_population")
TYPICAL: Final = 3  # how many indicators describe a group


@dataclass(frozen=True)
class TownGroups:
    """The groups of the small towns of a year.

    towns : verband, group (0 the largest; null for towns with too few indicators)
    typical : of each group the indicators in which it differs most, with the sign of the difference
    """

    towns: pl.DataFrame
    indicators: tuple[str, ...]
    typical: tuple[tuple[tuple[str, bool], ...], ...]
    silhouette: float
    stability: float


def map_9(edition: Edition, year: int) -> TownGroups:
    """Groups by k-means on principal components of all shares, rates and ways that most small towns have."""
    names = [
        name for name, found in edition.indicators.items() if not isinstance(found, Count) and name not in LEFT_OUT
    ]
    units = edition.areas(year, "verband", names)
    towns = units.filter(pl.col("type").is_in(labels.SMALL_TOWNS), pl.col("population") > 0)
    kept = [
        name for name in names if towns[name].count() >= LEAST_OF_TOWNS * towns.height and towns[name].n_unique() > 1
    ]
    values = towns.select(pl.col(kept).cast(pl.Float64)).to_numpy()
    grouping = clusters.group(clusters.components(values), COUNT)
    scaled = standardise(values)
    middle = np.nanmedian(scaled, axis=0)
    typical = []
    for place in range(COUNT):
        away = np.nanmedian(scaled[grouping.labels == place], axis=0) - middle
        order = np.argsort(-np.abs(away))[:TYPICAL]
        typical.append(tuple((kept[index], bool(away[index] > 0)) for index in order))
    found = pl.Series("group", grouping.labels.astype(np.int64))
    named = towns.select("verband", group=pl.when(found >= 0).then(found))
    return TownGroups(named, tuple(kept), tuple(typical), grouping.silhouette, grouping.stability)


def words_of(groups: TownGroups, lang: Lang) -> list[str]:
    """What is typical of each group, in words: "↑ ..., ↓ ..."."""
    return [
        ", ".join(f"{'↑' if above else '↓'} {declared(name).label(lang)}" for name, above in features)
        for features in groups.typical
    ]
