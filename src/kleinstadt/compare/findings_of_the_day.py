"""Three findings for the first page: another three small towns each day, the same for all who read that day."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.findings import findings
from kleinstadt.compare.groups import TYPE_COLUMN
from kleinstadt.compare.portrait import Remark, portrait
from kleinstadt.compare.profile import profile
from kleinstadt.edition.edition import Level
from kleinstadt.territory.names import short
from kleinstadt.words.labels import SMALL_TOWNS
from kleinstadt.words.language import LANGUAGES, Text

LEVEL: Final[Level] = "gemeinde"
MOST: Final = 3
STEP: Final = 997  # a prime, so that a town comes back only after all others
TRIED: Final = 12  # towns looked at for three with a finding


@dataclass(frozen=True)
class Spotlight:
    """A town and the most marked of its findings.

    Attributes
    ----------
    key, name : str
        Of the municipality.
    remark : Remark
        The finding.
    among : Text
        Whom it is compared with, and how many they are.
    """

    key: str
    name: str
    remark: Remark
    among: Text


def findings_of_the_day(atlas: Atlas, day: date) -> list[Spotlight]:
    """The most marked finding of each of three small towns, of three themes, chosen by the date alone.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition; towns are those of its newest year.
    day : date
        The date.

    Returns
    -------
    list of Spotlight
        At most MOST.
    """
    areas = atlas.areas(atlas.newest, LEVEL)
    small = np.flatnonzero(areas.inhabited & np.isin(areas.codes[TYPE_COLUMN[LEVEL]], SMALL_TOWNS))
    found: list[Spotlight] = []
    for turn in range(TRIED if len(small) else 0):
        key = areas.keys[small[(day.toordinal() * MOST + turn) * STEP % len(small)]]
        themes = {one.remark.indicator.theme for one in found}
        spotlight = _spotlight(atlas, areas, key, themes)
        found += [spotlight] if spotlight else []
        if len(found) == MOST:
            break
    return found


def _spotlight(atlas: Atlas, areas: Areas, key: str, themes: set[str]) -> Spotlight | None:
    """The most marked finding of a town in another theme than these; None if it has none."""
    own = profile(atlas, LEVEL, key, atlas.newest)
    told = portrait(atlas, own, findings(atlas, LEVEL, key, atlas.newest))
    fresh = [remark for remark in told.remarks if remark.indicator.theme not in themes]
    if not fresh:
        return None
    among = Text(*(f"{own.group.name(lang)}, {own.group.counted(lang)}" for lang in LANGUAGES))
    return Spotlight(key, short(areas.names[areas.row[key]]), fresh[0], among)
