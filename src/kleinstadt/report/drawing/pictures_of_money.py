"""Karte 11 and Abb. 22: what towns take in."""

from typing import Final

import altair as alt
import polars as pl

from kleinstadt.report.drawing.bivariate import Measure, bivariate
from kleinstadt.report.drawing.studio import Studio
from kleinstadt.report.drawing.style import LAGE_LINE_COLOURS, LINE_COLOURS, lage_key, lage_label, type_key, type_label
from kleinstadt.report.drawing.trends import Event, Panel, trends
from kleinstadt.report.tables import finances
from kleinstadt.words import labels

# Limits at about the thirds of all small towns in 2019, rounded; stated, so that years can be compared.
TRADE: Final = Measure("trade", (300.0, 500.0), ("Gewerbesteuer", "Trade tax"), ("Euro je Einwohner", "EUR a head"))
INCOME: Final = Measure(
    "income", (430.0, 560.0), ("Einkommensteuer", "Income tax"), ("Euro je Einwohner", "EUR a head")
)

CRISES: Final = (
    Event(2001, 2003, ("Abschwung", "downturn")),
    Event(2008, 2010, ("Finanzkrise", "financial crisis")),
)
UNIT: Final = ("Euro je Einwohner, Preise der Zeit", "EUR a head, prices of the time")


def taxes(studio: Studio) -> alt.LayerChart:
    """Karte 11: trade tax and share of the income tax on one map.

    Parameters
    ----------
    studio : Studio
        Edition, year, language and borders of the report.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    values = finances.map_11(studio.edition, studio.year).to_pandas().set_index("verband")
    return bivariate(studio.borders.join(values), studio.laender, TRADE, INCOME, studio.lang)


def tax_strength(studio: Studio) -> alt.LayerChart:
    """Abb. 22: tax strength by type and by Lage, with the crises marked.

    Parameters
    ----------
    studio : Studio
        Edition, year, language and borders of the report.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    found = studio.table("abb22")
    small = labels.KLEINSTAEDTE[0]
    by_type = _lines(studio, found.filter(pl.col("lage").is_null()), by_lage=False)
    by_lage = _lines(studio, found.filter(pl.col("typ") == small, pl.col("lage").is_not_null()), by_lage=True)
    panels = (
        Panel(("Nach Stadt- und Gemeindetyp", "By type of municipality"), UNIT, by_type, events=CRISES),
        Panel(("Kleinstädte nach Lage", "Small towns by location"), UNIT, by_lage, events=CRISES),
    )
    return trends(panels, studio.lang)


def _lines(studio: Studio, found: pl.DataFrame, *, by_lage: bool) -> pl.DataFrame:
    """Rows as a panel of `trends` takes them."""
    rows = []
    for row in found.iter_rows(named=True):
        name = lage_label(row["lage"], studio.lang) if by_lage else type_label(row["typ"], studio.lang)
        colour = LAGE_LINE_COLOURS[lage_key(row["lage"])] if by_lage else LINE_COLOURS[type_key(row["typ"])]
        bold = not by_lage and row["typ"] == labels.KLEINSTAEDTE[0]
        value = row["steuerkraft_eur_je_einwohner"]
        rows.append({"reihe": name, "jahr": row["jahr"], "wert": value, "farbe": colour, "fett": bold})
    schema = {"reihe": pl.String, "jahr": pl.Int64, "wert": pl.Float64, "farbe": pl.String, "fett": pl.Boolean}
    return pl.DataFrame(rows, schema=schema)
