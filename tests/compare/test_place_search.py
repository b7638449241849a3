"""The one finder: names and keys as people have them, keys that are gone, and the same answer everywhere."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from typer.testing import CliRunner

from kleinstadt.cli.main import app
from kleinstadt.compare.opened import OpenedEdition
from kleinstadt.compare.spellings import postcode_in, spellings
from kleinstadt.errors import UnknownNameError
from kleinstadt.territory.names import fold


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        ("Aschaffenburg", "09661000"),
        ("Nürnberg", "09564000"),
        ("nuernberg", "09564000"),
        ("NÜRNBERG", "09564000"),
        ("  Lauf a.d.Pegnitz ", "09574138"),
        ("lauf a d pegnitz", "09574138"),
        ("09574138", "09574138"),
        ("Halle (Saale)", "15002000"),
        ("Hoyerswerda", "14625240"),
    ],
)
def test_a_town_is_found_however_it_is_spelled(opened: OpenedEdition, wanted: str, key: str) -> None:
    assert opened.find(wanted, 2019).key == key


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("Aschafenburg", "Aschaffenburg (Aschaffenburg, 09661000)"),
        ("Hoierswerda", "Hoyerswerda"),
        ("Kemptn", "Kempten"),
    ],
)
def test_a_misspelled_town_is_answered_with_near_names(opened: OpenedEdition, wanted: str, meant: str) -> None:
    with pytest.raises(UnknownNameError) as error:
        opened.find(wanted, 2019)
    assert f"No place named '{wanted}'. Did you mean: " in str(error.value)
    assert meant in str(error.value)


@pytest.mark.parametrize("key", ["01001000", "1001000", "010010000000", " 01001000 "])
def test_a_key_is_understood_as_people_have_it(opened: OpenedEdition, key: str) -> None:
    assert opened.find(key, 2019).name == "Flensburg, Stadt"


def test_year_nought_is_no_year(opened: OpenedEdition) -> None:
    with pytest.raises(UnknownNameError, match="no register of municipalities for 0"):
        opened.find("Eichwalde", 0)


def test_a_name_of_several_towns_is_answered_with_their_keys(opened: OpenedEdition) -> None:
    with pytest.raises(UnknownNameError, match=r"'Münster' names \d+ places; .*05515000.*Donau-Ries, 09779187"):
        opened.find("Münster", 2019)
    with pytest.raises(UnknownNameError, match=r"'Neustadt' names \d+ places; .* \.\.\."):
        opened.find("Neustadt", 2019)
    with pytest.raises(UnknownNameError, match=r"'Halle' names 4 places; .*Halle \(Saale\), Stadt"):
        opened.find("Halle", 2019)


@pytest.mark.parametrize("wanted", ["", " ", "xqzw", "97", "Atlantis am Meer"])
def test_no_town_at_all(opened: OpenedEdition, wanted: str) -> None:
    with pytest.raises(UnknownNameError, match=r"No place named|no municipality and no Verband with the key '97'"):
        opened.find(wanted, 2019)


def test_a_town_is_looked_for_in_the_borders_of_the_year(opened: OpenedEdition) -> None:
    assert opened.find("Osterode am Harz", 2015).where == "Osterode am Harz"
    assert opened.find("Osterode am Harz", 2017).where == "Göttingen", "one Kreis since 1 November 2016"
    assert opened.find("Osterode am Harz", 2022).where == "Göttingen", "the list of 2022 names no Kreise"


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        ("3159016", "03159016"),
        ("031590016016", "03159016"),
        ("31590016016", "03159016"),
        ("03 159 016", "03159016"),
        ("03.1.59.016", "03159016"),
        ("064400002", "064400002"),
        ("64400002", "064400002"),
        ("010545489000", "010545489"),
        ("06 440 0002 002", "06440002"),
    ],
)
def test_keys_of_every_length_are_understood(opened: OpenedEdition, wanted: str, key: str) -> None:
    assert opened.find(wanted).key == key
    assert opened.finder().of_key(wanted)[1] == key


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        ("Lutherstadt Wittenberg", "15091375"),
        ("Hansestadt Rostock", "13003000"),
        ("Göttingen Stadt", "03159016"),
        ("Stadt Hoyerswerda", "14625240"),
        ("Eichwalde", "12061112"),
        ("Sylt", "01054168"),
    ],
)
def test_epithets_do_not_hide_a_town(opened: OpenedEdition, wanted: str, key: str) -> None:
    assert opened.find(wanted).key == key


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "today"), [("16056000", "Eisenach, Stadt (16063105)"), ("03152012", "Göttingen, Stadt (03159016)")]
)
def test_a_key_that_is_gone_names_its_successor_everywhere(opened: OpenedEdition, key: str, today: str) -> None:
    with pytest.raises(UnknownNameError, match=key) as error:
        opened.find(key)
    assert today in str(error.value)
    assert f"{key} war " in error.value.german
    run = CliRunner().invoke(app, ["town", key])
    assert today in str(run.exception)


def test_a_key_of_its_own_time_is_found_there(opened: OpenedEdition) -> None:
    assert opened.find("03152012", 2015).name == "Göttingen, Stadt"


@pytest.mark.slow
def test_names_in_two_parts_are_the_same_names(opened: OpenedEdition) -> None:
    """As macOS writes them: 35 of these names gave another town once."""
    finder = opened.finder()
    names = opened.areas(2024, "gemeinde")["name"].to_list()
    assert [name for name in names if fold(unicodedata.normalize("NFD", name)) != fold(name)] == []
    for name in ("Münster", "Görlitz", "Bad Königshofen"):
        found, same = finder.search(unicodedata.normalize("NFD", name)), finder.search(name)
        assert [place.key for place in found] == [place.key for place in same]


@pytest.mark.parametrize(
    ("wanted", "key", "why"),
    [
        ("57319", "05970004", "Gefunden über die Postleitzahl 57319 (© OpenStreetMap-Mitwirkende, ODbL 1.0)"),
        ("57319 Raumland", "05970004", "Gefunden über die Postleitzahl 57319"),
        ("Raumland", "05970004", "Gefunden über Raumland, Ortsteil von Bad Berleburg"),
        ("Bad Berleburg", "05970004", ""),
    ],
)
def test_a_postcode_and_an_ortsteil_lead_to_their_town(opened: OpenedEdition, wanted: str, key: str, why: str) -> None:
    place = opened.find(wanted)
    assert (place.key, place.why("de").startswith(why)) == (key, True)


def test_what_several_towns_share_is_answered_with_their_keys(opened: OpenedEdition) -> None:
    with pytest.raises(UnknownNameError, match=r"postcode '99994' belongs to 2 municipalities; .*16064077.*16064043"):
        opened.find("99994")
    with pytest.raises(UnknownNameError, match=r"'Abbensen' names 2 places; .*District of "):
        opened.find("Abbensen")


def test_postcodes_are_of_the_borders_of_the_year(opened: OpenedEdition) -> None:
    """The list is of 2021; Schlotheim joined Nottertal-Heilinger Höhen in 2019, and nothing says which part had it."""
    assert {place.key for place in opened.finder(2015).answer("57319").places} == {"05970004"}
    assert opened.finder(2015).answer("99994").by == "postcode"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("57319", ("57319", "")),
        ("D-57319 Bad Berleburg", ("57319", "bad berleburg")),
        ("5731", ("", "")),
        ("573190", ("", "")),
        ("57319001", ("", "")),
    ],
)
def test_postcodes_are_read_as_people_write_them(text: str, found: tuple[str, str]) -> None:
    assert postcode_in(text) == found


@given(st.text("0123456789", min_size=1, max_size=13))
def test_a_key_never_means_another_kind(digits: str) -> None:
    assert all(len(key) in (8, 9) for key in spellings(digits))
    assert all(key.lstrip("0") in digits or len(digits) >= 11 for key in spellings(digits))


@pytest.mark.slow
def test_command_line_api_and_page_find_the_same(opened: OpenedEdition, client: TestClient) -> None:
    for wanted in ("3159016", "031590016016", "Lutherstadt Wittenberg", "Eichwalde"):
        key = opened.find(wanted).key
        assert client.get("/api/v1/search", params={"q": wanted}).json()["data"][0]["key"] == key
        answer = client.get("/suche", params={"q": wanted})
        assert (answer.status_code, f"/{key}-" in answer.headers["location"]) == (303, True)


def test_the_api_names_successors(client: TestClient) -> None:
    for path in ("/api/v1/profile/16056000", "/api/v1/values?indicator=density&level=gemeinde&area=16056000"):
        answer = client.get(path)
        assert (answer.status_code, "16063105" in answer.text) == (404, True)
    assert (
        client.get("/api/v1/values?indicator=density&level=gemeinde&area=3159016").json()["data"][0]["ags"]
        == "03159016"
    )
    assert client.get("/api/v1/profile/06 440 002").json()["meta"]["area"]["ags"] == "06440002"


@pytest.mark.parametrize(
    ("wanted", "level", "key"),
    [
        ("Hessen", "land", "06"),  # also an Ortsteil of Osterwieck
        ("sachsen", "land", "14"),  # also Sachsen b.Ansbach
        ("Land Bremen", "land", "04"),
        ("Deutschland", "bund", "00"),
        ("Germany", "bund", "00"),
        ("Siegen-Wittgenstein", "kreis", "05970"),
        ("Kreis Kassel", "kreis", "06633"),
        ("Kassel", "gemeinde", "06611000"),
        ("Berlin", "gemeinde", "11000000"),
        ("Bremen", "gemeinde", "04011000"),
        ("Sachsen b.Ansbach", "gemeinde", "09571196"),
        ("Osterwieck", "gemeinde", "15085230"),
    ],
)
def test_a_region_of_exactly_that_name_comes_before_an_ortsteil(
    opened: OpenedEdition, client: TestClient, wanted: str, level: str, key: str
) -> None:
    """In Python, on the command line and by the search of the page, which are one."""
    place = opened.find(wanted)
    assert (place.level, place.key) == (level, key)
    assert opened.profile(place.key).level == level
    answer = client.get("/suche", params={"q": wanted}, follow_redirects=False)
    assert answer.status_code == 303
    assert (key in answer.headers["location"]) or key == "00"


def test_the_command_line_prints_a_land_and_says_where_only_a_town_will_do() -> None:
    told = CliRunner().invoke(app, ["town", "Hessen", "--lang", "de"]).output
    assert told.startswith("Hessen · Land · ")
    for wanted in ("peers", "partners"):
        refused = CliRunner().invoke(app, [wanted, "Hessen"])
        assert refused.exit_code != 0
        assert "Hessen (06) is no municipality and no Verband" in str(refused.exception) + refused.output


def test_germany_is_compared_with_no_other_country(opened: OpenedEdition, client: TestClient) -> None:
    """It said "Staaten: 1 Staaten, Median 84.669.326 Einwohner", by the rule of the Länder."""
    said = client.get("/api/v1/profile/00").json()["meta"]
    assert (said["group_de"], said["group_en"]) == (
        "Deutschland: ein Staat, 84.669.326 Einwohner",
        "Germany: one country, 84,669,326 residents",
    )
    group = opened.profile("00").group
    assert "Länder" not in group.rule("de") + group.rule("en")
    assert "Länder" in opened.profile("06").group.rule("de")


def test_who_has_no_twins_is_told_why(opened: OpenedEdition, client: TestClient) -> None:
    """In the Sachsenwald nobody lives: there was a heading, and nothing below it."""
    found = opened.peers("010539105")
    assert not found.twins
    told = " ".join(CliRunner().invoke(app, ["peers", "010539105", "--lang", "de"]).output.split())
    assert found.none("de") in told
    assert "niemand hier wohnt" in told
    assert found.none("de") in client.get("/zwillinge/010539105-sachsenwald-forstgutsbez").text
