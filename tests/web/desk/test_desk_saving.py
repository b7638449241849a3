"""Texts that are saved as they are typed: two writers, two tabs, no network; no word is lost."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from browsing import DESK, PATIENCE
from plans import GOAL
from stores import KEY

from kleinstadt.workbench.check.records import CheckAnswer
from kleinstadt.workbench.models.findings import Chapter
from kleinstadt.workbench.models.goals import Goal
from kleinstadt.workbench.models.measures import Measure
from kleinstadt.workbench.models.proofs import SideText
from kleinstadt.workbench.storage.store import Store

sync_api = pytest.importorskip("playwright.sync_api")
expect = sync_api.expect

pytestmark = pytest.mark.browser

TEXT = f"{DESK}/kapitel/demografie"
THREE = "Erster Absatz.\n\nZweiter Absatz.\n\nDritter Absatz."
STATE = "form[data-autosave] [data-state]"
SAVED = "Gespeichert"
LOST = "Nicht gespeichert: keine Verbindung"


@pytest.fixture
def writer(browser: Any, address: str, kept: Store) -> Iterator[Callable[..., Any]]:
    """A person at a browser of their own; more persons by calling again."""
    with kept.change(KEY, "Planung", "drei Absätze") as change:
        change.save(Chapter, "demografie", {"text": THREE}, change.number or 0)
    contexts, wrong = [], []

    def open_(name: str = "Planung") -> Any:
        context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "schreibtisch-name", "value": name, "url": address}])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(TEXT)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert wrong == []


def text_of(kept: Store) -> str:
    return kept.load(KEY).one(Chapter, "demografie").text


def write(page: Any, old: str, new: str) -> None:
    """Change some words of the text as typing does."""
    field = page.locator("#text")
    field.fill(field.input_value().replace(old, new))


def test_a_text_is_saved_as_it_is_typed(writer: Callable[..., Any], kept: Store) -> None:
    page = writer()
    page.locator("#text").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Noch ein Satz.")
    expect(page.locator(STATE)).to_have_text("Noch nicht gespeichert")
    expect(page.locator(STATE)).to_contain_text(SAVED)
    assert text_of(kept).endswith("Dritter Absatz. Noch ein Satz.")
    page.keyboard.type(" Und noch einer.")
    page.keyboard.press("Control+s")
    page.wait_for_url("**gespeichert=**")
    assert text_of(kept).endswith("Und noch einer.")
    expect(page.locator(".unsent")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage).filter(one => one.startsWith('unsent')).length") == 0


def test_what_cannot_be_read_is_saved_and_named_at_once(writer: Callable[..., Any], kept: Store) -> None:
    page = writer()
    page.goto(f"{DESK}/massnahmen/m2")
    page.locator("#begin").fill("Sommer 28")
    page.locator("#responsible").fill("Tiefbau")
    expect(page.locator(STATE)).to_contain_text("„Sommer 28“ verstehen wir nicht")
    found = kept.load(KEY).one(Measure, "m2")
    assert (found.responsible, dict(found.unread)) == ("Tiefbau", {"begin": "Sommer 28"})


def test_two_write_different_paragraphs_and_nobody_is_asked(writer: Callable[..., Any], kept: Store) -> None:
    one, other = writer("Bauamt"), writer("Kaemmerei")
    write(one, "Erster", "Erster, neuer")
    expect(one.locator(STATE)).to_contain_text(SAVED)
    other.locator("#text").focus()
    other.keyboard.press("Control+End")
    other.keyboard.type(" Neu am Ende.")
    expect(other.locator("#zustand")).to_contain_text("zusammengeführt")
    assert text_of(kept) == "Erster, neuer Absatz.\n\nZweiter Absatz.\n\nDritter Absatz. Neu am Ende."
    expect(other.locator("#text")).to_have_value(text_of(kept))
    expect(other.locator("#text")).to_be_focused()
    other.keyboard.type(" Weiter.")
    expect(other.locator(STATE)).to_contain_text(SAVED)
    assert text_of(kept).endswith("Neu am Ende. Weiter.")
    assert kept.load(KEY).all(SideText) == []


def test_two_write_the_same_paragraph_and_one_question_is_asked(writer: Callable[..., Any], kept: Store) -> None:
    one, other = writer("Bauamt"), writer("Kaemmerei")
    write(one, "Zweiter Absatz", "Vierzig Läden leer")
    expect(one.locator(STATE)).to_contain_text(SAVED)
    write(other, "Zweiter Absatz", "Im Kern 34 Läden leer")
    other.wait_for_url("**/zusammenfuehren/**")
    expect(other.locator("fieldset")).to_have_count(1)
    assert other.locator("input[type=radio]:checked").count() == 0
    other.close()
    one.goto(DESK)
    expect(one.locator(".note")).to_contain_text("Nebenfassung")
    one.locator(".note a[href*=zusammenfuehren]").click()
    expect(one.locator("main")).to_contain_text("Im Kern 34 Läden leer")
    one.locator("input[type=radio][value=beide]").check()
    one.get_by_role("button", name="Zusammengeführten Text speichern").click()
    one.wait_for_url("**gespeichert=**")
    assert "Vierzig Läden leer.\n\nIm Kern 34 Läden leer." in text_of(kept)
    assert all(side.settled for side in kept.load(KEY).all(SideText))


def test_without_network_the_text_stays_and_is_offered_again(writer: Callable[..., Any], kept: Store) -> None:
    page = writer()
    page.context.set_offline(True)
    write(page, "Dritter Absatz.", "Dritter Absatz. " + "x" * 200)
    expect(page.locator(STATE)).to_contain_text(LOST, timeout=10_000)
    context = page.context
    page.wait_for_timeout(500)  # the browser hands on what a page keeps to its other pages in its own time
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(TEXT)
    expect(again.locator(".unsent")).to_contain_text("x" * 200)
    expect(again.locator("#text")).to_have_value(THREE)
    again.get_by_role("button", name="Einsetzen").click()
    expect(again.locator(STATE)).to_contain_text(SAVED)
    assert text_of(kept).endswith("x" * 200)


def test_the_network_comes_back_and_the_text_is_sent(writer: Callable[..., Any], kept: Store) -> None:
    page = writer()
    page.context.set_offline(True)
    write(page, "Dritter", "Später gesandter dritter")
    expect(page.locator(STATE)).to_contain_text(LOST)
    page.context.set_offline(False)
    expect(page.locator(STATE)).to_contain_text(SAVED)
    assert "Später gesandter" in text_of(kept)


def test_two_tabs_are_a_conflict_with_oneself(writer: Callable[..., Any], kept: Store) -> None:
    page = writer()
    second = page.context.new_page()
    second.goto(TEXT)
    write(page, "Zweiter", "Zweiter, hier")
    expect(page.locator(STATE)).to_contain_text(SAVED)
    write(second, "Zweiter", "Zweiter, dort")
    second.wait_for_url("**/zusammenfuehren/**")
    assert "Zweiter, hier" in text_of(kept)
    assert "Zweiter, dort" in kept.load(KEY).all(SideText)[0].mine


def test_a_text_left_in_haste_is_not_lost(writer: Callable[..., Any], kept: Store) -> None:
    page = writer()
    write(page, "Erster", "Eiliger erster")
    page.locator(".desk-nav a").first.click()
    page.wait_for_url(f"**{DESK}")
    page.goto(TEXT)
    expect(page.locator("#text")).to_have_value(THREE.replace("Erster", "Eiliger erster"))
    assert "Eiliger erster" in text_of(kept)


def test_an_answer_of_the_check_is_saved_at_once_and_stays_with_its_person(
    writer: Callable[..., Any], kept: Store
) -> None:
    page, question = writer(), f"{DESK}/check/strategy"
    page.goto(f"{question}?wer=Hauptamt")
    page.locator("input[name=level][value='3']").check()
    expect(page.locator(STATE)).to_contain_text(SAVED)
    answer = kept.load(KEY).all(CheckAnswer)[0]
    assert (answer.person, answer.chosen) == ("Hauptamt", 3)
    page.context.set_offline(True)
    page.locator("#evidence").fill("Beschluss 12/2025")
    expect(page.locator(STATE)).to_contain_text(LOST)
    context = page.context
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(f"{question}?wer=Bauhof")
    expect(again.locator("form[data-autosave]")).to_be_visible()
    expect(again.locator(".unsent")).to_have_count(0)
    again.goto(f"{question}?wer=Hauptamt")
    expect(again.locator(".unsent")).to_contain_text("Beschluss 12/2025")


def test_what_the_plan_fills_in_is_not_sent_back_as_erased(writer: Callable[..., Any], kept: Store) -> None:
    with kept.change(KEY, "Planung", "leer") as change:
        change.put(replace(GOAL, id="z2", measure_by="indicator", indicator="", start_value=None, start_period=""))
    page = writer()
    page.goto(f"{DESK}/ziele/z2")
    page.locator("#indicator").select_option("unemployed_share")
    expect(page.locator("#start_value")).not_to_have_value("")
    page.locator("#reached_when").fill("zwei Jahre darunter")
    page.locator("#why").focus()
    expect(page.locator(STATE)).to_contain_text(SAVED)
    page.get_by_role("button", name="Ziel speichern").click()
    page.wait_for_url("**gespeichert=**")
    goal = kept.load(KEY).one(Goal, "z2")
    assert goal.start_value is not None
    assert goal.reached_when == "zwei Jahre darunter"
