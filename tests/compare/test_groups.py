"""Whom a town is compared with, and what it is strong and weak in: named towns, laws, one answer everywhere."""

import re
from io import StringIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from starlette.testclient import TestClient

from kleinstadt.cli import screens_towns
from kleinstadt.compare.findings import NEVER_A_STRENGTH
from kleinstadt.compare.groups import FEWEST, group_of
from kleinstadt.compare.opened import OpenedEdition
from kleinstadt.compare.standings import FAMILIES

# key, type of its own, Lage, bounds of the group's size and of its median population
NAMED = [
    ("09780133", "kleine_kleinstadt", "sehr_peripher", (100, 150), (6_000, 7_500)),
    ("12071057", "kleine_kleinstadt", "peripher", (500, 650), (6_000, 7_500)),
    ("12061112", "kleine_kleinstadt", "sehr_zentral", (150, 250), (6_500, 7_500)),
    ("05970004", "groessere_kleinstadt", "peripher", (200, 300), (13_000, 14_500)),
    ("14625240", "mittelstadt", "sehr_peripher", (15, 30), (22_000, 27_000)),
    ("01053100", "groessere_kleinstadt", "peripher", (200, 300), (13_000, 14_500)),
    ("01056025", "landgemeinde", "sehr_peripher", (1_000, 1_500), (700, 1_000)),
    ("08335015", "landgemeinde", "zentral", (2_000, 2_500), (1_000, 1_500)),
    ("01054168", "groessere_kleinstadt", "sehr_peripher", (30, 45), (12_500, 14_000)),
]


@pytest.mark.parametrize(("key", "kind", "lage", "size", "median"), NAMED)
def test_towns_stand_among_their_like(
    opened: OpenedEdition, key: str, kind: str, lage: str, size: tuple[int, int], median: tuple[int, int]
) -> None:
    group = opened.profile(key, 2024).group
    assert (group.type, group.lage) == (kind, lage)
    assert size[0] <= group.size <= size[1]
    assert group.median_population is not None
    assert median[0] <= group.median_population <= median[1]


@pytest.mark.parametrize("key", ["06440", "6440", "06", "00"])
def test_the_library_takes_the_keys_of_regions_as_the_api_does(
    opened: OpenedEdition, client: TestClient, key: str
) -> None:
    asked, judged = (client.get(f"/api/v1/{what}/{key}").json() for what in ("profile", "findings"))
    found, named = opened.profile(key), opened.findings(key)
    assert (found.level, found.group.size) == (asked["meta"]["level"], asked["meta"]["group_size"])
    own = {figure.indicator.id: figure.value for theme in found.themes.values() for figure in theme}
    assert own == {row["indicator"]: pytest.approx(row["value"], abs=5.1e-7) for row in asked["data"]}
    assert named.judged == judged["meta"]["judged"]


def test_a_place_of_few_takes_all_lagen(opened: OpenedEdition) -> None:
    """There is one Großstadt in peripheral location; it is compared with all 82."""
    areas = opened.atlas.areas(2024, "gemeinde")
    lone = areas.keys[
        int(np.flatnonzero(areas.mask("own_type", "grossstadt") & (areas.codes["lage"] == "peripher"))[0])
    ]
    group = group_of(opened.atlas, areas, lone)
    assert (group.lage, group.size > 50) == (None, True)
    assert "alle Lagen" in group.rule("de")


def test_a_group_says_its_number_its_median_and_its_rule(opened: OpenedEdition) -> None:
    group = opened.profile("12071057", 2024).group
    assert group.name("de") == "Kleine Kleinstädte (peripher)"
    assert re.fullmatch(r"\d{3} Gemeinden, Median 6\.\d{3} Einwohner", group.counted("de"))
    assert group.rule("de") == (
        "Gemeinden, jede für sich: 5.000 bis unter 10.000 Einwohner, oder kleiner und mehr als ein Grundzentrum; "
        "Lage peripher."
    )
    assert group.rule("en") == (
        "Municipalities that have by themselves 5,000 to under 10,000 residents, or smaller and more than a "
        "Grundzentrum; location peripheral."
    )


