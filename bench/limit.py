"""The limit: nobody reads the files faster than their bytes are read and their containers unpacked."""

import sys
import zipfile
from pathlib import Path


def main(raw: Path, paths: list[str]) -> None:
    """Read every byte, and unpack every part of the XLSX files."""
    for path in paths:
        if path.endswith(".xlsx"):
            with zipfile.ZipFile(raw / path) as archive:
                print(path, sum(len(archive.read(name)) for name in archive.namelist()))
        else:
            print(path, len((raw / path).read_bytes()))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
