"""The portrait: every sentence with its figure, both sides heard, nothing compared across a census."""

import dataclasses

import numpy as np
import pytest

from kleinstadt.compare.findings import Findings, room_for
from kleinstadt.compare.now_and_then import _ends
from kleinstadt.compare.opened import OpenedEdition
from kleinstadt.compare.portrait import TENTH, Portrait, portrait
from kleinstadt.compare.profile import Place
from kleinstadt.compare.sentences import grown_beside
from kleinstadt.compare.trends import CENSUS_FROM
from kleinstadt.indicators.catalogue import indicator

TOWN = "05970004"
FORBIDDEN = ("wächst", "sinkt", "Ranking", "Top ", "Hotspot", "None", "nan")


def _portrait(opened: OpenedEdition, key: str) -> Portrait:
    return portrait(opened.atlas, opened.profile(key), opened.findings(key))


@pytest.fixture(scope="module")
def town(opened: OpenedEdition) -> Portrait:
    return _portrait(opened, TOWN)


def test_what_it_is(town: Portrait) -> None:
    said = town.what_it_is("de")
    assert said.startswith("Bad Berleburg ist eine größere Kleinstadt in ")
    assert " Lage im Kreis Siegen-Wittgenstein in Nordrhein-Westfalen. 18.833 Menschen" in said
    assert "in the Kreis of Siegen-Wittgenstein, Nordrhein-Westfalen. 18,833 people" in town.what_it_is("en")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("06440002", " im Wetteraukreis in Hessen."),
        ("03241001", " in der Region Hannover in Niedersachsen."),
        ("11000000", "Berlin ist eine Großstadt in sehr zentraler Lage."),
        (
            "010545489",
            "Südtondern ist ein Verband von 30 Gemeinden; nach der größten gilt er als größere Klein",
        ),
    ],
)
def test_where_it_lies_is_said_as_people_say_it(opened: OpenedEdition, key: str, said: str) -> None:
    assert said in _portrait(opened, key).what_it_is("de")


def test_a_trait_has_figure_year_and_number_of_towns(opened: OpenedEdition, town: Portrait) -> None:
    assert "viel Wald (Anteil Waldfläche 59,3" in town.known_for("de")
    forest = next(one.figure for one in town.traits if one.figure.indicator.id == "forest_share")
    column = opened.atlas.column("forest_share", opened.atlas.newest, "gemeinde").values
    group = column[town.profile.group.mask]
    lower = int((group[~np.isnan(group)] < forest.value).sum())
    assert f"2021; mehr als bei {lower} von {int((~np.isnan(group)).sum())})" in town.known_for("de")


def test_both_sides_are_heard_and_no_theme_fills_the_page(town: Portrait, opened: OpenedEdition) -> None:
    ids = [one.indicator.id for one in town.remarks]
    found = opened.findings(TOWN)
    assert len(ids) == len(set(ids)) == 5
    assert found.strengths[0].indicator.id in ids
    assert found.weaknesses[0].indicator.id in ids
    told = [one.indicator for one in town.remarks]
    assert all(room_for(one, [other for other in told if other is not one]) for one in told[2:])


@pytest.mark.parametrize("key", [TOWN, "06440002", "14625240", "010545489", "11000000"])
def test_no_finding_without_place_year_and_source(opened: OpenedEdition, key: str) -> None:
    told = _portrait(opened, key)
    assert told.remarks
    for one in told.remarks:
        assert one.vintage
        assert one.origins
        assert " von " in one.said("de")
        assert " of " in one.said("en")
    text = " ".join([told.what_it_is("de"), told.known_for("de"), *(one.said("de") for one in told.changes)])
    assert [word for word in FORBIDDEN if word in text] == []


def test_where_nothing_is_marked_nothing_is_said(opened: OpenedEdition) -> None:
    found = opened.profile(TOWN)
    bare = dataclasses.replace(found, themes={})
    none = Findings(TOWN, "gemeinde", found.year, found.group, (), (), 0)
    told = portrait(opened.atlas, bare, none)
    assert (told.known_for("de"), told.remarks) == ("", ())


