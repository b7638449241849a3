"""The ten checks of the desk in a real browser: with script, without, in English; by mouse, keyboard, thumb."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from browsing import DESK, enter, keep, to
from conftest import Visit
from docx import Document
from plans import CHAPTER, GOAL, MEASURE, QUOTED
from stores import KEY

from kleinstadt.workbench.check.records import CheckField
from kleinstadt.workbench.models.findings import Chapter, Finding
from kleinstadt.workbench.models.goals import Goal
from kleinstadt.workbench.models.measures import FormerMeasure, LogEntry, Measure
from kleinstadt.workbench.models.money import MoneyRow
from kleinstadt.workbench.storage.store import Store

sync_api = pytest.importorskip("playwright.sync_api")
expect = sync_api.expect

pytestmark = pytest.mark.browser

CHECK = f"{DESK}/check"


def test_a_draft_in_four_clicks(visit: Visit, kept: Store) -> None:
    kept.remove(KEY)
    page = visit.page
    visit.go("/stadt/05970004-bad-berleburg-stadt")
    page.locator(".actions a[href*='/plan/']").click()
    visit.press("main form button")
    page.locator(".desk-nav a[href$='/dokument']").click()
    with page.expect_download() as waiting:
        page.locator("a[href*='konzept.docx']").first.click()
    paragraphs = Document(io.BytesIO(waiting.value.path().read_bytes())).paragraphs
    text = "\n".join(one.text for one in paragraphs)
    assert "18.833" in text
    assert "2023" in text
    assert "Destatis" in text or "Statistische Ämter" in text
    assert "None" not in text
    named = [one for one in paragraphs if one.style.name.startswith("Heading")]
    assert len(named) > 10
    assert all(one.text.strip() for one in named)
    _choose_a_member_by_keyboard(visit)


def _choose_a_member_by_keyboard(visit: Visit) -> None:
    """On to an alliance: a member by its name, then the draft without a name for it, which is said at the field."""
    page = visit.page
    visit.go(f"/plan/buendnis?orte={KEY}")
    page.locator("#dazu").focus()
    page.keyboard.type("Bad Laasphe")
    if visit.script:
        page.locator("#dazu + .suggestions [role=option]").first.wait_for()
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("main .rows li")).to_have_count(2)
    page.locator("#buendnis").press("Enter")
    expect(page.locator("#buendnis")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("main .rows li")).to_have_count(2)


def test_findings_by_keyboard(visit: Visit, kept: Store) -> None:
    with kept.change(KEY, "Planung", "mehr") as change:
        for number in range(4, 8):
            words = f"Satz {number}."
            change.put(Finding(id=f"b{number}", side="weakness", theme="work", sentence=words, suggested=words))
    page = visit.page
    keys: list[str] = []
    visit.go(f"{DESK}/befunde#b1")
    for name in ("b1", "b4", "b5"):
        keys += to(page, f"satz-{name}") + to(page, _keep(visit))
        enter(page)
    keys += to(page, "satz-b6")
    page.keyboard.press("Control+End")
    page.keyboard.type(" Und ein Wort dazu.")
    keys += to(page, _keep(visit))
    enter(page)
    _dismiss(visit, "b7", "")
    expect(page.locator("#b7 [role=alert]")).to_be_visible()
    expect(page.locator("#satz-b7")).to_have_value("Satz 7.")
    if visit.script:
        expect(page.locator("#b7 [role=alert]")).to_be_focused()
    page.locator("#b7 input[name=reason][value=outdated]").press(" ")
    page.locator("#b7 button[value=verwerfen]").focus()
    enter(page)
    found = {one.id: one.verdict for one in kept.load(KEY).all(Finding)}
    assert [found[f"b{n}"] for n in (1, 4, 5, 6, 7)] == ["rewritten", "kept", "kept", "rewritten", "dismissed"]
    assert len(keys) <= 12 * 5


def _keep(visit: Visit) -> str:
    return "Keep" if visit.prefix else "Behalten"


def _dismiss(visit: Visit, name: str, reason: str) -> None:
    """Open a finding's dismissal by keyboard and send it."""
    visit.page.locator(f"#{name} summary").press("Enter")
    if reason:
        visit.page.locator(f"#{name} input[value={reason}]").press(" ")
    visit.page.locator(f"#{name} button[value=verwerfen]").press("Enter")
    visit.page.wait_for_selector(f"#{name} [role=alert]")


