"""Abb. 16, computed from a result of `kleinstadt access walk`: who reaches what on foot, by area, Lage and type."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.edition.overlay import ASSESSED, LIMIT_M, walking_access
from kleinstadt.travel.walking.facilities import SERVICES
from kleinstadt.travel.walking.walk_shares import MEASURES, share_name
from kleinstadt.words import labels

WELL_KNOWN: Final = 0.8  # of a Verband's residents: of those below, too little is known to compare it with others


@dataclass(frozen=True)
class Walked:
    """What Abb. 16 draws; shares in per cent, null where not known.

    Attributes
    ----------
    towns : pl.DataFrame
        verband, name, lage, area_km2, footway, straight (share with all six), known (most residents are assessed); a
        row a small town.
    types : pl.DataFrame
        typ (key), service, persons (assessed), footway, straight; a row each type and service, "all_six" the last.
    """

    towns: pl.DataFrame
    types: pl.DataFrame

    @property
    def drawn(self) -> pl.DataFrame:
        """The towns that have a place on the picture."""
        known = pl.any_horizontal(pl.col(name).is_not_null() for name in MEASURES)
        return self.towns.filter(known, pl.col("area_km2") > 0)


def figure_16(edition: Edition, path: Path, year: int, limit_m: float = LIMIT_M) -> Walked:
    """Abb. 16 from a table of shares.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    path : Path
        The table that `access walk` wrote, .parquet or .csv.
    year : int
        Year of the borders.
    limit_m : float
        The limit that `access walk` was run with, metres.

    Returns
    -------
    Walked
        Towns and types.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For another file, and for municipalities of another year.
    UnknownNameError
        For a year that is not there.
    """
    verbaende = walking_access(edition, path, year, "verband", limit_m=limit_m)
    shares = [pl.col(share_name("all_six", measure, limit_m)).alias(measure) for measure in MEASURES]
    towns = verbaende.filter(pl.col("type").is_in(labels.SMALL_TOWNS)).select(
        "verband", "name", "lage", "area_km2", *shares, known=pl.col(ASSESSED.id) >= WELL_KNOWN * pl.col("population")
    )
    towns = towns.with_columns(pl.col("lage").cast(pl.String), pl.col("known").fill_null(value=False))
    gemeinden = walking_access(edition, path, year, "gemeinde", limit_m=limit_m).cast({"type": pl.String})
    rows = [_of_service(gemeinden, service, limit_m) for service in (*SERVICES, "all_six")]
    return Walked(towns, pl.concat(rows))


def _of_service(gemeinden: pl.DataFrame, service: str, limit_m: float) -> pl.DataFrame:
    """Shares of the people of each type: people are added up, shares never averaged."""
    known = pl.col(ASSESSED.id)
    means = []
    for measure in MEASURES:
        share = pl.col(share_name(service, measure, limit_m))
        people = known.filter(share.is_not_null()).sum()
        means.append(pl.when(people > 0).then((share * known).sum() / people).alias(measure))
    by_type = gemeinden.drop_nulls("type").group_by("type").agg(known.sum().alias("persons"), *means)
    order = pl.DataFrame({"type": list(labels.TYPES)})
    found = order.join(by_type, on="type", how="inner", maintain_order="left")
    return found.select(typ="type", service=pl.lit(service), persons="persons", footway="footway", straight="straight")
