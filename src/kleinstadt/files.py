"""Files on this machine: their checksums, how they are written, where a user's programs keep what can be made again."""

import glob
import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final
from uuid import uuid4

LEFT_OVER_S: Final = 86_400.0  # a temporary folder older than this is nobody's, where the system cannot tell
SYSTEM_CACHES: Final = {"win32": "AppData/Local", "darwin": "Library/Caches"}  # below the home; elsewhere .cache


def sha256_of(path: Path) -> str:
    """SHA-256 of the file's bytes, as hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes are the file `path` once the block ends; an error leaves what was there before.

    Makes the folder. Several may write the same file at once: the last one stays, and nobody reads half of one.
    A link stays a link to what is written anew; what is no file (a pipe, /dev/stdout) is written as it is.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{uuid4().hex}.part")
    try:
        for left_over in path.parent.glob(f".{glob.escape(path.name)}.*.part"):  # by a writer that was killed
            with suppress(OSError):
                if time.time() - left_over.stat().st_mtime > LEFT_OVER_S:
                    left_over.unlink()
        with beside.open("xb") as stream:
            yield stream
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def user_cache() -> Path:
    """Where this user's programs keep what can be made or fetched again: in XDG_CACHE_HOME, else where the system does.

    A user without a home has the system's temporary folder.
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
    """
    path = path.resolve()  # "." has no name to put another folder beside
    path.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        with _held(path.parent):
            _put_back(path)
            _sweep(path)
            beside = Path(tempfile.mkdtemp(prefix=_new(path), dir=path.parent))
            held.enter_context(_held(beside))  # as long as somebody writes, nobody sweeps
        try:
            yield beside
            beside.chmod(0o755)
            with _held(path.parent):
                _put_back(path)
                _swap(beside, path)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def current_folder(path: Path) -> Path:
    """The folder to read: `path`, or the old one where a writer was killed between its two renames."""
    path = path.resolve()
    old = _old(path)
    return old if not path.exists() and old.is_dir() else path


def _swap(beside: Path, path: Path) -> None:
    old = _old(path)
    if path.exists():
        path.replace(old)
    beside.replace(path)
    shutil.rmtree(old, ignore_errors=True)


def _put_back(path: Path) -> None:
    """After a kill: bring the old folder back if it was moved aside, or else sweep it up."""
    old = _old(path)
    if old.exists() and not path.exists():
        old.replace(path)
    shutil.rmtree(old, ignore_errors=True)


def _sweep(path: Path) -> None:
    """Folders of writers that were killed: nobody holds them."""
    for left_over in path.parent.glob(f"{glob.escape(_new(path))}*"):
        with suppress(OSError), _held(left_over, wait=False):
            shutil.rmtree(left_over, ignore_errors=True)


def _new(path: Path) -> str:
    """How the names of folders begin that are being written."""
    return f".{path.name}.new-"


def _old(path: Path) -> Path:
    return path.with_name(f".{path.name}.old")


@contextmanager
def _held(folder: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold a folder against other processes, without a file of its own; the system lets go when a process dies.

    Raises BlockingIOError where another holds it and one does not wait. Windows knows no such hold: there, what is
    being written is told from what was left by its age.
    """
    if sys.platform == "win32":
        if not wait and time.time() - folder.stat().st_mtime < LEFT_OVER_S:
            raise BlockingIOError
        yield
        return
    import fcntl

    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
    finally:
        os.close(opened)
