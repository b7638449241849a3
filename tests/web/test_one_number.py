"""The same question has the same answer: library, command line, API, page and PDF, for every indicator and group."""

import io
import json
import re
import subprocess
from functools import cache
from html import unescape
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from rich.console import Console
from starlette.testclient import TestClient
from typer.testing import CliRunner

from kleinstadt import keys
from kleinstadt.cli import towns
from kleinstadt.cli.main import app
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.group_values import group_values_at, label_of
from kleinstadt.compare.groups import FEWEST, group_called
from kleinstadt.edition.edition import Edition, Level
from kleinstadt.errors import AggregationError
from kleinstadt.indicators.catalogue import INDICATORS
from kleinstadt.indicators.model import Count
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.web.serving import paths
from kleinstadt.words.numbers import number

LAENDER = sorted(keys.LAENDER)
TYPE_OF: dict[Level, str] = {"verband": "type", "gemeinde": "own_type"}
PAGE_OF = {"verband": "verband", "gemeinde": "stadt"}


@cache
def year(edition: Edition) -> int:
    return edition.years[-1]


@cache
def inhabited(edition: Edition, level: Level) -> pl.DataFrame:
    """The areas of a level with people; `key` is their key, `kind` their type by themselves."""
    frame = edition.areas(year(edition), level).filter(pl.col("population") > 0)
    return frame.with_columns(key=pl.col(KEY_COLUMN[level]), kind=pl.col(TYPE_OF[level]).cast(pl.String))


@cache
def verband_in(edition: Edition, land: str, place: int = 0) -> dict[str, Any]:
    """An inhabited Verband of a Land."""
    rows = inhabited(edition, "verband").filter(land=land)
    return rows.row(place % rows.height, named=True)


def one_of_each(edition: Edition, level: Level) -> list[dict[str, Any]]:
    """An area of each Land, and one of each type and Lage."""
    rows = inhabited(edition, level)
    groups = rows.drop_nulls("lage").unique(["kind", "lage"], keep="last", maintain_order=True)
    found = pl.concat([rows.unique("land", keep="first", maintain_order=True), groups])
    return found.unique("key", maintain_order=True).to_dicts()


@cache
def of_land(edition: Edition, name: str) -> dict[str, float | None]:
    return dict(edition.indicator(name, year(edition), "land").select("land", "value").iter_rows())


@cache
def of_germany(edition: Edition, name: str) -> float | None:
    value: float | None = edition.indicator(name, year(edition), "bund")["value"].item()
    return value


@cache
def of_groups(
    edition: Edition, name: str, by: tuple[str, ...], level: Level = "verband"
) -> dict[tuple[str, ...], float | None]:
    """Values of groups; none for a rate that has no group value."""
    try:
        found = edition.groups(name, year(edition), by, level)
    except AggregationError:
        return {}
    return {tuple(map(str, row[: len(by)])): row[len(by)] for row in found.iter_rows()}


@cache
def profile_rows(client: TestClient, key: str) -> dict[str, dict[str, Any]]:
    answer = client.get(f"/api/v1/profile/{key}").json()
    return {row["indicator"]: row for row in answer["data"]}


@cache
def page(client: TestClient, key: str) -> dict[str, str]:
    """The rows of the page of a municipality or Verband, by their indicators."""
    kind = PAGE_OF["gemeinde" if len(key) == 8 else "verband"]
    text = client.get(f"/{kind}/{key}", follow_redirects=True).text
    return dict(re.findall(r'<tr id="(\w+)">(.*?)</tr>', text, re.DOTALL))


@cache
def answered(client: TestClient, call: str) -> dict[str, Any]:
    """What the API answers; the Länder of an indicator share one call."""
    return dict(client.get(call).json())


def cells(client: TestClient, key: str, name: str) -> list[str]:
    """The numbers of an indicator's row on a page: own, group, Land, Germany, each with its coverage if it has one."""
    found = re.findall(r'<td class="num[^"]*">(.*?)</td>', page(client, key)[name])[:4]
    return [unescape(re.sub(r"</?small>", "", cell)) for cell in found]


