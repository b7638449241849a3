"""Results of the user's own, opened beside the edition: shares of `kleinstadt access walk` as declared indicators.

They are no part of an edition, as they come from an extract that the user brought; but they are declared like all
others, so that larger areas and groups follow the same rules: the shares of the municipalities of a Verband are never
averaged, their people are added up.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.edition.edition import Edition, Level
from kleinstadt.errors import SourceLayoutError
from kleinstadt.indicators.group_frames import aggregate
from kleinstadt.indicators.model import Count, Published
from kleinstadt.sources.reading.parquet import read_parquet
from kleinstadt.sources.reading.text import read_bytes, require_columns
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.travel.walking.facilities import SERVICES
from kleinstadt.travel.walking.stops import COUNTS, per_1000
from kleinstadt.travel.walking.walk_shares import MEASURES, share_name

LIMIT_M: Final = 1000.0
NAMES: Final = {
    "pharmacy": ("Apotheke", "pharmacy"),
    "primary_school": ("Grundschule", "primary school"),
    "gp": ("Hausarztpraxis", "general practitioner"),
    "stop": ("Haltestelle mit 20 Abfahrten", "stop with 20 departures"),
    "post": ("Post", "post"),
    "supermarket": ("Supermarkt", "supermarket"),
    "all_six": ("alle sechs Einrichtungen", "all six services"),
}
WAYS: Final = {"footway": ("Fußweg", "along footways"), "straight": ("Luftlinie", "straight line")}

ASSESSED: Final = Count(
    id="persons_assessed",
    unit="persons",
    theme="services",
    de="Einwohner, deren Wege bekannt sind",
    en="Residents whose ways are known",
)


def _declared(service: str, measure: str, limit_m: float) -> Published:
    return Published(
        id=share_name(service, measure, limit_m),
        weight=ASSESSED,
        unit="pct",
        theme="services",
        decimals=1,
        de=f"{NAMES[service][0]} in {_metres(limit_m, '.')} m, {WAYS[measure][0]}",
        en=f"{NAMES[service][1].capitalize()} within {_metres(limit_m, ',')} m, {WAYS[measure][1]}",
        note_de="Anteil der Einwohner; Zellen des Zensus, OpenStreetMap und Fahrplan, aus einem Auszug des Nutzers.",
        note_en="Share of residents; census cells, OpenStreetMap and timetable, from an extract of the user's.",
    )


def _metres(limit_m: float, thousands: str) -> str:
    return f"{limit_m:,.0f}".replace(",", thousands)


def walking_indicators(limit_m: float = LIMIT_M) -> dict[str, Published]:
    """The indicators of a run with this limit (`access walk --limit`), by id.

    Parameters
    ----------
    limit_m : float
        Metres along footways.

    Returns
    -------
    dict of str to Published
        Shares of residents in per cent.
    """
    pairs = ((name, measure) for measure in MEASURES for name in (*SERVICES, "all_six"))
    return {found.id: found for found in (_declared(*pair, limit_m) for pair in pairs)}


def walking_access(
    edition: Edition,
    path: Path,
    year: int,
    level: Level = "verband",
    indicators: Sequence[str] | None = None,
    *,
    limit_m: float = LIMIT_M,
) -> pl.DataFrame:
    """The shares in a result of `access walk`, for areas of a level, beside what the edition knows of them (Abb. 16).

    Parameters
    ----------
    edition : Edition
        The open edition.
    path : Path
        The table of shares, .parquet or .csv; its municipalities must be those of `year`.
    year : int
        Year of the borders.
    level : Level
        Level of the areas.
    indicators : sequence of str, optional
        Ids of `walking_indicators(limit_m)`; all by default.
    limit_m : float
        The limit that `access walk` was run with, metres.

    Returns
    -------
    pl.DataFrame
        The columns of Edition.areas (area_km2 among them), persons_assessed, and one column an indicator, in per cent;
        only areas with somebody assessed.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For another file, and for municipalities of another year.
    UnknownNameError
        For a year or level that is not there.
    """
    declared = walking_indicators(limit_m)
    wanted = list(declared) if indicators is None else list(indicators)
    shares = _read(path)
    require_columns(shares.columns, ["ags", ASSESSED.id, *wanted], path.name)
    key = KEY_COLUMN[level]
    members = edition.members(year).select({"ags", key})
    joined = shares.join(members, on="ags", how="left")
    _refuse_strangers(joined, key, path.name, year)
    areas = joined.group_by(key).agg(pl.col(ASSESSED.id).sum()).filter(pl.col(ASSESSED.id) > 0)
    for name in wanted:
        areas = areas.join(_values(joined, declared[name], key), on=key, how="left")
    return edition.areas(year, level).join(areas, on=key, how="inner").sort(key)


def stops_per_1000(edition: Edition, path: Path, year: int, level: Level = "verband") -> pl.DataFrame:
    """Stops per 1,000 residents in a result of `access walk --gtfs`, for areas of a level (part of Abb. 15).

    Parameters
    ----------
    edition : Edition
        The open edition.
    path : Path
        The table of shares, .parquet or .csv; its municipalities must be those of `year`.
    year : int
        Year of the borders.
    level : Level
        Level of the areas.

    Returns
    -------
    pl.DataFrame
        The key, stops (any departure), stops_served (enough of them), population (persons), stops_per_1000 and
        stops_served_per_1000; only areas with a member in the result, null unless the stops of all inhabited members
        are known.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For another file, and for municipalities of another year.
    UnknownNameError
        For a year that is not there.
    """
    counts, key = _read(path), KEY_COLUMN[level]
    require_columns(counts.columns, ["ags", *COUNTS], path.name)
    members = edition.members(year).select({"ags", key, "population"})
    _refuse_strangers(counts.join(members, on="ags", how="left"), key, path.name, year)
    joined = members.join(counts.select("ags", *COUNTS), on="ags", how="left").filter(pl.col("population") > 0)
    touched = joined.join(counts.select("ags"), on="ags", how="semi")[key].unique()
    sums = [pl.when(pl.col(name).is_not_null().all()).then(pl.col(name).sum()).cast(pl.Int64) for name in COUNTS]
    areas = joined.filter(pl.col(key).is_in(touched.implode())).group_by(key).agg(*sums, pl.col("population").sum())
    return per_1000(areas).sort(key)


def _read(path: Path) -> pl.DataFrame:
    if path.suffix != ".csv":
        return read_parquet(path)
    data = read_bytes(path)
    try:
        return pl.read_csv(data, infer_schema=False).with_columns(pl.exclude("ags", "name").cast(pl.Float64))
    except pl.exceptions.PolarsError as error:
        msg = f"{path.name}: is no table of shares as `kleinstadt access walk` writes them ({error}). Make it again."
        raise SourceLayoutError(msg) from error


def _refuse_strangers(joined: pl.DataFrame, key: str, where: str, year: int) -> None:
    strangers = joined.filter(pl.col(key).is_null())["ags"].to_list()
    if strangers:
        msg = (
            f"{where}: {len(strangers)} municipalities are none of {year} ({', '.join(strangers[:5])}). "
            "Open the result with the year that `access walk` was run for (--year)."
        )
        raise SourceLayoutError(msg)


def _values(joined: pl.DataFrame, found: Published, key: str) -> pl.DataFrame:
    people = pl.when(pl.col(found.id).is_not_null()).then(pl.col(ASSESSED.id))
    known = people.is_not_null()
    parts = joined.filter(pl.col(ASSESSED.id) > 0).with_columns(
        numerator=pl.col(found.id) * people,
        denominator=people,
        status=pl.when(known).then(pl.lit("modelled")).otherwise(pl.lit("missing")),
        vintage=pl.lit(None, pl.String),
    )
    return aggregate(parts, found, key).select(key, pl.col("value").alias(found.id))
