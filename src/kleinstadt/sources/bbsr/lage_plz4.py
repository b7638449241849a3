"""BBSR via RKI: the Lage (sehr zentral ... sehr peripher) of an area of postcodes with the same first four digits.

Coarse, and part of the codes only: good for a check, never for a classification.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.sources.reading.tables import GROUPS, RawFile, Reader, Reading, refuse_doubled, tidy
from kleinstadt.sources.reading.text import decode, read_bytes, read_delimited

LAGEN: Final = {"sehr zentral": "1", "zentral": "2", "peripher": "3", "sehr peripher": "4"}


def read(path: Path, file: RawFile) -> Reading:
    """Groups of scheme `lage_plz4`, level `plz4`: group_id 1 (sehr zentral) to 4 (sehr peripher).

    Raises SourceLayoutError for missing columns or another encoding, SourceContentError for doubled or malformed codes.
    """
    text = decode(read_bytes(path), path.name)
    table = read_delimited(text, path.name, ["PLZ4", "Raumtyp_Lage_bez"])
    table = table.select(area_id="PLZ4", group_name="Raumtyp_Lage_bez")
    table = table.with_columns(
        group_id=pl.col("group_name").replace_strict(LAGEN, default=None, return_dtype=pl.String)
    )
    odd = table.filter(~pl.col("area_id").str.contains(r"^[0-9]{4}$").fill_null(False) | pl.col("group_id").is_null())
    if not odd.is_empty():
        msg = (
            f"{path.name}: expected four digits and one of {list(LAGEN)}, found {odd.row(0)} ({odd.height} such rows)."
        )
        raise SourceContentError(msg)
    refuse_doubled(table, ["area_id"], path.name)
    return Reading(
        groups=tidy(table, GROUPS, territory=file.territory, level="plz4", scheme="lage_plz4", source=file.source)
    )


READER: Final = Reader("bbsr_lage_plz4", read)
