"""Findings for the first page: by the date alone, of small towns, of different themes, each with what it rests on."""

from datetime import date, timedelta

import pytest

from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.findings_of_the_day import MOST, findings_of_the_day
from kleinstadt.edition.edition import Edition
from kleinstadt.words.labels import SMALL_TOWNS

DAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def atlas(edition: Edition) -> Atlas:
    return Atlas(edition)


def test_three_small_towns_of_three_themes(atlas: Atlas) -> None:
    found = findings_of_the_day(atlas, DAY)
    assert len(found) == MOST
    assert len({one.remark.indicator.theme for one in found}) == MOST
    areas = atlas.areas(atlas.newest, "gemeinde")
    kinds = {str(areas.codes["own_type"][areas.row[one.key]]) for one in found}
    assert kinds <= set(SMALL_TOWNS)
    for one in found:
        assert one.remark.vintage
        assert one.remark.credits("de")
        assert "Gemeinden, Median" in one.among.de


def test_the_same_all_day_and_others_tomorrow(atlas: Atlas) -> None:
    today, again = findings_of_the_day(atlas, DAY), findings_of_the_day(atlas, DAY)
    assert [one.key for one in today] == [one.key for one in again]
    tomorrow = findings_of_the_day(atlas, DAY + timedelta(days=1))
    assert not {one.key for one in today} & {one.key for one in tomorrow}
