"""`python -m bench.memory [--years 2024 2019]`: what the atlas holds after all indicators, years and levels were asked.

Prints the resident megabytes after each year, and what each of the memories with a limit keeps.
"""

import argparse
import resource
import sys
import time
from pathlib import Path

from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Edition
from kleinstadt.keys import LEVELS
from kleinstadt.memory import give_back_freed


def main() -> None:
    """Ask for every column of the years, by default of all that the edition knows; print Markdown."""
    parser = argparse.ArgumentParser(prog="python -m bench.memory")
    parser.add_argument("--years", type=int, nargs="*", default=None)
    give_back_freed()  # as the server does
    atlas = Atlas(Edition())
    years = parser.parse_args().years or list(reversed(atlas.edition.years))
    print("| year | columns | seconds | resident MB | most MB | atlas keeps MB | edition keeps MB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    asked, started = 0, time.perf_counter()
    for year in years:
        for level in LEVELS:
            for name in atlas.indicators:
                atlas.column(name, year, level)
                asked += 1
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        kept = (atlas.kept.bytes / 1e6, atlas.edition.kept.memory.bytes / 1e6)
        passed = time.perf_counter() - started
        print(
            f"| {year} | {asked} | {passed:.0f} | {_resident_mb():.0f} | {most:.0f} | {kept[0]:.0f} | {kept[1]:.0f} |"
        )
        sys.stdout.flush()


def _resident_mb() -> float:
    """Megabytes of this process that are in memory now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main()
