import itertools
import re

import altair as alt
import geopandas as gpd
import polars as pl
import pytest
import shapely
from chart_specs import drawn, rows
from hypothesis import given
from hypothesis import strategies as st

from kleinstadt.report.drawing import bars, figures, images, scatter, style
from kleinstadt.report.drawing.lines import PLOT_WIDTH
from kleinstadt.report.drawing.style import spread
from kleinstadt.report.drawing.treemap import squarify

TYPES = ["Großstädte", "Mittelstädte", "Größere Kleinstädte", "Kleine Kleinstädte", "Landgemeinden"]
YEARS = {1990: 0, 2005: 0, 2009: 0, 2011: 1, 2019: 1, 2021: 1, 2022: 2, 2023: 2}


@pytest.fixture(scope="module")
def shares():
    """Abb. 1 as printed."""
    rows = [
        ("Großstädte", 80, 1.7, 13.8, 3.9, 26.6, 32.0),
        ("Mittelstädte", 634, 13.7, 57.1, 16.0, 23.9, 28.8),
        ("Kleinstädte", 2126, 46.0, 166.4, 46.5, 24.4, 29.4),
        ("Landgemeinden", 1779, 38.5, 120.3, 33.6, 8.2, 9.8),
    ]
    columns = ["typ", "anzahl", "anzahl_pct", "flaeche_1000_km2", "flaeche_pct", "bevoelkerung_mio", "bevoelkerung_pct"]
    return pl.DataFrame(rows, schema=columns, orient="row")


@pytest.fixture(scope="module")
def towns():
    keys = ["role", "label", "verband", "name", "population", "area_km2", "settlement_density"]
    rows = [
        ("area_min", "Kleinste Fläche", "120610112", "Eichwalde", 6420, 2.8, 2404.1),
        ("area_max", "Größte Fläche", "010545439", "Südtondern", 39738, 594.4, 629.0),
    ]
    return pl.DataFrame(rows, schema=keys, orient="row")


@pytest.fixture(scope="module")
def outlines():
    squares = [shapely.box(0, 0, 1700, 1700), shapely.box(5e5, 6e6, 5e5 + 24400, 6e6 + 24400)]
    return gpd.GeoDataFrame({"verband": ["120610112", "010545439"]}, geometry=squares, crs=25832).set_index("verband")


@pytest.fixture(scope="module")
def index():
    series = [(name, None) for name in [*TYPES, "Bund insgesamt", "Kleinstädte"]]
    series += [("Kleinstädte", lage) for lage in ("sehr zentral", "sehr peripher")]
    rows = [
        (typ, lage, year, 100 + (year - 1990) * (number - 3) / 10, stretch)
        for number, (typ, lage) in enumerate(series)
        for year, stretch in YEARS.items()
    ]
    return pl.DataFrame(rows, schema=["typ", "lage", "jahr", "index", "abschnitt"], orient="row")


@pytest.fixture(scope="module")
def rates():
    groups = [(typ, lage) for typ in TYPES for lage in (None, "zentral", "peripher") if lage is None or typ != TYPES[0]]
    rows = [
        (tax, typ, lage, 300.0, 330.0, 365.4, 400.0, 450.0, 10)
        for tax in ("Grundsteuer A", "Grundsteuer B", "Gewerbesteuer")
        for typ, lage in groups
    ]
    return pl.DataFrame(rows, schema=["steuer", "typ", "lage", "q10", "q25", "median", "q75", "q90", "n"], orient="row")


def balances(rates):
    """Commuters instead of rates, from far below zero to above it."""
    one = rates.filter(pl.col("steuer") == "Grundsteuer A").rename({"steuer": "saldo"})
    lower = [(pl.col(name) - 420).alias(name) for name in ("q10", "q25", "median", "q75", "q90")]
    return one.with_columns(*lower, saldo=pl.lit("Pendlersaldo"))


@pytest.fixture(scope="module")
def sizes():
    areas = [(1990, 5.0)] * 200 + [(2019, 100.0)] * 10
    return pl.DataFrame(areas, schema=["jahr", "flaeche_km2"], orient="row")


@pytest.fixture(scope="module")
def lagen():
    return pl.DataFrame(
        [("Kleinstädte", "sehr_zentral", 410), ("Kleinstädte", "peripher", 680), ("Landgemeinden", "peripher", 800)],
        schema=["typ", "lage", "anzahl"],
        orient="row",
    )


@pytest.fixture(scope="module", params=["de", "en"])
def lang(request):
    return request.param


@pytest.fixture(scope="module")
def all_charts(lang, shares, towns, outlines, index, rates, sizes, lagen):
    return {
        "type_shares": figures.type_shares(shares, lang),
        "extremes": figures.extremes(towns, outlines, lang),
        "population_index": figures.population_index(index, lang),
        "tax_rates": figures.tax_rates(rates, lang),
        "commuters": figures.commuters(balances(rates), lang),
        "reform_sizes": figures.reform_sizes(sizes, lang),
        "lage_shares": figures.lage_shares(lagen, lang),
    }


