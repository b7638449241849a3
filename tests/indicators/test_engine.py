"""Values out of a small edition: carried over a merger, put together, and each with its status and vintage."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_edition import (
    FOREST,
    KM2,
    MERGED,
    NOW,
    NOW_IDS,
    PEOPLE,
    TAKER,
    THEN,
    THEN_IDS,
    VERBAENDE,
    VERBAND_OF,
    Values,
    facts,
    manifest,
    tables,
    write_small,
)

from kleinstadt.edition.draft import write_edition
from kleinstadt.edition.edition import Edition
from kleinstadt.errors import AggregationError, UnknownNameError
from kleinstadt.indicators.group_frames import aggregate
from kleinstadt.indicators.model import Indicator, Published

JOBS = "employees_workplace"
RATE = "broadband_all_50_pct"
BARE = Published(id=RATE, de="", en="", unit="pct", theme="digital")

Make = Callable[..., Edition]


@pytest.fixture
def small(tmp_path: Path) -> Make:
    return lambda *more: Edition(write_small(tmp_path / "edition", *more))


def opened(*more: pl.DataFrame) -> Edition:
    """A small edition for one example of hypothesis; its tables are read before the folder goes."""
    with tempfile.TemporaryDirectory() as folder:
        edition = Edition(write_small(Path(folder) / "edition", *more))
        edition.part_arrays(JOBS, 2019)
        edition.members(2018)
        edition.gazetteer.gemeinden(edition.territory(2019))
    return edition


def jobs(values: Values, **more: object) -> pl.DataFrame:
    return facts(JOBS, "2018", values, day=THEN, **more)  # type: ignore[arg-type]


def of(frame: pl.DataFrame, column: str = "value") -> dict[str, object]:
    return dict(frame.select(frame.columns[0], column).rows())


def all_hundred(ids: list[str] = THEN_IDS) -> dict[str, float]:
    return dict.fromkeys(ids, 100.0)


amounts = st.fixed_dictionaries(dict.fromkeys(THEN_IDS, st.integers(0, 10**5).map(float)))
gappy = st.fixed_dictionaries(dict.fromkeys(THEN_IDS, st.one_of(st.none(), st.integers(0, 10**5).map(float))))
few = settings(max_examples=15)


@pytest.mark.slow
@few
@given(amounts)
def test_a_merger_moves_jobs_and_makes_none(before: dict[str, float]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        edition = Edition(write_small(Path(folder) / "edition", jobs(before)))
        after = of(edition.indicator(JOBS, 2019, "gemeinde"))
        assert edition.unassigned(JOBS, 2019) == 0.0
    assert after == {ags: before[ags] + (before[MERGED] if ags == TAKER else 0) for ags in NOW_IDS}


@pytest.mark.slow
@few
@given(gappy)
def test_one_missing_member_makes_the_sum_missing_and_no_other(before: dict[str, float | None]) -> None:
    edition = opened(jobs(before))
    found = of(edition.indicator(JOBS, 2019, "verband"))
    for unit in VERBAENDE:
        members = {ags: before[ags] for ags in THEN_IDS if VERBAND_OF[ags] == unit}
        known = [value for value in members.values() if value is not None]
        lacking = any(value is None for ags, value in members.items() if ags != FOREST)  # nobody lives in the forest
        assert found[unit] == (None if lacking or not known else sum(known))


@pytest.mark.slow
@few
@given(amounts)
def test_residents_per_job_is_sum_over_sum_at_every_level(before: dict[str, float]) -> None:
    edition = opened(jobs(before))
    for level, digits in (("kreis", 5), ("land", 2)):
        found = of(edition.indicator("residents_per_job", 2019, level))  # type: ignore[arg-type]
        for key, value in found.items():
            people = sum(count for ags, count in PEOPLE.items() if ags[:digits] == key)
            below = sum(count for ags, count in before.items() if ags[:digits] == key)
            assert value == (pytest.approx(people / below) if below else None)


@pytest.mark.slow
@few
@given(st.fixed_dictionaries(dict.fromkeys(NOW_IDS, st.floats(0, 100))))
def test_a_published_rate_of_a_group_lies_among_its_members(rates: dict[str, float]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        edition = Edition(write_small(Path(folder) / "edition", facts(RATE, "2019", rates)))
        found = of(edition.indicator(RATE, 2019, "verband"))
    for unit in VERBAENDE:
        inside = [rates[ags] for ags in NOW_IDS if VERBAND_OF[ags] == unit and PEOPLE[ags] > 0]
        value = found[unit]
        assert isinstance(value, float)
        assert min(inside) - 1e-6 <= value <= max(inside) + 1e-6


def test_the_weight_of_a_rate_is_that_of_its_own_time(small: Make) -> None:
    """Altdorf had 1,500 people of 7,500 when its rate was published, so a fifth counts."""
    edition = small(facts(RATE, "2018", {**all_hundred(), MERGED: 0.0}, day=THEN))
    assert of(edition.indicator(RATE, 2019, "gemeinde"))[TAKER] == pytest.approx(80)


def test_a_rate_is_carried_with_the_shares_of_its_weight(small: Make) -> None:
    """Back to 2018: Altdorf weighs by its share of the people, a fifth, not of the land, a third."""
    edition = small(facts(RATE, "2019", all_hundred(NOW_IDS)))
    assert of(edition.parts(RATE, 2018).select("ags", "denominator"), "denominator")[MERGED] == pytest.approx(1_480)


def test_vintages_of_other_borders_and_of_other_sources_are_not_mixed(small: Make) -> None:
    again = facts(JOBS, "2018", dict.fromkeys(NOW_IDS, 7.0))  # the same year, told anew in the borders of 2019
    other = again.with_columns(source=pl.lit("inkar"), value=pl.lit(9.0))
    edition = small(jobs(all_hundred()), again, other)
    assert set(of(edition.indicator(JOBS, 2019, "gemeinde")).values()) == {7.0}
    assert set(of(edition.indicator(JOBS, 2018, "gemeinde")).values()) == {100.0}


def test_a_rate_without_weight_has_no_value_for_a_verband_of_several(small: Make) -> None:
    edition = small(facts(RATE, "2019", all_hundred(NOW_IDS)))
    parts = edition.members(2019).drop("name").join(edition.engine.frame(BARE, NOW, when=2020), on="ags")
    found = aggregate(parts, BARE, "verband")
    assert of(found) == {
        unit: 100.0 if sum(VERBAND_OF[ags] == unit for ags in NOW_IDS) == 1 else None for unit in VERBAENDE
    }


def test_the_forest_without_people_has_no_rate(small: Make) -> None:
    edition = small(facts(RATE, "2019", all_hundred(NOW_IDS)))
    found = edition.indicator(RATE, 2019, "gemeinde").row(-1, named=True)
    assert (found["ags"], found["value"], found["status"]) == (FOREST, None, "not_meaningful")


def test_a_rate_whose_weight_is_unknown_says_why(small: Make) -> None:
    """Six municipalities of 2016 have no population in the register, but the atlas has their broadband."""
    rates = facts("broadband_all_50_pct", "2017-12", dict.fromkeys(THEN_IDS, 90.0), day=THEN)
    people = facts("population", "2017", {ags: None if ags == "01098001" else 10.0 for ags in THEN_IDS}, day=THEN)
    unreliable = people.with_columns(
        status=pl.when(pl.col("value").is_null()).then(pl.lit("unreliable")).otherwise("status")
    )
    found = small(rates, unreliable).indicator("broadband_all_50_pct", 2018, "gemeinde")
    assert of(found) == {ags: None if ags == "01098001" else 90 for ags in THEN_IDS}
    assert of(found, "status") == {ags: "unreliable" if ags == "01098001" else "measured" for ags in THEN_IDS}


def test_a_rate_of_verbaende_is_lent_to_their_members(small: Make) -> None:
    rates = dict(zip(VERBAENDE, [300.0, 400, 500, 250, None], strict=True))
    edition = small(facts("income_tax_eur_per_head", "2019", rates, level="verband"))
    members = edition.indicator("income_tax_eur_per_head", 2019, "gemeinde")
    assert of(members) == {ags: rates[VERBAND_OF[ags]] for ags in NOW_IDS}
    assert set(members.drop_nulls("value")["status"]) == {"modelled"}
    units = edition.indicator("income_tax_eur_per_head", 2019, "verband")
    assert of(units) == pytest.approx(rates)
    assert units["status"].to_list() == ["measured"] * 4 + ["missing"]


@pytest.mark.parametrize(
    ("day", "period", "ids"), [(THEN, "2018", THEN_IDS), (NOW, "2019", NOW_IDS)], ids=["carried", "own borders"]
)
def test_what_was_modelled_stays_modelled(small: Make, day: object, period: str, ids: list[str]) -> None:
    modelled = facts(JOBS, period, all_hundred(ids), day=day, status="modelled")  # type: ignore[arg-type]
    edition = small(modelled)
    for indicator in (JOBS, "residents_per_job"):
        assert set(edition.indicator(indicator, 2019, "verband")["status"]) == {"modelled"}


@pytest.mark.parametrize(("day", "ids"), [(THEN, THEN_IDS), (NOW, NOW_IDS)], ids=["carried", "own borders"])
def test_the_reason_for_a_gap_survives(small: Make, day: object, ids: list[str]) -> None:
    given = jobs(all_hundred(ids)).with_columns(territory=pl.lit(day))
    secret = given.with_columns(
        value=pl.when(pl.col("area_id") != TAKER).then("value"),
        status=pl.when(pl.col("area_id") == TAKER).then(pl.lit("secret")).otherwise("status"),
    )
    edition = small(secret)
    gemeinden = edition.indicator(JOBS, 2019, "gemeinde")
    assert of(gemeinden)[TAKER] is None
    assert of(gemeinden, "status") == {ags: "secret" if ags == TAKER else "measured" for ags in NOW_IDS}
    assert of(edition.indicator(JOBS, 2019, "verband"), "status")["010985001"] == "secret"
    assert of(edition.indicator("residents_per_job", 2019, "gemeinde"), "status")[TAKER] == "secret"
    partial = edition.indicator("residents_per_job", 2019, "verband")
    assert of(partial)["010985001"] == pytest.approx(9.0), "the 900 people of Mühlen per its 100 jobs"
    assert of(partial, "status")["010985001"] == "partial"


def test_a_municipality_that_the_source_forgot_is_missing_not_zero(small: Make) -> None:
    forgotten = NOW_IDS[0]
    edition = small(facts(JOBS, "2019", {ags: 100.0 for ags in NOW_IDS if ags != forgotten}))
    found = edition.indicator(JOBS, 2019, "gemeinde")
    assert of(found)[forgotten] is None
    assert of(found, "status")[forgotten] == "missing"
    assert of(edition.indicator(JOBS, 2019, "bund")) == {"00": None}


def test_a_forest_that_the_source_forgot_does_not_spoil_the_sum(small: Make) -> None:
    edition = small(facts(JOBS, "2019", {ags: 100.0 for ags in NOW_IDS if ags != FOREST}))
    assert of(edition.indicator(JOBS, 2019, "gemeinde"))[FOREST] is None
    country = edition.indicator(JOBS, 2019, "bund")
    assert of(country) == {"00": 100.0 * (len(NOW_IDS) - 1)}
    assert of(country, "status") == {"00": "partial"}


def test_a_forest_of_unknown_land_spoils_the_sum_of_land(small: Make) -> None:
    hectares = dict.fromkeys(NOW_IDS, 100.0)
    edition = small(
        facts("land_settlement_ha", "2019", hectares), facts("land_traffic_ha", "2019", {**hectares, FOREST: None})
    )
    assert of(edition.indicator("settlement_traffic_ha", 2019, "bund")) == {"00": None}


def test_a_count_of_two_parts_needs_both(small: Make) -> None:
    hectares = {ags: km2 * 50.0 for ags, km2 in KM2.items()}
    edition = small(
        facts("land_settlement_ha", "2019", hectares), facts("land_traffic_ha", "2019", {**hectares, FOREST: None})
    )
    found = of(edition.indicator("settlement_traffic_ha", 2019, "gemeinde"))
    assert found == {ags: None if ags == FOREST else hectares[ags] * 2 for ags in NOW_IDS}
    assert of(edition.indicator("settlement_density", 2019, "gemeinde"))["01098001"] == pytest.approx(30_000 / 60)


def test_the_nearest_vintage_serves_and_is_named(small: Make) -> None:
    edition = small(jobs(all_hundred()), facts(JOBS, "2021", dict.fromkeys(NOW_IDS, 200.0)))
    assert edition.periods(JOBS) == ["2018", "2021"]
    near = edition.indicator(JOBS, 2019, "gemeinde")
    assert set(near["vintage"]) == {"2018"}
    assert set(edition.indicator("residents_per_job", 2019, "gemeinde")["vintage"]) == {"2019 / 2018"}
    chosen = edition.indicator(JOBS, 2019, "gemeinde", period="2021")
    assert set(chosen.select("value", "vintage").unique().rows()) == {(200.0, "2021")}
    with pytest.raises(UnknownNameError, match=r"not there for 2020 .*periods: 2018, 2021"):
        edition.indicator(JOBS, 2019, "gemeinde", period="2020")


def test_a_ratio_of_a_period_takes_the_denominator_nearest_to_it(small: Make) -> None:
    edition = small(jobs(all_hundred()))
    found = edition.indicator("residents_per_job", 2019, "bund", period="2018").row(0, named=True)
    assert found["vintage"] == "2018"
    assert found["value"] == pytest.approx(54_700 / 1000)


def test_a_ratio_is_of_one_time_even_far_from_the_year(small: Make) -> None:
    """Not people of 2019 per job of 2000."""
    edition = small(
        facts(JOBS, "2000", all_hundred(), day=THEN),
        facts("population", "2001", dict.fromkeys(THEN_IDS, 500.0), day=THEN),
    )
    found = edition.indicator("residents_per_job", 2019, "bund").row(0, named=True)
    assert (found["value"], found["vintage"]) == (5.0, "2001 / 2000")


def test_population_back_in_the_old_borders(small: Make) -> None:
    """Altdorf again: it has the share of Neustadt's people that it had before the merger."""
    edition = small()
    found = of(edition.indicator("population", 2018, "gemeinde", period="2019"))
    assert found[MERGED] == pytest.approx(7_400 * 1_500 / 7_500)
    assert found[TAKER] == pytest.approx(7_400 * 6_000 / 7_500)
    assert sum(v for v in found.values() if isinstance(v, float)) == pytest.approx(sum(PEOPLE.values()))


