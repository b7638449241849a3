"""Every page of the desk: axe finds nothing, nothing is cut off; wide and phone, light and dark, both languages."""

from datetime import date

import pytest
from browsing import DESK, PATIENCE, findings, keep
from desks import ALLIANCE, ALLIANCE_KEY, MEMBERS, begin_alliance
from plans import CHAPTER
from stores import KEY

from kleinstadt.workbench.cooperation.records import CooperationAnswer, CooperationRound, Partner
from kleinstadt.workbench.models.findings import Chapter
from kleinstadt.workbench.storage.store import Store

sync_api = pytest.importorskip("playwright.sync_api")

pytestmark = pytest.mark.browser

M = f"{DESK}/massnahmen/m1"
PAGES = {
    "plans": "/plan",
    "alliance": f"/plan/buendnis?orte={KEY},05970028&dazu=Friedberg",
    "overview": DESK,
    "findings": f"{DESK}/befunde",
    "chapters": f"{DESK}/kapitel",
    "chapter": f"{DESK}/kapitel/{CHAPTER.id}",
    "goals": f"{DESK}/ziele",
    "goal": f"{DESK}/ziele/z1",
    "measures": f"{DESK}/massnahmen",
    "stages": f"{DESK}/massnahmen?ansicht=stufen",
    "measure": M,
    "participation": f"{M}/beteiligung",
    "step": f"{M}/beteiligung/p1",
    "sheet": f"{M}/beteiligung/blatt",
    "funding": f"{M}/foerderung",
    "funding draft": f"{M}/foerderung/kfw_432",
    "money": f"{DESK}/geld",
    "check": f"{DESK}/check?wer=Hauptamt",
    "question": f"{DESK}/check/strategy?wer=Hauptamt",
    "field": f"{DESK}/check/living?wer=Hauptamt",
    "document": f"{DESK}/dokument",
    "public": f"{DESK}/oeffentlich",
    "checklist": f"{DESK}/checkliste",
    "follow": f"{DESK}/nachhalten",
    "history": f"{DESK}/verlauf",
    "bin": f"{DESK}/papierkorb",
    "areas": f"{DESK}/gebiete",
    "area": f"{DESK}/gebiete/g1",
    "figures": f"{DESK}/zahlen",
    "decisions": f"{DESK}/beschluesse",
    "decision": f"{DESK}/beschluesse/d1",
    "old list": f"{DESK}/einlesen",
    "former": f"{DESK}/bilanz",
    "merge": f"{DESK}/zusammenfuehren/n1",
    "cooperation": f"{ALLIANCE}/zusammenarbeit",
    "partner": f"{ALLIANCE}/zusammenarbeit/r1/05970028",
}
# each language, width and scheme once; German on the phone, where its long words are what does not fit
SEEN = [("en", 1280, "light"), ("de", 360, "dark")]


@pytest.fixture
def clash(kept: Store) -> None:
    """Two versions of one paragraph, so that there is something to merge."""
    at = kept.load(KEY).changed
    for who, text in (("A", "Eins von A."), ("B", "Eins von B.")):
        with kept.change(KEY, who, "Text") as change:
            change.save(Chapter, CHAPTER.id, {"text": text}, at)


@pytest.fixture
def alliance(kept: Store) -> None:
    """Two partners who are apart on one statement."""
    begin_alliance(kept)
    partners = tuple(Partner(key, name) for key, name in MEMBERS.items())
    with kept.change(ALLIANCE_KEY, "A", "Runde") as change:
        change.put(CooperationRound(id="r1", label="Start 2026", day=date(2026, 3, 2), version=1, partners=partners))
        for key, said in zip(MEMBERS, ("disagree", "agree"), strict=True):
            change.put(CooperationAnswer(round="r1", partner=key, statement="trust", said=said))


@pytest.mark.parametrize("name", list(PAGES))
def test_axe_finds_nothing_and_nothing_is_cut_off(
    browser: object, address: str, axe: str, clash: None, alliance: None, name: str
) -> None:
    said: list[str] = []
    context = browser.new_context(base_url=address, bypass_csp=True)  # type: ignore[attr-defined]
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    for lang, width, scheme in SEEN:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.goto(("/en" if lang == "en" else "") + PAGES[name])
        page.evaluate(axe)
        where = f"{lang}, {width}, {scheme}"
        wide = page.evaluate("document.documentElement.scrollWidth")
        said += [f"{where}: {wide} px wide"] if wide > width else []
        said += findings(page, where)
        keep(page, f"desk-{name.replace(' ', '-')}-{lang}-{width}-{scheme}")
    context.close()
    assert said == []
