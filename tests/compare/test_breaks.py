"""Where a line breaks: where any count of people that it is made of goes on from another census."""

from itertools import pairwise

import pytest

from kleinstadt.compare.changes import breaks_of, comparable, first_periods
from kleinstadt.compare.trends import Line
from kleinstadt.edition.edition import Edition
from kleinstadt.indicators.catalogue import INDICATORS
from kleinstadt.report.drawing.inline_charts import told
from kleinstadt.words.language import Text

ONE_SERIES = (  # sources that print the same count of the same office; a line goes on from one to the other
    frozenset({"gv", "bbsr_reference", "bbsr_reference_2020"}),  # residents and land of the statistical offices
    frozenset({"inkar_2024", "bbsr_reference_2020"}),  # employees of the employment agency, 30 June
    frozenset({"inkar", "inkar_income_tax_2022"}),  # income tax of the statistical offices, by the BBSR
)


def test_a_share_breaks_where_its_people_do() -> None:
    breaks = {name: breaks_of(INDICATORS[name]) for name in ("population", "working_age_share", "unemployed_share")}
    of_2011 = Text("Zensus 2011", "Census 2011")
    of_working_age = ((2011, of_2011),)
    assert breaks == {
        "population": ((2012, of_2011), (2024, Text("Zensus 2022", "Census 2022"))),
        "working_age_share": of_working_age,
        "unemployed_share": of_working_age,
    }


@pytest.mark.parametrize("name", list(INDICATORS))
def test_two_years_are_comparable_exactly_where_no_break_lies_between_them(name: str) -> None:
    indicator = INDICATORS[name]
    firsts = first_periods(indicator)
    for start, end in pairwise(map(str, range(1990, 2026))):
        assert comparable(indicator, start, end) == (not any(start < first <= end for first in firsts)), (start, end)
    assert len(breaks_of(indicator)) == len(firsts)


def test_money_per_head_breaks_where_the_heads_are_counted_anew() -> None:
    assert first_periods(INDICATORS["income_tax_eur_per_head"]) == ("2012", "2024")


def test_what_counts_no_people_never_breaks() -> None:
    forest = INDICATORS["forest_share"]
    assert breaks_of(forest) == ()
    assert comparable(forest, "2010", "2012")


def test_broadband_of_another_source_is_no_change() -> None:
    """From the broadband atlas of mid-2021 to the Deutschlandatlas 26 % of Verbände "lose" 50 Mbit/s; before, none."""
    for name in ("broadband_all_50_pct", "broadband_all_1000_pct"):
        figure = INDICATORS[name]
        assert breaks_of(figure) == ((2023, Text("andere Quelle", "other source")),)
        assert comparable(figure, "2018-12", "2021-06")
        assert not comparable(figure, "2021-06", "2023-12")
    line = Line("own", (2019.0, 2021.5, 2024.0), (10.0, 53.7, 45.4))
    assert told(line, "de", 1, breaks_of(figure)) == "10,0 → 53,7, andere Quelle: 45,4"


def test_every_series_of_several_sources_is_one_series_or_breaks(edition: Edition) -> None:
    """A new source within a line is either the same count (ONE_SERIES) or a break that the figure declares."""
    mixed = set()
    for name, figure in edition.indicators.items():
        for variable in figure.variables:
            source_of: dict[str, set[str]] = {}
            for one in edition.choice.vintages.of(variable):
                source_of.setdefault(one.period, set()).add(one.source)
            for before, after in pairwise(sorted(source_of)):
                sources = source_of[before] | source_of[after]
                mixed |= {variable} if len(sources) > 1 else set()
                same = len(sources) == 1 or any(sources <= alike for alike in ONE_SERIES)
                assert same or after in figure.breaks, f"{name}: {variable} changes from {before} to {after}: {sources}"
    assert {"population", "employees_workplace", "broadband_all_50_pct"} <= mixed


def test_a_line_that_breaks_compares_nothing_across() -> None:
    share = INDICATORS["unemployed_share"]
    assert not comparable(share, "2010", "2011")
    assert comparable(share, "2011", "2021")
