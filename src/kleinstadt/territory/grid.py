"""From cells of the census grid to areas: each cell belongs to the area that holds its centre.

A cell that straddles a border goes as a whole to one side, so whatever is made from it is modelled, not measured.
"""

from datetime import date
from typing import Final

import geopandas as gpd
import numpy as np
import polars as pl
import shapely

from kleinstadt.sources.reading.tables import FACTS, tidy
from kleinstadt.territory import geometry

EPSG: Final = 3035  # ETRS89-LAEA, metres: the CRS of the census grid
REACH_M: Final = 2000.0  # how far off the coast (or a simplified border) a cell may lie


def cells_to_areas(
    cells: pl.DataFrame, polygons: gpd.GeoDataFrame, id_column: str, *, reach_m: float = REACH_M
) -> pl.DataFrame:
    """The area of every cell of the census grid: that which holds its centre, else the nearest within reach.

    Parameters
    ----------
    cells : pl.DataFrame
        x and y of the centre, metres EPSG:3035; other columns are left aside.
    polygons : gpd.GeoDataFrame
        Polygons in any CRS, and the column `id_column`.
    id_column : str
        Keys of the polygons; where several hold a centre, the first by key counts.
    reach_m : float
        How far off an area a cell may lie, metres.

    Returns
    -------
    pl.DataFrame
        One row a place, sorted: x, y, area_id; null where no area is near.

    Raises
    ------
    ValueError
        Where the polygons have no CRS.
    """
    if polygons.crs is None:
        msg = "The polygons have no CRS, so they cannot be laid over the grid (EPSG:3035). Set it: gdf.set_crs(...)."
        raise ValueError(msg)
    places = cells.select("x", "y").unique().sort("x", "y")
    areas = polygons.to_crs(epsg=EPSG).sort_values(id_column)
    shapes = areas.geometry.to_numpy()
    points = shapely.points(places["x"].to_numpy(), places["y"].to_numpy())
    owner = _containing(points, shapes)
    lost = np.flatnonzero(owner < 0)
    owner[lost] = _nearest(points[lost], shapes, reach_m)
    names = pl.Series("area_id", areas[id_column].to_numpy(), dtype=pl.String)
    position = pl.Series(owner).replace(-1, None)
    return places.with_columns(area_id=names.gather(position))


def cells_to_base_polygons(cells: pl.DataFrame, pieces: pl.DataFrame, *, reach_m: float = REACH_M) -> pl.DataFrame:
    """The piece of 2016 (geometry.py) of every cell: x, y, area_id, as from `cells_to_areas`.

    Parameters
    ----------
    cells : pl.DataFrame
        x and y of the centre, metres EPSG:3035.
    pieces : pl.DataFrame
        BASE_POLYGONS (geometry.py).
    reach_m : float
        How far off a piece a cell may lie, metres.

    Returns
    -------
    pl.DataFrame
        One row a place, sorted: x, y, area_id (the piece's key, or null).
    """
    shapes = gpd.GeoSeries.from_wkb(pieces["geometry"].to_list())
    frame = gpd.GeoDataFrame({"piece": pieces["piece"].to_list()}, geometry=shapes, crs=geometry.EPSG)
    return cells_to_areas(cells, frame, "piece", reach_m=reach_m)


def _containing(points: np.ndarray, shapes: np.ndarray) -> np.ndarray:
    """Position of the first shape that covers each point, -1 for none."""
    owner = np.full(len(points), -1, dtype=np.int64)
    shape, point = shapely.STRtree(points).query(shapes, predicate="covers")
    order = np.argsort(shape)[::-1]  # written last wins: the lowest position
    owner[point[order]] = shape[order]
    return owner


def _nearest(points: np.ndarray, shapes: np.ndarray, reach_m: float) -> np.ndarray:
    """Position of the nearest shape within reach of each point, -1 for none."""
    owner = np.full(len(points), -1, dtype=np.int64)
    if len(points) and len(shapes) and reach_m > 0:
        point, shape = shapely.STRtree(shapes).query_nearest(points, max_distance=reach_m, all_matches=False)
        owner[point] = shape
    return owner


def mean_age_facts(cells: pl.DataFrame, areas: pl.DataFrame, territory: date) -> pl.DataFrame:
    """Persons with a known age and the years they have lived, by municipality: their ratio is the mean age.

    Cells whose age is unknown count for neither.

    Parameters
    ----------
    cells : pl.DataFrame
        Tidy cells with `grid_population` (persons) and `grid_age_years` (mean age) of one period.
    areas : pl.DataFrame
        x, y, area_id from `cells_to_areas`, for the borders of `territory`.
    territory : date
        The day of these borders.

    Returns
    -------
    pl.DataFrame
        FACTS `grid_persons_with_age` (persons) and `grid_age_person_years` (years), status "modelled".

    Notes
    -----
    Census 2011, 1 km grid.
    """
    persons = cells.filter(pl.col("variable") == "grid_population").drop_nulls("value")
    ages = cells.filter(pl.col("variable") == "grid_age_years").drop_nulls("value")
    both = persons.select("x", "y", "period", "source", persons="value").join(
        ages.select("x", "y", "period", age="value"), on=["x", "y", "period"]
    )
    placed = both.join(areas.drop_nulls("area_id"), on=["x", "y"])
    sums = placed.group_by("area_id", "period", "source").agg(
        grid_persons_with_age=pl.col("persons").sum(),
        grid_age_person_years=(pl.col("persons") * pl.col("age")).sum(),
    )
    long = sums.unpivot(index=["area_id", "period", "source"]).sort("variable", "area_id")
    return tidy(long, FACTS, level="gemeinde", territory=territory, status="modelled")


def place_count_facts(cells: pl.DataFrame, areas: pl.DataFrame, all_areas: pl.Series, territory: date) -> pl.DataFrame:
    """How many things (schools, stops) lie in each area.

    Parameters
    ----------
    cells : pl.DataFrame
        Tidy cells of counts, all of lists that claim to be complete.
    areas : pl.DataFrame
        x, y, area_id from `cells_to_areas`, for the borders of `territory`.
    all_areas : pl.Series of str
        Every area; one with nothing in it has exactly none of the list, which is a zero, not a gap.
    territory : date
        The day of these borders.

    Returns
    -------
    pl.DataFrame
        FACTS of the cells' variables (number), status "measured".
    """
    lists = cells.select("variable", "period", "source").unique(maintain_order=True)
    placed = cells.join(areas.drop_nulls("area_id"), on=["x", "y"])
    sums = placed.group_by("area_id", "variable", "period", "source").agg(pl.col("value").sum())
    every = lists.join(all_areas.alias("area_id").to_frame(), how="cross")
    facts = every.join(sums, on=["area_id", "variable", "period", "source"], how="left")
    facts = facts.with_columns(pl.col("value").fill_null(0.0)).sort("variable", "area_id")
    return tidy(facts, FACTS, level="gemeinde", territory=territory, status="measured")
