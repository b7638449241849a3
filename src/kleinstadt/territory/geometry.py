"""Borders at any date since 2016, from one set of pieces.

A piece is a municipality (or an area without municipality) of 1 January 2016, simplified together with all others, so
that neighbours keep one common border. Reforms since then joined whole pieces, with few exceptions; so the borders of
any later day are pieces put together: follow() says which belong together, towns() and together() join them. All
levels nest by construction. A piece that was divided goes as a whole to whoever got the largest share of its land.
Coordinates are metres of EPSG:25832 (UTM zone 32, ETRS89) throughout.
"""

from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
import shapely

from kleinstadt import keys
from kleinstadt.errors import SourceContentError
from kleinstadt.sources.reading.tables import Schema

if TYPE_CHECKING:
    import geopandas as gpd

EPSG: Final = 25832
TOLERANCE_M: Final = 150.0  # a corner goes where it spans a triangle of less than the square of this
GRID_M: Final = 20.0  # corners lie on a grid this wide: unseen on any map, and it halves the file
FINE_GRID_M: Final = 1.0  # the source has centimetres of noise, so that equal corners differ
FORESTS_AS_ONE: Final = "444"  # number, within its Kreis, of the area that stands for all its forests
NO_CORNERS: Final = np.empty(0, dtype=np.complex128)

BASE_POLYGONS: Final[Schema] = {
    "piece": pl.String,  # AGS of 1 January 2016
    "name": pl.String,
    "geometry": pl.Binary,  # WKB, Polygon or MultiPolygon, EPSG:25832
}

FOLLOWED: Final[Schema] = {
    "piece": pl.String,
    "ags": pl.String,  # municipality that holds land of the piece at the date
    "share": pl.Float64,  # of the piece's land, 0 to 1
}


def make_base_polygons(
    municipalities: "gpd.GeoDataFrame", tolerance_m: float = TOLERANCE_M, grid_m: float = GRID_M
) -> pl.DataFrame:
    """Simplify municipalities as one coverage, neighbours together.

    Parameters
    ----------
    municipalities : gpd.GeoDataFrame
        ags, ars, name, polygons in any CRS (sources/bkg/vg250.py).
    tolerance_m : float
        A corner goes where it spans a triangle of less than the square of this, in metres.
    grid_m : float
        Corners are moved to a grid so many metres wide, except where that would break an area.

    Returns
    -------
    pl.DataFrame
        BASE_POLYGONS, sorted by ars (near things near each other compress better); as many polygons and holes as
        before.

    Raises
    ------
    SourceContentError
        Where areas overlap or leave their common border.

    Notes
    -----
    Visvalingam and Whyatt 1993 (line simplification by the area of triangles), as GEOS does it for coverages.
    """
    rows = municipalities.sort_values("ars")
    names = rows["name"].to_numpy()
    shapes = _rounded(rows.to_crs(epsg=EPSG).geometry.to_numpy(), FINE_GRID_M)
    touching = ~shapely.is_valid(shapes)
    shapes[touching] = shapely.make_valid(shapes[touching], method="structure")
    simple = shapely.coverage_simplify(shapes, tolerance_m)
    _refuse_broken(_broken(simple), names)
    wkb = shapely.to_wkb(_on_grid(simple, grid_m)).tolist()
    return pl.DataFrame({"piece": rows["ags"].tolist(), "name": names.tolist(), "geometry": wkb}, schema=BASE_POLYGONS)


def _rounded(shapes: np.ndarray, grid_m: float, fixed: np.ndarray = NO_CORNERS) -> np.ndarray:
    """Every corner moved to the nearest one of the grid, save those in `fixed` (complex numbers x + iy)."""

    def move(corners: np.ndarray) -> np.ndarray:
        moved = np.round(corners / grid_m) * grid_m
        if len(fixed):
            stays = np.isin(_as_complex(corners), fixed)
            moved[stays] = corners[stays]
        return moved

    return np.asarray(shapely.transform(shapes, move))


def _as_complex(corners: np.ndarray) -> np.ndarray:
    return corners[:, 0] + 1j * corners[:, 1]


def _on_grid(shapes: np.ndarray, grid_m: float) -> np.ndarray:
    """Round the corners, but leave those of areas that rounding would break (a corner is shared, so is its place)."""
    fixed = NO_CORNERS
    rounded = _rounded(shapes, grid_m)
    while (broken := _broken(rounded)).any():
        fixed = np.union1d(fixed, _as_complex(shapely.get_coordinates(shapes[broken])))
        rounded = _rounded(shapes, grid_m, fixed)
    return rounded


