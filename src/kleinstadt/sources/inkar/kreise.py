"""INKAR's indicators of Kreise, 1995 to 2022, re-saved as one table: a row a Kreis and year, a column an indicator.

Borders: 400 Kreise of 31 December 2021 (Eisenach, merged on 1 July 2021, is gone). Names are those of the codebook,
but where its label or unit contradicts the numbers:

- `median_age` is INKAR's mean age (`m_bev_alter`; the Kreise have 44.8 on average in 2021).
- `gdp_per_capita` is in thousands of euros (Germany 41.8 in 2019).
- `building_permits_per_capita` is per 1,000 inhabitants, not per 10,000 (Germany 3.8 dwellings in 2019).

A negative number (-0.01, three cells) and a purchasing power or tax revenue of 0 (nine cells) cannot be: missing.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.keys import pad_key
from kleinstadt.sources.reading.parquet import read_parquet
from kleinstadt.sources.reading.tables import FACTS, RawFile, Reader, Reading, refuse_doubled, tidy
from kleinstadt.sources.reading.text import require_columns

VARIABLES: Final = {
    "share_65plus": "kreis_share_65plus_pct",
    "median_age": "kreis_average_age_years",
    "share_foreign": "kreis_share_foreign_pct",
    "share_female": "kreis_share_female_pct",
    "gdp_per_capita": "kreis_gdp_thousand_eur_per_head",
    "share_primary_sector": "kreis_share_primary_sector_pct",
    "share_secondary_sector": "kreis_share_secondary_sector_pct",
    "share_tertiary_sector": "kreis_share_tertiary_sector_pct",
    "share_micro_enterprises": "kreis_share_micro_enterprises_pct",
    "share_large_enterprises": "kreis_share_large_enterprises_pct",
    "unemployment_rate": "kreis_unemployment_rate_pct",
    "share_longterm_unemployed": "kreis_share_longterm_unemployed_pct",
    "youth_unemployment_rate": "kreis_youth_unemployment_rate_pct",
    "share_abitur": "kreis_share_abitur_pct",
    "share_no_degree": "kreis_share_no_degree_pct",
    "students_per_100": "kreis_students_per_100",
    "apprentices_per_100": "kreis_apprentices_per_100",
    "purchasing_power": "kreis_purchasing_power_eur_per_head",
    "share_low_income_hh": "kreis_share_low_income_hh_pct",
    "physician_density": "kreis_physicians_per_10000",
    "hospital_beds_per_capita": "kreis_hospital_beds_per_1000",
    "gp_density": "kreis_gps_per_10000",
    "childcare_under3": "kreis_childcare_under3_pct",
    "childcare_3to6": "kreis_childcare_3to6_pct",
    "building_permits_per_capita": "kreis_building_permits_per_1000",
    "rent_level": "kreis_rent_eur_per_m2",
    "living_space_per_capita": "kreis_living_space_m2_per_head",
    "cars_per_capita": "kreis_cars_per_1000",
    "municipal_debt_per_capita": "kreis_municipal_debt_eur_per_head",
    "tax_revenue_per_capita": "kreis_tax_revenue_eur_per_head",
}

NEVER_ZERO: Final = ("kreis_purchasing_power_eur_per_head", "kreis_tax_revenue_eur_per_head")

YEARS: Final = (1990, 2100)


def read(path: Path, file: RawFile) -> Reading:
    """Facts of every indicator, year and Kreis; the period is the year.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: facts.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For absent columns.
    SourceContentError
        For odd or doubled keys, cells that are no number.
    """
    wide = _wide(_table(path), path.name)
    long = wide.unpivot(index=["area_id", "period"], variable_name="variable", value_name="value")
    possible = (pl.col("value") > 0) | ((pl.col("value") == 0) & ~pl.col("variable").is_in(NEVER_ZERO))
    long = long.with_columns(value=pl.when(possible).then("value")).with_columns(
        status=pl.when(pl.col("value").is_null()).then(pl.lit("missing")).otherwise(pl.lit("measured"))
    )
    return Reading(facts=tidy(long, FACTS, level="kreis", territory=file.territory, source=file.source))


def _table(path: Path) -> pl.DataFrame:
    table = read_parquet(path)
    require_columns(table.columns, ["county_code", "year", *VARIABLES], path.name)
    return table


def _wide(table: pl.DataFrame, where: str) -> pl.DataFrame:
    """Columns `area_id`, `period` and one Float64 column a variable."""
    wide = table.select(
        pad_key(pl.col("county_code"), "kreis").alias("area_id"),
        pl.col("year").cast(pl.Int32, strict=False).alias("period"),
        *(pl.col(name).cast(pl.Float64).fill_nan(None).alias(variable) for name, variable in VARIABLES.items()),
    )
    bad = table.filter(wide["area_id"].is_null() | ~wide["period"].is_between(*YEARS).fill_null(value=False))
    if not bad.is_empty():
        key, year = bad.select("county_code", "year").row(0)
        msg = f"{where}: {bad.height} rows have no key of a Kreis or no year, first {key!r} in {year!r}."
        raise SourceContentError(msg)
    return refuse_doubled(wide.with_columns(pl.col("period").cast(pl.String)), ["area_id", "period"], where)


READER: Final = Reader("inkar_kreise", read)
