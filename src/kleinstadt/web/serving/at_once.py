"""Answers at once where all they need is kept: handing them to a thread and back takes longer than making them."""

from collections.abc import Callable
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

from kleinstadt.memory import NotKeptError, only_what_is_kept

T = TypeVar("T")


async def at_once(make: Callable[[], T]) -> T:
    """What `make` gives: here and now if it only takes what is kept, else in a thread, where nobody waits for it.

    Parameters
    ----------
    make : callable
        Takes a millisecond or two when nothing has to be made for it; may be begun twice.

    Returns
    -------
    object
        What `make` gives.
    """
    try:
        with only_what_is_kept():
            return make()
    except NotKeptError:
        return await run_in_threadpool(make)
