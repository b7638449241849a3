"""Abb. 10: commuters between Kreise, by hand, and as bands that are as wide as they are many."""

import polars as pl
import pytest
import shapely

from kleinstadt.report.drawing import sankey
from kleinstadt.report.drawing.pictures_of_work import BLOCKS
from kleinstadt.report.tables import flows

NODES = {
    "a": sankey.Node(("Städte", "Cities"), "#0d3552", BLOCKS[flows.INSIDE]),
    "b": sankey.Node(("Dünn besiedelte|Kreise", "Sparsely settled|Kreise"), "#a53a20", BLOCKS[flows.OUTSIDE]),
}
FRAME = pl.DataFrame({"von": ["a", "a", "b"], "nach": ["a", "b", "a"], "personen": [600_000.0, 100_000.0, 300_000.0]})


def test_every_band_is_as_wide_as_its_commuters() -> None:
    scale = (sankey.TALL - sankey.GAP - sankey.GROUP_GAP) / 1e6
    for row in FRAME.iter_rows(named=True):
        band = sankey._band(50.0, 90.0, row["personen"] * scale)
        west, _, east, _ = band.bounds
        cut = shapely.intersection(band, shapely.LineString([(west + 1e-6, 0), (west + 1e-6, 1e3)]))
        assert cut.length == pytest.approx(row["personen"] * scale, abs=0.2)
        assert (west, east) == (sankey.LEFT, sankey.WIDTH - sankey.LEFT)


@pytest.mark.parametrize(("lang", "home", "sum_"), [("de", "Wohnort", "Städte 700"), ("en", "Home", "Cities 700")])
def test_the_sums_stand_at_both_sides(lang, home, sum_) -> None:  # type: ignore[no-untyped-def]
    chart = sankey.flows(FRAME, NODES, lang)
    said = str(chart.to_dict())
    assert home in said
    assert sum_ in said, "those who leave"
    assert sum_.replace("700", "900") in said, "those who come"
    assert "60" in chart.to_dict()["description"]
