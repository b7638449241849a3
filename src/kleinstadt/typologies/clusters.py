"""Karte 9: groups of towns by cluster analysis: principal components, then k-means or Ward, judged two ways.

How many groups there are is a choice, not a finding: silhouettes() shows how well each number separates, stability()
how far the groups come back when a part of the towns is left out. Source: Gareis/Milbert 2020 for the way (44
indicators, principal components, clustering); indicators and numbers here are our own.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from kleinstadt.territory.coding import Floats
from kleinstadt.typologies.standard import standardise

Method = Literal["kmeans", "ward"]
Labels = NDArray[np.intp]

VARIANCE_KEPT: Final = 0.8  # share of the variance that the components keep
LEAST_KNOWN: Final = 0.7  # share of indicators that a town must have
SEED: Final = 2019
STARTS: Final = 5
ROUNDS: Final = 8  # of the test of stability
PART: Final = 0.8  # of the towns in each round
NONE: Final = -1


@dataclass(frozen=True)
class Components:
    """Principal components: one row a town that has enough indicators.

    Attributes
    ----------
    scores : array of float
        Towns x components.
    known : array of bool
        Which of all towns these are.
    explained : array of float
        Share of the variance of each component, 0 to 1.
    """

    scores: Floats
    known: NDArray[np.bool_]
    explained: Floats


@dataclass(frozen=True)
class Grouping:
    """Groups of towns.

    Attributes
    ----------
    labels : array of int
        Group of each town, 0 being the largest; NONE (-1) for towns with too few indicators.
    silhouette : float
        -1 to 1, how much nearer a town is to its own group than to the next.
    stability : float
        Adjusted Rand index, 1 where the same groups come back from parts of the towns.
    """

    labels: Labels
    silhouette: float
    stability: float


def components(values: Floats) -> Components:
    """Principal components of indicators on one scale.

    Parameters
    ----------
    values : array of float
        Towns x indicators, each in its own unit or standardised already; NaN where missing.

    Returns
    -------
    Components
        As many as keep VARIANCE_KEPT of the variance.

    Notes
    -----
    Indicators are standardised (`standard.standardise`) over the towns that have LEAST_KNOWN of them; a missing one of
    such a town stands at the median. The way, principal components and then clustering, is that of Gareis/Milbert 2020;
    the indicators and limits here are our own.
    """
    from sklearn.decomposition import PCA

    known = (~np.isnan(values)).mean(axis=1) >= LEAST_KNOWN
    scaled = np.nan_to_num(standardise(values[known]), nan=0.0)
    analysis = PCA(n_components=VARIANCE_KEPT, svd_solver="full")
    scores = analysis.fit_transform(scaled)
    return Components(scores, known, analysis.explained_variance_ratio_)


def group(found: Components, count: int, method: Method = "kmeans") -> Grouping:
    """The towns in groups, with silhouette and stability.

    Parameters
    ----------
    found : Components
        The towns' components.
    count : int
        Number of groups: a choice, not a finding.
    method : {"kmeans", "ward"}
        Way of clustering.

    Returns
    -------
    Grouping
        Groups numbered from the largest. The same input gives the same groups (SEED).
    """
    from sklearn.metrics import silhouette_score

    inside = _by_size(_labels(found.scores, count, method))
    labels = np.full(len(found.known), NONE, dtype=np.intp)
    labels[found.known] = inside
    separated = float(silhouette_score(found.scores, inside))
    return Grouping(labels, separated, stability(found.scores, inside, count, method))


def silhouettes(found: Components, counts: range, method: Method = "kmeans") -> dict[int, float]:
    """The silhouette for each number of groups: how well that number separates.

    Parameters
    ----------
    found : Components
        The towns' components.
    counts : range
        Numbers of groups.
    method : {"kmeans", "ward"}
        Way of clustering.

    Returns
    -------
    dict of int to float
        Mean silhouette, -1 to 1, by number of groups.
    """
    from sklearn.metrics import silhouette_score

    return {count: float(silhouette_score(found.scores, _labels(found.scores, count, method))) for count in counts}


def stability(scores: Floats, labels: Labels, count: int, method: Method) -> float:
    """Mean agreement of the groups with those found in random parts of the towns.

    Parameters
    ----------
    scores : array of float
        Towns x components.
    labels : array of int
        Group of each town.
    count : int
        Number of groups.
    method : {"kmeans", "ward"}
        Way of clustering.

    Returns
    -------
    float
        Mean adjusted Rand index over ROUNDS parts of PART of the towns; 1 where the same groups come back.
    """
    from sklearn.metrics import adjusted_rand_score

    dice = np.random.default_rng(SEED)
    agreements = []
    for _ in range(ROUNDS):
        part = dice.choice(len(scores), size=int(len(scores) * PART), replace=False)
        agreements.append(adjusted_rand_score(labels[part], _labels(scores[part], count, method)))
    return float(np.mean(agreements))


def _labels(scores: Floats, count: int, method: Method) -> Labels:
    from sklearn.cluster import AgglomerativeClustering, KMeans
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    if method == "ward":
        found: Labels = AgglomerativeClustering(n_clusters=count, linkage="ward").fit_predict(scores)
        return found
    with threadpool_limits(limits=1):  # threads that wait for each other on a busy machine cost minutes
        found = KMeans(n_clusters=count, n_init=STARTS, random_state=SEED).fit_predict(scores)
    return found.astype(np.intp)


def _by_size(labels: Labels) -> Labels:
    """The same groups, numbered from the largest."""
    numbers, sizes = np.unique(labels, return_counts=True)
    order = numbers[np.argsort(-sizes, kind="stable")]
    place = np.empty(numbers.max() + 1, dtype=np.intp)
    place[order] = np.arange(len(order))
    return place[labels]
