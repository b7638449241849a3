"""Processes that help with long work, and end with it: whatever becomes of this one, none of them stays behind."""

import ctypes
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

WHEN_PARENT_DIES: Final = 1  # Linux, prctl(2): PR_SET_PDEATHSIG


@contextmanager
def worker_pool(processes: int) -> Iterator["ProcessPoolExecutor"]:
    """A pool of processes; an error or a signal in this one ends them in the middle of their work.

    A main module is needed that can be imported without doing its work again, as the command line's can.

    Parameters
    ----------
    processes : int
        How many.

    Yields
    ------
    ProcessPoolExecutor
        Closed at the end of the block.
    """
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_end_with_parent)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        end_workers()
        raise
    pool.shutdown()


def end_workers() -> None:
    """End every process that this one has begun; what they were at is lost."""
    if multiprocessing := sys.modules.get("multiprocessing"):  # who has begun none need not import it
        for worker in multiprocessing.active_children():
            worker.kill()


def _end_with_parent() -> None:
    """In a worker: leave Ctrl-C to the parent, and end when it does, even if it was killed.

    Linux ends it at once; elsewhere a thread does, which a drawing that holds Python's lock keeps waiting.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(WHEN_PARENT_DIES, signal.SIGKILL)
    Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    from multiprocessing import parent_process

    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)
