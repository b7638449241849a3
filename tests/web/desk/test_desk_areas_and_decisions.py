"""The desk's pages of the plan before, of funding areas, own figures and decisions."""

from typing import Any

from desks import TOWN, Browser
from plans import GOAL
from stores import KEY

from kleinstadt.workbench.models.goals import Goal
from kleinstadt.workbench.models.measures import FormerMeasure, LogEntry, Measure
from kleinstadt.workbench.models.plan import FundingArea, OwnFigure
from kleinstadt.workbench.models.proofs import Decision
from kleinstadt.workbench.storage.store import Store

# --- the plan before this one ---


def test_an_old_list_is_read_and_the_chapter_writes_itself(browser_of: Browser, plan_store: Store) -> None:
    before = len(plan_store.load(KEY).all(FormerMeasure))
    wrong = _upload(browser_of, b"%PDF-1.7 kein Plan")
    assert wrong.status_code == 400
    assert "weder Excel (XLSX) noch CSV" in wrong.text
    text = "Nr;Titel;Stand;Akte\n1;Markt pflastern neu;fertig;<b>A</b>\n2;Freibad;n.w.v.;\n;;;Summe\n"
    columns = _upload(browser_of, text.encode()).headers["location"]
    page = browser_of.client.post(columns, data=browser_of.fields(columns, 'name="s0"'))
    assert page.status_code == 400
    assert "was mit der Spalte „Akte“ geschehen soll" in page.text
    check = browser_of.send(columns, 'name="s0"', s3="note")
    assert "Zeile 4: Summe" in browser_of.get(check)
    assert len(plan_store.load(KEY).all(FormerMeasure)) == before, "nothing is taken before the button"
    done = browser_of.send(check, 'name="w0"', w1="given_up")
    found = {one.title: one for one in plan_store.load(KEY).all(FormerMeasure)}
    assert found["Markt pflastern neu"].state == "done"
    assert found["Markt pflastern neu"].note == "Akte: A"
    assert found["Freibad"].state == "given_up"
    became = found["Freibad"].id
    browser_of.send(f"{TOWN}/bilanz", 'id="liste"', **{f"because:{became}": "der Träger fehlt"})
    assert "weil der Träger fehlt" in browser_of.get(f"{TOWN}/bilanz")
    again = _upload(browser_of, text.encode()).headers["location"]
    assert 'value="note" selected' in browser_of.get(again), "remembered by its heading"
    browser_of.send(done, "nummer_aenderung")
    left = [one.title for one in plan_store.load(KEY).all(FormerMeasure)]
    assert "Markt pflastern neu" not in left
    assert len(left) == before + 1, "the row that was worked on since stays"


def _upload(browser: Browser, data: bytes) -> Any:
    fields = browser.fields(f"{TOWN}/einlesen", 'name="datei"')
    fields.pop("datei")
    return browser.client.post(
        f"{TOWN}/einlesen", data=fields, files={"datei": ("liste.xlsx", data)}, follow_redirects=False
    )


# --- areas, own figures, decisions ---


def test_an_area_keeps_what_cannot_be_read(browser_of: Browser, plan_store: Store) -> None:
    path = f"{TOWN}/gebiete/g1"
    browser_of.send(path, 'name="border"', programme="Lebendige Zentren", ceiling="12.50", border="hier", since="2027")
    found = plan_store.load(KEY).one(FundingArea, "g1")
    assert (found.programme, found.since, found.ceiling, found.border) == ("Lebendige Zentren", 2027, None, "")
    assert dict(found.unread) == {"ceiling": "12.50", "border": "hier"}
    page = browser_of.get(path)
    assert "keine Fläche in GeoJSON" in page
    assert ">hier</textarea>" in page
    square = '{"type": "Polygon", "coordinates": [[[8, 51], [9, 51], [9, 52], [8, 51]]]}'
    browser_of.send(path, 'name="border"', ceiling="480.000", border=square, until="2026")
    found = plan_store.load(KEY).one(FundingArea, "g1")
    assert (str(found.ceiling), found.border, dict(found.unread)) == ("480000", square, {})
    assert "Das Ende (2026) liegt vor dem Beginn (2027)." in browser_of.get(path)
    assert "The end (2026) is before the beginning (2027)." in browser_of.get(f"/en{path}")


