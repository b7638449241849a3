"""From distances of cells to shares of people, by municipality; what is not known is counted as such, never as zero."""

from collections.abc import Mapping
from typing import Final

import polars as pl

from kleinstadt.travel.walking.facilities import SERVICES

MEASURES: Final = ("footway", "straight")
STATUSES: Final = {
    "assessed": "in every share",
    "off_network": "no footway within reach of the centre: in no share",
    "edge": "so near the edge of the extract that services beyond it may be nearer: in no share",
    "outside": "not in the extract: in no share",
}


def with_status(cells: pl.DataFrame, edge_m: float) -> pl.DataFrame:
    """Cells with what became of them.

    Parameters
    ----------
    cells : pl.DataFrame
        inside, to_edge_m, on_network; other columns are kept.
    edge_m : float
        Cells nearer to the edge of the extract than this, in metres, are in no share.

    Returns
    -------
    pl.DataFrame
        With status, one of STATUSES.
    """
    status = (
        pl.when(~pl.col("inside"))
        .then(pl.lit("outside"))
        .when(pl.col("to_edge_m") < edge_m)
        .then(pl.lit("edge"))
        .when(~pl.col("on_network"))
        .then(pl.lit("off_network"))
        .otherwise(pl.lit("assessed"))
    )
    return cells.with_columns(status=status)


def share_name(service: str, measure: str, limit_m: float) -> str:
    """The indicator's name: the limit, the service or "all_six", and the measure are part of it.

    Parameters
    ----------
    service : str
        One of SERVICES, or "all_six".
    measure : {"footway", "straight"}
        How distances were measured.
    limit_m : float
        Metres that count as reached.

    Returns
    -------
    str
        Name of a column.

    Examples
    --------
    >>> share_name("pharmacy", "footway", 1000.0)
    'share_within_1000m_pharmacy_footway_pct'
    """
    return f"share_within_{limit_m:.0f}m_{service}_{measure}_pct"


def shares(cells: pl.DataFrame, missing: Mapping[str, str], limit_m: float) -> pl.DataFrame:
    """Share of people within the limit of each service and of all six, by municipality.

    Parameters
    ----------
    cells : pl.DataFrame
        ags, persons, status, SERVICE_footway_m, SERVICE_straight_m.
    missing : mapping of str to str
        Services without any known place, and why: their shares, and those of all six, are null.
    limit_m : float
        Metres that count as reached.

    Returns
    -------
    pl.DataFrame
        ags, persons, persons_assessed (of whom the shares are), persons_off_network, persons_edge and persons_outside
        (these four add up to persons), then the shares in per cent; null where nobody is assessed.

    Notes
    -----
    persons within the limit / persons assessed * 100. The limit of 1,000 m is the BBSR's (Nahversorgung).
    """
    counted = [_persons_of(status).alias(f"persons_{status}") for status in STATUSES]
    reached = [
        _per_cent(_persons_within(service, measure, missing, limit_m)).alias(share_name(service, measure, limit_m))
        for measure in MEASURES
        for service in (*SERVICES, "all_six")
    ]
    return cells.group_by("ags").agg(pl.col("persons").sum(), *counted, *reached).sort("ags")


def _persons_of(status: str) -> pl.Expr:
    return pl.col("persons").filter(pl.col("status") == status).sum()


def _persons_within(service: str, measure: str, missing: Mapping[str, str], limit_m: float) -> pl.Expr:
    """Persons who reach a service (or all six); null where no place is known."""
    wanted = SERVICES if service == "all_six" else (service,)
    if any(name in missing for name in wanted):
        return pl.lit(None, pl.Float64)
    near = pl.all_horizontal((pl.col(f"{name}_{measure}_m") <= limit_m).fill_null(value=False) for name in wanted)
    return pl.col("persons").filter(near & (pl.col("status") == "assessed")).sum()


def _per_cent(persons: pl.Expr) -> pl.Expr:
    assessed = _persons_of("assessed")
    return pl.when(assessed > 0).then(persons / assessed * 100)