def test_a_variable_that_the_edition_lacks_is_said(small: Make) -> None:
    with pytest.raises(UnknownNameError, match=r"no variable 'employees_workplace'\. It has: area_km2, population"):
        small().indicator(JOBS, 2019)


def test_an_indicator_of_an_unknown_class_is_refused(small: Make) -> None:
    strange = Indicator(id="strange", de="", en="", unit="1", theme="land")
    with pytest.raises(AggregationError, match="Indicator is no kind of indicator"):
        small().engine.parts(strange, NOW, when=2020)


def test_areas_of_unknown_people_are_unknown(tmp_path: Path) -> None:
    """Not zero, as a sum over nothing would be, and not the sum of the others."""
    whole = tables()
    unknown = (pl.col("area_id") == "13099001") & (pl.col("territory") == NOW)
    whole["facts"] = whole["facts"].filter(~unknown)
    write_edition(tmp_path / "edition", whole, manifest(whole))
    edition = Edition(tmp_path / "edition")
    for level, key in (("gemeinde", "13099001"), ("verband", "130995002"), ("kreis", "13099"), ("bund", "00")):
        found = edition.areas(2019, level)  # type: ignore[arg-type]
        empty = found.filter(pl.col("population").is_null() & pl.col("area_km2").is_null())
        assert empty[empty.columns[0]].to_list() == [key]
        assert found.height - empty.height == found["population"].drop_nulls().len()
    assert edition.members(2019).filter(pl.col("verband") == "130995002")["type"].to_list() == [None] * 3


