"""Comparison, twins, groups of towns."""

import re
import shutil
import subprocess

import pytest
from starlette.testclient import TestClient

TWO = "/vergleich?orte=06440002,06440005"


def test_towns_stand_side_by_side(client: TestClient) -> None:
    page = client.get(TWO).text
    assert "Bad Nauheim" in page
    assert "Butzbach" in page
    assert page.count('class="line town2"') >= 4


def test_a_group_of_towns_stands_beside_its_members(client: TestClient) -> None:
    page = client.get("/vergleich?orte=06440002").text
    assert 'orte=06440002,mittelstadt.sehr_zentral">Mittelstädte (sehr zentral)</a>' in page
    beside = client.get("/vergleich?orte=06440002,mittelstadt.sehr_zentral,kleine_kleinstadt.nirgends").text
    assert re.search(r"Gruppe \(gewichtet\), [\d.]+ Gemeinden, Median", beside)
    assert "Die Einwohnerzahlen von 2023 sind auf Grundlage des Zensus 2011 fortgeschrieben;" in beside
    assert "kleine_kleinstadt.nirgends." in beside, "a group that does not exist is named"
    table = client.get("/vergleich/diagramm/unemployed_share.csv?orte=06440002,mittelstadt.sehr_zentral").text
    head, *rows = table.splitlines()
    assert head.startswith("period,Bad Nauheim,Mittelstädte (sehr zentral),figure,source")
    assert len(rows) == 24


def test_a_town_is_added_by_its_name(client: TestClient) -> None:
    answer = client.get("/vergleich?orte=06440002&dazu=Butzbach")
    assert (answer.status_code, answer.headers["location"]) == (303, TWO)


def test_among_verbaende_a_town_stands_for_its_own(client: TestClient) -> None:
    for name in ("Butzbach", "06440005"):
        answer = client.get(f"/vergleich?orte=064400002&dazu={name}")
        assert answer.headers["location"] == "/vergleich?orte=064400002,064400005"
    assert client.get("/en/vergleich?orte=064400002&dazu=Niebuell").headers["location"].endswith(",010545489")


@pytest.mark.parametrize(
    ("lang", "said"),
    [("", "Kein weiterer Ort namens „Timbuktu“"), ("/en", "No further place named &#39;Timbuktu&#39;")],
)
def test_an_unknown_name_leaves_the_comparison_as_it_is_and_gets_suggestions(
    client: TestClient, lang: str, said: str
) -> None:
    answer = client.get(f"{lang}{TWO}&dazu=Timbuktu")
    assert answer.status_code == 404
    assert said in answer.text
    assert answer.text.count('class="line town2"') >= 4, "both towns are still compared"
    assert 'value="Timbuktu" aria-invalid="true"' in answer.text
    suggested = re.findall(rf'href="({lang}/vergleich\?orte=06440002,06440005,\d{{8}})"><b>', answer.text)
    assert suggested
    assert all(client.get(path).status_code == 200 for path in suggested)


def test_a_name_like_no_other_is_refused_without_suggestions(client: TestClient) -> None:
    for name in ("qqqqqqqqxxxxxx", "<qqqqqqqq>", "\x00", " ", "x" * 500):
        answer = client.get("/vergleich", params={"orte": "06440002,06440005", "dazu": name})
        assert answer.status_code == 404
        assert "Bad Nauheim" in answer.text
        assert "<qqqqqqqq>" not in answer.text
    assert client.get("/vergleich?dazu=qqqqqqqqxxxxxx").status_code == 404


def test_a_full_comparison_offers_no_more(client: TestClient) -> None:
    rows = client.get("/api/v1/areas?level=gemeinde&limit=8&year=2024").json()["data"]
    answer = client.get("/vergleich", params={"orte": ",".join(row["ags"] for row in rows), "dazu": "Timbuktu"})
    assert answer.status_code == 404
    assert "Kein weiterer Ort" in answer.text
    assert "Vielleicht gemeint" not in answer.text


def test_what_is_compared_already_is_not_added(client: TestClient) -> None:
    answer = client.get("/vergleich?orte=06440002&dazu=06440002")
    assert answer.status_code == 404
    assert "Kein weiterer Ort" in answer.text
    assert '<ul class="towns"' in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/zwillinge/064400002-bad-nauheim?",
        "/gruppen?n=4&",
        "/gruppen/karte.svg?n=4&",
        TWO + "&",
        "/tabelle?",
        "/tabelle.csv?",
    ],
)
def test_another_year_is_refused_and_told_where_it_is(client: TestClient, path: str) -> None:
    answer = client.get(path + "jahr=2019")
    assert answer.status_code == 404
    assert "nur für den Gebietsstand 2024, nicht für 2019" in answer.text
    assert "borders of 2024 only" in client.get("/en" + path + "jahr=2019").text
    assert client.get(path + "jahr=2024").status_code == 200


def test_pages_say_which_borders_hold(client: TestClient) -> None:
    for path in ("/zwillinge/064400002-bad-nauheim", "/gruppen?n=4", "/gruppen/karte.svg?n=4", TWO, "/tabelle"):
        assert "Gebietsstand 2024" in re.sub(r"\s+", " ", client.get(path).text)


