"""Which postcodes a municipality has: a row a pair, from OpenStreetMap (suche-postleitzahl.org, November 2022).

It covers exactly the inhabited municipalities of 31 December 2021. Postcodes and keys that begin with a zero have lost
it. The table is under ODbL and stays one of its own in the edition.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.sources.reading.tables import POSTCODES, RawFile, Reader, Reading, tidy
from kleinstadt.sources.reading.text import decode, read_bytes, read_delimited

COLUMNS: Final = ["ags", "plz"]


def read(path: Path, file: RawFile) -> Reading:
    """The pairs of postcode and municipality.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: postcodes.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For other columns.
    SourceContentError
        Where one is no key or no postcode, or stands twice.
    """
    frame = read_delimited(decode(read_bytes(path), path.name), path.name, COLUMNS)
    pairs = frame.select(
        postcode=pl.col("plz").str.strip_chars().str.zfill(5), area_id=pl.col("ags").str.strip_chars().str.zfill(8)
    )
    _refuse(pairs, ~pl.col("postcode").str.contains(r"^\d{5}$"), path.name, "no postcode of five digits")
    _refuse(pairs, ~pl.col("area_id").str.contains(r"^\d{8}$"), path.name, "no municipality key of eight digits")
    _refuse(pairs, pairs.is_duplicated(), path.name, "a pair that stands twice")
    return Reading(
        postcodes=tidy(pairs, POSTCODES, territory=file.territory, source=file.source).sort("postcode", "area_id")
    )


def _refuse(pairs: pl.DataFrame, wrong: pl.Expr | pl.Series, where: str, what: str) -> None:
    found = pairs.filter(wrong)
    if found.height:
        first = " / ".join(found.row(0))
        msg = f"{where}: {what} in {found.height} of {pairs.height} rows, first {first}. Get it once more."
        raise SourceContentError(msg)


READER: Final = Reader("osm_postcodes", read)
