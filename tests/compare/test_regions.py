"""Kreise, Länder, Germany: members, kinds of towns, comparison among their like, search, small maps."""

import re
from itertools import pairwise

import polars as pl
import pytest

from kleinstadt.compare.borders import outlines
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.findings import findings
from kleinstadt.compare.groups import group_of
from kleinstadt.compare.portrait import portrait
from kleinstadt.compare.profile import profile
from kleinstadt.compare.regions import region, regions_called
from kleinstadt.edition.edition import Edition
from kleinstadt.report.drawing.inline_charts import digits_of, ticks
from kleinstadt.report.drawing.member_dots import member_dots
from kleinstadt.report.drawing.small_maps import BREAKS, locator, members_map

SIEGEN_WITTGENSTEIN = "05970"


@pytest.fixture(scope="module")
def atlas(edition: Edition) -> Atlas:
    return Atlas(edition)


@pytest.mark.slow
def test_members_make_up_the_region(atlas: Atlas) -> None:
    for level, key in (("kreis", SIEGEN_WITTGENSTEIN), ("land", "06"), ("bund", "00")):
        found = region(atlas, level, key, atlas.newest)
        assert sum(one.population for one in found.members) == pytest.approx(found.area["population"]), key
        assert sum(kind.people for kind in found.kinds) == pytest.approx(found.area["population"]), key


def test_a_kreis_in_a_sentence(atlas: Atlas) -> None:
    found = region(atlas, "kreis", SIEGEN_WITTGENSTEIN, atlas.newest)
    assert len(found.members) == 11
    assert found.what_it_is("de").startswith("Siegen-Wittgenstein liegt in Nordrhein-Westfalen. 276.625 Menschen")
    assert found.what_it_is("de").endswith("43\xa0% von ihnen in 8 Kleinstädten.")
    assert {one.page_level for one in found.members} == {"gemeinde"}, "all of them are Verbände by themselves"


def test_where_verbaende_are_towns_it_is_said(atlas: Atlas) -> None:
    found = region(atlas, "kreis", "07233", atlas.newest)
    assert found.what_it_is("de").endswith("% von ihnen in 2 Kleinstädten (Gemeindeverbände zählen als Ganzes).")
    assert found.what_it_is("en").endswith("(Verbände count as a whole).")


def test_a_kreis_around_a_city_of_its_name_is_told_apart_from_it(atlas: Atlas) -> None:
    for land in ("06", "09"):
        members = region(atlas, "land", land, atlas.newest).members
        assert len({one.name for one in members}) == len(members), land
    called = {one.key: (one.name, one.page_name) for one in region(atlas, "land", "06", atlas.newest).members}
    assert (called["06611"], called["06633"]) == (("Kassel", "Kassel"), ("Kreis Kassel", "Kassel"))
    assert called["06634"] == ("Schwalm-Eder-Kreis", "Schwalm-Eder-Kreis")


def test_marks_of_an_axis_are_told_apart(atlas: Atlas) -> None:
    drawn = member_dots(region(atlas, "kreis", "07233", atlas.newest), "de")
    marks = re.findall(r'text-anchor="middle">([\d,−]+)</text>', drawn)
    assert len(marks) > 2
    assert len(set(marks)) == len(marks)
    assert digits_of(ticks(1.1, 2.3)) == 1
    assert digits_of(ticks(0.01, 0.07)) == 2
    assert digits_of(ticks(90, 120)) == 0


@pytest.mark.slow
def test_figures_are_those_of_the_library(atlas: Atlas, edition: Edition) -> None:
    for level, key in (("kreis", SIEGEN_WITTGENSTEIN), ("land", "06"), ("bund", "00")):
        found = profile(atlas, level, key, atlas.newest)
        for name in ("settlement_density", "unemployed_share", "broadband_all_1000_pct"):
            value = edition.indicator(name, atlas.newest, level).filter(pl.col(level) == key)["value"].item()
            own = next(one for of in found.themes.values() for one in of if one.indicator.id == name)
            assert own.value == value, (level, name)


def test_a_kreis_stands_among_those_of_its_settlement_type(atlas: Atlas) -> None:
    areas = atlas.areas(atlas.newest, "kreis")
    group = group_of(atlas, areas, SIEGEN_WITTGENSTEIN)
    assert (group.name("de"), group.size) == ("Städtische Kreise", 132)
    assert group_of(atlas, atlas.areas(atlas.newest, "land"), "06").size == 16


@pytest.mark.slow
def test_germany_is_compared_with_nobody(atlas: Atlas) -> None:
    found, told = profile(atlas, "bund", "00", atlas.newest), findings(atlas, "bund", "00", atlas.newest)
    assert not told.strengths
    assert not told.weaknesses
    assert all(one.place is None for one in found.key_figures)
    changes = portrait(atlas, found, told).changes
    assert changes[0].indicator.id == "population"
    assert {one.of for one in changes} == {0}


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        ("Siegen-Wittgenstein", "05970"),
        ("kreis siegen", "05970"),
        ("05970", "05970"),
        ("Hessen", "06"),
        ("wetterau", "06440"),
    ],
)
def test_regions_are_found_by_name_and_key(atlas: Atlas, wanted: str, key: str) -> None:
    assert regions_called(atlas, wanted, atlas.newest)[0].key == key


def test_nothing_is_no_region(atlas: Atlas) -> None:
    assert regions_called(atlas, "", atlas.newest) == []
    assert regions_called(atlas, "Land", atlas.newest) == []
    assert regions_called(atlas, "Berleburk", atlas.newest) == []


def test_dots_show_all_members_or_both_ends(atlas: Atlas) -> None:
    few = str(member_dots(region(atlas, "kreis", SIEGEN_WITTGENSTEIN, atlas.newest), "de"))
    assert few.count("<circle") == 11
    many = str(member_dots(region(atlas, "land", "06", atlas.newest), "de"))
    assert many.count("<circle") == 10
    assert "… 16 dazwischen" in many


@pytest.mark.slow
def test_the_map_counts_what_it_draws_and_names_every_member_of_a_kreis(atlas: Atlas) -> None:
    found = region(atlas, "kreis", SIEGEN_WITTGENSTEIN, atlas.newest)
    drawn = members_map(atlas, found, "de")
    in_class = [sum(low <= (one.values[0] or 0) < high for one in found.members) for low, high in _classes()]
    for place, count in enumerate(in_class):
        assert drawn.count(f'<path class="area c{place}"') == count
    for one in found.members:
        assert f">{one.name}</text>" in drawn
    assert f"fast unverändert: {in_class[3]}<" in drawn


def _classes() -> list[tuple[float, float]]:
    limits = [float("-inf"), *BREAKS, float("inf")]
    return list(pairwise(limits))


@pytest.mark.slow
def test_where_a_town_lies(atlas: Atlas) -> None:
    drawn = locator(atlas, "gemeinde", "05970004", atlas.newest, "en")
    assert drawn.count('class="own"') == 1
    assert '<text class="b"' in drawn
    assert ">Hallenberg</text>" in drawn
    assert "Where Bad Berleburg lies" in drawn
    assert len(drawn) < 120_000, "a picture beside text"


@pytest.mark.slow
def test_outlines_in_a_window(atlas: Atlas) -> None:
    found = outlines(atlas, atlas.newest, "kreis")
    west, south, east, north = found.boxes[found.keys.index(SIEGEN_WITTGENSTEIN)]
    inside = found.inside(west + 1, south + 1, east - 1, north - 1)
    assert SIEGEN_WITTGENSTEIN in inside
    assert len(inside) < 20