def elections() -> list[pl.DataFrame]:
    """Councils of Land 01 were elected in 2018, in the borders of that year, those of Land 13 in 2019."""
    ids = [ags for ags in THEN_IDS if ags.startswith("01")], [ags for ags in NOW_IDS if ags.startswith("13")]
    return [
        facts(name, period, dict.fromkeys(those, number), day=day)
        for those, period, day in ((ids[0], "2018", THEN), (ids[1], "2019", NOW))
        for name, number in (("eligible_voters", 50.0), ("voters", 20.0 if period == "2018" else 30.0))
    ]


def test_each_land_has_the_turnout_of_its_own_election(small: Make) -> None:
    edition = small(*elections())
    for year, ids in ((2018, THEN_IDS), (2019, NOW_IDS)):
        found = edition.indicator("turnout_pct", year, "gemeinde")
        assert of(found) == {ags: 40.0 if ags.startswith("01") else 60.0 for ags in ids}
        assert of(found, "vintage") == {ags: "2018" if ags.startswith("01") else "2019" for ags in ids}
    assert of(edition.indicator("voters", 2019, "gemeinde"))[TAKER] == 40.0  # with those of Altdorf
    assert of(edition.indicator("turnout_pct", 2019, "bund"), "vintage") == {"00": "2018/2019"}
    assert {one.period for one in edition.vintages("turnout_pct", 2019)} == {"2018", "2019"}


