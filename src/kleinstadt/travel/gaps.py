"""What a travel time or a share was not made of, and why: one table for cars and for walkers, written beside it."""

from typing import Final

import polars as pl

from kleinstadt.sources.reading.tables import Schema, tidy
from kleinstadt.travel.roads.networks import Origin

GAPS: Final[Schema] = {
    "kind": pl.String,  # point, cell, service, footways, roads, ferry, timetable
    "id": pl.String,  # of the point; "x y" of a cell; n1, w1, r1 of OpenStreetMap
    "name": pl.String,
    "lon": pl.Float64,  # degrees WGS 84
    "lat": pl.Float64,
    "ags": pl.String,
    "count": pl.Float64,  # persons of a cell, nodes of roads, rows of a timetable
    "reason": pl.String,
}


def gaps_of(kind: str, frame: pl.DataFrame, reason: str | None = None) -> pl.DataFrame:
    """Gaps of one kind from a frame with any of the columns; a reason that holds for all may be given."""
    said = {"kind": kind} if reason is None else {"kind": kind, "reason": reason}
    return tidy(frame, GAPS, **said)


def gap_table(*parts: pl.DataFrame) -> pl.DataFrame:
    """All gaps, kind by kind."""
    return pl.concat(parts)


def ferries_left_out(origin: Origin) -> pl.DataFrame:
    """The ways that the network of an extract lacks: id, name, lon, lat, reason."""
    columns = {"id": pl.String, "name": pl.String, "lon": pl.Float64, "lat": pl.Float64, "reason": pl.String}
    rows = [(one.id, one.name, one.lon, one.lat, one.reason) for one in origin.left_out]
    return pl.DataFrame(rows, schema=columns, orient="row")
