"""Breitbandatlas of BMDV / Bundesnetzagentur: the share of households that can have a speed, by technology.

The files give percentages of households and no count of households; groups of areas need a weight from elsewhere.
"""

from pathlib import Path
from typing import Final

from kleinstadt.sources.broadband.halfyear import read_halfyear
from kleinstadt.sources.broadband.series import read_series
from kleinstadt.sources.reading.tables import RawFile, Reader, Reading

SPREADSHEETS: Final = (".xls", ".xlsx")


def read(path: Path, file: RawFile) -> Reading:
    """Facts `broadband_{all|wired|mobile|dsl|catv|ftth}_{Mbit/s}_pct`.

    A text file is one half-year of municipalities (period: that of the catalogue); a spreadsheet is the yearly series
    2010 to 2018 of municipalities, Kreise, Länder and Germany (period: December of each year).

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: facts (per cent of households).

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For another layout.
    SourceContentError
        For shares or keys that cannot be.
    """
    parse = read_series if path.suffix.lower() in SPREADSHEETS else read_halfyear
    return Reading(facts=parse(path, file))


READER: Final = Reader("breitbandatlas", read)
