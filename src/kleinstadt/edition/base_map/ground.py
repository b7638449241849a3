"""Sea, neighbours, lakes and rivers out of Natural Earth (1:10 million), and their names from a table of our own.

The source names some rivers wrongly (its "Fulda" is the Eder, its "Spree" includes the Havel) and lies up to 2 km off,
so no name of it is taken, and the map lets rivers and lakes fade where towns are looked at closely. What lies further
than 60 km from Germany is left out: the source is cut there.
"""

from pathlib import Path
from typing import Final

import polars as pl
import shapely

from kleinstadt.edition.base_map.shapes import Feature, degrees, lines_of, metres, read
from kleinstadt.errors import SourceContentError

NEAR_M: Final = 60_000.0  # from Germany: what is drawn
SLIVER_M: Final = 4_000.0  # how far two sources differ over where Germany ends
RIVER_OFF_M: Final = 6_000.0  # how far a name of the table may lie from the river
GERMANY: Final = "Germany"
RIVERS: Final = ("ne_10m_rivers_europe.geojson", "ne_10m_rivers_lake_centerlines.geojson")
LAKES: Final = ("ne_10m_lakes.geojson", "ne_10m_lakes_europe.geojson")
COUNTRIES: Final = "countries_10m_cut.geojson"
BOUNDARIES: Final = "ne_10m_admin_0_boundary_lines_land.geojson"
FILES: Final = (COUNTRIES, BOUNDARIES, *LAKES, *RIVERS)
LARGE_LAKES: Final = "Bodensee"  # no municipality's land, so it stays at every scale


def ground(folder: Path, germany: shapely.Geometry) -> list[Feature]:
    """What lies under the figures, each with its `kind`: near, land, boundary, lake, large lake, river.

    Parameters
    ----------
    folder : Path
        With the files of FILES.
    germany : shapely geometry
        Its land, metres of EPSG:25832.

    Returns
    -------
    list of Feature
        Shapes in degrees.

    Raises
    ------
    SourceMissingError
        For a file that is not there.
    """
    near = shapely.simplify(shapely.buffer(shapely.simplify(germany, 2_000), NEAR_M), 1_000)
    lakes = [_within(one, near) for name in LAKES for one in read(folder / name)]
    rivers = lines_of([one for name in RIVERS for one in read(folder / name) if one.about["featurecla"] == "River"])
    boundaries = [
        one for one in read(folder / BOUNDARIES) if GERMANY not in (one.about["adm0_left"], one.about["adm0_right"])
    ]
    made = [
        Feature(degrees(near), {"kind": "near"}),
        Feature(degrees(_neighbours(read(folder / COUNTRIES), near)), {"kind": "land"}),
        Feature(degrees(_clipped(lines_of(boundaries), near)), {"kind": "boundary"}),
        Feature(degrees(_clipped(rivers, near)), {"kind": "river"}),
    ]
    large = [one for one in lakes if one.about.get("name") == LARGE_LAKES]
    small = [one for one in lakes if one.about.get("name") != LARGE_LAKES]
    for kind, these in (("lake", small), ("large lake", large)):
        made.append(Feature(degrees(shapely.union_all([one.shape for one in these])), {"kind": kind}))
    return made


def _within(feature: Feature, near: shapely.Geometry) -> Feature:
    return Feature(shapely.intersection(shapely.make_valid(metres(feature.shape)), near), feature.about)


def _clipped(lines: shapely.Geometry, near: shapely.Geometry) -> shapely.Geometry:
    return shapely.intersection(metres(lines), near)


def _neighbours(countries: list[Feature], near: shapely.Geometry) -> shapely.Geometry:
    """The land around Germany, with what the source calls Germany along its land border, so that no gap shows."""
    shapes = {str(one.about["name"]): shapely.make_valid(metres(one.shape)) for one in countries}
    others = shapely.union_all([shape for name, shape in shapes.items() if name != GERMANY])
    sliver = shapely.intersection(shapes[GERMANY], shapely.buffer(others, SLIVER_M)) if GERMANY in shapes else None
    both = others if sliver is None else shapely.union(others, sliver)
    return shapely.intersection(both, near)


def water_names(table: pl.DataFrame, rivers: shapely.Geometry) -> list[dict[str, object]]:
    """Names of seas, lakes and rivers with the place where each is written; of rivers the nearest on the line.

    Parameters
    ----------
    table : pl.DataFrame
        kind, de, en, lon, lat (degrees).
    rivers : shapely geometry
        Lines in degrees.

    Returns
    -------
    list of dict
        kind, de, en, lon, lat (degrees, three digits).

    Raises
    ------
    SourceContentError
        For a name far from any river.
    """
    lines = metres(rivers)
    said: list[dict[str, object]] = []
    for row in table.iter_rows(named=True):
        point = shapely.Point(row["lon"], row["lat"])
        if row["kind"] == "river":
            placed = metres(point)
            if (off := shapely.distance(placed, lines)) > RIVER_OFF_M:
                where = f"water_names.csv: '{row['de']}' at {row['lon']}, {row['lat']}"
                msg = f"{where} is {off / 1000:.0f} km off any river."
                raise SourceContentError(msg)
            on = shapely.line_interpolate_point(shapely.shortest_line(placed, lines), 1, normalized=True)
            point = degrees(on)
        lon, lat = shapely.get_coordinates(point).round(3)[0].tolist()
        said.append({"kind": row["kind"], "de": row["de"], "en": row["en"], "lon": lon, "lat": lat})
    return said
