"""What people drive far for: motorway accesses, long-distance stations, airports (Abb. 19).

| goal     | from the extract                                                        | from a list of the user's |
| -------- | ----------------------------------------------------------------------- | ------------------------- |
| motorway | every point of a `highway=motorway`, called like its nearest junction    | if it names any           |
| station  | none: OpenStreetMap does not say which stations long-distance trains serve | yes                     |
| airport  | `aeroway=aerodrome` with `iata`, no airfield of soldiers; at its terminals | if it names any          |

A goal of the list replaces that of the extract. Whoever stands on the motorway itself has reached it: so the ramp
counts, and a ramp that only leads off, or a gate of a service area, is no access.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.errors import SourceContentError
from kleinstadt.travel.driving.listed import read_listed
from kleinstadt.travel.roads.networks import Network, arc_m, on_sphere
from kleinstadt.travel.roads.osm import library, whole_file
from kleinstadt.travel.roads.tag_values import gone
from kleinstadt.travel.roads.tagged import tagged_places

GOALS: Final = ("motorway", "station", "airport")
LIST_COLUMNS: Final = ("goal", "name", "lon", "lat")

KEYS: Final = ("aeroway", "highway")
TERMINALS_M: Final = 6_000.0  # a terminal farther than this from every airport belongs to none
JUNCTION_M: Final = 3_000.0  # from the motorway's point to the junction that it is called after


@dataclass(frozen=True)
class Goals:
    """What an extract, or a list, knows of the goals.

    Attributes
    ----------
    places : pl.DataFrame
        goal, name, lon, lat (degrees WGS 84); of one airport one row each terminal.
    motorway_points : array of int
        Ids (OpenStreetMap) of the points of motorways; empty where the list names accesses.
    junctions : pl.DataFrame
        name, lon, lat (degrees) of motorway junctions.
    """

    places: pl.DataFrame
    motorway_points: NDArray[np.int64]
    junctions: pl.DataFrame


def read_goals(osm: Path, listed: pl.DataFrame | None = None) -> Goals:
    """The goals of an extract, those of a list in their place where it has any.

    Parameters
    ----------
    osm : Path
        An .osm.pbf file.
    listed : pl.DataFrame, optional
        goal, name, lon, lat (degrees), as `read_list` gives them.

    Returns
    -------
    Goals
        Airports and motorways; stations from the list alone.

    Raises
    ------
    SourceMissingError
        Without the extract.
    SourceLayoutError
        If the extract is cut off or no PBF.
    ExtraMissingError
        Without the library that reads PBF.
    """
    found = tagged_places(osm, KEYS, _kinds).frame
    places = [_airports(found)]
    points = _motorway_points(osm)
    if listed is not None:
        given = listed["goal"].unique().to_list()
        places = [places[0].filter(~pl.col("goal").is_in(given)), listed.select(LIST_COLUMNS)]
        points = points[:0] if "motorway" in given else points
    junctions = found.filter(pl.col("kind") == "junction", pl.col("name") != "").select("name", "lon", "lat")
    return Goals(pl.concat(places), points, junctions)


def _kinds(tags: Mapping[str, str]) -> list[str]:
    if gone(tags):
        return []
    if tags.get("highway") == "motorway_junction":
        return ["junction"]
    if tags.get("aeroway") == "terminal":
        return ["terminal"]
    kept = not {tags.get("military", "no"), tags.get("aerodrome:type", "no")} & {"airfield", "military", "private"}
    return ["airport"] if tags.get("aeroway") == "aerodrome" and tags.get("iata") and kept else []


def _airports(found: pl.DataFrame) -> pl.DataFrame:
    """Airports at their terminals; one without any at the centre of its grounds."""
    airports = found.filter(pl.col("kind") == "airport")
    terminals = found.filter(pl.col("kind") == "terminal")
    if airports.is_empty():
        return _as_goal(airports)
    owner = _nearest_name(airports, terminals, TERMINALS_M)
    owned = terminals.with_columns(name=owner).drop_nulls("name")
    bare = airports.filter(~pl.col("name").is_in(owned["name"].unique().to_list()))
    return _as_goal(pl.concat([bare, owned]).sort("name", "origin"))


def _as_goal(airports: pl.DataFrame) -> pl.DataFrame:
    return airports.select(goal=pl.lit("airport"), name="name", lon="lon", lat="lat")


def _nearest_name(named: pl.DataFrame, places: pl.DataFrame, within_m: float) -> pl.Series:
    """The name of the nearest named place to each of the others, null beyond a distance."""
    from scipy.spatial import cKDTree

    if named.is_empty() or places.is_empty():
        return pl.Series("name", [None] * places.height, dtype=pl.String)
    tree = cKDTree(on_sphere(named["lon"].to_numpy(), named["lat"].to_numpy()))
    chord, which = tree.query(on_sphere(places["lon"].to_numpy(), places["lat"].to_numpy()))
    names = named["name"].gather(which).to_list()
    far = arc_m(chord) > within_m
    return pl.Series("name", [None if out else name for name, out in zip(names, far, strict=True)], dtype=pl.String)


def _motorway_points(osm: Path) -> NDArray[np.int64]:
    osmium = library()
    only = osmium.filter.TagFilter(("highway", "motorway"))
    with whole_file(osm):
        ways = osmium.FileProcessor(osmium.io.File(str(osm), "pbf"), osmium.osm.WAY).with_filter(only)
        return np.unique(np.array([node.ref for way in ways for node in way.nodes], dtype=np.int64))


def names_of_nodes(goals: Goals, network: Network, nodes: NDArray[np.int64]) -> pl.Series:
    """What motorway points are called: their nearest junction's name; null where none is near.

    Parameters
    ----------
    goals : Goals
        With the junctions of the extract.
    network : Network
        Roads.
    nodes : array of int
        Indices of nodes on motorways.

    Returns
    -------
    pl.Series of str
        One a node.
    """
    here = pl.DataFrame({"lon": network.lon[nodes], "lat": network.lat[nodes]})
    return _nearest_name(goals.junctions, here, JUNCTION_M)


def read_list(path: Path) -> pl.DataFrame:
    """Goals that a user lists.

    Parameters
    ----------
    path : Path
        A CSV with the columns goal (motorway, station, airport), name, lon, lat (degrees).

    Returns
    -------
    pl.DataFrame
        These four columns.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If it is no CSV in UTF-8, or lacks a column or a number.
    SourceContentError
        For another goal, or what are no degrees.
    """
    listed = read_listed(path, LIST_COLUMNS).with_columns(pl.col("goal").str.strip_chars())
    return _checked(listed, path.name)


def _checked(listed: pl.DataFrame, where: str) -> pl.DataFrame:
    on_earth = pl.col("lon").is_between(-180, 180) & pl.col("lat").is_between(-90, 90)
    known = pl.col("goal").is_in(GOALS)
    rules = {f"goal must be one of {', '.join(GOALS)}": known, "lon and lat must be degrees": on_earth}
    for expected, rule in rules.items():
        odd = listed.with_row_index("line", 2).filter(~rule.fill_null(value=False))
        if not odd.is_empty():
            msg = f"{where}: {expected}; {odd.height} rows are otherwise, the first in line {odd.row(0)}."
            raise SourceContentError(msg)
    return listed