def near(value: float | None) -> Any:
    """The number as the API writes it, to six decimals; null is null."""
    return None if value is None else pytest.approx(value, rel=1e-12, abs=5.1e-7)


def check(edition: Edition, client: TestClient, name: str, level: Level, area: dict[str, Any]) -> None:
    """One indicator, one area, and its group, its Land and Germany: everywhere the same."""
    then, land = year(edition), str(area["land"])
    counted, digits = isinstance(INDICATORS[name], Count), INDICATORS[name].decimals
    expected, germany = of_land(edition, name)[land], of_germany(edition, name)
    for by, group, value in (("land", land, expected), ("bund", keys.BUND, germany)):
        groups = of_groups(edition, name, (by,), level)
        assert not groups or groups[(group,)] == value, f"groups by {by}"
        for call in (f"/api/v1/values?indicator={name}&level={by}", f"/api/v1/column/{name}?level={by}"):
            answer = answered(client, call)
            if "data" in answer:
                shown = {row[by]: row["value"] for row in answer["data"]}[group]
                assert shown == near(value), call
            else:
                shown = answer["values"][edition.areas(then, by)[by].to_list().index(group)]  # type: ignore[arg-type]
                assert shown == (None if value is None else pytest.approx(value, abs=10.0 ** -(digits + 2))), call
    none = counted or not of_groups(edition, name, ("land",), level)
    wanted = {"group": of_its_group(edition, name, level, area), "land": expected, "bund": germany}
    wanted = dict.fromkeys(wanted) if none else wanted
    row = profile_rows(client, area["key"])[name]
    assert {key: row[key] for key in wanted} == {key: near(value) for key, value in wanted.items()}
    shown_cells = cells(client, area["key"], name)[1:]
    said = [number(wanted[key], digits, "de") + covered(row, key) for key in ("group", "land", "bund")]
    assert shown_cells == said
    if not none:
        assert row["land_people_pct"] == near(coverage_of_land(edition, name)[land])


def of_its_group(edition: Edition, name: str, level: Level, area: dict[str, Any]) -> float | None:
    """The value of the areas of a type and Lage; of all Lagen, where those are few or its own is unknown."""
    kind, lage, column = str(area["kind"]), area["lage"], TYPE_OF[level]
    if lage is None or inhabited(edition, level).filter(kind=kind, lage=lage).height < FEWEST:
        return of_groups(edition, name, (column,), level).get((kind,))
    return of_groups(edition, name, (column, "lage"), level).get((kind, str(lage)))


def covered(row: dict[str, Any], key: str) -> str:
    """What is said beside a value that is known for fewer than 95 % of the people."""
    share = row[f"{key}_people_pct"]
    return "" if row[key] is None or share is None or share >= 95 else f" (für\xa0{number(share, 0, 'de')}\xa0%)"


@cache
def coverage_of_land(edition: Edition, name: str) -> dict[str, float | None]:
    return dict(edition.indicator(name, year(edition), "land").select("land", "people_pct").iter_rows())


@given(data=st.data())
@settings(max_examples=5)
def test_one_number_everywhere(edition: Edition, client: TestClient, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(list(edition.indicators)))
    level: Level = data.draw(st.sampled_from(list(TYPE_OF)))
    rows = inhabited(edition, level).filter(land=data.draw(st.sampled_from(LAENDER)))
    check(edition, client, name, level, rows.row(data.draw(st.integers(0, 300)) % rows.height, named=True))


@pytest.mark.slow
@pytest.mark.parametrize("level", list(TYPE_OF))
def test_one_number_everywhere_in_full(edition: Edition, client: TestClient, level: Level) -> None:
    """Every indicator for all Länder, Germany, and all groups of Verbände and of municipalities."""
    areas = one_of_each(edition, level)
    assert len({(area["kind"], area["lage"]) for area in areas if area["lage"]}) >= 18
    for name in edition.indicators:
        for area in areas:
            check(edition, client, name, level, area)


