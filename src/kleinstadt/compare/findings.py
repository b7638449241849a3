"""What a town is strong or weak in, against those of its type and Lage; only where it is agreed what is good.

An indicator counts if it declares a direction (`better`). A strength lies in the best quarter of the group, a weakness
in the worst; a value that prints like the group's median is neither. Nobody is judged by what jumps (jumps.py) or by
what misses those who work abroad (border_workers.py).
"""

from dataclasses import dataclass, field
from math import isnan
from typing import Final, Literal

import numpy as np

from kleinstadt.compare.border_workers import AFFECTED, CAVEAT, work_abroad
from kleinstadt.compare.columns import Areas, Atlas, Column, Floats, Origin
from kleinstadt.compare.groups import FEWEST, Group, group_of
from kleinstadt.compare.jumps import jump
from kleinstadt.edition.edition import Level
from kleinstadt.indicators.model import Indicator
from kleinstadt.memory import KEPT_ELSEWHERE
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import behind, number

Kind = Literal["strength", "weakness"]

QUARTER: Final = 25.0  # per cent of the group, at its good and at its bad end

# The same matter measured in several ways is told once, by the first of them that the area has a place in.
MATTERS: Final = (
    ("broadband_all_1000_pct", *(f"broadband_all_{speed}_pct" for speed in (200, 100, 50, 16))),
    ("minutes_to_supermarket", "within_1km_supermarket_pct", "distance_supermarket_m"),
    ("minutes_to_pharmacy", "within_1km_pharmacy_pct", "distance_pharmacy_m"),
    ("minutes_to_primary_school", "within_1km_primary_school_pct", "distance_primary_school_m"),
    ("near_stop_20_departures_pct", "within_1km_stop_pct", "distance_stop_m"),
    ("minutes_people_to_centre_car", "minutes_to_mittelzentrum", "modelled_minutes_to_mittelzentrum"),
    ("minutes_to_oberzentrum", "modelled_minutes_to_oberzentrum", "minutes_to_grossstadt"),
    ("minutes_to_fast_charging", "minutes_to_charging"),
    ("minutes_to_indoor_pool", "minutes_to_outdoor_pool"),
    ("tax_revenue_eur_per_head", "tax_strength_eur_per_head", "trade_tax_eur_per_head", "value_added_tax_eur_per_head"),
    ("employment_rate_gemeinde_pct", "employment_rate_pct"),
    ("mobile_5g_pct", "mobile_lte_pct"),
    ("unemployed_share", "basic_income_support_per_1000"),
)
# Without some empty dwellings nobody can move: few of them are no strength, many are a weakness.
NEVER_A_STRENGTH: Final = frozenset({"census_vacancy_pct"})
NEARLY_ALL: Final = 98.0  # per cent: where half the group has as much or more, more is nothing to speak of


@dataclass(frozen=True)
class Standing:
    """One indicator of one area within its group.

    row : of the area among those of its level
    value, reference : in the indicator's unit, reference being the group's median
    goodness : percentile turned so that 100 is the best; better_than : how many of the group are worse
    of : how many of the group have a value
    """

    column: Column
    row: int
    value: float
    reference: float
    goodness: float
    better_than: int
    of: int

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return self.column.indicator


@dataclass(frozen=True)
class _Scale:
    """The values of a group that an area is judged by: turned so that more is better, ascending; and their median."""

    column: Column = field(metadata=KEPT_ELSEWHERE)
    sign: float
    ordered: Floats
    median: float


@dataclass(frozen=True)
class Finding:
    """A strength or a weakness of one area.

    value, reference : in the indicator's unit, reference being the group's median
    goodness : 0 (worst) to 100 (best of the group); better_than : how many of the `of` areas with a value are worse
    of_group : how many there are in the group, with a value of their own or not
    vintage : period of the value; status : "measured", "modelled" or "partial"; origins : sources of the value
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

    def sentence(self, lang: Lang) -> str:
        """The finding with its reference: "Arbeitslose je 100 ...: 4,2 gegenüber 4,9 in der Gruppe (Median)"."""
        digits = self.indicator.decimals
        own, group = number(self.value, digits, lang), number(self.reference, digits, lang)
        own += behind(self.indicator.unit_beside(lang), lang)
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
        """How many are worse or better: "besser als 301 von 368"."""
        of = self.among(lang)
        better = number(self.better_than, 0, lang)
        return pick((f"besser als {better} von {of}", f"better than {better} of {of}"), lang)


@dataclass(frozen=True)
class Findings:
    """What an area is strong and weak in, the most marked first.

    judged : how many indicators could be judged; border : whether many probably work abroad
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
    """Strengths and weaknesses of an area; Germany has none. Raises UnknownNameError if the year has no such area."""
    areas = atlas.areas(year, level)
    areas.record(key)
    row = areas.row[key]
    group = group_of(atlas, areas, key)
    placed = placed_of(standings(atlas, areas, row))
    judged = [one for one in placed if not jump(atlas, level, year, row, group.mask, one.indicator.id)]
    found = [finding for one in judged if (finding := _finding(atlas, one, group, year))]
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


