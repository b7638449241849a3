"""The desk without a script: every page opens, every form saves, foreign forms are refused, nothing is shown raw."""

import io
import zipfile
from dataclasses import replace
from html import unescape
from io import BytesIO

import openpyxl
import pytest
from desks import TOWN, Browser, app
from plans import GOAL, MEASURE
from starlette.testclient import TestClient
from stores import KEY

from kleinstadt.workbench.models.findings import Chapter, Finding
from kleinstadt.workbench.models.goals import Goal
from kleinstadt.workbench.models.measures import LogEntry, Measure, Step
from kleinstadt.workbench.models.money import FrozenMoney, MoneyRow
from kleinstadt.workbench.models.plan import Plan
from kleinstadt.workbench.models.proofs import SideText
from kleinstadt.workbench.storage.store import Store

PAGES = (
    "",
    "/befunde",
    "/kapitel",
    "/kapitel/demografie",
    "/ziele",
    "/ziele/z1",
    "/massnahmen",
    "/massnahmen?ansicht=stufen",
    "/massnahmen/m1",
    "/geld",
    "/veraltet",
    "/dokument",
    "/dokument?fuer=council",
    "/oeffentlich",
    "/checkliste",
    "/nachhalten",
    "/verlauf",
    "/papierkorb",
    "/gebiete",
    "/gebiete/g1",
    "/zahlen",
    "/beschluesse",
    "/beschluesse/d1",
    "/einlesen",
    "/bilanz",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_opens(browser_of: Browser, path: str, prefix: str) -> None:
    page = browser_of.get(f"{prefix}{TOWN}{path}")
    assert ">None<" not in page
    assert "None" not in page or prefix
    assert page.count("<h1>") == 1
    assert browser_of.client.get(TOWN).headers["cache-control"] == "private, no-cache"


def test_a_wrong_name_in_the_address_leads_to_the_right_one(browser_of: Browser) -> None:
    answer = browser_of.client.get("/plan/05970004-irgendwo/ziele", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (301, f"{TOWN}/ziele")
    assert browser_of.client.get("/plan/99999999").status_code == 404


# --- findings -------------------------------------------------------------------------------------------------------


def test_a_finding_is_kept_rewritten_dismissed_with_a_reason(browser_of: Browser, plan_store: Store) -> None:
    path = f"{TOWN}/befunde"
    browser_of.send(path, 'value="b1"', sentence="x", tun="behalten")
    assert plan_store.load(KEY).one(Finding, "b1").verdict == "kept"
    browser_of.send(path, 'value="b1"', sentence="Anders gesagt.", tun="behalten")
    assert plan_store.load(KEY).one(Finding, "b1").verdict == "rewritten"
    page = browser_of.send(path, 'value="b1"', status=400, tun="verwerfen", because="mein Satz dazu", reason="")
    assert "Bitte einen Grund wählen" in page
    assert "mein Satz dazu" in page
    assert "<title>Fehler" in page
    browser_of.send(path, 'value="b1"', tun="verwerfen", reason="outdated")
    assert plan_store.load(KEY).one(Finding, "b1").verdict == "dismissed"


def test_what_people_write_is_never_markup(browser_of: Browser, plan_store: Store) -> None:
    evil = "<script>alert(1)</script>"
    browser_of.send(f"{TOWN}/befunde", 'value="neu"', sentence=evil)
    browser_of.send(f"{TOWN}/kapitel/demografie", 'name="text"', text=evil)
    browser_of.send(f"{TOWN}/massnahmen", 'value="neu"', title=evil)
    for path in PAGES:
        assert "<script>alert" not in browser_of.get(TOWN + path)


# --- texts, two writers ---------------------------------------------------------------------------------------------


def test_two_people_in_one_text_lose_no_word(browser_of: Browser, plan_store: Store, desk_app: object) -> None:
    path = f"{TOWN}/kapitel/demografie"
    with TestClient(desk_app) as second:  # type: ignore[arg-type]
        other = Browser(second)
        fields, theirs = browser_of.fields(path, 'name="text"'), other.fields(path, 'name="text"')
        text = fields["text"]
        browser_of.client.post(path, data=fields | {"text": text.replace("18.833", "18.900"), "tun": "speichern"})
        answer = second.post(
            path,
            data=theirs | {"text": text.replace("18.833", "achtzehntausend"), "tun": "speichern"},
            follow_redirects=False,
        )
        assert "/zusammenfuehren/n1" in answer.headers["location"]
        page = other.get(f"{TOWN}/zusammenfuehren/n1")
        assert "Beide Fassungen sind gespeichert" in page
        assert "achtzehntausend" in page
        assert " checked" not in page.split("<form")[2]  # nothing is chosen beforehand
        other.send(f"{TOWN}/zusammenfuehren/n1", "wahl0", wahl0="meine")
    found = plan_store.load(KEY)
    assert "achtzehntausend" in found.one(Chapter, "demografie").text
    assert found.one(SideText, "n1").settled
    assert any(
        "18.900" in str(r.after) for one in plan_store.history(KEY) for r in plan_store.revisions(KEY, one.number)
    )


def test_two_values_are_shown_and_one_is_taken(browser_of: Browser, plan_store: Store) -> None:
    path = f"{TOWN}/massnahmen/m1"
    first, second = browser_of.fields(path, 'name="title"'), browser_of.fields(path, 'name="title"')
    browser_of.client.post(path, data=first | {"begin": "2027", "tun": "speichern"})
    answer = browser_of.client.post(path, data=second | {"begin": "2029", "tun": "speichern"}, follow_redirects=False)
    assert "zusammenfuehren" in answer.headers["location"]
    found = plan_store.load(KEY)
    begin = found.one(Measure, "m1").begin
    assert begin is not None
    assert begin.typed == "2027"
    assert len(found.all(SideText)) == 1


def test_the_same_form_twice_is_one_change(browser_of: Browser, plan_store: Store) -> None:
    fields = browser_of.fields(f"{TOWN}/massnahmen", 'value="neu"') | {"title": "Doppelt"}
    for _ in range(2):
        assert browser_of.client.post(f"{TOWN}/massnahmen", data=fields, follow_redirects=False).status_code == 303
    assert [one.title for one in plan_store.load(KEY).all(Measure)].count("Doppelt") == 1


def test_undo_and_bin(browser_of: Browser, plan_store: Store) -> None:
    where = browser_of.send(f"{TOWN}/massnahmen/m2", 'value="loeschen"')
    assert plan_store.load(KEY).find(Measure, "m2") is None
    assert "Abholfächer" in browser_of.get(f"{TOWN}/papierkorb")
    page = browser_of.get(where)
    assert "Rückgängig" in page
    browser_of.send(where, "nummer_aenderung")
    assert plan_store.load(KEY).one(Measure, "m2").title == "Abholfächer"
    browser_of.send(f"{TOWN}/massnahmen/m2", 'value="loeschen"')
    browser_of.send(f"{TOWN}/papierkorb", 'value="m2"')
    assert plan_store.load(KEY).find(Measure, "m2") is not None


# --- goals, measures, money -----------------------------------------------------------------------------------------


def test_a_proposal_becomes_a_goal_and_an_indicator_brings_its_value(browser_of: Browser, plan_store: Store) -> None:
    with plan_store.change(KEY, "A", "neu") as change:
        change.put(
            replace(GOAL, id="z2", state="proposed", measure_by="", indicator="", start_value=None, start_period="")
        )
    browser_of.send(f"{TOWN}/ziele", 'value="z2"', tun="uebernehmen")
    browser_of.send(
        f"{TOWN}/ziele/z2",
        'name="sentence"',
        measure_by="indicator",
        indicator="unemployed_share",
        target="3,0",
        target_year="2035",
    )
    found = plan_store.load(KEY).one(Goal, "z2")
    assert found.state == "accepted"
    assert (str(found.target), found.target_year, found.unit) == ("3.0", 2035, "%")
    assert found.start_value is not None
    assert found.start_edition
    page = browser_of.get(f"{TOWN}/ziele/z2")
    assert "unklar" in page
    assert "keine Maßnahme" in page


def test_unreadable_input_is_kept_and_named_all_else_is_saved(browser_of: Browser, plan_store: Store) -> None:
    path = f"{TOWN}/massnahmen/m1"
    browser_of.send(path, 'name="title"', begin="Sommer 28", cost="1,234", responsible="Tiefbau", tun="speichern")
    found = plan_store.load(KEY).one(Measure, "m1")
    assert (found.responsible, found.begin, found.cost) == ("Tiefbau", None, None)
    assert dict(found.unread) == {"begin": "Sommer 28", "cost": "1,234"}
    page = browser_of.get(path)
    assert "„Sommer 28“ verstehen wir nicht als Zeitpunkt. Möglich: 2028" in page
    assert 'value="Sommer 28"' in page
    assert "Meinen Sie 1.234 oder 1,23?" in page
    browser_of.send(path, 'name="title"', begin="2027", end="2026", cost="1.250", tun="speichern")
    assert "Das Ende (2026) liegt vor dem Beginn (2027)." in browser_of.get(path)
    assert "The end (2026) is before the beginning (2027)." in browser_of.get(f"/en{path}")
    assert dict(plan_store.load(KEY).one(Measure, "m1").unread) == {}


def test_a_measure_has_steps_and_a_log_and_moves(browser_of: Browser, plan_store: Store) -> None:
    path = f"{TOWN}/massnahmen/m2"
    browser_of.send(path, 'value="schritt"', what="Apotheken fragen", who="Hauptamt", until="10/2026")
    browser_of.send(path, 'value="verlauf"', what="Angefragt")
    browser_of.send(f"{TOWN}/massnahmen?ansicht=stufen", 'value="m2"', stage="key_project")
    found = plan_store.load(KEY)
    assert found.one(Measure, "m2").stage == "key_project"
    step = next(one for one in found.all(Step) if one.measure == "m2")
    assert (step.what, step.until and step.until.typed) == ("Apotheken fragen", "10/2026")
    assert [one.what for one in found.all(LogEntry) if one.measure == "m2"] == ["Angefragt"]


def test_money_is_saved_by_cell_and_frozen(browser_of: Browser, plan_store: Store) -> None:
    path = f"{TOWN}/geld"
    browser_of.send(path, "r1.total", **{"r1.own": "17.500", "r2.bund": "12.50"})
    rows = {row.id: row for row in plan_store.load(KEY).all(MoneyRow)}
    assert rows["r1"].own == 17500
    assert (rows["r2"].bund, dict(rows["r2"].unread)) == (None, {"bund": "12.50"})
    page = browser_of.get(path)
    assert "es fehlen 12.500 €" in page
    assert "Meinen Sie 1.250 oder 12,50?" in page
    browser_of.send(path, 'value="einfrieren"', name="Antrag 2026", occasion="Antrag", area="g1")
    frozen = plan_store.load(KEY).all(FrozenMoney)[0]
    assert (frozen.occasion, len(frozen.rows)) == ("application", 5)
    assert frozen.differences
    browser_of.send(path, "r1.total", **{"r1.own": "30.000"})
    assert "Eigenanteil +12.500 €" in browser_of.get(f"{path}/{frozen.id}")


def changed_in_excel(data: bytes, sheet: str, cells: dict[str, object]) -> bytes:
    """A file as the treasurer sends it back: opened, some cells typed anew, saved."""
    book, stream = openpyxl.load_workbook(BytesIO(data)), BytesIO()
    for at, value in cells.items():
        book[sheet][at] = value
    book.save(stream)
    return stream.getvalue()


def test_cost_and_finance_that_were_changed_in_excel_are_read_back(browser_of: Browser, plan_store: Store) -> None:
    path = f"{TOWN}/geld"
    before = {row.id: row for row in plan_store.load(KEY).all(MoneyRow)}
    mine = browser_of.client.get(f"{TOWN}/dokument/kofi.xlsx").content
    new = {"B7": "1 Vorbereitung", "C7": "Bürgerbus", "D7": 40_000, "K7": 40_000}
    sent = changed_in_excel(mine, "Kosten und Finanzierung", {"K2": 17_500, **new})
    assert browser_of.send_file(path, 'id="excel-datei"', "kofi.xlsx", sent) == f"{path}?gespeichert=2"
    after = {row.id: row for row in plan_store.load(KEY).all(MoneyRow)}
    added = [row for key, row in after.items() if key not in before]
    assert [(row.title, row.total, row.own, row.bund) for row in added] == [("Bürgerbus", 40_000, 40_000, None)]
    changed = {key for key, row in before.items() if after[key] != row}
    assert changed == {"r1"}
    assert (after["r1"].own, after["r1"].years) == (17_500, before["r1"].years)


@pytest.mark.parametrize(
    ("cells", "german", "english"),
    [
        ({"D3": "viel"}, "Zeile 3, „Gesamt“: „viel“ verstehen wir nicht", "row 3, 'Gesamt': 'viel' is not understood"),
        (None, "keine lesbare Excel-Datei", "no Excel file that can be read"),
    ],
)
def test_an_excel_file_that_cannot_be_read_is_named_and_changes_nothing(
    browser_of: Browser, plan_store: Store, cells: dict[str, object] | None, german: str, english: str
) -> None:
    before = plan_store.load(KEY).all(MoneyRow)
    mine = browser_of.client.get(f"{TOWN}/dokument/kofi.xlsx").content
    sent = changed_in_excel(mine, "Kosten und Finanzierung", cells) if cells else b"no file"
    for prefix, said in (("", german), ("/en", english)):
        page = browser_of.send_file(f"{prefix}{TOWN}/geld", 'id="excel-datei"', "kofi.xlsx", sent, status=400)
        assert said in unescape(page)
    assert plan_store.load(KEY).all(MoneyRow) == before


def test_the_checklist_takes_the_towns_word_with_evidence(browser_of: Browser, plan_store: Store) -> None:
    browser_of.send(f"{TOWN}/checkliste", 'value="others"', answer="yes", evidence="Vermerk vom 1.9.")
    assert plan_store.load(KEY).plan.fits == {"others": "yes"}
    assert "belegt: Vermerk vom 1.9." in browser_of.get(f"{TOWN}/checkliste")


# --- files, the public page -----------------------------------------------------------------------------------------


FILES = (
    "konzept.docx",
    "vorlage.docx",
    "bericht.docx",
    "blaetter.docx",
    "blaetter.xlsx",
    "kofi.xlsx",
    "monitoring.xlsx",
)


@pytest.mark.parametrize("name", [*FILES, "karte.geojson", "kalender.ics", "konzept.pdf"])
def test_every_file_comes(browser_of: Browser, name: str) -> None:
    answer = browser_of.client.get(f"{TOWN}/dokument/{name}")
    assert answer.status_code == 200
    assert f'filename="{name.partition(".")[0]}-bad-berleburg' in answer.headers["content-disposition"]
    if name.endswith(("docx", "xlsx")):
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    assert browser_of.client.get(f"{TOWN}/dokument/konzept.ics").status_code == 404


def test_a_plan_goes_out_and_in_by_its_file(browser_of: Browser, plan_store: Store) -> None:
    data = browser_of.client.get(f"{TOWN}/plan.zip").content
    before = plan_store.load(KEY).records
    plan_store.remove(KEY)
    fields = browser_of.fields("/plan", "datei")
    answer = browser_of.client.post("/plan", data=fields, files={"datei": ("plan.zip", data)}, follow_redirects=False)
    assert answer.headers["location"] == TOWN
    assert plan_store.load(KEY).records == before
    answer = browser_of.client.post("/plan", data=fields, files={"datei": ("x.pdf", b"%PDF-1.7")})
    assert "keine Plan-Datei von kleinstadt" in answer.text


def test_the_public_page_is_there_only_when_published(browser_of: Browser, plan_store: Store) -> None:
    address = "/fortschritt/05970004-bad-berleburg"
    assert browser_of.client.get(address).status_code == 404
    browser_of.send(f"{TOWN}/dokument", 'value="veroeffentlichen"')
    page = browser_of.get(address)
    assert "Praxisräume im Ortskern" in page
    for internal in ("Ohne Vorverträge", "Nur eine Idee", "Bauamt", "1.560.000"):
        assert internal not in page
    browser_of.send(f"{TOWN}/dokument", 'value="zurueckziehen"')
    assert browser_of.client.get(address).status_code == 404
    assert not plan_store.load(KEY).one(Plan, "plan").published


# --- who may post ---------------------------------------------------------------------------------------------------


def test_foreign_forms_are_refused(browser_of: Browser, plan_store: Store) -> None:
    path = f"{TOWN}/massnahmen"
    before = plan_store.load(KEY).changed
    fields = browser_of.fields(path, 'value="neu"') | {"title": "Fremd"}
    post = browser_of.client.post
    assert post(path, data=fields | {"token": "0" * 64}).status_code == 403
    assert post(path, data=fields, headers={"Origin": "https://evil.example"}).status_code == 403
    assert post(path, data=fields, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    with TestClient(browser_of.client.app) as stranger:
        assert stranger.post(path, data=fields).status_code == 403
    assert browser_of.client.get(path, headers={"Host": "evil.example"}).status_code == 403
    assert plan_store.load(KEY).changed == before
    same = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    assert post(path, data=fields, headers=same, follow_redirects=False).status_code == 303


def test_an_atlas_for_all_has_no_desk(tmp_path: object) -> None:
    with TestClient(app(tmp_path, plans=False)) as client:  # type: ignore[arg-type]
        assert client.get("/plan").status_code == 404


def test_measures_are_shown_as_entered(browser_of: Browser) -> None:
    page = browser_of.get(f"{TOWN}/massnahmen/m1")
    for said in (MEASURE.title, MEASURE.summary, "1.560.000", "24.000", "03/2026"):
        assert said in page
