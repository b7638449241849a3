"""From values to pixels."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

STEPS: Final = (1, 2, 5)


@dataclass(frozen=True)
class Scale:
    """A scale whose ends are known; logarithmic if it says so."""

    low: float
    high: float
    low_at: float  # pixels
    high_at: float
    ticks: tuple[float, ...] = ()
    logarithmic: bool = False

    def at(self, value: float) -> float:
        """The pixel of a value."""
        low, high, here = (math.log(v) if self.logarithmic else v for v in (self.low, self.high, value))
        return self.low_at + (here - low) / (high - low) * (self.high_at - self.low_at)


def log_scale(values: Sequence[float], low_at: float, high_at: float) -> Scale:
    """A logarithmic scale around values above zero, its ticks at 1, 2, 5, 10, 20, ..."""
    rungs = [step * 10.0**power for power in range(-2, 7) for step in STEPS]
    low = max(rung for rung in rungs if rung <= max(min(values), rungs[0]))
    high = min(rung for rung in rungs if rung >= max(values) and rung > low)
    ticks = tuple(rung for rung in rungs if low <= rung <= high)
    return Scale(low, high, low_at, high_at, ticks, logarithmic=True)


def round_scale(values: Sequence[float], low_at: float, high_at: float, ticks: int = 5) -> Scale:
    """A scale from a round number below all values to one above them, with about so many ticks."""
    low, high = min(values), max(values)
    rough = (high - low or abs(high) or 1.0) / ticks
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (*STEPS, 10) if factor * power >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    rungs = tuple(round(step * rung, 10) for rung in range(first, max(last, first + 1) + 1))
    return Scale(rungs[0], rungs[-1], low_at, high_at, rungs)
