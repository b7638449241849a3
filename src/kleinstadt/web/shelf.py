"""Things that take seconds to make, kept in the user's cache folder between runs; named by the edition's content."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def cache_folder() -> Path:
    """The user's cache folder: XDG_CACHE_HOME, else ~/.cache, else the system's temporary folder."""
    named = os.environ.get("XDG_CACHE_HOME")
    with suppress(RuntimeError):
        return (Path(named) if named else Path.home() / ".cache") / "kleinstadt"
    return Path(tempfile.gettempdir()) / "kleinstadt"


def kept(name: str, make: Callable[[], bytes]) -> bytes:
    """The bytes kept under this name, made if they are not there; a folder that cannot be written is no error."""
    path = cache_folder() / name
    with suppress(OSError):
        return path.read_bytes()
    data = make()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as beside:
            beside.write(data)
        Path(beside.name).replace(path)
    return data
