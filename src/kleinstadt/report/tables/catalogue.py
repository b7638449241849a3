"""The report's tables by id: what each is called, how it is computed, to how many digits it is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.errors import UnknownNameError
from kleinstadt.report.tables import (
    broadband,
    central_places,
    computed,
    finances,
    flows,
    jobs,
    knowledge,
    minutes,
    people,
    reforms,
    services,
    spreads,
)
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
    "personen",
    "steuerkraft_eur_je_einwohner",
)
TWO_DIGITS: Final = (
    "analytisch",
    "synthetisch",
    "symbolisch",
    "wohnzentralitaet",
    "veraenderung",
    "flaeche_mittel",
    "flaeche_median",
)


@dataclass(frozen=True)
class Table:
    """A table of the report, or the data of one of its figures.

    Attributes
    ----------
    id : str
        "tab1", "abb5".
    compute : callable
        From an edition and a year to the table, not rounded.
    de, en : str
        Its title.
    """

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
            jobs.table_2,
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
            broadband.table_4,
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
            reforms.figure_4,
            "Zahl und Größe der Gemeinden nach Gebietsreformen",
            "Number and size of municipalities after territorial reforms",
        ),
        Table(
            "abb5",
            people.figure_5,
            "Mehrfamilienhäuser im Bestand nach Größe und Lage",
            "Multi-family houses in the stock by size and location",
        ),
        Table(
            "abb5neubau",
            people.completions,
            "Wohnungen in neuen Mehrfamilienhäusern nach Kreistyp",
            "Dwellings in new multi-family houses by type of Kreis",
        ),
        Table(
            "abb6",
            computed.figure_6,
            "Bevölkerungsentwicklung nach Stadt- und Gemeindetyp",
            "Population by type of town",
        ),
        Table(
            "abb7",
            people.figure_7,
            "Durchschnittsalter nach Stadt- und Gemeindetyp und Lage 2011",
            "Mean age by type of town and location 2011",
        ),
        Table(
            "abb9",
            spreads.figure_9,
            "Pendlersaldo nach Stadt- und Gemeindetyp und Lage",
            "Commuter balance by type of town and location",
        ),
        Table(
            "abb10",
            flows.figure_10,
            "Pendelnde zwischen Kreisen nach Kreistyp, inner- und außerhalb von Großstadtregionen",
            "Commuters between Kreise by type of Kreis, inside and outside city regions",
        ),
        Table(
            "abb11",
            knowledge.figure_11,
            "Wissensintensive Beschäftigung nach Kreistyp",
            "Knowledge-intensive employment by type of Kreis",
        ),
        Table(
            "abb12",
            knowledge.figure_12,
            "Standortquotienten nach Wissensform und Kreistyp",
            "Location quotients by form of knowledge and type of Kreis",
        ),
        Table(
            "abb14",
            minutes.figure_14,
            "Kleinstädte nach Pkw-Fahrzeit zum nächsten Mittel- und Oberzentrum, Größe und Lage",
            "Small towns by minutes to the next Mittelzentrum and Oberzentrum, size and location",
        ),
        Table(
            "abb15",
            services.figure_15,
            "Versorgung der Kleinstädte nach Lage gegenüber dem Bundesmittel",
            "Services in small towns by location against the mean of Germany",
        ),
        Table(
            "abb16",
            services.figure_16,
            "Fläche der Kleinstädte und Anteil der Menschen mit vier Diensten binnen 1 km (Obergrenze)",
            "Area of small towns and share of people with four services within 1 km (upper bound)",
        ),
        Table(
            "abb19",
            minutes.figure_19,
            "Pkw-Fahrzeit zu Autobahn, IC-Bahnhof und Flughafen nach Lage",
            "Minutes by car to motorway, IC station and airport by location",
        ),
        Table(
            "abb21",
            spreads.figure_21,
            "Hebesätze nach Stadt- und Gemeindetyp",
            "Municipal tax rates by type of town",
        ),
        Table(
            "abb22",
            finances.figure_22,
            "Steuerkraft nach Stadt- und Gemeindetyp und Lage",
            "Tax strength by type of town and location",
        ),
    )
}


def definition(table_id: str) -> Table:
    """The table of this id.

    Parameters
    ----------
    table_id : str
        "tab1" to "tab4", or "abb1" for the data of a figure.

    Returns
    -------
    Table
        What it is called, and how it is computed.

    Raises
    ------
    UnknownNameError
        For an id that is not there, listing those that are.

    Examples
    --------
    >>> definition("tab1").title("en")
    'Small towns by Land'
    """
    if table_id not in TABLES:
        msg = f"No table '{table_id}'. There are: {', '.join(TABLES)}."
        raise UnknownNameError(msg)
    return TABLES[table_id]


def unrounded(edition: Edition, table_id: str, year: int) -> pl.DataFrame:
    """A table of the report for a year; computed once for table, picture and ledger.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    table_id : str
        Id of the table, as in `definition`.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        One row a line of the table, columns in German as printed, with the unit in their names.

    Raises
    ------
    UnknownNameError
        For a table or year that is not there.
    """
    found = definition(table_id)
    return edition.kept.memory.once(("table", table_id, year), lambda: found.compute(edition, year))


def table(edition: Edition, table_id: str, year: int) -> pl.DataFrame:
    """A table of the report for a year, rounded to the digits the report prints; printed tables have its columns.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    table_id : str
        "tab1" to "tab4", or "abb1" for the data of a figure; `definition` lists them all.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        One row a line of the table, columns in German as printed, with the unit in their names (flaeche_km2).

    Raises
    ------
    UnknownNameError
        For a table or year that is not there.

    Examples
    --------
    >>> ks.table(ed, "abb1", 2019).columns
    ['typ', 'anzahl', 'anzahl_pct', 'flaeche_1000_km2', 'flaeche_pct', 'bevoelkerung_mio', 'bevoelkerung_pct']
    """
    frame = unrounded(edition, table_id, year)
    rounded = [_rounded(name) for name, kind in frame.schema.items() if kind.is_float()]
    return frame.with_columns(pl.selectors.integer().cast(pl.Int64), *rounded)


def digits(column: str) -> int:
    """The decimals a column is shown with.

    Parameters
    ----------
    column : str
        Name of a column.

    Returns
    -------
    int
        0, 1 or 2.
    """
    if column in WHOLE:
        return 0
    return 2 if column.startswith(TWO_DIGITS) else 1


def _rounded(column: str) -> pl.Expr:
    """Half away from zero, as in print."""
    places = digits(column)
    rounded = pl.col(column).fill_nan(None).round(places, mode="half_away_from_zero")
    return rounded.cast(pl.Int64) if places == 0 else rounded
