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
    """Gaps of one kind.

    Parameters
    ----------
    kind : {"point", "cell", "service", "footways", "roads", "ferry", "timetable"}
        What they are.
    frame : pl.DataFrame
        Any of the columns of GAPS.
    reason : str, optional
        A reason that holds for all of them.

    Returns
    -------
    pl.DataFrame
        GAPS, one row a gap; null in the columns that `frame` lacks.
    """
    said = {"kind": kind} if reason is None else {"kind": kind, "reason": reason}
    return tidy(frame, GAPS, **said)


def gap_table(*parts: pl.DataFrame) -> pl.DataFrame:
    """All gaps, kind by kind.

    Parameters
    ----------
    *parts : pl.DataFrame
        GAPS, as `gaps_of` makes them.

    Returns
    -------
    pl.DataFrame
        GAPS: kind, id, name, lon, lat (degrees WGS 84), ags, count (persons, nodes or rows), reason.
    """
    return pl.concat(parts)


def ferries_left_out(origin: Origin) -> pl.DataFrame:
    """The ways that the network of an extract lacks: id, name, lon, lat, reason.

    Parameters
    ----------
    origin : Origin
        Of a network.

    Returns
    -------
    pl.DataFrame
        lon and lat in degrees WGS 84, of the first point of each way.
    """
    columns = {"id": pl.String, "name": pl.String, "lon": pl.Float64, "lat": pl.Float64, "reason": pl.String}
    rows = [(one.id, one.name, one.lon, one.lat, one.reason) for one in origin.left_out]
    return pl.DataFrame(rows, schema=columns, orient="row")