def texts(chart):
    return re.findall(r"<text[^>]*>([^<]*)</text>", images.svg(chart))


@pytest.mark.slow
def test_every_chart_is_described_and_wears_the_typeface(all_charts):
    for name, chart in all_charts.items():
        spec = chart.to_dict()
        assert len(spec["description"]) > 20, name
        assert spec["config"]["font"] == style.FONT, name


@pytest.mark.slow
def test_every_chart_fits_the_page(all_charts):
    for name, chart in all_charts.items():
        grown = chart.copy(deep=False)
        grown.autosize = alt.Undefined  # let it grow around whatever stands out
        width = float(re.search(r' width="([\d.]+)"', images.svg(grown))[1])
        assert width <= style.WIDTH + 3, name


def test_the_number_at_the_last_tick_of_the_clouds_is_on_the_page():
    assert style.text_width("1.000") / 2 <= scatter.INSET


@pytest.mark.slow
def test_no_letter_is_smaller_than_eight_points_on_paper(all_charts):
    points_per_pixel = images.PAPER_WIDTH_MM / 25.4 * 72 / style.WIDTH
    for name, chart in all_charts.items():
        found = {float(size) for size in re.findall(r'font-size="([\d.]+)px"', images.svg(chart))}
        assert min(found) * points_per_pixel >= 8, name


@given(st.lists(st.integers(1, 40), min_size=2, max_size=8))  # at 0.3 pixels all are too narrow for their words
def test_numbers_above_a_bar_do_not_run_together(values):
    canvas = bars.Canvas()
    bars.stack(canvas, [bars.Part(value, "#222222", (str(value),)) for value in values], 0, 20, 16, 0.3)
    above = [row for row in canvas.words.get(("left", 400), []) if row["y"] < 20]
    assert above
    for one, after in itertools.pairwise(above):
        assert one["x"] + style.text_width(one["text"]) < after["x"]


def test_type_shares_say_their_numbers_in_german(shares):
    said = texts(figures.type_shares(shares, "de"))
    assert {"46,0\N{NO-BREAK SPACE}%", "2.126", "166,4", "1,7\N{NO-BREAK SPACE}% · 80"} <= set(said)


def test_type_shares_say_their_numbers_in_english(shares):
    assert {"46.0%", "2,126", "166.4", "Small towns", "1.7% · 80"} <= set(texts(figures.type_shares(shares, "en")))


def test_bars_are_as_long_as_the_shares(shares):
    boxes = rows(figures.type_shares(shares, "de"), "colour", "x2")
    numbers = [box for box in boxes if box["y"] == 42]
    widths = [box["x2"] - box["x"] for box in numbers]
    assert [width / sum(widths) * 100 for width in widths] == pytest.approx(shares["anzahl_pct"].to_list(), abs=0.06)


def test_outlines_have_one_scale(towns, outlines):
    (parts,) = drawn(figures.extremes(towns, outlines, "de")).values()
    small, large = sorted(shapely.area(part) for part in parts.geoms)
    assert large / small == pytest.approx((24400 / 1700) ** 2, rel=0.01)


def test_outlines_say_persons_area_and_density(towns, outlines):
    said = set(texts(figures.extremes(towns, outlines, "de")))
    assert {"Eichwalde", "6.420 Einwohner", "2,8 km²", "594 km²", "Siedlungsdichte 2.404 Einw./km²"} <= said


def test_no_line_is_drawn_across_a_census(index):
    drawn = images.svg(figures.population_index(index.filter(pl.col("lage").is_null()), "de"))
    groups = re.findall(r'class="mark-line[^"]*"[^>]*>(.*?)</g>', drawn)
    lines = [path for group in groups for path in re.findall(r' d="(M[^"]+)"', group)]
    ends = {
        tuple(round(float(x)) for x in re.findall(r"[ML](-?[\d.]+),", line))[:: max(1, line.count("L"))]
        for line in lines
    }
    position = {year: round((year - 1990) / 33 * PLOT_WIDTH) for year in YEARS}
    assert ends == {(position[a], position[b]) for a, b in ((1990, 2009), (2011, 2021), (2022, 2023))}


@pytest.mark.parametrize(("lang", "word"), [("de", "Zensus"), ("en", "Census")])
def test_the_censuses_are_marked(index, lang, word):
    said = texts(figures.population_index(index, lang))
    assert said.count(f"{word} 2011") == said.count(f"{word} 2022") == 2


def test_without_lage_there_is_one_panel(index):
    assert len(figures.population_index(index.filter(pl.col("lage").is_null()), "de").to_dict()["vconcat"]) == 1
    assert len(figures.population_index(index.drop("lage").unique(["typ", "jahr"]), "de").to_dict()["vconcat"]) == 1
    assert len(figures.population_index(index, "de").to_dict()["vconcat"]) == 2


