"""A whole edition small enough to compute by hand: two Länder, three Kreise, five Verbände, nine municipalities.

On 31.12.2019 Altdorf (01098003) became part of Neustadt (01098002), in Amt Mitte; Forst (13099005) has no people.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.edition.draft import write_edition
from kleinstadt.edition.manifest import describe
from kleinstadt.sources.reading.tables import (
    AREAS,
    CROSSWALK,
    FACTS,
    GROUPS,
    SCHEMAS,
    RawFile,
    ReadFile,
    Reading,
    Schema,
    tidy,
)
from kleinstadt.territory.crosswalk import edition_crosswalk
from kleinstadt.territory.geometry import BASE_POLYGONS
from kleinstadt.territory.localities import LOCALITIES

THEN: Final = date(2018, 12, 31)
NOW: Final = date(2019, 12, 31)

VERBAND_OF: Final = {
    "01098001": "010980001",
    "01098002": "010985001",
    "01098003": "010985001",
    "01098004": "010985001",
    "01099001": "010990001",
    "13099001": "130995002",
    "13099002": "130995002",
    "13099003": "130995002",
    "13099004": "130995003",
    "13099005": "130995003",
}
MERGED: Final = "01098003"
TAKER: Final = "01098002"
FOREST: Final = "13099005"
THEN_IDS: Final = list(VERBAND_OF)
NOW_IDS: Final = [ags for ags in VERBAND_OF if ags != MERGED]
VERBAENDE: Final = sorted(set(VERBAND_OF.values()))
NAMES: Final = {
    "01098001": "Großstadtl",
    "01098002": "Neustadt",
    "01098003": "Altdorf",
    "01098004": "Mühlen",
    "01099001": "Würzen, Stadt",
    "13099001": "Neustadt",
    "13099002": "Seedorf",
    "13099003": "Wald",
    "13099004": "Heide",
    "13099005": "Forst",
    "010980001": "Großstadtl",
    "010985001": "Amt Mitte",
    "010990001": "Würzen",
    "130995002": "Amt See",
    "130995003": "Amt Heide",
    "01098": "Nordkreis",
    "01099": "Westkreis",
    "13099": "Ostkreis",
}

PEOPLE_THEN: Final = dict(zip(THEN_IDS, [29_000, 6_000, 1_500, 800, 11_000, 4_000, 1_000, 500, 900, 0], strict=True))
PEOPLE: Final = dict(zip(NOW_IDS, [30_000, 7_400, 900, 12_000, 4_100, 950, 450, 880, 0], strict=True))
KM2_THEN: Final = dict(zip(THEN_IDS, [60, 40, 20, 10, 50, 30, 25, 20, 90, 15], strict=True))
KM2: Final = dict(zip(NOW_IDS, [60, 60, 10, 50, 30, 25, 20, 90, 15], strict=True))

Values = Mapping[str, float | None]


def facts(
    variable: str, period: str, values: Values, *, day: date = NOW, level: str = "gemeinde", status: str = "measured"
) -> pl.DataFrame:
    """Facts of one vintage; None is missing."""
    given = pl.DataFrame({"area_id": list(values), "value": list(values.values())}, schema_overrides={"value": float})
    said = pl.when(pl.col("value").is_null()).then(pl.lit("missing")).otherwise(pl.lit(status))
    described = given.with_columns(status=said)
    return tidy(described, FACTS, variable=variable, period=period, territory=day, level=level, source="gv")


def register() -> list[pl.DataFrame]:
    """What every edition needs: people and land of both days."""
    return [
        facts("population", "2018", PEOPLE_THEN, day=THEN),
        facts("population", "2019", PEOPLE),
        facts("area_km2", "2018", KM2_THEN, day=THEN),
        facts("area_km2", "2019", KM2),
    ]


def _areas() -> pl.DataFrame:
    rows = []
    for day, ids in ((THEN, THEN_IDS), (NOW, NOW_IDS)):
        rows += [(day, "gemeinde", ags, NAMES[ags], VERBAND_OF[ags], "60") for ags in ids]
        rows += [(day, "verband", key, NAMES[key], None, "50") for key in VERBAENDE]
        rows += [(day, "kreis", key, NAMES[key], None, "40") for key in ("01098", "01099", "13099")]
    columns = ["territory", "level", "area_id", "name", "verband", "kind"]
    return tidy(pl.DataFrame(rows, schema=columns, orient="row"), AREAS, source="gv")


def _links() -> pl.DataFrame:
    pairs = [(ags, TAKER if ags == MERGED else ags, 1.0, 1.0) for ags in THEN_IDS]
    columns = ["from_id", "to_id", "weight_population", "weight_area"]
    frame = pl.DataFrame(pairs, schema=columns, orient="row")
    return tidy(frame, CROSSWALK, from_territory=THEN, to_territory=NOW, level="gemeinde", source="bbsr_crosswalk")


def _groups() -> pl.DataFrame:
    kinds = {"01098": "rural", "01099": "urban", "13099": "rural"}
    frame = pl.DataFrame({"area_id": list(kinds), "group_id": list(kinds.values()), "group_name": list(kinds.values())})
    return tidy(frame, GROUPS, territory=NOW, level="kreis", scheme="kreis_type", source="bbsr_reference")


def _empty(schema: Schema) -> pl.DataFrame:
    return pl.DataFrame(schema=schema)


def tables(*more: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The tables of the small edition, with further facts."""
    return {
        "areas": _areas(),
        "facts": pl.concat([*register(), *more]),
        "crosswalk": edition_crosswalk(_links(), _empty(SCHEMAS["changes"])),
        "changes": _empty(SCHEMAS["changes"]),
        "groups": _groups(),
        "flows": _empty(SCHEMAS["flows"]),
        "base_polygons": _empty(BASE_POLYGONS),
        "postcodes": _empty(SCHEMAS["postcodes"]),
        "localities": _empty(LOCALITIES),
    }


def manifest(of: dict[str, pl.DataFrame]) -> dict[str, object]:
    """What its datapackage.json says of itself, by the same code as a real edition's."""
    file = RawFile("small.csv", "gv", NOW, "2019", "0" * 64)
    read = ReadFile(file, "0" * 64, Reading(facts=of["facts"]))
    return describe(of, [read], Path(__file__))


def write_small(path: Path, *more: pl.DataFrame) -> Path:
    """Write the small edition, with further facts, and say where it is."""
    whole = tables(*more)
    write_edition(path, whole, manifest(whole))
    return path
