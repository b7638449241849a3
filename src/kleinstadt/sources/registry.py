"""Which parser reads which source: every module of a publisher's folder that has a READER is found here by itself."""

from collections.abc import Iterator
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from pkgutil import iter_modules
from typing import Final

from kleinstadt.sources.reading.tables import RawFile, Read, Reader, Reading

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
    """The tidy tables of one raw file; the parser's errors name the file."""
    return READERS[file.source](raw / file.path, file)
