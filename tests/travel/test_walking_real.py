"""Walking access on the real extracts: against plain Dijkstra, the ruler, and the timetable of Heidelberg."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import polars as pl
import pytest
from extracts import haversine_m, plain_dijkstra
from shapely.geometry import box

from kleinstadt.travel.roads.networks import Network
from kleinstadt.travel.roads.prepared import read_network
from kleinstadt.travel.walking import walk_job
from kleinstadt.travel.walking.cells import cells_of_2011, read_cells, to_metres
from kleinstadt.travel.walking.facilities import SERVICES, read_facilities
from kleinstadt.travel.walking.gtfs import read_timetable
from kleinstadt.travel.walking.walk_job import WalkOptions
from kleinstadt.travel.walking.walk_shares import share_name
from kleinstadt.travel.walking.walking import CELL_SHARE, REACH_M, Footing, cell_distances, doors_of

pytest.importorskip("osmium")

EXTRACTS = ("lauf-200115.osm.pbf", "north-bayreuth.osm.pbf", "Hoyerswerda.osm.pbf", "heidelberg.test.pbf")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("networks")


def hectares(network: Network) -> pl.DataFrame:
    """Every hectare of an extract, as if one person lived there."""
    x, y = to_metres(network.lon, network.lat)
    corner = np.unique(np.column_stack((x // 100, y // 100)).astype(np.int32), axis=0) * 100 + 50
    lines = [f"CRS3035RES100mN{y - 50}E{x - 50};{x};{y};1" for x, y in corner.tolist()]
    return pl.DataFrame({"line": ["GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner", *lines]})


@pytest.mark.parametrize("name", EXTRACTS)
def test_every_cell_agrees_with_plain_dijkstra(raw_dir: Path, tmp_path: Path, kept: Path, name: str) -> None:
    network = read_network(raw_dir / "osm" / name, "walk", cache=kept)
    csv = tmp_path / "Zensus2022_Bevoelkerungszahl_100m-Gitter.csv"
    csv.write_text("\n".join(hectares(network)["line"]), encoding="utf-8")
    cells = read_cells(csv).frame
    facilities = read_facilities(raw_dir / "osm" / name)
    places = {service: facilities.of(service) for service in SERVICES if facilities.of(service).height}
    if name.startswith("heidelberg"):
        places["stop"] = read_timetable(raw_dir / "gtfs/vrn_gtfs_cut.zip").served(20)
    footing = Footing.whole(network)
    found = cell_distances(footing, places, cells, 100, 5000.0)
    steps = footing.steps(cells, max(REACH_M, 100 * CELL_SHARE))
    for service in places:
        doors = doors_of(footing, places[service], 5000.0)
        starts: dict[int, float] = {}
        for start, metres in zip(doors.node.tolist(), doors.metres.tolist(), strict=True):
            starts[start] = min(metres, starts.get(start, np.inf))
        plain = np.array(plain_dijkstra(network, starts))
        expected = np.min([np.where(node >= 0, plain[node] + offset, np.inf) for node, offset in steps], axis=0)
        known = expected <= 5000.0
        along = found[f"{service}_footway_m"].to_numpy()
        assert np.array_equal(np.isfinite(along), known)
        assert np.abs(along[known] - expected[known]).max() < 0.01
        assert (along[known] >= found[f"{service}_straight_m"].to_numpy()[known] - 0.01).all()


ADDRESSES = [  # place of a cell, service, its place in the map, read off the map: lon, lat each
    ("lauf-200115.osm.pbf", "pharmacy", "n257641294"),
    ("lauf-200115.osm.pbf", "supermarket", "w38585130"),
    ("north-bayreuth.osm.pbf", "pharmacy", "n2732532921"),
    ("Hoyerswerda.osm.pbf", "gp", "n7964895387"),
    ("heidelberg.test.pbf", "supermarket", "w456112467"),
]


@pytest.mark.parametrize(("name", "service", "origin"), ADDRESSES)
def test_straight_lines_by_the_ruler(raw_dir: Path, kept: Path, name: str, service: str, origin: str) -> None:
    """From three corners around a known place: if it is the nearest, the distance is the great circle to it."""
    network = read_network(raw_dir / "osm" / name, "walk", cache=kept)
    places = read_facilities(raw_dir / "osm" / name).of(service)
    lon, lat = places.filter(pl.col("origin") == origin).select("lon", "lat").row(0)
    corners = [(lon + east, lat + north) for east, north in ((0.0004, 0.0), (0.0, -0.0003), (-0.0005, 0.0004))]
    cells = pl.DataFrame(corners, schema=["lon", "lat"], orient="row")
    found = cell_distances(Footing.whole(network), {service: places}, cells, 100, 3000.0)
    for corner, metres in zip(corners, found[f"{service}_straight_m"].to_list(), strict=True):
        others = [haversine_m(*corner, *place) for place in places.select("lon", "lat").iter_rows()]
        assert metres == pytest.approx(min(others), abs=0.01)
        assert metres <= haversine_m(*corner, lon, lat) + 0.01


BY_HAND = [  # from a node of the map to another, metres on paper: 72,203 m a degree east, 111,195 m north at 49.51°
    ("library n257815301", (11.2772938, 49.5106888), "pharmacy", 207.2),  # Markt-Apotheke n599972568
    ("library n257815301", (11.2772938, 49.5106888), "post", 143.1),  # n59883983
    ("station n4723905508", (11.2864482, 49.5072011), "pharmacy", 262.0),  # Schloss-Apotheke n2161267174
    ("station n29075506", (11.2774541, 49.512443), "post", 52.8),  # n59883983
]


@pytest.mark.parametrize(("name", "place", "service", "metres"), BY_HAND)
def test_distances_in_lauf_by_hand(
    raw_dir: Path, kept: Path, name: str, place: tuple[float, float], service: str, metres: float
) -> None:
    network = read_network(raw_dir / "osm/lauf-200115.osm.pbf", "walk", cache=kept)
    places = {service: read_facilities(raw_dir / "osm/lauf-200115.osm.pbf").of(service)}
    here = pl.DataFrame([place], schema=["lon", "lat"], orient="row")
    found = cell_distances(Footing.whole(network), places, here, 100, 3000.0)
    assert found[f"{service}_straight_m"].item() == pytest.approx(metres, abs=0.5), name
    assert metres <= found[f"{service}_footway_m"].item() < 2.5 * metres + 50


def test_heidelberg_with_the_grid_of_2011(raw_dir: Path, kept: Path) -> None:
    """Two rectangles for municipalities: the old town and the plain in the west."""
    shapes = [box(8.68, 49.40, 8.75, 49.42), box(8.60, 49.37, 8.68, 49.42)]
    areas = gpd.GeoDataFrame(geometry=shapes, index=["08221001", "08221002"], crs=4326).to_crs(25832).rename_axis("ags")
    result = walk_job.run(
        raw_dir / "osm/heidelberg.test.pbf",
        cells_of_2011(raw_dir),
        areas,
        raw_dir / "gtfs/vrn_gtfs_cut.zip",
        options=WalkOptions(cache=kept),
    )
    assert result.missing.keys() == {"pharmacy", "gp", "post", "primary_school", "supermarket"}
    assert "the extract lacks them" in result.missing["supermarket"], "it holds three for the whole city"
    for row in result.shares.to_dicts():
        parts = [row[f"persons_{name}"] for name in ("assessed", "off_network", "edge", "outside")]
        assert sum(parts) == row["persons"]
        along, straight = (row[share_name("stop", measure, 1000)] for measure in ("footway", "straight"))
        assert 0 < along <= straight <= 100
    assert result.timetable is not None
    assert result.timetable.day.isoweekday() == 2
    old_town = result.shares.filter(pl.col("ags") == "08221001")
    platforms = result.timetable.platforms.filter(
        pl.col("lon").is_between(8.68, 8.75), pl.col("lat").is_between(49.40, 49.42)
    )
    assert old_town["stops"].item() == pytest.approx(platforms["stop"].n_unique(), abs=2), "platforms across the border"
    assert 0 < old_town["stops_served"].item() < old_town["stops"].item()
