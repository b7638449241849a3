"""`python -m tools.releases`: write sources/releases.csv from the raw files (KLEINSTADT_RAW) that the catalogue knows.

To be run when a row of editions.csv or a reader has changed; other files are refused, as everywhere.
"""

import csv
import os
import sys
from dataclasses import fields
from pathlib import Path

from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.registry import read_raw
from kleinstadt.sources.releases import Part, as_rows, release_of

RELEASES = Path("src/kleinstadt/sources/releases.csv")


def main(raw: Path) -> None:
    """Read every known file of the folder and write what it holds."""
    rows = [row for file in known_files() for row in as_rows(release_of(read_raw(raw, file), file))]
    with RELEASES.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([field.name for field in fields(Part)])
        writer.writerows(rows)
    sys.stdout.write(f"Wrote {RELEASES} ({len(rows)} rows)\n")


if __name__ == "__main__":
    main(Path(os.environ["KLEINSTADT_RAW"]))
