"""geometry.py: pieces, simplified together, follow their reforms and are put together to any level."""

from datetime import date

import geopandas as gpd
import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box

from kleinstadt.errors import SourceContentError
from kleinstadt.files import user_cache
from kleinstadt.sources.bkg import vg250
from kleinstadt.territory.geometry import (
    BASE_POLYGONS,
    EPSG,
    GRID_M,
    follow,
    largest_share,
    make_base_polygons,
    neighbours,
    together,
    towns,
)


def frame_of(shapes, names=None):
    ags = [f"0644000{number}" if number < 10 else f"064400{number}" for number in range(len(shapes))]
    ars = [f"{key[:5]}{key[4:8]}{key[5:8]}" for key in ags]
    return gpd.GeoDataFrame({"ags": ags, "ars": ars, "name": names or ags}, geometry=list(shapes), crs=EPSG)


def polygons(pieces, followed, members, key, tolerance_m=0.0):
    """Borders of all areas of a level: those of its municipalities, put together."""
    return together(
        towns(pieces, followed.join(members.select("ags"), on="ags", how="semi"), tolerance_m), members, key
    )


def jagged_line(start, end, rng):
    """Corners from start to end, both included, with crinkles of up to 150 m."""
    steps = np.linspace(0, 1, 12)[:, None]
    line = np.array(start) + steps * (np.array(end) - np.array(start))
    line[1:-1] += rng.uniform(-150, 150, (10, 2))
    return line


def jagged_country(columns, rows, seed):
    """columns x rows municipalities of about 5 x 5 km whose neighbours share every crinkle of their border."""
    rng = np.random.default_rng(seed)
    across = {
        (x, y): jagged_line((x, y), (x + 5000, y), rng)
        for x in range(0, columns * 5000, 5000)
        for y in range(0, rows * 5000 + 1, 5000)
    }
    upward = {
        (x, y): jagged_line((x, y), (x, y + 5000), rng)
        for x in range(0, columns * 5000 + 1, 5000)
        for y in range(0, rows * 5000, 5000)
    }
    shapes = []
    for x in range(0, columns * 5000, 5000):
        for y in range(0, rows * 5000, 5000):
            ring = [across[x, y], upward[x + 5000, y], across[x, y + 5000][::-1], upward[x, y][::-1]]
            shapes.append(Polygon(np.concatenate(ring)))
    return shapes


def shapes_of(pieces):
    return shapely.from_wkb(pieces["geometry"].to_numpy())


countries = st.builds(jagged_country, st.integers(1, 4), st.integers(1, 4), st.integers(0, 2**32))


@settings(max_examples=25, deadline=None)
@given(countries, st.sampled_from([100.0, 150.0, 300.0]))
def test_neighbours_still_share_their_borders(country, tolerance):
    before = np.array(country)
    pieces = make_base_polygons(frame_of(country), tolerance)
    after = shapes_of(pieces)
    assert pieces.schema == BASE_POLYGONS
    assert shapely.is_valid(after).all()
    assert shapely.coverage_is_valid(after)
    assert shapely.get_num_coordinates(after).sum() < shapely.get_num_coordinates(before).sum()
    assert shapely.area(after).sum() == pytest.approx(shapely.area(before).sum(), rel=0.05)
    assert np.abs(shapely.area(after) / shapely.area(before) - 1).max() < 0.1
    assert not shapely.coverage_union_all(after).interiors  # no gap has opened


