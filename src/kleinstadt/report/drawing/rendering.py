"""Many pictures at once: while one chart is made here, others are drawn in processes of their own.

vl-convert holds Python's lock while it draws, so threads would wait for each other.
"""

from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager

import altair as alt
from altair.utils.schemapi import debug_mode

from kleinstadt.report.drawing.images import Picture, begin, drawn
from kleinstadt.workers import worker_pool


class Renderer:
    """Draws charts, here or in other processes."""

    def __init__(self, dpi: int, pool: Executor | None = None) -> None:
        """Draw PNG with so many dots per inch; without a pool in this process.

        Parameters
        ----------
        dpi : int
            Dots per inch of the PNGs when printed 160 mm wide.
        pool : Executor or None
            Other processes; None draws in this one.
        """
        self._dpi, self._pool = dpi, pool

    def draw(self, chart: alt.TopLevelMixin) -> "Future[Picture]":
        """Begin to draw a chart; without other processes it is done when this returns.

        Parameters
        ----------
        chart : alt.TopLevelMixin
            Any chart of Altair.

        Returns
        -------
        Future of Picture
            SVG and PNG, once it is drawn.
        """
        spec = chart.to_dict(validate=False)
        if self._pool is not None:
            return self._pool.submit(drawn, spec, self._dpi)
        done: Future[Picture] = Future()
        done.set_result(drawn(spec, self._dpi))
        return done


@contextmanager
def renderer(dpi: int, processes: int = 1) -> Iterator[Renderer]:
    """A renderer with other processes (workers.py says what they need).

    While it is open, Altair does not check each part of a chart against its schema, which takes a fifth of a report's
    time; the tests draw every chart without a renderer, and checked.

    Parameters
    ----------
    dpi : int
        Dots per inch of the PNGs when printed 160 mm wide.
    processes : int
        How many; with one, this process draws everything.

    Yields
    ------
    Renderer
        Closed at the end of the block.
    """
    with debug_mode(False):
        if processes <= 1:
            yield Renderer(dpi)
            return
        with worker_pool(processes) as pool:
            for _ in range(processes):
                pool.submit(begin)
            yield Renderer(dpi, pool)
