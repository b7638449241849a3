"""From an extract, cells and a timetable to shares by municipality: read, place, search, sum up."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
import shapely

from kleinstadt.errors import SourceContentError
from kleinstadt.territory.coding import Floats
from kleinstadt.territory.grid import cells_to_areas
from kleinstadt.travel.driving.car_job import peak_bytes
from kleinstadt.travel.gaps import ferries_left_out, gap_table, gaps_of
from kleinstadt.travel.roads import tasks
from kleinstadt.travel.roads.coverage import coverage
from kleinstadt.travel.roads.network_files import prepared_file
from kleinstadt.travel.roads.networks import Network
from kleinstadt.travel.roads.osm import Progress
from kleinstadt.travel.roads.prepared import read_network
from kleinstadt.travel.walking import walking
from kleinstadt.travel.walking.cells import EPSG, Cells
from kleinstadt.travel.walking.facilities import SERVICES, Facilities, read_facilities
from kleinstadt.travel.walking.gtfs import Timetable, read_timetable
from kleinstadt.travel.walking.losses import lost_frame
from kleinstadt.travel.walking.parts import NOT_COUNTED, footing_of, not_counted
from kleinstadt.travel.walking.stops import COUNTS, stops_by_municipality
from kleinstadt.travel.walking.walk_shares import shares, with_status

if TYPE_CHECKING:
    import geopandas as gpd

DEPARTURES: Final = 20  # a stop with fewer on a working day is none
PERSONS_A_PLACE: Final = 20_000  # Germany has each service for 2,000 to 7,000; an extract with fewer lacks them


@dataclass(frozen=True)
class WalkOptions:
    """What counts as reached, and how to search.

    Attributes
    ----------
    limit_m : float
        As far a service may be, metres along footways.
    cutoff_m : float
        Longer ways are not searched, metres.
    edge_m : float
        Cells nearer than this to the extract's edge are in no share, metres.
    departures : int
        A stop with fewer on the day is none.
    day : date, optional
        Day of the timetable; an ordinary working day by default.
    workers : int
        Local processes that search; 0 searches in this one.
    scheduler : str, optional
        Address of a Dask scheduler, which wins over `workers`.
    cache : Path, optional
        Folder of prepared networks; in the user's cache by default.
    """

    limit_m: float = walking.LIMIT_M
    cutoff_m: float = 3000.0
    edge_m: float = walking.LIMIT_M
    departures: int = DEPARTURES
    day: date | None = None
    workers: int = 0
    scheduler: str | None = None
    cache: Path | None = None


@dataclass(frozen=True)
class WalkResult:
    """Shares by municipality, the cells they are made of, and what is not known.

    Attributes
    ----------
    shares : pl.DataFrame
        As walk_shares.shares gives them, with stops and stops_served (of the whole municipality; stops.py); shares for
        stops are null, too, where the timetable has no stop and nobody reaches one.
    cells : pl.DataFrame
        Every populated cell of these municipalities: x, y (metres EPSG:3035), persons, lon, lat (degrees), ags, status,
        distances in metres.
    missing : dict of str to str
        Services without any place, and why.
    unplaced : pl.DataFrame
        Cells without land within reach (a lake, the sea, beyond the border): x, y, persons, lon, lat.
    facilities : Facilities
        The services of the extract.
    timetable : Timetable or None
        Where one was given.
    footing : Footing
        The network, and which of its parts count.
    options : WalkOptions
        What was asked.
    cells_from : str
        Id of the cells' source.
    prepare_s, search_s : float
        Seconds that preparing and searching took.
    peak_bytes : int
        The most memory of this process; 0 where the system does not tell.
    """

    shares: pl.DataFrame
    cells: pl.DataFrame
    missing: dict[str, str]
    unplaced: pl.DataFrame
    facilities: Facilities
    timetable: Timetable | None
    footing: walking.Footing
    options: WalkOptions
    cells_from: str
    prepare_s: float
    search_s: float
    peak_bytes: int

    @property
    def network(self) -> Network:
        """The network with all its parts, those that do not count among them."""
        return self.footing.network

    @property
    def left_out(self) -> pl.DataFrame:
        """Everything that is in no number, and why: kind, id, name, lon, lat, ags, count, reason (travel/gaps.py)."""
        cells = self.gaps.join(self.cells.select("x", "y", "lon", "lat"), on=["x", "y"], how="left", coalesce=True)
        lost = self.timetable.lost if self.timetable else []
        return gap_table(
            gaps_of("cell", cells.with_columns(id=pl.format("{} {}", "x", "y"), count=pl.col("persons"))),
            gaps_of("service", _named(self.facilities.left_out)),
            gaps_of("footways", not_counted(self.footing), reason=NOT_COUNTED),
            gaps_of("ferry", ferries_left_out(self.network.origin)),
            gaps_of("timetable", lost_frame(lost)),
        )

    @property
    def gaps(self) -> pl.DataFrame:
        """Cells in the extract that are not in every share, and why: x, y, persons, ags, reason."""
        gaps = self.cells.filter(pl.col("status").is_in(["off_network", "edge"]))
        lost = self.unplaced.with_columns(ags=pl.lit(None, pl.String), reason=pl.lit("no_land"))
        columns = ["x", "y", "persons", "ags", "reason"]
        return pl.concat([gaps.rename({"status": "reason"}).select(columns), lost.select(columns)]).sort("x", "y")


def run(
    osm: Path,
    cells: Cells,
    polygons: "gpd.GeoDataFrame",
    gtfs: Path | None = None,
    schools: pl.DataFrame | None = None,
    options: WalkOptions | None = None,
    progress: Progress = lambda *_: None,
) -> WalkResult:
    """Who reaches what on foot, in the municipalities that an extract touches.

    Parameters
    ----------
    osm : Path
        An extract, .osm.pbf.
    cells : Cells
        Where people live.
    polygons : gpd.GeoDataFrame
        Municipalities, indexed by ags (Edition.polygons(year, "gemeinde")).
    gtfs : Path, optional
        Timetable; without one nothing is said of stops.
    schools : pl.DataFrame, optional
        Other primary schools than those of the extract: name, lon, lat (degrees), origin.
    options : WalkOptions, optional
        What counts as reached, and how to search.
    progress : callable, optional
        Told what is done: text, step, number of steps.

    Returns
    -------
    WalkResult
        Shares in per cent of the people, and all that they rest on.

    Raises
    ------
    SourceMissingError
        Without one of the files.
    SourceLayoutError
        If a file is cut off or of another kind.
    SourceContentError
        If the extract has no footways, nobody lives in it, or the timetable has no such day.
    ExtraMissingError
        Without the library that reads PBF.
    """
    options = options or WalkOptions()
    begun = time.perf_counter()
    network = read_network(osm, "walk", progress, options.cache)
    progress(f"{osm.name}: services", 0, 0)
    facilities = read_facilities(osm)
    if schools is not None:
        facilities = facilities.replacing("primary_school", schools)
    timetable = read_timetable(gtfs, options.day) if gtfs else None
    progress("cells and municipalities", 0, 0)
    footing = footing_of(network, cells, _known_places(facilities, timetable, options.departures))
    placed = cells_in(cells, footing, polygons, osm.name)
    persons = float(placed.filter(pl.col("inside"))["persons"].sum())
    places, missing = _places(facilities, timetable, footing, options.departures, persons)
    prepared = time.perf_counter()
    progress("searching on foot", 0, len(places))
    inside, outside = placed.filter(pl.col("inside")), placed.filter(~pl.col("inside"))
    solve = _solver(network, options, progress)
    found = walking.cell_distances(footing, places, inside, cells.size_m, options.cutoff_m, solve)
    everything = with_status(pl.concat([found, outside], how="diagonal"), options.edge_m)
    known = everything.drop_nulls("ags")
    counted = _count_stops(timetable, polygons, options.departures)
    return WalkResult(
        _with_stops(shares(known, missing, options.limit_m), counted),
        known.drop("inside", "on_network"),
        missing,
        everything.filter(pl.col("inside") & pl.col("ags").is_null()).select("x", "y", "persons", "lon", "lat"),
        facilities,
        timetable,
        footing,
        options,
        cells.source,
        prepared - begun,
        time.perf_counter() - prepared,
        peak_bytes(),
    )


def _named(services: pl.DataFrame) -> pl.DataFrame:
    """Services as gaps: one without a name is called by what it is."""
    name = pl.when(pl.col("name") != "").then(pl.col("name")).otherwise(pl.col("service"))
    return services.with_columns(id=pl.col("origin"), name=name)


def _known_places(facilities: Facilities, timetable: Timetable | None, departures: int) -> dict[str, pl.DataFrame]:
    places = {name: facilities.of(name) for name in SERVICES}
    return places | ({"stop": timetable.served(departures)} if timetable else {})


def _places(
    facilities: Facilities, timetable: Timetable | None, footing: walking.Footing, departures: int, persons: float
) -> tuple[dict[str, pl.DataFrame], dict[str, str]]:
    """Places of each service, and the services that have none (or nearly none) with the reason.

    persons : who live in the extract
    """
    places = _known_places(facilities, timetable, departures)
    missing = {}
    if timetable is None:
        missing["stop"] = "no timetable was given (--gtfs)"
    elif timetable.too_much_lost:
        missing["stop"] = timetable.too_much_lost
    for name in SERVICES:
        if name in missing:
            continue
        known, doubtful = places[name].height, facilities.undecided.get(name, 0)
        if doubtful > known:
            missing[name] = f"{doubtful} places do not say whether they are one, only {known} do"
        elif known == 0:
            missing[name] = "none in the data"
        elif len(walking.doors_of(footing, places[name], 0.0).node) == 0:
            missing[name] = "none near a footway of the extract"
        elif name != "stop" and known * PERSONS_A_PLACE < persons:
            missing[name] = f"only {known} in the data for {persons:,.0f} people: the extract lacks them"
    return {name: frame for name, frame in places.items() if name not in missing}, missing


def cells_in(cells: Cells, footing: walking.Footing, polygons: "gpd.GeoDataFrame", where: str) -> pl.DataFrame:
    """The populated cells of every municipality that the network touches.

    Parameters
    ----------
    cells : Cells
        Where people live.
    footing : Footing
        The network, and which of its parts count.
    polygons : gpd.GeoDataFrame
        Municipalities, indexed by ags.
    where : str
        Name of the extract, for the error.

    Returns
    -------
    pl.DataFrame
        x, y (metres EPSG:3035), persons, lon, lat (degrees), ags (null without land within reach), to_edge_m (metres to
        the edge of the extract), inside (of the extract).

    Raises
    ------
    SourceContentError
        Where nobody lives inside.
    """
    lon, lat = footing.network.lon[footing.counted], footing.network.lat[footing.counted]
    west, south, east, north = lon.min(), lat.min(), lon.max(), lat.max()
    inside = cells.within((west, south, east, north)).frame
    if inside.is_empty():
        msg = (
            f"{where}: none of the {cells.frame.height:,} populated cells lies in the extract ({west:.3f} to "
            f"{east:.3f} east, {south:.3f} to {north:.3f} north). Take cells and an extract of the same place."
        )
        raise SourceContentError(msg)
    areas = _with_key(polygons)
    near = _near(cells.frame, inside, areas)
    owners = cells_to_areas(near, areas, "ags").rename({"area_id": "ags"})
    joined = near.join(owners, on=["x", "y"], how="left", maintain_order="left")
    covered = coverage(lon, lat)
    edge = pl.Series("to_edge_m", covered.depth_at(joined["x"].to_numpy(), joined["y"].to_numpy()))
    joined = joined.with_columns(edge, inside=edge >= 0)
    touched = joined.filter(pl.col("inside"))["ags"].drop_nulls().unique()
    return joined.filter(pl.col("inside") | pl.col("ags").is_in(touched.implode()))


def _count_stops(timetable: Timetable | None, polygons: "gpd.GeoDataFrame", departures: int) -> pl.DataFrame | None:
    if timetable is None or timetable.too_much_lost:
        return None
    return stops_by_municipality(timetable, _with_key(polygons), departures)


def _with_stops(summed: pl.DataFrame, counted: pl.DataFrame | None) -> pl.DataFrame:
    """The shares with how many stops there are (null where the timetable has none).

    No share for stops, and for all six, where nobody reaches one and the timetable has none: it may not cover it.
    """
    if counted is None:
        return summed.with_columns(pl.lit(None, pl.Int64).alias(name) for name in COUNTS)
    columns = [name for name in summed.columns if "_stop_" in name or "_all_six_" in name]
    stops = [pl.col(name) for name in columns if "_stop_" in name]
    nobody = pl.all_horizontal((share == 0).fill_null(value=True) for share in stops)
    joined = summed.join(counted, on="ags", how="left", maintain_order="left")
    unknown = nobody & pl.col("stops").is_null()
    return joined.with_columns(pl.when(~unknown).then(pl.col(name)).alias(name) for name in columns)


def _with_key(polygons: "gpd.GeoDataFrame") -> "gpd.GeoDataFrame":
    return polygons.rename_axis("ags").reset_index()[["ags", "geometry"]]


def _near(everywhere: pl.DataFrame, inside: pl.DataFrame, areas: "gpd.GeoDataFrame") -> pl.DataFrame:
    """The cells in the box of the municipalities that touch the box of the cells inside."""
    box = shapely.box(*(inside[name].min() for name in ("x", "y")), *(inside[name].max() for name in ("x", "y")))
    shapes = areas.to_crs(epsg=EPSG).geometry.to_numpy()
    touching = shapes[shapely.intersects(shapes, box)]
    bounds = shapely.total_bounds(np.append(touching, box))
    return everywhere.filter(
        pl.col("x").is_between(bounds[0], bounds[2]) & pl.col("y").is_between(bounds[1], bounds[3])
    )


def _solver(network: Network, options: WalkOptions, progress: Progress) -> walking.Solve:
    def here(doors: Mapping[str, walking.Doors]) -> dict[str, Floats]:
        found = {}
        for number, (name, some) in enumerate(doors.items()):
            progress(f"on foot to: {name}", number, len(doors))
            found[name] = walking.node_distances(network, some)
        return found

    def spread(doors: Mapping[str, walking.Doors]) -> dict[str, Floats]:
        kept = prepared_file(network.origin.sha256, "walk", options.cache).resolve()
        with tasks.workers(options.scheduler, options.workers) as client:
            futures = {
                name: client.submit(walking.service_on_worker, kept, some, pure=False) for name, some in doors.items()
            }
            return {name: future.result() for name, future in futures.items()}

    return spread if options.scheduler or options.workers else here
