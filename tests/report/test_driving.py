"""Abb. 19 from the minutes of municipalities."""

import re
from dataclasses import replace

import polars as pl
import pytest

from kleinstadt.errors import UnknownNameError
from kleinstadt.report.contents import driving_words
from kleinstadt.report.drawing import images
from kleinstadt.report.tables import driving
from kleinstadt.travel.driving.goals import GOALS
from kleinstadt.travel.roads.networks import Network, Origin

YEAR = 2019


@pytest.fixture(scope="module")
def network():
    import numpy as np

    none = np.empty(0)
    empty = Network(none, none, none, none, none, none, none)
    return replace(empty, origin=Origin("hessen.osm.pbf", "", "car"))


def of(towns, minutes, status="known"):
    """Every municipality so many minutes from everything (null: none within the cut-off)."""
    columns = [
        column
        for goal in GOALS
        for column in (
            pl.lit(minutes, pl.Float64).alias(f"minutes_to_{goal}"),
            pl.lit(status).alias(f"status_{goal}"),
        )
    ]
    return towns.select(id="ags").with_columns(columns)


@pytest.fixture(scope="module")
def hessen(edition):
    return edition.members(YEAR).filter(pl.col("land") == "06", pl.col("population") > 0)


def test_a_verband_has_the_mean_of_its_people(edition):
    members = edition.members(YEAR)
    verband = members.group_by("verband").len().filter(pl.col("len") == 3)["verband"].sort()[0]
    towns = members.filter(verband=verband).sort("ags")
    minutes = pl.Series([10.0, 20.0, 60.0])
    found = of(towns, 0.0).with_columns(
        minutes_to_station=minutes, status_airport=pl.Series(["known", "at_most", "known"])
    )
    row = driving.of_verbaende(edition, found, YEAR).row(0, named=True)
    people = towns["population"]
    assert row["minutes_to_station"] == pytest.approx((minutes * people).sum() / people.sum())
    assert (row["status_station"], row["status_airport"]) == ("known", "at_most")


def test_a_verband_with_a_member_that_is_not_known_is_missing(edition):
    members = edition.members(YEAR)
    verband = members.group_by("verband").len().filter(pl.col("len") == 3)["verband"].sort()[0]
    some = of(members.filter(verband=verband), 12.0).head(2)
    row = driving.of_verbaende(edition, some, YEAR).row(0, named=True)
    assert (row["minutes_to_motorway"], row["status_motorway"]) == (None, "missing")


def test_points_that_are_no_municipalities_are_refused(edition):
    strangers = of(pl.DataFrame({"ags": ["home"]}), 1.0)
    with pytest.raises(UnknownNameError, match="--points seats"):
        driving.of_verbaende(edition, strangers, YEAR)


def test_groups_and_means(edition, hessen):
    verbaende = driving.of_verbaende(edition, of(hessen, 30.0), YEAR)
    spread = driving.figure_19(verbaende)
    whole = spread.filter(pl.col("lage").is_null(), ziel="Autobahn").rows_by_key("typ", named=True, unique=True)
    assert whole["Alle im Auszug"]["n"] == verbaende.height == 423
    assert whole["Großstädte"]["n"] == 5
    assert spread["median"].drop_nulls().unique().to_list() == [30.0]
    assert driving.means(verbaende, "airport") == (30.0, 30.0, 30.0)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "de",
            ["Abbildung 19", "Fernbahnhof", "nicht bekannt", "423 Werte sind Obergrenzen, 0 fehlen", "stationen.csv"],
        ),
        ("en", ["Figure 19", "Long-distance station", "not known", "423 values are upper bounds, 0 are missing"]),
    ],
)
def test_the_picture_says_what_it_shows_and_what_not(edition, hessen, network, lang, words):
    found = of(hessen, 30.0, "at_most").with_columns(
        minutes_to_airport=pl.lit(None, pl.Float64), status_airport=pl.lit("none_in_data")
    )
    chart = driving_words.figure_19(edition, YEAR, found, network, lang, "stationen.csv")
    said = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", images.svg(chart)))
    assert [word for word in [*words, "hessen.osm.pbf"] if word not in said] == []
    assert said.count(words[2]) == 2, "in the panel and below"


def test_nothing_known_is_still_a_picture(edition, hessen, network):
    found = of(hessen, None, "none_in_data")
    chart = driving_words.figure_19(edition, YEAR, found, network, "en")
    assert images.svg(chart).count("not known") >= 6
