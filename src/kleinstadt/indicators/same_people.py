"""A line over time tells of the same people at each of its periods, or has a gap there."""

from typing import Final

import numpy as np

from kleinstadt.territory.coding import Floats

SAME_PEOPLE: Final = 10.0  # points of coverage that an earlier period of a line may lack


def of_the_same_people(values: Floats, people_pct: Floats) -> Floats:
    """A series without the periods at which clearly fewer people are known than at the newest that is known.

    Its steps would be those of who is known: the Breitbandatlas has half of Germany up to 2014.

    Parameters
    ----------
    values : array of float
        A row a period, oldest first; in columns one area each or none.
    people_pct : array of float
        Coverage in per cent, the same shape.

    Returns
    -------
    array of float
        NaN where more than SAME_PEOPLE points fewer are known.

    Examples
    --------
    >>> of_the_same_people(np.array([3.0, 4.0]), np.array([50.0, 99.0])).tolist()
    [nan, 4.0]
    """
    newest = np.full(values.shape[1:], np.nan)
    for value, share in zip(values, people_pct, strict=True):
        newest = np.where(np.isnan(value), newest, share)
    return np.where(newest - people_pct > SAME_PEOPLE, np.nan, values)
