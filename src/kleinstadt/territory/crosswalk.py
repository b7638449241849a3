"""Links between the municipalities of two days (CROSSWALK): from lists of changes, and small enough to carry along.

Shapes are those of sources/reading/tables.py. A link says which share of a giving area's people, area and jobs a
taking one got; an area that did not change is a link to itself with weights of 1.
"""

from calendar import monthrange
from datetime import date
from typing import Final, Literal

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.sources.reading.tables import CROSSWALK, tidy

Weight = Literal["population", "area", "employees"]
"""By what a divided area is divided: persons by population, km² by area, jobs by employees."""

WEIGHTS: Final = ("weight_population", "weight_area", "weight_employees")
PAIR: Final = ("from_id", "to_id")


def links_of_changes(changes: pl.DataFrame, areas: pl.Series, since: date, until: date) -> pl.DataFrame:
    """Links between two days from the official list of changes.

    Days are taken one after the other, so that an area may change twice.

    Parameters
    ----------
    changes : pl.DataFrame
        As in sources/reading/tables.py: effective, from_id, to_id, kind, area_m2, population, source.
    areas : pl.Series
        Keys of all municipalities of `since`.
    since, until : date
        Changes after the first and up to the second count.

    Returns
    -------
    pl.DataFrame
        CROSSWALK, sorted by from_id and to_id. The jobs of a divided area go like its people, since the lists do not
        say.

    Raises
    ------
    SourceContentError
        Where a municipality that gives away a part names no remainder.
    """
    moving = changes.filter(pl.col("effective").is_between(since, until, closed="right"))
    links = unchanged(areas)
    for day in moving["effective"].unique().sort():
        step = _step(moving.filter(pl.col("effective") == day))
        untouched = unchanged(links["to_id"].unique()).join(step, on="from_id", how="anti")
        links = chained(links, pl.concat([step, untouched]))
    sources = changes["source"].unique()
    source = sources[0] if sources.len() else "destatis_changes"
    return tidy(links, CROSSWALK, from_territory=since, to_territory=until, level="gemeinde", source=source).sort(PAIR)


def unchanged(areas: pl.Series) -> pl.DataFrame:
    """Every area stays itself.

    Parameters
    ----------
    areas : pl.Series
        Keys.

    Returns
    -------
    pl.DataFrame
        from_id, to_id, weights of 1.

    Examples
    --------
    >>> unchanged(pl.Series(["01001000"])).row(0)
    ('01001000', '01001000', 1.0, 1.0, 1.0)
    """
    same = pl.DataFrame({"from_id": areas, "to_id": areas}, schema=dict.fromkeys(PAIR, pl.String))
    return same.with_columns(pl.lit(1.0).alias(name) for name in WEIGHTS)


def identity(areas: pl.Series) -> pl.DataFrame:
    """Every area stays itself, as measured.

    Parameters
    ----------
    areas : pl.Series
        Keys.

    Returns
    -------
    pl.DataFrame
        As `unchanged`, with status.
    """
    return unchanged(areas).with_columns(status=pl.lit("measured"))


def chained(first: pl.DataFrame, second: pl.DataFrame) -> pl.DataFrame:
    """Two steps as one.

    Parameters
    ----------
    first, second : pl.DataFrame
        from_id, to_id, weights; where the first leads to, the second begins.

    Returns
    -------
    pl.DataFrame
        from_id, to_id, weights: shares of the first times shares of the second, summed over the ways. Rows stay in the
        order of the steps: added up in another order, a sum has another last digit, and ties break.

    Examples
    --------
    >>> half = unchanged(pl.Series(["a"])).with_columns(pl.col("^weight.*$") * 0.5)
    >>> chained(half, half).row(0)
    ('a', 'a', 0.25, 0.25, 0.25)
    """
    both = first.join(second, left_on="to_id", right_on="from_id", suffix="_2", maintain_order="left_right")
    products = [(pl.col(name) * pl.col(f"{name}_2")).sum().alias(name) for name in WEIGHTS]
    return both.group_by("from_id", to_id="to_id_2", maintain_order=True).agg(*products)


