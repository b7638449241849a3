"""Crosswalks between two days, on reforms small enough to follow by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

import polars as pl
import pytest
from reforms import END, as_dict, carry_between, counts, crosswalk, crosswalk_of, links, shares, units

from kleinstadt.edition.edition import Edition
from kleinstadt.errors import UnknownNameError
from kleinstadt.territory.crosswalk import compact
from kleinstadt.territory.reapportion import Crosswalk, lift
from kleinstadt.territory.ways import Ways

# By 2019 everything is "x", but for "z". Between 2005 and 2011 the village "v" joined the town "t"; in 2008 the whole
# Kreis got new keys: "n" became "m", of the same name.
HISTORY: Final = links(
    [
        *((year, 2019, key, "x", 1.0) for year in range(2005, 2008) for key in ("t", "v", "n")),
        *((year, 2019, "z", "z", 1.0) for year in range(2005, 2019)),
        *((year, 2019, key, "x", 1.0) for year in range(2008, 2019) for key in ("t", "m")),
    ]
)
VILLAGES: Final = {"t": ("Town", 900.0, 20.0), "v": ("Village", 100.0, 5.0), "n": ("Neudorf", 300.0, 10.0)}
GAZETTEERS: Final = pl.concat(
    [
        units(END[2005], {**VILLAGES, "z": ("Zell", 50.0, 7.0)}),
        units(END[2011], {"t": ("Town, Stadt", 1100.0, 25.1), "m": ("Neudorf", 290.0, 10.0), "z": ("Zell", 40.0, 7.0)}),
        units(END[2019], {"x": ("Großtown", 1400.0, 35.1), "z": ("Zell", 30.0, 7.0), "lake": ("Bodensee", 0.0, 1.0)}),
    ]
)


@pytest.fixture(scope="module")
def small() -> Crosswalk:
    return crosswalk_of(compact(HISTORY), GAZETTEERS)


def test_the_same_day_is_the_identity(small: Crosswalk) -> None:
    assert shares(small.between(END[2005], END[2005])) == {(key, key): 1 for key in ("t", "v", "n", "z")}


def test_to_a_day_in_between_by_land_and_name(small: Crosswalk) -> None:
    way = small.between(END[2005], END[2011])
    assert shares(way) == {("t", "t"): 1, ("v", "t"): 1, ("n", "m"): 1, ("z", "z"): 1}
    assert way["status"].unique().to_list() == ["measured"]


def test_back_in_time_a_merged_town_is_divided_by_its_parts_people(small: Crosswalk) -> None:
    way = small.between(END[2011], END[2005])
    assert shares(way) == {("t", "t"): 0.9, ("t", "v"): 0.1, ("m", "n"): 1, ("z", "z"): 1}
    assert way.filter(pl.col("from_id") == "t")["status"].unique().to_list() == ["modelled"]
    assert way.filter(pl.col("from_id") != "t")["status"].unique().to_list() == ["measured"]


def test_back_from_the_hub_itself(small: Crosswalk) -> None:
    way = shares(small.between(END[2019], END[2005]))
    assert way["x", "t"] == pytest.approx(900 / 1300, abs=1e-6)
    assert way["z", "z"] == 1


def test_an_area_that_no_day_but_its_own_knows_is_listed(small: Crosswalk) -> None:
    before = counts({"x": 10, "z": 3, "lake": 1})
    after, unassigned = carry_between(small, before, END[2019], END[2005])
    assert as_dict(unassigned) == {"lake": 1}
    assert after["value"].sum() == pytest.approx(13)


def test_a_key_of_the_neighbouring_year_is_understood() -> None:
    early = units(
        date(2008, 1, 1), {"t": ("Town", 1000.0, 25.0), "m": ("Neudorf", 300.0, 10.0), "z": ("Zell", 50.0, 7.0)}
    )
    way = crosswalk_of(compact(HISTORY), pl.concat([early, GAZETTEERS])).between(date(2008, 1, 1), END[2019])
    assert shares(way) == {("t", "x"): 1, ("m", "x"): 1, ("z", "z"): 1}


def test_areas_are_looked_up_elsewhere_only_while_some_are_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Ways] = []
    elsewhere = Crosswalk._elsewhere

    def noticed(known: Crosswalk, near: date, around: list[date], hub: date) -> Iterator[Ways]:
        for ways in elsewhere(known, near, around, hub):
            asked.append(ways)
            yield ways

    monkeypatch.setattr(Crosswalk, "_elsewhere", noticed)
    crosswalk_of(compact(HISTORY), GAZETTEERS).ways(END[2005], END[2019])
    assert asked == []
    late = units(END[2005], {"t": ("Town", 1000.0, 25.0), "x": ("Neustadt", 300.0, 10.0)})
    others = GAZETTEERS.filter(pl.col("territory") != END[2005])
    way = crosswalk_of(compact(HISTORY), pl.concat([late, others])).between(END[2005], END[2019])
    assert len(asked) > 0
    assert shares(way)["x", "x"] == 1, "a key of later, found among the hub's own"


def test_a_forgotten_municipality_makes_its_taker_missing() -> None:
    forgetful = GAZETTEERS.filter(~((pl.col("territory") == END[2005]) & (pl.col("area_id") == "v")))
    crosswalk_2005 = crosswalk_of(compact(HISTORY), forgetful)
    after, _ = carry_between(crosswalk_2005, counts({"t": 900, "n": 300, "z": 50}), END[2005], END[2019])
    assert as_dict(after) == {"x": None, "z": 50}


def test_the_register_of_the_giving_day_says_who_is_empty() -> None:
    forest = units(END[2005], {"v": ("Forest", 0.0, 5.0)})
    gazetteers = pl.concat(
        [GAZETTEERS.filter(~((pl.col("territory") == END[2005]) & (pl.col("area_id") == "v"))), forest]
    )
    crosswalk_2005 = crosswalk_of(compact(HISTORY), gazetteers)
    known = counts({"t": 900, "n": 300, "z": 50})
    assert as_dict(carry_between(crosswalk_2005, known, END[2005], END[2019])[0]) == {"x": 1200, "z": 50}
    assert as_dict(carry_between(crosswalk_2005, known, END[2005], END[2019], "area")[0]) == {"x": None, "z": 50}


def test_days_beyond_the_links_are_refused(small: Crosswalk) -> None:
    with pytest.raises(UnknownNameError, match="from 2005-12-31 to 2019-12-31"):
        small.between(END[2005], END[2022])
    with pytest.raises(UnknownNameError):
        small.between(END[1990], END[2019])


def test_kreise_follow_their_municipalities() -> None:
    way = crosswalk([("01001001", "01002001", 1), ("01001002", "01001002", 1), ("01003001", "01001002", 1)])
    described = units(
        END[2019], {"01001001": ("A", 30.0, 1.0), "01001002": ("B", 90.0, 4.0), "01003001": ("C", 0.0, 2.0)}
    )
    assert shares(lift(way, described, 5)) == {
        ("01001", "01001"): 0.75,
        ("01001", "01002"): 0.25,
        ("01003", "01001"): 1,
    }


def test_a_way_is_the_same_to_the_last_digit_however_often_it_is_made(edition: Edition) -> None:
    """A share whose last digit changes breaks ties between towns, and then the place of a town in its group changes."""
    known, newest = edition.crosswalk, edition.territory(edition.years[-1])
    one, again = (replace(known) for _ in range(2))
    assert one.between(newest, END[2016]).equals(again.between(newest, END[2016]))
    assert one.kreise_between(newest, END[2016]).equals(again.kreise_between(newest, END[2016]))
