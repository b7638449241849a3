"""BBSR, reference of 31.12.2017 (INKAR 2020): types, Lage and central places of municipalities, types of Kreise.

Sheets 'Gemeinden' and 'KRS': short headings in the first row (gem17, SGtyp17), long ones in the second; each class has
its name in the column to the right. Sheet 'Gemeindeverbände' names the Mittelbereich of each Verband, 'Gemeinden-GVB'
to which of them a municipality belongs. The thirteen classes of central places (ZOalle) are read from the file that is
about them (inkar/central_places_2017.py) and are the same here.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.sources.bbsr import official_classes as classes
from kleinstadt.sources.bbsr.official_classes import Scheme, groups_of, headings_of, keys_of, tidy_groups
from kleinstadt.sources.reading.tables import RawFile, Reader, Reading
from kleinstadt.sources.reading.workbook import Sheet, Workbook

HEADINGS: Final = 0  # rows[0]
FIRST_ROW: Final = 2

GEMEINDEN: Final = (
    Scheme("central_place", "ZO4", classes.CENTRAL_PLACE),
    Scheme("lage_official", "Raumtyp_Lage", classes.LAGE),
    Scheme("type_official", "SGtyp17", classes.TYPE),
)
KREISE: Final = (
    Scheme("kreis_type", "ktyp4", classes.KREIS_TYPE),
    Scheme("urban_rural", "slraum", classes.URBAN_RURAL),
    Scheme("region_type", "rtyp3", classes.REGION_TYPE),
    Scheme("planning_region", "ROR11", {}, digits=4),
)
MITTELBEREICH: Final = Scheme("mittelbereich", "mittelb17", {}, digits=6)


def read(path: Path, file: RawFile) -> Reading:
    """Groups of municipalities and Kreise.

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
        For a doubled or odd key, a municipality without a Verband, an unknown class.
    """
    book = Workbook(path)
    of_gemeinden = _classes(book.sheet("Gemeinden"), "gem17", GEMEINDEN)
    of_kreise = _classes(book.sheet("KRS"), "krs17", KREISE).with_columns(pl.col("area_id").str.slice(0, 5))
    areas = _mittelbereiche(book.sheet("Gemeinden-GVB"), book.sheet("Gemeindeverbände"))
    return Reading(
        groups=pl.concat(
            [tidy_groups(pl.concat([of_gemeinden, areas]), file, "gemeinde"), tidy_groups(of_kreise, file, "kreis")]
        )
    )


def _classes(sheet: Sheet, key: str, schemes: tuple[Scheme, ...]) -> pl.DataFrame:
    headings = headings_of(sheet, HEADINGS, [key, *(scheme.heading for scheme in schemes)])
    keys = keys_of(sheet, headings.index(key), FIRST_ROW)
    return groups_of(sheet, keys, headings, FIRST_ROW, schemes)


def _mittelbereiche(members: Sheet, verbaende: Sheet) -> pl.DataFrame:
    """The Mittelbereich of each municipality: that of its Verband."""
    of_verbaende = _classes(verbaende, "gvb17", (MITTELBEREICH,)).rename({"area_id": "verband"})
    headings = headings_of(members, HEADINGS, ["gem17", "vbgem17"])
    pairs = pl.DataFrame(
        {
            "area_id": keys_of(members, headings.index("gem17"), FIRST_ROW),
            "verband": keys_of(members, headings.index("vbgem17"), FIRST_ROW, unique=False),
        }
    )
    joined = pairs.join(of_verbaende, on="verband", how="left", maintain_order="left")
    lost = joined.filter(pl.col("group_id").is_null())
    if not lost.is_empty():
        msg = (
            f"{members.where}: {lost.height} municipalities name a Verband that sheet '{verbaende.name}' does not "
            f"have, first {lost['area_id'][0]} with {lost['verband'][0]}. Get the file again from BBSR."
        )
        raise SourceContentError(msg)
    return joined.select("area_id", "scheme", "group_id", "group_name")


READER: Final = Reader("bbsr_reference_2017", read)
