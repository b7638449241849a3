"""Borders for the map and the API: GeoJSON in WGS 84, simplified together, compressed once."""

import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from kleinstadt import disk_cache as shelf
from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Level
from kleinstadt.edition.territories import OLDEST_BORDERS
from kleinstadt.errors import UnknownNameError
from kleinstadt.sources.catalogue import SOURCES
from kleinstadt.territory.coding import Floats
from kleinstadt.words.language import Lang

if TYPE_CHECKING:
    import geopandas as gpd

TOLERANCE_M: Final = 500.0
DIGITS: Final = 4  # of a degree: 11 m
WGS84: Final = 4326
FORMAT: Final = 2  # raised when the shape of the answer changes


def years_with_borders(atlas: Atlas) -> list[int]:
    """The years whose borders are known, oldest first.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.

    Returns
    -------
    list of int
        From OLDEST_BORDERS on.
    """
    return [year for year in atlas.edition.years if year >= OLDEST_BORDERS]


def borders_source(lang: Lang) -> str:
    """Who must be named for the borders, and under which licence."""
    return f"{SOURCES['vg250'].attribution_in(lang)}, {SOURCES['vg250'].licence_in(lang)}"


def borders(atlas: Atlas, year: int, level: Level) -> bytes:
    """All areas of a level as a gzipped GeoJSON FeatureCollection.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    year : int
        Year of the borders.
    level : Level
        Level of the areas.

    Returns
    -------
    bytes
        In degrees (WGS 84), simplified by TOLERANCE_M, neighbours together. A feature's id is its row in Atlas.areas,
        its properties are key and name.

    Raises
    ------
    UnknownNameError
        For a year without borders.
    """
    _refuse_unknown(atlas, year)
    name = f"{atlas.fingerprint}-borders{FORMAT}-{level}-{year}.json.gz"

    def make() -> bytes:
        return gzip.compress(_geojson(atlas, year, level), 9, mtime=0)

    return atlas.once(("borders", year, level), lambda: shelf.kept(name, make))


def _refuse_unknown(atlas: Atlas, year: int) -> None:
    if year not in years_with_borders(atlas):
        listed = ", ".join(map(str, years_with_borders(atlas)))
        msg = f"There are no borders of {year}. There are: {listed}."
        raise UnknownNameError(msg, f"Für {year} gibt es keine Grenzen. Es gibt: {listed}.")


def borders_within(atlas: Atlas, year: int, level: Level, place: str) -> bytes:
    """The areas of a level within a Kreis or Land, as fine as the edition has them; made for a close look.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    year : int
        Year of the borders.
    level : Level
        Level of the areas.
    place : str
        Key of the Kreis (5 digits) or Land (2), with which the keys of its areas begin.

    Returns
    -------
    bytes
        A gzipped GeoJSON FeatureCollection as `borders` gives it.

    Raises
    ------
    UnknownNameError
        For a year without borders, and for a place without areas of this level.
    """
    _refuse_unknown(atlas, year)
    frame = fine_borders(atlas, year, level)
    inside = frame[frame.index.str.startswith(place)]
    if len(place) not in (2, 5) or not len(inside):
        msg = f"No areas of level '{level}' within '{place[:12]}'. Give the key of a Land (05) or of a Kreis (05970)."
        german = f"In „{place[:12]}“ gibt es keine Gebiete dieser Ebene. Nötig ist der Schlüssel von Land oder Kreis."
        raise UnknownNameError(msg, german)
    return gzip.compress(_collection(atlas, year, level, inside), 6, mtime=0)


def fine_borders(atlas: Atlas, year: int, level: Level) -> "gpd.GeoDataFrame":
    """The areas of a level as fine as the edition has them, in WGS 84, indexed by key; made once on each machine.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    year : int
        Year of the borders.
    level : Level
        Level of the areas.

    Returns
    -------
    gpd.GeoDataFrame
        One row an area, geometry only.

    Raises
    ------
    UnknownNameError
        For a year without borders.
    """
    return atlas.once(("fine borders", year, level), lambda: _fine_borders(atlas, year, level))


def _fine_borders(atlas: Atlas, year: int, level: Level) -> "gpd.GeoDataFrame":
    import geopandas as gpd
    import shapely

    def make() -> pl.DataFrame:
        frame = atlas.edition.polygons(year, level).to_crs(WGS84)
        return pl.DataFrame({"key": list(map(str, frame.index)), "wkb": frame.geometry.to_wkb().to_list()})

    _refuse_unknown(atlas, year)
    kept = atlas.edition.frame_kept(f"{level}-fine-borders{FORMAT}", year, make)
    return gpd.GeoDataFrame(geometry=shapely.from_wkb(kept["wkb"].to_list()), index=kept["key"].to_list(), crs=WGS84)


def _geojson(atlas: Atlas, year: int, level: Level) -> bytes:
    return _collection(atlas, year, level, atlas.edition.polygons(year, level, tolerance_m=TOLERANCE_M).to_crs(WGS84))


def _collection(atlas: Atlas, year: int, level: Level, frame: "gpd.GeoDataFrame") -> bytes:
    import shapely

    areas = atlas.areas(year, level)
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

    Attributes
    ----------
    keys : tuple of str
        Keys of the areas.
    rings : dict of str to tuple of array of float, corners x 2
        The rings of each area, metres of EPSG:25832.
    boxes : array of float, areas x 4
        West, south, east and north of each area, in metres.
    """

    keys: tuple[str, ...]
    rings: dict[str, tuple[Floats, ...]]
    boxes: Floats

    def inside(self, west: float, south: float, east: float, north: float) -> list[str]:
        """The areas whose box touches a window.

        Parameters
        ----------
        west, south, east, north : float
            Sides of the window, metres of EPSG:25832.

        Returns
        -------
        list of str
            Keys; areas that only come near with a corner of their box are among them.
        """
        x0, y0, x1, y1 = self.boxes.T
        return [self.keys[row] for row in np.flatnonzero((x0 <= east) & (x1 >= west) & (y0 <= north) & (y1 >= south))]


def outlines(atlas: Atlas, year: int, level: Level, tolerance_m: float = 0.0) -> Outlines:
    """Borders of a level as rings, made once.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    year : int
        Year of the borders.
    level : Level
        Level of the areas.
    tolerance_m : float
        Simplify the level by itself by so many metres, neighbours still together: no corner is kept for what lies
        inside of it. 0 leaves the borders as the edition has them.

    Returns
    -------
    Outlines
        Of all areas with land.

    Raises
    ------
    UnknownNameError
        For a year without borders.
    """
    return atlas.once(("outlines", year, level, tolerance_m), lambda: _outlines(atlas, year, level, tolerance_m))


def _outlines(atlas: Atlas, year: int, level: Level, tolerance_m: float) -> Outlines:
    import shapely

    frame = atlas.edition.polygons(year, level)
    shapes = frame.geometry.to_numpy()
    if tolerance_m:
        shapes = shapely.coverage_simplify(shapes, tolerance_m)
    keys = tuple(map(str, frame.index))
    rings = {
        key: tuple(shapely.get_coordinates(ring) for ring in shapely.get_rings(shapely.get_parts(shape)))
        for key, shape in zip(keys, shapes, strict=True)
    }
    return Outlines(keys, rings, shapely.bounds(shapes))
