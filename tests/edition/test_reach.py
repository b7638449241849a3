"""What is modelled when an edition is built: on the small edition by hand, on the embedded one against the matrix."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest
import shapely
from small_edition import FOREST, NOW, NOW_IDS, PEOPLE, TAKER, facts, manifest, tables

from kleinstadt.edition import reach
from kleinstadt.edition.draft import Draft
from kleinstadt.edition.edition import Edition
from kleinstadt.sources.reading.tables import FACTS, FLOWS, tidy
from kleinstadt.typologies.central_places import FUNCTION

JOBS = dict(zip(NOW_IDS, [18_000, 3_000, 200, 4_000, 1_000, 150, 60, 90, 0], strict=True))
ABLE = {ags: 0.6 * persons for ags, persons in PEOPLE.items()}
FLOWS_OF_KREISE = [("01098", "01099", 900.0), ("01099", "01098", 2_100.0), ("13099", "01098", 1_400.0)]
LON, LAT = 10.0, 52.0
CENTRES = pl.DataFrame({"ags": [TAKER], "function": pl.Series(["upper"], dtype=FUNCTION)})


def located(ids: list[str]) -> pl.DataFrame:
    """Towns on a line, a tenth of a degree (7 km) apart."""
    return pl.DataFrame({"area_id": ids, "lon": [LON + 0.1 * at for at in range(len(ids))], "lat": [LAT] * len(ids)})


@pytest.fixture(scope="module")
def modelled() -> pl.DataFrame:
    more = [facts("employees_workplace", "2020", JOBS), facts("working_age_population", "2019", ABLE)]
    more += [facts("land_forest_ha", "2019", dict.fromkeys(NOW_IDS, 300.0))]
    more += [facts("land_total_ha", "2019", dict.fromkeys(NOW_IDS, 1000.0))]
    of = tables(*more)
    spots = located(sorted({*of["areas"].filter(pl.col("level") == "gemeinde")["area_id"]}))
    of["areas"] = of["areas"].drop("lon", "lat").join(spots, on="area_id", how="left").select(of["areas"].columns)
    flows = pl.DataFrame(FLOWS_OF_KREISE, schema=["from_id", "to_id", "value"], orient="row")
    of["flows"] = tidy(flows, FLOWS, level="kreis", variable="commuters", period="2019-12", territory=NOW)
    squares = [shapely.to_wkb(shapely.box(at, 0, at + 1, 1)) for at in range(len(NOW_IDS))]
    of["base_polygons"] = pl.DataFrame({"piece": NOW_IDS, "name": NOW_IDS, "geometry": squares})
    homes = pl.DataFrame(schema={"x": pl.Int32, "y": pl.Int32, "persons": pl.Float64, "piece": pl.String})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kleinstadt.edition.territories.BASE_POLYGON_DAYS", (NOW,))
        patch.setattr(reach, "functions_at", lambda _: CENTRES)
        return reach.reach_facts(Edition(Draft(of, manifest(of))), homes)


def test_everything_is_a_fact_and_says_that_it_is_modelled(modelled: pl.DataFrame) -> None:
    assert modelled.schema == pl.Schema(FACTS)
    known = modelled.filter(pl.col("value").is_not_null())
    assert known["status"].unique().to_list() == ["modelled"]
    assert modelled.filter(pl.col("value").is_null())["status"].unique().to_list() == ["missing"]
    assert modelled["source"].unique().to_list() == [reach.SOURCE]
    assert modelled.select("variable", "territory", "area_id").is_duplicated().any() is False
    assert set(modelled["variable"]) == {
        *("potential_persons", "commuter_balance_persons", "minutes_to_grossstadt"),
        *("modelled_minutes_to_mittelzentrum", "modelled_minutes_to_oberzentrum"),
    }


def test_the_potential_is_there_at_every_date_and_counts_the_own_people(modelled: pl.DataFrame) -> None:
    found = modelled.filter(pl.col("variable") == "potential_persons")
    assert found.group_by("territory").len().sort("territory").rows() == [(date(2018, 12, 31), 5), (NOW, 5)]
    largest = found.filter(pl.col("area_id") == "010980001", pl.col("territory") == NOW)["value"].item()
    assert largest > 30_000 + 18_000 * 0.1


def test_commuters_of_a_kreis_are_those_of_the_matrix(modelled: pl.DataFrame) -> None:
    found = modelled.filter(pl.col("variable") == "commuter_balance_persons")
    sums = found.group_by(pl.col("area_id").str.slice(0, 5)).agg(pl.col("value").sum()).sort("area_id").rows()
    assert [kreis for kreis, _ in sums] == ["01098", "01099", "13099"]
    assert [value for _, value in sums] == pytest.approx([2_100 + 1_400 - 900, 900 - 2_100, -1_400], abs=2)
    assert found.filter(pl.col("area_id") == FOREST)["value"].item() == 0


def test_the_centre_is_no_minute_from_itself(modelled: pl.DataFrame) -> None:
    for goal in ("mittelzentrum", "oberzentrum"):
        found = modelled.filter(pl.col("variable") == f"modelled_minutes_to_{goal}")
        minutes = dict(found.select("area_id", "value").rows())
        assert minutes.pop(TAKER) == 0
        assert all(5 < minute < 90 for minute in minutes.values())


def test_without_a_centre_in_reach_there_is_no_time(modelled: pl.DataFrame) -> None:
    """The small edition has no Großstadt: not 0 minutes, but none."""
    found = modelled.filter(pl.col("variable") == "minutes_to_grossstadt")
    assert found["value"].is_null().all()


def stub(then: pl.DataFrame, base: pl.DataFrame, **more: object) -> Any:
    """As much of an edition as is asked for: members of 2018 and of BASE_YEAR."""
    of_year = {2018: then, reach.BASE_YEAR: base}
    return SimpleNamespace(members=of_year.__getitem__, territory=lambda year: year, **more)


def test_a_verband_is_where_most_of_its_people_live() -> None:
    """Of V's members the larger one went to X, the smaller one, with more land, to Y; nobody lives in W."""
    then = pl.DataFrame(
        {"ags": ["a", "b", "w"], "verband": ["V", "V", "W"], "population": [90, 10, 0], "area_km2": [1.0, 9, 5]}
    )
    base = pl.DataFrame({"ags": ["a", "b"], "verband": ["X", "Y"]})
    ways = [("a", "a", 1.0, 1.0), ("b", "b", 1.0, 1.0), ("w", "a", 0.0, 0.25), ("w", "b", 0.0, 0.75)]
    way = pl.DataFrame(ways, schema=["from_id", "to_id", "weight_population", "weight_area"], orient="row")
    crosswalk = SimpleNamespace(between=lambda *_: way)
    assert reach._base_verband(stub(then, base, crosswalk=crosswalk), 2018).rows() == [("V", "X"), ("W", "Y")]


