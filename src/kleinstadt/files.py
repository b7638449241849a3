"""Files on this machine: their checksums, how they are written, where a user's programs keep what can be made again."""

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final
from uuid import uuid4

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
