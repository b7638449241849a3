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
    """A Handlungsfeld, or a theme that runs through all of them.

    Attributes
    ----------
    title : str
        What it is called.
    theme : str
        Theme of the indicators that belong to it; may be empty.
    guideline : str
        What the town wants there.
    crosscutting : bool
        Whether it runs through all others.
    order : int
        Place in lists.
    """

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

    Attributes
    ----------
    change : {"pct", "points"}
        Per cent of the start, or in the indicator's unit.
    low, middle, high : float
        First quartile, median, third quartile of the twins' changes.
    least, most : float
        First and ninth decile.
    n : int
        Twins with a value at both ends.
    gained : int
        How many of them changed in the direction that is wanted.
    since, until : str
        Periods between which the twins were watched.
    twins : tuple of str
        Their names.
    nearest, farthest : float
        How unlike the town the first and the last of them were at the start; a distance without unit.
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

    Attributes
    ----------
    sentence : str
        In words.
    state : {"proposed", "accepted", "declined"}
        Whether the town has taken it.
    declined_because : str
        Why not.
    action_field, area : str
        Ids of field of action and funding area; may be empty.
    findings : tuple of str
        Ids of the findings it answers.
    measure_by : {"", "indicator", "own_figure", "milestone"}
        An indicator of the edition, a figure of the town's own, or yes/no.
    indicator : str
        Its id, or the subject of the own figures.
    unit : str
        In words.
    wanted : {"", "up", "down", "keep"}
        Direction.
    start_value : Decimal, optional
        Where it began, in the unit.
    start_period, start_edition, start_source : str
        Of when, from which edition (fingerprint), from whom.
    target : Decimal, optional
        In the unit, absolute.
    target_year : int, optional
        Until when.
    between : Decimal, optional
        An intermediate value, in the unit.
    between_year : int, optional
        Until when.
    corridor : Corridor, optional
        What twins really reached.
    no_corridor : str
        Why there is none.
    influence : {"", "direct", "indirect", "context"}
        How far the town can move it.
    influence_note : str
        What is in its hands and what is not.
    reached_when : str
        When a milestone counts as reached.
    why : str
        Why this target, above all when no twin reached it.
    comment : str
        What else is to be said.
    reached : bool, optional
        Of a milestone.
    order : int
        Place in lists.
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
