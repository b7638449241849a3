"""The numbers that stand inside the report's sentences, as text in the reader's format."""

import polars as pl

from kleinstadt import keys
from kleinstadt.observatory import Edition
from kleinstadt.report import computed, labels
from kleinstadt.report.numbers import number

REFORM_LAND = "15"  # Saxony-Anhalt, as in print


def phrases(edition: Edition, year: int, lang: str, reform_land: str = REFORM_LAND) -> dict[str, str]:
    """What the placeholders in contents.py mean, for a year and a language."""
    units = edition.areas(year, "verband")
    small = units.filter(pl.col("type").is_in(labels.SMALL_TOWNS))
    larger = small.filter(pl.col("type") == "groessere_kleinstadt").height
    atlas = computed.atlas_period(edition, year)
    return {
        "year": str(year),
        "territory": _day(edition.territory(year).isoformat(), lang),
        "first_year": str(edition.years[0]),
        "land_name": keys.LAENDER[reform_land],
        "n_all": number(units.height, 0, lang),
        "n_small": number(small.height, 0, lang),
        "n_larger": number(larger, 0, lang),
        "n_smaller": number(small.height - larger, 0, lang),
        "share_area": number(_share(small, units, "area_km2"), 0, lang),
        "share_population": number(_share(small, units, "population"), 0, lang),
        "mio_small": number(float(small["population"].sum()) / 1e6, 1, lang),
        "atlas_year": atlas[:4],
        "atlas_period": _month(atlas, lang),
        **_indicator_phrases(edition, year, lang, atlas),
    }


def _share(part: pl.DataFrame, whole: pl.DataFrame, column: str) -> float:
    return float(part[column].sum()) / float(whole[column].sum()) * 100


def _indicator_phrases(edition: Edition, year: int, lang: str, atlas: str) -> dict[str, str]:
    jobs = computed.small_towns_and_germany(edition, year, "residents_per_job")
    fast = computed.small_towns_and_germany(edition, year, "broadband_all_50_pct", atlas)
    giga = computed.small_towns_and_germany(edition, year, "broadband_all_1000_pct", atlas)
    rates = edition.areas(year, "verband", ["grundsteuer_b_rate_pct"])
    small = rates.filter(pl.col("type").is_in(labels.SMALL_TOWNS))["grundsteuer_b_rate_pct"].median()
    city = rates.filter(pl.col("type") == "grossstadt")["grundsteuer_b_rate_pct"].median()
    return {
        "residents_per_job": number(jobs[0], 2, lang),
        "residents_per_job_bund": number(jobs[1], 2, lang),
        "broadband_50": number(fast[0], 0, lang),
        "broadband_1000": number(giga[0], 0, lang),
        "rate_b": number(_float(small), 0, lang),
        "rate_b_city": number(_float(city), 0, lang),
    }


def _float(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None


def _day(iso: str, lang: str) -> str:
    year, month, day = iso.split("-")
    return f"{int(day)}.{int(month)}.{year}" if lang == "de" else iso


def _month(period: str, lang: str) -> str:
    """ "2020-06" as "Mitte 2020", "2020-12" as "Ende 2020"; a bare year stays."""
    year, _, month = period.partition("-")
    words = {"06": ("Mitte", "mid"), "12": ("Ende", "end of")}
    return f"{labels.word(words[month], lang)} {year}" if month in words else year
