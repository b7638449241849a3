"""Railways with passengers and their stations, out of the files of Deutsche Bahn."""

from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
import shapely

from kleinstadt.edition.base_map.shapes import Feature, lines_of, metres, read, to_metres

LINES: Final = "karte/rail_passenger_simplified.geojson"
STATIONS: Final = "bahn/rail_stations.csv"
FILES: Final = (LINES, STATIONS)
TRAINS: Final = 1 | 2 | 4 | 8 | 16  # bits of the modes: ICE, IC, RE, RB, S-Bahn
ON_LINE_M: Final = 300.0
APART_M: Final = 400.0  # two stops nearer than this are one square on the map


def railways(raw: Path) -> list[Feature]:
    """The lines as one feature, the stations as another, in degrees.

    Parameters
    ----------
    raw : Path
        Folder of raw files.

    Returns
    -------
    list of Feature
        Kinds "railway" and "station".

    Raises
    ------
    SourceMissingError
        Without the file of lines.
    """
    lines = lines_of(read(raw / LINES))
    return [Feature(lines, {"kind": "railway"}), Feature(_stations(raw / STATIONS, metres(lines)), {"kind": "station"})]


def _stations(path: Path, lines: shapely.Geometry) -> shapely.Geometry:
    """Stops of trains that lie at a line, the most used first where two are the same; in degrees."""
    stops = pl.read_csv(path, columns=["lat", "lon", "products", "weight"])
    trains = stops.filter(pl.col("products").cast(pl.Int64) & TRAINS > 0).sort(
        "weight", "lon", "lat", descending=[True, False, False], nulls_last=True
    )
    degrees = trains.select("lon", "lat").to_numpy()
    placed = np.column_stack(to_metres(*degrees.T))
    shapely.prepare(lines)
    at_line = shapely.dwithin(shapely.points(placed), lines, ON_LINE_M)
    _, first = np.unique(np.floor(placed[at_line] / APART_M), axis=0, return_index=True)
    found = degrees[at_line][first]
    return shapely.multipoints(found[np.lexsort(found.T)])
