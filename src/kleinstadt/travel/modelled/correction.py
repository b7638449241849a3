"""What official minutes of single ways tell of the modelled ones, as a factor on the potential.

The modelled roads are straight; the BBSR's minutes to the motorway and to the Oberzentrum know the real ones. Who has
longer ways than the model says reaches fewer people than the model says.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.territory.coding import Floats


@dataclass(frozen=True)
class Correction:
    """How much a way that takes twice as long (with the first minutes) takes from the potential: 2^-exponent.

    Parameters
    ----------
    motorway : float
        Exponent of the official minutes to the motorway junction.
    oberzentrum : float
        Exponent of the official minutes to the Oberzentrum against the modelled ones.
    first_min : float
        Minutes on top of each way, so that a minute more or less at the door counts little.
    """

    motorway: float = 0.15
    oberzentrum: float = 0.2
    first_min: float = 5.0

    def factor(self, motorway: Floats, oberzentrum: Floats, modelled: Floats, counted: NDArray[np.bool_]) -> Floats:
        """Factor on the potential of each place.

        Parameters
        ----------
        motorway, oberzentrum : array of float
            Official minutes, one value a place; NaN where not known.
        modelled : array of float
            Minutes to the Oberzentrum on the modelled roads.
        counted : array of bool
            Places over which the geometric mean of the factor is 1.

        Returns
        -------
        array of float
            One value a place; 1 where a minute is not known or no way leads there.

        Notes
        -----
        (motorway + 5)^-0.15 * ((oberzentrum + 5) / (modelled + 5))^-0.2, divided by its geometric mean.
        Fitted to the official Lage of 2019 (docs/lage.md); the minutes are the BBSR's of 2020 (INKAR).

        Examples
        --------
        >>> same = np.array([20.0, 20.0])
        >>> Correction().factor(np.array([10.0, 25.0]), same, same, np.array([True, True])).round(3).tolist()
        [1.053, 0.949]
        """
        longer = np.log(oberzentrum + self.first_min) - np.log(modelled + self.first_min)
        share = -self.motorway * np.log(motorway + self.first_min) - self.oberzentrum * longer
        known = np.isfinite(share)
        if not (known & counted).any():
            return np.ones(len(share))
        factor: Floats = np.where(known, np.exp(share - share[known & counted].mean()), 1.0)
        return factor


FITTED_CORRECTION: Final = Correction()
"""Fitted to the official Lage of 2019 (bench/lage_calibration.py); the minutes are those of 2020, for every year."""