def test_a_part_says_of_how_many(client: TestClient) -> None:
    """Turnout is known for some Länder only: the mean of Germany must not stand there as if it were all of it."""
    row = profile_rows(client, "097800133")["turnout_pct"]
    assert 50 < row["bund_people_pct"] < 60
    assert row["people_pct"] == 100
    assert cells(client, "097800133", "turnout_pct")[3].endswith(covered(row, "bund"))
    assert covered(row, "bund")


@pytest.mark.slow
def test_plain_types_are_what_the_library_says(edition: Edition) -> None:
    """The groups of towns without a Lage, which pages fall back on."""
    atlas = Atlas(edition)
    for level, column in TYPE_OF.items():
        areas = atlas.areas(year(edition), level)
        for name in edition.indicators:
            for (kind,), value in of_groups(edition, name, (column,), level).items():
                found = group_values_at(atlas, areas, label_of(group_called(atlas, areas, kind, None)))
                assert isinstance(INDICATORS[name], Count) or found[name].value == value, (level, name, kind)


@pytest.mark.slow
@pytest.mark.parametrize("land", LAENDER)
def test_pdf_and_screen_say_what_the_page_says(
    edition: Edition, client: TestClient, monkeypatch: pytest.MonkeyPatch, land: str
) -> None:
    """Every row of a town's PDF and of the command's table, for a Verband of each Land."""
    area = verband_in(edition, land, 1)
    answer = client.get(f"{paths.town('verband', area['verband'], area['name'])}.pdf")
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=answer.content, capture_output=True, check=True)
    pdf = told.stdout.decode()
    monkeypatch.setattr(towns, "out_console", Console(width=250))  # wide enough for a row to be a line
    screen = CliRunner().invoke(app, ["town", area["verband"]]).stdout
    for name in edition.indicators:
        title = INDICATORS[name].titled("de")
        shown = r"[\s│]+".join(re.escape(cell).replace("\xa0", r"\s") for cell in cells(client, area["verband"], name))
        for where, text, start in (("pdf", pdf, title[:10]), ("screen", screen, title)):
            assert re.search(rf"{re.escape(start)}[^\n]*?[\s│]{shown}[\s│]", text), (where, name)


def test_the_papers_of_a_village_name_its_own_type_and_group(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Burglahr has 507 residents in a Verband whose largest municipality makes it a small town; its Lage is its own."""
    asked = client.get("/api/v1/profile/07132016").json()["meta"]
    answer = client.get("/stadt/07132016-burglahr.pdf")
    told = subprocess.run(["pdftotext", "-raw", "-", "-"], input=answer.content, capture_output=True, check=True)
    monkeypatch.setattr(towns, "out_console", Console(width=1000))
    screen = CliRunner().invoke(app, ["town", "07132016"]).stdout
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/stadt/07132016-burglahr.xlsx").content))
    excel = str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])
    papers = {"pdf": told.stdout.decode(), "screen": screen, "excel": excel}
    group, _, counted = asked["group_de"].partition(": ")
    for where, text in papers.items():
        plain = re.sub(r"[\s\xa0]+", " ", text)
        for wanted in (group, counted, asked["group_rule_de"]):
            assert wanted in plain, (where, wanted)
        assert "Kleine Kleinstadt" not in plain, where
    assert "Landgemeinde, zentral · 507" in papers["pdf"]


@pytest.mark.slow
def test_the_command_line_says_what_the_library_says(edition: Edition) -> None:
    called = ["areas", "--year", str(year(edition)), "--level", "land", "--format", "json"]
    for name in edition.indicators:
        called += ["--indicator", name]
    rows = json.loads(CliRunner().invoke(app, called).stdout)
    for name in edition.indicators:
        shown = {row["land"]: row[name] for row in rows}
        if name in rows[0]:
            assert shown == pytest.approx(of_land(edition, name), abs=5e-7), name  # six decimals are written
