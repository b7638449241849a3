"""Files on this machine: their checksums, how they are written, where a user's programs keep what can be made again."""

import glob
import hashlib
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import BinaryIO, Final
from uuid import uuid4

LEFT_OVER_S: Final = 86_400.0  # a temporary folder older than this is nobody's, where the system cannot tell
TEMPORARY: Final = "kleinstadt-work-"  # how our folders among the system's temporary ones begin
FINISH_S: Final = 0.3
WAITS_S: Final = (0.05, 0.2, 0.5)
UNFINISHED: Final[set[Path]] = set()  # what this process is writing
FINISHING: Final = Lock()  # held while something takes its place; `give_up` takes it for good
UNFIT: Final = re.compile(  # as a name of a file: another folder, signs and devices that Windows keeps for itself
    r'[\x00-\x1f<>:"/\\|?*]|^\.|[. ]$|^$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)', re.IGNORECASE
)
SYSTEM_CACHES: Final = {"win32": "AppData/Local", "darwin": "Library/Caches"}  # below the home; elsewhere .cache


def is_file_name(name: str) -> bool:
    """Whether a file may be called so on every system, and stands in its folder then.

    Parameters
    ----------
    name : str
        A name without folders.

    Returns
    -------
    bool
        False for "../x", "con" and "a:b".

    Examples
    --------
    >>> is_file_name("Höxter Nord.json"), is_file_name("../x"), is_file_name("con")
    (True, False, False)
    """
    return UNFIT.search(name) is None


def sha256_of(path: Path) -> str:
    """SHA-256 of the file's bytes, as hex.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes are the file `path` once the block ends; an error leaves what was there before.

    Makes the folder. Several may write the same file at once: the last one stays, and nobody reads half of one.
    A link stays a link to what is written anew; what is no file (a pipe, /dev/stdout) is written as it is.

    Parameters
    ----------
    path : Path
        The file.

    Yields
    ------
    binary stream
        To be written to.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)

    def made() -> Path:
        beside = path.with_name(f".{path.name}.{uuid4().hex}.part")
        beside.open("xb").close()
        return beside

    _sweep(path.parent, f".*.{'[0-9a-f]' * 32}.part")
    with _own(made) as beside:
        with beside.open("wb") as stream:
            yield stream
        with FINISHING:
            beside.replace(path)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder among the system's temporary ones, gone once the block ends; what killed programs left goes, too.

    Yields
    ------
    Path
        An empty folder.
    """
    _sweep(Path(tempfile.gettempdir()), f"{TEMPORARY}*")
    with _own(lambda: Path(tempfile.mkdtemp(prefix=TEMPORARY))) as folder:
        yield folder


def give_up() -> None:
    """Remove what this process has not finished writing, just before it ends; nothing is finished any more."""
    if not FINISHING.acquire(timeout=FINISH_S):
        return
    for unfinished in [*UNFINISHED]:
        for _ in range(3):  # another thread may still be adding to it
            _remove(unfinished)


def user_cache() -> Path:
    """Where this user's programs keep what can be made or fetched again: in XDG_CACHE_HOME, else where the system does.

    A user without a home has the system's temporary folder.

    Returns
    -------
    Path
        Whether or not it is there.
    """
    if named := os.environ.get("XDG_CACHE_HOME"):
        return Path(named) / "kleinstadt"
    if sys.platform == "win32" and (local := os.environ.get("LOCALAPPDATA")):
        return Path(local) / "kleinstadt"
    with suppress(RuntimeError):
        return Path.home() / SYSTEM_CACHES.get(sys.platform, ".cache") / "kleinstadt"
    return Path(tempfile.gettempdir()) / "kleinstadt"


