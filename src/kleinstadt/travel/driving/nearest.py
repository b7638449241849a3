"""Minutes by car from points to the nearest motorway access, long-distance station and airport.

One search from all goals of a kind at once, backwards along the roads: it costs the same for ten points and for ten
thousand. What lies beyond the extract is not known: a time so long that a nearer goal could lie there is an upper
bound.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.territory.coding import Floats
from kleinstadt.travel.driving.car import FAR_M, leg_ms, on_road
from kleinstadt.travel.driving.goals import GOALS, Goals, names_of_nodes
from kleinstadt.travel.roads.coverage import coverage
from kleinstadt.travel.roads.networks import MS_PER_MIN, NO_NODE, Network, with_doors
from kleinstadt.travel.roads.road_rules import CAR_KMH
from kleinstadt.travel.roads.routing import cutoff_ms
from kleinstadt.travel.walking.cells import to_metres

GOAL_FAR_M: Final = 3_000.0  # from a station or an airport to the nearest road
FASTEST: Final = max(most for _, most in CAR_KMH.values()) * 1000 / 60  # metres a minute

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Doors:
    """Where the goals of one kind are on the network.

    Attributes
    ----------
    node : array of int
        Node of each.
    leg_ms : array of int
        Milliseconds from there to the goal.
    name : pl.Series
        Its name, may be null.
    """

    node: Ints
    leg_ms: Ints
    name: pl.Series


def nearest_goals(network: Network, points: pl.DataFrame, goals: Goals, cutoff_min: float) -> pl.DataFrame:
    """Minutes by car from each point to the nearest of each goal.

    Parameters
    ----------
    network : Network
        Of roads.
    points : pl.DataFrame
        id, lon, lat (degrees, null where unknown).
    goals : Goals
        Motorway accesses, stations, airports.
    cutoff_min : float
        Minutes beyond which a goal is not looked for.

    Returns
    -------
    pl.DataFrame
        id, then for each of GOALS: minutes_to_GOAL (null where not known), nearest_GOAL (name, may be null),
        status_GOAL. In the order of the points.

    Notes
    -----
    The statuses: "known", no nearer goal can lie beyond the extract; "at_most", the nearest in the extract, a nearer
    one may lie beyond its edge; and without minutes "beyond_cutoff", none within the cut-off, "none_in_data", the
    extract or the list has none, "off_network", the point is on no road.

    A time is "known" only if no nearer goal can lie beyond the extract: at the fastest speed of all roads one would not
    come so far as its edge. docs/driving.md.
    """
    node, distance = on_road(network, points, FAR_M)
    on_network = node != NO_NODE
    clear_min = _clear_minutes(network, points)
    frame = points.select("id")
    for goal, doors in doors_of(network, goals).items():
        minutes, which = np.full(len(node), np.inf), np.full(len(node), -1)
        if len(doors.node):
            found, source = search(network, doors, cutoff_ms(cutoff_min))
            own = leg_ms(np.where(on_network, distance, 0))
            minutes[on_network] = (found[node] + own)[on_network] / MS_PER_MIN
            minutes[minutes > cutoff_min] = np.inf
            which[on_network] = source[node[on_network]]
        frame = frame.with_columns(_columns(goal, doors, minutes, which, on_network, clear_min))
    return frame


def _columns(
    goal: str, doors: Doors, minutes: Floats, which: Ints, on_network: NDArray[np.bool_], clear_min: Floats
) -> list[pl.Series]:
    reached = np.isfinite(minutes)
    status = np.select(
        [~on_network, np.full(len(reached), len(doors.node) == 0), ~reached, minutes < clear_min],
        ["off_network", "none_in_data", "beyond_cutoff", "known"],
        "at_most",
    )
    named = doors.name.gather(np.where(reached, which, 0)).to_list() if len(doors.node) else [None] * len(reached)
    return [
        pl.Series(f"minutes_to_{goal}", np.where(reached, minutes, np.nan)).fill_nan(None),
        pl.Series(
            f"nearest_{goal}", [name if near else None for name, near in zip(named, reached, strict=True)], pl.String
        ),
        pl.Series(f"status_{goal}", status.astype(str)),
    ]


def doors_of(network: Network, goals: Goals) -> Mapping[str, Doors]:
    """The doors of each goal.

    Parameters
    ----------
    network : Network
        Of roads.
    goals : Goals
        Motorway accesses, stations, airports.

    Returns
    -------
    mapping of str to Doors
        By goal; a place farther than GOAL_FAR_M from any road has none.
    """
    doors = {}
    for goal in GOALS:
        places = goals.places.filter(pl.col("goal") == goal)
        node, distance = on_road(network, places, GOAL_FAR_M)
        near = node != NO_NODE
        doors[goal] = Doors(node[near], leg_ms(distance[near]), places["name"].filter(pl.Series(near)))
    on_motorway = np.flatnonzero(np.isin(network.node_id, goals.motorway_points))
    if len(on_motorway):
        names = names_of_nodes(goals, network, on_motorway)
        doors["motorway"] = Doors(on_motorway, np.zeros(len(on_motorway), dtype=np.int64), names)
    return doors


def search(network: Network, doors: Doors, limit_ms: int) -> tuple[Floats, Ints]:
    """Milliseconds from every node to the nearest door and on to its goal.

    Inside, each way is a millisecond longer: scipy takes one of no length for none.

    Parameters
    ----------
    network : Network
        Of roads.
    doors : Doors
        Of one goal.
    limit_ms : int
        Milliseconds.

    Returns
    -------
    time_ms : array of float
        One a node; infinite beyond the limit.
    which : array of int
        Place of the goal among the doors; -1 beyond the limit.
    """
    from scipy.sparse.csgraph import dijkstra

    graph, starts = with_doors(network.matrix("time_ms").T.tocsr(), doors.node, doors.leg_ms + 1.0)
    found, _, source = dijkstra(
        graph, directed=True, indices=starts, min_only=True, limit=limit_ms + 1.0, return_predecessors=True
    )
    reached = np.isfinite(found[: network.nodes])
    which = np.where(reached, source[: network.nodes].astype(np.int64) - network.nodes, -1)
    return np.asarray(found[: network.nodes] - 1.0, dtype=np.float64), which


def _clear_minutes(network: Network, points: pl.DataFrame) -> Floats:
    """Minutes that it takes at least from each point to beyond the extract; 0 outside of it or without a place."""
    clear = np.zeros(points.height)
    placed = points["lon"].is_not_null() & points["lat"].is_not_null()
    known = points.filter(placed)
    if known.height:
        x, y = to_metres(known["lon"].to_numpy(), known["lat"].to_numpy())
        depth = coverage(network.lon, network.lat).depth_at(np.rint(x).astype(np.int32), np.rint(y).astype(np.int32))
        clear[placed.to_numpy()] = np.maximum(depth, 0) / FASTEST
    return clear
