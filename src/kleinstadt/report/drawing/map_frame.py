"""Where on a picture a map lies, and what of the land it shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from kleinstadt.edition.base_map.opened import zoom_of

MARGIN: Final = 24  # pixels around what is shown
STEP: Final = 5  # tenths of a pixel to which corners are written: finer is not seen, and would be half of a file


@dataclass(frozen=True)
class Frame:
    """Metres of EPSG:25832 to pixels."""

    left: float
    top: float
    width: float
    height: float
    west: float
    north: float
    metres: float  # a pixel

    @classmethod
    def around(
        cls, box: tuple[float, float, float, float], left: float, top: float, width: float, height: float
    ) -> "Frame":
        """The frame in which a box lies in the middle, with a margin around it."""
        west, south, east, north = box
        metres = max((east - west) / (width - 2 * MARGIN), (north - south) / (height - 2 * MARGIN))
        middle = ((west + east) / 2, (south + north) / 2)
        return cls(left, top, width, height, middle[0] - width * metres / 2, middle[1] + height * metres / 2, metres)

    @property
    def window(self) -> shapely.Geometry:
        """What of the land is to be seen."""
        east, south = self.west + self.width * self.metres, self.north - self.height * self.metres
        return shapely.box(self.west, south, east, self.north)

    @property
    def zoom(self) -> float:
        """The zoom of the live map that shows as much."""
        return zoom_of(self.metres)

    def pixels(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Places on the picture, to a tenth of a pixel."""
        found: NDArray[np.float64] = np.round((points - (self.west, self.north)) / (self.metres, -self.metres), 1)
        shifted: NDArray[np.float64] = np.add(found, (self.left, self.top))
        return shifted

    def rings(self, shape: shapely.Geometry) -> str:
        """An area as an SVG path."""
        return self._path(shapely.get_rings(shapely.get_parts(shape)), end="z")

    def lines(self, shape: shapely.Geometry) -> str:
        """Lines as an SVG path."""
        return self._path(shapely.get_parts(shape), end="")

    def _path(self, parts: Iterable[shapely.Geometry], end: str) -> str:
        """Corners relative to the one before, in half pixels; those that fall together are one."""
        drawn = []
        for part in parts:
            tenths = STEP * np.round(self.pixels(shapely.get_coordinates(part)) * 10 / STEP).astype(np.int64)
            steps = np.diff(tenths, axis=0)
            steps = steps[(steps != 0).any(axis=1)]
            if end:
                steps = steps[:-1]
            if len(steps):
                x, y = tenths[0] / 10
                moves = "".join(f"{step(dx)}{step(dy)}" for dx, dy in steps.tolist())
                drawn.append(f"M{x:g} {y:g}l{moves.lstrip(' ')}{end}")
        return "".join(drawn)


def step(tenths: int) -> str:
    """A step in tenths of a pixel as SVG writes it behind another number: without a zero before the point."""
    whole, rest = divmod(abs(tenths), 10)
    text = f"{whole or ''}.{rest}" if rest else f"{whole}"
    return f"-{text}" if tenths < 0 else f" {text}"
