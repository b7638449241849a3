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

    Attributes
    ----------
    key : str
        Of the municipality (8 digits) or Verband (9 digits), or an alliance's own (compare/alliance.py), so that a
        town's own plan and those of its alliances are kept apart.
    unit : {"gemeinde", "verband", "alliance"}
        What it is.
    name : str
        What the town is called.
    land : str
        Key of the Land whose rules hold; of an alliance that of its lead.
    title : str
        Of the concept.
    edition : str
        Fingerprint of the edition that the draft was made from.
    year : int
        Year of the borders it was made in.
    members, member_names : tuple of str
        Of an alliance, the lead first: keys, and what they were called when it began.
    vision : str
        The guiding idea (Leitbild).
    version : str
        What this version of the concept is called.
    decided : date, optional
        When the council decided on it.
    free_budget : mapping of int to Decimal
        Euro a year that the town can put up by itself, typed in once.
    supervised : bool, optional
        Whether the budget is under supervision (Haushaltssicherung); None where nobody has said.
    last_plan : int, optional
        The year of the plan before this one; None if there is none, or nobody said.
    steering : str
        Who steers.
    fits : mapping of str to {"yes", "no", "not_needed"}
        Answers to the points of the checklist that cannot be counted.
    evidence : mapping of str to str
        Where it is shown, by point of the checklist.
    published : bool
        Whether others may read it.
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

    Attributes
    ----------
    name : str
        What it is called.
    programme : str
        The programme that funds it.
    since, until : int, optional
        Years.
    least_share : Decimal, optional
        Per cent of the eligible cost that the town must carry itself; None where unknown.
    ceiling : Decimal, optional
        Euro that were granted at most; None while nothing is granted.
    grievances : str
        What is wrong there (städtebauliche Missstände).
    border : str
        GeoJSON geometry; may be empty.
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
    """An Ortsteil, district or former municipality.

    Attributes
    ----------
    name : str
        What it is called.
    note : str
        What is to be said of it.
    """

    KIND: ClassVar[str] = "town_part"
    PREFIX: ClassVar[str] = "o"

    name: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class OwnFigure(Record):
    """A number that the town brings itself.

    Attributes
    ----------
    subject : str
        What it counts.
    value : Decimal
        In its unit.
    unit : str
        In words.
    day : date
        The day it holds for.
    source : str
        Who counted.
    basis : {"official", "register", "survey", "estimate"}
        Register and official population are two series, which this keeps apart.
    part : str
        Id of a town part or funding area; empty for the whole.
    note : str
        What is to be said of it.
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
