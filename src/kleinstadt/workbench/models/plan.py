"""The plan itself: for whom it is, its funding areas, its parts of town, and the town's own figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from kleinstadt.words.language import Lang, pick
from kleinstadt.workbench.records import Record

Unit = Literal["gemeinde", "verband", "alliance"]
Register = Literal["official", "register", "survey", "estimate"]


@dataclass(frozen=True, kw_only=True)
class Plan(Record):
    """For whom a plan is made and what holds for all of it; the one record of its kind has the id "plan".

    key : of the municipality (8 digits) or Verband (9 digits), or an alliance's own (compare/alliance.py), so that a
        town's own plan and those of its alliances are kept apart
    members, member_names : of an alliance, the lead first: keys, and what they were called when it began
    land : key of the Land whose rules hold; of an alliance that of its lead
    edition : fingerprint of the edition that the draft was made from
    year : year of the borders it was made in
    free_budget : euro a year that the town can put up by itself, typed in once
    supervised : whether the budget is under supervision (Haushaltssicherung); None = not said
    last_plan : the year of the plan before this one; None = there is none, or nobody said
    fits : answers to the points of the checklist that cannot be counted: yes, no, not needed here
    evidence : where it is shown, by point of the checklist
    """

    KIND: ClassVar[str] = "plan"
    PREFIX: ClassVar[str] = "plan"
    LONG: ClassVar[tuple[str, ...]] = ("vision",)

    key: str
    unit: Unit
    name: str
    land: str
    title: str
    edition: str
    year: int
    members: tuple[str, ...] = ()
    member_names: tuple[str, ...] = ()
    vision: str = ""
    version: str = ""
    decided: date | None = None
    free_budget: Mapping[int, Decimal] = field(default_factory=dict)
    supervised: bool | None = None
    last_plan: int | None = None
    steering: str = ""
    fits: Mapping[str, Literal["yes", "no", "not_needed"]] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    published: bool = False

    def partners(self, lang: Lang = "de") -> str:
        """Who is in an alliance, the lead first: "Bad Berleburg (federführend), Bad Laasphe"; empty for one town."""
        if not self.member_names:
            return ""
        lead, *others = self.member_names
        return ", ".join((f"{lead} ({pick(('federführend', 'lead'), lang)})", *others))


@dataclass(frozen=True, kw_only=True)
class FundingArea(Record):
    """A Gesamtmaßnahme: the area that is funded, with goals, measures and money of its own.

    least_share : per cent of the eligible cost that the town must carry itself; None = unknown
    ceiling : euro that were granted at most; None = nothing granted yet
    border : GeoJSON geometry as text; may be empty
    """

    KIND: ClassVar[str] = "funding_area"
    PREFIX: ClassVar[str] = "g"
    LONG: ClassVar[tuple[str, ...]] = ("grievances",)

    name: str
    programme: str = ""
    since: int | None = None
    until: int | None = None
    least_share: Decimal | None = None
    ceiling: Decimal | None = None
    grievances: str = ""
    border: str = ""


@dataclass(frozen=True, kw_only=True)
class TownPart(Record):
    """An Ortsteil, district or former municipality."""

    KIND: ClassVar[str] = "town_part"
    PREFIX: ClassVar[str] = "o"

    name: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class OwnFigure(Record):
    """A number that the town brings itself. Register and official population are two series: `basis` keeps them apart.

    part : id of a town part or funding area; empty for the whole
    """

    KIND: ClassVar[str] = "own_figure"
    PREFIX: ClassVar[str] = "e"

    subject: str
    value: Decimal
    unit: str
    day: date
    source: str
    basis: Register = "register"
    part: str = ""
    note: str = ""
