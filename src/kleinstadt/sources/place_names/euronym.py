"""EuroGeographics (EuroRegionalMap / EGN): 26,682 names on German maps with the scale at which their label still fits.

Rivers, woods and quarters stand among the villages without saying so; a name is taken for a place only where another
source calls it one (territory/localities.py).
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.sources.place_names.points import places_of
from kleinstadt.sources.reading.tables import RawFile, Reader, Reading
from kleinstadt.sources.reading.text import decode, read_bytes, read_delimited

AS_WRITTEN: Final = 0.001  # degrees: three digits


def read(path: Path, file: RawFile) -> Reading:
    """Names with point and how far off it may be.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: places.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For other columns.
    SourceContentError
        Where a row has no name or no point, or many lie outside Germany.
    """
    frame = read_delimited(decode(read_bytes(path), path.name), path.name, ["rs", "name", "lon", "lat"])
    return Reading(places=places_of(frame, path.name, file.source).with_columns(off=pl.lit(AS_WRITTEN)))


READER: Final = Reader("euronym", read)
