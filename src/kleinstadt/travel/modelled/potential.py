"""The day population of a place, and how much of it can be reached from elsewhere."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.errors import SourceContentError

ROWS_AT_ONCE: Final = 512  # keeps the weights of a national matrix below 20 MB


@dataclass(frozen=True)
class Kernel:
    """How much less people count the longer the way to them.

    Parameters
    ----------
    half_life_min : float
        Minutes for which they count half as much.
    limit_min : float
        Minutes beyond which they count nothing.
    """

    half_life_min: float
    limit_min: float = 120.0

    def weight(self, times_min: NDArray[np.floating]) -> NDArray[np.floating]:
        """Weight of each travel time.

        Parameters
        ----------
        times_min : array of float
            Minutes.

        Returns
        -------
        array of float
            2^(-minutes / half-life), between 0 and 1; 0 beyond the limit.

        Examples
        --------
        >>> CALIBRATED.weight(np.array([0.0, 12.5, 121.0])).tolist()
        [1.0, 0.5, 0.0]
        """
        return np.where(times_min <= self.limit_min, np.exp2(-times_min / self.half_life_min), 0)


CALIBRATED: Final = Kernel(half_life_min=12.5)
"""Fitted to the official Lage of 2019 on modelled times (bench/lage_calibration.py); the BBSR prints no weighting."""


def potential(
    times_min: NDArray[np.floating], day_population: NDArray[np.floating], kernel: Kernel = CALIBRATED
) -> NDArray[np.float64]:
    """Day population that can be reached from each place.

    Parameters
    ----------
    times_min : array of float
        Minutes from each place (row) to each place (column), infinite where there is no way; the columns may go on
        beyond the rows, with places that are only reached, not asked about.
    day_population : array of float
        Persons, one value a column.
    kernel : Kernel
        How much less people count the longer the way.

    Returns
    -------
    array of float
        Persons, weighted by travel time; one value a row.

    Raises
    ------
    ValueError
        Where the shapes do not fit, a time is negative or no number, or a population is not known.

    Notes
    -----
    sum over all places of population * 2^(-minutes / 12.5), within 120 minutes and the own value included.
    The half-life is fitted to the official Lage of 2019 (docs/lage.md), since the BBSR prints no weighting.

    References
    ----------
    BBSR 2021, "Kleinstädte in Deutschland", Infobox 2: day population within two hours by car.

    Examples
    --------
    >>> potential(np.array([[0.0, 12.5], [12.5, 0.0]]), np.array([100.0, 1000.0])).tolist()
    [600.0, 1050.0]
    """
    if np.ndim(day_population) != 1:
        msg = f"Populations of shape {np.shape(day_population)}: one is asked for; `potentials` takes several."
        raise ValueError(msg)
    reached: NDArray[np.float64] = potentials(times_min, day_population[:, None], kernel)[:, 0]
    return reached


def potentials(
    times_min: NDArray[np.floating], day_populations: NDArray[np.floating], kernel: Kernel = CALIBRATED
) -> NDArray[np.float64]:
    """As `potential`, of several day populations at once.

    Parameters
    ----------
    times_min : array of float
        As for `potential`.
    day_populations : array of float
        Persons: a row for each column of `times_min`, a column for each population.
    kernel : Kernel
        How much less people count the longer the way.

    Returns
    -------
    array of float
        Persons: a row for each row of `times_min`, a column for each population.

    Raises
    ------
    ValueError
        As `potential`.
    """
    _check(times_min, day_populations)
    persons = np.asarray(day_populations, dtype=np.float64)
    slices = (slice(start, start + ROWS_AT_ONCE) for start in range(0, len(times_min), ROWS_AT_ONCE))
    parts = [kernel.weight(times_min[rows]) @ persons for rows in slices]
    return np.concatenate(parts) if parts else np.zeros((0, persons.shape[1]))


def _check(times_min: NDArray[np.floating], day_populations: NDArray[np.floating]) -> None:
    if times_min.ndim != 2 or day_populations.ndim != 2 or times_min.shape[1] != len(day_populations):
        msg = f"Times of shape {times_min.shape} need one population a column, not {day_populations.shape}."
        raise ValueError(msg)
    if not (times_min >= 0).all():
        msg = "A travel time is negative or no number: minutes are 0 or more, infinite where there is no way."
        raise ValueError(msg)
    if not np.isfinite(day_populations).all():
        msg = (
            "The day population of a place is not known: estimate it or leave the place out, it would count as nobody."
        )
        raise ValueError(msg)


def day_population(residents: pl.Series, balance: pl.Series) -> pl.Series:
    """Residents plus in-commuters minus out-commuters of each place.

    Parameters
    ----------
    residents : pl.Series
        Persons, one value a place; null stays null.
    balance : pl.Series
        In-commuters minus out-commuters (`commuter_balance`); where it is null, the residents alone count.

    Returns
    -------
    pl.Series
        Persons, never below 0.

    Examples
    --------
    >>> day_population(pl.Series([100, 50, None]), pl.Series([20, None, 5])).to_list()
    [120.0, 50.0, None]
    """
    places = pl.DataFrame({"residents": residents, "balance": balance}).cast(pl.Float64)
    return places.select(day=(pl.col("residents") + pl.col("balance").fill_null(0)).clip(0))["day"]


def commuter_balance(
    residents: pl.Series,
    employees_workplace: pl.Series,
    working_age: pl.Series,
    kreis: pl.Series,
    commuters: pl.DataFrame,
) -> pl.Series:
    """In-commuters minus out-commuters of each municipality, modelled.

    Parameters
    ----------
    residents, employees_workplace, working_age : pl.Series
        Persons, one value a municipality; employees by place of work.
    kreis : pl.Series
        The Kreis of each.
    commuters : pl.DataFrame
        kreis, incoming, outgoing (persons); one row a Kreis (`kreis_commuters`).

    Returns
    -------
    pl.Series
        Persons, negative where more go than come. Null in a Kreis whose commuters are not known, 0 where nobody lives
        or works.

    Notes
    -----
    Employees at the place of work minus employees at the place of residence. The latter are known for
    Kreise only (at work there - incoming + outgoing) and go to municipalities by their working-age population; so do
    employees of a municipality that has no number. So the municipalities of a Kreis add up to its own balance.
    """
    places = pl.DataFrame(
        {"kreis": kreis, "residents": residents, "jobs": employees_workplace, "able": working_age}
    ).with_columns(pl.col("residents", "jobs", "able").cast(pl.Float64))
    placed = places.join(commuters, on="kreis", how="left", maintain_order="left")
    able = pl.coalesce("able", pl.col("residents") * (pl.col("able").sum() / pl.col("residents").sum()))
    known_jobs = pl.col("jobs").sum().over("kreis")
    with_jobs = able.filter(pl.col("jobs").is_not_null()).sum().over("kreis")
    jobs = pl.coalesce("jobs", able * known_jobs / with_jobs)
    employed = able / able.sum().over("kreis") * (jobs.sum().over("kreis") - pl.col("incoming") + pl.col("outgoing"))
    return placed.select(balance=pl.when((jobs - employed).is_finite()).then(jobs - employed))["balance"]


def kreis_commuters(flows: pl.DataFrame) -> pl.DataFrame:
    """Commuters over the border of each Kreis.

    Parameters
    ----------
    flows : pl.DataFrame
        from_id (where they live), to_id (where they work), value (persons).

    Returns
    -------
    pl.DataFrame
        kreis, incoming, outgoing (persons), by kreis.

    Raises
    ------
    SourceContentError
        For a negative or missing number.

    Examples
    --------
    >>> flows = pl.DataFrame({"from_id": ["01", "02", "01"], "to_id": ["02", "01", "01"], "value": [5, 3, 9]})
    >>> kreis_commuters(flows).rows()
    [('01', 3, 5), ('02', 5, 3)]
    """
    if flows.filter(pl.col("value").is_null() | (pl.col("value") < 0)).height:
        msg = "Commuter flows between Kreise: a number is missing or negative; read the matrix again."
        raise SourceContentError(msg)
    over_the_border = flows.filter(pl.col("from_id") != pl.col("to_id"))
    incoming = over_the_border.group_by(kreis="to_id").agg(incoming=pl.col("value").sum())
    outgoing = over_the_border.group_by(kreis="from_id").agg(outgoing=pl.col("value").sum())
    return incoming.join(outgoing, on="kreis", how="full", coalesce=True).fill_null(0).sort("kreis")
