"""Travel times by car without a road network.

Every place is joined to its neighbours by ordinary roads and, over the nearest junctions, to the motorways; the time
is that of the shortest path. So people drive round waters and forests, and towns on a motorway are near to each other.
The few speeds are fitted, those for the potential to the official Lage (bench/lage_calibration.py), those for single
ways to official minutes (bench/ways_calibration.py): the times are modelled, not measured.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.errors import SourceContentError
from kleinstadt.territory.coding import Floats
from kleinstadt.travel.modelled.declared import abroad, motorways, waters
from kleinstadt.travel.modelled.relief import height_km

if TYPE_CHECKING:
    from scipy.sparse import csr_array
    from scipy.spatial import KDTree

Edges = NDArray[np.int64]  # two columns: from, to

NEIGHBOURS: Final = 6  # joined besides those of the triangulation
FARTHEST_NEIGHBOUR_M: Final = 60_000
PLACES_A_JUNCTION: Final = 6
PLACE_TO_JUNCTION_M: Final = 12_000
JUNCTIONS_A_PLACE: Final = 4
JUNCTION_FROM_PLACE_M: Final = 30_000
FOREST_ABROAD: Final = 0.3  # share of the land, where no table tells it
SPREAD_ABROAD: Final = 0.7  # of the radius of a disc with 2,000 persons a km²
SOURCES_AT_ONCE: Final = 512


@dataclass(frozen=True)
class Speeds:
    """Minutes per kilometre of straight line, and what comes on top.

    Parameters
    ----------
    road : float
        Minutes a kilometre of an ordinary road in open land by the sea.
    road_abroad : float
        How many times as long it takes abroad.
    forest : float
        Longer by this share where all land is forest.
    height : float
        Longer by this share for every kilometre above the sea.
    east : float
        Longer by this share in the eastern Länder and Berlin.
    motorway : float
        Minutes a kilometre of motorway.
    junction_min : float
        Minutes to get on or off.
    junction_off : float
        Of a municipality's radius: how far from its centre it has its junction.
    terminal : float
        Minutes per kilometre that the people are spread around their centre (centres.py).
    water_min : float
        Minutes of a ferry, or of the way round within the same two places.
    """

    road: float = 1.19  # 50 km/h as the crow flies
    road_abroad: float = 1.0
    forest: float = 0.02
    height: float = 0.3  # hills, bends
    east: float = 0.07
    motorway: float = 0.67  # 90 km/h
    junction_min: float = 2.7
    junction_off: float = 0.43
    terminal: float = 2.0
    water_min: float = 30.0


FITTED: Final = Speeds()

WAYS: Final = Speeds(
    road=1.27,
    road_abroad=1.0,
    forest=0.075,
    height=0.0,
    east=0.04,
    motorway=0.527,
    junction_min=1.25,
    junction_off=0.45,
    terminal=0.0,
)
"""For single ways from the middle of a municipality: faster than FITTED, which stands for all that a way costs."""


@dataclass(frozen=True)
class RoadModel:
    """The modelled roads between places: what is asked of them costs no second look at the map.

    Attributes
    ----------
    graph : csr_array
        Minutes between nodes: places at home, places abroad, junctions of motorways.
    arrival_min : array of float
        Minutes of the last stretch within each place, at home and abroad.
    at_home : int
        How many places lie at home.
    """

    graph: "csr_array"  # minutes between nodes: places at home, places abroad, junctions of motorways
    arrival_min: NDArray[np.float32]  # the last stretch within each place, at home and abroad
    at_home: int

    def times(self, limit_min: float = 120.0) -> NDArray[np.float32]:
        """Minutes by car from each place to each place, then to each place of `declared.abroad`.

        Parameters
        ----------
        limit_min : float
            Minutes; ways that take longer are infinite.

        Returns
        -------
        array of float
            Rows as in `places`, columns as in `places` and then `abroad()`; 0 on the diagonal, as nobody travels to
            themselves.

        Notes
        -----
        Shortest paths over straight roads between neighbouring places and over motorways, which docs/lage.md describes
        with all parameters. Modelled, not measured.
        """
        from scipy.sparse.csgraph import dijkstra

        times = np.empty((self.at_home, len(self.arrival_min)), dtype=np.float32)
        for start in range(0, self.at_home, SOURCES_AT_ONCE):
            rows = np.arange(start, min(start + SOURCES_AT_ONCE, self.at_home))
            times[rows] = dijkstra(self.graph, indices=rows, limit=limit_min)[:, : len(self.arrival_min)]
        times += self.arrival_min
        times[times > limit_min] = np.inf
        np.fill_diagonal(times, 0)
        return times

    def to_nearest(self, goals: NDArray[np.integer]) -> Floats:
        """Minutes from each place to the quickest of some goals, however far.

        The roads are the same both ways, so one search from all goals at once does: it begins at a node before them, as
        far off as their last stretch.

        Parameters
        ----------
        goals : array of int
            Positions of places.

        Returns
        -------
        array of float
            One value a place at home: 0 at a goal itself, infinite where no way leads to any of them.
        """
        from scipy.sparse import block_array, csr_array
        from scipy.sparse.csgraph import dijkstra

        nodes, last = self.graph.shape[0], np.maximum(self.arrival_min[goals].astype(np.float64), 1e-9)
        begin = csr_array((last, (np.zeros(len(goals), dtype=np.int64), goals)), shape=(1, nodes))
        graph = block_array([[self.graph, None], [begin, csr_array((1, 1))]], format="csr")
        nearest: Floats = dijkstra(graph, indices=nodes)[: self.at_home]
        nearest[goals] = 0
        return nearest


def road_model(places: pl.DataFrame, *, beyond_border: bool = True, speeds: Speeds = FITTED) -> RoadModel:
    """The modelled roads between places.

    Parameters
    ----------
    places : pl.DataFrame
        x, y (metres EPSG:3035), spread_km (centres.py), forest_share (0 to 1, null counts as 0.3), and, if at hand,
        eastern (whether in the eastern Länder or Berlin; without it, nothing is).
    beyond_border : bool
        Whether there are places and roads abroad.
    speeds : Speeds
        Minutes a kilometre, and what comes on top.

    Returns
    -------
    RoadModel
        What can be asked for times.

    Raises
    ------
    SourceContentError
        Where a place has no coordinates.
    """
    from scipy.sparse import csr_array

    everyone = pl.concat([_checked(places), _places_abroad()]) if beyond_border else _checked(places)
    arrival = speeds.terminal * everyone["spread_km"].to_numpy()
    lonely = everyone.height < 2
    roads = csr_array((everyone.height, everyone.height)) if lonely else _roads(everyone, places.height, speeds)
    return RoadModel(roads, arrival.astype(np.float32), places.height)


def _checked(places: pl.DataFrame) -> pl.DataFrame:
    lost = places.filter(pl.any_horizontal(pl.col("x", "y").is_null() | ~pl.col("x", "y").cast(pl.Float64).is_finite()))
    if lost.height:
        msg = f"{lost.height} of {places.height} places have no coordinates; leave them out or give them a centre."
        raise SourceContentError(msg)
    eastern = pl.col("eastern").cast(pl.Float64).fill_null(0) if "eastern" in places.columns else pl.lit(0.0)
    return places.select(
        pl.col("x", "y").cast(pl.Float64),
        pl.col("spread_km").cast(pl.Float64).fill_null(0).clip(0),
        pl.col("forest_share").cast(pl.Float64).fill_null(FOREST_ABROAD).clip(0, 1),
        eastern=eastern,
    )


def _places_abroad() -> pl.DataFrame:
    persons = pl.col("population").cast(pl.Float64)
    spread = SPREAD_ABROAD * (persons / (2000 * np.pi)).sqrt()
    return abroad().select("x", "y", spread_km=spread, forest_share=pl.lit(FOREST_ABROAD), eastern=pl.lit(0.0))


def _roads(places: pl.DataFrame, at_home: int, speeds: Speeds) -> "csr_array":
    """The graph: places first, then the junctions of motorways; minutes on every edge, both ways."""
    from scipy.sparse import csr_array

    spots = places.select("x", "y").to_numpy()
    junctions, off_km, courses = _junctions()
    everything = np.vstack([spots, junctions])
    local, on_and_off = _neighbours(spots), _accesses(spots, junctions)
    to_junction = np.hypot(_km(everything, on_and_off), speeds.junction_off * off_km[on_and_off[:, 1] - len(spots)])
    slower = _slower(places, speeds)
    at_border = np.where((local >= at_home).any(axis=1), speeds.road_abroad, 1.0)
    edges = np.vstack([local, courses + len(spots), on_and_off])
    minutes = np.concatenate(
        [
            _km(everything, local) * speeds.road * at_border * (1 + slower[local].mean(axis=1)),
            _km(everything, courses + len(spots)) * speeds.motorway,
            to_junction * speeds.road * (1 + slower[on_and_off[:, 0]]) + speeds.junction_min,
        ]
    )
    by_road = np.r_[np.ones(len(local)), np.zeros(len(courses)), np.ones(len(on_and_off))]
    minutes += by_road * _crosses_water(everything, edges) * speeds.water_min
    edges, minutes = _quickest(edges, np.maximum(minutes, 0.01))  # a zero would be no edge at all
    rows, columns = np.r_[edges[:, 0], edges[:, 1]], np.r_[edges[:, 1], edges[:, 0]]
    return csr_array((np.r_[minutes, minutes], (rows, columns)), shape=(len(everything), len(everything)))


def _slower(places: pl.DataFrame, speeds: Speeds) -> Floats:
    """By which share a kilometre of ordinary road takes longer around each place."""
    forest, eastern = places["forest_share"].to_numpy(), places["eastern"].to_numpy()
    high = height_km(places.select("x", "y").to_numpy())
    share: Floats = speeds.forest * forest + speeds.height * high + speeds.east * eastern
    return share


def _junctions() -> tuple[Floats, Floats, Edges]:
    """Places on motorways (x, y; each once), their off_km, and the stretches between those that follow each other."""
    course = motorways().with_columns(node=pl.struct("lon", "lat").rank("dense").cast(pl.Int64) - 1)
    nodes = course.unique("node", keep="first", maintain_order=True).sort("node")
    follows = (pl.col("part") == pl.col("part").shift(-1)) & (pl.col("node") != pl.col("node").shift(-1))
    stretches = course.with_columns(next=pl.col("node").shift(-1)).filter(follows)
    return nodes.select("x", "y").to_numpy(), nodes["off_km"].to_numpy(), stretches.select("node", "next").to_numpy()


def _neighbours(spots: Floats) -> Edges:
    """Pairs of neighbouring places: those of the triangulation, and the nearest few."""
    from scipy.spatial import Delaunay, KDTree, QhullError

    pairs = []
    try:
        first, others = Delaunay(spots).vertex_neighbor_vertices
        pairs.append(np.column_stack([np.repeat(np.arange(len(spots)), np.diff(first)), others]))
    except QhullError:
        pass  # fewer than four places, or all on one line: the nearest ones will do
    near = min(NEIGHBOURS + 1, len(spots))
    _, nearest = KDTree(spots).query(spots, near)
    pairs.append(np.column_stack([np.repeat(np.arange(len(spots)), near), nearest.ravel()]))
    both = np.sort(np.vstack(pairs), axis=1).astype(np.int64)
    both = np.unique(both[both[:, 0] != both[:, 1]], axis=0)
    near_enough: Edges = both[_km(spots, both) * 1000 < FARTHEST_NEIGHBOUR_M]
    return near_enough


def _accesses(spots: Floats, junctions: Floats) -> Edges:
    """Pairs of a place and a junction (numbered after the places): near ones, seen from either side."""
    from scipy.spatial import KDTree

    of_junction = _nearest(KDTree(spots), junctions, PLACES_A_JUNCTION, PLACE_TO_JUNCTION_M)[:, ::-1]
    of_place = _nearest(KDTree(junctions), spots, JUNCTIONS_A_PLACE, JUNCTION_FROM_PLACE_M)
    pairs: Edges = np.unique(np.vstack([of_junction, of_place]), axis=0) + np.array([0, len(spots)])
    return pairs


def _nearest(tree: "KDTree", spots: Floats, count: int, reach_m: float) -> Edges:
    """Pairs of a spot and one of the `count` nearest points of a tree within reach."""
    count = min(count, tree.n)
    away, which = tree.query(spots, range(1, count + 1), distance_upper_bound=reach_m)
    pairs = np.column_stack([np.repeat(np.arange(len(spots)), count), which.ravel()])
    within: Edges = pairs[np.isfinite(away.ravel())].astype(np.int64)
    return within


def _crosses_water(spots: Floats, edges: Edges) -> NDArray[np.bool_]:
    import shapely

    lines = waters().sort("part", "position").group_by("part", maintain_order=True).agg("x", "y")
    shores = [shapely.LineString(np.column_stack(line)) for line in lines.select("x", "y").rows()]
    ways = shapely.linestrings(np.stack([spots[edges[:, 0]], spots[edges[:, 1]]], axis=1))
    wet = np.zeros(len(edges), dtype=np.bool_)
    wet[shapely.STRtree(shores).query(ways, predicate="intersects")[0]] = True
    return wet


def _km(spots: Floats, edges: Edges) -> Floats:
    away = spots[edges[:, 0]] - spots[edges[:, 1]]
    return np.hypot(away[:, 0], away[:, 1]) / 1000


def _quickest(edges: Edges, minutes: Floats) -> tuple[Edges, Floats]:
    """Each pair once, by the quickest of its edges."""
    both = np.sort(edges, axis=1)
    order = np.lexsort((minutes, both[:, 1], both[:, 0]))
    both, minutes = both[order], minutes[order]
    first = np.r_[True, (both[1:] != both[:-1]).any(axis=1)]
    return both[first], minutes[first]
