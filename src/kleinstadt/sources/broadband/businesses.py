"""Breitbandatlas of businesses: the share of businesses that can have a speed by wire, mid-2021.

The layout is that of households (halfyear.py), but cities have rows of districts alone. 110 areas have no business and
no row. A row of zeros alone is left out, as there: nobody says whether it has a business.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.sources.broadband.halfyear import read_halfyear
from kleinstadt.sources.reading.tables import RawFile, Reader, Reading

AREAS: Final = 11_215  # municipalities and unincorporated areas with a business, districts apart


def read(path: Path, file: RawFile) -> Reading:
    """Facts `business_broadband_{wired|dsl|catv|ftth}_{Mbit/s}_pct`.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: facts (per cent of businesses).

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For another layout.
    SourceContentError
        For shares or keys that cannot be.
    """
    facts = read_halfyear(path, file, areas=AREAS)
    return Reading(facts=facts.with_columns(variable="business_" + pl.col("variable")))


READER: Final = Reader("broadband_businesses", read)
