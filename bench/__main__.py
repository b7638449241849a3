"""`python -m bench [building town command reporting starting] [--rounds 3]`: measure, and print Markdown.

`python -m bench sturdy` runs what tries to bring the product down (bench/sturdy).
"""

import argparse
import os
import platform
from datetime import UTC, datetime
from typing import Final

from bench import building, command, reporting, starting, town
from bench.raw import raw_folder
from bench.table import markdown

BENCHMARKS: Final = {
    "building": building,
    "town": town,
    "command": command,
    "reporting": reporting,
    "starting": starting,
}


def main() -> None:
    """Run the named benchmarks, by default all."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"by default all: {', '.join(BENCHMARKS)}")
    parser.add_argument("--rounds", type=int, default=3, help="how often; medians are printed")
    chosen = parser.parse_args()
    if chosen.names == ["sturdy"]:
        from bench.sturdy import everything

        everything.main(raw_folder())
        return
    unknown = [name for name in chosen.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"no benchmark {unknown[0]}; there are: {', '.join(BENCHMARKS)}")
    raw = raw_folder()
    print(f"{_machine()}; medians of {chosen.rounds} rounds in one run\n")
    for name in chosen.names or BENCHMARKS:
        benchmark = BENCHMARKS[name]
        print(markdown(benchmark.TITLE, benchmark.rows(raw, chosen.rounds)), flush=True)


def _machine() -> str:
    today = datetime.now(tz=UTC).date()
    return (
        f"{today}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )


if __name__ == "__main__":
    main()
