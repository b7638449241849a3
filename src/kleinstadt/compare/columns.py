"""What the pages and the API ask of an edition, computed once per (year, level, indicator) and kept as arrays."""

import hashlib
import json
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from math import isnan
from typing import Any, Final, TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.compare.kept_levels import CODE, Values, values_of_areas
from kleinstadt.edition.edition import Edition, Level
from kleinstadt.errors import UnknownNameError
from kleinstadt.indicators.aggregation import (
    ALL,
    PARTIAL,
    TERRITORIES,
    Grouped,
    GroupValue,
    Parts,
    group_values,
    is_lent,
    of_the_same_people,
    value_of,
)
from kleinstadt.indicators.catalogue import indicator
from kleinstadt.indicators.model import Count, Indicator, Published
from kleinstadt.memory import KEPT_ELSEWHERE, Kept
from kleinstadt.sources.catalogue import SOURCES, Source
from kleinstadt.sources.reading.symbols import STATUSES
from kleinstadt.territory.coding import Codes, Words, coded
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.territory.names import told_apart
from kleinstadt.words.language import Text

T = TypeVar("T")
Floats = NDArray[np.float64]

TOWN_LEVELS: Final[tuple[Level, ...]] = ("verband", "gemeinde")
MEMORY: Final = (
    135_000_000  # bytes kept, those used last: a column is 0.3 MB, its parts 0.2 MB, a series 2 MB, borders up to 1 MB
)
IN_KREIS: Final = Text(" im Kreis", " in the Kreis")
FROM_KREISE: Final = Text(" (aus Kreiszahlen)", " (from Kreise)")
FIELDS: Final = ("type", "own_type", "lage", "land", "kreis", "kreis_type")


@dataclass(frozen=True)
class Column:
    """One indicator at all areas of a level in a year, in the order of Areas.keys; missing values are NaN.

    area_of : the row of each municipality's area; parts_of : what the values are made of, read when it is asked for
    """

    indicator: Indicator = field(metadata=KEPT_ELSEWHERE)
    period: str | None
    values: Floats
    status: Words[str]
    vintage: Words[str | None]
    area_of: Codes = field(metadata=KEPT_ELSEWHERE)
    parts_of: Callable[[], Parts] = field(metadata=KEPT_ELSEWHERE)

    def group(self, mask: NDArray[np.bool_]) -> GroupValue:
        """Value, status and coverage of a group of areas by the indicator's own rule (indicators/aggregation.py)."""
        return value_of(self.parts_of(), self.indicator, mask[self.area_of])

    def group_value(self, mask: NDArray[np.bool_]) -> float | None:
        """Value of a group; None for counts, as a sum over thousands of towns says nothing about one."""
        return None if isinstance(self.indicator, Count) else self.group(mask).value

    def own(self, row: int) -> GroupValue:
        """Value, status and coverage of one area, which is a group of municipalities too."""
        if self.status[row] == STATUSES[PARTIAL]:
            return value_of(self.parts_of(), self.indicator, self.area_of == row)
        number = float(self.values[row])
        known = not isnan(number)
        share = ALL if known else None
        return GroupValue(number if known else None, self.status[row], share, share)

    def coverage(self) -> tuple[Floats, Floats]:
        """Of how much of each area's people, and of its land, the indicator is known: per cent."""
        found = group_values(self.parts_of(), self.indicator, self.area_of, len(self.values))
        return found.people_pct, found.area_pct


@dataclass(frozen=True)
class Areas:
    """All areas of a level in the borders of a year.

    frame : as Edition.areas gives it
    keys : the key of each row; `row` says where a key stands
    inhabited : False for areas without people (forests, lakes), which belong to no group
    area_of : the row of each municipality's area, in the order of the municipalities' keys
    """

    year: int
    level: Level
    frame: pl.DataFrame
    keys: list[str]
    row: dict[str, int]
    names: list[str]
    population: Floats
    inhabited: NDArray[np.bool_]
    codes: dict[str, NDArray[Any]]
    area_of: Codes

    def mask(self, column: str, value: str | None) -> NDArray[np.bool_]:
        """The areas whose `column` (type, lage, land, kreis) is `value`: a Land's all, a type's inhabited ones."""
        same: NDArray[np.bool_] = self.codes[column] == value
        return same & (self.everywhere if column in TERRITORIES else self.inhabited)

    @property
    def everywhere(self) -> NDArray[np.bool_]:
        """All areas, also those without people: what Germany is made of."""
        return np.ones(len(self.keys), dtype=np.bool_)

    def record(self, key: str) -> dict[str, Any]:
        """The row of one area; raises UnknownNameError if the year has no such area."""
        if key not in self.row:
            raise no_area(self.level, key, self.year)
        return self.frame.row(self.row[key], named=True)