@pytest.mark.parametrize("keys", ["nix", "1234567"])
def test_other_keys_are_refused(client: TestClient, keys: str) -> None:
    assert client.get("/vergleich", params={"orte": keys}).status_code == 404


def test_places_come_comma_joined_or_one_by_one_and_each_once(client: TestClient) -> None:
    one, other = (
        client.get(path).text.partition("<h1>")[2] for path in (TWO, "/vergleich?orte=06440002&orte=06440005,06440002")
    )
    assert one == other


def test_towns_stand_beside_their_kreis_land_and_germany(client: TestClient) -> None:
    page = client.get("/vergleich?orte=06440002,06440,06,00").text
    for address in ("/stadt/06440002-bad-nauheim", "/kreis/06440-", "/land/06-hessen", "/deutschland"):
        assert f'<a href="{address}' in page
    assert 'href="/vergleich?orte=06440002,06"' in client.get("/vergleich?orte=06440002&dazu=Hessen").text


def test_germany_has_one_column_and_a_municipality_its_own_type(client: TestClient) -> None:
    """Büsingen is a Landgemeinde of a Verband whose type is that of Gottmadingen, its largest member."""
    page = client.get("/vergleich?orte=08335015,00").text
    assert page.count('<th scope="col" class="num">Deutschland</th>') == page.count('<table class="sides">')
    without = client.get("/vergleich?orte=08335015").text
    assert without.count('<th scope="col" class="num">Deutschland</th>') == without.count('<table class="sides">')
    assert ">Bund<" not in page + without
    assert "Landgemeinde, zentral, Baden-Württemberg" in page


def test_germany_has_a_number_of_people(client: TestClient) -> None:
    page = client.get("/vergleich?orte=08335015").text
    row = page[page.index('<th scope="row">Bevölkerung <') :]
    assert re.search(r'data-of="Deutschland">8\d\.\d{3}\.\d{3}<', row[: row.index("</tr>")])


def test_a_key_that_is_left_out_is_named(client: TestClient) -> None:
    for key in ("99999999", "010545489"):
        answer = client.get(f"/vergleich?orte=06440002,{key}")
        assert (answer.status_code, f": {key}." in answer.text) == (200, True)


def test_a_ninth_place_is_refused_in_words(client: TestClient) -> None:
    eight = ",".join(f"064400{place:02d}" for place in range(2, 10))
    page = client.get(f"/vergleich?orte={eight},06440010").text
    assert "Platz für 8 Orte; nicht dabei sind: 06440010." in page
    assert page.count('class="drop"') == 8
    answer = client.get(f"/vergleich?orte={eight}&dazu=Friedberg")
    assert answer.status_code == 409
    assert "Es sind schon 8 Orte" in answer.text


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["ebene", "typ", "lage", "land", "groesse", "i", "sort", "richtung", "seite", "n", "art"]
)
def test_no_parameter_breaks_tables_or_groups(client: TestClient, name: str) -> None:
    for value in ("", "nix", "-1", "9" * 40, "²", "\x00", "<i>x"):
        for path in ("/tabelle", "/tabelle.csv", "/gruppen", "/vergleich", "/zwillinge/064400002-bad-nauheim"):
            assert client.get(path, params={name: value}).status_code in (200, 404)


def test_twins_are_towns_with_reasons(client: TestClient) -> None:
    page = client.get("/zwillinge/064400002-bad-nauheim").text
    rows = client.get("/api/v1/peers/064400002").json()["data"]
    assert len(rows) == 10
    assert [row["distance"] for row in rows] == sorted(row["distance"] for row in rows)
    assert all(row["alike"] for row in rows)
    assert rows[0]["name"].split(",")[0] in page
    assert "gleicher Typ" in page


def test_neighbours_share_a_border(client: TestClient) -> None:
    page = client.get("/zwillinge/064400002-bad-nauheim").text
    partners = page[page.index('id="nachbarn"') :]
    assert "Friedberg" in partners
    assert "Ober-Mörlen" in partners


def test_an_unknown_verband_gets_suggestions(client: TestClient) -> None:
    assert client.get("/zwillinge/999999999-suedtondern").status_code == 404
    assert "/verband/010545489-suedtondern" in client.get("/zwillinge/999999999-suedtondern").text


@pytest.mark.slow
def test_groups_say_how_well_they_separate(client: TestClient) -> None:
    page = client.get("/gruppen?n=4&art=ward").text
    assert "Silhouette" in page
    sizes = [int(size.replace(".", "")) for size in re.findall(r"<span>([\d.]+) Verbände", page)]
    assert len(sizes) == 4
    assert sizes == sorted(sizes, reverse=True)
    assert client.get("/gruppen/karte.svg?n=4&art=ward").text.startswith("<svg")
    picture = client.get("/gruppen/karte.png?n=4&art=ward").content
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 300_000, "the page shows it"
    assert client.get("/gruppen/karte.tiff?n=4").status_code == 404


