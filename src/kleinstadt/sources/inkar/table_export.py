"""INKAR's table export (BBSR): a workbook with the sheets Daten, Metadaten and Quellangabe.

Sheet Daten has two header rows, the indicators and their years, and a row an area: Kennziffer, Raumeinheit, Aggregat.
The numbers are drawn in the borders of one year whatever the year they speak of (INKAR 2024: 31 December 2022).

An empty cell is missing. A zero is a zero, also in small municipalities (unemployed are rounded yearly means; 1 and 2
occur), but for one kind: a zero between two years of at least GAP_FROM is a hole of the publisher's (municipalities
just reformed, such as Georgenthal in 2019 between 121 and 141 unemployed, and six towns in Nordrhein-Westfalen in 2016
without anybody of working age) and is missing.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.keys import BUND, pad_key
from kleinstadt.sources.inkar.unreliable import without_unreliable
from kleinstadt.sources.reading.symbols import value_and_status
from kleinstadt.sources.reading.tables import FACTS, RawFile, Reader, Reading, refuse_doubled, tidy
from kleinstadt.sources.reading.workbook import Sheet, Workbook, cell_text, text_frame

# Our variable for each indicator, by INKAR's short name without what it adds in brackets.
INDICATORS: Final = {
    "Arbeitslose": "unemployed",
    "Erwerbsfähige Bevölkerung": "working_age_population",
    "Einkommensteuer": "income_tax_eur_per_head",
    "Beschäftigtenquote": "employment_rate_pct",
}

LEVELS: Final = {
    "Gemeinden": "gemeinde",
    "Gemeindeverbände": "verband",
    "Gemeindeverband": "verband",
    "verbandsfreie Gemeinde": "verband",
    "gemeindefreies Gebiet": "verband",
    "Kreise": "kreis",
    "Länder": "land",
    "Bundesländer": "land",
    "Bund": "bund",
}

AREA_COLUMNS: Final = ["Kennziffer", "Raumeinheit", "Aggregat"]

OWN_KEYS: Final = ("Gemeindeverband", "verbandsfreie Gemeinde", "gemeindefreies Gebiet")
"""Words of INKAR 2021: its Verbände have eight digits of its own, which the build turns into nine of the ARS."""

GAP_FROM: Final = 20.0


def read(path: Path, file: RawFile) -> Reading:
    """Facts of every indicator, year and area of one export; the period is the year.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: facts.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For another layout.
    SourceContentError
        For odd or doubled keys, cells that are no number.
    """
    sheet = Workbook(path).sheet("Daten")
    series = _series(sheet)
    table = text_frame(sheet.rows[2:], [*AREA_COLUMNS, *series])
    areas = _areas(table, sheet.where)
    long = _values(areas.hstack(table.select(list(series))), series, sheet.where)
    trusted = without_unreliable(_with_gaps(long))
    return Reading(facts=tidy(trusted, FACTS, territory=file.territory, source=file.source))


def _series(sheet: Sheet) -> dict[str, tuple[str, str]]:
    """Variable and year of each column of numbers, by a name that no other column has."""
    names, years = ([cell_text(cell) for cell in row] for row in [*sheet.rows, [], []][:2])
    if names[:3] != AREA_COLUMNS or any(not _is_year(year) for year in years[3:]) or len(names) < 4:
        msg = (
            f"{sheet.where}: rows 1 and 2 should be {', '.join(AREA_COLUMNS)}, then indicators and their years "
            f"(found: {', '.join(names[:4])} / {', '.join(years[:4])}). Is it INKAR's table export, with the years "
            "in columns?"
        )
        raise SourceLayoutError(msg)
    found = [(_variable(name, sheet.where), year) for name, year in zip(names[3:], years[3:], strict=True)]
    doubled = sorted({f"{name} {year}" for name, year in found if found.count((name, year)) > 1})
    if doubled:
        msg = f"{sheet.where}: columns come twice: {', '.join(doubled)}. Export the table again."
        raise SourceContentError(msg)
    return {f"{name} {year}": (name, year) for name, year in found}


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit()


def _variable(name: str, where: str) -> str:
    short = name.partition(" (")[0]
    if short not in INDICATORS:
        msg = (
            f"{where}: indicator '{name}' has no variable here. Known are: {', '.join(INDICATORS)}. "
            "Add it to INDICATORS in sources/inkar/table_export.py, or export the table without it."
        )
        raise SourceLayoutError(msg)
    return INDICATORS[short]


def _areas(table: pl.DataFrame, where: str) -> pl.DataFrame:
    """Columns `level` and `area_id` of each row."""
    aggregate = pl.col("Aggregat").str.strip_chars().str.replace(r" \(.*$", "")
    level = aggregate.replace_strict(LEVELS, default=None, return_dtype=pl.String).alias("level")
    found = table.select(level, "Aggregat", "Kennziffer")
    strange = found.filter(pl.col("level").is_null())["Aggregat"].unique().to_list()
    if strange or found.is_empty():
        msg = f"{where}: Aggregat {strange[:3]} is not understood. Known are: {', '.join(LEVELS)}."
        raise SourceLayoutError(msg)
    areas = found.select("level", _area_id())
    bad = found.filter(areas["area_id"].is_null())
    if not bad.is_empty():
        msg = f"{where}: {bad.height} Kennziffern do not fit their Aggregat, first {bad.row(0)[2]!r} ({bad.row(0)[1]})."
        raise SourceLayoutError(msg)
    return refuse_doubled(areas, ["level", "area_id"], where)


def _area_id() -> pl.Expr:
    """The key as text, padded to its level's length; Germany's is our own."""
    padded = (
        pl.when(pl.col("level") == level).then(pad_key(pl.col("Kennziffer"), level))
        for level in ("gemeinde", "verband", "kreis", "land")
    )
    own = pl.when(pl.col("Aggregat").is_in(list(OWN_KEYS))).then(pad_key(pl.col("Kennziffer"), "gemeinde"))
    return pl.coalesce(pl.when(pl.col("level") == "bund").then(pl.lit(BUND)), own, *padded).alias("area_id")


def _values(wide: pl.DataFrame, series: dict[str, tuple[str, str]], where: str) -> pl.DataFrame:
    """One row an area, variable and period, in the order of the years, with value and status."""
    long = wide.unpivot(index=["level", "area_id"], variable_name="column", value_name="text")
    meanings = [(column, *meaning) for column, meaning in series.items()]
    names = pl.DataFrame(meanings, ["column", "variable", "period"], orient="row")
    value, status = value_and_status(long["text"], where, symbols={})
    long = long.with_columns(value.alias("value"), status).join(names, on="column", maintain_order="left")
    return long.drop("text", "column").sort("period", maintain_order=True)


def _with_gaps(long: pl.DataFrame) -> pl.DataFrame:
    """Make a zero between two years of at least GAP_FROM missing; rows in the order of the years."""
    series = ["level", "area_id", "variable"]
    before, after = pl.col("value").shift(1).over(series), pl.col("value").shift(-1).over(series)
    gap = ((pl.col("value") == 0) & (before >= GAP_FROM) & (after >= GAP_FROM)).fill_null(value=False)
    return long.with_columns(
        value=pl.when(~gap).then("value"), status=pl.when(gap).then(pl.lit("missing")).otherwise("status")
    )


READER: Final = Reader("inkar", read)
