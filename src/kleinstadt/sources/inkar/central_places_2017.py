"""INKAR 2020, central places by municipality, 31.12.2017: the thirteen classes of the state plans, as codes.

INKAR's table export: sheet 'Daten' with two header rows, indicators and years; keys as text with their leading zeros.
Sheet 'Metadaten' says what the codes mean. The file's other columns (four classes, type, Lage, population, area,
densities cut off to whole numbers) are in the reference of the same day, and are not read here.
"""

from pathlib import Path
from typing import Final

from kleinstadt.errors import SourceLayoutError
from kleinstadt.sources.bbsr.official_classes import (
    CENTRAL_PLACE_13,
    Scheme,
    groups_of,
    headings_of,
    keys_of,
    tidy_groups,
)
from kleinstadt.sources.reading.tables import RawFile, Reader, Reading
from kleinstadt.sources.reading.workbook import Workbook, cell_text

FIRST_ROW: Final = 2
STATUS: Final = Scheme(
    "central_place_13", "Zentralörtlicher Status (differenziert)", CENTRAL_PLACE_13, name_beside=False
)


def read(path: Path, file: RawFile) -> Reading:
    """Groups of the scheme "central_place_13".

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
        For other headings or another year.
    SourceContentError
        For a doubled or odd key, an unknown class.
    """
    sheet = Workbook(path).sheet("Daten")
    headings = headings_of(sheet, 0, ["Kennziffer", STATUS.heading])
    year = cell_text(sheet.rows[1][headings.index(STATUS.heading)]) if len(sheet.rows) > 1 else "nothing"
    if year != file.period:
        msg = f"{sheet.where}, row 2: '{STATUS.heading}' is of {year}, expected {file.period}. Take that year's file."
        raise SourceLayoutError(msg)
    keys = keys_of(sheet, headings.index("Kennziffer"), FIRST_ROW)
    return Reading(groups=tidy_groups(groups_of(sheet, keys, headings, FIRST_ROW, [STATUS]), file, "gemeinde"))


READER: Final = Reader("inkar_central_places_2017", read)
