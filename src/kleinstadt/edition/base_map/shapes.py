"""Reading and writing GeoJSON of the base map: shapes in degrees, few digits, each file the same byte for byte."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from kleinstadt.errors import SourceLayoutError, SourceMissingError
from kleinstadt.territory.geometry import EPSG

WGS84: Final = 4326
TO_METRES: Final = Transformer.from_crs(WGS84, EPSG, always_xy=True)
TO_DEGREES: Final = Transformer.from_crs(EPSG, WGS84, always_xy=True)


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
    return shapely.transform(shape, lambda corners: np.column_stack(TO_METRES.transform(*corners.T)))


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
    return shapely.transform(shape, lambda corners: np.column_stack(TO_DEGREES.transform(*corners.T)))


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
