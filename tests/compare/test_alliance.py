"""An alliance is a group like any other: its figures are its members', by the one rule, and it is in nobody's sum."""

from collections.abc import Sequence

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kleinstadt.compare.alliance import LEVEL, Alliance, AllianceAtlas, atlas_with, formed
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.opened import OpenedEdition
from kleinstadt.compare.profile import profile
from kleinstadt.errors import PlanError, UnknownNameError
from kleinstadt.indicators.model import Count, Ratio
from kleinstadt.territory.coding import Words

BERLEBURG, LAASPHE, HATZFELD = "05970004", "05970028", "06635013"  # neighbours in two Länder
VERBAND = "059700004"  # of Bad Berleburg alone


@pytest.fixture(scope="module")
def atlas(opened: OpenedEdition) -> Atlas:
    return opened.atlas


def _with(atlas: Atlas, members: Sequence[str], name: str = "Probe") -> AllianceAtlas:
    alliance = Alliance(name, tuple(members))
    return AllianceAtlas(atlas, alliance, alliance.key)


def _people(atlas: Atlas) -> list[str]:
    return atlas.edition.members(atlas.newest).filter(pl.col("population") > 0)["ags"].to_list()


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_counts_are_sums_and_ratios_are_ratios_of_sums(atlas: Atlas, data: st.DataObject) -> None:
    members = data.draw(st.lists(st.sampled_from(_people(atlas)), min_size=2, max_size=12, unique=True))
    names = [name for name, one in atlas.indicators.items() if isinstance(one, Count | Ratio)]
    name = data.draw(st.sampled_from(names))
    made, year = _with(atlas, members), atlas.newest
    found = made.column(name, year, LEVEL)
    parts, known = atlas.parts(name, year), atlas.known(name)
    rows = np.flatnonzero(made.inside(year))
    value = found.values[made.areas(year, LEVEL).row[made.key]]
    if isinstance(known, Count):
        assert value == pytest.approx(parts.numerator[rows].sum(), nan_ok=True)
        return
    both = rows[parts.known(known)[rows]]
    above, below = parts.numerator[both].sum(), parts.denominator[both].sum()
    share_over_all = known.is_share and above > below * (1 + 1e-9)
    expected = above / below * known.scale if below > 0 and not share_over_all else np.nan
    assert value == pytest.approx(expected, nan_ok=True)


@settings(max_examples=4, deadline=None)
@given(data=st.data())
def test_the_members_of_one_verband_together_are_that_verband(atlas: Atlas, data: st.DataObject) -> None:
    year = atlas.newest
    by_verband = atlas.edition.members(year).group_by("verband", maintain_order=True).agg("ags")
    verband, towns = data.draw(st.sampled_from(by_verband.filter(pl.col("ags").list.len() > 1).rows()))
    made = _with(atlas, towns)
    areas, real = made.areas(year, LEVEL), atlas.areas(year, LEVEL)
    ours, theirs = areas.row[made.key], real.row[verband]
    for name in atlas.indicators:
        one, other = made.column(name, year, LEVEL), atlas.column(name, year, LEVEL)
        assert (one.own(ours), one.vintage[ours]) == (other.own(theirs), other.vintage[theirs]), name
        assert made.own(name, year, LEVEL)[ours] == atlas.own(name, year, LEVEL)[theirs], name
    told = ("population", "area_km2", "members", "kreis", "size", "kreis_type")
    record, of_verband = areas.record(made.key), real.record(verband)
    assert {name: record[name] for name in told} == {name: of_verband[name] for name in told}
    series = made.series("population", year, LEVEL).values[:, ours]
    assert np.array_equal(series, atlas.series("population", year, LEVEL).values[:, theirs], equal_nan=True)


@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_the_order_of_members_changes_nothing(atlas: Atlas, data: st.DataObject) -> None:
    members = data.draw(st.lists(st.sampled_from(_people(atlas)), min_size=2, max_size=8, unique=True))
    lead, *others = members
    one, other = Alliance("Probe", tuple(members)), Alliance("Probe", (lead, *data.draw(st.permutations(others))))
    assert one.key == other.key
    pair = [AllianceAtlas(atlas, each, each.key) for each in (one, other)]
    records = [each.areas(atlas.newest, LEVEL).record(each.key) for each in pair]
    assert records[0] == records[1]
    for name in ("census_vacancy_pct", "gewerbesteuer_rate_pct", "minutes_to_mittelzentrum"):
        values = [each.column(name, atlas.newest, LEVEL).own(-1) for each in pair]
        assert values[0] == values[1]


