"""The table of towns: filtered, sorted, page by page, and the same as a file."""

import html
import io
import re

import polars as pl
from python_calamine import CalamineWorkbook
from starlette.testclient import TestClient

from kleinstadt.edition.edition import Edition
from kleinstadt.territory.names import short

ASKED = (
    "ebene=gemeinde&land=06&typ=kleinstadt&lage=peripher&groesse=2&i=density&i=mean_age_years&sort=density&richtung=auf"
)

OWN = "/verband/071325010"


def _names(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page)


def _csv(data: bytes) -> pl.DataFrame:
    return pl.read_csv(io.BytesIO(data), infer_schema_length=None, schema_overrides={"ags": pl.String})


def test_a_table_is_filtered_and_sorted(client: TestClient) -> None:
    page = client.get("/tabelle?land=06&typ=groessere_kleinstadt&sort=population&richtung=auf").text
    rows = re.findall(r'<td>Hessen</td>.*?<td class="num" data-of="Einwohner">([\d.]+)</td>', page, re.S)
    people = [int(row.replace(".", "")) for row in rows]
    assert len(people) > 50
    assert people == sorted(people)
    assert 'aria-sort="ascending"' in page


def test_the_file_is_what_the_table_shows(client: TestClient) -> None:
    page = client.get(f"/tabelle?{ASKED}").text
    link = re.search(r'href="(/tabelle\.csv\?[^"]+)"', page)
    assert link is not None
    frame = _csv(client.get(link.group(1).replace("&amp;", "&")).content)
    assert [short(name) for name in frame["name"]] == _names(page), "the page has plain names"
    assert set(frame["own_type"]) <= {"groessere_kleinstadt", "kleine_kleinstadt"}
    assert set(frame["lage"]) == {"peripher"}
    assert frame["population"].is_between(5000, 9999).all()
    assert frame["density"].is_sorted()
    of_each = ("", "_vintage", "_people_pct")
    assert frame.columns[-6:] == [f"{name}{part}" for name in ("density", "mean_age_years") for part in of_each]


def test_municipalities_are_told_by_their_own_type(client: TestClient, edition: Edition) -> None:
    """And as many are found as the API finds by it; their Verbände would give more than twice as many."""
    page = client.get("/tabelle?ebene=gemeinde&land=07&typ=kleine_kleinstadt").text
    told = re.findall(r"<td>Rheinland-Pfalz</td><td>([^<,]+)", page)
    assert len(told) > 50
    assert set(told) == {"Kleine Kleinstadt"}
    towns = edition.areas(edition.years[-1], "gemeinde").filter(land="07", own_type="kleine_kleinstadt")
    assert len(told) == towns.height
    asked = "/api/v1/areas?level=gemeinde&land=07&own_type=kleine_kleinstadt"
    assert [row["ags"] for row in client.get(asked).json()["data"]] == towns["ags"].to_list()


def test_what_is_known_for_a_part_of_the_people_says_so_as_on_the_own_page(client: TestClient) -> None:
    """Of the 67 municipalities of Altenkirchen-Flammersfeld few have enough beds for a figure: 2 % of its people."""
    asked = "kreis=07132&i=guest_beds_per_1000"
    for of, said in (("", "754 (für\xa02\xa0%)"), ("/en", "754 (for\xa02%)")):
        table, own = (client.get(f"{of}{path}", follow_redirects=True).text for path in (f"/tabelle?{asked}", OWN))
        assert said in html.unescape(table)
        assert said in html.unescape(re.sub("</?small>", "", own))
    frame = pl.read_csv(client.get(f"/tabelle.csv?{asked}").content, schema_overrides={"verband": pl.String})
    row = frame.row(by_predicate=pl.col("verband") == "071325010", named=True)
    assert (row["guest_beds_per_1000"], row["guest_beds_per_1000_people_pct"]) == (754.41, 1.8)


