"""Partners: neighbouring Verbände that are strong where a town is weak, or weak where it is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.compare.borders import years_with_borders
from kleinstadt.compare.columns import Areas, Atlas
from kleinstadt.compare.findings import NEVER_A_STRENGTH, QUARTER, Standing, placed_of, standings
from kleinstadt.compare.scaled import LEVEL
from kleinstadt.compare.sentences import Pair, said_when
from kleinstadt.edition.kept_columns import code_of
from kleinstadt.words.language import Lang, pick

SAID: Final = 4  # indicators that a sentence names


@dataclass(frozen=True)
class Partner:
    """A neighbour with something to give, to take or to share.

    gives : its strengths that the town lacks; takes : the town's strengths that it lacks; shared : weaknesses of both
    """

    row: int
    key: str
    name: str
    gives: tuple[Pair, ...]
    takes: tuple[Pair, ...]
    shared: tuple[Pair, ...]

    def sentences(self, lang: Lang) -> list[str]:
        """What speaks for working together, with both numbers, the neighbour's first."""
        told = (
            (self.gives, ("Dort stark, hier schwach", "Strong there, weak here")),
            (self.takes, ("Hier stark, dort schwach", "Strong here, weak there")),
            (self.shared, ("In beiden schwach", "Weak in both")),
        )
        return [f"{pick(head, lang)}: {_some(pairs, lang)}" for pairs, head in told if pairs]


def _some(pairs: tuple[Pair, ...], lang: Lang) -> str:
    """The first of these, and how many more there are."""
    shown = "; ".join(pair.against(lang) for pair in pairs[:SAID])
    more = len(pairs) - SAID
    return shown + (pick((f"; {more} weitere", f"; {more} more"), lang) if more > 0 else "")


@dataclass(frozen=True)
class Partners:
    """The neighbours of a Verband: those with a finding, the most complementary first, and the names of the others."""

    key: str
    year: int
    found: tuple[Partner, ...]
    without: tuple[str, ...]

    def rest(self, lang: Lang) -> str:
        """The neighbours without a finding, in one line; or that there are no neighbours."""
        if not self.found and not self.without:
            return pick(("Keine Nachbarn mit gemeinsamer Grenze.", "No neighbours with a common border."), lang)
        if not self.without:
            return ""
        return f"{pick(('Ohne Befund', 'Without a finding'), lang)}: {', '.join(self.without)}."


def partners(atlas: Atlas, key: str, year: int) -> Partners:
    """Neighbours that complement a Verband; strong and weak as in findings, each within its own type and Lage.

    A neighbour that is strong among its like must have the better value, too.
    Raises UnknownNameError if the year has no such Verband.
    """
    areas = atlas.areas(year, LEVEL)
    areas.record(key)
    around = atlas.once(("neighbours", year), lambda: _neighbours(atlas, year)).get(key, [])
    rows = sorted(areas.row[other] for other in around if other in areas.row)
    own = [one for one in placed_of(standings(atlas, areas, areas.row[key])) if can_be_shared(one)]
    places = [_partner(own, standings(atlas, areas, row), areas, row) for row in rows if areas.inhabited[row]]
    found = [place for place in places if place.gives or place.takes or place.shared]
    found.sort(key=lambda place: (-len(place.gives) - len(place.takes), -len(place.shared), place.key))
    without = tuple(place.name.split(",")[0] for place in places if place not in found)
    return Partners(key, year, tuple(found), without)


def can_be_shared(held: Standing) -> bool:
    """Whether neighbours can do something about it together: nobody lends the way to the next centre."""
    return held.indicator.theme != "location"


def _partner(own: list[Standing], others: list[Standing], areas: Areas, row: int) -> Partner:
    """A neighbour in a row of the areas, beside a Verband's own standings."""
    marks = {one.indicator.id: _mark(one) for one in others}
    gives, takes, shared = [], [], []
    for one in own:
        indicator, other = one.indicator, float(one.column.values[row])
        pair = Pair(indicator, one.value, other, said_when(one.column.vintage[one.row], areas.year))
        sign = 1.0 if indicator.better == "higher" else -1.0
        ahead = sign * (pair.other - pair.own)
        here, there = _mark(one), marks.get(indicator.id, 0)
        if here < 0 < there and ahead > 0:
            gives.append(pair)
        elif there < 0 < here and ahead < 0:
            takes.append(pair)
        elif here < 0 and there < 0:
            shared.append(pair)
    return Partner(row, areas.keys[row], areas.names[row], tuple(gives), tuple(takes), tuple(shared))


def _mark(held: Standing) -> int:
    """1 for a strength, -1 for a weakness, 0 for neither."""
    if held.goodness >= 100 - QUARTER:
        return 0 if held.indicator.id in NEVER_A_STRENGTH else 1
    return -1 if held.goodness <= QUARTER else 0


def _neighbours(atlas: Atlas, year: int) -> dict[str, list[str]]:
    """Verbände that share a border; none for years without borders."""
    if year not in years_with_borders(atlas):
        return {}
    drawn = Path(__file__).parents[1] / "territory" / "geometry.py"  # not imported here: GeoPandas costs half a second
    pairs = atlas.edition.frame_kept(
        f"neighbours-{code_of(__file__, str(drawn))}", year, lambda: _sharing_borders(atlas, year)
    )
    found: dict[str, list[str]] = {}
    for one, other in pairs.iter_rows():
        found.setdefault(one, []).append(other)
    return found


def _sharing_borders(atlas: Atlas, year: int) -> pl.DataFrame:
    """Pairs of Verbände, each both ways: from_id, to_id."""
    from kleinstadt.territory.geometry import neighbours

    return neighbours(atlas.edition.polygons(year, LEVEL)).select("from_id", "to_id")