def test_an_old_number_is_replaced_in_three_clicks(visit: Visit, kept: Store) -> None:
    old = replace(QUOTED, text="18.900", value=18900.0)
    text = "Bei uns leben 18.900 Menschen (2023).\n\nUnser eigener Satz  bleibt."
    with kept.change(KEY, "Planung", "alt") as change:
        change.put(replace(CHAPTER, text=text, suggested="anders", quoted=(old,)))
    visit.go(DESK)
    visit.press("main a[href$='/veraltet']")
    visit.press("main form:has(input[name=zahl]) button")
    visit.page.wait_for_url("**gespeichert=**")
    assert kept.load(KEY).one(Chapter, CHAPTER.id).text == text.replace("18.900", "18.833")
    expect(visit.page.locator("main form:has(input[name=zahl])")).to_have_count(0)


PASTE = """(cell, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def test_twelve_rows_from_a_spreadsheet(visit: Visit, kept: Store) -> None:
    """Six columns, two cells that can be read in two ways: shown first, two questions, one undo."""
    page = visit.page
    block = [[f"Zeile {n}", "1000", "0", "0", "0", "500"] for n in range(12)]
    block[2][1], block[7][5] = ("1.234", "12,50") if visit.prefix else ("1,234", "12.50")
    text = "\n".join("\t".join(row) for row in block)
    before = kept.load(KEY).all(MoneyRow)
    visit.go(f"{DESK}/geld")
    if visit.script:
        page.locator("[id='r1.title']").evaluate(PASTE, text)
    else:
        page.locator("#block").fill(text)
        page.locator("#ab").select_option("r1.title")
        visit.press("#einfuegen button")
    expect(page.locator("main fieldset")).to_have_count(2)
    assert kept.load(KEY).all(MoneyRow) == before
    for question in page.locator("main fieldset").all():
        question.locator("input").first.check()
    visit.press("main form button")
    page.wait_for_url("**gespeichert=**")
    now = kept.load(KEY).all(MoneyRow)
    assert len(now) == 12
    assert sum(row.total or 0 for row in now) == 11 * 1000 + 1234
    assert sum(row.other or 0 for row in now) == 11 * 500 + 1250
    visit.go(f"{DESK}/verlauf")
    visit.press("main form button")
    page.wait_for_url("**/verlauf?*")
    assert kept.load(KEY).all(MoneyRow) == before


def test_a_goal_with_its_indicator_without_leaving_the_page(visit: Visit, kept: Store) -> None:
    with kept.change(KEY, "Planung", "leer") as change:
        change.put(replace(GOAL, id="z2", measure_by="", indicator="", start_value=None, start_period="", target=None))
    page, been = visit.page, []
    page.on("framenavigated", lambda frame: been.append(frame.url))
    visit.go(f"{DESK}/ziele")
    page.locator("#z2 a").first.click()
    page.locator("input[name=measure_by][value=indicator]").check()
    page.locator("#indicator").select_option("unemployed_share")
    page.locator("#wanted").select_option("down")
    page.locator("#target").fill("0.1" if visit.prefix else "0,1")
    page.locator("#target_year").fill("2035")
    visit.press("form[data-autosave] button[value=speichern]")
    page.wait_for_url("**gespeichert=**")
    goal = kept.load(KEY).one(Goal, "z2")
    assert (str(goal.target), goal.target_year, goal.unit) == ("0.1", 2035, "%")
    assert goal.corridor is not None
    assert goal.corridor.n >= 8
    expect(page.locator(".note").filter(has_text=f"{goal.corridor.n}")).not_to_have_count(0)
    expect(page.locator("#ziel-hinweis")).to_be_visible()
    assert all(f"{DESK}/ziele" in url for url in been), been


def test_a_measure_is_filled_in_and_what_cannot_be_read_is_named(visit: Visit, kept: Store) -> None:
    page, typed = visit.page, 0
    visit.go(f"{DESK}/massnahmen/m2")
    words = {
        "number": "M 3.4",
        "title": "Abholfächer am Markt",
        "summary": "Bestelltes kann man auch abends holen.",
        "responsible": "Hauptamt",
        "begin": "Sommer 28",
        "end": "2026",
        "cost": "80,000" if visit.prefix else "80.000",
        "cost_date": "03/2026",
    }
    for name, text in words.items():
        page.locator(f"#{name}").fill(text)
        typed += len(text) + 1
    page.locator("input[name=goals][value=z1]").check()
    for name, value in {"stage": "measure", "priority": "1", "state": "preparing"}.items():
        page.locator(f"#{name}").select_option(value)
    page.locator("input[name=running][value=unknown]").check()
    visit.press("form[data-autosave] button[value=speichern]")
    page.wait_for_url("**gespeichert=**")
    assert (typed + 2 * 20) / 5 < 90, "five keys a second"
    expect(page.locator("#begin-fehler")).to_contain_text("Sommer 28")
    page.locator("#begin").fill("2027")
    enter(page)
    page.wait_for_selector("#end-fehler")
    found = kept.load(KEY).one(Measure, "m2")
    assert (found.title, found.goals, found.cost, found.running) == ("Abholfächer am Markt", ("z1",), 80000, "unknown")
    assert page.title().startswith("Error" if visit.prefix else "Fehler")


def test_a_card_moves_without_a_mouse(visit: Visit, kept: Store) -> None:
    page = visit.page
    visit.go(f"{DESK}/massnahmen?ansicht=stufen")
    page.locator("#m2 select").focus()
    page.keyboard.press("Home")
    option = page.locator("#m2 select option").evaluate_all("all => all.map(one => one.value)").index("key_project")
    for _ in range(option):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    enter(page)
    assert kept.load(KEY).one(Measure, "m2").stage == "key_project"
    assert "ansicht=stufen" in page.url
    if visit.script:
        expect(page.locator("#m2")).to_be_focused()
    page.reload()
    expect(page.locator("section[aria-labelledby=stufe-key_project] #m2")).to_have_count(1)


def test_five_taps_on_a_phone(visit: Visit, kept: Store) -> None:
    page = visit.page
    page.set_viewport_size({"width": 360, "height": 740})
    visit.go(DESK)
    page.locator("main li a[href$='/nachhalten']").first.click()
    page.locator("[id='state-m1']").select_option("building")
    page.locator("[id='what-m1']").fill("Bagger da")
    keep(page, f"phone-follow{visit.prefix.replace('/', '-')}")
    visit.press("form:has([id='what-m1']) button")
    page.wait_for_url("**gespeichert=**")
    found = kept.load(KEY)
    assert found.one(Measure, "m1").state == "building"
    assert "Bagger da" in [one.what for one in found.all(LogEntry)]


@pytest.mark.parametrize(("width", "prefix", "script"), [(1280, "", False), (390, "/en", False), (390, "", True)])
def test_from_the_check_to_a_measure_to_a_funding_draft_by_keyboard(
    browser: object, address: str, kept: Store, width: int, prefix: str, script: bool
) -> None:
    page = browser.new_page(  # type: ignore[attr-defined]
        base_url=address, viewport={"width": width, "height": 760}, java_script_enabled=script
    )
    page.goto(f"{prefix}{CHECK}")
    page.locator("#wer").press_sequentially("Hauptamt")
    enter(page)
    to(page, "Go on" if prefix else "Weitermachen")
    enter(page)
    page.wait_for_url("**/check/strategy**")
    page.locator("input[name=level][value='0']").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name=re.compile("Antwort speichern|Save the answer")).press("Enter")
    page.wait_for_url("**gespeichert=**")
    assert "1" in page.locator("p.note").first.inner_text()
    keep(page, f"check-question-{width}")
    page.goto(f"{prefix}{CHECK}")
    keep(page, f"check-{width}")
    page.get_by_role("button", name=re.compile("Als Maßnahme|Make it a measure")).first.press("Enter")
    page.get_by_role("link", name=re.compile("steht als Maßnahme|is a measure")).first.press("Enter")
    page.locator("#cost").press_sequentially("160,000" if prefix else "160.000")
    enter(page)
    page.get_by_role("link", name=re.compile("^(Förderung|Funding)$")).press("Enter")
    page.wait_for_url("**/foerderung")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("#kfw_432 a.button").press("Enter")
    assert re.search("16[.,]000", page.locator("#text").input_value())
    keep(page, f"funding-draft-{width}")
    page.close()


def test_a_button_pressed_while_a_save_is_under_way_waits_for_it(browser: object, address: str, kept: Store) -> None:
    page = browser.new_page(base_url=address)  # type: ignore[attr-defined]
    page.goto(f"{CHECK}/mobility?wer=Hauptamt")
    page.evaluate("""fetch = ((ask) => async (...all) => {
        const answer = await ask(...all); await new Promise((go) => setTimeout(go, 400)); return answer; })(fetch)""")
    for item in ("timetable", "sharing"):
        page.locator(f"input[name=done-{item}][value=done]").check()
    page.get_by_role("button", name="Speichern und weiter").click()
    page.wait_for_url("**/check/energy**")
    points = next(iter(kept.load(KEY).all(CheckField))).points
    assert [points[item].done for item in ("timetable", "sharing")] == ["done", "done"]
    page.close()


def test_the_sheet_of_a_measure_prints_on_two_pages_at_most(visit: Visit) -> None:
    if not visit.script:
        pytest.skip("printed once")
    visit.go(f"{DESK}/massnahmen/{MEASURE.id}")
    printed = visit.page.pdf(format="A4")
    assert 1 <= len(re.findall(rb"/Type\s*/Page[^s]", printed)) <= 3


def test_an_old_list_in_few_clicks(visit: Visit, kept: Store, tmp_path: Path) -> None:
    rows = [f"{n};Vorhaben {n};{'n. w. v.' if n == 7 else 'fertig'};1.000;Akte {n}" for n in range(1, 57)]
    path = tmp_path / "liste.csv"
    path.write_text("\n".join(["Nr;Titel;Stand;Kosten;Ablage", *rows]), encoding="utf-8")
    page, before = visit.page, len(kept.load(KEY).all(FormerMeasure))
    visit.go(f"{DESK}/einlesen")
    page.locator("#datei").set_input_files(path)
    visit.press("form[enctype] button")
    page.wait_for_url("**/spalten")
    visit.press("form[method=post] .acts button")
    expect(page.locator("[role=alert]")).to_contain_text("Ablage")
    page.locator("#s4").select_option("note")
    visit.press("form[method=post] .acts button")
    page.wait_for_url("**/pruefen**")
    keep(page, f"former-check{visit.prefix.replace('/', '-')}")
    page.locator("#w1").select_option("given_up")
    assert len(kept.load(KEY).all(FormerMeasure)) == before
    visit.press("form[method=post] .acts button")
    page.wait_for_url("**/bilanz**")
    found = {one.title: one for one in kept.load(KEY).all(FormerMeasure)}
    assert len(found) == before + 56
    assert (found["Vorhaben 7"].state, found["Vorhaben 1"].cost, found["Vorhaben 9"].note) == (
        "given_up",
        1000,
        "Ablage: Akte 9",
    )
    visit.press("#zustand button")
    page.wait_for_url("**gespeichert=**")
    assert len(kept.load(KEY).all(FormerMeasure)) == before
