"""Things kept in memory, those used last, up to a limit in bytes; and what is freed goes back to the system."""

import ctypes
import gc
import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import cache
from threading import Event, Lock, RLock, local
from typing import Any, Final, TypeVar, cast

T = TypeVar("T")

KEPT_ELSEWHERE: Final = {"kept elsewhere": True}  # metadata of a field whose thing several share: it weighs once
LOOKED_AT: Final = 64  # so many of a list's things are looked at, the rest is taken to be like them
COORDINATE: Final = 24  # bytes of a point: GEOS keeps room for a height
SHAPE: Final = 400  # bytes of a shape and its ring beside its points
ARENAS: Final = (-8, 2)  # glibc's M_ARENA_MAX: by default eight a core, and each keeps what was once its most
GIVE_BACK: Final = (-1, 2**20)  # M_TRIM_THRESHOLD, in bytes
# M_MMAP_THRESHOLD: an array of a number for each municipality takes 86 kB. With pages of its own it goes back whole and
# leaves no hole between kept things: 50 MB less under load. Making a year's figures would take two fifths longer so.
OWN_PAGES: Final = (-3, 2**16)
ASKED: Final = Event()  # whether this process gives back what it frees


def give_back_freed() -> bool:
    """Have freed memory returned to the system, in a process of many threads; whether this system can be asked to.

    Returns
    -------
    bool
        False where the system cannot be asked to.

    Notes
    -----
    glibc, mallopt(3). Elsewhere nothing happens.
    """
    mallopt = _of_glibc("mallopt")
    if mallopt is None or not all(mallopt(*wish) for wish in (ARENAS, GIVE_BACK)):
        return False
    ASKED.set()
    return True


def give_arrays_own_pages() -> None:
    """From now on each array of municipalities goes back whole: for a process that has made what it needs most.

    Notes
    -----
    glibc, mallopt(3). Nothing happens elsewhere, nor where `give_back_freed` was not called.
    """
    mallopt = _of_glibc("mallopt") if ASKED.is_set() else None
    if mallopt is not None:
        mallopt(*OWN_PAGES)


def give_back_now() -> None:
    """Return what is free to the system after large work, also what lies between things that are kept.

    Notes
    -----
    glibc, malloc_trim(3). Elsewhere nothing happens.
    """
    trim = _of_glibc("malloc_trim")
    if trim is not None:
        trim(0)


def _of_glibc(name: str) -> Callable[..., int] | None:
    """A function of the C library, where it has it."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None


@contextmanager
def all_stays() -> Iterator[None]:
    """Within this block nothing is garbage, so nobody looks for any: for a program that starts.

    Imports make hundreds of thousands of things that stay. Looking through them again and again takes an eighth of the
    time in which a server starts, and once more as long whenever all that there is is looked through.

    Returns
    -------
    context manager
        To be used once.

    Examples
    --------
    >>> with all_stays():
    ...     gc.isenabled()
    False
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


class NotKeptError(Exception):
    """That something would have to be made where only what is kept may be used."""


@contextmanager
def only_what_is_kept() -> Iterator[None]:
    """Within this block and thread, NotKeptError is raised instead of making anything that a `Kept` has not.

    Who must not wait tries so first: what takes long to make is kept.

    Returns
    -------
    context manager
        To be used once.

    Examples
    --------
    >>> with only_what_is_kept():
    ...     Kept(limit=1000).once("answer", lambda: 42)
    Traceback (most recent call last):
    kleinstadt.memory.NotKeptError
    """
    _RULES.kept_only = True
    try:
        yield
    finally:
        _RULES.kept_only = False


class _Rules(local):
    """What a thread may do now."""

    kept_only = False


_RULES: Final = _Rules()


