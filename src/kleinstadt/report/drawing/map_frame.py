"""Where on a picture a map lies, and what of the land it shows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from kleinstadt.edition.base_map.opened import zoom_of
from kleinstadt.report.drawing.svg_paths import line_path, ring_path

MARGIN: Final = 24  # pixels around what is shown
GERMANY: Final = (280_000.0, 5_235_000.0, 922_000.0, 6_102_000.0)  # west, south, east, north in EPSG:25832


@dataclass(frozen=True)
class Frame:
    """Metres of EPSG:25832 to pixels.

    Attributes
    ----------
    left, top, width, height : float
        Where the map lies on the picture, pixels.
    west, north : float
        Its upper left corner, metres.
    metres : float
        That one pixel is.
    """

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
        """The frame in which a box lies in the middle, with a margin around it.

        Parameters
        ----------
        box : tuple of (float, float, float, float)
            West, south, east, north in metres of EPSG:25832.
        left, top, width, height : float
            Where the map lies on the picture, pixels.

        Returns
        -------
        Frame
            With at least MARGIN pixels around the box.
        """
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
        """Places on the picture, to a tenth of a pixel.

        Parameters
        ----------
        points : array of float, points x 2
            Metres of EPSG:25832.

        Returns
        -------
        array of float, points x 2
            Pixels from the left and from the top of the picture.
        """
        found: NDArray[np.float64] = np.round((points - (self.west, self.north)) / (self.metres, -self.metres), 1)
        shifted: NDArray[np.float64] = np.add(found, (self.left, self.top))
        return shifted

    def rings(self, shape: shapely.Geometry) -> str:
        """An area as an SVG path.

        Parameters
        ----------
        shape : shapely geometry
            Areas in metres of EPSG:25832.

        Returns
        -------
        str
            The d of a <path>.
        """
        return self._paths(shapely.get_rings(shapely.get_parts(shape)), ring_path)

    def lines(self, shape: shapely.Geometry) -> str:
        """Lines as an SVG path.

        Parameters
        ----------
        shape : shapely geometry
            Lines in metres of EPSG:25832.

        Returns
        -------
        str
            The d of a <path>.
        """
        return self._paths(shapely.get_parts(shape), line_path)

    def _paths(self, parts: Iterable[shapely.Geometry], written: Callable[[NDArray[np.float64]], str]) -> str:
        return "".join(written(self.pixels(shapely.get_coordinates(part))) for part in parts)
