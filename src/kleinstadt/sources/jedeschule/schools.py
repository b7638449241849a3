"""jedeschule.de: a list of schools with their places, gathered from the Länder's registers around 2016.

The file is compact JSON: `data` holds dictionaries (text, school_type, state), `items` holds one entry a "|", twelve
fields separated by commas: state, id, latitude and longitude times 1000, two flags, type, name (indices into the words
of `text`, separated by semicolons), then what is not needed here. An empty field is the index 0, a "-" is no list.

What it does not hold: names for Nordrhein-Westfalen; types for Brandenburg and Sachsen-Anhalt; vocational schools for
about half of the Länder. Places are rounded to a thousandth of a degree (70 to 110 m), so a school at a border may
count for the neighbour.
"""

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.reading.tables import CELLS, RawFile, Reader, Reading, tidy
from kleinstadt.sources.reading.text import decode, read_bytes

FIELDS: Final = (
    "state",
    "id",
    "lat",
    "lon",
    "full_time",
    "public",
    "type",
    "name",
    "groups",
    "partners",
    "plz",
    "more",
)
PART_OF_SCHOOL: Final = r"-\d$"  # entries of one school differ by the last digit of their id
GERMANY: Final = {"lat": (47_200, 55_100), "lon": (5_800, 15_100)}  # thousandths of a degree

PRIMARY_TYPE: Final = r"^(?:Private )?Grund|^verbundene Grund|^Volksschule$|^Primus"
PRIMARY_NAME: Final = r"(?i)grundschul|\bgrund und\b|\bgrund u\."  # where the type is not known
NO_SCHOOL: Final = (
    r"^Schulaufsicht|^Schulpraktisches Seminar|^Volkshochschule$|^Weiterbildungsstätte$"
    r"|^Sonstige Bildungs- und Betreuungseinrichtungen (?:Medienzentrum|Sportstätte|Fachzentrum|Förderpäd)"
)
PLACES_EPSG: Final = (4326, 3035)


def read(path: Path, file: RawFile) -> Reading:
    """Cells `schools` and `primary_schools`: how many lie at each place of the list (rounded to about 100 m).

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: cells (number of schools).

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For other fields.
    SourceContentError
        For a place outside Germany.
    """
    schools = read_schools(path)
    placed = schools.with_columns(_metres(schools["lon"], schools["lat"]))
    counts = placed.group_by("x", "y").agg(
        schools=pl.len().cast(pl.Float64), primary_schools=pl.col("primary").sum().cast(pl.Float64)
    )
    long = counts.unpivot(index=["x", "y"]).filter(pl.col("value") > 0).sort("variable", "x", "y")
    return Reading(cells=tidy(long, CELLS, period=file.period, status="measured", source=file.source))


def read_schools(path: Path) -> pl.DataFrame:
    """Every school once.

    Entries of one school count once, authorities and seminars not at all.

    Parameters
    ----------
    path : Path
        The raw file.

    Returns
    -------
    pl.DataFrame
        id, name (may be empty), primary (true where it teaches the first classes), lon, lat (degrees WGS 84).

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For other fields.
    SourceContentError
        For a place outside Germany.
    """
    content = _content(path)
    entries = _entries(content, path.name)
    schools = entries.filter(~pl.col("type").str.contains(NO_SCHOOL)).group_by("id", maintain_order=True)
    return (
        schools.agg(pl.col("name").first(), pl.col("primary").any(), pl.col("lon").first(), pl.col("lat").first())
        .with_columns(pl.col("lon", "lat") / 1000)
        .sort("id")
    )


def _content(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(decode(read_bytes(path), path.name))
        if {"text", "school_type", "state"} <= content["data"].keys() and isinstance(content["items"], str):
            return dict(content)
        found = ", ".join(content["data"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        found = f"{type(error).__name__}: {error}"
    msg = (
        f"{path.name}: expected JSON with `items` and `data` (text, school_type, state), found: {found}. "
        "Take the file all_schools_compact.json of jedeschule.de."
    )
    raise SourceLayoutError(msg)


def _entries(content: dict[str, Any], where: str) -> pl.DataFrame:
    """id (of the school), name, type, primary, lat, lon (thousandths of a degree) of each entry of the list."""
    rows = pl.Series("row", content["items"].split("|")).str.split(",")
    uneven = int((rows.list.len() != len(FIELDS)).sum())
    if uneven:
        msg = f"{where}: {uneven} entries do not have the {len(FIELDS)} fields {', '.join(FIELDS)}. Get it again."
        raise SourceLayoutError(msg)
    raw = rows.list.to_struct(fields=list(FIELDS)).struct.unnest()
    raw = raw.with_columns(_number("state"), _number("type"), _number("lat"), _number("lon"))
    _refuse_elsewhere(raw, where)
    names = _names(raw["name"], content["data"]["text"].split(","))
    entries = raw.select(
        id=_word("state", content["data"]["state"]) + "-" + pl.col("id").str.replace(PART_OF_SCHOOL, ""),
        name=names,
        type=_word("type", content["data"]["school_type"].split(",")),
        lat="lat",
        lon="lon",
    )
    unknown = pl.col("type") == ""
    primary = pl.col("type").str.contains(PRIMARY_TYPE) | (unknown & pl.col("name").str.contains(PRIMARY_NAME))
    return entries.with_columns(primary=primary)


def _number(column: str) -> pl.Expr:
    text = pl.col(column)
    return pl.when(text == "").then(0).otherwise(text.cast(pl.Int64, strict=False)).alias(column)


def _word(column: str, words: list[str]) -> pl.Expr:
    return pl.col(column).replace_strict(dict(enumerate(words)), return_dtype=pl.String, default="")


def _names(column: pl.Series, words: list[str]) -> pl.Series:
    """Names from indices into words; an empty cell is no name (it would be the first word for thousands of schools)."""
    index = column.str.split(";").list.eval(pl.element().replace("", "0").cast(pl.Int64, strict=False))
    lists = index.list.eval(pl.element().replace_strict(dict(enumerate(words)), return_dtype=pl.String, default=""))
    names = lists.list.join(" ")
    return pl.select(pl.when(column == "").then(pl.lit("")).otherwise(names)).to_series().alias("name")


def _refuse_elsewhere(raw: pl.DataFrame, where: str) -> None:
    inside = pl.all_horizontal(pl.col(name).is_between(*GERMANY[name]) for name in GERMANY).fill_null(value=False)
    outside = raw.with_row_index("entry", 1).filter(~inside)
    if not outside.is_empty():
        entry, lat, lon = outside.select("entry", "lat", "lon").row(0)
        msg = (
            f"{where}: {outside.height} schools do not lie in Germany, first entry {entry} (lat {lat}, lon {lon}); "
            "expected thousandths of a degree. Get the file again."
        )
        raise SourceContentError(msg)


def _metres(lon: pl.Series, lat: pl.Series) -> list[pl.Series]:
    """x and y in whole metres of EPSG:3035."""
    from pyproj import Transformer

    x, y = Transformer.from_crs(*PLACES_EPSG, always_xy=True).transform(lon.to_numpy(), lat.to_numpy())
    return [pl.Series(name, np.rint(values).astype(np.int32)) for name, values in (("x", x), ("y", y))]


READER: Final = Reader("jedeschule", read)
