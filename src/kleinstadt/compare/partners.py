"""Partners: neighbouring Verbände that are strong where a town is weak, or weak where it is."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.borders import years_with_borders
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.findings import Finding, findings
from kleinstadt.compare.scaled import LEVEL
from kleinstadt.compare.sentences import Pair, said_when
from kleinstadt.edition.kept_columns import code_of
from kleinstadt.edition.territories import OLDEST_BORDERS
from kleinstadt.indicators.model import Indicator
from kleinstadt.territory.names import short
from kleinstadt.words.language import Lang, pick

SAID: Final = 4  # indicators that a sentence names


@dataclass(frozen=True)
class Partner:
    """A neighbour with something to give, to take or to share.

    Attributes
    ----------
    row : int
        Its row in Atlas.areas.
    key, name : str
        Of the Verband.
    gives : tuple of Pair
        Its strengths that the town lacks.
    takes : tuple of Pair
        The town's strengths that it lacks.
    shared : tuple of Pair
        Weaknesses of both.
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
    """The neighbours of a Verband.

    Attributes
    ----------
    key : str
        Of the Verband.
    year : int
        Year of the borders.
    found : tuple of Partner
        Those with a finding, the most complementary first.
    without : tuple of str
        Names of the others.
    """

    key: str
    year: int
    found: tuple[Partner, ...]
    without: tuple[str, ...]

    def rest(self, lang: Lang) -> str:
        """The neighbours without a finding, in one line; or that there are no neighbours, or that nobody knows any."""
        if self.year < OLDEST_BORDERS:
            german = f"Nachbarn sind erst ab {OLDEST_BORDERS} bekannt: Für {self.year} gibt es hier keine Grenzen."
            english = f"Neighbours are known from {OLDEST_BORDERS} on only: there are no borders of {self.year} here."
            return pick((german, english), lang)
        if not self.found and not self.without:
            return pick(("Keine Nachbarn mit gemeinsamer Grenze.", "No neighbours with a common border."), lang)
        if not self.without:
            return ""
        return f"{pick(('Ohne Befund', 'Without a finding'), lang)}: {', '.join(self.without)}."


def partners(atlas: Atlas, key: str, year: int) -> Partners:
    """Neighbours that complement a Verband; strong and weak as on the page of each, within its own type and Lage.

    A neighbour that is strong among its like must have the better value, too.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition (OpenedEdition.atlas).
    key : str
        Key of a Verband.
    year : int
        Year of the borders. Neighbours share a border, which are known from 2016 on; before there are none.

    Returns
    -------
    Partners
        Sorted by how much they give and take, then by how many weaknesses are shared.

    Raises
    ------
    UnknownNameError
        If the year has no such Verband.

    Examples
    --------
    >>> sorted(partner.name for partner in partners(ed.atlas, "120610112", 2019).found)[-1]
    'Zeuthen'
    """
    areas = atlas.areas(year, LEVEL)
    areas.record(key)
    around = atlas.once(("neighbours", year), lambda: _neighbours(atlas, year)).get(key, [])
    rows = sorted(areas.row[other] for other in around if other in areas.row)
    own = [one for one in _found(atlas, areas, areas.row[key]) if can_be_shared(one.indicator)]
    places = [_partner(own, _found(atlas, areas, row), areas, row) for row in rows if areas.inhabited[row]]
    found = [place for place in places if place.gives or place.takes or place.shared]
    found.sort(key=lambda place: (-len(place.gives) - len(place.takes), -len(place.shared), place.key))
    without = tuple(short(place.name) for place in places if place not in found)
    return Partners(key, year, tuple(found), without)


def can_be_shared(indicator: Indicator) -> bool:
    """Whether neighbours can do something about it together: nobody lends the way to the next centre.

    Parameters
    ----------
    indicator : Indicator
        What is measured.

    Returns
    -------
    bool
        False for the theme "location".
    """
    return indicator.theme != "location"


def _found(atlas: Atlas, areas: Areas, row: int) -> tuple[Finding, ...]:
    """What the page of a Verband says of it, or that of the one municipality that it is, among municipalities."""

    def make() -> tuple[Finding, ...]:
        members = np.flatnonzero(areas.area_of == row)
        alone = atlas.areas(areas.year, "gemeinde").keys[members[0]] if len(members) == 1 else None
        told = findings(atlas, "gemeinde" if alone else LEVEL, alone or areas.keys[row], areas.year)
        return told.strengths + told.weaknesses

    return atlas.once(("findings of a page", areas.year, row), make)


def _partner(own: list[Finding], others: tuple[Finding, ...], areas: Areas, row: int) -> Partner:
    """A neighbour in a row of the areas, beside what a Verband itself is strong and weak in."""
    theirs = {one.indicator.id: one for one in others}
    gives, takes, shared = [], [], []
    for one in own:
        other = theirs.get(one.indicator.id)
        if other is None:
            continue
        pair = Pair(one.indicator, one.value, other.value, said_when(one.vintage, areas.year))
        ahead = (other.value - one.value) * (1.0 if one.indicator.better == "higher" else -1.0)
        if one.kind == "weakness" and other.kind == "strength" and ahead > 0:
            gives.append(pair)
        elif one.kind == "strength" and other.kind == "weakness" and ahead < 0:
            takes.append(pair)
        elif one.kind == other.kind == "weakness":
            shared.append(pair)
    return Partner(row, areas.keys[row], areas.names[row], tuple(gives), tuple(takes), tuple(shared))


def _neighbours(atlas: Atlas, year: int) -> dict[str, list[str]]:
    """Verbände that share a border; none for years without borders."""
    if year not in years_with_borders(atlas):
        return {}
    pairs = atlas.edition.frame_kept(f"neighbours-{code_of(__file__)}", year, lambda: _sharing_borders(atlas, year))
    found: dict[str, list[str]] = {}
    for one, other in pairs.iter_rows():
        found.setdefault(one, []).append(other)
    return found


def _sharing_borders(atlas: Atlas, year: int) -> pl.DataFrame:
    """Pairs of Verbände, each both ways: from_id, to_id."""
    from kleinstadt.territory.geometry import neighbours

    return neighbours(atlas.edition.polygons(year, LEVEL)).select("from_id", "to_id")
