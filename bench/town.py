"""Benchmark: one town's figures beside its groups, from a cold start."""

from pathlib import Path
from typing import Final

from bench.measure import Job, compare
from bench.table import Row

TITLE: Final = "One town's profile from a cold start"

TOWN: Final = "12061112"  # Eichwalde
YEAR: Final = 2023

_PROFILE: Final = f"import kleinstadt as ks; print(ks.open().profile('{TOWN}', {YEAR}).themes)"
_AREAS: Final = f"import kleinstadt as ks; print(ks.open().areas({YEAR}, 'verband'))"


def rows(raw: Path, rounds: int) -> list[Row]:
    """The edition opened and a profile made, against pandas on the files that hold the same figures."""
    jobs = (
        Job("kleinstadt: open, a town's figures beside its groups", ("-c", _PROFILE)),
        Job("kleinstadt: open, all Verbände with their types", ("-c", _AREAS)),
        Job(
            "pandas: read the same figures' files, find the town",
            ("-W", "ignore", "-m", "bench.usual", str(raw), TOWN, *_files()),
        ),
    )
    return compare(jobs, rounds)


def _files() -> list[str]:
    """The raw files that hold the profile's vintages, by the edition's manifest; nothing for what is modelled."""
    import kleinstadt as ks
    from kleinstadt.sources.registry import READERS

    read_as_it_is = set(READERS) - {"zensus2011_grid"}

    edition = ks.open()
    day, vintages = edition.territory(YEAR), edition.choice.vintages
    used: dict[str, None] = {}
    for name in dict.fromkeys(name for declared in ks.INDICATORS.values() for name in declared.variables):
        known = [one for one in vintages.of(name) if one.source in read_as_it_is] if vintages.has(name) else []
        if not known:
            continue
        level = "gemeinde" if any(one.level == "gemeinde" for one in known) else known[0].level
        taken = vintages.nearest(name, level, YEAR + 1, day)
        for row in edition.store.variables[name]["vintages"]:
            same = (row["period"], row["source"], row["level"]) == (taken.period, taken.source, taken.level)
            if same and row["territory"] == taken.territory.isoformat():
                used |= dict.fromkeys(file["path"] for file in row["files"])
    return list(used)