@settings(max_examples=25, deadline=None)
@given(countries, st.sampled_from([0.0, 400.0]), st.data())
def test_levels_nest(country, tolerance, data):
    pieces = make_base_polygons(frame_of(country))
    gemeinden = [f"0644{number:04}" for number in range(len(country))]
    verbaende = [data.draw(st.sampled_from("abcde")) for _ in gemeinden]
    kreise = [{"a": "I", "b": "I", "c": "II", "d": "II", "e": "III"}[key] for key in verbaende]
    followed = pl.DataFrame({"piece": pieces["piece"], "ags": gemeinden})
    members = pl.DataFrame({"ags": gemeinden, "verband": verbaende, "kreis": kreise})
    small, large = (polygons(pieces, followed, members, key, tolerance) for key in ("verband", "kreis"))
    kreis_of = dict(zip(verbaende, kreise, strict=True))
    assert large.index.tolist() == sorted(set(kreise))
    for kreis, shape in large.geometry.items():
        parts = [small.geometry[verband] for verband in small.index if kreis_of[verband] == kreis]
        assert shape.equals(shapely.union_all(parts))
    assert shapely.coverage_is_valid(large.geometry.to_numpy())
    rel = 0.05 if tolerance else 1e-9
    assert large.area.sum() == pytest.approx(shapely.area(shapes_of(pieces)).sum(), rel=rel)


def test_corners_lie_on_the_grid():
    corners = shapely.get_coordinates(shapes_of(make_base_polygons(frame_of(jagged_country(3, 3, 1)))))
    assert (corners % GRID_M == 0).all()


def test_what_the_grid_would_break_keeps_its_corners():
    land = box(0, 0, 5000, 5000)
    yard = Polygon([(2401, 2403), (2409, 2403), (2405, 2409)])  # far smaller than a cell of the grid
    pieces = make_base_polygons(frame_of([land.difference(yard), yard]))
    outer, inner = shapes_of(pieces)
    assert inner.equals(yard)
    assert len(outer.interiors) == 1
    assert shapely.coverage_is_valid([outer, inner])


def test_enclaves_and_islands_are_kept():
    enclave, island = box(2000, 2000, 2400, 2400), box(9000, 0, 10000, 1000)
    land = shapely.union_all([box(0, 0, 5000, 5000).difference(enclave), island])
    outer, inner = shapes_of(make_base_polygons(frame_of([land, enclave])))
    assert inner.equals(enclave)
    assert outer.equals(land)


def test_noise_below_a_metre_is_no_gap():
    left, right = box(0, 0, 1000, 1000), Polygon([(1000.004, 0), (2000, 0), (2000, 1000), (999.997, 1000)])
    assert not shapely.coverage_is_valid([left, right])
    assert shapely.coverage_is_valid(shapes_of(make_base_polygons(frame_of([left, right]))))


def test_an_area_that_touches_itself_is_mended():
    ring = [(0, 0), (4000, 0), (4000, 4000), (2000, 0), (0, 4000), (0, 0)]  # touches its own side at (2000, 0)
    assert not Polygon(ring).is_valid
    (shape,) = shapes_of(make_base_polygons(frame_of([Polygon(ring)])))
    assert shape.is_valid
    assert shape.area == pytest.approx(Polygon(ring).area)


@pytest.mark.parametrize(
    "east",
    [
        box(900, 0, 3000, 1000),  # overlaps the west by 100 m
        Polygon([(1000, 0), (3000, 0), (3000, 1000), (1000, 1000), (600, 500)]),  # has a corner that the west lacks
    ],
)
def test_borders_that_do_not_match_are_refused(east):
    west, far = box(0, 0, 1000, 1000), box(5000, 0, 6000, 1000)
    with pytest.raises(SourceContentError, match=r"2 areas overlap others or do not share .*\(West, Ost\)"):
        make_base_polygons(frame_of([west, far, east], ["West", "Fern", "Ost"]))


def test_same_borders_same_bytes():
    country = jagged_country(3, 2, 5)
    shuffled = frame_of(country).sample(frac=1, random_state=3)
    assert make_base_polygons(frame_of(country)).equals(make_base_polygons(shuffled))


