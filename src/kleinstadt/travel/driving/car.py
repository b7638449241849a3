"""Travel times by car between points on a road network, and which points have none and why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.errors import SourceContentError
from kleinstadt.travel.driving.listed import read_listed
from kleinstadt.travel.roads.networks import MS_PER_MIN, NO_NODE, Network
from kleinstadt.travel.roads.routing import Pairs, join

Solve = Callable[[NDArray[np.int64], NDArray[np.int64]], Iterable[Pairs]]  # sources, targets (nodes) -> pairs

FAR_M: Final = 1_000.0  # a point farther than this from any road is a gap
ACROSS_M: Final = 250.0  # a road that is not joined wins where the network is so much farther (across a water)
LEG_KMH: Final = 15.0  # from the point to its node, as the crow flies
NOT_JOINED: Final = "on a road that is not joined to the network: an island, or one whose ferry tells no duration"
POINT_COLUMNS: Final = ("id", "lon", "lat")


@dataclass(frozen=True)
class TravelTimes:
    """Times between points, and the points that could not be placed.

    Attributes
    ----------
    pairs : pl.DataFrame
        from_id, to_id, minutes (Float64), sorted; pairs beyond the cut-off are absent, a point reaches itself in 0.
    gaps : pl.DataFrame
        id, lon, lat, distance_m to the nearest road of the network (null without a place), reason.
    points : int
        How many were placed.
    """

    pairs: pl.DataFrame
    gaps: pl.DataFrame
    points: int  # that were placed


def seats(members: pl.DataFrame, network: Network) -> pl.DataFrame:
    """Centres of the inhabited municipalities that lie within the network's bounds.

    Parameters
    ----------
    members : pl.DataFrame
        ags, lon, lat (degrees), population (persons), as `Edition.members` gives them.
    network : Network
        Of roads.

    Returns
    -------
    pl.DataFrame
        id (ags), lon, lat; by id.

    Raises
    ------
    SourceContentError
        If none lies there.
    """
    west, south, east, north = network.bounds
    inside = pl.col("lon").is_between(west, east) & pl.col("lat").is_between(south, north)
    found = members.filter(inside, pl.col("population").fill_null(0) > 0)
    if found.is_empty():
        msg = (
            f"{network.origin.name} covers {west:.2f} to {east:.2f} E, {south:.2f} to {north:.2f} N: no municipality "
            "has its centre there. Give points of your own with --points, or take an extract of Germany."
        )
        raise SourceContentError(msg)
    return found.select(pl.col("ags").alias("id"), "lon", "lat").sort("id")


def read_points(path: Path) -> pl.DataFrame:
    """Read points of a CSV.

    Parameters
    ----------
    path : Path
        With the columns id, lon, lat (degrees).

    Returns
    -------
    pl.DataFrame
        id, lon, lat; an empty lon or lat is null.

    Raises
    ------
    SourceContentError
        For a doubled id, or a place that is not on Earth; else as `read_listed`.
    """
    return checked_points(read_listed(path, POINT_COLUMNS), path.name)


def checked_points(points: pl.DataFrame, name: str) -> pl.DataFrame:
    """Points whose ids differ and whose places are on Earth.

    Parameters
    ----------
    points : pl.DataFrame
        id, lon, lat (degrees, null where unknown).
    name : str
        Where they come from, for the message.

    Returns
    -------
    pl.DataFrame
        The same points.

    Raises
    ------
    SourceContentError
        Naming the first that fails; also where lon and lat are exchanged.
    """
    doubled = points.filter(pl.col("id").is_duplicated() | pl.col("id").is_null())
    if not doubled.is_empty():
        msg = f"{name}: the id {doubled['id'][0]!r} stands in {doubled.height} rows; each point needs one of its own."
        raise SourceContentError(msg)
    odd = points.filter((pl.col("lon").abs() > 180) | (pl.col("lat").abs() > 90))
    if not odd.is_empty():
        msg = f"{name}: the point {odd['id'][0]!r} at lon {odd['lon'][0]}, lat {odd['lat'][0]} is not on Earth. Metres?"
        raise SourceContentError(msg)
    known = points.drop_nulls(["lon", "lat"])
    if not known.is_empty() and known.select((pl.col("lon") > 45) & (pl.col("lat") < 17)).to_series().all():
        msg = f"{name}: lon and lat are probably exchanged: in Germany lon is 6 to 15 and lat 47 to 55."
        raise SourceContentError(msg)
    return points


def travel_times(
    network: Network, points: pl.DataFrame, cutoff_min: float, solve: Solve, *, far_m: float = FAR_M
) -> TravelTimes:
    """Minutes between all points within a cut-off, on the network and from the points to it.

    Parameters
    ----------
    network : Network
        Of roads.
    points : pl.DataFrame
        id (text), lon, lat (degrees, null where unknown).
    cutoff_min : float
        Minutes.
    solve : Callable
        Gives the pairs of nodes within the cut-off, in any number of parts (see `routing.pairs`, `tasks.solve`).
    far_m : float
        Metres from any road beyond which a point is a gap.

    Returns
    -------
    TravelTimes
        Pairs and gaps.
    """
    node, distance = on_road(network, points, far_m)
    placed = node != NO_NODE
    apart = _on_loose_road(network, points, distance, far_m)
    ids = points["id"].filter(pl.Series(placed))
    nodes, legs = node[placed], leg_ms(distance[placed])
    parts = [_frame(part, ids, legs, cutoff_min) for part in solve(nodes, nodes)]
    pairs = pl.concat([_frame(join([]), ids, legs, cutoff_min), *parts])
    return TravelTimes(pairs.sort("from_id", "to_id"), _gaps(points, placed, distance, apart, far_m), len(nodes))


def on_road(network: Network, points: pl.DataFrame, far_m: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The node nearest to each point.

    Parameters
    ----------
    network : Network
        Of roads.
    points : pl.DataFrame
        lon, lat (degrees, null where unknown).
    far_m : float
        Metres beyond which there is none.

    Returns
    -------
    node : array of int
        NO_NODE, too, for a point on a road that is not joined to the network, unless the network is nearly as near.
    distance_m : array of float
        Metres to the nearest node.
    """
    node, distance = network.nearest(*_places(points), far_m)
    node[_on_loose_road(network, points, distance, far_m)] = NO_NODE
    return node, distance