def test_an_own_figure_needs_day_and_source_and_measures_a_goal(browser_of: Browser, plan_store: Store) -> None:
    path = f"{TOWN}/zahlen"
    page = browser_of.send(path, 'value="zahl"', status=400, subject="Leere Läden", value="vierzig", day="2025")
    assert "„vierzig“ verstehen wir nicht als Zahl" in page
    assert 'value="vierzig"' in page
    assert page.count("Bitte eintragen.") == 2, "named above and at the source"
    browser_of.send(path, 'value="ortsteil"', name="Kern")
    for year, value in (("2024", "40"), ("2025", "34")):
        browser_of.send(
            path, 'value="zahl"', subject="Leere Läden", value=value, day=year, source="Zählung Bauamt", part="o1"
        )
    figures = plan_store.load(KEY).all(OwnFigure)
    assert [(str(one.value), one.day.isoformat(), one.part) for one in figures] == [
        ("40", "2024-12-31", "o1"),
        ("34", "2025-12-31", "o1"),
    ]
    browser_of.send(f"{TOWN}/ziele/z1", 'name="sentence"', measure_by="own_figure", indicator="Leere Läden")
    assert "Neuester Wert: 34" in browser_of.get(f"{TOWN}/ziele/z1")
    browser_of.send(path, f'value="{figures[0].id}"')
    assert len(plan_store.load(KEY).all(OwnFigure)) == 1


def test_a_decision_keeps_its_way_through_the_bodies(browser_of: Browser, plan_store: Store) -> None:
    path = f"{TOWN}/beschluesse/d1"
    fields = browser_of.fields(path, 'name="paper"') | {"paper": "2026/118", "text": "Der Rat beschließt <b>es</b>."}
    rows = {"body": ["Bauausschuss", "Rat", ""], "role": ["advises", "decides", "advises"], "result": ["", "ja", ""]}
    votes = {"yes": ["", "20", ""], "no": ["", "3", ""], "abstained": ["", "", ""]}
    wrong = browser_of.client.post(path, data=fields | rows | votes | {"day": ["2026", "1.9.2026", ""]})
    assert wrong.status_code == 400
    assert "„2026“ ist kein einzelner Tag" in wrong.text
    assert "2026/118" in wrong.text
    sent = fields | rows | votes | {"day": ["25.8.2026", "1.9.2026", ""], "measures": "m1"}
    assert browser_of.client.post(path, data=sent, follow_redirects=False).status_code == 303
    one = plan_store.load(KEY).one(Decision, "d1")
    assert [(heard.body, heard.role, heard.yes) for heard in one.hearings] == [
        ("Bauausschuss", "advises", None),
        ("Rat", "decides", 20),
    ]
    assert (one.paper, one.text, one.measures) == ("2026/118", "Der Rat beschließt es.", ("m1",))
    assert "Rat, 1.9.2026: 20 ja, 3 nein" in browser_of.get(f"{TOWN}/beschluesse")


# --- decisions that change something, goals of an area ---------------------------------------------------------------


def test_a_yes_gives_its_measures_their_stage_once(browser_of: Browser, plan_store: Store) -> None:
    path = f"{TOWN}/beschluesse/d1"
    with plan_store.change(KEY, "Planung", "Vorlage") as change:
        change.put(Decision(id="d1", title="Leitprojekte", measures=("m2",), makes="key_project"))
    row = {"body": "Stadtrat", "day": "14.8.2028", "role": "decides", "result": "vertagt"}
    browser_of.client.get(path)
    _decided(browser_of, path, row)
    assert plan_store.load(KEY).one(Measure, "m2").stage != "key_project", "postponed is no yes"
    _decided(browser_of, path, row | {"result": "", "yes": "12", "no": "3"})
    assert plan_store.load(KEY).one(Measure, "m2").stage == "key_project"
    told = [one.what for one in plan_store.load(KEY).all(LogEntry) if one.measure == "m2"]
    assert told[-1] == "Leitprojekt durch Beschluss „Leitprojekte“ vom 14.8.2028 (Stadtrat)"
    with plan_store.change(KEY, "Planung", "zurück") as change:
        change.save(Measure, "m2", {"stage": "pool"}, 10**9)
    _decided(browser_of, path, row | {"result": "", "yes": "12", "no": "4"})
    assert plan_store.load(KEY).one(Measure, "m2").stage == "pool", "what was set afterwards stays"


def _decided(browser: Browser, path: str, row: dict[str, str]) -> None:
    """Fill in the first body of a decision; the form has an empty one below."""
    fields = browser.fields(path, 'name="body"')
    names = ("body", "day", "role", "result", "yes", "no", "abstained")
    data = {name: value for name, value in fields.items() if name not in names}
    data |= {"measures": "m2", "measures:": "1"} | {name: row.get(name, "") for name in names}
    assert browser.client.post(path, data=data, follow_redirects=False).status_code == 303


def test_a_goal_may_hold_for_a_funding_area(browser_of: Browser, plan_store: Store) -> None:
    browser_of.send(f"{TOWN}/ziele/z1", "data-autosave", area="g1")
    assert plan_store.load(KEY).one(Goal, "z1").area == "g1"
    page = browser_of.get(f"{TOWN}/gebiete/g1")
    assert GOAL.sentence in page
    assert "Praxisräume im Ortskern" in page