def _step(changes: pl.DataFrame) -> pl.DataFrame:
    """Shares of one day. Rows that move nothing (new key or name) count only where no row of the area moves land."""
    moves = pl.col("area_m2").is_not_null().any().over("from_id")
    parts = changes.filter(pl.col("area_m2").is_not_null() | ~moves)
    parts = parts.group_by(PAIR).agg(pl.col("kind").first(), pl.col("area_m2", "population").sum())
    stays = (pl.col("from_id") == pl.col("to_id")).any().over("from_id")
    lost = parts.filter((pl.col("kind") == "2") & ~stays)
    if not lost.is_empty():
        msg = (
            f"changes: {lost['from_id'][0]} gives a part to {lost['to_id'][0]}, but no row says what it keeps. "
            "Add the row of the remainder (from and to the same key) to the list."
        )
        raise SourceContentError(msg)
    area = _share("area_m2").fill_nan(1.0)
    # Where the list counts nobody on either side, nobody moved; a dissolved area without people goes by its land.
    nobody = pl.when(stays).then((pl.col("from_id") == pl.col("to_id")).cast(pl.Float64)).otherwise(area)
    people = pl.when(pl.col("population").sum().over("from_id") > 0).then(_share("population")).otherwise(nobody)
    return parts.select(*PAIR, weight_population=people, weight_area=area, weight_employees=people)


def _share(name: str) -> pl.Expr:
    return pl.col(name) / pl.col(name).sum().over("from_id")


def edition_crosswalk(links: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """What an edition keeps: the essential links of municipalities and the steps of the lists of changes, compact.

    The lists go on where the links end: to each 31 December, in their last year to the end of the last change's month.

    Parameters
    ----------
    links : pl.DataFrame
        CROSSWALK of all publishers and levels.
    changes : pl.DataFrame
        As for `links_of_changes`.

    Returns
    -------
    pl.DataFrame
        As from `compact`.

    Raises
    ------
    SourceContentError
        As `links_of_changes`.
    """
    known = essential(links.filter(pl.col("level") == "gemeinde"))
    parts = [known]
    reached = known["to_territory"].max()
    last = changes["effective"].max()
    while isinstance(reached, date) and isinstance(last, date) and reached < last:
        until = date(reached.year + 1, 12, 31)
        if last.year == until.year:
            until = date(last.year, last.month, monthrange(last.year, last.month)[1])
        areas = parts[-1].filter(pl.col("to_territory") == reached)["to_id"].unique()
        parts.append(links_of_changes(changes, areas, reached, until))
        reached = until
    return compact(pl.concat(parts))


def essential(links: pl.DataFrame) -> pl.DataFrame:
    """The smallest faithful set: of several targets of a day the earliest; later days follow by going on.

    Parameters
    ----------
    links : pl.DataFrame
        CROSSWALK.

    Returns
    -------
    pl.DataFrame
        CROSSWALK, only ways that lead forward.
    """
    nearest = pl.col("to_territory").min().over("level", "from_territory")
    ahead = pl.col("to_territory") > pl.col("from_territory")
    return links.filter(ahead).filter(pl.col("to_territory") == nearest)


def compact(links: pl.DataFrame) -> pl.DataFrame:
    """Runs of years as one row.

    Most areas stay the same for decades: 450,000 rows of 1990 to 2025 become 109,000.

    Parameters
    ----------
    links : pl.DataFrame
        CROSSWALK.

    Returns
    -------
    pl.DataFrame
        CROSSWALK with `first_from` and `last_from` (days) for `from_territory`.
    """
    same = [name for name in CROSSWALK if name != "from_territory"]
    links = links.sort(*PAIR, "level", "to_territory", "from_territory")
    broken = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in same)
    next_year = pl.col("from_territory").shift().dt.offset_by("1y")
    runs = links.with_columns(run=(broken | next_year.ne_missing(pl.col("from_territory"))).cum_sum())
    days = [pl.col("from_territory").min().alias("first_from"), pl.col("from_territory").max().alias("last_from")]
    return runs.group_by("run", *same, maintain_order=True).agg(days).select("first_from", "last_from", *same)