def test_a_change_is_the_two_figures_it_names(opened: OpenedEdition, town: Portrait) -> None:
    people = next(one for one in town.changes if one.indicator.id == "population")
    assert (people.start, people.end, people.first, people.last) == ("2013", "2023", 19236.0, 18833.0)
    assert people.said("de") == "von 19.236 Personen (2013) auf 18.833 Personen (2023) gesunken"
    assert people.signed(people.change, "de") == "−2,1\u00a0%"
    assert "Der Zensus 2022 zählte 18.358 Menschen." in town.counted_anew("de")
    assert people.of == int(opened.profile(TOWN).group.size)


@pytest.mark.parametrize(
    ("periods", "start"),
    [
        (["2009", "2011", "2013", "2014", "2023"], "2013"),
        (["2009", "2011", "2013"], None),
        (["2013", "2014", "2021", "2024"], "2013"),  # to 2021: a year alone after a census has none before it
        (["2001", "2006", "2011"], "2001"),
        ([], None),
    ],
)
def test_nothing_is_compared_across_a_census(periods: list[str], start: str | None) -> None:
    assert set(CENSUS_FROM.values()) == {2011, 2022}
    found = _ends(indicator("population"), tuple(periods))
    assert (found and found[0]) == start


def test_what_hardly_changed_is_said_to_have_hardly_changed(town: Portrait) -> None:
    people = next(one for one in town.changes if one.indicator.id == "population")
    assert dataclasses.replace(people, change=0.9).direction("de") == "fast unverändert"
    assert dataclasses.replace(people, change=1.1).direction("en") == "risen"
    still = dataclasses.replace(people, change=0.9, first=1009.0, last=1010.0)
    assert still.said("de") == f"fast unverändert: 1.009 Personen ({people.start}), 1.010 Personen ({people.end})"
    assert still.said("en") == f"almost unchanged: 1,009 persons ({people.start}), 1,010 persons ({people.end})"


def test_nothing_that_prints_as_none_and_nothing_that_jumps_is_much(opened: OpenedEdition) -> None:
    """Bönen: 0.3 students per 1,000 lie in the highest tenth; its jobs jump by a quarter in the last year."""
    told = _portrait(opened, "05978008")
    figures = {one.indicator.id: one for of in told.profile.themes.values() for one in of}
    for name in ("students_per_1000", "jobs_per_100_working_age"):
        place = figures[name].place
        assert place is not None
        assert place.percentile >= TENTH, name
    assert told.traits == ()
    assert told.known_for("de") == ""


def test_a_growth_that_the_census_contradicts_is_no_finding(opened: OpenedEdition) -> None:
    """Büsingen grew by 19.9 % in the register, to 1,621 people; the census of 2022 counted 1,384."""
    told = _portrait(opened, "08335015")
    assert "population_change_10y_pct" not in {one.indicator.id for one in told.remarks}
    assert "1.384" in told.counted_anew("de")


def test_a_modelled_balance_of_commuters_says_so_and_stands_behind_the_published(opened: OpenedEdition) -> None:
    names = list(opened.atlas.indicators)
    published = names.index("commuter_balance_per_100")
    for modelled in ("modelled_commuter_balance_per_100", "commuter_balance_persons"):
        assert names.index(modelled) > published
        assert "aus Kreiszahlen modelliert" in opened.atlas.known(modelled).de
        assert "modelled from Kreise" in opened.atlas.known(modelled).en


@pytest.mark.parametrize(
    ("value", "lower", "german", "english"),
    [
        (-3.0, 27, "Stärker geschrumpft sind nur 27 von 375", "Only 27 of 375 shrank more"),
        (-8.5, 1, "Stärker geschrumpft ist nur 1 von 375", "Only 1 of 375 shrank more"),
        (-9.0, 0, "Niemand von 375 ist stärker geschrumpft", "None of 375 shrank more"),
        (0.4, 30, "Weniger gewachsen oder geschrumpft sind nur 30 von 375", "Only 30 of 375 grew less or shrank"),
        (0.4, 0, "Niemand von 375 wuchs weniger", "None of 375 grew less"),
        (9.5, 340, "Stärker gewachsen als 340 von 375", "Grew more than 340 of 375"),
        (-0.4, 340, "Weniger geschrumpft als 340 von 375", "Shrank less than 340 of 375"),
    ],
)
def test_growth_is_told_as_people_say_it(value: float, lower: int, german: str, english: str) -> None:
    place = Place(100 * (lower + 0.5) / 375, lower, 375, (-1.0, 0.0, 1.0), None, None)
    assert grown_beside(value, place) == (german, english)
