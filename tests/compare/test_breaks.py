"""Where a line breaks: where any count of people that it is made of goes on from another census."""

from kleinstadt.compare.changes import breaks_of, comparable
from kleinstadt.indicators.catalogue import INDICATORS


def test_a_share_breaks_where_its_people_do() -> None:
    breaks = {name: breaks_of(INDICATORS[name]) for name in ("population", "working_age_share", "unemployed_share")}
    of_working_age = ((2011, 2011),)
    assert breaks == {
        "population": ((2012, 2011), (2024, 2022)),
        "working_age_share": of_working_age,
        "unemployed_share": of_working_age,
    }


def test_what_counts_no_people_never_breaks() -> None:
    broadband = INDICATORS["broadband_all_50_pct"]
    assert breaks_of(broadband) == ()
    assert comparable(broadband, "2010", "2012")


def test_a_line_that_breaks_compares_nothing_across() -> None:
    share = INDICATORS["unemployed_share"]
    assert not comparable(share, "2010", "2011")
    assert comparable(share, "2011", "2021")
