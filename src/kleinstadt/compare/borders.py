"""Borders for the map and the API: GeoJSON in WGS 84, simplified together, compressed once."""

import gzip
import json
from dataclasses import dataclass
from typing import Final

import numpy as np

from kleinstadt import disk_cache as shelf
from kleinstadt.compare.columns import Atlas, Floats
from kleinstadt.edition.edition import OLDEST_BORDERS, Level
from kleinstadt.errors import UnknownNameError
from kleinstadt.sources.catalogue import SOURCES
from kleinstadt.words.language import Lang

TOLERANCE_M: Final = 500.0
DIGITS: Final = 4  # of a degree: 11 m
WGS84: Final = 4326
FORMAT: Final = 2  # raised when the shape of the answer changes


def years_with_borders(atlas: Atlas) -> list[int]:
    """The years whose borders are known, oldest first."""
    return [year for year in atlas.edition.years if year >= OLDEST_BORDERS]


def borders_source(lang: Lang) -> str:
    """Who must be named for the borders, and under which licence."""
    return f"{SOURCES['vg250'].attribution_in(lang)}, {SOURCES['vg250'].licence_in(lang)}"


def borders(atlas: Atlas, year: int, level: Level) -> bytes:
    """All areas of a level as a gzipped GeoJSON FeatureCollection.

    Each feature's id is its row in Atlas.areas, its properties are key and name.
    Raises UnknownNameError for a year without borders.
    """
    if year not in years_with_borders(atlas):
        listed = ", ".join(map(str, years_with_borders(atlas)))
        msg = f"There are no borders of {year}. There are: {listed}."
        raise UnknownNameError(msg, f"Für {year} gibt es keine Grenzen. Es gibt: {listed}.")
    name = f"{atlas.fingerprint}-borders{FORMAT}-{level}-{year}.json.gz"

    def make() -> bytes:
        return gzip.compress(_geojson(atlas, year, level), 9, mtime=0)

    return atlas.once(("borders", year, level), lambda: shelf.kept(name, make))


def _geojson(atlas: Atlas, year: int, level: Level) -> bytes:
    import shapely

    areas = atlas.areas(year, level)
    frame = atlas.edition.polygons(year, level, tolerance_m=TOLERANCE_M).to_crs(WGS84)
    shapes = shapely.transform(frame.geometry.to_numpy(), lambda points: np.round(points, DIGITS))
    features = []
    for key, shape in zip(frame.index, shapely.to_geojson(shapes), strict=True):
        row = areas.row[key]
        about = json.dumps({"key": key, "name": areas.names[row]}, ensure_ascii=False)
        features.append(f'{{"type":"Feature","id":{row},"properties":{about},"geometry":{shape}}}')
    source = SOURCES["vg250"]
    licence = json.dumps({"attribution": source.attribution, "licence": source.licence, "url": source.licence_url})
    return f'{{"type":"FeatureCollection","licence":{licence},"features":[{",".join(features)}]}}'.encode()


@dataclass(frozen=True)
class Outlines:
    """Borders of all areas of a level as rings of corners, for pictures of a few of them.

    rings : of each key, arrays of corners x 2, metres of EPSG:25832; boxes : west, south, east, north of each key
    """

    keys: tuple[str, ...]
    rings: dict[str, tuple[Floats, ...]]
    boxes: Floats

    def inside(self, west: float, south: float, east: float, north: float) -> list[str]:
        """The areas whose box touches a window."""
        x0, y0, x1, y1 = self.boxes.T
        return [self.keys[row] for row in np.flatnonzero((x0 <= east) & (x1 >= west) & (y0 <= north) & (y1 >= south))]


def outlines(atlas: Atlas, year: int, level: Level, tolerance_m: float = 0.0) -> Outlines:
    """Borders of a level, made once; raises UnknownNameError for a year without."""
    return atlas.once(("outlines", year, level, tolerance_m), lambda: _outlines(atlas, year, level, tolerance_m))


def _outlines(atlas: Atlas, year: int, level: Level, tolerance_m: float) -> Outlines:
    import shapely

    frame = atlas.edition.polygons(year, level, tolerance_m=tolerance_m)
    shapes = frame.geometry.to_numpy()
    keys = tuple(map(str, frame.index))
    rings = {
        key: tuple(shapely.get_coordinates(ring) for ring in shapely.get_rings(shapely.get_parts(shape)))
        for key, shape in zip(keys, shapes, strict=True)
    }
    return Outlines(keys, rings, shapely.bounds(shapes))