def test_people_unknown_in_a_year_are_those_of_the_base_year() -> None:
    base = pl.DataFrame({"ags": ["a", "b"], "verband": ["V", "V"], "population": [100.0, 50.0]})
    parts = pl.DataFrame({"ags": ["a", "b"], "numerator": [120.0, None]})
    places = pl.DataFrame({"verband": ["V"], "balance": [-30.0]})
    engine = SimpleNamespace(frame=lambda *_, **__: parts)
    assert reach._people_by_day(stub(base, base, engine=engine), places, 2018).tolist() == [120 + 50 - 30]


def test_kreisfreie_staedte_have_the_commuters_of_the_matrix(edition: Edition) -> None:
    """Exact there: their Kreis has one municipality, so nothing is spread."""
    if "commuter_balance_persons" not in edition.store.variables:
        pytest.skip("the edition was built before commuters were modelled")
    flows = edition.store.read("flows").filter(pl.col("from_id") != pl.col("to_id"))
    coming = flows.group_by(kreis="to_id").agg(coming=pl.col("value").sum())
    going = flows.group_by(kreis="from_id").agg(going=pl.col("value").sum())
    matrix = coming.join(going, on="kreis").select("kreis", wanted=pl.col("coming") - pl.col("going"))
    towns = edition.parts("commuter_balance_persons", 2019)
    by_kreis = towns.group_by("kreis").agg(pl.col("numerator").sum(), pl.len()).join(matrix, on="kreis")
    single = by_kreis.filter(pl.col("len") == 1)
    assert single.height > 100
    assert (single["numerator"] - single["wanted"]).abs().max() <= 0.5
    assert (by_kreis["numerator"] - by_kreis["wanted"]).abs().max() < by_kreis["len"].max()


def test_minutes_to_centres(edition: Edition) -> None:
    if "modelled_minutes_to_oberzentrum" not in edition.store.variables:
        pytest.skip("the edition was built before minutes to the Oberzentrum were modelled")
    ways = ["minutes_to_grossstadt", "modelled_minutes_to_oberzentrum", "modelled_minutes_to_mittelzentrum"]
    towns = edition.areas(2019, "gemeinde", ways)
    assert (towns.filter(pl.col("type") == "grossstadt")["minutes_to_grossstadt"] == 0).all()
    assert (towns["modelled_minutes_to_mittelzentrum"] <= towns["modelled_minutes_to_oberzentrum"]).all()
    eichwalde = towns.filter(pl.col("name") == "Eichwalde").row(0, named=True)  # at the border of Berlin
    assert 10 < eichwalde["minutes_to_grossstadt"] < 60


ISLANDS = 12  # Verbände of islands alone that no road leads to (indicators/islands.py): no minutes are modelled there


@pytest.mark.parametrize("goal", ["oberzentrum", "mittelzentrum"])
def test_modelled_minutes_are_the_official_ones(edition: Edition, goal: str) -> None:
    """The same quantity, area means over Verbände: rank correlation of 0.95 and a median error of 3 minutes."""
    names = [f"minutes_to_{goal}", f"modelled_minutes_to_{goal}"]
    if not set(names) <= set(edition.indicators):
        pytest.skip("the edition was built before it held both")
    units = edition.areas(2019, "verband", names).filter(pl.col("population") > 0).drop_nulls(names)
    assert units.height == 4_410 - ISLANDS
    assert units.select(pl.corr(*names, method="spearman")).item() >= 0.95
    assert (units[names[0]] - units[names[1]]).abs().median() <= 3
