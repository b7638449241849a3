"""From values to pixels."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

STEPS: Final = (1, 2, 5)


@dataclass(frozen=True)
class Scale:
    """A scale whose ends are known.

    Attributes
    ----------
    low, high : float
        Values at its ends.
    low_at, high_at : float
        Pixels of its ends.
    ticks : tuple of float
        Values that are marked.
    logarithmic : bool
        Whether it is logarithmic; its values are above zero then.
    """

    low: float
    high: float
    low_at: float  # pixels
    high_at: float
    ticks: tuple[float, ...] = ()
    logarithmic: bool = False

    def at(self, value: float) -> float:
        """The pixel of a value.

        Parameters
        ----------
        value : float
            May lie beyond the ends.

        Returns
        -------
        float
            Pixels.

        Examples
        --------
        >>> Scale(0, 100, 10, 210).at(50)
        110.0
        """
        low, high, here = (math.log(v) if self.logarithmic else v for v in (self.low, self.high, value))
        return self.low_at + (here - low) / (high - low) * (self.high_at - self.low_at)


def log_scale(values: Sequence[float], low_at: float, high_at: float) -> Scale:
    """A logarithmic scale around values above zero, its ticks at 1, 2, 5, 10, 20, ...

    Parameters
    ----------
    values : sequence of float
        All above zero, and at most 5 million.
    low_at, high_at : float
        Pixels of its ends.

    Returns
    -------
    Scale
        Its ends are ticks, the lower one at least 0.01.

    Examples
    --------
    >>> log_scale([3, 40], 0, 100).ticks
    (2.0, 5.0, 10.0, 20.0, 50.0)
    """
    rungs = [step * 10.0**power for power in range(-2, 7) for step in STEPS]
    low = max(rung for rung in rungs if rung <= max(min(values), rungs[0]))
    high = min(rung for rung in rungs if rung >= max(values) and rung > low)
    ticks = tuple(rung for rung in rungs if low <= rung <= high)
    return Scale(low, high, low_at, high_at, ticks, logarithmic=True)


def round_scale(values: Sequence[float], low_at: float, high_at: float, ticks: int = 5) -> Scale:
    """A scale from a round number below all values to one above them, with about so many ticks.

    Parameters
    ----------
    values : sequence of float
        One at least.
    low_at, high_at : float
        Pixels of its ends.
    ticks : int
        About how many.

    Returns
    -------
    Scale
        Its ends are ticks.

    Examples
    --------
    >>> round_scale([3.2, 17.9], 0, 100).ticks
    (0.0, 5.0, 10.0, 15.0, 20.0)
    """
    low, high = min(values), max(values)
    rough = (high - low or abs(high) or 1.0) / ticks
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (*STEPS, 10) if factor * power >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    rungs = tuple(round(step * rung, 10) for rung in range(first, max(last, first + 1) + 1))
    return Scale(rungs[0], rungs[-1], low_at, high_at, rungs)
