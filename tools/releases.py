"""`python3 run.py releases --raw DIR [FILE...]`: write sources/releases.csv from the known raw files.

To be run when a row of editions.csv or a reader has changed; files that differ from their row are refused, as
everywhere. With names of files, as editions.csv has them, only these are read, and the rows of the others stay.
"""

import csv
import os
import sys
from argparse import ArgumentParser
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from pathlib import Path

from kleinstadt.errors import KleinstadtError
from kleinstadt.sources.catalogue import known_files, rows_of
from kleinstadt.sources.reading.tables import RawFile
from kleinstadt.sources.registry import read_raw
from kleinstadt.sources.releases import Part, as_rows, release_of

RELEASES = Path("src/kleinstadt/sources/releases.csv")


def main(raw: Path, names: Sequence[str] = ()) -> None:
    """Read the named files of the folder, or all of them, and write what they hold."""
    read, kept = set(chosen(names)), rows_of("releases.csv")
    rows = [row for file in known_files() for row in (_read(raw, file) if file.path in read else _kept(kept, file))]
    with RELEASES.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([field.name for field in fields(Part)])
        writer.writerows(rows)
    sys.stdout.write(f"Wrote {RELEASES} ({len(rows)} rows)\n")


def chosen(names: Sequence[str]) -> Collection[str]:
    """The paths to be read: those named, or all that are known; leaves with what to do for one that is not known."""
    known = [file.path for file in known_files()]
    for name in names:
        if name not in known:
            sys.exit(f"'{name}' has no row in sources/editions.csv: add one (its first column is this name).")
    return names or known


def _read(raw: Path, file: RawFile) -> list[tuple[object, ...]]:
    return as_rows(release_of(read_raw(raw, file), file))


def _kept(rows: Sequence[Mapping[str, str]], file: RawFile) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in rows if row["path"] == file.path]


if __name__ == "__main__":
    asked = ArgumentParser(prog="run.py releases", description="Write down what raw files hold.")
    asked.add_argument("--raw", default=os.environ.get("KLEINSTADT_RAW"), help="folder of raw files")
    asked.add_argument("files", nargs="*", help="as in the first column of editions.csv; all by default")
    given = asked.parse_args()
    if given.raw is None:
        asked.error("say where the raw files are: --raw ../raw")
    try:
        main(Path(given.raw), given.files)
    except KleinstadtError as error:
        sys.exit(str(error))
