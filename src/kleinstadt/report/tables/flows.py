"""Abb. 10, computed: commuters between Kreise by type of Kreis, inside and outside Großstadtregionen."""

from typing import Final

import polars as pl

from kleinstadt.edition.edition import Edition

INSIDE: Final = "innerhalb"
OUTSIDE: Final = "außerhalb"


def figure_10(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 10: commuters between Kreise by type of Kreis, inside and outside of Großstadtregionen.

    A Kreis lies inside if more than half of its people do (official catchments of 2019).

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        von_typ, von_lage, nach_typ, nach_lage, personen; empty where the edition has no flows or no catchments.

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    groups = groups_of_kreise(edition, year)
    schema = dict.fromkeys(("von_typ", "von_lage", "nach_typ", "nach_lage"), pl.String) | {"personen": pl.Float64}
    flows = _flows(edition)
    if groups.is_empty() or flows.is_empty():
        return pl.DataFrame(schema=schema)
    home = groups.select(from_id="kreis", von_typ="typ", von_lage="lage")
    work = groups.select(to_id="kreis", nach_typ="typ", nach_lage="lage")
    joined = flows.join(home, on="from_id").join(work, on="to_id")
    keys = list(schema)[:-1]
    return joined.group_by(keys).agg(personen=pl.col("value").sum()).sort(keys).cast(schema)  # type: ignore[arg-type]


def groups_of_kreise(edition: Edition, year: int) -> pl.DataFrame:
    """Type of Kreis (official, four classes), and whether more than half of its people live in a Großstadtregion.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        kreis, typ, lage (INSIDE or OUTSIDE), share (0 to 1).

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    members = edition.members(year).select("ags", "kreis", "population", typ="kreis_type")
    catchments = _catchments(edition)
    if catchments.is_empty() or members["typ"].null_count() == members.height:
        return pl.DataFrame(schema={"kreis": pl.String, "typ": pl.String, "lage": pl.String, "share": pl.Float64})
    joined = members.join(catchments, on="ags", how="left")
    people, known = pl.col("population"), pl.col("inside").is_not_null()
    share = people.filter(pl.col("inside")).sum() / people.filter(known).sum()
    return (
        joined.group_by("kreis")
        .agg(pl.col("typ").drop_nulls().first(), share=share)
        .with_columns(lage=pl.when(pl.col("share") > 0.5).then(pl.lit(INSIDE)).otherwise(pl.lit(OUTSIDE)))
        .sort("kreis")
    )


def share_inside(edition: Edition, year: int) -> float | None:
    """Per cent of the commuters between Kreise whose both ends lie inside a Großstadtregion; None if not known.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    float or None
        Per cent.

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    frame = figure_10(edition, year)
    total = float(frame["personen"].sum())
    inside = frame.filter(pl.col("von_lage") == INSIDE, pl.col("nach_lage") == INSIDE)["personen"].sum()
    return 100 * float(inside) / total if total else None


def _flows(edition: Edition) -> pl.DataFrame:
    """Commuters between two different Kreise, of the newest period."""
    found = edition.store.scan("flows").filter((pl.col("variable") == "commuters") & (pl.col("level") == "kreis"))
    rows = found.filter(pl.col("from_id") != pl.col("to_id")).collect()
    return rows.filter(pl.col("period") == pl.col("period").max()).select("from_id", "to_id", "value")


def _catchments(edition: Edition) -> pl.DataFrame:
    """Whether each municipality belongs to a Großstadtregion: ags, inside."""
    wanted = (pl.col("scheme") == "einzugsbereich") & (pl.col("level") == "gemeinde")
    groups = edition.store.scan("groups").filter(wanted).collect()
    return groups.select(ags="area_id", inside=pl.col("group_id") != "0").unique("ags")
