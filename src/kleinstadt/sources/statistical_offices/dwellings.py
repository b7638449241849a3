"""Residential buildings and dwellings: the stock of 31 December 2021 (31231) and the census of 9 May 2011.

Two files. `flats`: residential buildings by number of dwellings, exact counts, floor space in 1,000 m². `buildings`:
buildings with living space and their dwellings by year of construction, census 2011, recast by its supplier to the
municipalities of 2021. The census changed small counts for secrecy (there is no 1 and no 2), so its zero may be one
or two.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.sources.reading.regional import ROUND, gaps, read_wide, refuse_gaps, rounding, with_levels
from kleinstadt.sources.reading.tables import RawFile, Reader, Reading, melt_facts
from kleinstadt.sources.reading.text import decode, read_bytes

FLATS: Final = {
    "residential_buildings_total": "residential_buildings",
    "buildings_1flat": "residential_buildings_1",
    "buildings_2flats": "residential_buildings_2",
    "buildings_3flats": "residential_buildings_3plus",
    "buildings_dorms": "residential_buildings_dorms",
    "residential_buildings_area_total": "residential_area_1000m2",
}
AREA: Final = "residential_area_1000m2"

_YEARS: Final = (
    "until_1919",
    "1919_1948",
    "1949_1978",
    "1979_1986",
    "1987_1990",
    "1991_1995",
    "1996_2000",
    "2001_2004",
    "2005_2008",
    "2009_2011",
)
BUILDINGS: Final = {
    "buildings_total": "buildings_with_dwellings",
    **{f"buildings_{years}": f"buildings_with_dwellings_{years}" for years in _YEARS},
    "buildings_heatnet": "buildings_with_dwellings_district_heating",
    "flats_total": "dwellings",
    **{f"flats_{years}": f"dwellings_{years}" for years in _YEARS[:-1]},
    "flats_2009_today": "dwellings_2009_2011",
    "flats_heatnet": "dwellings_district_heating",
}
LOST_SHARE: Final = 0.01  # of a Land's buildings; the supplier lost parts of a few merged municipalities


def read(path: Path, file: RawFile) -> Reading:
    """Facts at the levels gemeinde, land and bund from either file, told apart by its first line.

    In the census file the municipalities of a Kreis that fell short when the file was recast (its Land does not add up
    and neither does the Kreis) have no values, status "unreliable": one of them lacks a part it has taken in.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: facts (buildings, dwellings).

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For another layout.
    SourceContentError
        Where classes or areas do not add up to their total, and for odd keys and cells.
    """
    header = decode(read_bytes(path), path.name).split("\n", 1)[0]
    if "flats_total" in header:
        return Reading(facts=_read_census(path, file))
    levels = with_levels(read_wide(path, FLATS))
    _check_stock(levels, path.name)
    return Reading(facts=_facts(levels, file))


def _facts(levels: pl.DataFrame, file: RawFile) -> pl.DataFrame:
    by_level = (
        melt_facts(levels.filter(pl.col("level") == level).drop("level"), file, level=level)
        for level in ("gemeinde", "land", "bund")
    )
    return pl.concat(by_level)


def _check_stock(levels: pl.DataFrame, where: str) -> None:
    counts = [name for name in FLATS.values() if name != AREA]
    _refuse_wrong_classes(levels, counts[0], counts[1:], where)
    # Floor space is printed to 100 m², that of Germany to 1,000 m².
    slack = pl.when(pl.col("variable") == AREA).then(rounding(0.1) + 0.5).otherwise(0.0)
    for total, parts in (("bund", "land"), ("land", "kreis"), ("kreis", "gemeinde")):
        refuse_gaps(gaps(levels, [*counts, AREA], total, parts, where), -slack, slack, where)


def _read_census(path: Path, file: RawFile) -> pl.DataFrame:
    levels = with_levels(read_wide(path, BUILDINGS))
    for total in ("buildings_with_dwellings", "dwellings"):
        _refuse_wrong_classes(levels, total, [f"{total}_{years}" for years in _YEARS], path.name)
    names = list(BUILDINGS.values())
    refuse_gaps(gaps(levels, names, "bund", "land", path.name), pl.lit(0.0), pl.lit(0.0), path.name)
    by_land = gaps(levels, names, "land", "gemeinde", path.name)
    refuse_gaps(by_land, pl.lit(0.0), LOST_SHARE * pl.col("printed"), path.name)
    facts = _facts(levels, file)
    short = _short_kreise(levels, by_land, path.name)
    doubtful = (pl.col("level") == "gemeinde") & pl.col("area_id").str.slice(0, 5).is_in(short)
    return facts.with_columns(
        value=pl.when(~doubtful).then(pl.col("value")),
        status=pl.when(doubtful).then(pl.lit("unreliable")).otherwise(pl.col("status")),
    )


def _short_kreise(levels: pl.DataFrame, by_land: pl.DataFrame, where: str) -> list[str]:
    """Kreise whose municipalities lack something that no other Kreis of the Land took in.

    Totals of Kreise keep borders older than the municipalities', so one Kreis alone proves nothing.
    """
    lands = by_land.filter(pl.col("gap") > ROUND)["area_id"].unique().to_list()
    by_kreis = gaps(levels, ["buildings_with_dwellings"], "kreis", "gemeinde", where)
    lacking = (pl.col("gap") > ROUND) & pl.col("area_id").str.slice(0, 2).is_in(lands)
    return by_kreis.filter(lacking)["area_id"].to_list()


def _refuse_wrong_classes(levels: pl.DataFrame, total: str, classes: list[str], where: str) -> None:
    rest = pl.col(total) - pl.sum_horizontal(pl.col(name) for name in classes)
    wrong = levels.filter(rest.abs().fill_null(1.0) > ROUND)
    if not wrong.is_empty():
        msg = (
            f"{where}: {wrong.height} rows whose classes do not add up to '{total}', "
            f"first {wrong['level'][0]} {wrong['area_id'][0]}. Get the file again from its publisher."
        )
        raise SourceContentError(msg)


READER: Final = Reader("dwellings", read)
