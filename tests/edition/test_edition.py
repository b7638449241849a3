"""The embedded edition through its door: what `kleinstadt.open()` promises, for every year and level."""

import subprocess
import sys
from typing import Final, get_args

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import kleinstadt as ks
from kleinstadt.edition.edition import GROUPINGS, Edition, Level
from kleinstadt.edition.territories import OLDEST_BORDERS
from kleinstadt.errors import UnknownNameError
from kleinstadt.indicators.catalogue import INDICATORS
from kleinstadt.indicators.model import Change, Count, Published, Ratio
from kleinstadt.keys import BUND, DIGITS, LAENDER, LEVELS, STADTSTAATEN
from kleinstadt.sources.reading.symbols import MISSING, PRESENT
from kleinstadt.territory.gazetteer import KEY_COLUMN

TYPES: Final = {"grossstadt", "mittelstadt", "groessere_kleinstadt", "kleine_kleinstadt", "landgemeinde"}
LAGEN: Final = {"sehr_zentral", "zentral", "peripher", "sehr_peripher"}
STATUSES: Final = {*PRESENT, *MISSING, "partial"}

# Persons in Germany, as the Statistische Bundesamt published them.
OFFICIAL: Final = {1990: 79_753_227, 2011: 81_843_743, 2015: 82_175_684, 2019: 83_166_711, 2021: 83_237_124}

# Municipalities whose population the lists do not say: keys of 1998 that the count of 1997 has not, and six in 2016.
UNKNOWN_PEOPLE: Final = {1998: 67, 2016: 6}

YEARS: Final = Edition().years
BORDER_YEARS: Final = [OLDEST_BORDERS, 2019, YEARS[-1]]  # the first, that of the report, the newest


# --- the numbers that everything rests on -------------------------------------------------------------------------


def test_germany_in_2019(edition: Edition) -> None:
    """11,010 in the register, without the three areas that belong to no Kreis (docs/central-places.md)."""
    assert edition.members(2019).height == 11_010 - 3
    assert edition.areas(2019, "verband").height == 4_618
    assert edition.areas(2019, "kreis").height == 401
    assert edition.areas(2019, "bund").select("population", "members").rows() == [(83_166_711, 11_007)]


@pytest.mark.parametrize("year", OFFICIAL)
def test_the_population_of_germany_is_the_official_one(edition: Edition, year: int) -> None:
    for level in LEVELS:
        assert edition.areas(year, level)["population"].sum() == OFFICIAL[year]  # type: ignore[arg-type]


def test_small_towns_of_2019(edition: Edition) -> None:
    units = edition.areas(2019, "verband")
    counts = dict(units["type"].cast(pl.String).value_counts().rows())
    assert set(counts) == TYPES
    assert counts["grossstadt"] == 80
    assert counts["groessere_kleinstadt"] + counts["kleine_kleinstadt"] == pytest.approx(2126, abs=10)


# --- every year at every level ------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
def test_every_year_works_at_every_level(edition: Edition, year: int) -> None:
    schemas = {level: edition.areas(2019, level).schema for level in LEVELS}  # type: ignore[arg-type]
    members = edition.members(year)
    assert members.schema == edition.members(2019).schema
    assert members["ags"].is_sorted()
    assert members["ags"].n_unique() == members.height
    for level in LEVELS:
        areas = edition.areas(year, level)  # type: ignore[arg-type]
        key = KEY_COLUMN[level]
        assert areas.schema == schemas[level], f"{level}: other columns than in 2019"
        assert areas[key].is_sorted()
        assert areas[key].n_unique() == areas.height
        assert areas[key].null_count() == 0
        assert areas["name"].null_count() == 0, f"{level}: an area without a name"
        assert areas["members"].sum() == members.height
        if level != "bund":
            assert set(areas[key].str.len_chars()) == {DIGITS[level]}
            assert set(areas[key].str.slice(0, 2)) == set(LAENDER)
    assert edition.areas(year, "bund")["bund"].to_list() == [BUND]


@pytest.mark.parametrize("year", YEARS)
def test_unknown_people_are_counted_exactly_and_never_zero(edition: Edition, year: int) -> None:
    unknown = UNKNOWN_PEOPLE.get(year, 0)
    towns = edition.areas(year, "gemeinde")
    assert towns["population"].null_count() == unknown
    assert edition.areas(year, "bund")["population"].null_count() == (unknown > 0)
    assert (towns["population"].drop_nulls() < 0).sum() == 0
    assert towns.filter(pl.col("type").is_not_null())["population"].null_count() == 0
    cities = towns.filter(pl.col("population") > 100_000).height
    assert 70 <= cities <= 90


