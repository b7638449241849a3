"""Land use (Bodenfläche nach Art der tatsächlichen Nutzung, 33111): hectares of every municipality on 31 December.

The edition of 2018 also lists areas that had long been dissolved, as empty rows, and Berlin's districts; both are left
out. It has the gemeindefreie Gebiete, which nobody belongs to; the edition of 2021 has them only inside the totals of
Kreise, Länder and Germany, so that its municipalities cover 98.9 % of the country.
"""

from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.sources.reading.regional import gaps, read_wide, refuse_gaps, rounding, with_levels
from kleinstadt.sources.reading.tables import RawFile, Reader, Reading, melt_facts

TOTAL: Final = "land_total_ha"
COMMERCIAL: Final = "land_settlement_commercial_ha"

PARTS: Final = {
    "land_settlement": "land_settlement_ha",
    "land_traffic": "land_traffic_ha",
    "veg_agri": "land_agriculture_ha",
    "veg_forrest": "land_forest_ha",
    "veg_wood": "land_wood_ha",
    "veg_heath": "land_heath_ha",
    "veg_moor": "land_moor_ha",
    "veg_marsh": "land_marsh_ha",
    "veg_plant_uncover_com": "land_bare_ha",  # Unland, vegetationslose Fläche
    "water_total": "land_water_ha",
}
# settlement_ghd is "Industrie und Gewerbe" within the settlement area, without trade, services and utilities.
COLUMNS: Final = {"land_total": TOTAL, **PARTS, "settlement_ghd": COMMERCIAL}

ROUNDING_OF_A_ROW: Final = (len(PARTS) + 1) / 2  # ten parts and their total, each rounded to a hectare
CONDOMINIUM_HA: Final = 700  # the German-Luxembourg border rivers (about 620 ha) are in no Kreis
EMPTY_LAND_SETTLEMENT_HA: Final = 150  # the most that the gemeindefreie Gebiete of a Kreis have of it
EMPTY_LAND_SHARE: Final = 0.012  # gemeindefreie Gebiete are 1.07 % of Germany

LAST_DAY_OF_COLLECTIVE_KEYS: Final = date(2018, 12, 31)


def read(path: Path, file: RawFile) -> Reading:
    """Facts in hectares at the levels gemeinde, land and bund.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: facts (hectares).

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For other columns or encoding.
    SourceContentError
        Where a row's uses do not add up to its area, or the areas below a total do not add up to it (rounding and
        gemeindefreie Gebiete allowed for).
    """
    table = read_wide(path, COLUMNS)
    table = _with_known_zeros(table.filter(pl.any_horizontal(pl.exclude("ags").is_not_null())), path.name)
    levels = with_levels(table)
    _check_totals(levels, path.name)
    towns = levels.filter(pl.col("level") == "gemeinde").drop("level")
    if file.territory is not None and file.territory <= LAST_DAY_OF_COLLECTIVE_KEYS:
        towns = _under_collective_keys(towns)
    above = [
        melt_facts(levels.filter(pl.col("level") == level).drop("level"), file, level=level)
        for level in ("land", "bund")
    ]
    return Reading(facts=pl.concat([melt_facts(towns, file, level="gemeinde"), *above]))


def _with_known_zeros(table: pl.DataFrame, where: str) -> pl.DataFrame:
    """Fill an empty use with zero where the row's other uses already make up its area: then nothing is left for it."""
    parts = list(PARTS.values())
    rest = pl.col(TOTAL) - pl.sum_horizontal(parts)
    wrong = table.filter((rest.abs() > ROUNDING_OF_A_ROW) | rest.is_null())
    if not wrong.is_empty():
        row = wrong.with_columns(rest=rest).row(0, named=True)
        msg = (
            f"{where}: {wrong.height} rows whose uses do not add up to their area, first {row['ags']}: "
            f"{row[TOTAL]} ha in all, {row['rest']} ha unexplained, at most {ROUNDING_OF_A_ROW} expected. "
            "Get the file again."
        )
        raise SourceContentError(msg)
    filled = table.with_columns(pl.col(parts).fill_null(0.0))
    no_settlement = pl.col("land_settlement_ha") == 0
    return filled.with_columns(pl.when(no_settlement).then(0.0).otherwise(pl.col(COMMERCIAL)).alias(COMMERCIAL))


def _check_totals(levels: pl.DataFrame, where: str) -> None:
    names = [TOTAL, *PARTS.values()]
    refuse_gaps(gaps(levels, names, "bund", "land", where), -rounding(1), rounding(1), where)
    refuse_gaps(gaps(levels, names, "land", "kreis", where), -rounding(1), rounding(1) + CONDOMINIUM_HA, where)
    below = gaps(levels, names, "kreis", "gemeinde", where)
    settled = pl.when(pl.col("variable") == "land_settlement_ha").then(EMPTY_LAND_SETTLEMENT_HA)
    refuse_gaps(below, -rounding(1), rounding(1) + settled.otherwise(pl.col("printed")), where)
    country = gaps(levels, [TOTAL], "bund", "gemeinde", where)
    refuse_gaps(country, -rounding(1), rounding(1) + pl.col("printed") * EMPTY_LAND_SHARE, where)


def _under_collective_keys(towns: pl.DataFrame) -> pl.DataFrame:
    """Put Bavaria's gemeindefreie Gebiete together under 444, one a Kreis, as the official lists did until 2018."""
    empty_land = pl.col("area_id").str.contains(r"^09[0-9]{3}4[5-9][0-9]$")
    key = pl.when(empty_land).then(pl.col("area_id").str.slice(0, 5) + "444").otherwise(pl.col("area_id"))
    known = pl.exclude("area_id")
    return towns.group_by(key.alias("area_id"), maintain_order=True).agg(
        pl.when(known.null_count() == 0).then(known.sum())
    )


READER: Final = Reader("landuse", read)
