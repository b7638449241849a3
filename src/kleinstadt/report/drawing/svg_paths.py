"""Corners as paths of SVG: on a grid that is fine enough for the eye, each written as the step from the one before."""

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

HALF: Final = 5  # tenths of a pixel to which corners are written: finer is not seen, and would be half of a file
WHOLE: Final = 10
STEPS_KEPT: Final = 4096


def ring_path(pixels: NDArray[np.float64], grid: int = HALF) -> str:
    """A closed ring.

    Parameters
    ----------
    pixels : array of float, corners x 2
        The last corner is the first one again.
    grid : int
        Tenths of a pixel on which corners lie.

    Returns
    -------
    str
        The d of a <path>; empty where nothing is left of the ring.

    Examples
    --------
    >>> ring_path(np.array([(0.0, 0.0), (2.0, 0.0), (2.0, 2.5), (0.0, 0.0)]))
    'M0 0l2 0 0 2.5z'
    """
    return _path(_bends(_on(grid, pixels))[:-1], least=3, end="z")


def line_path(pixels: NDArray[np.float64]) -> str:
    """A line on half pixels.

    Parameters
    ----------
    pixels : array of float, corners x 2
        Its corners.

    Returns
    -------
    str
        The d of a <path>; empty where the line is shorter than the grid.
    """
    return _path(_on(HALF, pixels), least=2, end="")


def _on(grid: int, pixels: NDArray[np.float64]) -> NDArray[np.int64]:
    """Corners in tenths of a pixel; those that fall together are one."""
    tenths = grid * np.round(pixels * 10 / grid).astype(np.int64)
    moved = np.append(True, (np.diff(tenths, axis=0) != 0).any(axis=1))
    found: NDArray[np.int64] = tenths[moved[: len(tenths)]]  # none, where what was cut off has left nothing
    return found


def _bends(ring: NDArray[np.int64]) -> NDArray[np.int64]:
    """The corners of a ring at which its direction changes, and its ends."""
    if len(ring) < 3:
        return ring
    steps = np.diff(ring, axis=0)
    turns = steps[:-1, 0] * steps[1:, 1] != steps[:-1, 1] * steps[1:, 0]
    found: NDArray[np.int64] = ring[np.concatenate([[True], turns, [True]])]
    return found


def _path(corners: NDArray[np.int64], least: int, end: str) -> str:
    if len(corners) < least:
        return ""
    x, y = corners[0] / 10
    moves = "".join(map(_step, np.diff(corners, axis=0).ravel().tolist()))
    return f"M{x:g} {y:g}l{moves.lstrip(' ')}{end}"


@lru_cache(maxsize=STEPS_KEPT)
def _step(tenths: int) -> str:
    """A step in tenths of a pixel as SVG writes it behind another number: without a zero before the point."""
    whole, rest = divmod(abs(tenths), 10)
    text = f"{whole or ''}.{rest}" if rest else f"{whole}"
    return f"-{text}" if tenths < 0 else f" {text}"
