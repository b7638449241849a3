"""The files of prepared networks and hierarchies: where they are kept, how they are written and read."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from kleinstadt.errors import SourceLayoutError
from kleinstadt.files import user_cache, written_whole
from kleinstadt.travel.roads.networks import ARRAYS, LeftOut, Network, Origin
from kleinstadt.travel.roads.road_rules import RULES_VERSION, Mode

FORMAT: Final = 2


def save(network: Network, path: Path) -> None:
    """Write a network to a file, whole or not at all.

    Parameters
    ----------
    network : Network
        What is kept.
    path : Path
        The file; its folder is made.
    """
    meta = {"format": FORMAT, **asdict(network.origin)}
    arrays = {name: getattr(network, name) for name in ARRAYS}
    write_arrays(path, {**arrays, "meta": np.array(json.dumps(meta))})


def load(path: Path) -> Network:
    """Read a network that `save` wrote.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    Network
        The same.

    Raises
    ------
    SourceLayoutError
        If the file is damaged or of another version.
    """
    arrays = read_arrays(path, (*ARRAYS, "meta"))
    meta = json.loads(str(arrays.pop("meta")))
    if meta.pop("format") != FORMAT:
        msg = f"{path}: a network of another version of this package. Delete it; it is made anew from the extract."
        raise SourceLayoutError(msg)
    left_out = tuple(LeftOut(**one) for one in meta.pop("left_out"))
    return Network(**cast("dict[str, Any]", arrays), origin=Origin(**meta, left_out=left_out))


def write_arrays(path: Path, arrays: dict[str, NDArray[Any]]) -> None:
    """Write arrays into one file (npz, not compressed), atomically.

    Parameters
    ----------
    path : Path
        The file; its folder is made.
    arrays : dict of str to array
        By name.
    """
    with written_whole(path) as stream:
        np.savez(stream, **cast("dict[str, Any]", arrays))


def read_arrays(path: Path, names: tuple[str, ...]) -> dict[str, NDArray[Any]]:
    """Read arrays that `write_arrays` wrote.

    Parameters
    ----------
    path : Path
        The file.
    names : tuple of str
        Which arrays.

    Returns
    -------
    dict of str to array
        By name.

    Raises
    ------
    SourceLayoutError
        If one is missing, or the file is cut off.
    """
    import zipfile

    try:
        with np.load(path) as file:
            return {name: file[name] for name in names}
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        msg = f"{path}: a damaged prepared network ({error}). Delete it; it is made anew from the extract."
        raise SourceLayoutError(msg) from error


def prepared_file(checksum: str, mode: Mode, cache: Path | None = None, kind: str = "network") -> Path:
    """Where the prepared network (or hierarchy) of an extract is kept; other rules make another name.

    Parameters
    ----------
    checksum : str
        SHA-256 of the extract.
    mode : {"car", "walk"}
        Who travels.
    cache : Path, optional
        Folder of prepared networks; in the user's cache by default.
    kind : {"network", "hierarchy"}
        What is kept.

    Returns
    -------
    Path
        Whether or not there is such a file.
    """
    return (cache or user_cache() / "networks") / f"{checksum[:20]}-{mode}-{FORMAT}.{RULES_VERSION}.{kind}.npz"
