"""From the check to a measure to a funding draft, as a client sees it; in Chromium: desk/test_desk_in_chromium.py."""

import io
import json
import re
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from kleinstadt.errors import PlanError
from kleinstadt.web.app import create_app
from kleinstadt.workbench.check import evidence
from kleinstadt.workbench.check.publishing import MOST_BYTES, read_profile
from kleinstadt.workbench.models.findings import Finding
from kleinstadt.workbench.models.goals import Goal
from kleinstadt.workbench.models.measures import Measure
from kleinstadt.workbench.models.plan import Plan
from kleinstadt.workbench.reading.clean import one_line, plain
from kleinstadt.workbench.storage.store import Store

PLAN = "/plan/05970004-bad-berleburg"
CHECK = f"{PLAN}/check"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("plans")
    address = begun(f"sqlite:///{folder}/plans.sqlite")
    return TestClient(create_app(ahead=False, plans=True, database=address))


def begun(address: str) -> str:
    """A database with one plan, made by hand."""
    store = Store(address)
    known = {"id": "plan", "key": "05970004", "unit": "gemeinde", "name": "Bad Berleburg", "land": "05"}
    plan = Plan(**known, title="INSEK", edition="e", year=2024)  # type: ignore[arg-type]
    sentence = "Zur Apotheke fährt man 8,6 Minuten."
    found = Finding(id="b1", side="weakness", theme="services", sentence=sentence)
    goal = Goal(id="z1", sentence="Es gibt eine Hausarztstelle mehr.", state="accepted", findings=("b1",))
    measure = Measure(id="m1", title="Praxisräume", summary="Zwei Praxen.", goals=("z1",))
    store.create("05970004", [plan, found, goal, measure], "Planung")
    store.close()
    return address