class Kept:
    """Results by key. Safe for several threads: one makes a thing, others wait for it; the least used go first.

    Attributes
    ----------
    limit : int
        Bytes that may be kept.
    """

    def __init__(self, limit: int) -> None:
        """Keep at most `limit` bytes; what is larger than that alone is made anew each time.

        Parameters
        ----------
        limit : int
            Bytes.
        """
        self.limit = limit
        self._things: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._bytes = 0
        self._making: dict[Hashable, RLock] = {}
        self._guard = Lock()

    @property
    def bytes(self) -> int:
        """What is kept now, in bytes."""
        return self._bytes

    def __contains__(self, key: Hashable) -> bool:
        """Whether the thing of this key is kept now."""
        return key in self._things

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result of `make`, made by the first who asks for this key; an error is not kept.

        Parameters
        ----------
        key : hashable
            What names the result.
        make : callable
            Makes it, without arguments.

        Returns
        -------
        object
            What `make` gave, now or before.

        Raises
        ------
        NotKeptError
            Within `only_what_is_kept`, if it is not there.

        Examples
        --------
        >>> kept = Kept(limit=1000)
        >>> kept.once("answer", lambda: 42), kept.once("answer", lambda: 43), "answer" in kept
        (42, 42, True)
        """
        try:
            self._things.move_to_end(key)
            return cast("T", self._things[key][0])
        except KeyError:
            if _RULES.kept_only:
                raise NotKeptError from None
        with self._guard:
            making = self._making.setdefault(key, RLock())
        with making:
            with self._guard:
                if key in self._things:
                    return cast("T", self._things[key][0])
            try:
                made = make()
                self._keep(key, made)
            finally:
                with self._guard:
                    self._making.pop(key, None)
            return made

    def _keep(self, key: Hashable, made: object) -> None:
        size = weight(made)
        with self._guard:
            if size > self.limit or key in self._things:
                return
            self._things[key] = (made, size)
            self._bytes += size
            while self._bytes > self.limit:
                _, (_, freed) = self._things.popitem(last=False)
                self._bytes -= freed


def weight(thing: Any) -> int:  # noqa: ANN401 - anything may be kept
    """About how many bytes a thing takes: arrays and frames exactly, shapes by their points, lists by some things.

    Parameters
    ----------
    thing : object
        Anything that is kept; of a dataclass the fields that nothing else keeps count.

    Returns
    -------
    int
        Bytes.
    """
    if isinstance(thing, str | int | float | None):  # nearly all, and the rest takes long to ask
        return sys.getsizeof(thing)
    if hasattr(thing, "estimated_size"):
        return int(thing.estimated_size())
    if hasattr(thing, "nbytes"):
        holds = getattr(getattr(thing, "dtype", None), "kind", "") == "O"
        return int(thing.nbytes) + (_all(thing.tolist()) if holds else 0)  # such an array tells its pointers only
    if hasattr(thing, "count_coordinates"):  # so does a GeoDataFrame
        points = thing.count_coordinates()
        return sys.getsizeof(thing) + COORDINATE * int(points.sum()) + SHAPE * len(points)
    if hasattr(thing, "geom_type"):
        return SHAPE + COORDINATE * _points(thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        return sys.getsizeof(thing) + sum(weight(getattr(thing, name)) for name in _own_fields(type(thing)))
    if isinstance(thing, Mapping):
        return sys.getsizeof(thing) + _all(list(thing.keys())) + _all(list(thing.values()))
    if isinstance(thing, list | tuple | set | frozenset):
        return sys.getsizeof(thing) + _all(list(thing))
    return sys.getsizeof(thing)


def _points(shape: Any) -> int:  # noqa: ANN401 - Shapely's shapes, of which this ground knows nothing
    """How many points a shape has."""
    import shapely

    return int(shapely.get_num_coordinates(shape))


@cache
def _own_fields(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a dataclass that nothing else keeps."""
    return tuple(field.name for field in fields(kind) if "kept elsewhere" not in field.metadata)


def _all(things: list[Any]) -> int:
    """Bytes of many things, told from some; things that come again among those are taken to be few."""
    some = things[:: max(1, len(things) // LOOKED_AT)]
    distinct = {id(thing): thing for thing in some}
    size = sum(map(weight, distinct.values()))
    return size if len(distinct) < len(some) else round(size * len(things) / max(1, len(some)))
