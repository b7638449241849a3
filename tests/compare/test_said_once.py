"""How figures and places are called where they stand: once, by the right name, with the digits that they have."""

import re

import numpy as np
import pytest

from kleinstadt.compare.opened import OpenedEdition
from kleinstadt.indicators.catalogue import INDICATORS
from kleinstadt.indicators.islands import WITHOUT_ROAD
from kleinstadt.territory.names import joint, short
from kleinstadt.words.categories import status
from kleinstadt.workbench.draft.subject import subject
from kleinstadt.workbench.draft.telling import inside_of


@pytest.mark.parametrize(("level", "key"), [("land", "14"), ("bund", "00")])
def test_nothing_of_a_land_is_in_the_kreis(opened: OpenedEdition, level: str, key: str) -> None:
    labels = [opened.atlas.known_at(name, level) for name in opened.atlas.indicators]  # type: ignore[arg-type]
    assert not [one.de for one in labels if one.de.endswith("im Kreis")]
    assert not [one.en for one in labels if one.en.endswith("in the Kreis")]
    assert len({one.de for one in labels}) == len({one.de for one in opened.atlas.indicators.values()})
    column = opened.atlas.column("kreis_mean_age_years", 2024, level)  # type: ignore[arg-type]
    assert column.indicator.label("de") == "Durchschnittsalter"
    assert key in opened.atlas.areas(2024, level).row  # type: ignore[arg-type]


def test_a_level_of_rents_is_a_whole_number() -> None:
    assert INDICATORS["rent_level"].decimals == 0


def test_no_name_of_a_figure_has_the_years_that_stand_beside_it() -> None:
    assert not [one.de for one in INDICATORS.values() if re.search(r"\(\d{4} bis \d{4}\)", one.de)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Insel Hiddensee", "auf der Insel Hiddensee"),
        ("Hallig Hooge", "auf der Hallig Hooge"),
        ("Borkum", "auf Borkum"),
        ("Sylt", "in der Gemeinde Sylt"),
        ("Drebkau", "in Drebkau"),
    ],
)
def test_where_people_live(name: str, said: str) -> None:
    assert inside_of(name) == said


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("05970004", "der Stadt"),
        ("13073040", "der Gemeinde"),
        ("145215140", "des Verbands"),
        ("059700004", "der Stadt"),
    ],
)
def test_whose_finances_they_are(opened: OpenedEdition, key: str, kind: str) -> None:
    assert subject(opened.atlas, key).kind == kind


@pytest.mark.parametrize("key", ["01056025", "03452013", "13073040", "09187123"])
def test_from_an_island_without_a_road_nobody_drives(opened: OpenedEdition, key: str) -> None:
    """The model without a road network gave 21 minutes from Juist, 37 from Hiddensee to the next centre."""
    row = opened.atlas.areas(2024, "gemeinde").row[key]
    for name in ("modelled_minutes_to_mittelzentrum", "modelled_minutes_to_oberzentrum", "minutes_to_grossstadt"):
        column = opened.atlas.column(name, 2024, "gemeinde")
        assert np.isnan(column.values[row])
        assert column.status[row] == "no_road"
    assert status("no_road", "de") == "Insel ohne Straße zum Festland"


def test_minutes_are_not_lent_across_the_water(opened: OpenedEdition) -> None:
    """Hiddensee belongs to the Amt West-Rügen; Borkum is a Verband by itself, whose minutes have the ferry in them."""
    areas = opened.atlas.areas(2024, "gemeinde")
    minutes = opened.atlas.column("minutes_people_to_centre_car", 2024, "gemeinde")
    assert minutes.status[areas.row["13073040"]] == "no_road"
    assert round(float(minutes.values[areas.row["03457002"]]), 1) == 136.8
    assert round(float(minutes.values[areas.row["13074035"]]), 1) == 17.5  # Poel has a dam


def test_the_islands_are_municipalities_of_these_names(opened: OpenedEdition) -> None:
    names = dict(opened.atlas.edition.members(2024).select("ags", "name").iter_rows())
    for key, (name, _) in WITHOUT_ROAD.items():
        assert short(names[key]) == name.partition(" (")[0] or name.startswith(short(names[key]))


def test_a_verband_is_called_so_once() -> None:
    assert joint("Gemeindeverband Zwönitz (Elterlein, Zwönitz)") == "Gemeindeverband Zwönitz (Elterlein, Zwönitz)"
    assert joint("Mittelholstein") == "Gemeindeverband Mittelholstein"