def hidden(html: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(token|nummer|stand)" value="([^"]*)">', html))


def send(client: TestClient, path: str, page: str, files: Any = None, **fields: Any) -> str:
    """Post a form of a page, as a browser does; the text of the page that follows."""
    answer = client.post(path, data=hidden(client.get(page).text) | fields, files=files)
    assert answer.status_code in (200, 400), answer.status_code
    return answer.text


def ask(client: TestClient, question: str, person: str, **fields: Any) -> str:
    return send(client, f"{CHECK}/{question}", f"{CHECK}/{question}?wer={person}", wer=person, **fields)


# --- the check ----------------------------------------------------------------------------------------------------


def test_a_level_over_an_untrue_one_says_what_counts(desk: TestClient) -> None:
    text = ask(desk, "strategy", "Hauptamt", level="3", untrue="2")
    assert "Stufe 2 stimmt nach Ihrer Angabe nicht; es zählt Stufe\n1" in text or "nicht; es zählt Stufe 1" in text
    assert "Selbstauskunft" not in text, "level 1 needs no evidence"
    assert "Selbstauskunft" in ask(desk, "strategy", "Hauptamt", level="3")
    assert "Selbstauskunft" not in ask(desk, "strategy", "Hauptamt", level="3", evidence="Beschluss 12/2025")


def test_not_applicable_without_a_reason_is_kept_and_named(desk: TestClient) -> None:
    text = ask(desk, "exchange", "Hauptamt", level="not_applicable", note="später klären")
    assert "Fehler:" in text
    assert "später klären" in text
    assert "Fehler:" not in ask(desk, "exchange", "Hauptamt", level="not_applicable", because="liegt beim Kreis")


def test_values_stand_beside_and_none_is_said(desk: TestClient) -> None:
    text = desk.get(f"{CHECK}/administration?wer=Hauptamt").text
    assert "18.833 Personen (2023)" in text
    assert "setzen keine Stufe" in text
    assert "keine Kennzahl zur Sicherheit" in desk.get(f"{CHECK}/safety?wer=Hauptamt").text
    assert "Kein Wert" in desk.get(f"{CHECK}/mistakes?wer=Hauptamt").text


def test_the_second_person_does_not_see_the_first_and_then_both_see_where_they_differ(desk: TestClient) -> None:
    ask(desk, "anchoring", "Kämmerei", level="0", note="GEHEIM")
    page = desk.get(f"{CHECK}/anchoring?wer=Bauhof").text
    assert "GEHEIM" not in page
    assert " checked" not in page
    joined = desk.get(f"{CHECK}?wer=Bauhof").text
    assert "Einordnung in der Verwaltung: verdeckt, bis alle geantwortet haben" in joined
    assert "Eine Ansprechperson benennen" not in joined, "a next step would tell the level"
    assert "Einordnung in der Verwaltung: Stufe 0" in desk.get(f"{CHECK}?wer=Bauhof&alles=1").text
    ask(desk, "anchoring", "Hauptamt", level="2", evidence="Plan")
    overview = desk.get(CHECK).text
    assert "Einordnung in der Verwaltung: Stufe 0 – 2" in overview
    assert "Wo Sie es verschieden sehen" in overview
    apart = overview.partition('id="verschieden"')[2].partition("</section>")[0]
    assert "Kämmerei: Stufe 0" in apart
    assert "Hauptamt: Stufe 2" in apart
    assert 'id="verschieden"' not in desk.get(f"{CHECK}?wer=Bauhof").text, "a third has not answered yet"
    assert "Gesamtnote" in overview, "said once: there is none"


def test_a_next_step_and_an_item_become_measures_once(desk: TestClient) -> None:
    page = desk.get(CHECK).text
    fields = hidden(page) | {"step": "anchoring"}
    for _ in range(2):  # a double click
        assert desk.post(f"{CHECK}/schritt", data=fields).status_code == 200
    ask(desk, "living", "Hauptamt", take="meeting", **{"done-meeting": "wished", "note-meeting": "Jugend fragt"})
    measures = desk.get(f"{PLAN}/massnahmen").text
    assert measures.count("Eine Ansprechperson benennen") == 1
    assert "Treffpunkte, die auch abends und ohne Geld offen sind" in measures
    assert "steht als Maßnahme im Plan" in desk.get(CHECK).text
    assert "Jugend fragt" in desk.get(f"{CHECK}/living?wer=Hauptamt").text


def test_saving_goes_on_unless_the_page_has_something_to_say(desk: TestClient) -> None:
    def heading(name: str, **fields: Any) -> str:
        return re.findall(r"<h1>(.*?)</h1>", ask(desk, name, "Vertretung", onward="1", **fields))[0]

    assert heading("mistakes", level="1") == "Kommunikation und Öffentlichkeit"
    assert heading("mistakes", level="3", untrue="2") == "Fehlerkultur"
    assert heading("education", **{"done-youth": "no_issue"}) == "Bildung"
    assert "Bitte einen Grund nennen" in desk.get(f"{CHECK}/education?wer=Vertretung").text
    assert heading("education", **{"done-youth": "no_issue", "note-youth": "Kreis"}) == "Gesundheit"
    assert heading("safety") == "Selbst-Check"


def test_an_item_belongs_to_a_measure_that_is_there(desk: TestClient) -> None:
    text = ask(desk, "health", "Hauptamt", **{"done-doctors": "planned", "measure-doctors": "m1"})
    assert '<option value="m1" selected>Praxisräume' in text
    assert "selected>Praxisräume" not in ask(desk, "health", "Hauptamt", **{"measure-doctors": "m99"})


def test_a_state_is_frozen_under_a_name_and_stays_as_it_was(desk: TestClient) -> None:
    ask(desk, "knowledge", "Hauptamt", level="1")
    assert "Bitte einen Namen" in send(desk, f"{CHECK}/stand", CHECK, label=" ")
    send(desk, f"{CHECK}/stand", CHECK, label="Check <b>November</b>")
    assert "Einen Stand „Check November“ gibt es schon" in send(desk, f"{CHECK}/stand", CHECK, label="Check November")
    before = desk.get(f"{CHECK}/stand/w1").text
    ask(desk, "knowledge", "Hauptamt", level="4", evidence="Beispiele")
    assert re.findall(r'aria-label="[^"]*"', desk.get(f"{CHECK}/stand/w1").text) == re.findall(
        r'aria-label="[^"]*"', before
    )
    kinds = {"pdf": b"%PDF", "docx": b"PK", "json": b"{"}
    for form, start in kinds.items():
        assert desk.get(f"{CHECK}/stand/w1.{form}").content.startswith(start)
    profile = json.loads(desk.get(f"{CHECK}/stand/w1.json").content)
    assert profile["levels"]["strategy"] == 3
    assert profile["levels"]["anchoring"] is None, "people differ"
    assert not {"Hauptamt", "Kämmerei"} & set(json.dumps(profile, ensure_ascii=False).split('"'))


def test_other_towns_show_from_five_on(desk: TestClient) -> None:
    own = {"format": "kleinstadt-check", "town": "Ort", "label": "Check", "day": "2026-05-01", "version": 1}
    for number in range(2, 7):
        assert "andere Städte haben ihr Profil" not in desk.get(CHECK).text
        profile = own | {"key": f"0644000{number}", "levels": {"strategy": 2}}
        send(desk, f"{CHECK}/profil", CHECK, files={"file": ("p.json", json.dumps(profile).encode())})
    text = desk.get(CHECK).text
    assert "andere Städte haben ihr Profil gegeben" in text
    assert "weniger als fünf Städte" in text, "of the other recommendations nobody told a level"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"[]",
        b'{"levels": {"strategy": 9}}',
        b" " * (MOST_BYTES + 1),
        json.dumps(
            {
                "format": "kleinstadt-check",
                "key": "06440002",
                "town": "",
                "label": "",
                "day": "2026-05-01",
                "version": 1,
            }
            | {"levels": {"strategy": 9}}
        ).encode(),
        json.dumps(
            {"format": "kleinstadt-check", "key": "99", "town": "", "label": "", "day": "2026-05-01", "version": 1}
            | {"levels": {}}
        ).encode(),
    ],
)
def test_a_file_that_is_no_profile_is_refused_by_its_content(desk: TestClient, data: bytes) -> None:
    with pytest.raises(PlanError):
        read_profile(data)
    assert "Fehler:" in send(desk, f"{CHECK}/profil", CHECK, files={"file": ("check-profil.json", data)})


# --- participation and funding ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def measure() -> str:
    """The address of the plan's own measure."""
    return f"{PLAN}/massnahmen/m1"


def test_asking_after_the_decision_is_flagged_and_drawn(desk: TestClient, measure: str) -> None:
    line = f"{measure}/beteiligung"
    assert "Am meisten ist offen, bevor" in desk.get(line).text
    send(desk, line, line, format="round")
    step = f"{line}/p1"
    result = {"said": ["Aufzug!", "MVZ der Stadt"], "became": ["taken_up", "refused"], "where": ["M 1", ""]}
    fields = {"title": "Runde", "day": "5.5.2026", "level": "4", "format": "round", "people": "34", **result}
    text = send(desk, step, step, because=["", ""], **fields)
    assert "Bitte einen Grund wählen" in text
    assert "MVZ der Stadt" in text
    assert "ist kein einzelner Tag" in send(desk, f"{line}/beschluss", line, decided="2026")
    late = send(desk, f"{line}/beschluss", line, decided="12.3.2026")
    assert "Der Rat hat am 12.3.2026 entschieden, gefragt wird erst ab 5.5.2026" in late
    assert 'class="late"' in late
    everything = desk.get(f"{PLAN}/beteiligung").text
    assert "Der Rat hat am 12.3.2026 entschieden" in everything
    assert "Noch niemand gefragt:" in everything, "the check made measures that nobody was asked about"
    assert re.search(r'beteiligung">Beteiligung</a> <span>1 von \d+ Maßnahmen mit einem Schritt', desk.get(PLAN).text)
    assert "Schema, keine Messung" in late
    early = send(desk, step, step, because=["", "Träger fehlt"], **(fields | {"day": "1.2.2026", "phase": "analysis"}))
    assert "Fehler:" not in early
    shown = desk.get(line).text
    assert 'class="late"' not in shown
    assert shown.count('class="phase"') == 2, "once for the page, once for a phone"
    assert "· Phase Analyse" in shown


def test_citizens_see_results_only_once_the_reply_is_public(desk: TestClient, measure: str) -> None:
    step = f"{measure}/beteiligung/p1"
    sheet = f"{measure}/beteiligung/blatt"
    assert "Aufzug!" not in desk.get(sheet).text
    page = desk.get(step).text
    result = {"said": ["Aufzug!"], "became": ["taken_up"], "where": ["M 1"], "because": [""]}
    fields = {"title": "Runde", "day": "1.2.2026", "level": "4", "still_open": "Farbe und Möbel", **result}
    assert "Zurückziehen" not in page
    assert "Zurückziehen" in send(desk, step, step, publish="yes", **fields)
    shown = desk.get(sheet).text
    assert "Aufzug!" in shown
    assert "Farbe und Möbel" in shown
    assert "Aufzug!" not in send(desk, step, step, publish="no", **fields) or "Zurückziehen" not in desk.get(step).text
    assert "Aufzug!" not in desk.get(sheet).text


def test_the_own_share_and_the_draft_come_from_the_plan(desk: TestClient, measure: str) -> None:
    fields = {
        "title": "Praxisräume",
        "summary": "Zwei <i>Praxen</i>.",
        "cost": "160.000",
        "begin": "2028",
        "goals": "z1",
    }
    running = {"running": "amount", "running_cost": "24.000", "tun": "speichern"}
    send(desk, measure, measure, **fields, **running)
    funding = f"{measure}/foerderung"
    offered = desk.get(funding).text
    assert "voraussichtlich 16.000 bis 40.000 €" in offered
    assert "Freien Haushalt eintragen" in offered
    assert "www.umweltpakt.bayern.de" in offered, "each programme names its source here too"
    assert "foerdermittelkompass.reflecta.org" in offered, "and so does a closed one"
    text = send(desk, funding, funding, finanzen="nein", **{"frage-leader_area": "nein"})
    assert "voraussichtlich 40.000 €" in text
    assert "nach Ihrer Angabe: nein" in text
    draft = desk.get(f"{funding}/kfw_432.md").text
    assert "Zur Apotheke fährt man 8,6 Minuten. [ungeprüft]" in draft
    assert "Es gibt eine Hausarztstelle mehr." in draft
    assert "Beantragt werden voraussichtlich 120.000 €; der Eigenanteil beträgt 40.000 €." in draft
    assert "Der Betrieb kostet 24.000 € im Jahr." in draft
    assert "Beschlossen am 12.3.2026." in draft
    assert "None" not in draft


def test_a_deadline_goes_into_the_calendar_once(desk: TestClient, measure: str) -> None:
    page = f"{measure}/foerderung/kfw_432"
    for _ in range(2):
        assert "steht im Kalender" in send(desk, page, page)
    assert desk.get(PLAN).text.count("Förderfrist: Energetische Stadtsanierung") == 1
    assert desk.get(f"{measure}/foerderung/nix").status_code == 404


# --- safety -------------------------------------------------------------------------------------------------------


def test_forms_of_other_pages_and_names_of_other_sites_are_refused(desk: TestClient) -> None:
    fields = hidden(desk.get(CHECK).text) | {"label": "Fremd"}
    assert desk.post(f"{CHECK}/stand", data={"label": "Fremd"}).status_code == 403
    assert desk.post(f"{CHECK}/stand", data=fields, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert desk.get(CHECK, headers={"Host": "evil.example"}).status_code == 403
    assert "Fremd" not in desk.get(CHECK).text
    assert desk.get(CHECK).headers["Referrer-Policy"] == "same-origin"


@pytest.mark.slow
def test_without_a_desk_there_are_no_plans() -> None:
    client = TestClient(create_app(ahead=False, plans=False))
    assert client.get(PLAN).status_code == 404
    assert "/plan/" not in client.get("/stadt/05970004-bad-berleburg-stadt").text


def test_every_page_speaks_english(desk: TestClient, measure: str) -> None:
    for path in ("/check", "/check/strategy?wer=X", "/check/safety?wer=X", "/massnahmen"):
        assert desk.get(f"/en{PLAN}{path}").status_code == 200
    for path in ("", "/beteiligung", "/beteiligung/p1", "/beteiligung/blatt", "/foerderung", "/foerderung/leader"):
        assert desk.get(f"/en{measure}{path}").status_code == 200


@given(st.text(max_size=60))
def test_stored_text_has_no_markup_and_cleaning_again_changes_nothing(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert "\n" not in one_line(text)


def test_words_stay_as_typed() -> None:
    assert plain("a < b & c\r\nzwei &amp; drei") == "a < b & c\nzwei &amp; drei"
    assert plain('<img src=x onerror="alert(1)">Hallo <b>Rat</b>') == "Hallo Rat"


def office(*names: str, mimetype: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name in names:
            packed.writestr(name, "<x/>")
        if mimetype:
            packed.writestr("mimetype", mimetype)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7", "pdf"),
        (b"\x89PNG\r\n\x1a\n...", "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (office("word/document.xml"), "docx"),
        (office("xl/workbook.xml"), "xlsx"),
        (office(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
    ],
)
def test_evidence_is_known_by_its_content(data: bytes, kind: str) -> None:
    assert evidence.kind_of(data) == kind


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MZ\x90",
        b"<html><script>",
        b"PK\x03\x04",
        office("a.txt"),
        office("word/document.xml", "word/vbaProject.bin"),
        b"%PDF-" + b" " * evidence.MOST_BYTES,
    ],
)
def test_other_files_macros_and_large_ones_are_no_evidence(data: bytes) -> None:
    with pytest.raises(PlanError):
        evidence.kind_of(data)


def test_a_file_is_evidence_of_one_answer_and_comes_back_with_the_plan(desk: TestClient) -> None:
    page, to = f"{CHECK}/communication?wer=Hauptamt", f"{CHECK}/communication/beleg"
    ask(desk, "communication", "Hauptamt", level="2", note="bleibt")
    refused = send(desk, to, page, wer="Hauptamt", files={"file": ("beschluss.pdf", b"<script>")})
    assert "Als Beleg gehen PDF" in refused
    kept = send(desk, to, page, wer="Hauptamt", files={"file": ("Beschluss <12>.pdf", b"%PDF-1.7 Rat")})
    assert "beleg-communication-1.pdf" in kept
    assert "bleibt" in kept
    assert "Selbstauskunft" not in kept
    answer = desk.get(f"{CHECK}/belege/beleg-communication-1.pdf")
    assert answer.content == b"%PDF-1.7 Rat"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "beleg-communication" not in desk.get(f"{CHECK}/communication?wer=Bauhof").text
    assert desk.get(f"{CHECK}/belege/beleg-communication-9.pdf").status_code == 404
    with zipfile.ZipFile(io.BytesIO(desk.get(f"{PLAN}/plan.zip").content)) as packed:
        assert packed.read("anlagen/beleg-communication-1.pdf") == b"%PDF-1.7 Rat"


def test_what_is_larger_than_any_plan_is_not_read(desk: TestClient) -> None:
    answer = desk.post(f"{CHECK}/stand", content=b"x", headers={"Content-Length": "900000000"})
    assert answer.status_code == 413
    assert "200 MB" in answer.text