def _broken(shapes: np.ndarray) -> np.ndarray:
    """True for areas that are empty, invalid, or do not fit their neighbours."""
    misfit = ~shapely.is_empty(shapely.coverage_invalid_edges(shapes))
    return np.asarray(shapely.is_empty(shapes) | ~shapely.is_valid(shapes) | misfit)


def _refuse_broken(broken: np.ndarray, names: np.ndarray) -> None:
    if broken.any():
        listed = ", ".join(str(name) for name in names[broken][:5])
        msg = (
            f"municipal borders: {broken.sum()} areas overlap others or do not share their common border corner by "
            f"corner ({listed}). They must come from one edition of one map; get it again from its publisher."
        )
        raise SourceContentError(msg)


def follow(pieces: pl.DataFrame, crosswalks: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Which municipality of a date holds the land of each piece.

    A piece that no crosswalk knows is missing, unless it is one of the forests of dissolved_forests.csv, whose takers
    are then followed.

    Parameters
    ----------
    pieces : pl.DataFrame
        Column piece.
    crosswalks : sequence of pl.DataFrame
        from_id, to_id, weight_area (0 to 1), all to the same date, from days around 2016; the first one that knows a
        piece's key counts (the areas without municipality are only in the lists of later years).

    Returns
    -------
    pl.DataFrame
        FOLLOWED: piece, ags, share (of the piece's land, 0 to 1), sorted.
    """
    rows = pl.DataFrame(schema=FOLLOWED)
    for crosswalk in crosswalks:
        shares = crosswalk.select(piece="from_id", ags="to_id", share="weight_area").filter(pl.col("share") > 0)
        rows = pl.concat([rows, shares.join(rows, on="piece", how="anti")])
    known = rows.join(pieces, on="piece", how="semi")
    forests = _forests().join(pieces, on="piece", how="semi").join(known, on="piece", how="anti")
    taken = forests.join(rows, left_on="to_piece", right_on="piece").select(
        "piece", "ags", share=pl.col("part") * pl.col("share")
    )
    return pl.concat([known, taken]).group_by("piece", "ags").agg(pl.col("share").sum()).sort("piece", "ags")


def _forests() -> pl.DataFrame:
    """Forests that were dissolved before the first list that knows them: piece, to_piece, part (0 to 1)."""
    table = pl.read_csv(
        files(__package__).joinpath("dissolved_forests.csv").read_bytes(),
        schema_overrides={"piece": pl.String, "to_piece": pl.String, "area_km2": pl.Float64},
    )
    part = pl.col("area_km2") / pl.col("area_km2").sum().over("piece")
    return table.select("piece", "to_piece", part=part)


def largest_share(followed: pl.DataFrame) -> pl.DataFrame:
    """One row a piece: the municipality that holds most of its land, of equals the first by key.

    Parameters
    ----------
    followed : pl.DataFrame
        FOLLOWED.

    Returns
    -------
    pl.DataFrame
        FOLLOWED, with the share that it holds.
    """
    order = followed.sort("piece", "share", "ags", descending=[False, True, False])
    return order.unique("piece", keep="first", maintain_order=True)


def forests_as_one(pieces: pl.DataFrame, followed: pl.DataFrame, gemeinden: pl.DataFrame) -> pl.DataFrame:
    """The same with the forests of Bavaria in registers that have one area for all forests of a Kreis (until 2017).

    Parameters
    ----------
    pieces : pl.DataFrame
        Column piece.
    followed : pl.DataFrame
        FOLLOWED.
    gemeinden : pl.DataFrame
        Column ags: all of the register; a piece that none of them holds goes to the one of its Kreis whose number is
        444.

    Returns
    -------
    pl.DataFrame
        FOLLOWED, sorted.
    """
    held = followed.join(gemeinden, on="ags", how="semi")
    loose = pieces.select("piece").join(held, on="piece", how="anti")
    together = loose.with_columns(ags=keys.kreis_of(pl.col("piece")) + FORESTS_AS_ONE, share=pl.lit(1.0))
    together = together.join(gemeinden, on="ags", how="semi")
    return pl.concat([followed.join(together, on="piece", how="anti"), together]).sort("piece", "ags")


def towns(pieces: pl.DataFrame, followed: pl.DataFrame, tolerance_m: float = 0.0) -> "gpd.GeoDataFrame":
    """Borders of all municipalities, from which those of every other level are put together.

    Parameters
    ----------
    pieces : pl.DataFrame
        BASE_POLYGONS.
    followed : pl.DataFrame
        piece, ags at the date, one row a piece (`largest_share`).
    tolerance_m : float
        Simplify further by so many metres, neighbours still together and lines of all levels on each other; about 500
        for a map of Germany on one page.

    Returns
    -------
    gpd.GeoDataFrame
        Geometry (valid, EPSG:25832, metres), indexed and sorted by `ags`.
    """
    parts = followed.join(pieces.select("piece", "geometry"), on="piece").sort("ags", "piece")
    runs = parts["ags"].rle_id()
    shapes = _joined(shapely.from_wkb(parts["geometry"].to_numpy()), runs)
    if tolerance_m > 0:
        shapes = shapely.coverage_simplify(shapes, tolerance_m)
    keys_of = parts.filter(runs.is_first_distinct())["ags"].to_list()
    return indexed(shapes, keys_of, "ags")


def together(municipalities: "gpd.GeoDataFrame", members: pl.DataFrame, key: str) -> "gpd.GeoDataFrame":
    """Borders of all areas of a level.

    A municipality without land (the areas of both Luxembourg and Germany, coastal waters) has no row.

    Parameters
    ----------
    municipalities : gpd.GeoDataFrame
        As `towns` gives them.
    members : pl.DataFrame
        Municipalities of the date: ags and the column `key`.
    key : {"ags", "verband", "kreis", "region", "land", "bund"}
        Key column of the level.

    Returns
    -------
    gpd.GeoDataFrame
        Geometry (EPSG:25832, metres), indexed and sorted by `key`.
    """
    rows = pl.DataFrame({"ags": municipalities.index.to_list()}).with_row_index("row")
    owners = rows.join(members.select({"ags", key}), on="ags").drop_nulls(key).sort(key, "ags")
    shapes = municipalities.geometry.to_numpy()[owners["row"].to_numpy()]
    joined = _joined(shapes, owners[key].rle_id())
    areas = owners[key].unique(maintain_order=True).to_list()
    return indexed(joined, areas, key)


def indexed(shapes: np.ndarray, keys_of: list[str], key: str) -> "gpd.GeoDataFrame":
    """Shapes in metres as a GeoDataFrame, indexed by the key of each.

    Parameters
    ----------
    shapes : array of shapely geometries
        Metres of EPSG:25832.
    keys_of : list of str
        The key of each.
    key : str
        What the index is called.

    Returns
    -------
    gpd.GeoDataFrame
        Geometry only, in the same order.
    """
    import geopandas as gpd  # half a second, and 50 MB: a server asks for shapes later than for anything else

    return gpd.GeoDataFrame(geometry=shapes, index=keys_of, crs=EPSG).rename_axis(key)


def _joined(shapes: np.ndarray, runs: pl.Series) -> np.ndarray:
    """Union of each run of shapes, numbered in `runs`; a run of one stays as it is."""
    starts = runs.is_first_distinct().arg_true().to_numpy()
    joined: np.ndarray = shapes[starts]
    ends = np.append(starts[1:], len(shapes))
    for run in np.flatnonzero(ends - starts > 1):
        joined[run] = shapely.coverage_union_all(shapes[starts[run] : ends[run]])
    return joined


def neighbours(areas: "gpd.GeoDataFrame") -> pl.DataFrame:
    """Which areas share a border, and how long it is. Touching in a point alone is no border.

    Parameters
    ----------
    areas : gpd.GeoDataFrame
        As `polygons` gives them, indexed by key.

    Returns
    -------
    pl.DataFrame
        from_id, to_id, border_km; each pair in both directions, sorted.
    """
    sides = _sides(areas.geometry.to_numpy())
    pairs = sides.join(sides, on=["x1", "y1", "x2", "y2"], suffix="_other").filter(
        pl.col("area") != pl.col("area_other")
    )
    length = (pl.col("x1") - pl.col("x2")).pow(2) + (pl.col("y1") - pl.col("y2")).pow(2)
    borders = pairs.group_by("area", "area_other").agg(border_km=length.sqrt().sum() / 1000)
    ids = pl.Series("id", areas.index.to_list(), dtype=pl.String)
    named = borders.select(
        from_id=ids.gather(borders["area"]), to_id=ids.gather(borders["area_other"]), border_km="border_km"
    )
    return named.sort("from_id", "to_id")


def _sides(shapes: np.ndarray) -> pl.DataFrame:
    """Every side of every ring: area (position), x1, y1, x2, y2, the ends in an order that both neighbours share."""
    parts, area_of_part = shapely.get_parts(shapes, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    same_ring = ring[1:] == ring[:-1]
    start, end = corners[:-1][same_ring], corners[1:][same_ring]
    swap = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    start[swap], end[swap] = end[swap], start[swap].copy()
    area = area_of_part[part_of_ring[ring[:-1][same_ring]]]
    return pl.DataFrame({"area": area, "x1": start[:, 0], "y1": start[:, 1], "x2": end[:, 0], "y2": end[:, 1]})
