"""What the figures say: findings that a person decides on, and chapters that a person may rewrite."""

from dataclasses import dataclass
from typing import ClassVar, Final, Literal

from kleinstadt.workbench.records import Record

GROUP: Final = "group"
Side = Literal["strength", "weakness", "notable"]
Verdict = Literal["open", "kept", "rewritten", "dismissed"]
Reason = Literal["", "outdated", "wrong_here", "unimportant", "elsewhere", "other"]


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """A number as a text prints it: by reference, with the edition it was taken from.

    Attributes
    ----------
    indicator : str
        Id of the indicator.
    area : str
        Whose: a key, that of a Land too, or "group", which for a member of an alliance has its key behind it ("group
        05970004").
    period : str
        Of when.
    value : float
        As computed, not rounded, in the indicator's unit.
    text : str
        As printed.
    edition : str
        Fingerprint of the edition.
    source : str
        Who published it.
    mark : {"", "modelled", "one_year", "estimated"}
        What must be said with it.
    """

    indicator: str
    area: str
    period: str
    value: float
    text: str
    edition: str
    source: str
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class Finding(Record):
    """What stands out, in one sentence, and what the town says to it.

    Attributes
    ----------
    side : {"strength", "weakness", "notable"}
        What it is; "notable" is neither good nor bad.
    theme : str
        Theme of its indicator.
    sentence : str
        As it stands now.
    suggested : str
        As it was drafted; "" for a finding of the town's own.
    quoted : tuple of Quoted
        The numbers in it.
    compared_with : str
        The group, in words.
    distance : float, optional
        How far from the middle of its group, 0 to 50; None where there is no rank.
    unsure : str
        Why the number should be checked; empty where it is counted.
    verdict : {"open", "kept", "rewritten", "dismissed"}
        What a person decided.
    reason : str
        Why it was dismissed, one of Reason.
    because : str
        The same in the person's words.
    order : int
        Place in lists.
    """

    KIND: ClassVar[str] = "finding"
    PREFIX: ClassVar[str] = "b"
    LONG: ClassVar[tuple[str, ...]] = ("sentence",)

    side: Side
    theme: str
    sentence: str
    suggested: str = ""
    quoted: tuple[Quoted, ...] = ()
    compared_with: str = ""
    distance: float | None = None
    unsure: str = ""
    verdict: Verdict = "open"
    reason: Reason = ""
    because: str = ""
    order: int = 0


@dataclass(frozen=True, kw_only=True)
class TableData:
    """A table under a chapter.

    Attributes
    ----------
    title : str
        What it says.
    heads : tuple of str
        One a column.
    rows : tuple of tuple of str
        Cells as printed.
    source : str
        Where the numbers are from.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: str


@dataclass(frozen=True, kw_only=True)
class LineOf:
    """One line of a figure.

    Attributes
    ----------
    name : str
        What it is called.
    times : tuple of float
        Points of time, in years.
    values : tuple of float or None
        One each; None leaves a gap.
    """

    name: str
    times: tuple[float, ...]
    values: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class FigureData:
    """A figure under a chapter.

    Attributes
    ----------
    kind : {"lines", "bars", "fan"}
        What is drawn; "fan" is a line that goes on in a band.
    title, alt, source : str
        What it says, what is drawn in words (alternative text), where the numbers are from.
    unit : str
        In words.
    decimals : int
        With which numbers are printed.
    lines : tuple of LineOf
        The first is the town's own.
    bars : tuple of (str, float, float)
        Label, town, median of the group.
    band : tuple of (float, float, float)
        Year, low, high: a band around the first line after its last known point.
    breaks : tuple of (float, str)
        Years from which the line stands on another basis, and which.
    """

    kind: Literal["lines", "bars", "fan"]
    title: str
    alt: str
    source: str
    unit: str = ""
    decimals: int = 0
    lines: tuple[LineOf, ...] = ()
    bars: tuple[tuple[str, float, float], ...] = ()
    band: tuple[tuple[float, float, float], ...] = ()
    breaks: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Chapter(Record):
    """A chapter: written from the figures, or by the town.

    Attributes
    ----------
    topic : str
        Id of the canonical chapter it belongs to (laender/chapters.toml).
    title : str
        What it is called.
    text : str
        As it stands.
    suggested : str
        As drafted; empty where only people can write it.
    quoted : tuple of Quoted
        The numbers in it.
    tables : tuple of TableData
        Below the text.
    figures : tuple of FigureData
        Below the text.
    left_out : bool
        Whether it is not printed.
    because : str
        Why not.
    order : int
        Place in the concept.
    """

    KIND: ClassVar[str] = "chapter"
    PREFIX: ClassVar[str] = "k"
    LONG: ClassVar[tuple[str, ...]] = ("text",)

    topic: str
    title: str
    text: str
    suggested: str = ""
    quoted: tuple[Quoted, ...] = ()
    tables: tuple[TableData, ...] = ()
    figures: tuple[FigureData, ...] = ()
    left_out: bool = False
    because: str = ""
    order: int = 0