@contextmanager
def folder_written_whole(path: Path) -> Iterator[Path]:
    """A new folder that is `path` once the block ends; an error or a kill leaves the old one whole.

    It is filled beside `path` and swapped in by two renames; `current_folder` finds the old one after a kill between
    them, and the next writer puts it back. What killed writers left is swept up here; several may write the same folder
    at once, the last one stays.

    Parameters
    ----------
    path : Path
        The folder.

    Yields
    ------
    Path
        An empty folder, to be filled.
    """
    path = path.resolve()  # "." has no name to put another folder beside
    path.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        with _held(path.parent):
            _put_back(path)
            _sweep(path.parent, f"{glob.escape(_new(path))}*")
            beside = held.enter_context(_own(lambda: Path(tempfile.mkdtemp(prefix=_new(path), dir=path.parent))))
        yield beside
        beside.chmod(0o755)
        with _held(path.parent), FINISHING:
            _put_back(path)
            _swap(beside, path)


def take_over(old: Path, new: Path, others: Callable[[str], bool]) -> None:
    """Copy into a new folder what lies in the old one and is a user's own: what `others` says of by its name.

    Parameters
    ----------
    old : Path
        The old folder; it need not be there.
    new : Path
        The new one; what it has already is left alone.
    others : callable
        From the name of a file or folder whether it is copied.
    """
    for own in old.iterdir() if old.is_dir() else ():
        if not others(own.name) or (new / own.name).exists():
            continue
        if own.is_dir() and not own.is_symlink():
            shutil.copytree(own, new / own.name, symlinks=True)
        else:
            shutil.copy2(own, new / own.name, follow_symlinks=False)


def current_folder(path: Path) -> Path:
    """The folder to read: `path`, or the old one where a writer was killed between its two renames.

    Parameters
    ----------
    path : Path
        The folder as it is called.

    Returns
    -------
    Path
        Resolved.
    """
    path = path.resolve()
    old = _old(path)
    return old if not path.exists() and old.is_dir() else path


def _swap(beside: Path, path: Path) -> None:
    try:
        if path.exists():
            path.replace(_old(path))
        beside.replace(path)
    finally:
        _put_back(path)  # also where a signal came between the two


def _put_back(path: Path) -> None:
    """After a kill: bring the old folder back if it was moved aside, or else sweep it up."""
    old = _old(path)
    if old.exists() and not path.exists():
        old.replace(path)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _own(make: Callable[[], Path]) -> Iterator[Path]:
    """What `make` makes, a new file or folder that is temporary: as long as this process lives nobody sweeps it up."""
    with ExitStack() as held:
        while True:
            made = make()
            with suppress(FileNotFoundError):
                held.enter_context(_held(made))
                if made.exists():
                    break  # else it was swept up before it was held: make another
        UNFINISHED.add(made)
        try:
            yield made
        finally:
            for seconds in (0, *WAITS_S):  # after an error threads of a library may still be writing into it
                time.sleep(seconds)
                _remove(made)
                if not made.exists():
                    break
            UNFINISHED.discard(made)


def _sweep(folder: Path, pattern: str) -> None:
    """Remove what writers left that were killed: nobody holds it."""
    for left_over in folder.glob(pattern):
        with suppress(OSError), _held(left_over, wait=False):
            _remove(left_over)


def _remove(path: Path) -> None:
    """Remove a file or a folder, if it is there and may be removed."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def _new(path: Path) -> str:
    """How the names of folders begin that are being written."""
    return f".{path.name}.new-"


def _old(path: Path) -> Path:
    return path.with_name(f".{path.name}.old")


@contextmanager
def _held(path: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold a folder or a file against other processes, without another file; the system lets go when a process dies.

    Raises BlockingIOError where another holds it and one does not wait. Windows knows no such hold: there, what is
    being written is told from what was left by its age. On a file system without holds (some of a network) nothing is
    swept.
    """
    if sys.platform == "win32":
        if not wait and time.time() - path.stat().st_mtime < LEFT_OVER_S:
            raise BlockingIOError
        yield
        return
    import fcntl

    opened = os.open(path, os.O_RDONLY)
    try:
        if wait:
            with suppress(OSError):
                fcntl.flock(opened, fcntl.LOCK_EX)
        else:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(opened)
