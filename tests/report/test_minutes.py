"""Abb. 14 and 19 on the embedded edition and by hand: classes of minutes add up, and grow with the distance."""

import polars as pl
import pytest

from kleinstadt.edition.edition import Edition
from kleinstadt.report.contents.statements import STATEMENTS
from kleinstadt.report.tables import minutes
from kleinstadt.words import labels

SHARES = ["eigen_pct", "kurz_pct", "mittel_pct", "lang_pct"]


def test_the_classes_of_a_bar_are_all_of_its_towns(edition: Edition) -> None:
    frame = minutes.figure_14(edition, 2019)
    assert frame.height == 2 * 2 * 4
    assert frame.select(pl.sum_horizontal(SHARES)).to_series().to_list() == pytest.approx([100.0] * 16)
    upper = frame.filter(pl.col("ziel") == labels.CENTRES[minutes.UPPER][0])
    assert upper["eigen_pct"].to_list() == [0.0] * 8, "the class is of Mittelzentren only"
    towns = edition.areas(2019).filter(pl.col("type").is_in(labels.SMALL_TOWNS))
    assert upper["n"].sum() == towns.height


def test_a_limit_belongs_to_the_upper_class() -> None:
    units = pl.DataFrame({minutes.MIDDLE: [7.4, 7.5, 14.9, 15.0], "eigen": [False] * 4})
    assert minutes._shares(units, minutes.MIDDLE) == {
        "n": 4,
        "eigen_pct": 0.0,
        "kurz_pct": 25.0,
        "mittel_pct": 50.0,
        "lang_pct": 25.0,
    }


def test_very_peripheral_towns_are_far_from_upper_centres(edition: Edition) -> None:
    """The report says about 80 % and 54 towns, of 2018."""
    far = STATEMENTS["Kleinstädte mit >30 Minuten zum nächsten Oberzentrum unter sehr peripheren"](edition, 2019)
    hour = STATEMENTS["Kleinstädte mit >60 Minuten zum nächsten Oberzentrum"](edition, 2019)
    assert far is not None
    assert hour is not None
    assert 70 <= far <= 90
    assert 30 <= hour <= 80
