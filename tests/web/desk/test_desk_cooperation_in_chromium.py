"""The cooperation of an alliance in a real browser: two towns answer apart, then see where they are apart."""

import desks
import pytest
from conftest import Visit

from kleinstadt.workbench.cooperation.records import CooperationAnswer
from kleinstadt.workbench.storage.store import Store

sync_api = pytest.importorskip("playwright.sync_api")
expect = sync_api.expect

pytestmark = pytest.mark.browser

HOME = f"{desks.ALLIANCE}/zusammenarbeit"


def test_two_towns_answer_apart_and_see_what_to_talk_about(visit: Visit, kept: Store) -> None:
    desks.begin_alliance(kept)
    page = visit.page
    visit.go(desks.ALLIANCE)
    page.locator(f"main a[href$='{HOME}']").click()
    page.locator("#label").fill("Start 2026")
    page.locator("#label").press("Enter")
    for partner, said in zip(desks.MEMBERS, ("disagree", "agree"), strict=True):
        page.locator(f"main a[href$='/r1/{partner}']").click()
        expect(page.locator("input:checked")).to_have_count(0)
        page.locator("#person").fill("Hauptamt")
        page.locator(f"#trust input[value={said}]").press("Space")
        page.locator("button[name=onward]").click()
        expect(page.locator("#auseinander")).to_be_visible()
    told = page.locator("section[aria-labelledby=auseinander]").inner_text()
    assert ("um 3 Schritte" in told) or ("by 3 steps" in told)
    picture = page.locator("section[aria-labelledby=auseinander] svg:visible")
    expect(picture).to_have_count(1)
    assert "Hauptamt" not in page.locator("main").inner_text()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(picture).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    kept_now = [one.said for one in kept.load(desks.ALLIANCE_KEY).all(CooperationAnswer) if one.said]
    assert sorted(kept_now) == ["agree", "disagree"]
