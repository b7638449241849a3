"""INKAR 2020, table exports by Kreis: building, housing stock, sectors; 401 Kreise of 31 December 2017.

Sheet 'Daten' has two header rows, indicators and years, and a row a Kreis with five digits as text. Of some forty
indicators those are read that nothing newer or finer gives. An empty cell is missing. A price of land of two years
(2016/2017) is kept under the second.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.keys import pad_key
from kleinstadt.sources.reading.symbols import value_and_status
from kleinstadt.sources.reading.tables import FACTS, RawFile, Reader, Reading, refuse_doubled, tidy
from kleinstadt.sources.reading.workbook import Sheet, Workbook, cell_text

AREA_COLUMNS: Final = ["Kennziffer", "Raumeinheit", "Aggregat"]

INDICATORS: Final = {
    "Neubau Wohnungen je Einwohner": "dwellings_completed_per_1000",
    "Neubau Wohnungen in Ein- und Zweifamilienhäusern": "dwellings_completed_small_houses_per_1000",
    "Neubau Wohnungen in Mehrfamilienhäusern": "dwellings_completed_large_houses_per_1000",
    "Baugenehmigungen für Wohnungen": "building_permits_per_1000",
    "Baulandpreise": "building_land_eur_per_m2",
    "Mehrfamilienhäuser": "multi_family_houses_pct",
    "Unternehmensbezogene Dienstleistungen": "knowledge_services_pct",
    "Beschäftigte in Kreativbranchen": "creative_industries_pct",
    "Beschäftigte Sekundärer Sektor": "secondary_sector_pct",
    "Beschäftigte Tertiärer Sektor": "tertiary_sector_pct",
}
NEVER_ZERO: Final = ("building_land_eur_per_m2", "multi_family_houses_pct", "secondary_sector_pct")
YEAR: Final = r"(?:\d{4}/)?(\d{4})"


def read(path: Path, file: RawFile) -> Reading:
    """Facts of every known indicator, year and Kreis.

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
        For other header rows, or none of the indicators.
    SourceContentError
        For odd or doubled keys, cells that are no number.
    """
    sheet = Workbook(path).sheet("Daten")
    names, years = ([cell_text(cell) for cell in row] for row in [*sheet.rows, [], []][:2])
    if names[: len(AREA_COLUMNS)] != AREA_COLUMNS or not set(names) & set(INDICATORS):
        msg = (
            f"{sheet.where}: rows 1 and 2 should be {', '.join(AREA_COLUMNS)}, then indicators and their years, among "
            f"them one of {', '.join(INDICATORS)} (found: {', '.join(dict.fromkeys(names)) or 'nothing'})."
        )
        raise SourceLayoutError(msg)
    keys = _keys(sheet)
    series = [(at, name, year) for at, (name, year) in enumerate(zip(names, years, strict=True)) if name in INDICATORS]
    facts = pl.concat([_series(sheet, keys, at, INDICATORS[name], year) for at, name, year in series])
    refuse_doubled(facts, ["variable", "period", "area_id"], sheet.where)
    return Reading(facts=tidy(facts, FACTS, level="kreis", territory=file.territory, source=file.source))


def _keys(sheet: Sheet) -> pl.Series:
    cells = pl.DataFrame({"area_id": [cell_text(row[0]) for row in sheet.rows[2:]]})
    keys = cells.select(pad_key(pl.col("area_id"), "kreis"))
    if keys["area_id"].has_nulls():
        row = int(keys["area_id"].is_null().arg_max() or 0)
        msg = f"{sheet.where}, row {row + 3}: {cells['area_id'][row]!r} is no key of a Kreis. Export the table again."
        raise SourceContentError(msg)
    return refuse_doubled(keys, ["area_id"], sheet.where)["area_id"]


def _series(sheet: Sheet, keys: pl.Series, at: int, variable: str, year: str) -> pl.DataFrame:
    """area_id, variable, period, value, status of one column."""
    period = pl.Series([year]).str.extract(f"^{YEAR}$")[0]
    if period is None:
        msg = f"{sheet.where}, row 2, column {at + 1}: '{year}' is no year. Export the table with years in columns."
        raise SourceLayoutError(msg)
    text = pl.Series(variable, [cell_text(row[at]) for row in sheet.rows[2:]])
    value, status = value_and_status(text, f"{sheet.where}, column {at + 1}", symbols={})
    possible = value.is_not_null() & (value >= 0) & ((value > 0) | (variable not in NEVER_ZERO))
    return pl.DataFrame({"area_id": keys, "value": value, "status": status, "possible": possible}).select(
        "area_id",
        pl.lit(variable).alias("variable"),
        pl.lit(period).alias("period"),
        value=pl.when("possible").then("value"),
        status=pl.when("possible").then("status").otherwise(pl.lit("missing")),
    )


READER: Final = Reader("inkar_2020", read)
