"""Where the people of an area live: their centre of gravity and how far around it they are spread."""

import polars as pl


def centres(cells: pl.DataFrame) -> pl.DataFrame:
    """Centre and spread of the population of each area.

    Parameters
    ----------
    cells : pl.DataFrame
        area_id, x, y (metres EPSG:3035), persons; cells without an area are left out.

    Returns
    -------
    pl.DataFrame
        area_id, x, y (metres; mean of the cells, weighted by persons), spread_km (root of the mean square distance of
        the people from the centre), persons; by area_id.

    Examples
    --------
    >>> cells = pl.DataFrame({"area_id": ["a", "a"], "x": [0, 2000], "y": [0, 0], "persons": [10, 10]})
    >>> centres(cells).row(0)
    ('a', 1000.0, 0.0, 1.0, 20.0)
    """
    persons = pl.col("persons").cast(pl.Float64)
    weighted = [((pl.col(axis).cast(pl.Float64) * persons).sum() / persons.sum()).alias(axis) for axis in ("x", "y")]
    middle = cells.drop_nulls("area_id").filter(persons > 0).group_by("area_id").agg(*weighted, persons=persons.sum())
    offsets = cells.join(middle.select("area_id", mx="x", my="y"), on="area_id")
    square = (pl.col("x") - pl.col("mx")) ** 2 + (pl.col("y") - pl.col("my")) ** 2
    spread = offsets.group_by("area_id").agg(spread_km=((square * persons).sum() / persons.sum()).sqrt() / 1000)
    return middle.join(spread, on="area_id").select("area_id", "x", "y", "spread_km", "persons").sort("area_id")


def joint_centres(parts: pl.DataFrame) -> pl.DataFrame:
    """Centre and spread of areas that are made of others, e.g. of Verbände from their municipalities.

    Parameters
    ----------
    parts : pl.DataFrame
        area_id (of the whole), x, y (metres EPSG:3035), spread_km, persons (each 0 or more); one row a part.

    Returns
    -------
    pl.DataFrame
        area_id, x, y, spread_km, persons; by area_id. An area of nobody has the plain mean of its parts.
    """
    nobody = pl.col("persons").sum().over("area_id") == 0
    weight = pl.when(nobody).then(1.0).otherwise(pl.col("persons").cast(pl.Float64))
    parts = parts.with_columns(_weight=weight)
    total = pl.col("_weight").sum()
    mean = {name: (pl.col(name) * pl.col("_weight")).sum() / total for name in ("x", "y")}
    square = (pl.col("spread_km") * 1000) ** 2 + pl.col("x") ** 2 + pl.col("y") ** 2
    joint = parts.group_by("area_id").agg(
        **mean, _square=(square * pl.col("_weight")).sum() / total, persons=pl.col("persons").sum()
    )
    around = (pl.col("_square") - pl.col("x") ** 2 - pl.col("y") ** 2).clip(0)
    return joint.select("area_id", "x", "y", (around.sqrt() / 1000).alias("spread_km"), "persons").sort("area_id")