def no_area(level: Level, key: str, year: int) -> UnknownNameError:
    """That a year has no such area."""
    german = f"Einen Schlüssel „{key}“ der Ebene {level} gibt es im Gebietsstand {year} nicht."
    return UnknownNameError(f"There is no {level} '{key}' in {year}.", german)


@dataclass(frozen=True)
class Series:
    """One indicator at all its periods on the constant borders of a year.

    values : periods x areas, NaN where missing
    """

    periods: list[str]
    values: Floats


@dataclass(frozen=True)
class Origin:
    """Where a value comes from: one variable's source, its period and the borders it was published in."""

    source_id: str
    period: str
    territory: str
    source: Source = field(compare=False, metadata=KEPT_ELSEWHERE)  # told by its id, which is quicker to compare


class Atlas:
    """An edition with everything computed once. Safe for several threads."""

    def __init__(self, edition: Edition) -> None:
        """Take an open edition."""
        self.edition = edition
        self.kept = Kept(MEMORY)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result of `make`, computed by the first who asks for this key and kept while there is room (memory.py).

        An error is not kept: whoever asks for what does not exist must not fill the memory.
        """
        return self.kept.once(key, make)

    @cached_property
    def fingerprint(self) -> str:
        """Changes with the edition's content: the beginning of every ETag."""
        resources = json.dumps(self.edition.store.manifest["resources"], sort_keys=True)
        return hashlib.sha256(resources.encode()).hexdigest()[:12]

    @property
    def newest(self) -> int:
        """The newest year of territory: what is shown when no year is asked for."""
        return self.edition.years[-1]

    def year(self, wanted: int | None) -> int:
        """The year asked for, by default the newest; raises UnknownNameError listing the years there are."""
        if wanted is None:
            return self.newest
        self.edition.territory(wanted)
        return wanted

    @property
    def indicators(self) -> dict[str, Indicator]:
        """The declared indicators for which the edition has data."""
        return self.edition.indicators

    def areas(self, year: int, level: Level) -> Areas:
        """All areas of a level in a year."""
        return self.once(("areas", year, level), lambda: _areas(self.edition, year, level))

    def column(self, name: str, year: int, level: Level, period: str | None = None) -> Column:
        """One indicator at all areas of a level; raises UnknownNameError for an unknown one or period."""
        return self.once(("column", name, year, level, period), lambda: self._column(name, year, level, period))

    def _column(self, name: str, year: int, level: Level, period: str | None) -> Column:
        found, areas = self.known_at(name, level), self.areas(year, level)
        if period is None:
            values = self._values(year, level).of_indicator(name)
        else:
            made, parts = self._made(name, year, level, period)
            values = made.value, Words(made.status, STATUSES), Words(made.vintage, (*parts.vintages, None))
        return Column(found, period, *values, areas.area_of, partial(self.parts, name, year, period))

    def _values(self, year: int, level: Level) -> Values:
        """All indicators at all areas of a level (kept_levels.py)."""

        def make() -> pl.DataFrame:
            return values_of_areas(lambda name: self._made(name, year, level), names)

        what, names = f"{level}-values-{CODE}", list(self.indicators)
        return self.once((what, year), lambda: Values.of(self.edition.frame_kept(what, year, make), names))

    def _made(self, name: str, year: int, level: Level, period: str | None = None) -> tuple[Grouped, Parts]:
        """The values of an indicator at all areas of a level, made of the municipalities' parts."""
        found, areas, parts = self.known(name), self.areas(year, level), self.parts(name, year, period)
        lent = ~self.own(name, year, level)
        return group_values(parts, found, areas.area_of, len(areas.keys), lent=lent), parts

    def own(self, name: str, year: int, level: Level) -> NDArray[np.bool_]:
        """Which areas of a level have values of their own, none lent by the larger area that they belong to.

        A municipality that is a Verband by itself has its Verband's values as its own, and a city that is a Kreis
        those of the Kreis.
        """
        found, areas = self.known(name), self.areas(year, level)
        if not isinstance(found, Published) or not is_lent(found, KEY_COLUMN[level]):
            return np.ones(len(areas.keys), dtype=np.bool_)
        return self.once(("makes up", found.level, year, level), lambda: self._makes_up(found.level, areas))

    def _makes_up(self, larger: str, areas: Areas) -> NDArray[np.bool_]:
        """Which areas are all there is of their larger area."""
        _, codes = coded(self.edition.members(areas.year)[KEY_COLUMN[larger]])
        members, of_larger = np.bincount(areas.area_of), np.bincount(codes)
        larger_of = np.zeros(len(areas.keys), dtype=np.intp)
        larger_of[areas.area_of] = codes
        same: NDArray[np.bool_] = members == of_larger[larger_of]
        return same

    def parts(self, name: str, year: int, period: str | None = None) -> Parts:
        """What an indicator is made of, municipality by municipality, in the order of their keys."""
        return self.once(("parts", name, year, period), lambda: self.edition.part_arrays(name, year, period))

    def known(self, name: str) -> Indicator:
        """A declared indicator that has data; raises UnknownNameError with near ids."""
        found = indicator(name)
        if name not in self.indicators:
            msg = f"The edition has no data for '{name}' ({found.en})."
            raise UnknownNameError(msg, f"Zu „{name}“ ({found.de}) hat diese Ausgabe keine Daten.")
        return found

    def known_at(self, name: str, level: Level) -> Indicator:
        """An indicator as it is called at a level: of a Land and Germany nothing is "in the Kreis"."""
        found = self.known(name)
        if level not in ("land", "bund") or not found.de.endswith(IN_KREIS.de):
            return found
        whole = replace(found, de=found.de.removesuffix(IN_KREIS.de), en=found.en.removesuffix(IN_KREIS.en))
        if any(one.de == whole.de for one in self.indicators.values()):  # "multi-family houses" are counted twice
            return replace(found, de=whole.de + FROM_KREISE.de, en=whole.en + FROM_KREISE.en)
        return whole

    def series(self, name: str, year: int, level: Level) -> Series:
        """One indicator at all its periods, for all areas of a level."""
        return self.once(("series", name, year, level), lambda: self._series(name, year, level))

    def _series(self, name: str, year: int, level: Level) -> Series:
        found, areas = self.known(name), self.areas(year, level)
        lent = ~self.own(name, year, level)
        over_time = self.edition.part_arrays_over_time(name, year)
        rows = [group_values(parts, found, areas.area_of, len(areas.keys), lent=lent) for parts in over_time.values()]
        values, people = np.vstack([row.value for row in rows]), np.vstack([row.people_pct for row in rows])
        return Series(list(over_time), of_the_same_people(values, people))

    def series_of_group(self, name: str, areas: Areas, mask: NDArray[np.bool_]) -> Floats:
        """The value of a group of areas at each period of `series`, by the indicator's own rule; NaN where none."""
        found, members = self.known(name), np.flatnonzero(mask[areas.area_of])
        over_time = self.edition.part_arrays_over_time(name, areas.year).values()
        # a group of hundreds need not be looked for among all at every period
        at = [value_of(parts.at(members), found, np.ones(len(members), dtype=np.bool_)) for parts in over_time]
        values, people = np.array([(one.value, one.people_pct) for one in at], dtype=float).reshape(-1, 2).T
        return of_the_same_people(values, people)

    def origins(self, name: str, year: int, period: str | None = None) -> tuple[Origin, ...]:
        """The deliveries that an indicator's values of a year come from."""
        return self.once(("origins", name, year, period), lambda: self._origins(name, year, period))

    def _origins(self, name: str, year: int, period: str | None) -> tuple[Origin, ...]:
        self.known(name)
        used = self.edition.vintages(name, year, period)
        origins = (Origin(one.source, one.period, one.territory.isoformat(), SOURCES[one.source]) for one in used)
        return tuple(dict.fromkeys(origins))


def floats(column: pl.Series) -> Floats:
    """A column as floats, NaN for null."""
    return column.cast(pl.Float64).fill_null(float("nan")).to_numpy().copy()


def _areas(edition: Edition, year: int, level: Level) -> Areas:
    frame = edition.areas(year, level)
    keys = frame[KEY_COLUMN[level]].to_list()
    population = floats(frame["population"])
    codes: dict[str, NDArray[Any]] = {
        str(name): np.array(frame[name].to_list(), dtype=object) for name in FIELDS if name in frame.columns
    }
    codes["level"] = np.full(len(keys), level, dtype=object)  # Länder are compared with all others of their level
    if level == "verband":
        frame = frame.with_columns(told_apart(frame, edition.members(year)))
    names = frame["name"].to_list()
    row = {key: place for place, key in enumerate(keys)}
    _, area_of = coded(edition.members(year)[KEY_COLUMN[level]])
    return Areas(year, level, frame, keys, row, names, population, population > 0, codes, area_of)
