"""Fields of action, goals, and how a goal is measured."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Final, Literal

from kleinstadt.workbench.records import Record

Influence = Literal["", "direct", "indirect", "context"]
Accepted = Literal["proposed", "accepted", "declined"]
Wanted = Literal["", "up", "down", "keep"]
MeasuredBy = Literal["", "indicator", "own_figure", "milestone"]

REBASED: Final = "auf den Zensus 2022 umgerechnet"  # said in `start_source` where start and target stand on that census


@dataclass(frozen=True, kw_only=True)
class ActionField(Record):
    """A Handlungsfeld, or a theme that runs through all of them."""

    KIND: ClassVar[str] = "action_field"
    PREFIX: ClassVar[str] = "f"
    LONG: ClassVar[tuple[str, ...]] = ("guideline",)

    title: str
    theme: str = ""
    guideline: str = ""
    crosscutting: bool = False
    order: int = 0


@dataclass(frozen=True, kw_only=True)
class Corridor:
    """What the town's twins really reached in as many years as the goal has.

    change : "pct" (per cent of the start) or "points" (in the indicator's unit)
    low, middle, high : first quartile, median, third quartile of the twins' changes; least, most : 10 % and 90 %
    n : twins with a value at both ends; gained : how many of them changed in the direction that is wanted
    since, until : periods between which the twins were watched; twins : their names
    """

    change: Literal["pct", "points"]
    low: float
    middle: float
    high: float
    least: float
    most: float
    n: int
    gained: int
    since: str
    until: str
    twins: tuple[str, ...]
    nearest: float
    farthest: float


@dataclass(frozen=True, kw_only=True)
class Goal(Record):
    """A goal: one sentence, what it is measured by, an absolute target with its year.

    measure_by : an indicator of the edition, a figure of the town's own, or yes/no (milestone)
    indicator : its id, or the subject of the own figures
    start_value, start_period, start_edition : where it began, by reference
    target, target_year, between, between_year : absolute values
    why : why this target, above all when no twin reached it
    """

    KIND: ClassVar[str] = "goal"
    PREFIX: ClassVar[str] = "z"
    LONG: ClassVar[tuple[str, ...]] = ("sentence", "why", "comment")

    sentence: str
    state: Accepted = "proposed"
    declined_because: str = ""
    action_field: str = ""
    area: str = ""
    findings: tuple[str, ...] = ()
    measure_by: MeasuredBy = ""
    indicator: str = ""
    unit: str = ""
    wanted: Wanted = ""
    start_value: Decimal | None = None
    start_period: str = ""
    start_edition: str = ""
    start_source: str = ""
    target: Decimal | None = None
    target_year: int | None = None
    between: Decimal | None = None
    between_year: int | None = None
    corridor: Corridor | None = None
    no_corridor: str = ""
    influence: Influence = ""
    influence_note: str = ""
    reached_when: str = ""
    why: str = ""
    comment: str = ""
    reached: bool | None = None
    order: int = 0
