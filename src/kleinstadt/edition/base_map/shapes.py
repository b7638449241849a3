"""Reading and writing GeoJSON of the base map: shapes in degrees, few digits, each file the same byte for byte."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from kleinstadt.errors import SourceLayoutError, SourceMissingError
from kleinstadt.territory.geometry import EPSG

if TYPE_CHECKING:
    from pyproj import Transformer

WGS84: Final = 4326


@dataclass(frozen=True)
class Feature:
    """A shape with what is said of it.

    Attributes
    ----------
    shape : shapely geometry
        In degrees, unless told otherwise.
    about : mapping
        Its properties.
    """

    shape: shapely.Geometry
    about: Mapping[str, Any]


def read(path: Path) -> list[Feature]:
    """The features of a GeoJSON file, in degrees.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    list of Feature
        In the order of the file.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If it is no FeatureCollection.
    """
    if not path.is_file():
        msg = f"{path}: is missing. The base map is made of the files of Natural Earth and of the railways in it."
        raise SourceMissingError(msg)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["features"]
        return [Feature(shapely.from_geojson(json.dumps(one["geometry"])), one["properties"]) for one in found]
    except (KeyError, ValueError, shapely.GEOSException) as error:
        msg = f"{path.name}: is no GeoJSON FeatureCollection ({error}). Get it once more."
        raise SourceLayoutError(msg) from error


def to_metres(lon: ArrayLike, lat: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """From degrees to metres of EPSG:25832, point by point.

    Parameters
    ----------
    lon, lat : array of float, or float
        Degrees (WGS 84).

    Returns
    -------
    tuple of two arrays of float
        East and north in metres; floats for floats.

    Examples
    --------
    >>> [round(one) for one in to_metres(9.0, 51.0)]
    [500000, 5649825]
    """
    east, north = _transformer(WGS84, EPSG).transform(lon, lat)
    return east, north


def to_degrees(east: ArrayLike, north: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """From metres of EPSG:25832 to degrees, point by point.

    Parameters
    ----------
    east, north : array of float, or float
        Metres.

    Returns
    -------
    tuple of two arrays of float
        Longitude and latitude (WGS 84); floats for floats.

    Examples
    --------
    >>> [round(one, 6) for one in to_degrees(500_000.0, 5_649_824.888)]
    [9.0, 51.0]
    """
    lon, lat = _transformer(EPSG, WGS84).transform(east, north)
    return lon, lat


@cache
def _transformer(start: int, end: int) -> "Transformer":
    """From one system of coordinates to another; PROJ comes when it is needed, since a server starts without it."""
    from pyproj import Transformer

    return Transformer.from_crs(start, end, always_xy=True)


def metres(shape: shapely.Geometry) -> shapely.Geometry:
    """From degrees to metres of EPSG:25832.

    Parameters
    ----------
    shape : shapely geometry
        In degrees, or an array of such.

    Returns
    -------
    shapely geometry
        In metres.
    """
    return shapely.transform(shape, lambda corners: np.column_stack(to_metres(*corners.T)))


def degrees(shape: shapely.Geometry) -> shapely.Geometry:
    """From metres of EPSG:25832 to degrees.

    Parameters
    ----------
    shape : shapely geometry
        In metres.

    Returns
    -------
    shapely geometry
        In degrees (WGS 84).
    """
    return shapely.transform(shape, lambda corners: np.column_stack(to_degrees(*corners.T)))


def lines_of(features: Iterable[Feature]) -> shapely.Geometry:
    """All lines of features as one, joined where they meet end to end.

    Parameters
    ----------
    features : iterable of Feature
        With lines.

    Returns
    -------
    shapely geometry
        In the same unit.
    """
    parts = shapely.get_parts(np.array([one.shape for one in features], dtype=object))
    return shapely.line_merge(shapely.multilinestrings(parts))


def written(features: Sequence[Feature], digits: int) -> bytes:
    """A FeatureCollection in degrees with so many digits; corners that fall together are one.

    Parameters
    ----------
    features : sequence of Feature
        In degrees.
    digits : int
        Of a degree.

    Returns
    -------
    bytes
        GeoJSON, one feature a line; empty shapes are left out.
    """
    said = []
    for one in features:
        if shapely.is_empty(one.shape):
            continue
        shape = json.dumps(_geometry(one.shape, digits), separators=(",", ":"))
        about = json.dumps(dict(one.about), ensure_ascii=False, separators=(",", ":"))
        said.append(f'{{"type":"Feature","properties":{about},"geometry":{shape}}}')
    return ('{"type":"FeatureCollection","features":[\n' + ",\n".join(said) + "\n]}\n").encode()


def _geometry(shape: shapely.Geometry, digits: int) -> dict[str, Any]:
    kind = shape.geom_type.removeprefix("Multi")
    parts = [_part(one, kind, digits) for one in shapely.get_parts(shape)]
    kept = [part for part in parts if part]
    return {"type": f"Multi{kind}", "coordinates": kept}


def _part(shape: shapely.Geometry, kind: str, digits: int) -> list[Any]:
    if kind == "Point":
        point: list[float] = shapely.get_coordinates(shape).round(digits)[0].tolist()
        return point
    if kind == "LineString":
        line = _rounded(shapely.get_coordinates(shape), digits)
        return line if len(line) > 1 else []
    rings = [_rounded(shapely.get_coordinates(ring), digits) for ring in shapely.get_rings(shape)]
    return [ring for ring in rings if len(ring) > 3] if len(rings[0]) > 3 else []


def _rounded(corners: NDArray[np.float64], digits: int) -> list[list[float]]:
    rounded = corners.round(digits)
    kept: list[list[float]] = rounded[np.append(True, (np.diff(rounded, axis=0) != 0).any(axis=1))].tolist()
    return kept
