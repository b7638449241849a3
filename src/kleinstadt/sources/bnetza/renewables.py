"""Installed power of renewable energy by municipality, kW, added up from the Marktstammdatenregister.

The file is named 2024; its sums (81.9 GW photovoltaics, 60.9 GW wind on land) are what was installed at the end of
2023. Its municipalities are those of 31 December 2021; those merged since share their power by a key of the supplier.
The register lists plants, so no plant is zero.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.sources.reading.regional import gaps, read_wide, refuse_gaps, rounding, with_levels
from kleinstadt.sources.reading.tables import RawFile, Reader, Reading, melt_facts

COLUMNS: Final = {
    "pv": "renewable_pv_kw",
    "wind_on": "renewable_wind_kw",
    "biomass": "renewable_biomass_kw",
    "water": "renewable_water_kw",
}


def read(path: Path, file: RawFile) -> Reading:
    """Facts in kW at the levels gemeinde, land and bund.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: facts (kW).

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For other columns or encoding.
    SourceContentError
        For odd or doubled keys and cells, and where areas do not add up to their total (printed to a watt).
    """
    levels = with_levels(read_wide(path, COLUMNS, thousandths=True))
    for total, parts in (("bund", "land"), ("land", "kreis"), ("kreis", "gemeinde")):
        found = gaps(levels, list(COLUMNS.values()), total, parts, path.name)
        refuse_gaps(found, -rounding(0.001), rounding(0.001), path.name)
    by_level = (
        melt_facts(levels.filter(pl.col("level") == level).drop("level"), file, level=level)
        for level in ("gemeinde", "land", "bund")
    )
    return Reading(facts=pl.concat(by_level))


READER: Final = Reader("renewables", read)
