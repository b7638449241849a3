"""A plan made by hand: the example of a Kosten- und Finanzierungsübersicht whose sums are worked out on paper."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from stores import KEY, PLAN

from kleinstadt.workbench.models.findings import Chapter, FigureData, Finding, LineOf, Quoted, TableData
from kleinstadt.workbench.models.goals import ActionField, Goal
from kleinstadt.workbench.models.measures import FormerMeasure, LogEntry, Measure, Step
from kleinstadt.workbench.models.money import MoneyRow, Year
from kleinstadt.workbench.models.plan import FundingArea
from kleinstadt.workbench.models.proofs import Decision, Hearing, Outcome, Participation
from kleinstadt.workbench.reading.when import when
from kleinstadt.workbench.records import Record
from kleinstadt.workbench.storage.workspace import Workspace

# title, group, total, ineligible, income, third, bund, land, own; thousands of euro
ROWS = (
    ("Vorbereitung, Planung", "1", 90, 0, 0, 0, 30, 30, 30),
    ("Freilegung Hinterhof", "2", 240, 0, 0, 0, 80, 80, 80),
    ("Praxisräume M 3.1", "3", 1560, 60, 300, 0, 400, 400, 460),
    ("Verfügungsfonds", "4", 60, 0, 0, 30, 10, 10, 10),
    ("Management, Abschluss", "5", 150, 0, 0, 0, 50, 50, 50),
)
# the years of the third row: cost, income, bund, land, own
YEARS = {2028: (400, 0, 135, 135, 130), 2029: (700, 120, 160, 160, 260), 2030: (460, 180, 105, 105, 70)}
QUOTED = Quoted(
    indicator="population",
    area="059700004",
    period="2023",
    value=18833.0,
    text="18.833",
    edition="e1",
    source="Destatis",
)


def thousand(value: int) -> Decimal:
    return Decimal(value * 1000)


def money_rows() -> list[MoneyRow]:
    made = []
    for place, (title, group, total, ineligible, income, third, bund, land, own) in enumerate(ROWS, 1):
        amounts = {
            "total": total,
            "ineligible": ineligible,
            "income": income,
            "third": third,
            "other": 0,
            "bund": bund,
            "land": land,
            "own": own,
        }
        row = MoneyRow(
            id=f"r{place}",
            title=title,
            group=group,
            area="g1",
            order=place,
            **{k: thousand(v) for k, v in amounts.items()},
        )  # type: ignore[arg-type]
        made.append(row)
    years = {
        year: Year(cost=thousand(c), income=thousand(i), bund=thousand(b), land=thousand(la), own=thousand(o))
        for year, (c, i, b, la, o) in YEARS.items()
    }
    made[2] = replace(made[2], measure="m1", years=years)
    return made


MEASURE = Measure(
    id="m1",
    number="M 3.1",
    title="Praxisräume im Ortskern",
    summary="Ein leeres Ladenhaus wird zu zwei Hausarztpraxen.",
    goals=("z1",),
    stage="key_project",
    priority="1",
    state="preparing",
    kind="building",
    area="g1",
    begin=when("2028"),
    end=when("2030"),
    responsible="Bauamt",
    cost=Decimal(1560000),
    cost_date=when("03/2026"),
    cost_class="estimate",
    running="amount",
    running_cost=Decimal(24000),
    staff=Decimal("0.1"),
    climate="Umbau statt Neubau",
    access="stufenlos",
    obstacles="Ohne Vorverträge kein Bau",
    place='{"type": "Point", "coordinates": [8.4, 51.05]}',
    place_name="Kernstadt",
)
GOAL = Goal(
    id="z1",
    sentence="Die Zahl der Arbeitsplätze bleibt.",
    state="accepted",
    measure_by="indicator",
    indicator="employees_workplace",
    unit="Personen",
    wanted="keep",
    start_value=Decimal(7888),
    start_period="2021",
    start_source="BBSR",
    target=Decimal(7900),
    target_year=2033,
)
LINES = FigureData(
    kind="lines",
    title="Einwohner",
    alt="Linie: Einwohner 2013 19.236, 2023 18.833.",
    source="Destatis (2023)",
    lines=(LineOf(name="Bad Berleburg", times=(2014.0, 2019.0, 2024.0), values=(19236.0, None, 18833.0)),),
    breaks=((2020.0, "ab hier anders"),),
)
BARS = FigureData(
    kind="bars",
    title="Wohnen",
    alt="Balken: leer 5,0 % (Gruppe 4,9 %).",
    source="Zensus",
    unit="%",
    decimals=1,
    bars=(("leer", 5.0, 4.9),),
)
CHAPTER = Chapter(
    id="demografie",
    topic="demografie",
    title="Einwohner und Alter",
    text="Ende 2023 lebten hier 18.833 Menschen.\n\n- erstens\n- zweitens",
    suggested="Ende 2023 lebten hier 18.833 Menschen.",
    quoted=(QUOTED,),
    tables=(
        TableData(
            title="Einwohner", heads=("Jahr", "Einwohner"), rows=(("2023", "18.833"),), source="Quelle: Destatis."
        ),
    ),
    figures=(LINES, BARS),
)
RECORDS: tuple[Record, ...] = (
    PLAN,
    FundingArea(id="g1", name="Altstadt", least_share=Decimal(10)),
    Finding(
        id="b1",
        side="weakness",
        theme="population",
        sentence="Seit 2013 sank die Zahl um 2,1 %.",
        suggested="x",
        quoted=(QUOTED,),
        compared_with="Gruppe, 247 Verbände",
    ),
    Finding(id="b2", side="strength", theme="work", sentence="Viele arbeiten am Ort (2021).", verdict="kept"),
    Finding(
        id="b3",
        side="strength",
        theme="work",
        sentence="Dies wurde verworfen.",
        verdict="dismissed",
        reason="unimportant",
    ),
    CHAPTER,
    ActionField(id="f1", title="Arbeit"),
    GOAL,
    MEASURE,
    Measure(id="m2", number="M 3.4", title="Abholfächer", stage="measure"),
    Measure(id="m3", title="Nur eine Idee"),
    Step(id="s1", measure="m1", what="Gespräch mit beiden Praxen", who="Bauamt", until=when("15.9.2026")),
    LogEntry(id="v1", measure="m1", day=date(2026, 5, 12), what="Vorvertrag besprochen"),
    FormerMeasure(id="a1", title="Markt pflastern", state="done"),
    FormerMeasure(id="a2", title="Freibad", state="given_up", because="der Träger fehlt"),
    Participation(
        id="p1",
        title="Gespräch am Stand",
        day=when("12.5.2026"),
        people=34,
        outcomes=(
            Outcome(said="Aufzug!", became="taken_up", where="M 3.1"),
            Outcome(said="MVZ", became="refused", because="ein Träger fehlt"),
        ),
    ),
    Decision(
        id="d1",
        title="Konzept",
        paper="2026/117",
        hearings=(Hearing(body="Rat", role="decides", day=date(2026, 9, 1), yes=20, no=3),),
    ),
    *money_rows(),
)


def workspace(*changed: Record, without: tuple[str, ...] = ()) -> Workspace:
    """The plan, with some records changed or left out."""
    records: dict[str, dict[str, Record]] = {}
    for one in (*RECORDS, *changed):
        if one.id not in without:
            records.setdefault(one.KIND, {})[one.id] = one
    return Workspace(KEY, 1, records)
