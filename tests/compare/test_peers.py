"""Twins, role models and partners: laws by hand and by property, and named towns that a council would check."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from kleinstadt.compare.opened import OpenedEdition
from kleinstadt.compare.peers import WEIGHTS, reasons
from kleinstadt.compare.portrait import portrait
from kleinstadt.compare.role_models import FARTHEST as FARTHEST_START
from kleinstadt.compare.role_models import LEAST, better_of, signed
from kleinstadt.compare.scaled import distances, nearest
from kleinstadt.compare.sentences import TAILS, Pair, said_when
from kleinstadt.compare.ten_years import change_between
from kleinstadt.indicators.catalogue import INDICATORS, indicator
from kleinstadt.territory.names import bare, fold, short
from kleinstadt.typologies.standard import FARTHEST, standardise

TABLES = npst.arrays(float, st.tuples(st.integers(2, 12), st.integers(1, 5)), elements=st.floats(-1e6, 1e6))

TOWNS = {
    "Oberstdorf": "09780133",
    "Drebkau": "12071057",
    "Eichwalde": "12061112",
    "Bad Berleburg": "05970004",
    "Hoyerswerda": "14625240",
    "Ratzeburg": "01053100",
    "Helgoland": "01056025",
    "Büsingen": "08335015",
    "Sylt": "01054168",
}
LAGEN = ("sehr_zentral", "zentral", "peripher", "sehr_peripher")


@given(TABLES)
def test_a_town_is_its_own_twin_and_distance_is_symmetric(values: np.ndarray) -> None:
    scaled, weights = standardise(values), np.ones(values.shape[1])
    first, second = distances(scaled, weights, 0), distances(scaled, weights, 1)
    assert first[0] == 0
    assert first[1] == pytest.approx(second[0])


@given(TABLES, st.floats(0.1, 100), st.floats(-1000, 1000))
def test_units_do_not_matter(values: np.ndarray, factor: float, shift: float) -> None:
    values = np.round(values)
    assert standardise(values * factor + shift) == pytest.approx(standardise(values), abs=1e-4)
    assert np.abs(standardise(values)).max() <= FARTHEST


def test_the_scale_is_that_of_a_standard_deviation() -> None:
    """Half of a normal distribution lies within 1.349 standard deviations around its middle."""
    column = np.array([[-2.0], [-1.0], [0.0], [1.0], [2.0], [np.nan]])
    assert standardise(column)[:5, 0] == pytest.approx([-1.349, -0.6745, 0, 0.6745, 1.349])
    assert np.isnan(standardise(column)[5, 0])


def test_distance_by_hand() -> None:
    scaled = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 2.0], [np.nan, 1.0]])
    found = distances(scaled, np.array([3.0, 1.0]), 0)
    assert found[:3] == pytest.approx([0, np.sqrt(0.75), 1.0])
    assert np.isnan(found[3])  # only a quarter of the weight is shared


def test_nearest_leaves_out_who_is_no_candidate() -> None:
    distance = np.array([0.0, 0.3, 0.1, np.nan])
    assert nearest(distance, np.array([False, True, True, True]), 5).tolist() == [2, 1]


def test_reasons_name_the_most_telling_likeness_first() -> None:
    scaled = np.array([[0.0, 0.0, 0.0], [0.1, 0.2, 2.0]])
    assert reasons(scaled, np.array([1.0, 2.0, 1.0]), 0, 1) == ([1, 0], [2])


def test_better_are_those_that_gained_more() -> None:
    gained = np.array([0.0, 1.0, -1.0, 9.0, np.nan])
    assert better_of(gained, 0, np.array([1, 2, 3, 4])).tolist() == [3, 1]
    assert better_of(gained, 4, np.array([1, 2, 3])).tolist() == [], "nobody is better than what is unknown"


def test_changes_are_differences_for_shares_and_euros_and_growth_for_counts() -> None:
    before, after = np.array([4.0, 0.0, np.nan]), np.array([5.0, 5.0, 5.0])
    assert change_between(before, after, "pct")[:2].tolist() == [1.0, 5.0]
    assert change_between(before, after, "eur_per_head")[0] == 1.0
    grown = change_between(before, after, "persons")
    assert grown[0] == pytest.approx(25.0)
    assert np.isnan(grown[1:]).all()


def test_two_numbers_make_a_sentence() -> None:
    people, unemployed = INDICATORS["population"], INDICATORS["unemployed_share"]
    assert Pair(people, 6490, 7310).both("en") == "6,490 and 7,310 residents"
    assert Pair(people, 6490, 7310).both("de") == "6.490 und 7.310 Einwohner"
    assert Pair(unemployed, 4.1, 4.3).both("en") == "4.1 and 4.3% unemployed"
    assert Pair(unemployed, 4.1, 9.0).instead("de") == "9,0 statt 4,1 % arbeitslos"
    minutes = INDICATORS["minutes_to_mittelzentrum"]
    assert Pair(minutes, 0, 9).instead("de") == "9 statt 0 Minuten zum nächsten Mittelzentrum (0: selbst eines)"
    assert Pair(minutes, 8, 9).both("en") == "8 and 9 minutes to the nearest Mittelzentrum"
    assert set(WEIGHTS) <= set(TAILS), "every indicator of twins has its words"


def test_numbers_far_apart_are_not_told_as_alike() -> None:
    minutes = INDICATORS["minutes_to_mittelzentrum"]
    assert Pair(minutes, 52.0, 65.0).near
    assert not Pair(minutes, 52.0, 137.0).near, "both are extreme, and so equal on a scale that is cut off"
    assert Pair(minutes, 0.0, 0.0).near


@pytest.mark.slow
def test_what_is_alike_is_told_of_size_first_then_of_what_is_unusual(opened: OpenedEdition) -> None:
    twin = opened.peers("120670120").twins[0]
    told = [pair.indicator.id for pair in twin.alike]
    assert told[0] == "population"
    assert told[1] in ("unemployed_share", "census_vacancy_pct", "buildings_3plus_share"), (
        "as Eisenhüttenstadt is known"
    )


def test_nought_and_nought_is_no_reason() -> None:
    minutes = INDICATORS["minutes_to_mittelzentrum"]
    assert Pair(minutes, 0.2, 0.4).trivial
    assert not Pair(minutes, 12.0, 12.0).trivial


@pytest.mark.parametrize("town", TOWNS)
def test_twins_are_of_its_type_and_near_its_lage(opened: OpenedEdition, town: str) -> None:
    found = opened.peers(TOWNS[town])
    areas = opened.atlas.areas(found.year, "verband")
    own = areas.record(found.key)
    assert len(found.twins) == 10
    for twin in found.twins:
        other = areas.record(twin.key)
        assert other["type"] == own["type"]
        assert abs(LAGEN.index(other["lage"]) - LAGEN.index(own["lage"])) <= 1
        assert not any(pair.trivial for pair in twin.alike)
        assert twin.sentence("de")
    assert [twin.distance for twin in found.twins] == sorted(twin.distance for twin in found.twins)


@pytest.mark.parametrize("town", TOWNS)
def test_role_models_started_alike_and_did_better_on_average(opened: OpenedEdition, town: str) -> None:
    found = opened.role_models(TOWNS[town])
    areas = opened.atlas.areas(found.year, "verband")
    own = areas.record(found.key)
    assert len(found.start) >= LEAST
    assert all(2007 <= int(period[:4]) <= 2016 for _, period in found.start)
    for model in found.models:
        other = areas.record(model.key)
        assert (other["type"], other["lage"]) == (own["type"], own["lage"])
        assert model.distance <= FARTHEST_START
        for change, own_change, cell in zip(found.changes, found.own, model.cells, strict=True):
            if cell.better is not None and cell.change is not None and own_change is not None:
                assert cell.better == ((cell.change - own_change) * change.sign > 0)
    assert len(found.models) == min(8, found.better) <= found.fitting
    assert f": {found.fitting} " in found.note("de")
    assert "Im Mittel" in found.note("de")
    assert "on average" in found.note("en")


def test_euros_are_compared_as_they_are_written(opened: OpenedEdition) -> None:
    """Landau a.d.Isar gained 190,1 euros a head and Bad Berleburg 190,2: nobody would call that worse."""
    found = opened.role_models("05970004")
    at = [one.indicator.id for one in found.changes].index("income_tax_eur_per_head")
    landau = next(model for model in found.models if model.key == "092790122").cells[at]
    assert (landau.said("de"), signed(found.own[at], "de", found.changes[at].digits)) == ("+190", "+190")


def test_bad_berleburg_is_not_sent_to_berlins_edge(opened: OpenedEdition) -> None:
    areas = opened.atlas.areas(2024, "verband")
    models = [areas.record(model.key) for model in opened.role_models("05970004").models]
    assert models
    assert all(model["lage"] == "peripher" for model in models)
    assert not any("bei Berlin" in str(model["name"]) for model in models)


def test_too_few_are_said_to_be_too_few(opened: OpenedEdition) -> None:
    found = opened.role_models(TOWNS["Helgoland"])
    assert found.fitting < 5
    assert "zu wenige für ein sicheres Urteil" in found.note("de")
    assert "too few for a sure judgement" in found.note("en")


def test_before_borders_are_known_nobody_is_said_to_have_no_neighbours(opened: OpenedEdition) -> None:
    told = opened.partners("120610112", 2011)
    assert (told.found, told.without) == ((), ())
    assert told.rest("de") == "Nachbarn sind erst ab 2016 bekannt: Für 2011 gibt es hier keine Grenzen."
    assert "from 2016" in told.rest("en")
    helgoland = opened.partners("010560025", 2024)
    assert helgoland.rest("en") == "No neighbours with a common border."


def test_partners_without_a_finding_are_one_line(opened: OpenedEdition) -> None:
    found = opened.partners("05970004")
    told = opened.partners("14625240")
    assert told.without
    assert all(name in told.rest("de") for name in told.without)
    assert told.rest("de").count("\n") == 0
    assert all(one.gives or one.takes or one.shared for one in found.found)
    for one in found.found:
        signs = {pair.indicator.id: 1 if pair.indicator.better == "higher" else -1 for pair in one.gives + one.takes}
        assert all(signs[pair.indicator.id] * (pair.other - pair.own) > 0 for pair in one.gives)
        assert all(signs[pair.indicator.id] * (pair.own - pair.other) > 0 for pair in one.takes)


@pytest.mark.parametrize("key", ["01053100", "05762024"])
def test_a_page_has_one_answer_to_what_changed_in_ten_years(opened: OpenedEdition, key: str) -> None:
    """The unemployed were compared with 2012 in the portrait and with 2011 among the role models."""
    told = portrait(opened.atlas, opened.profile(key), opened.findings(key))
    spans = {one.indicator.id: (one.start, one.end) for one in told.changes}
    models = {one.indicator.id: (one.start, one.end) for one in opened.role_models(key).changes}
    both = spans.keys() & models.keys()
    assert {"population", "unemployed_share"} <= both
    assert {name: spans[name] for name in both} == {name: models[name] for name in both}


@pytest.mark.parametrize("key", ["01053100", "05762024"])
def test_what_is_shared_is_what_both_pages_say(opened: OpenedEdition, key: str) -> None:
    """Marienmünster has few doctors among Verbände, and not among the municipalities of its page."""
    told, found = opened.findings(key), opened.partners(key)
    weak, strong = ({one.indicator.id for one in side} for side in (told.weaknesses, told.strengths))
    assert found.found
    for one in found.found:
        assert {pair.indicator.id for pair in one.shared + one.gives} <= weak
        assert {pair.indicator.id for pair in one.takes} <= strong


def test_a_municipality_stands_for_its_verband(opened: OpenedEdition) -> None:
    assert opened.peers("08335015") == opened.peers("083355002")


def test_an_old_number_says_its_year_and_a_new_one_does_not() -> None:
    age = Pair(indicator("mean_age_years"), 43.2, 43.6, said_when("2011", 2024))
    assert age.both("de") == "43,2 und 43,6 Jahre Durchschnittsalter (2011)"
    assert said_when("2020-06", 2024) == said_when("2023 / 2021", 2024) == said_when(None, 2024) == ""
    assert Pair(indicator("unemployed_share"), 3.3, 3.4, "").both("de") == "3,3 und 3,4 % arbeitslos"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("145215140", "Gemeindeverband Zwönitz (Elterlein, Zwönitz)"),
        ("160745052", "Gemeindeverband Eisenberg"),  # of eight
        ("145210390", "Marienberg, Stadt"),  # one by itself bears its own name
        ("145215110", "Geyer-Tannenberg"),  # like no member
    ],
)
def test_a_verband_is_told_apart_from_the_member_whose_name_it_has(opened: OpenedEdition, key: str, said: str) -> None:
    areas = opened.atlas.areas(2024, "verband")
    assert areas.names[areas.row[key]] == areas.record(key)["name"] == said


def test_no_verband_of_several_bears_the_name_of_its_member(opened: OpenedEdition) -> None:
    verbaende, members = opened.atlas.areas(2024, "verband"), opened.atlas.edition.members(2024)
    names: dict[str, set[str]] = {}
    for verband, name in members.select("verband", "name").iter_rows():
        names.setdefault(verband, set()).add(short(name))
    several = [key for key, inside in names.items() if len(inside) > 1]
    assert len(several) > 1000
    assert not [key for key in several if short(verbaende.names[verbaende.row[key]]) in names[key]]


def test_a_name_keeps_brackets_of_its_own() -> None:
    told = ("Gemeindeverband Neustadt (Dosse)", "Gemeindeverband Zwönitz (Elterlein, Zwönitz)", "Neustadt (Dosse)")
    assert list(map(bare, told)) == ["Neustadt (Dosse)", "Zwönitz", "Neustadt (Dosse)"]
    assert fold(told[0]) == "neustadt dosse"


def test_a_verband_told_apart_is_still_found_by_its_bare_name(opened: OpenedEdition) -> None:
    found = [place.key for place in opened.finder().search("Zwönitz")]
    assert set(found[:2]) == {"14521710", "145215140"}
