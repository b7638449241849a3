"""RegioStaR 7 of the federal ministry of transport: the spatial type of every municipality.

The file's second classification (rt3: city, smcty, rural) is its supplier's own and is left out.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.keys import check_key
from kleinstadt.sources.reading.regional import refuse_unknown
from kleinstadt.sources.reading.tables import GROUPS, RawFile, Reader, Reading, refuse_doubled, tidy
from kleinstadt.sources.reading.text import decode, read_bytes, read_delimited

SCHEME: Final = "regiostar7"
COLUMNS: Final = ["ags", "rt7", "rt3"]

NAMES: Final = {
    "71": "Stadtregion – Metropole",
    "72": "Stadtregion – Regiopole und Großstadt",
    "73": "Stadtregion – Mittelstadt, städtischer Raum",
    "74": "Stadtregion – Kleinstädtischer, dörflicher Raum",
    "75": "Ländliche Region – Zentrale Stadt",
    "76": "Ländliche Region – Mittelstadt, städtischer Raum",
    "77": "Ländliche Region – Kleinstädtischer, dörflicher Raum",
}


def read(path: Path, file: RawFile) -> Reading:
    """Groups of the scheme "regiostar7" for municipalities.

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
        For other columns.
    KeyFormatError
        For a key that is none.
    SourceContentError
        For a doubled key or an unknown type.
    """
    where = path.name
    table = read_delimited(decode(read_bytes(path), where), where, COLUMNS)
    refuse_unknown(table.columns, COLUMNS, where)
    refuse_doubled(table, ["ags"], where)
    odd_keys = table.filter(~pl.col("ags").str.contains(r"^(0[1-9]|1[0-6])[0-9]{6}$").fill_null(value=False))
    if not odd_keys.is_empty():
        check_key(str(odd_keys["ags"][0]), "gemeinde")
    odd = table.filter(~pl.col("rt7").is_in(list(NAMES)).fill_null(value=False))
    if not odd.is_empty():
        msg = (
            f"{where}: {odd.height} municipalities have no known type, first {odd['ags'][0]} with {odd['rt7'][0]!r} "
            f"(known: {', '.join(NAMES)}). A new edition may have new types: compare with its publisher's list."
        )
        raise SourceContentError(msg)
    groups = table.select(
        area_id="ags", group_id="rt7", group_name=pl.col("rt7").replace_strict(NAMES, return_dtype=pl.String)
    )
    return Reading(
        groups=tidy(groups, GROUPS, territory=file.territory, level="gemeinde", scheme=SCHEME, source=file.source)
    )


READER: Final = Reader("regiostar", read)
