"""Where many work beyond the border, nobody is judged by German counts of employees and taxes, and it is said."""

import pytest

from kleinstadt.compare.areas import TOWN_LEVELS
from kleinstadt.compare.border_workers import AFFECTED, RATE, work_abroad
from kleinstadt.compare.findings import findings
from kleinstadt.compare.opened import OpenedEdition
from kleinstadt.compare.partners import partners

PERL, BUESINGEN = "10042115", "08335015"
FRIEDEBURG, OESTRICH_WINKEL = "03462005", "06439012"


@pytest.mark.parametrize(
    ("key", "abroad"), [(PERL, True), (BUESINGEN, True), (FRIEDEBURG, False), (OESTRICH_WINKEL, False)]
)
def test_perl_beside_luxembourg_and_buesingen_in_switzerland(opened: OpenedEdition, key: str, *, abroad: bool) -> None:
    atlas = opened.atlas
    areas = atlas.areas(atlas.newest, "gemeinde")
    assert work_abroad(atlas, atlas.newest, "gemeinde")[areas.row[key]] == abroad
    found = findings(atlas, "gemeinde", key, atlas.newest)
    assert bool(found.caveat("de")) == abroad
    judged = {one.indicator.id for one in (*found.strengths, *found.weaknesses)}
    if abroad:
        assert not judged & AFFECTED
        assert found.caveat("en").startswith("Many who live here")


def test_a_low_rate_far_from_the_border_is_judged(opened: OpenedEdition) -> None:
    """Friedland has a camp for those who arrive; its 33 % are no sign of work abroad."""
    atlas = opened.atlas
    areas = atlas.areas(atlas.newest, "gemeinde")
    assert not work_abroad(atlas, atlas.newest, "gemeinde")[areas.row["03159015"]]


def test_only_few_employees_and_a_border_near_by_say_so(opened: OpenedEdition) -> None:
    """Flensburg is near with 59.6 employees per 100; Arnis has 54 and lies over 20 km from Denmark."""
    atlas = opened.atlas
    areas, verbaende = (atlas.areas(atlas.newest, level) for level in TOWN_LEVELS[::-1])
    abroad = work_abroad(atlas, atlas.newest, "gemeinde")
    assert not abroad[areas.row["01001000"]]
    assert not abroad[areas.row["01059002"]]
    under_50 = atlas.column(RATE, atlas.newest, "gemeinde").values < 50
    assert (under_50.sum(), (under_50 & abroad).sum()) == (201, 158)
    in_verband = work_abroad(atlas, atlas.newest, "verband")[verbaende.row["072325008"]]
    assert not in_verband, "some of its people live near Luxembourg, most do not"


def test_a_verband_beside_luxembourg_shares_no_weakness_that_is_none(opened: OpenedEdition) -> None:
    """Perl and Saarburg-Kell have 21 and 46 employees per 100, since so many work beyond the Mosel."""
    atlas = opened.atlas
    found = partners(atlas, "100420115", atlas.newest)
    shared = {pair.indicator.id for one in found.found for pair in one.shared}
    assert shared
    assert not shared & AFFECTED
