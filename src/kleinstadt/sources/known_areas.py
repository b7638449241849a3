"""Which areas there were on a day, by the registers and crosswalks that were read; numbers of others are refused."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.keys import BUND, DIGITS
from kleinstadt.sources.reading.checks import CORRECT
from kleinstadt.sources.reading.tables import RawFile, Reading
from kleinstadt.sources.releases import expected_of

NEAR: Final = timedelta(days=366)  # lists of a year before and of a year after have together every area between
SCHEMA: Final = {"level": pl.String, "territory": pl.Date, "area_id": pl.String}

INKARS_OWN: Final = (pl.col("level") == "verband") & (pl.col("area_id").str.len_chars() == DIGITS["gemeinde"])
"""Rows of Verbände under INKAR's own eight digits."""


KnownAreas = dict[str, dict[date, pl.Series]]
"""Keys of the areas of each level and day."""


def known_areas(readings: Iterable[Reading]) -> KnownAreas:
    """Each level, territory and area_id that a register or a crosswalk among `readings` lists.

    Parameters
    ----------
    readings : iterable of Reading
        What was read.

    Returns
    -------
    dict of str to dict of date to pl.Series
        Keys by level and day, each once.
    """
    frames = [pl.DataFrame(schema=SCHEMA)]
    for reading in readings:
        if reading.areas is not None:
            frames.append(reading.areas.select(*SCHEMA))
        if reading.crosswalk is not None:
            frames += [_end(reading.crosswalk, end, f"{end}_territory") for end in ("from", "to")]
    known: KnownAreas = {}
    for (level, day), rows in pl.concat(frames).drop_nulls().group_by("level", "territory"):
        if isinstance(day, date):
            known.setdefault(str(level), {})[day] = rows["area_id"].unique()
    return known


def refuse_strangers(file: RawFile, areas: pl.DataFrame, known: KnownAreas) -> None:
    """Raise an error if a file has more areas than its source declares that no list of their day has.

    Where no list is near the day nothing can be said, nor of Verbände under INKAR's own keys, which the build resolves.

    Parameters
    ----------
    file : RawFile
        Its row of the catalogue.
    areas : pl.DataFrame
        Of the file, as `areas_in` gives them.
    known : dict of str to dict of date to pl.Series
        As `known_areas` gives them.

    Raises
    ------
    SourceContentError
        Naming the first such areas.
    """
    for (level, day), rows in areas.filter(~INKARS_OWN).group_by("level", "territory"):
        if not isinstance(day, date) or (listed := _listed(known, str(level), day)) is None:
            continue
        strange = rows.filter(~pl.col("area_id").is_in(listed.implode()))["area_id"].unique().sort()
        allowed = max((row.strangers for row in expected_of(file.source) if row.level == level), default=0)
        if strange.len() > allowed:
            msg = (
                f"{file.path}: {strange.len():,} keys ({level}) are in no register near {day:%d.%m.%Y}, at most "
                f"{allowed:,} expected: {', '.join(strange.head(5))}. {CORRECT}"
            )
            raise SourceContentError(msg)


def areas_in(reading: Reading) -> pl.DataFrame:
    """Level, territory and area_id of all rows that are of areas, each once.

    Parameters
    ----------
    reading : Reading
        What a file gave.

    Returns
    -------
    pl.DataFrame
        level, territory, area_id; Germany is left out.
    """
    frames = [frame.select(*SCHEMA) for frame in (reading.facts, reading.groups) if frame is not None]
    if reading.flows is not None:
        frames += [_end(reading.flows, end, "territory") for end in ("from", "to")]
    found = pl.concat([pl.DataFrame(schema=SCHEMA), *frames]).unique()
    return found.filter(pl.col("area_id") != BUND)


def _end(frame: pl.DataFrame, end: str, territory: str) -> pl.DataFrame:
    return frame.select("level", territory=territory, area_id=f"{end}_id")


def _listed(known: KnownAreas, level: str, day: date) -> pl.Series | None:
    """The areas of a level on a day: of its own list, or of those on both sides of it; None where they are far."""
    lists = known.get(level, {})
    before, after = max((d for d in lists if d <= day), default=None), min((d for d in lists if d >= day), default=None)
    if before is None or after is None or day - before > NEAR or after - day > NEAR:
        return None
    return lists[day] if before == after else pl.concat([lists[before], lists[after]])