@pytest.mark.parametrize("year", YEARS)
def test_types_and_lagen_are_of_their_lists(edition: Edition, year: int) -> None:
    units = edition.areas(year, "verband")
    assert set(units["type"].drop_nulls().cast(pl.String)) == TYPES
    assert set(units["lage"].drop_nulls().cast(pl.String)) <= LAGEN
    members = edition.members(year).group_by("verband").agg(pl.col("type").n_unique().alias("types"))
    assert members["types"].max() == 1, "all members of a Verband have its type"


def test_a_year_without_register_is_answered_with_those_that_have_one(edition: Edition) -> None:
    for ask in (edition.areas, edition.members, edition.territory):
        with pytest.raises(UnknownNameError, match=r"no register of municipalities for 1066\. It has: 1990, .*2019"):
            ask(1066)


@pytest.mark.parametrize("name", ["density", "residents_per_job", "broadband_all_50_pct", "employment_rate_pct"])
def test_one_indicator_alone_is_the_one_among_all(edition: Edition, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for one does not wait for all; where all are kept, the same stands there."""
    edition.part_arrays(name, 2019)
    among_all = edition.parts(name, 2019)
    monkeypatch.setattr(edition.kept, "has", lambda *_: False)
    assert_frame_equal(edition.parts(name, 2019), among_all)


def test_frames_are_safe_to_change(edition: Edition) -> None:
    frame = edition.members(2019)
    frame.drop_in_place("name")
    frame.extend(frame.clone())
    assert "name" in edition.members(2019).columns
    assert edition.members(2019).height == 11_007


def test_levels_are_those_of_the_keys() -> None:
    assert set(get_args(Level)) == set(LEVELS) == set(KEY_COLUMN)


# --- indicators ---------------------------------------------------------------------------------------------------


def available(edition: Edition) -> list[str]:
    has = edition.choice.vintages.has
    return [name for name, declared in INDICATORS.items() if all(map(has, declared.variables))]


def test_every_declared_indicator_is_in_the_edition(edition: Edition) -> None:
    assert sorted(set(INDICATORS) - set(available(edition))) == [], "declared, but the edition has not its variables"


SPARSE = {  # known for nine Länder or one, or for towns that have what is counted, by their nature
    *("turnout_pct", "eligible_voters", "voters"),
    *("aged_10_19", "cohort_20_29_pct", "cohort_30_39_pct", "aged_20_29", "aged_30_39", "aged_40_49", "aged_50_59"),
    *("women_20_44", "men_20_44", "women_per_100_men_20_44"),
    *("overnight_stays_per_resident", "guest_beds_per_1000", "child_poverty_pct"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", list(INDICATORS))
def test_every_indicator_at_every_level(edition: Edition, name: str) -> None:
    """No number is NaN or infinite, each has a status, and few towns that people live in go without."""
    if name not in available(edition):
        pytest.skip("said by test_every_declared_indicator_is_in_the_edition")
    inhabited = edition.areas(2019, "gemeinde").filter(pl.col("population") > 0).select("ags")
    for level in LEVELS:
        found = edition.indicator(name, 2019, level)  # type: ignore[arg-type]
        columns = ["name", "value", "status", "vintage", "numerator", "denominator", "people_pct", "area_pct"]
        assert found.columns == [KEY_COLUMN[level], *columns]
        whole = found.filter(pl.col("status").is_in(["measured", "modelled"]))
        assert whole.filter((pl.col("people_pct") < 100) | (pl.col("area_pct") < 100)).is_empty()
        assert found.height == edition.areas(2019, level).height  # type: ignore[arg-type]
        assert found["value"].drop_nulls().is_finite().all()
        assert set(found["status"]) <= STATUSES
        assert found.filter(pl.col("value").is_null() != pl.col("status").is_in(list(MISSING))).is_empty()
        if level == "gemeinde":
            towns = found.join(inhabited, on="ags")
            # Most are in every source; household size alone is kept back for the smallest.
            assert name in SPARSE or towns["value"].null_count() / towns.height <= 0.14
        if level in ("land", "bund") and not isinstance(INDICATORS[name], Count) and name not in SPARSE:
            assert found["value"].null_count() == 0


@pytest.mark.parametrize("name", [name for name, found in INDICATORS.items() if isinstance(found, Ratio)])
def test_germany_is_the_sum_of_its_towns_over_the_sum(edition: Edition, name: str) -> None:
    if name not in available(edition):
        pytest.skip("said by test_every_declared_indicator_is_in_the_edition")
    declared = INDICATORS[name]
    assert isinstance(declared, Ratio)
    parts = edition.parts(name, 2019).drop_nulls(["numerator", "denominator"])
    expected = parts["numerator"].sum() / parts["denominator"].sum() * declared.scale
    assert edition.indicator(name, 2019, "bund")["value"].item() == pytest.approx(expected)


def test_a_percentage_lies_between_0_and_100(edition: Edition) -> None:
    free = {"grundsteuer_a_rate_pct", "grundsteuer_b_rate_pct", "gewerbesteuer_rate_pct"}  # rates on a base amount
    shares = [name for name in available(edition) if not isinstance(INDICATORS[name], Change)]
    for name in set(shares) - free:
        if INDICATORS[name].unit == "pct":
            values = edition.indicator(name, 2019, "kreis")["value"].drop_nulls()
            assert values.is_between(0, 100).all(), name


def test_indicators_stand_beside_the_areas_once_each(edition: Edition) -> None:
    frame = edition.areas(2019, "kreis", ["density", "population", "area_km2", "density"])
    assert frame.columns == [*edition.areas(2019, "kreis").columns, "density"]
    density = frame["population"] / frame["area_km2"]
    assert (frame["density"] - density).abs().max() == pytest.approx(0, abs=0.01)


def test_unknown_names_are_answered(edition: Edition) -> None:
    asked = {
        "No indicator 'densty'. Near: density": lambda: edition.indicator("densty", 2019),
        "No level 'dorf'. There are: gemeinde, verband": lambda: edition.areas(2019, "dorf"),  # type: ignore[arg-type]
        "No level 'town'": lambda: edition.indicator("density", 2019, "town"),  # type: ignore[arg-type]
        "No level 'stadt'": lambda: edition.polygons(2019, "stadt"),  # type: ignore[arg-type]
        "No grouping 'colour'. There are: type": lambda: edition.groups("density", 2019, by="colour"),
        "No grouping 'shape'. There are: type": lambda: edition.series("density", 2019, by="shape"),
        "'population' is not there for 1871": lambda: edition.indicator("population", 2019, period="1871"),
    }
    for start, ask in asked.items():
        with pytest.raises(UnknownNameError) as error:
            ask()
        assert str(error.value).startswith(start)


# --- groups and series --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", GROUPINGS)
def test_groups_of_every_kind_hold_all_areas(edition: Edition, by: str) -> None:
    level: Level = "gemeinde" if by == "regiostar7" else "verband"
    found = edition.groups("density", 2019, by=by, level=level)
    assert found.columns[:4] == [by, "value", "areas", "missing"]
    assert found["areas"].sum() == edition.areas(2019, level).filter(pl.col("population") > 0).height
    ordered = found.drop_nulls("median")
    assert (ordered["min"] <= ordered["median"]).all()
    assert (ordered["median"] <= ordered["max"]).all()
    people = edition.groups("population", 2019, by=by, level=level)
    assert people["value"].sum() == 83_166_711


def test_groups_by_two_things(edition: Edition) -> None:
    found = edition.groups("population", 2019, by=["land", "type"])
    assert found["value"].sum() == 83_166_711
    saarland = found.filter((pl.col("land") == "10") & pl.col("type").cast(pl.String).str.contains("kleinstadt"))
    assert saarland["areas"].sum() == 43, "Tab. 1"


@pytest.mark.parametrize("by", [None, *GROUPINGS])
def test_a_series_has_every_period_on_the_same_areas(edition: Edition, by: str | None) -> None:
    if by == "lage" and not edition.members(2019)["lage"].is_not_null().any():
        pytest.skip("this edition knows no Lage")
    found = edition.series("employees_workplace", 2019, "kreis" if by is None else "verband", by=by)
    periods = edition.periods("employees_workplace")
    assert found["period"].unique().sort().to_list() == periods
    assert found.columns == ["period", by or "kreis", "value", "status"]
    assert found.group_by("period").len()["len"].n_unique() == 1
    if by is None:
        assert found.filter(pl.col("period") == periods[0]).height == 401


def test_groups_over_time_are_those_of_each_time(edition: Edition) -> None:
    groups = {name: pl.col("type") == name for name in ("grossstadt", "landgemeinde")}
    over_time = edition.values_over_time("population", 2019, groups)
    assert list(over_time) == edition.periods("population")
    for period in ("1990", "2019"):
        assert over_time[period] == edition.values_of("population", 2019, groups, period)
    assert over_time["1990"] != over_time["2019"]


def test_the_population_of_the_past_in_the_borders_of_today(edition: Edition) -> None:
    """1990 had 79,753,227 people, whatever the borders; what finds no taker would be listed."""
    germany = edition.series("population", 2019, by="bund")
    assert dict(germany.select("period", "value").rows())["1990"] == pytest.approx(79_753_227, abs=0.5)


# --- borders ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", BORDER_YEARS)
def test_borders_are_valid_and_whole(edition: Edition, year: int) -> None:
    """Kreise here, as every municipality is part of one; their parts are tested in tests/territory."""
    kreise = edition.polygons(year, "kreis")
    assert kreise.crs.to_epsg() == 25832
    assert list(kreise.index) == edition.areas(year, "kreis")["kreis"].to_list()
    assert kreise.is_valid.all()
    assert not kreise.is_empty.any()
    register = edition.areas(year, "kreis")["area_km2"].to_numpy()
    assert kreise.area.sum() / 1e6 == pytest.approx(register.sum(), rel=0.002)
    off = abs(kreise.area.to_numpy() / 1e6 / register - 1)
    assert (off > 0.02).sum() <= 40, "Kreise at the coast differ by their waters"


def test_borders_nest(edition: Edition) -> None:
    """A Land's area is that of its Kreise, and theirs that of their Verbände."""
    keys_and_digits = [("verband", 5), ("kreis", 2)]
    for level, digits in keys_and_digits:
        fine = edition.polygons(2019, level)  # type: ignore[arg-type]
        coarse = edition.polygons(2019, "kreis" if digits == 5 else "land")
        sums = fine.area.groupby(fine.index.str[:digits]).sum()
        off = (sums - coarse.area).abs().sort_values() / coarse.area
        # Amt Großer Plöner See has a municipality in another Kreis (typologies/joint_units.csv).
        assert (off > 1e-6).sum() <= (4 if level == "verband" else 0)
        assert off.max() < 0.06


@pytest.mark.parametrize("year", [year for year in YEARS if year < OLDEST_BORDERS])
def test_years_before_the_borders_are_refused(edition: Edition, year: int) -> None:
    with pytest.raises(UnknownNameError, match=rf"Borders are known from {OLDEST_BORDERS} on, not for {year}\."):
        edition.polygons(year)


# --- the front door -----------------------------------------------------------------------------------------------


def test_about_ten_public_names_each_with_its_words() -> None:
    assert len(ks.__all__) <= 12
    assert ks.__all__ == sorted(ks.__all__, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    for name in ks.__all__:
        found = getattr(ks, name)
        assert found is getattr(ks, name), f"kleinstadt.{name} becomes another thing, perhaps a module of that name"
        assert name.isupper() or callable(found)
        assert name.isupper() or (found.__doc__ or "").strip(), f"kleinstadt.{name} has no docstring"


def test_an_unknown_public_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'towns'"):
        _ = ks.towns  # type: ignore[attr-defined]


def test_importing_loads_nothing_heavy() -> None:
    heavy = ("altair", "geopandas", "shapely", "vl_convert", "typst", "scipy", "sklearn", "great_tables")
    code = f"import kleinstadt, sys; print([name for name in {heavy} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_the_city_states_have_no_small_towns(edition: Edition) -> None:
    units = edition.areas(2019, "verband").filter(pl.col("land").is_in(STADTSTAATEN) & (pl.col("population") > 0))
    assert set(units["type"].cast(pl.String)) == {"grossstadt"}


def test_the_embedded_edition_is_what_its_manifest_says(edition: Edition) -> None:
    edition.store.verify()  # type: ignore[attr-defined]
    folder = edition.store.path  # type: ignore[attr-defined]
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 16e6


@pytest.mark.slow
@pytest.mark.parametrize("year", [1990, 2023])
def test_the_deliveries_named_are_those_that_the_values_are_of(edition: Edition, year: int) -> None:
    for name in edition.indicators:
        said = edition.parts(name, year)["vintage"].drop_nulls().unique().to_list()
        between = "/" if isinstance(INDICATORS[name], Change) else " / "  # a change is said of a span
        periods = {period for text in said for period in text.split(between)}
        named = edition.vintages(name, year)
        values_of = named[:1] if isinstance(INDICATORS[name], Published) else named  # a rate's weight has its own time
        assert {vintage.period for vintage in values_of} == periods, name
