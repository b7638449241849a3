"""Abb. 16 from a table of shares as `access walk` writes it."""

import re

import polars as pl
import pytest
from chart_specs import rows

from kleinstadt.edition.overlay import walking_indicators
from kleinstadt.report.contents import captions
from kleinstadt.report.contents.captions import Caption
from kleinstadt.report.drawing import images, style
from kleinstadt.report.drawing.nearby import nearby
from kleinstadt.report.drawing.scales import log_scale
from kleinstadt.report.tables.walking import figure_16
from kleinstadt.travel.walking.facilities import SERVICES

WALKING = walking_indicators()
LAUF, HERSBRUCK, RECKENBERG = "09574138", "09574132", "09574154"  # a Mittelstadt, two of smaller size
CAPTION = Caption("Abbildung 16: Nahversorgung", ("Woher und wie", "Quelle"))


def table(folder, changes=()):
    """Three municipalities: footways 40 %, straight lines 60 % of everything; `changes` replaces columns."""
    shares = {name: [60.0 if "straight" in name else 40.0] * 3 for name in WALKING}
    frame = pl.DataFrame(
        {"ags": [LAUF, HERSBRUCK, RECKENBERG], "persons_assessed": [20_000.0, 3000.0, 1000.0], **shares}
    )
    frame = frame.with_columns(**dict(changes))
    frame.write_parquet(folder / "walk.parquet")
    return folder / "walk.parquet"


def texts(chart):
    return re.findall(r"<text[^>]*>([^<]*)</text>", images.svg(chart))


def test_towns_have_area_lage_and_both_shares(edition, tmp_path):
    walked = figure_16(edition, table(tmp_path), 2019)
    town = walked.towns.filter(pl.col("name").str.starts_with("Hersbruck")).row(0, named=True)
    assert (town["footway"], town["straight"], town["known"]) == (40.0, 60.0, False), "3,000 of 12,000 are assessed"
    assert town["lage"] in style.LAGE_COLOURS
    assert town["area_km2"] == pytest.approx(22.9, abs=0.1)


def test_types_add_people_up(edition, tmp_path):
    share = "share_within_1000m_gp_footway_pct"
    walked = figure_16(edition, table(tmp_path, {share: pl.Series([90.0, 80.0, None])}), 2019)
    types = edition.members(2019).filter(pl.col("ags").is_in([LAUF, HERSBRUCK]))["type"].to_list()
    assert len(set(types)) == 2
    gp = walked.types.filter(service="gp").rows_by_key("typ", named=True, unique=True)
    assert gp["mittelstadt"]["footway"] == 90.0
    assert gp["groessere_kleinstadt"]["footway"] == 80.0
    assert gp["groessere_kleinstadt"]["straight"] == 60.0


def test_every_dot_stands_where_its_share_is(edition, tmp_path):
    walked = figure_16(edition, table(tmp_path), 2019)
    chart = nearby(walked, CAPTION, "de")
    dots = [row for row in rows(chart, "x", "y", "colour") if "x2" not in row and "text" not in row]
    in_panels = len(walked.types["typ"].unique()) * (len(SERVICES) + 1) * 2
    assert len(dots) == in_panels + 2 * walked.drawn.height + 2  # and the two that explain them
    colour = style.LINE_COLOURS["groessere_kleinstadt"]
    footway, straight = sorted({dot["x"] for dot in dots if dot["colour"] == colour})
    wide = (style.WIDTH - 96) / 5 - 28
    assert straight - footway == pytest.approx(0.2 * wide)


@pytest.mark.parametrize(("lang", "word"), [("de", "unbekannt"), ("en", "not known")])
def test_what_is_not_known_is_said_and_not_drawn(edition, tmp_path, lang, word):
    stops = {name: pl.Series([None] * 3, dtype=pl.Float64) for name in WALKING if "_stop_" in name or "all_six" in name}
    walked = figure_16(edition, table(tmp_path, stops), 2019)
    assert walked.drawn.is_empty()
    said = texts(nearby(walked, CAPTION, lang))
    assert said.count(word) == 2 * walked.types["typ"].n_unique()
    assert "km²" not in " ".join(said)


def test_it_says_title_and_sources_and_fits_the_page(edition, tmp_path):
    chart = nearby(figure_16(edition, table(tmp_path), 2019), CAPTION, "en")
    said = texts(chart)
    assert {CAPTION.title, *CAPTION.notes} <= set(said)
    assert "Large" not in said
    height = chart.to_dict()["height"]
    assert max(row["y"] for row in rows(chart, "text", "y")) < height
    assert "GP 40% / 60%" in chart.to_dict()["description"]


def test_captions_break_at_words():
    text = "Anteil der Einwohner mit gut erreichbarer Nahversorgung " * 4
    lines = captions.wrapped(text.strip())
    assert " ".join(lines) == text.strip()
    assert all(style.text_width(line) <= style.WIDTH for line in lines)


def test_logarithmic_ticks_enclose_the_values():
    scale = log_scale([3.3, 480.0], 100, 200)
    assert (scale.low, scale.high) == (2, 500)
    assert scale.at(2) == 100
    assert scale.at(500) == pytest.approx(200)
    assert scale.ticks == (2, 5, 10, 20, 50, 100, 200, 500)
    assert log_scale([5.0], 0, 1).high == 10