def _places(points: pl.DataFrame) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    lon, lat = (points[name].fill_null(float("nan")).to_numpy() for name in ("lon", "lat"))
    return lon, lat


def _on_loose_road(
    network: Network, points: pl.DataFrame, distance_m: NDArray[np.float64], far_m: float
) -> NDArray[np.bool_]:
    """Whether each point stands on a road that is not joined to the network (an island's), and not on one that is."""
    loose = network.nearest_loose_m(*_places(points))
    return (loose <= far_m) & (loose + ACROSS_M < distance_m)


def leg_ms(distance_m: NDArray[np.float64]) -> NDArray[np.int64]:
    """Milliseconds from a point to its node, at LEG_KMH.

    Parameters
    ----------
    distance_m : array of float
        Metres as the crow flies.

    Returns
    -------
    array of int
        Milliseconds.

    Examples
    --------
    >>> leg_ms(np.array([250.0])).tolist()
    [60000]
    """
    return np.rint(distance_m * 3.6 / LEG_KMH * 1000).astype(np.int64)


def _frame(pairs: Pairs, ids: pl.Series, legs_ms: NDArray[np.int64], cutoff_min: float) -> pl.DataFrame:
    """Pairs with their names and the way from point to road and from road to point."""
    total = pairs.time_ms + legs_ms[pairs.source] + legs_ms[pairs.target]
    total[pairs.source == pairs.target] = 0
    near = total <= cutoff_min * MS_PER_MIN
    return pl.DataFrame(
        {
            "from_id": ids.gather(pairs.source[near]),
            "to_id": ids.gather(pairs.target[near]),
            "minutes": total[near] / MS_PER_MIN,
        }
    )


def _gaps(
    points: pl.DataFrame,
    placed: NDArray[np.bool_],
    distance_m: NDArray[np.float64],
    apart: NDArray[np.bool_],
    far_m: float,
) -> pl.DataFrame:
    known = pl.col("lon").is_not_null() & pl.col("lat").is_not_null()
    reason = (
        pl.when(~known)
        .then(pl.lit("no coordinates"))
        .when(pl.Series(apart))
        .then(pl.lit(NOT_JOINED))
        .otherwise(pl.lit(f"no road within {far_m:,.0f} m"))
    )
    return (
        points.select(POINT_COLUMNS)
        .with_columns(distance_m=pl.when(known).then(pl.Series(distance_m)), reason=reason)
        .filter(pl.Series(~placed))
    )
