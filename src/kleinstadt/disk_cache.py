"""Things that take seconds to make, kept in the user's cache folder between runs; named by the edition's content.

Frames are kept as Arrow files. The name of such a file ends in its own checksum: what is damaged or half written is
not taken for whole, but made anew.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final
from uuid import uuid4

import polars as pl
from isal import isal_zlib

from kleinstadt.files import user_cache, written_whole

LIMIT: Final = 1_000_000_000  # bytes of frames, all editions and years together; the least used go first
FRAMES: Final = "columns"


def kept(name: str, make: Callable[[], bytes]) -> bytes:
    """The bytes kept under this name, made if they are not there; a folder that cannot be written is no error.

    Parameters
    ----------
    name : str
        Name of the file, unique to the content.
    make : callable
        Makes the bytes.

    Returns
    -------
    bytes
        What `make` gave, now or before.
    """
    path = user_cache() / name
    with suppress(OSError):
        return path.read_bytes()
    data = make()
    with suppress(OSError), written_whole(path) as stream:
        stream.write(data)
    return data


def kept_frame(name: str, make: Callable[[], pl.DataFrame]) -> pl.DataFrame:
    """The frame kept under this name; made if there is none that is whole.

    Parameters
    ----------
    name : str
        Without a suffix, unique to the content ("4f0c-2024-parts"); may not hold what a pattern of names means (*).
    make : callable
        Makes the frame.

    Returns
    -------
    pl.DataFrame
        What `make` gave, now or before.
    """
    folder = user_cache() / FRAMES
    for path in sorted(folder.glob(f"{name}.*.arrow")):
        with suppress(OSError, ValueError, pl.exceptions.PolarsError):  # ValueError: of an empty file
            if _checksum(path) == path.name.split(".")[-2]:
                os.utime(path)
                return pl.scan_ipc(path).collect()
        with suppress(OSError):
            path.unlink()
    frame = make()
    with suppress(OSError):
        _write(frame, folder, name)
        _forget_least_used(folder)
    return frame


def frame_is_kept(name: str) -> bool:
    """Whether there is a frame of this name; whether it is whole is told by reading it.

    Parameters
    ----------
    name : str
        As given to `kept_frame`.

    Returns
    -------
    bool
        False also where the folder cannot be read.
    """
    return any((user_cache() / FRAMES).glob(f"{name}.*.arrow"))


def _write(frame: pl.DataFrame, folder: Path, name: str) -> None:
    """Write beside, then name it by its checksum; of several who write the same at once, the last one stays."""
    beside = folder / f".{name}.{uuid4().hex}.part"
    try:
        with written_whole(beside) as stream:
            frame.write_ipc(
                stream, compression="uncompressed", record_batch_size=max(1, frame.height)
            )  # no part to join
        beside.replace(folder / f"{name}.{_checksum(beside)}.arrow")
    finally:
        beside.unlink(missing_ok=True)


def _checksum(path: Path) -> str:
    """CRC-32 and size: against accidents, not against enemies, who could write the frame as well."""
    with path.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as data:
        return f"{isal_zlib.crc32(data):08x}-{len(data):x}"


def _forget_least_used(folder: Path) -> None:
    """Delete the frames used longest ago until the rest is within the limit."""
    files = sorted(((path.stat(), path) for path in folder.glob("*.arrow")), key=lambda found: -found[0].st_mtime)
    total = 0
    for known, path in files:
        total += known.st_size
        if total > LIMIT:
            path.unlink(missing_ok=True)
