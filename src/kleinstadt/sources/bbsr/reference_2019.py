"""BBSR, reference of 31.12.2019 (INKAR 2021): the official classes of the report's date.

Sheet 'Gemeinden-Gemeindeverbände' has a municipality a row, and for each classification two columns, code and name;
its second row has their headings. Sheet 'Kreise' is built alike. Sheet 'Regionalschlüssel GVB' gives INKAR's own
eight-digit key of a Verband and the first nine digits of its ARS. All keys are numbers without leading zeros.

It lacks three uninhabited keys (07000999, 10042999, 13000999), and counts Tangstedt to Amt Itzstedt and Bosau to Amt
Großer Plöner See. The class 0 of Wachsend-Schrumpfend ("missing") stands for areas in which nobody lives.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt import keys
from kleinstadt.errors import SourceContentError
from kleinstadt.sources.bbsr import official_classes as classes
from kleinstadt.sources.bbsr.official_classes import Scheme, groups_of, headings_of, keys_of, tidy_groups
from kleinstadt.sources.bmdv.regiostar import NAMES as REGIOSTAR7
from kleinstadt.sources.reading.tables import RawFile, Reader, Reading, refuse_doubled
from kleinstadt.sources.reading.workbook import Sheet, Workbook, cell_text

HEADINGS: Final = 1  # rows[1]
FIRST_ROW: Final = 2

GEMEINDEN: Final = (
    Scheme("central_place", "Zentralörtliche Einstufung (zusammengefasst) Kennziffer", classes.CENTRAL_PLACE),
    Scheme("mittelbereich", "BBSR-Mittelbereiche Kennziffer", {}, digits=6),
    Scheme("grossstadtregion", "Großstadtregionen Kennziffer", {}, left_out=("99999999",), digits=8),
    Scheme("einzugsbereich", "Großstadtregionaler Einzugsbereich Kennziffer", classes.CATCHMENT),
    Scheme("lage_official", "Raumtyp Bezug: Lage (Gemeindeverbände) Kennziffer", classes.LAGE),
    Scheme("regiostar17", "RegioStaR17 Kennziffer", classes.REGIOSTAR17),
    Scheme("regiostar7", "RegioStaR7 Kennziffer", REGIOSTAR7),
    Scheme("type_official", "Stadt- und Gemeindetyp Kennziffer", classes.TYPE),
    Scheme("growth_official", "Wachsend-Schrumpfend Gemeinden Kennziffer", classes.GROWTH, left_out=("0",)),
)
KREISE: Final = (
    Scheme("labour_market_region", "Arbeitsmarktregionen Kennziffer", {}),
    Scheme("planning_region", "Raumordnungsregionen Kennziffer", {}, digits=4),
    Scheme("lage_official", "Raumtyp Bezug Lage (Kreise) Kennziffer", classes.LAGE),
    Scheme("kreis_type", "Siedlungsstrukturelle Kreistyp Kennziffer", classes.KREIS_TYPE),
    Scheme("region_type", "Siedlungsstruktureller Regionstyp Kennziffer", classes.REGION_TYPE),
    Scheme("urban_rural", "Städtischer-Ländlicher Raum Kennziffer", classes.URBAN_RURAL),
    Scheme("growth_official", "Wachsend-Schrumpfend (Kreise) Kennziffer", classes.GROWTH),
)
VERBAND: Final = "Gemeindeverbände Kennziffer"
OWN_KEYS: Final = [VERBAND, "Gemeindeverbände Regionalschlüssel", "Gemeindeverbände Name"]

INKAR_VERBAND: Final = "inkar_verband"
"""Scheme that gives the nine digits of a Verband (group_id) for INKAR's eight (area_id); for the build."""


def read(path: Path, file: RawFile) -> Reading:
    """Groups of municipalities (among them `verband_official`, whom BBSR counts them to) and of Kreise, INKAR's keys.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: groups.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For other headings.
    SourceContentError
        For a doubled or odd key, a Verband without its Regionalschlüssel, an unknown class.
    """
    book = Workbook(path)
    verbaende = _own_keys(book.sheet("Regionalschlüssel GVB"))
    of_gemeinden, members = _gemeinden(book.sheet("Gemeinden-Gemeindeverbände"), verbaende)
    kreise = book.sheet("Kreise")
    headings = headings_of(kreise, HEADINGS, ["Kreise Kennziffer", *(scheme.heading for scheme in KREISE)])
    kreis = keys_of(kreise, headings.index("Kreise Kennziffer"), FIRST_ROW).str.slice(0, 5)
    own = verbaende.select(
        area_id="inkar", scheme=pl.lit(INKAR_VERBAND), group_id=pl.col("verband"), group_name=pl.col("name")
    )
    return Reading(
        groups=pl.concat(
            [
                tidy_groups(pl.concat([of_gemeinden, members]), file, "gemeinde"),
                tidy_groups(groups_of(kreise, kreis, headings, FIRST_ROW, KREISE), file, "kreis"),
                tidy_groups(own, file, "verband"),
            ]
        )
    )


def _gemeinden(sheet: Sheet, verbaende: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The classes of municipalities, and their Verbände."""
    headings = headings_of(
        sheet, HEADINGS, ["Gemeinden Kennziffer", VERBAND, *(scheme.heading for scheme in GEMEINDEN)]
    )
    ags = keys_of(sheet, headings.index("Gemeinden Kennziffer"), FIRST_ROW)
    inkar = keys_of(sheet, headings.index(VERBAND), FIRST_ROW, unique=False)
    members = pl.DataFrame({"area_id": ags, "inkar": inkar}).join(verbaende, on="inkar", how="left")
    lost = members.filter(pl.col("verband").is_null())
    if not lost.is_empty():
        msg = (
            f"{sheet.where}: {lost.height} municipalities name a Verband that sheet 'Regionalschlüssel GVB' does not "
            f"have, first {lost['area_id'][0]} with {lost['inkar'][0]}. Get the file again from BBSR."
        )
        raise SourceContentError(msg)
    named = members.select(
        "area_id", scheme=pl.lit("verband_official"), group_id=pl.col("verband"), group_name=pl.col("name")
    )
    return groups_of(sheet, ags, headings, FIRST_ROW, GEMEINDEN), named


def _own_keys(sheet: Sheet) -> pl.DataFrame:
    """Columns inkar (eight digits), verband (nine), name."""
    headings_of(sheet, 0, OWN_KEYS)
    rows = [[cell_text(cell) for cell in row[:3]] for row in sheet.rows[1:]]
    table = pl.DataFrame(rows, schema=dict.fromkeys(("inkar", "verband", "name"), pl.String), orient="row")
    table = table.with_columns(keys.pad_key(pl.col("inkar"), "gemeinde"), keys.pad_key(pl.col("verband"), "verband"))
    if table["inkar"].has_nulls() or table["verband"].has_nulls():
        msg = f"{sheet.where}: a row has no key. Get the file again from BBSR."
        raise SourceContentError(msg)
    return refuse_doubled(refuse_doubled(table, ["inkar"], sheet.where), ["verband"], sheet.where)


READER: Final = Reader("bbsr_reference_2019", read)
