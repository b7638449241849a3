"""Towns that plan together: chosen by name without script, drafted, and named wherever one town is named."""

import re

import desks
import pytest

from kleinstadt.workbench.models.findings import Finding
from kleinstadt.workbench.storage.store import Store

PAGE = "/plan/buendnis"
BERLEBURG, LAASPHE, ERNDTEBRUECK = "05970004", "05970028", "05970012"


def _main(html: str) -> str:
    return re.sub(r"\s+", " ", html.partition("<main")[2])


@pytest.mark.slow  # reads all names
def test_members_are_chosen_by_name_one_after_the_other(browser_of: desks.Browser) -> None:
    page = _main(browser_of.get(f"{PAGE}?dazu=Bad Berleburg"))
    assert "<b>Bad Berleburg</b> <span>federführend" in page
    page = _main(browser_of.get(f"{PAGE}?orte={BERLEBURG}&dazu=Erndtebrück"))
    assert page.index("<b>Bad Berleburg</b>") < page.index("<b>Erndtebrück</b>")
    assert f'href="{PAGE}?orte={ERNDTEBRUECK},{BERLEBURG}"' in page
    assert f'href="{PAGE}?orte={BERLEBURG}" aria-label="Erndtebrück entfernen"' in page
    several = _main(browser_of.get(f"/en{PAGE}?orte={BERLEBURG}&dazu=Friedberg"))
    assert "Which place do you mean?" in several
    assert f'href="/en{PAGE}?orte={BERLEBURG},06440008"' in several
    assert "Kein weiterer Ort" in _main(browser_of.get(f"{PAGE}?orte={BERLEBURG}&dazu=Qqqqqqqq"))


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(browser_of: desks.Browser, plan_store: Store) -> None:
    alone = browser_of.send(f"{PAGE}?orte={BERLEBURG}", 'name="buendnis"', 400, buendnis="Allein")
    assert "2 bis 12 Mitglieder; gewählt sind 1" in alone
    assert 'value="Allein"' in alone
    nameless = browser_of.send(f"{PAGE}?orte={BERLEBURG},{LAASPHE}", 'name="buendnis"', 400, buendnis=" ")
    assert "Das Bündnis braucht einen Namen" in nameless
    assert 'aria-invalid="true"' in nameless
    assert "Bad Laasphe" in nameless
    assert plan_store.kept() == [BERLEBURG]


def test_a_key_of_an_alliance_that_nobody_keeps_is_no_page(browser_of: desks.Browser) -> None:
    for path in (
        "/plan/05b123456",
        "/stadt/05b123456",
        "/verband/05b123456",
        "/kreis/05b123456",
        "/api/v1/areas/05b123456",
    ):
        assert browser_of.client.get(path).status_code in (404, 422), path


@pytest.mark.slow
def test_the_desk_of_an_alliance_names_its_members(browser_of: desks.Browser, plan_store: Store) -> None:
    chosen = f"{PAGE}?orte={BERLEBURG},{LAASPHE},{ERNDTEBRUECK}"
    base = browser_of.send(chosen, 'name="buendnis"', buendnis="Wittgenstein", name="Bauamt")
    key = base.removeprefix("/plan/").partition("-")[0]
    assert base == f"/plan/{key}-wittgenstein"
    assert plan_store.kept() == sorted([BERLEBURG, key])
    for path in ("", "/befunde", "/kapitel", "/kapitel/wohnen", "/ziele", "/ziele/z1", "/massnahmen", "/geld", "/check",
                 "/dokument", "/checkliste", "/nachhalten", "/verlauf", "/oeffentlich"):  # fmt: skip
        assert "Bündnis von Bad Berleburg (federführend), Bad Laasphe, Erndtebrück" in browser_of.get(base + path), path
    assert "Alliance of Bad Berleburg (lead), Bad Laasphe" in browser_of.get("/en" + base)
    assert "Bad Berleburg (federführend), Bad Laasphe, Erndtebrück" in browser_of.get("/plan")
    assert all(one.quoted for one in plan_store.load(key).all(Finding))
    for name in ("konzept.docx", "konzept.pdf", "vorlage.docx", "bericht.pdf", "monitoring.xlsx", "kalender.ics"):
        assert browser_of.client.get(f"{base}/dokument/{name}").status_code == 200, name
    again = browser_of.send(chosen, 'name="buendnis"', buendnis="wittgenstein", name="Bauamt")
    assert again == base
