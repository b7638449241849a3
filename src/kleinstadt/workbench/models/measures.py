"""Measures, their next steps, and what happened to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from kleinstadt.workbench.reading.when import When
from kleinstadt.workbench.records import Record

Stage = Literal["idea", "pool", "measure", "key_project"]
Priority = Literal["", "1", "2", "3"]
Maturity = Literal["", "idea", "preliminary", "design", "permit", "tender"]
State = Literal[
    "not_begun",
    "preparing",
    "applied",
    "granted",
    "building",
    "running",
    "done",
    "deferred",
    "given_up",
]
Kind = Literal["", "building", "site", "planning", "management", "fund", "rules", "cooperation"]
CostClass = Literal["", "guess", "frame", "estimate", "computation"]
Running = Literal["", "amount", "none", "unknown"]


@dataclass(frozen=True, kw_only=True)
class Measure(Record):
    """A measure as its sheet prints it (Maßnahmenblatt).

    Attributes
    ----------
    number : str
        Its Kürzel, never given twice.
    title, summary : str
        What it is.
    kind : str
        One of Kind: building, site, planning, management, fund, rules, cooperation; may be empty.
    goals, findings : tuple of str
        Ids of what it serves, and of what it answers.
    action_field : str
        Id of its field of action.
    crosscutting : tuple of str
        Ids of the themes that run through all.
    area : str
        Id of the funding area; may be empty.
    stage : {"idea", "pool", "measure", "key_project"}
        How far decided, apart from priority.
    priority : {"", "1", "2", "3"}
        A window of time: 1 the next five years, 2 years 6 to 10, 3 later.
    maturity : str
        How far planned: idea, preliminary, design, permit, tender; may be empty.
    state : str
        How far done, one of State.
    given_up_because : str
        Asked for where the state is given up or deferred.
    begin, end : When, optional
        As planned.
    begun, ended : When, optional
        As it was.
    responsible, carrier, partners : str
        Who answers for it, who carries it, who helps.
    cost : Decimal, optional
        Euro including VAT.
    cost_date : When, optional
        Of when the prices are.
    cost_class : str
        How sure the cost is: guess, frame, estimate, computation; may be empty.
    cost_source : str
        Who says so.
    running : {"", "amount", "none", "unknown"}
        The answer about running cost, which is asked for.
    running_cost : Decimal, optional
        Euro a year.
    running_because : str
        Why there is none.
    staff : Decimal, optional
        Posts (full-time equivalents) after completion.
    programme, budget_item : str
        The programme that funds it, and where it stands in the budget.
    investment : mapping of int to Decimal
        Euro by year, as the budget has it.
    occasion, contribution : str
        Why it is needed, and what it does for the goals.
    place_name : str
        Where it is, in words.
    place : str
        GeoJSON geometry; may be empty.
    depends_on : tuple of str
        Ids of measures that come first.
    obstacles : str
        What may stop it.
    climate, access : str
        What it means for the climate, and for people with disabilities.
    note : str
        For the town hall only.
    former : str
        Id of the measure of the plan before that it goes on from.
    order : int
        Place in lists.
    """

    KIND: ClassVar[str] = "measure"
    PREFIX: ClassVar[str] = "m"
    LONG: ClassVar[tuple[str, ...]] = ("summary", "occasion", "contribution", "obstacles", "note")

    number: str = ""
    title: str
    summary: str = ""
    kind: Kind = ""
    goals: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    action_field: str = ""
    crosscutting: tuple[str, ...] = ()
    area: str = ""
    stage: Stage = "idea"
    priority: Priority = ""
    maturity: Maturity = ""
    state: State = "not_begun"
    given_up_because: str = ""
    begin: When | None = None
    end: When | None = None
    begun: When | None = None
    ended: When | None = None
    responsible: str = ""
    carrier: str = ""
    partners: str = ""
    cost: Decimal | None = None
    cost_date: When | None = None
    cost_class: CostClass = ""
    cost_source: str = ""
    running: Running = ""
    running_cost: Decimal | None = None
    running_because: str = ""
    staff: Decimal | None = None
    programme: str = ""
    budget_item: str = ""
    investment: Mapping[int, Decimal] = field(default_factory=dict)
    occasion: str = ""
    contribution: str = ""
    place_name: str = ""
    place: str = ""
    depends_on: tuple[str, ...] = ()
    obstacles: str = ""
    climate: str = ""
    access: str = ""
    note: str = ""
    former: str = ""
    order: int = 0


@dataclass(frozen=True, kw_only=True)
class Step(Record):
    """What is to be done next.

    Attributes
    ----------
    measure : str
        Id of the measure.
    what, who : str
        What, and by whom.
    until : When, optional
        Until when.
    done : bool
        Whether it is done.
    """

    KIND: ClassVar[str] = "step"
    PREFIX: ClassVar[str] = "s"

    measure: str
    what: str
    who: str = ""
    until: When | None = None
    done: bool = False


@dataclass(frozen=True, kw_only=True)
class LogEntry(Record):
    """What happened to a measure.

    Attributes
    ----------
    measure : str
        Id of the measure.
    day : date
        When.
    what, why, who : str
        What changed, why, and who says so.
    """

    KIND: ClassVar[str] = "log_entry"
    PREFIX: ClassVar[str] = "v"

    measure: str
    day: date
    what: str
    why: str = ""
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class FormerMeasure(Record):
    """A measure of the plan before this one, as its list named it, and what became of it.

    Attributes
    ----------
    number, title, action_field : str
        As in the list.
    state : {"", "done", "running", "not_begun", "given_up"}
        What became of it.
    state_typed : str
        The state in the list's own words.
    because : str
        Why it was given up.
    cost : Decimal, optional
        Euro.
    responsible : str
        Who answered for it.
    end : When, optional
        When it was to end.
    note : str
        What else is to be said.
    origin : mapping of str to str
        Every column of the old list, by its heading: nothing is dropped unasked.
    order : int
        Place in the list.
    """

    KIND: ClassVar[str] = "former_measure"
    PREFIX: ClassVar[str] = "a"

    number: str = ""
    title: str
    action_field: str = ""
    state: Literal["", "done", "running", "not_begun", "given_up"] = ""
    state_typed: str = ""
    because: str = ""
    cost: Decimal | None = None
    responsible: str = ""
    end: When | None = None
    note: str = ""
    origin: Mapping[str, str] = field(default_factory=dict)
    order: int = 0
