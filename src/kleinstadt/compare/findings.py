"""What a town is strong or weak in, against those of its type and Lage; only where it is agreed what is good.

An indicator counts if it declares a direction (`better`), is not given (GIVEN), and its value is not too old. A
strength lies in the best quarter of the group, a weakness in the worst; a value that prints like the group's median is
neither. Nobody is judged by a jump (jumps.py) unless the value before it says the same, or by what misses those who
work abroad (border_workers.py). Page, papers, plan and API take all of them, or those of `most_marked`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from typing import Final, Literal

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.border_workers import CAVEAT, work_abroad
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.groups import FEWEST, Group, group_of
from kleinstadt.compare.jumps import Jump, jump
from kleinstadt.compare.standings import Standing, placed_of, scale_of, standing_of, standings
from kleinstadt.compare.values import Origin
from kleinstadt.edition.edition import Level
from kleinstadt.indicators.model import Indicator
from kleinstadt.words.language import Lang, Text, pick
from kleinstadt.words.numbers import around, number

Kind = Literal["strength", "weakness"]

QUARTER: Final = 25.0  # per cent of the group, at its good and at its bad end

MOST: Final = 6  # of a side, where not all are told
MOST_OF_A_THEME: Final = 2  # of a side, so that ways to everything do not hide work and money

SELECTION: Final = Text(
    "Vorgeschlagen sind Stärken und Schwächen von der Seite des Ortes, die ausgeprägtesten zuerst: von beiden"
    " höchstens sechs, je Thema höchstens zwei (Wege sind ein Thema für sich).",
    "Proposed are strengths and weaknesses of the place's page, the most marked first: at most six of each, of a theme"
    " at most two (ways are a theme of their own).",
)

# Without some empty dwellings nobody can move: few of them are no strength, many are a weakness.
NEVER_A_STRENGTH: Final = frozenset({"census_vacancy_pct"})
NEARLY_ALL: Final = 98.0  # per cent: where half the group has as much or more, more is nothing to speak of


@dataclass(frozen=True)
class Finding:
    """A strength or a weakness of one area.

    Attributes
    ----------
    indicator : Indicator
        What is measured.
    kind : {"strength", "weakness"}
        Which of both.
    value, reference : float
        In the indicator's unit, reference being the group's median.
    goodness : float
        0 (worst) to 100 (best of the group).
    better_than : int
        How many of the `of` areas are worse.
    of : int
        How many of the group have a value of their own.
    of_group : int
        How many there are in the group.
    vintage : str
        Period of the value.
    status : str
        "measured", "modelled" or "partial".
    origins : tuple of Origin
        Sources of the value.
    jump : Jump or None
        Of what the value rests on, if its newest value jumps; the value before the jump gives the same verdict.
    """

    indicator: Indicator
    kind: Kind
    value: float
    reference: float
    goodness: float
    better_than: int
    of: int
    of_group: int
    vintage: str
    status: str
    origins: tuple[Origin, ...]
    jump: Jump | None = None

    def sentence(self, lang: Lang) -> str:
        """The finding with its reference: "Arbeitslose je 100 ...: 4,2 gegenüber 4,9 in der Gruppe (Median)"."""
        digits = self.indicator.decimals
        before, after = around(self.indicator.unit_beside(lang), lang)
        own, group = (before + number(value, digits, lang) for value in (self.value, self.reference))
        own += after
        german, english = (
            f"{own} gegenüber {group} in der Gruppe (Median)",
            f"{own} against {group} in the group (median)",
        )
        return f"{self.indicator.label(lang)}: {pick((german, english), lang)}"

    def among(self, lang: Lang) -> str:
        """Of how many, and that these are not all of the group where others have no value: "490 mit eigenem Wert"."""
        own = pick((" mit eigenem Wert", " with a value of their own"), lang) if self.of < self.of_group else ""
        return number(self.of, 0, lang) + own

    def rank(self, lang: Lang) -> str:
        """How many are worse or better, and a jump: "besser als 301 von 368"."""
        of, better = self.among(lang), number(self.better_than, 0, lang)
        said = pick((f"besser als {better} von {of}", f"better than {better} of {of}"), lang)
        if self.better_than == 0:
            said = pick((f"niemand von {of} steht schlechter da", f"none of {of} does worse"), lang)
        return said + (f"; {self.in_doubt(lang)}" if self.jump else "")

    def in_doubt(self, lang: Lang) -> str:
        """That the value rests on a jump, which changes no verdict; empty where there is none."""
        if self.jump is None:
            return ""
        before, after = self.jump.before, self.jump.after
        german = f"die Zahl der Beschäftigten springt {after}, mit der von {before} ist das Urteil dasselbe"
        return pick(
            (german, f"the number of employees jumps in {after}; with that of {before} the verdict is the same"), lang
        )


@dataclass(frozen=True)
class Findings:
    """What an area is strong and weak in, the most marked first.

    Attributes
    ----------
    key : str
        Of the area.
    level : str
        Its level.
    year : int
        Year of the borders.
    group : Group
        The areas it is compared with.
    strengths, weaknesses : tuple of Finding
        All of them; `most_marked` gives few.
    judged : int
        How many indicators could be judged.
    border : bool
        Whether many probably work abroad.
    """

    key: str
    level: Level
    year: int
    group: Group
    strengths: tuple[Finding, ...]
    weaknesses: tuple[Finding, ...]
    judged: int
    border: bool = False

    def caveat(self, lang: Lang) -> str:
        """What is not judged and why, in words; empty where there is nothing to say."""
        return pick(CAVEAT, lang) if self.border else ""

    def none(self, lang: Lang) -> str:
        """What is said where there is no strength, or no weakness."""
        german = f"Keine ausgeprägten unter {self.judged} Größen, für die feststeht, was besser ist."
        return pick((german, f"None marked among {self.judged} measures for which it is agreed what is better."), lang)


def findings(atlas: Atlas, level: Level, key: str, year: int) -> Findings:
    """Strengths and weaknesses of an area; Germany has none.

    The rule stands at the head of this module; which direction is good, each indicator declares (`Indicator.better`).

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition (OpenedEdition.atlas).
    level : {"gemeinde", "verband", "kreis", "land", "bund"}
        Level of the area.
    key : str
        Its key.
    year : int
        Year of the borders.

    Returns
    -------
    Findings
        Both sides, the most marked first.

    Raises
    ------
    UnknownNameError
        If the year has no such area.

    Examples
    --------
    >>> found = findings(ed.atlas, "verband", "120610112", 2019)
    >>> all(one.goodness >= 75 for one in found.strengths)
    True
    """
    areas = atlas.areas(year, level)
    areas.record(key)
    row = areas.row[key]
    group = group_of(atlas, areas, key)
    placed = placed_of(standings(atlas, areas, row))
    found = [finding for one in placed if (finding := _finding(atlas, areas, one, group))]
    found.sort(key=lambda one: -abs(one.goodness - 50))
    return Findings(
        key,
        level,
        year,
        group,
        tuple(one for one in found if one.kind == "strength"),
        tuple(one for one in found if one.kind == "weakness"),
        len(placed),
        bool(work_abroad(atlas, year, level)[row]),
    )


def most_marked(side: Sequence[Finding], most: int = MOST) -> list[Finding]:
    """The first of a side, few of a theme: what is told where not all are (SELECTION).

    Parameters
    ----------
    side : sequence of Finding
        Strengths or weaknesses, the most marked first.
    most : int
        How many at most.

    Returns
    -------
    list of Finding
        At most MOST_OF_A_THEME of a theme.
    """
    found: list[Finding] = []
    for one in side:
        if len(found) < most and room_for(one.indicator, [other.indicator for other in found]):
            found.append(one)
    return found


def room_for(indicator: Indicator, told: Sequence[Indicator]) -> bool:
    """Whether fewer than MOST_OF_A_THEME of an indicator's theme are told; ways are a theme of their own.

    Parameters
    ----------
    indicator : Indicator
        The one that is to be told.
    told : sequence of Indicator
        Those that are told already.

    Returns
    -------
    bool
        Whether it may be told as well.
    """
    own = _theme(indicator)
    return sum(_theme(other) == own for other in told) < MOST_OF_A_THEME


def _theme(indicator: Indicator) -> str:
    return "ways" if indicator.unit == "min" else indicator.theme


def _finding(atlas: Atlas, areas: Areas, held: Standing, group: Group) -> Finding | None:
    """The strength or weakness that a value is; None for neither."""
    indicator, kind = held.indicator, _verdict(held)
    jumped = jump(atlas, areas.level, areas.year, held.row, group.mask, indicator.id) if kind else None
    if kind is None or (jumped and _verdict_before(atlas, areas, held, group, jumped) != kind):
        return None
    return Finding(
        indicator,
        kind,
        held.value,
        held.reference,
        held.goodness,
        held.better_than,
        held.of,
        group.size,
        held.column.vintage[held.row] or "",
        held.column.status[held.row],
        atlas.origins(indicator.id, areas.year),
        jumped,
    )


def _verdict(held: Standing) -> Kind | None:
    """Whether a value is a strength or a weakness; None for neither."""
    indicator, goodness, value, reference = held.indicator, held.goodness, held.value, held.reference
    kind: Kind = "strength" if goodness >= 50 else "weakness"
    alike = round(value, indicator.decimals) == round(reference, indicator.decimals)
    middling = QUARTER < goodness < 100 - QUARTER
    at_the_goal = indicator.unit == "min" and round(value, indicator.decimals) == 0  # a centre has no way to itself
    if middling or alike or at_the_goal or (kind == "strength" and _no_praise(indicator, reference)):
        return None
    return kind


def _verdict_before(atlas: Atlas, areas: Areas, held: Standing, group: Group, jumped: Jump) -> Kind | None:
    """The verdict on the value before a jump, among the group's values of then; None where it is not known."""
    name, before = held.indicator.id, jumped.before
    if before not in atlas.edition.periods(name):
        return None
    scale = scale_of(atlas, areas, group, atlas.column(name, areas.year, areas.level, before))
    value = float(scale.column.values[held.row])
    if isnan(value) or len(scale.ordered) < FEWEST:
        return None
    return _verdict(standing_of(scale, held.row, value))


def _no_praise(indicator: Indicator, reference: float) -> bool:
    """Whether a good value is no strength: nobody gains by it, or half the group has nearly all as well."""
    nearly_all = indicator.unit == "pct" and indicator.better == "higher" and reference >= NEARLY_ALL
    return nearly_all or indicator.id in NEVER_A_STRENGTH
