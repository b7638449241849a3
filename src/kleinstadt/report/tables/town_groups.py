"""Karte 9, computed: groups of small towns that are alike in what is known of them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.edition.kept_columns import code_of
from kleinstadt.indicators.catalogue import indicator as declared
from kleinstadt.territory.coding import Floats
from kleinstadt.typologies import clusters
from kleinstadt.typologies.standard import standardise
from kleinstadt.words import labels
from kleinstadt.words.language import Lang

COUNT: Final = 5
LEAST_OF_TOWNS: Final = 0.8  # an indicator is taken that so many small towns have

GROUPED_BY: Final = (
    # people and land
    "density",
    "settlement_density",
    "settlement_traffic_share",
    "agriculture_share",
    "forest_share",
    "mean_age_years",
    "working_age_share",
    "child_poverty_pct",
    "students_per_1000",
    "basic_income_support_per_1000",
    # ways
    "minutes_to_mittelzentrum",
    "minutes_to_oberzentrum",
    "minutes_to_motorway",
    "minutes_to_ic_station",
    "minutes_to_airport",
    # work
    "residents_per_job",
    "unemployed_share",
    "employment_rate_pct",
    "commuters_in_pct",
    "commuters_out_pct",
    "commuters_50km_pct",
    "overnight_stays_per_resident",
    # housing
    "buildings_3plus_share",
    "census_vacancy_pct",
    "census_owner_pct",
    "census_rent_eur_per_m2",
    "census_household_size_persons",
    # services
    "within_1km_supermarket_pct",
    "within_1km_pharmacy_pct",
    "within_1km_primary_school_pct",
    "within_1km_stop_pct",
    "gps_per_10000",
    "physicians_per_10000",
    "minutes_to_emergency_hospital",
    "minutes_to_upper_secondary_school",
    # nets, money, energy
    "broadband_all_50_pct",
    "broadband_all_1000_pct",
    "mobile_5g_pct",
    "tax_strength_eur_per_head",
    "trade_tax_eur_per_head",
    "income_tax_eur_per_head",
    "grundsteuer_b_rate_pct",
    "gewerbesteuer_rate_pct",
    "renewable_kw_per_head",
)
TYPICAL: Final = 3  # how many indicators describe a group


@dataclass(frozen=True)
class TownGroups:
    """The groups of the small towns of a year.

    Attributes
    ----------
    towns : pl.DataFrame
        verband, group (0 the largest; null for towns with too few indicators).
    indicators : tuple of str
        Ids of what they were grouped by.
    typical : tuple of tuple of (str, bool)
        Of each group the indicators in which it differs most, and whether it lies above.
    silhouette : float
        -1 to 1, how much nearer a town is to its own group than to the next.
    stability : float
        Adjusted Rand index, 1 where the same groups come back from parts of the towns.
    """

    towns: pl.DataFrame
    indicators: tuple[str, ...]
    typical: tuple[tuple[tuple[str, bool], ...], ...]
    silhouette: float
    stability: float


def map_9(edition: Edition, year: int) -> TownGroups:
    """Groups by k-means on principal components of what GROUPED_BY lists, as far as most small towns have it.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    TownGroups
        COUNT groups (typologies/clusters.py has the method and its source).

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    names = [name for name in GROUPED_BY if name in edition.indicators]
    units = edition.areas(year, "verband", names)
    towns = units.filter(pl.col("type").is_in(labels.SMALL_TOWNS), pl.col("population") > 0)
    kept = [
        name for name in names if towns[name].count() >= LEAST_OF_TOWNS * towns.height and towns[name].n_unique() > 1
    ]
    values = towns.select(pl.col(kept).cast(pl.Float64)).to_numpy()
    grouping = _grouping(edition, year, values)
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


def _grouping(edition: Edition, year: int, values: Floats) -> clusters.Grouping:
    """The groups of these towns; kept, since scikit-learn takes two seconds, most of it to be imported."""

    def make() -> pl.DataFrame:
        found = clusters.group(clusters.components(values), COUNT)
        judged = {"silhouette": pl.lit(found.silhouette), "stability": pl.lit(found.stability)}
        return pl.DataFrame({"label": found.labels}).with_columns(**judged)

    kept = edition.frame_kept(f"town-groups-{code_of(__file__)}", edition.territory(year).year, make)
    return clusters.Grouping(kept["label"].to_numpy(), kept["silhouette"][0], kept["stability"][0])


def words_of(groups: TownGroups, lang: Lang) -> list[str]:
    """What is typical of each group, in words: "↑ ..., ↓ ...".

    Parameters
    ----------
    groups : TownGroups
        As `map_9` gives them.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    list of str
        One a group.
    """
    return [
        ", ".join(f"{'↑' if above else '↓'} {declared(name).label(lang)}" for name, above in features)
        for features in groups.typical
    ]
