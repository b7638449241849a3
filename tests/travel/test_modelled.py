"""Modelled travel times: laws, a few ways by hand, the declared tables."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray

from kleinstadt.edition.edition import Edition
from kleinstadt.errors import SourceContentError
from kleinstadt.travel.modelled.declared import abroad, heights, motorways, waters
from kleinstadt.travel.modelled.relief import height_km
from kleinstadt.travel.modelled.roads import FITTED, WAYS, Speeds, road_model

DEGREES = {
    "Stade": (9.47, 53.60),
    "Itzehoe": (9.51, 53.92),
    "Hamburg": (10.00, 53.55),
    "Bremen": (8.81, 53.08),
    "Würzburg": (9.93, 49.79),
    "Schweinfurt": (10.23, 50.05),
    "Konstanz": (9.17, 47.66),
    "Meersburg": (9.27, 47.69),
}


def places(**more: object) -> pl.DataFrame:
    from pyproj import Transformer

    lon, lat = np.array(list(DEGREES.values())).T
    x, y = Transformer.from_crs(4326, 3035, always_xy=True).transform(lon, lat)
    frame = pl.DataFrame({"x": x, "y": y, "spread_km": [2.0] * len(x), "forest_share": [0.3] * len(x)})
    return frame.with_columns(**{name: pl.Series(value) for name, value in more.items()})


def modelled_times(frame: pl.DataFrame, *, beyond_border: bool = True, speeds: Speeds = FITTED) -> NDArray[np.float32]:
    return road_model(frame, beyond_border=beyond_border, speeds=speeds).times()


def minutes(start: str, end: str, frame: pl.DataFrame | None = None, speeds: Speeds = FITTED) -> float:
    times = modelled_times(places() if frame is None else frame, speeds=speeds)
    names = list(DEGREES)
    return float(times[names.index(start), names.index(end)])


def test_shape_and_laws() -> None:
    home, all_ = modelled_times(places(), beyond_border=False), modelled_times(places())
    assert home.shape == (8, 8)
    assert all_.shape == (8, 8 + abroad().height)
    assert all_.dtype == np.float32
    assert (np.diag(home) == 0).all()
    np.testing.assert_allclose(home, home.T)  # the spread is the same everywhere
    assert (home[~np.eye(8, dtype=bool)] > 0).all()
    assert not (home[np.isfinite(home)] > 120).any()


def test_far_away_is_out_of_reach() -> None:
    assert minutes("Hamburg", "Würzburg") == np.inf


def test_ways_are_about_as_long_as_they_are() -> None:
    assert 60 < minutes("Hamburg", "Bremen", speeds=WAYS) < 85
    assert 25 < minutes("Würzburg", "Schweinfurt", speeds=WAYS) < 55


def test_waters_are_in_the_way() -> None:
    dry = Speeds(water_min=0)
    for start, end in (("Stade", "Itzehoe"), ("Konstanz", "Meersburg")):
        assert minutes(start, end) > minutes(start, end, speeds=dry) + 15


def test_forest_and_scattered_people_take_time() -> None:
    plain = minutes("Würzburg", "Schweinfurt")
    assert minutes("Würzburg", "Schweinfurt", places(forest_share=[1.0] * 8)) > plain
    scattered = minutes("Würzburg", "Schweinfurt", places(spread_km=[7.0] * 8))
    assert scattered == pytest.approx(plain + 5 * FITTED.terminal, abs=0.01)
    assert minutes("Würzburg", "Schweinfurt", places(forest_share=[None] * 8)) == plain


def test_heights_and_the_east_take_time() -> None:
    plain = minutes("Würzburg", "Schweinfurt")
    assert minutes("Würzburg", "Schweinfurt", speeds=Speeds(height=0)) < plain
    assert minutes("Würzburg", "Schweinfurt", places(eastern=[True] * 8)) > plain
    assert minutes("Würzburg", "Schweinfurt", places(eastern=[None] * 8)) == plain
    no_motorway = Speeds(motorway=9.0, junction_min=999.0)
    lowland, everywhere = minutes("Würzburg", "Schweinfurt", speeds=no_motorway), places(eastern=[True] * 8)
    last = 2.0 * FITTED.terminal
    share = (minutes("Würzburg", "Schweinfurt", everywhere, no_motorway) - last) / (lowland - last)
    high = height_km(places().select("x", "y").to_numpy()[4:6]).mean()
    before = 1 + FITTED.forest * 0.3 + FITTED.height * high
    assert share == pytest.approx((before + FITTED.east) / before, rel=0.02)  # over other places the height differs


def test_a_junction_lies_off_the_centre_of_its_town() -> None:
    towns = pl.DataFrame({"place": ["Bad Hersfeld", "Eisenach"]}).join(motorways().unique("place"), on="place")
    frame = towns.select("x", "y", spread_km=pl.lit(0.0), forest_share=pl.lit(0.5))
    near, far = (modelled_times(frame, beyond_border=False, speeds=Speeds(junction_off=off))[0, 1] for off in (0, 1))
    longer_km = towns["off_km"].sum()  # from the centre of the one town to its junction, and so in the other
    assert far - near == pytest.approx(longer_km * FITTED.road, rel=0.25)  # forest, height and the east on top
    assert motorways().filter(pl.col("source") == "drawn")["off_km"].unique().to_list() == [0.0]
    assert motorways().filter(pl.col("source") != "drawn")["off_km"].is_between(0.5, 18).all()


def test_heights_of_known_places() -> None:
    from pyproj import Transformer

    asked = {"Garmisch": (11.10, 47.48), "Feldberg": (8.00, 47.87), "Husum": (9.05, 54.47), "Paris": (2.35, 48.86)}
    x, y = Transformer.from_crs(4326, 3035, always_xy=True).transform(*np.array(list(asked.values())).T)
    found = dict(zip(asked, height_km(np.column_stack([x, y])), strict=True))
    assert 0.9 < found["Garmisch"] < 1.9
    assert 0.6 < found["Feldberg"] < 1.3
    assert 0 <= found["Husum"] < 0.05
    assert found["Paris"] == 0, "beyond the table"
    cell = heights().row(100, named=True)
    spot = np.array([[cell["x"], cell["y"]]])
    assert height_km(spot)[0] == pytest.approx(cell["height_m"] / 1000, abs=0.001)


def test_order_of_places_does_not_matter() -> None:
    turned = modelled_times(places().reverse(), beyond_border=False)
    np.testing.assert_allclose(turned[::-1, ::-1], modelled_times(places(), beyond_border=False), rtol=1e-5)


def test_few_places() -> None:
    assert modelled_times(places()[:1], beyond_border=False).tolist() == [[0.0]]
    assert modelled_times(places()[:0], beyond_border=False).shape == (0, 0)
    assert modelled_times(places()[2:4], beyond_border=False).shape == (2, 2)


def test_a_place_without_coordinates_is_refused() -> None:
    lost = places().with_columns(x=pl.lit(None, pl.Float64))
    with pytest.raises(SourceContentError, match="8 of 8 places have no coordinates"):
        modelled_times(lost)


def test_motorways_run_in_short_legs() -> None:
    legs = motorways().with_columns(
        km=((pl.col("x").diff() ** 2 + pl.col("y").diff() ** 2).sqrt() / 1000).over("part"),
    )
    in_germany = legs.filter(
        pl.col("route").str.contains(r"^A\d+$"), ~pl.col("source").str.contains("geonames")
    ).drop_nulls("km")
    assert in_germany["km"].max() < 41
    assert in_germany["km"].median() < 12
    assert motorways()["position"].min() == 1
    assert 12_500 < in_germany["km"].sum() < 14_500  # the network has 13,100 km; from centre to centre it zigzags


def test_motorways_meet_where_they_cross() -> None:
    routes = motorways().group_by("lon", "lat").agg(pl.col("route").unique(), pl.col("place").first())
    meet = {row["place"]: set(row["route"]) for row in routes.rows(named=True)}
    assert meet["Frankfurter Kreuz"] == {"A3", "A5"}
    assert meet["Schkeuditzer Kreuz"] == {"A9", "A14"}
    assert meet["Dreieck Parthenaue"] == {"A14", "A38"}
    assert meet["Kirchheim"] == {"A4", "A5", "A7"}
    assert meet["Hamburg, Kreuz Ost"] == {"A1", "A24"}
    inner = ["Leipzig, Stadt", "Dresden, Stadt", "München, Landeshauptstadt", "Hamburg, Freie und Hansestadt"]
    assert not set(inner) & set(meet), "no motorway runs through their centres"


def test_declared_tables_lie_where_they_should() -> None:
    for table in (motorways(), waters(), abroad(), heights()):
        assert table["lon"].is_between(3, 18).all()
        assert table["lat"].is_between(46, 57).all()
        assert table.select(pl.any_horizontal(pl.all().is_null()).any()).item() is False
    assert abroad()["geonames_id"].is_unique().all()
    assert (abroad()["population"] > 0).all()
    assert waters().group_by("part").len()["len"].min() >= 2
    assert heights()["height_m"].is_between(0, 3500).all()
    for table in (motorways(), waters(), heights()):
        assert table["source"].str.contains(r"^(drawn|gv|geonames \d+|terrain tiles)$").all()


@pytest.mark.slow
def test_official_classes(raw_dir: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was asked for: 87.8 % of 4,410 official classes exactly, all within one class; and the printed mean."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))
    from bench import lage_calibration as calibration

    if not {"minutes_to_motorway", "minutes_to_oberzentrum"} <= set(edition.indicators):
        pytest.skip("the edition was built before it held official minutes")
    given = calibration.case(raw_dir, edition)
    near = calibration.here(given, calibration.Model())
    off = np.abs(calibration.classes(calibration.corrected(given, near, near.model)) - given.official)
    assert len(off) == 4_410
    assert (off == 0).mean() >= 0.878
    assert (off <= 1).all()
    assert np.exp(near.potential.mean()) == pytest.approx(183_000, rel=0.05)


def test_the_nearest_of_several_goals_is_the_least_of_the_times_to_each() -> None:
    goals = np.array([list(DEGREES).index(name) for name in ("Hamburg", "Schweinfurt")])
    spread = np.linspace(0, 8, len(DEGREES))
    model = road_model(places(spread_km=spread))
    far = model.times(limit_min=1e9)[:, goals].min(axis=1)
    np.testing.assert_allclose(model.to_nearest(goals), far, rtol=1e-5)
    assert (model.to_nearest(goals)[goals] == 0).all()
    assert model.to_nearest(goals).max() > 120, "however far"


def test_without_a_goal_nothing_is_near() -> None:
    assert (road_model(places()).to_nearest(np.array([], dtype=np.int64)) == np.inf).all()