def placed_of(held: list[Standing]) -> list[Standing]:
    """The standings of an area, one of each of MATTERS."""
    placed = {one.indicator.id: one for one in held}
    repeated = {name for matter in MATTERS for name in [name for name in matter if name in placed][1:]}
    return [one for name, one in placed.items() if name not in repeated]


def standings(atlas: Atlas, areas: Areas, row: int) -> list[Standing]:
    """Every indicator that has a direction and in which an area has a place of its own."""
    affected = AFFECTED if work_abroad(atlas, areas.year, areas.level)[row] else ()
    held = []
    for scale in _scales(atlas, areas, group_of(atlas, areas, areas.keys[row])):
        name, value = scale.column.indicator.id, float(scale.column.values[row])
        own = areas.inhabited[row] and atlas.own(name, areas.year, areas.level)[row]
        if own and name not in affected and not isnan(value):
            held.append(_standing(scale, row, value))
    return held


def _standing(scale: _Scale, row: int, value: float) -> Standing:
    own, of = scale.sign * value, len(scale.ordered)
    lower, upper = int(scale.ordered.searchsorted(own)), int(scale.ordered.searchsorted(own, side="right"))
    return Standing(scale.column, row, value, scale.sign * scale.median, (lower + upper) / 2 / of * 100, lower, of)


def _scales(atlas: Atlas, areas: Areas, group: Group) -> list[_Scale]:
    """What the areas of a group are judged by, made once for all of them; none where too few have a value."""

    def make() -> list[_Scale]:
        names = [name for name, found in atlas.indicators.items() if found.better]
        scales = [_scale(atlas, areas, group, atlas.column(name, areas.year, areas.level)) for name in names]
        return [scale for scale in scales if len(scale.ordered) >= FEWEST]

    return atlas.once(("scales", areas.year, areas.level, group.type, group.lage), make)


def _scale(atlas: Atlas, areas: Areas, group: Group, column: Column) -> _Scale:
    """The values that areas of a group have of their own, none of a larger area's."""
    own = group.mask & areas.inhabited & atlas.own(column.indicator.id, areas.year, areas.level)
    sign = 1.0 if column.indicator.better == "higher" else -1.0
    values = column.values[own]
    ordered = np.sort(sign * values[~np.isnan(values)])
    return _Scale(column, sign, ordered, float(np.median(ordered)) if len(ordered) else np.nan)


def _finding(atlas: Atlas, held: Standing, group: Group, year: int) -> Finding | None:
    """The strength or weakness that a value is; None for neither."""
    indicator, goodness, value, reference = held.indicator, held.goodness, held.value, held.reference
    kind: Kind = "strength" if goodness >= 50 else "weakness"
    alike = round(value, indicator.decimals) == round(reference, indicator.decimals)
    middling = QUARTER < goodness < 100 - QUARTER
    at_the_goal = indicator.unit == "min" and round(value, indicator.decimals) == 0  # a centre has no way to itself
    if middling or alike or at_the_goal or (kind == "strength" and _no_praise(indicator, reference)):
        return None
    return Finding(
        indicator,
        kind,
        value,
        reference,
        goodness,
        held.better_than,
        held.of,
        group.size,
        held.column.vintage[held.row] or "",
        held.column.status[held.row],
        atlas.origins(indicator.id, year),
    )


def _no_praise(indicator: Indicator, reference: float) -> bool:
    """Whether a good value is no strength: nobody gains by it, or half the group has nearly all as well."""
    nearly_all = indicator.unit == "pct" and indicator.better == "higher" and reference >= NEARLY_ALL
    return nearly_all or indicator.id in NEVER_A_STRENGTH
