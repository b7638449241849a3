"""Rent levels of the housing benefit ordinance (WoGV, annex to § 1), 2021: 1 (cheapest) to 7 (dearest).

A municipality of at least 10,000 residents has a level of its own, the others have that of their Kreis; the file
already names the level of each.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.keys import check_key
from kleinstadt.sources.reading.tables import FACTS, RawFile, Reader, Reading, refuse_doubled, tidy
from kleinstadt.sources.reading.text import decode, read_bytes, read_delimited

LEVELS: Final = [str(level) for level in range(1, 8)]


def read(path: Path, file: RawFile) -> Reading:
    """Facts `rent_level` of municipalities.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: facts (level 1 to 7).

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For other columns.
    KeyFormatError
        For a key that is none.
    SourceContentError
        For an unknown level or a doubled key.
    """
    where = path.name
    table = read_delimited(decode(read_bytes(path), where), where, ["ags", "mietniveaustufe"])
    odd = table.filter(~pl.col("ags").str.contains(r"^(0[1-9]|1[0-6])\d{6}$"))
    if not odd.is_empty():
        check_key(str(odd["ags"][0]), "gemeinde")
    unknown = table.filter(~pl.col("mietniveaustufe").is_in(LEVELS))
    if not unknown.is_empty():
        key, level = unknown.select("ags", "mietniveaustufe").row(0)
        msg = f"{where}: {key} has the rent level {level!r}; there are 1 to 7. A new ordinance may have more."
        raise SourceContentError(msg)
    refuse_doubled(table, ["ags"], where)
    facts = table.select(area_id="ags", value=pl.col("mietniveaustufe").cast(pl.Float64), variable=pl.lit("rent_level"))
    constants = {"level": "gemeinde", "territory": file.territory, "period": file.period, "source": file.source}
    return Reading(facts=tidy(facts, FACTS, status="measured", **constants))


READER: Final = Reader("rent_levels", read)
