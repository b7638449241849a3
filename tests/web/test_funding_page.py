"""The page of funding programmes, and the command that says the same."""

import json
import re
from typing import Any

import pytest
from browsing import keep
from starlette.testclient import TestClient
from typer.testing import CliRunner

from kleinstadt.cli.main import app
from kleinstadt.web.pages.funding import whole


def counts(text: str) -> dict[str, int]:
    return {name: int(found) for name, found in re.findall(r'<a href="#(\w+)">[^<]+</a> (\d+)</li>', text)}


def test_page_and_command_give_the_same_verdicts(client: TestClient) -> None:
    printed = CliRunner().invoke(app, ["funding", "Bad Berleburg", "--format", "json", "--no", "leader_area"]).stdout
    told = json.loads(printed)
    assert told["facts"]["population"] == 18833
    shown = counts(client.get(address(client) + "?frage-leader_area=nein").text)
    listed = [one["verdict"] for one in told["programmes"]]
    assert shown == {name: listed.count(name) for name in ("fits", "unknown", "does_not_fit", "closed")}
    assert sum(shown.values()) == 57
    assert not [one["id"] for one in told["programmes"] if one["own_share"]], "no cost was asked for"
    asked = ["funding", "Bad Berleburg", "--format", "json", "--cost", "160000", "--budget", "30000"]
    costly = json.loads(CliRunner().invoke(app, asked).stdout)["programmes"]
    page = client.get(address(client) + "?kosten=160000&haushalt=30000").text
    on_page = {
        name: re.search(r"<dt>Eigenanteil</dt><dd>(.*?)</dd>", part)
        for name, part in re.findall(r'<li class="programme" id="(\w+)">(.*?)</dl>', page, re.DOTALL)
    }
    words = {one["id"]: ", ".join(filter(None, (one["own_share"], one["budget"]))) for one in costly}
    assert {name: said for name, said in words.items() if said} == {
        name: found[1] for name, found in on_page.items() if found
    }
    leader = next(one for one in told["programmes"] if one["id"] == "leader")
    assert leader["verdict"] == "does_not_fit"


def address(client: TestClient) -> str:
    """The town's own address, whatever its name's slug."""
    answer = client.get("/foerderung/05970004")
    assert answer.status_code == 301
    return str(answer.headers["location"])


def test_without_an_answer_nothing_is_excluded_and_english_has_all(client: TestClient) -> None:
    german, english = client.get(address(client)), client.get("/en" + address(client))
    assert german.status_code == english.status_code == 200
    assert counts(german.text) == counts(english.text)
    assert "passt nicht" not in english.text
    assert "Unbekannt heißt nie nein" in german.text


def test_the_own_share_stands_with_each_programme(client: TestClient) -> None:
    text = client.get(address(client) + "?kosten=160.000&haushalt=30000").text
    assert "voraussichtlich 16.000 bis 40.000 €, nur bei günstigem Satz im Haushalt" in text
    assert "voraussichtlich" not in client.get(address(client)).text


def test_what_cannot_be_read_is_kept_and_named(client: TestClient) -> None:
    text = client.get(address(client) + "?kosten=12.50&haushalt=%3Cb%3E").text
    assert text.count("Fehler:") == 2
    assert 'value="12.50"' in text
    assert 'value="&lt;b&gt;"' in text
    assert "<b>„" not in text


@pytest.mark.parametrize(
    ("text", "value"),
    [("160000", 160000), ("160.000", 160000), ("1.600.000 €", 1600000), ("160 000", 160000), ("0", 0)]
    + [(odd, None) for odd in ("", "12.50", "1,5", "-3", "1.60.000", "٣", "12345678901", "viel")],
)
def test_euros_are_read_or_asked_again(text: str, value: int | None) -> None:
    assert whole(text) == value


def test_an_unknown_town_is_answered_with_near_ones(client: TestClient) -> None:
    assert client.get("/foerderung/99999999-bad-berleburg").status_code == 404


@pytest.mark.browser
def test_by_keyboard_without_script_on_a_phone(browser: Any, address: str) -> None:
    page = browser.new_page(base_url=address, viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page.goto("/foerderung/05970004")
    page.locator("#leader").get_by_role("link", name="Angabe ergänzen").press("Enter")
    page.locator("#frage-leader_area input[value=ja]").press(" ")
    page.locator("#frage-leader_area input[value=ja]").press("Enter")
    page.wait_for_url("**frage-leader_area=ja**")
    assert page.locator("section[aria-labelledby=fits] #leader").count() == 1
    keep(page, "funding-phone")
    page.close()
