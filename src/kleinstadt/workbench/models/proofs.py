"""What must be shown later: who was asked, what the council decided, which dates there are."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Final, Literal

from kleinstadt.workbench.reading.when import When
from kleinstadt.workbench.records import Record

AGREED: Final = ("beschlossen", "angenommen", "zugestimmt", "einstimmig", "genehmigt", "agreed", "adopted", "approved")
REFUSED: Final = ("nicht ", "abgelehnt", "vertagt", "zurückgestellt", "not ", "rejected", "postponed", "deferred")

Phase = Literal["", "preparation", "analysis", "goals", "measures", "draft", "implementation"]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One thing that people said, and what became of it.

    Attributes
    ----------
    said : str
        In words.
    became : {"open", "taken_up", "refused"}
        What became of it.
    where : str
        Id of the goal or measure that took it up.
    because : str
        Why it was refused.
    """

    said: str
    became: Literal["open", "taken_up", "refused"] = "open"
    where: str = ""
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class Participation(Record):
    """One step of participation, by citizens or by public bodies.

    Attributes
    ----------
    title : str
        What it is called.
    kind : {"citizens", "bodies", "display"}
        Who takes part; "display" is the public display of the plan.
    day, until : When, optional
        First and last day.
    place : str
        Where.
    phase : str
        In which phase of the way it lies, one of Phase.
    level : int, optional
        Step of the pyramid, 1 (told) to 7 (decides); None where nobody has said.
    format : str
        Id of a format (participation/formats.toml).
    target_group : str
        Who is asked.
    invited_by : str
        How they are invited.
    people, young_people : int, optional
        How many came.
    question, fixed, still_open : str
        What is asked, what is settled already, what is still open.
    outcomes : tuple of Outcome
        What was said, and what became of it.
    cost : Decimal, optional
        Euro.
    measure : str
        Id of the measure it belongs to, if to one.
    answered_on : date, optional
        When people were told what became of it.
    published : bool
        Whether others may read it.
    """

    KIND: ClassVar[str] = "participation"
    PREFIX: ClassVar[str] = "p"
    LONG: ClassVar[tuple[str, ...]] = ("question", "fixed", "still_open")

    title: str
    kind: Literal["citizens", "bodies", "display"] = "citizens"
    day: When | None = None
    until: When | None = None
    place: str = ""
    phase: Phase = ""
    level: int | None = None
    format: str = ""
    target_group: str = ""
    invited_by: str = ""
    people: int | None = None
    young_people: int | None = None
    question: str = ""
    fixed: str = ""
    still_open: str = ""
    outcomes: tuple[Outcome, ...] = ()
    cost: Decimal | None = None
    measure: str = ""
    answered_on: date | None = None
    published: bool = False


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """One body that hears or decides a paper.

    Attributes
    ----------
    body : str
        What it is called.
    day : date, optional
        When it met.
    role : {"advises", "decides"}
        What it does.
    result : str
        In words.
    yes, no, abstained : int, optional
        Votes.
    """

    body: str
    day: date | None = None
    role: Literal["advises", "decides"] = "advises"
    result: str = ""
    yes: int | None = None
    no: int | None = None
    abstained: int | None = None

    @property
    def agreed(self) -> bool:
        """Whether it said yes: more voted for than against, or without votes the result says so."""
        if self.yes is not None and self.no is not None:
            return self.yes > self.no
        words = self.result.lower()
        return any(yes in words for yes in AGREED) and not any(no in words for no in REFUSED)


@dataclass(frozen=True, kw_only=True)
class Decision(Record):
    """A council paper and what became of it.

    Attributes
    ----------
    title : str
        What it is called.
    paper : str
        Its number.
    kind : {"decision", "notice"}
        A notice is not decided on.
    subject : str
        What it is about: start, contract, draft, concept, area, money, report, renewal; may be empty.
    public : bool
        Whether it is heard in public.
    lead : str
        Who brings it in.
    hearings : tuple of Hearing
        In their order.
    text, facts, finances, climate : str
        Parts of the paper: what is decided, why, what it costs, what it means for the climate.
    measures : tuple of str
        Ids of the measures it is about.
    makes : {"", "measure", "key_project"}
        The stage that its measures have after a yes; empty where it changes none.
    announced : date, optional
        When it was made known.
    """

    KIND: ClassVar[str] = "decision"
    PREFIX: ClassVar[str] = "d"
    LONG: ClassVar[tuple[str, ...]] = ("text", "facts", "finances", "climate")

    title: str
    paper: str = ""
    kind: Literal["decision", "notice"] = "decision"
    subject: Literal["", "start", "contract", "draft", "concept", "area", "money", "report", "renewal"] = ""
    public: bool = True
    lead: str = ""
    hearings: tuple[Hearing, ...] = ()
    text: str = ""
    facts: str = ""
    finances: str = ""
    climate: str = ""
    measures: tuple[str, ...] = ()
    makes: Literal["", "measure", "key_project"] = ""
    announced: date | None = None

    @property
    def agreed_on(self) -> Hearing | None:
        """The deciding body that said yes, by its votes or in words; None where nobody has, or one has said no."""
        deciding = [one for one in self.hearings if one.role == "decides" and (one.result or one.yes is not None)]
        return deciding[-1] if deciding and deciding[-1].agreed else None


@dataclass(frozen=True, kw_only=True)
class Appointment(Record):
    """A date that is not a measure's step: a report, an application, a meeting.

    Attributes
    ----------
    title : str
        What it is.
    day : When
        When.
    yearly : bool
        Whether it comes back every year.
    why, source : str
        Why there is such a date, and who says so.
    """

    KIND: ClassVar[str] = "appointment"
    PREFIX: ClassVar[str] = "t"

    title: str
    day: When
    yearly: bool = False
    why: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class SideText(Record):
    """A version of a field that somebody wrote while another changed the same: kept until somebody decides.

    Attributes
    ----------
    of_kind, of_id, field : str
        The record and its field.
    base : str
        The text that both began with.
    mine, theirs : str
        This version, and the one that stands in the plan.
    mine_by, theirs_by : str
        Who wrote which.
    written : str
        When this version was written.
    settled : bool
        Whether somebody has decided.
    """

    KIND: ClassVar[str] = "side_text"
    PREFIX: ClassVar[str] = "n"

    of_kind: str
    of_id: str
    field: str
    base: str
    mine: str
    theirs: str
    mine_by: str
    theirs_by: str
    written: str
    settled: bool = False


@dataclass(frozen=True, kw_only=True)
class ColumnMapping(Record):
    """How the headings of a former list were understood, remembered for the next one.

    Attributes
    ----------
    headings : tuple of str
        Of the list.
    columns : tuple of (str, str)
        Heading and the field it is.
    values : tuple of (str, str)
        Words of the state column and the state they are.
    """

    KIND: ClassVar[str] = "column_mapping"
    PREFIX: ClassVar[str] = "c"

    headings: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, str], ...] = ()