def test_the_table_says_when_and_how_much_of_it_is_modelled(client: TestClient) -> None:
    """Of the 101 municipalities of Vorpommern-Rügen, eight are no member of an Amt; the others have its income tax."""
    asked = "ebene=gemeinde&kreis=13073&i=income_tax_eur_per_head&i=broadband_all_1000_pct"
    german, english = (html.unescape(client.get(f"{of}/tabelle?{asked}").text) for of in ("", "/en"))
    assert re.search(r"Einkommensteuer je Einwohner 2022 \(bei 93 von 101 modelliert\)", german)
    assert "Breitband ab 1000 Mbit/s Ende 2023." in german
    assert re.search(r"income tax per head 2022 \(modelled in 93 of 101\)", english)


def test_the_file_holds_all_pages(client: TestClient) -> None:
    page = client.get("/tabelle").text
    total = re.search(r"<b>([\d.]+)</b> Einträge", page)
    assert total is not None
    answer = client.get("/tabelle.json")
    assert answer.json()["meta"]["page"]["total"] == int(total.group(1).replace(".", ""))
    assert len(answer.json()["data"]) == answer.json()["meta"]["page"]["total"] > 4000
    assert [short(row["name"]) for row in answer.json()["data"][:100]] == _names(page)


def test_every_format_holds_the_same(client: TestClient) -> None:
    names = _csv(client.get(f"/tabelle.csv?{ASKED}").content)["name"].to_list()
    parquet = pl.read_parquet(io.BytesIO(client.get(f"/tabelle.parquet?{ASKED}").content))
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"/tabelle.xlsx?{ASKED}").content))
    assert parquet["name"].to_list() == names
    assert [row[1] for row in book.get_sheet_by_name("data").to_python()[1:]] == names


def test_a_missing_value_stays_empty_in_the_file(client: TestClient) -> None:
    frame = _csv(client.get("/tabelle.csv?ebene=gemeinde&i=census_rent_eur_per_m2&sort=census_rent_eur_per_m2").content)
    assert frame["census_rent_eur_per_m2"].null_count() > 0
    assert frame["census_rent_eur_per_m2"][0] is not None


def test_another_format_is_refused_with_those_there_are(client: TestClient) -> None:
    answer = client.get("/tabelle.doc")
    assert answer.status_code == 404
    assert "csv, xlsx, parquet, json" in answer.text


def test_filters_keep_the_order(client: TestClient) -> None:
    page = client.get(f"/tabelle?{ASKED}").text
    assert '<option value="density" selected>' in page
    assert '<option value="auf" selected>' in page


def test_an_empty_table_says_what_to_do(client: TestClient) -> None:
    page = client.get("/en/tabelle?typ=grossstadt&groesse=0").text
    assert "No entry passes all filters" in page
    assert "<tbody" not in page


def test_a_page_beyond_the_last_is_the_last(client: TestClient) -> None:
    assert "Seite 2 von" in client.get("/tabelle?seite=2").text
    last = client.get("/tabelle?seite=199").text
    assert re.search(r"Seite (\d+) von \1<", last)
    assert _names(last)


def test_rows_of_the_comparison_are_marked_and_others_can_be_added_without_a_script(client: TestClient) -> None:
    page = client.get("/tabelle?ebene=gemeinde&land=06&kreis=06440&orte=06440005&orte=06440002&i=density").text
    marked = re.findall(r'<tr class="within"><th scope="row"><a href="[^"]+">([^<]+)</a>', page)
    assert marked == ["Bad Nauheim", "Butzbach"]
    assert 'Im Vergleich: <b>2</b> <a href="/vergleich?orte=06440005,06440002">Vergleichen</a>' in page
    link = re.search(r'data-compare="06440008" href="([^"]+)">\+ Vergleich', page)
    assert link is not None
    more = client.get("/tabelle" + link.group(1).replace("&amp;", "&")).text
    assert more.count('<tr class="within">') == 3
    assert more.count("<tr") == page.count("<tr"), "filters and columns stay"
