"""Which parser reads which source: every module of a publisher's folder that has a READER is found here by itself."""

from collections.abc import Collection, Iterator
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from pkgutil import iter_modules
from typing import Final

from kleinstadt.errors import SourceContentError
from kleinstadt.files import sha256_of
from kleinstadt.sources.reading.checks import refuse_unexpected
from kleinstadt.sources.reading.tables import RawFile, Read, Reader, ReadFile, Reading
from kleinstadt.sources.releases import differences, expected_of

NO_PUBLISHERS: Final = ("reading", "fetch")  # folders of sources/ that are tools


def _declared() -> Iterator[Reader]:
    """The READER of each module that has one, publisher by publisher."""
    root = Path(str(files("kleinstadt.sources")))
    folders = [found.name for found in iter_modules([str(root)]) if found.ispkg and found.name not in NO_PUBLISHERS]
    for folder in folders:
        for found in iter_modules([str(root / folder)]):
            module = import_module(f"kleinstadt.sources.{folder}.{found.name}")
            if hasattr(module, "READER"):
                yield module.READER


def _by_source(declared: Iterator[Reader]) -> dict[str, Read]:
    """The parser of each source; raises ValueError where two modules read the same one."""
    readers: dict[str, Read] = {}
    for reader in declared:
        if reader.source in readers:
            both = f"{readers[reader.source].__module__} and {reader.read.__module__}"
            msg = (
                f"{both} both declare a READER of '{reader.source}': give one of them a row of its own in sources.csv."
            )
            raise ValueError(msg)
        readers[reader.source] = reader.read
    return readers


READERS: Final[dict[str, Read]] = _by_source(_declared())


def read_raw(raw: Path, file: RawFile) -> Reading:
    """The tidy tables of a raw file that is the one the catalogue knows; the errors name the file.

    Parameters
    ----------
    raw : Path
        Folder of raw files.
    file : RawFile
        Its row of the catalogue.

    Returns
    -------
    Reading
        Its tidy tables.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If its columns or sheets are not what its publisher used so far.
    SourceContentError
        If it contradicts itself, or is not the one the catalogue knows.
    """
    return read_known(raw, file).reading


def read_checked(raw: Path, file: RawFile) -> Reading:
    """The tidy tables of any file of a source, held against what the source declares, whatever its checksum.

    Parameters
    ----------
    raw : Path
        Folder of raw files.
    file : RawFile
        Its row of the catalogue, or one made for another file of the source.

    Returns
    -------
    Reading
        Its tidy tables.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If its columns or sheets are not what its publisher used so far.
    SourceContentError
        If it contradicts itself, or what its source declares.
    """
    reading = READERS[file.source](raw / file.path, file)
    refuse_unexpected(reading, expected_of(file.source), file.path)
    return reading


def read_known(raw: Path, file: RawFile, accepted: Collection[str] = ()) -> ReadFile:
    """What a raw file gave that is the known one by its checksum, or whose path is among `accepted`.

    Parameters
    ----------
    raw : Path
        Folder of raw files.
    file : RawFile
        Its row of the catalogue.
    accepted : collection of str
        Paths of files that may be others than the catalogue knows.

    Returns
    -------
    ReadFile
        Its tidy tables, its checksum, and what differs from the known one.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If its columns or sheets are not what its publisher used so far.
    SourceContentError
        If it contradicts itself, or is another file that is not accepted; says what differs.
    """
    checksum = sha256_of(raw / file.path)
    reading = read_checked(raw, file)
    if checksum == file.sha256:
        return ReadFile(file, checksum, reading)
    differing = tuple(differences(reading, file)) or ("its numbers are the same",)
    if file.path not in accepted:
        msg = (
            f"{file.path} is not the file that the catalogue knows (SHA-256 {checksum[:12]}..., expected "
            f"{file.sha256[:12]}...): {'; '.join(differing)}. Get the known one, or, if its publisher has corrected "
            f"it, build with --accept-changed '{file.path}'."
        )
        raise SourceContentError(msg)
    return ReadFile(file, checksum, reading, differing)
