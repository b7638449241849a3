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

    indicator, area, period : what it is, whose, of when; `area` is a key, that of a Land too, or "group", which for
        a member of an alliance has its key behind it ("group 05970004")
    value : as computed, not rounded; text : as printed
    edition : fingerprint of the edition
    source, mark : who published it; "modelled", "one_year", "estimated" or empty
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

    sentence : as it stands now; suggested : as it was drafted ("" for a finding of the town's own)
    distance : how far from the middle of its group, 0 to 50; None where there is no rank
    unsure : why the number should be checked; empty where it is counted
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
    """A table under a chapter: what it says, its heads, its rows as printed, where the numbers are from."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: str


@dataclass(frozen=True, kw_only=True)
class LineOf:
    """One line of a figure: points of time (years) and values; None leaves a gap."""

    name: str
    times: tuple[float, ...]
    values: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class FigureData:
    """A figure under a chapter: what is drawn, in words (alternative text), and from where.

    lines : for kind "lines"; the first is the town's own. bars : (label, town, group median) for kind "bars"
    low, high : a band around the first line after its last known point
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

    topic : the canonical chapter of workbench/profiles it belongs to
    text : as it stands; suggested : as drafted, empty where only people can write it
    left_out : not printed, because ...
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