def steps(*rows):
    schema = {"from_id": pl.String, "to_id": pl.String, "weight_area": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def pieces_of(*keys):
    shapes = [shapely.to_wkb(box(i * 1000, 0, i * 1000 + 1000, 1000)) for i in range(len(keys))]
    return pl.DataFrame({"piece": keys, "name": keys, "geometry": shapes}, schema=BASE_POLYGONS)


def test_the_first_crosswalk_that_knows_a_piece_counts():
    near = steps(("A", "X", 1.0), ("B", "X", 0.3), ("B", "Y", 0.7))
    late = steps(("B", "B", 1.0), ("C", "C", 1.0))
    found = follow(pieces_of("A", "B", "C", "D"), [near, late])
    assert found.rows() == [("A", "X", 1.0), ("B", "X", 0.3), ("B", "Y", 0.7), ("C", "C", 1.0)]


def test_a_dissolved_forest_follows_those_who_took_it():
    goldkronach, warmensteinach, berneck = "09472143", "09472198", "09472116"
    later = steps((goldkronach, "NEU", 1.0), (warmensteinach, "NEU", 0.5), (warmensteinach, "ALT", 0.5))
    later = pl.concat([later, steps((berneck, berneck, 1.0))])
    found = dict(follow(pieces_of("09472457"), [later]).select("ags", "share").iter_rows())
    assert found == pytest.approx(
        {"NEU": (7.44 + 2.94) / 18.02, "ALT": 2.94 / 18.02, berneck: 4.70 / 18.02},
    )


def test_a_forest_that_a_crosswalk_knows_is_left_to_it():
    found = follow(pieces_of("09472457"), [steps(("09472457", "09472457", 1.0), ("09472143", "NEU", 1.0))])
    assert found.rows() == [("09472457", "09472457", 1.0)]


def test_the_largest_share_wins_and_of_equals_the_first_key():
    followed = follow(pieces_of("A", "B"), [steps(("A", "X", 0.3), ("A", "Y", 0.7), ("B", "Z", 0.5), ("B", "W", 0.5))])
    assert largest_share(followed).select("piece", "ags").rows() == [("A", "Y"), ("B", "W")]


@pytest.fixture
def four():
    """Four squares of 1 km side in a row of two by two; D lies across from A."""
    squares = [box(0, 0, 1000, 1000), box(1000, 0, 2000, 1000), box(0, 1000, 1000, 2000), box(1000, 1000, 2000, 2000)]
    pieces = pl.DataFrame(
        {"piece": list("ABCD"), "name": list("ABCD"), "geometry": shapely.to_wkb(squares).tolist()},
        schema=BASE_POLYGONS,
    )
    followed = pl.DataFrame({"piece": list("ABCD"), "ags": list("ABCD")})
    return pieces, followed


def test_pieces_of_one_municipality_are_joined(four):
    pieces, _ = four
    followed = pl.DataFrame({"piece": list("ABCD"), "ags": ["X", "X", "Y", "Z"]})
    members = pl.DataFrame({"ags": ["X", "Y", "Z", "SEA"]})
    found = polygons(pieces, followed, members, "ags")
    assert found.index.tolist() == ["X", "Y", "Z"]  # the sea has no land
    assert found.index.name == "ags"
    assert found.geometry["X"].equals(box(0, 0, 2000, 1000))
    assert found.crs.to_epsg() == EPSG


def test_an_area_without_this_level_is_left_out(four):
    members = pl.DataFrame({"ags": list("ABCD"), "verband": ["V", None, "V", "W"]})
    found = polygons(*four, members, "verband")
    assert found.index.tolist() == ["V", "W"]


def test_a_coarser_map_keeps_common_borders():
    pieces = make_base_polygons(frame_of(jagged_country(4, 4, 9)), 20.0, 1.0)
    followed = pieces.select("piece", ags="piece")
    fine, coarse = (polygons(pieces, followed, followed, "ags", metres) for metres in (0.0, 600.0))
    assert coarse.count_coordinates().sum() < fine.count_coordinates().sum() / 2
    assert shapely.coverage_is_valid(coarse.geometry.to_numpy())
    assert coarse.area.sum() == pytest.approx(fine.area.sum(), rel=0.02)


def test_neighbours_share_a_border_of_some_length(four):
    found = neighbours(polygons(*four, four[1], "ags"))
    pairs = [("A", "B"), ("A", "C"), ("B", "A"), ("B", "D"), ("C", "A"), ("C", "D"), ("D", "B"), ("D", "C")]
    assert found.rows() == [(one, other, 1.0) for one, other in pairs]


@settings(max_examples=15, deadline=None)
@given(countries)
def test_borders_and_coast_make_up_every_outline(country):
    pieces = make_base_polygons(frame_of(country))
    followed = pieces.select("piece", ags="piece")
    areas = polygons(pieces, followed, followed, "ags")
    shared = neighbours(areas)["border_km"].sum()
    coast = shapely.coverage_union_all(areas.geometry.to_numpy()).length / 1000
    assert shared + coast == pytest.approx(areas.length.sum() / 1000)


@pytest.fixture(scope="module")
def real_pieces():
    path = user_cache() / vg250.PACKAGE.file_name
    if not path.is_file():
        pytest.skip("the package of borders is not in the cache")
    return make_base_polygons(vg250.read(path))


@pytest.mark.raw
def test_all_of_germany_fits_together_and_into_the_edition(real_pieces, tmp_path):
    shapes = shapes_of(real_pieces)
    assert len(shapes) == 11_299
    assert shapely.get_num_geometries(shapes).sum() == 12_353  # not one island is lost
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    real_pieces.write_parquet(tmp_path / "base_polygons.parquet", compression="zstd", compression_level=19)
    assert (tmp_path / "base_polygons.parquet").stat().st_size < 2_700_000


def read_table(raw_dir, source, name):
    from kleinstadt.sources.catalogue import known_files
    from kleinstadt.sources.registry import read_raw

    (file,) = [file for file in known_files() if file.path.endswith(name) and file.source == source]
    return read_raw(raw_dir, file)


def test_the_territory_of_2019_is_complete_and_where_the_register_says(real_pieces, raw_dir):
    day = date(2019, 12, 31)
    links = read_table(raw_dir, "bbsr_crosswalk", "gemeinden_1990_19.parquet").crosswalk
    assert links is not None
    since = [links.filter(pl.col("from_territory") == date(year, 12, 31)) for year in (2015, 2016)]
    register = read_table(raw_dir, "gv", "31122019_Auszug_GV.xlsx")
    assert register.areas is not None
    assert register.facts is not None
    gemeinden = register.areas.filter((pl.col("level") == "gemeinde") & (pl.col("territory") == day))
    stays = gemeinden.select(from_id="area_id", to_id="area_id", weight_area=pl.lit(1.0))
    followed = follow(real_pieces, [*since, stays])
    assert followed["piece"].n_unique() == 11_299
    members = gemeinden.select(ags="area_id", land=pl.col("area_id").str.slice(0, 2))
    found = polygons(real_pieces, largest_share(followed), members, "ags")
    assert sorted(set(members["ags"]) - set(found.index)) == ["07000999", "10042999", "13000999"]
    assert set(found.index) <= set(members["ags"])

    placed = gemeinden.filter(pl.col("area_id").is_in(found.index.to_list())).drop_nulls("lon")
    centres = gpd.GeoSeries(gpd.points_from_xy(placed["lon"], placed["lat"]), crs=4326).to_crs(EPSG)
    homes = found.geometry.loc[placed["area_id"].to_list()]
    assert homes.covers(centres.set_axis(homes.index)).all()

    official = register.facts.filter((pl.col("variable") == "area_km2") & (pl.col("level") == "gemeinde"))
    km2 = dict(official.select("area_id", "value").iter_rows())
    ratio = found.to_crs(3035).area / 1e6 / [km2[key] for key in found.index]
    assert (ratio - 1).abs().median() < 0.006
    assert ((ratio - 1).abs() < 0.05).mean() > 0.96  # the others: waters of the coast, and forests that were divided