@given(st.data())
@settings(max_examples=40)
def test_every_area_is_in_its_own_group_and_ranked_within_it(opened: OpenedEdition, data: st.DataObject) -> None:
    level = data.draw(st.sampled_from(["gemeinde", "verband"]))
    areas = opened.atlas.areas(2024, level)  # type: ignore[arg-type]
    row = int(data.draw(st.sampled_from(np.flatnonzero(areas.inhabited).tolist())))
    group = group_of(opened.atlas, areas, areas.keys[row])
    assert group.mask[row]
    assert group.size == group.mask.sum() >= FEWEST
    found = opened.findings(areas.keys[row], 2024)
    column = {one.indicator.id: opened.atlas.column(one.indicator.id, 2024, level) for one in found.strengths}  # type: ignore[arg-type]
    for one in found.strengths:
        values = column[one.indicator.id].values[group.mask]
        worse = values < one.value if one.indicator.better == "higher" else values > one.value
        assert one.better_than <= worse.sum(), "those with a value of a larger area only do not count"
        assert one.better_than <= one.of <= group.size


@pytest.mark.parametrize("key", [row[0] for row in NAMED])
def test_findings_are_agreed_marked_and_carry_their_reference(opened: OpenedEdition, key: str) -> None:
    found = opened.findings(key, 2024)
    for one in (*found.strengths, *found.weaknesses):
        assert one.indicator.better
        ahead = (one.value - one.reference) * (1 if one.indicator.better == "higher" else -1)
        assert (ahead > 0) == (one.kind == "strength")
        assert one.goodness >= 75 or one.goodness <= 25
        assert "in der Gruppe (Median)" in one.sentence("de")
        assert one.vintage
        assert one.origins
    told = {one.indicator.id for one in (*found.strengths, *found.weaknesses)}
    assert all(len(told & set(family)) <= 1 for family in FAMILIES), "what says the same is told once"
    assert not {one.indicator.id for one in found.strengths} & NEVER_A_STRENGTH


def _screen(shown: object) -> str:
    console = Console(file=StringIO(), width=400)
    console.print(shown)
    return str(console.file.getvalue())  # type: ignore[attr-defined]


@pytest.mark.parametrize("key", ["09780133", "08335015", "14625240"])
def test_command_line_api_and_page_say_the_same(opened: OpenedEdition, client: TestClient, key: str) -> None:
    found = opened.findings(key)
    printed = _screen(screens_towns.findings(found, "de"))
    answered = client.get(f"/api/v1/findings/{key}").json()
    page = client.get(client.get("/suche", params={"q": key}).headers["location"]).text
    listed = (*found.strengths, *found.weaknesses)
    assert [row["said_de"] for row in answered["data"]] == [one.sentence("de") for one in listed]
    assert answered["meta"]["group_rule_de"] == found.group.rule("de")
    for one in listed:
        assert one.sentence("de") in printed
        assert one.sentence("de") in page
    assert found.group.counted("de") in page
    assert found.group.counted("de") in _screen(screens_towns.profile(opened.profile(key), (), "de"))


@pytest.mark.parametrize("key", ["12061112", "05970004"])
def test_twins_models_and_partners_are_the_same_everywhere(opened: OpenedEdition, client: TestClient, key: str) -> None:
    twins, models, partners = opened.peers(key), opened.role_models(key), opened.partners(key)
    page = client.get(f"/zwillinge/{key}", follow_redirects=True).text
    rows = client.get(f"/api/v1/peers/{key}").json()["data"]
    assert [row["said_en"] for row in rows] == [twin.sentence("en") for twin in twins.twins]
    assert all(twin.sentence("de") in page for twin in twins.twins)
    assert twins.twins[0].sentence("de") in _screen(screens_towns.peers(opened.atlas, twins, "de"))
    answer = client.get(f"/api/v1/role-models/{key}").json()
    assert answer["meta"]["note_de"] == models.note("de")
    assert models.note("de") in page
    assert models.note("de") in _screen(screens_towns.role_models(opened.atlas, models, "de"))
    assert client.get(f"/api/v1/partners/{key}").json()["meta"]["without"] == list(partners.without)
    for partner in partners.found:
        assert all(sentence in page for sentence in partner.sentences("de"))