def test_an_alliance_is_in_no_sum_and_leaves_the_real_verbaende_as_they_are(atlas: Atlas) -> None:
    made, year = _with(atlas, [BERLEBURG, LAASPHE, HATZFELD]), atlas.newest
    areas, real = made.areas(year, LEVEL), atlas.areas(year, LEVEL)
    assert areas.everywhere.sum() == len(real.keys)
    assert areas.mask("land", "05").sum() == real.mask("land", "05").sum()
    column, before = made.column("density", year, LEVEL), atlas.column("density", year, LEVEL)
    assert np.array_equal(column.values[:-1], before.values, equal_nan=True)
    assert [column.status[row] for row in range(9)] == [before.status[row] for row in range(9)]
    assert [column.vintage[row] for row in range(9)] == [before.vintage[row] for row in range(9)]
    record = areas.record(made.key)
    assert (record["land"], record["kreis"], record["kreis_name"]) == ("05", None, None)


def test_an_alliance_is_ranked_among_nobody(atlas: Atlas) -> None:
    made, year = _with(atlas, [BERLEBURG, LAASPHE]), atlas.newest
    found = profile(made, LEVEL, made.key, year)
    assert (found.group.size, found.area["type"], found.area["lage"]) == (0, None, None)
    figures = [one for those in found.themes.values() for one in those]
    assert {one.place for one in figures} == {None}
    assert {one.group.value for one in figures} == {None}
    of_germany = {one.indicator.id: one.bund for one in figures}
    berleburg = profile(atlas, LEVEL, VERBAND, year)
    assert of_germany == {one.indicator.id: one.bund for those in berleburg.themes.values() for one in those}
    real = made.areas(year, LEVEL)
    assert not any(real.mask("type", kind)[-1] for kind in set(real.codes["type"]) - {None})


def test_a_rate_of_kreise_is_lent_to_an_alliance_across_them(atlas: Atlas) -> None:
    made = _with(atlas, [BERLEBURG, LAASPHE, HATZFELD])
    of_kreise = [name for name, one in atlas.indicators.items() if getattr(one, "level", "") == "kreis"]
    assert of_kreise
    for name in of_kreise:
        assert not made.own(name, atlas.newest, LEVEL)[-1]
        assert made.column(name, atlas.newest, LEVEL).own(-1).status in ("modelled", "partial", "missing")


def test_a_town_may_be_in_several_alliances_and_have_its_own_plan() -> None:
    both, others = (BERLEBURG, LAASPHE), (BERLEBURG, HATZFELD)
    keys = {Alliance(*one).key for one in (("Wasser", both), ("Schule", both), ("Wasser", others))}
    assert len(keys) == 3
    assert BERLEBURG not in keys
    assert all(len(key) == 9 and key.startswith("05b") for key in keys)


@pytest.mark.parametrize(
    ("members", "name", "said"),
    [
        ([BERLEBURG], "X", "2 bis 12 Mitglieder"),
        ([BERLEBURG, BERLEBURG], "X", "zweimal"),
        ([BERLEBURG, VERBAND], "X", "gehört zu"),
        ([BERLEBURG, LAASPHE], " ", "Namen"),
    ],
)
def test_what_is_no_alliance_is_said(atlas: Atlas, members: list[str], name: str, said: str) -> None:
    with pytest.raises(PlanError) as caught:
        formed(atlas, name, members)
    assert said in caught.value.german


def test_a_town_and_its_verband_of_many_are_no_two_members(atlas: Atlas) -> None:
    towns = atlas.edition.members(atlas.newest).filter(pl.col("verband") == "072325008")["ags"]
    assert len(towns) > 1
    with pytest.raises(PlanError, match="belongs to"):
        formed(atlas, "X", [towns[0], "072325008"])


def test_a_word_more_leaves_those_without_a_word_without() -> None:
    """The last of the known words stands for none."""
    words: Words[str | None] = Words(np.array([0, -1]), ("2023", None))
    assert list(words.and_then("2024")) == ["2023", None, "2024"]


def test_an_unknown_key_is_said(atlas: Atlas) -> None:
    with pytest.raises(UnknownNameError, match="99999999"):
        formed(atlas, "X", [BERLEBURG, "99999999"])


def test_an_alliance_is_opened_once(atlas: Atlas) -> None:
    alliance = formed(atlas, "Edertal", [BERLEBURG, LAASPHE])
    assert atlas_with(atlas, alliance, alliance.key) is atlas_with(atlas, alliance, alliance.key)