def test_small_towns_as_a_whole_stand_beside_their_lagen_not_beside_their_sizes(index):
    said = texts(figures.population_index(index, "de"))
    whole = said.index("Kleinstädte")
    assert said.count("Kleinstädte") == 1
    assert said.index("Kleine Kleinstädte") < said.index("Nach Stadt- und Gemeindetyp") < whole


def test_tax_rates_say_the_median(rates):
    said = texts(figures.tax_rates(rates, "en"))
    assert said.count("365") == 3 * 13
    assert {"Property tax A", "Property tax B", "Trade tax", "Larger small towns"} <= set(said)


def test_a_group_without_rates_is_left_out(rates):
    missing = pl.when(pl.col("typ") == "Landgemeinden").then(None)
    gaps = rates.with_columns(
        missing.otherwise(pl.col(name)).alias(name) for name in ("q10", "q25", "median", "q75", "q90")
    )
    said = texts(figures.tax_rates(gaps, "de"))
    assert "Landgemeinden" not in said
    assert said.count("365") == 3 * 10


def test_commuters_go_below_zero(rates):
    said = texts(figures.commuters(balances(rates), "de"))
    assert {"Pendlersaldo", "je 100 Beschäftigte", "−100", "0"} <= set(said)
    assert said.count("−55") == 13
    assert "Commuter balance" in texts(figures.commuters(balances(rates), "en"))


def test_the_mosaic_counts_and_averages(sizes):
    said = set(texts(figures.reform_sizes(sizes, "de")))
    assert {"1990", "200 Gemeinden", "10 Gemeinden", "Mittel 100,0 km², Median 100,0 km²"} <= said


def test_lage_shares_take_keys_and_words(lagen):
    words = lagen.with_columns(pl.col("lage").replace({"sehr_zentral": "sehr zentral"}))
    assert figures.lage_shares(words, "de").to_dict() == figures.lage_shares(lagen, "de").to_dict()
    assert {"410", "680", "1.090"} <= set(texts(figures.lage_shares(lagen, "de")))


def test_an_unknown_lage_is_refused(lagen):
    with pytest.raises(ValueError, match="perhaps"):
        figures.lage_shares(lagen.with_columns(lage=pl.lit("perhaps")), "de")


@given(st.lists(st.floats(0.5, 500), min_size=1, max_size=80))
def test_a_mosaic_fills_its_frame_with_fields_as_large_as_asked(areas):
    ordered = sorted(areas, reverse=True)
    fields = squarify(ordered, (10, 20, 110, 90))
    assert len(fields) == len(ordered)
    for area, (x, y, x2, y2) in zip(ordered, fields, strict=True):
        assert (x2 - x) * (y2 - y) == pytest.approx(area / sum(ordered) * 7000, rel=1e-6)
        assert x >= 10 - 1e-6
        assert y >= 20 - 1e-6
        assert x2 <= 110 + 1e-6
        assert y2 <= 90 + 1e-6
    covered = shapely.union_all([shapely.box(*field) for field in fields])
    assert covered.area == pytest.approx(7000, rel=1e-4)


@given(st.lists(st.floats(0, 200), min_size=1, max_size=10))
def test_labels_never_touch_and_keep_their_order(wanted):
    placed = spread(sorted(wanted), 14, 200)
    assert all(b - a >= 14 - 1e-9 for a, b in itertools.pairwise(placed))
    assert placed[-1] <= 200 + 1e-9


def test_labels_that_have_room_stay_and_others_part_evenly():
    assert spread([10, 50, 50], 14, 200) == [10, 43, 57]


def test_a_census_in_the_last_year_of_a_stretch_is_marked_too(index):
    moved = index.with_columns(abschnitt=pl.when(pl.col("jahr") == 2011).then(0).otherwise("abschnitt"))
    assert texts(figures.population_index(moved, "de")).count("Zensus 2011") == 2


def _luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    "ramp",
    [style.BRICK, style.PLUM, style.TEAL, tuple(reversed(style.LAGE_COLOURS.values()))],
    ids=["brick", "plum", "teal", "lage"],
)
def test_ramps_darken_in_clear_steps_also_in_black_and_white(ramp):
    light = [116 * _luminance(colour) ** (1 / 3) - 16 for colour in ramp]
    assert all(upper - lower >= 12 for upper, lower in itertools.pairwise(light))


def test_text_on_colours_is_readable():
    for colour in (
        *style.BRICK,
        *style.TYPE_COLOURS.values(),
        *style.LAGE_COLOURS.values(),
        *style.VERDICT_COLOURS.values(),
    ):
        ink, ground = _luminance(style.ink_on(colour)), _luminance(colour)
        assert (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05) >= 4.5, colour


def test_words_and_keys_of_types_are_the_same_thing():
    assert style.type_label("Größere Kleinstädte", "en") == style.type_label("groessere_kleinstadt", "en")
    assert style.lage_label("sehr zentral", "en") == "very central"
    assert style.type_label("Unbekannt", "de") == "Unbekannt"
