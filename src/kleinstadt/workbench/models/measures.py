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

    number : its Kürzel, never given twice
    stage : how far decided, apart from priority, which is a window of time: 1 = next five years, 2 = years 6 to 10,
        3 = later
    running : the answer about running cost, which is asked for: an amount, none because ..., not known yet
    staff : posts (full-time equivalents) after completion
    given_up_because : asked for where the state is given up or deferred
    place : GeoJSON geometry as text; may be empty
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
    """What is to be done next, by whom, until when."""

    KIND: ClassVar[str] = "step"
    PREFIX: ClassVar[str] = "s"

    measure: str
    what: str
    who: str = ""
    until: When | None = None
    done: bool = False


@dataclass(frozen=True, kw_only=True)
class LogEntry(Record):
    """What happened to a measure: when, what changed, why."""

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

    origin : every column of the old list, by its heading: nothing is dropped unasked
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