@pytest.mark.parametrize(
    ("name", "keys"),
    [("Friedberg", ["06440008", "09771130"]), ("Frankfurt", ["06412000", "12053000"]), ("Halle", ["15002000"])],
)
def test_a_name_of_several_places_is_a_choice(client: TestClient, name: str, keys: list[str]) -> None:
    answer = client.get(f"/vergleich?orte=06440002&dazu={name}")
    assert answer.status_code == 200
    assert "Welcher Ort ist gemeint?" in answer.text
    for key in keys:
        assert client.get(f"/vergleich?orte=06440002,{key}").status_code == 200
        assert f'href="/vergleich?orte=06440002,{key}"' in answer.text
    english = client.get(f"/en/vergleich?dazu={name}").text
    assert f'href="/en/vergleich?orte={keys[0]}"' in english


def test_a_misspelled_name_is_a_choice_and_never_taken_silently(client: TestClient) -> None:
    answer = client.get("/vergleich?orte=06440005&dazu=Bad Naueim")
    assert answer.status_code == 200
    assert 'href="/vergleich?orte=06440005,06440002"' in answer.text


def test_a_single_similar_name_is_not_taken_silently_either(client: TestClient) -> None:
    answer = client.get("/vergleich?orte=06440005&dazu=Kuckuck")
    added = re.findall(r"/vergleich\?orte=06440005,\d+\"", answer.text)
    assert (answer.status_code, len(added)) == (200, 1)
    assert "Kein Ort heißt genau so" in answer.text
    assert "Es gibt mehrere" in client.get("/vergleich?dazu=Friedberg").text


def test_a_verband_among_municipalities_is_told_apart(client: TestClient) -> None:
    answer = client.get("/vergleich?orte=06440002&dazu=Südtondern")
    assert answer.status_code == 404
    assert "ist ein Gemeindeverband" in answer.text
    assert 'href="/vergleich?orte=06440002,01054088"><b>Niebüll' in answer.text, "its members can be added"


def test_a_comparison_is_a_pdf_with_the_figures_of_its_page(client: TestClient) -> None:
    query = "?orte=06440002,06440005,06,mittelstadt.sehr_zentral"
    page = client.get("/vergleich" + query).text
    assert f'href="/vergleich.pdf{query}"' in page
    answer = client.get("/vergleich.pdf" + query)
    assert (
        "vergleich-bad-nauheim-butzbach-hessen-mittelstaedte-sehr-zentral.pdf" in answer.headers["content-disposition"]
    )
    known = client.get("/vergleich.pdf" + query, headers={"If-None-Match": answer.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("no pdftotext here")
    told = subprocess.run([reader, "-layout", "-", "-"], input=answer.content, capture_output=True, check=True)
    pdf = told.stdout.decode()
    listed = re.findall(r'<td class="num(?: quiet)?" data-of="[^"]+">([^<]+)</td>', page)
    assert len(listed) > 400
    words = set(pdf.split())
    assert any("für" in value for value in listed), "and of how many people it is known"
    assert [value for value in listed if not set(value.split()) <= words] == [], "each number stands on paper, too"
    for said in ("Gebietsstand 2024", "Erstellt am", "dl-de/by-2-0", "Bad Nauheim 109,5", f"/vergleich{query}"):
        assert said in pdf


def test_a_pdf_of_no_places_is_refused_with_an_example(client: TestClient) -> None:
    answer = client.get("/en/vergleich.pdf")
    assert answer.status_code == 404
    assert "A comparison needs a place at least" in answer.text


def test_a_figure_that_no_place_has_is_named_once_and_has_no_row(client: TestClient) -> None:
    page = client.get(TWO).text
    assert page.count("Personen von 10 bis unter 20 Jahren") == 1
    assert "Liegt für keinen dieser Orte vor: Personen von 10 bis unter 20 Jahren" in page


def test_what_is_one_town_is_compared_at_the_level_of_the_others(client: TestClient) -> None:
    """Butzbach is a Verband of its own; Südtondern is one of many municipalities, so that it stands for none."""
    page = client.get("/vergleich?orte=06440002,064400005,06440005").text
    assert 'data-basket="06440002,06440005"' in page
    assert 'data-basket="064400002,064400005"' in client.get("/vergleich?orte=064400002,06440005").text


@pytest.mark.parametrize(("city", "around"), [("06611", "06633"), ("05758012", "05758")])
def test_a_kreis_is_told_apart_from_a_city_of_its_name(client: TestClient, city: str, around: str) -> None:
    """Kassel has a Kreis around it, Herford lies in one of its name."""
    page = client.get(f"/vergleich?orte={city},{around}").text
    heads = re.findall(r'<th scope="col" class="num">([^<]+)</th>', page)[:2]
    assert heads[1] == f"Kreis {heads[0]}"


def test_of_two_laender_nothing_is_in_the_kreis(client: TestClient) -> None:
    assert "Durchschnittsalter im Kreis" in client.get("/vergleich?orte=06,06440002").text
    beside = client.get("/vergleich?orte=06,09").text
    assert "Durchschnittsalter" in beside
    assert "Durchschnittsalter im Kreis" not in beside
