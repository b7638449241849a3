"""The report's tables by id: what each is called, how it is computed, to how many digits it is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.errors import UnknownNameError
from kleinstadt.report.tables import central_places, computed, spreads
from kleinstadt.words.language import Lang, pick

WHOLE: Final = (
    "anzahl",
    "flaeche_km2",
    "bevoelkerung",
    "dichte_ew_je_km2",
    "gemeinden",
    "jahr",
    "n",
    "einwohner_mittel",
    "einwohner_median",
    "abschnitt",
)
TWO_DIGITS: Final = ("wohnzentralitaet", "veraenderung", "flaeche_mittel", "flaeche_median")


@dataclass(frozen=True)
class Table:
    """A table of the report."""

    id: str
    compute: Callable[[Edition, int], pl.DataFrame]
    de: str
    en: str

    def title(self, lang: Lang) -> str:
        """Its title in "de" or "en"."""
        return pick((self.de, self.en), lang)


TABLES: Final = {
    entry.id: entry
    for entry in (
        Table("tab1", computed.table_1, "Kleinstädte nach Bundesländern", "Small towns by Land"),
        Table(
            "tab2",
            computed.table_2,
            "Wohnzentralität der Kleinstädte nach Größe und Lage",
            "Residents per job in small towns by size and location",
        ),
        Table(
            "tab3",
            central_places.table_3,
            "Zentrale Orte nach Stadt- und Gemeindetyp und Lage",
            "Central places by type of town and location",
        ),
        Table(
            "tab4",
            computed.table_4,
            "Breitbandausbau nach Geschwindigkeitsstufen",
            "Broadband by speed",
        ),
        Table(
            "abb1",
            computed.figure_1,
            "Bedeutung der Kleinstädte als Stadttyp in Deutschland",
            "The weight of small towns among the types of towns",
        ),
        Table(
            "abb4",
            computed.figure_4,
            "Zahl und Größe der Gemeinden nach Gebietsreformen",
            "Number and size of municipalities after territorial reforms",
        ),
        Table(
            "abb6",
            computed.figure_6,
            "Bevölkerungsentwicklung nach Stadt- und Gemeindetyp",
            "Population by type of town",
        ),
        Table(
            "abb9",
            spreads.figure_9,
            "Pendlersaldo nach Stadt- und Gemeindetyp und Lage (modelliert)",
            "Commuter balance by type of town and location (modelled)",
        ),
        Table(
            "abb14",
            spreads.figure_14,
            "Pkw-Fahrzeit zum nächsten Zentrum nach Lage (modelliert)",
            "Minutes by car to the nearest centre by location (modelled)",
        ),
        Table(
            "abb21",
            spreads.figure_21,
            "Hebesätze nach Stadt- und Gemeindetyp",
            "Municipal tax rates by type of town",
        ),
    )
}


def definition(table_id: str) -> Table:
    """The table of this id; raises UnknownNameError listing the ids there are."""
    if table_id not in TABLES:
        msg = f"No table '{table_id}'. There are: {', '.join(TABLES)}."
        raise UnknownNameError(msg)
    return TABLES[table_id]


def table(edition: Edition, table_id: str, year: int) -> pl.DataFrame:
    """A table of the report for a year, rounded to the digits the report prints; printed tables have its columns."""
    frame = definition(table_id).compute(edition, year)
    rounded = [_rounded(name) for name, kind in frame.schema.items() if kind.is_float()]
    return frame.with_columns(pl.selectors.integer().cast(pl.Int64), *rounded)


def digits(column: str) -> int:
    """The decimals a column is shown with."""
    if column in WHOLE:
        return 0
    return 2 if column.startswith(TWO_DIGITS) else 1


def _rounded(column: str) -> pl.Expr:
    """Half away from zero, as in print."""
    places = digits(column)
    rounded = pl.col(column).fill_nan(None).round(places, mode="half_away_from_zero")
    return rounded.cast(pl.Int64) if places == 0 else rounded