def test_elections_are_one_period_and_each_can_be_had_alone(small: Make) -> None:
    edition = small(*elections())
    assert edition.periods("turnout_pct") == ["2018/2019"]
    every = edition.indicator("turnout_pct", 2019, "land")
    assert edition.indicator("turnout_pct", 2019, "land", period="2018/2019").equals(every)
    assert of(edition.indicator("turnout_pct", 2019, "land", period="2018")) == {"01": 40.0, "13": None}


def test_a_harmonic_mean_is_people_over_the_land_that_rates_say(small: Make) -> None:
    """Persons per km² weighted by persons: a group's value is all persons over all km², not a mean of the rates."""
    dense = dict(zip(VERBAENDE, [1_000.0, 500.0, 2_000.0, 250.0, 100.0], strict=True))
    edition = small(facts("inkar_settlement_density_per_km2", "2019", dense, level="verband"))
    name, people = "settlement_density_without_mines", of(edition.areas(2019), "population")
    assert of(edition.indicator(name, 2019)) == pytest.approx(dense)
    land = {unit: float(str(people[unit])) / dense[unit] for unit in VERBAENDE}
    for key, found in of(edition.indicator(name, 2019, "land")).items():
        inside = [unit for unit in VERBAENDE if unit.startswith(key)]
        assert found == pytest.approx(sum(float(str(people[unit])) for unit in inside) / sum(land[u] for u in inside))


def test_what_finds_no_taker_is_told(edition: Edition) -> None:
    """51 bus stops lie in municipalities that no register of the edition knows; all people have their place."""
    assert edition.unassigned("stops_bus", 2024) == 51.0
    assert edition.unassigned("population", 2024, "1990") == edition.unassigned("population", 2005, "2023") == 0.0
    with pytest.raises(AggregationError, match="no count"):
        edition.unassigned("density", 2024)
