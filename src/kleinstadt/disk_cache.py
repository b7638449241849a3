"""Things that take seconds to make, kept in the user's cache folder between runs; named by the edition's content."""

from collections.abc import Callable
from contextlib import suppress

from kleinstadt.files import user_cache, written_whole


def kept(name: str, make: Callable[[], bytes]) -> bytes:
    """The bytes kept under this name, made if they are not there; a folder that cannot be written is no error."""
    path = user_cache() / name
    with suppress(OSError):
        return path.read_bytes()
    data = make()
    with suppress(OSError), written_whole(path) as stream:
        stream.write(data)
    return data
