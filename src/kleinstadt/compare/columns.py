"""What the pages and the API ask of an edition, computed once per (year, level, indicator) and kept as arrays."""

import hashlib
import json
from collections.abc import Callable, Hashable
from functools import cached_property, partial
from typing import Final, TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.compare.areas import Areas, areas_of, makes_up
from kleinstadt.compare.kept_levels import CODE, AtArea, Values, values_of_areas
from kleinstadt.compare.values import Column, Origin, Series, called_at, origins_of
from kleinstadt.edition.edition import Edition, Level
from kleinstadt.errors import UnknownNameError
from kleinstadt.indicators.aggregation import Grouped, group_values, is_lent
from kleinstadt.indicators.catalogue import indicator
from kleinstadt.indicators.model import Indicator, Published
from kleinstadt.indicators.parts import Parts
from kleinstadt.indicators.same_people import of_the_same_people
from kleinstadt.memory import Kept
from kleinstadt.sources.reading.symbols import STATUSES
from kleinstadt.territory.coding import Floats, Words
from kleinstadt.territory.gazetteer import KEY_COLUMN

T = TypeVar("T")

# Bytes kept, those used last: a column is 0.3 MB, its parts 0.2 MB, a series 2 MB, borders up to 1 MB.
MEMORY: Final = 135_000_000


class Atlas:
    """An edition as columns for comparison, everything computed once. Safe for several threads.

    What it gives is shared by all who ask: read it, do not change it. Levels are "gemeinde", "verband", "kreis",
    "region", "land" and "bund"; a year is that of the borders, and one that the edition does not know raises
    UnknownNameError. `OpenedEdition.atlas` is the one of an open edition.

    Attributes
    ----------
    edition : Edition
        The edition.
    kept : Kept
        What was computed, up to a limit in bytes.
    """

    def __init__(self, edition: Edition) -> None:
        """Take an open edition.

        Parameters
        ----------
        edition : Edition
            Where figures, areas and borders are read.
        """
        self.edition = edition
        self.kept = Kept(MEMORY)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result of `make`, computed by the first who asks for this key and kept while there is room (memory.py).

        An error is not kept: whoever asks for what does not exist must not fill the memory.

        Parameters
        ----------
        key : hashable
            What names the result among all that this atlas keeps: begin it with a word of your own.
        make : callable
            Computes it, without arguments.

        Returns
        -------
        object
            What `make` returns; the same object for all who ask, as long as it is kept.
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
        """The year asked for, by default the newest.

        Parameters
        ----------
        wanted : int, optional
            Year of the borders.

        Returns
        -------
        int
            A year that the edition has.

        Raises
        ------
        UnknownNameError
            For a year that is not there, listing those that are.
        """
        if wanted is None:
            return self.newest
        self.edition.territory(wanted)
        return wanted

    @property
    def indicators(self) -> dict[str, Indicator]:
        """The declared indicators for which the edition has data."""
        return self.edition.indicators

    def areas(self, year: int, level: Level) -> Areas:
        """All areas of a level in a year.

        Parameters
        ----------
        year : int
            Year of the borders.
        level : Level
            Level of the areas.

        Returns
        -------
        Areas
            Sorted by key.

        Raises
        ------
        UnknownNameError
            For a year or level that is not there.
        """
        return self.once(("areas", year, level), lambda: areas_of(self.edition, year, level))

    def column(self, name: str, year: int, level: Level, period: str | None = None) -> Column:
        """One indicator at all areas of a level.

        Parameters
        ----------
        name : str
            Id of the indicator (docs/indicators.md).
        year : int
            Year of the borders.
        level : Level
            Level of the areas.
        period : str, optional
            Exactly this period instead of the vintage nearest to the year.

        Returns
        -------
        Column
            Values in the indicator's unit, in the order of `areas(year, level)`.

        Raises
        ------
        UnknownNameError
            For an indicator, period, year or level that is not there; for an indicator with near ids.

        Examples
        --------
        >>> jobs = ed.atlas.column("residents_per_job", 2019, "verband")
        >>> round(float(jobs.values[ed.atlas.areas(2019, "verband").row["120610112"]]), 1)
        9.4
        """
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

    def at(self, year: int, level: Level, row: int) -> AtArea:
        """All indicators at one area, in the order of `indicators`.

        Parameters
        ----------
        year : int
            Year of the borders.
        level : {"verband", "gemeinde", "kreis", "region", "land", "bund"}
            Level of the area.
        row : int
            Its row among those of the level.

        Returns
        -------
        tuple of three lists
            Values in the indicators' units (NaN: missing), statuses, vintages.
        """
        return self._values(year, level).of_area(row)

    def _made(self, name: str, year: int, level: Level, period: str | None = None) -> tuple[Grouped, Parts]:
        """The values of an indicator at all areas of a level, made of the municipalities' parts."""
        found, areas, parts = self.known(name), self.areas(year, level), self.parts(name, year, period)
        lent = ~self.own(name, year, level)
        return group_values(parts, found, areas.sums, lent=lent), parts

    def own(self, name: str, year: int, level: Level) -> NDArray[np.bool_]:
        """Which areas of a level have values of their own, none lent by the larger area that they belong to.

        A municipality that is a Verband by itself has its Verband's values as its own, and a city that is a Kreis
        those of the Kreis.

        Parameters
        ----------
        name : str
            Id of the indicator.
        year : int
            Year of the borders.
        level : Level
            Level of the areas.

        Returns
        -------
        array of bool
            One entry an area; all True unless the indicator is published for larger areas.

        Raises
        ------
        UnknownNameError
            For an indicator, year or level that is not there.
        """
        found, areas = self.known(name), self.areas(year, level)
        if not isinstance(found, Published) or not is_lent(found, KEY_COLUMN[level]):
            return np.ones(len(areas.keys), dtype=np.bool_)
        return self.once(
            ("makes up", found.level, year, level),
            lambda: makes_up(areas.area_of, self.edition.members(year)[KEY_COLUMN[found.level]]),
        )

    def parts(self, name: str, year: int, period: str | None = None) -> Parts:
        """What an indicator is made of, municipality by municipality, in the order of their keys.

        Parameters
        ----------
        name : str
            Id of the indicator.
        year : int
            Year of the borders.
        period : str, optional
            Exactly this period instead of the vintage nearest to the year.

        Returns
        -------
        Parts
            One entry a municipality.

        Raises
        ------
        UnknownNameError
            For an indicator, period or year that is not there.
        """
        return self.once(("parts", name, year, period), lambda: self.edition.part_arrays(name, year, period))

    def known(self, name: str) -> Indicator:
        """A declared indicator that the edition has figures for.

        Parameters
        ----------
        name : str
            Id of the indicator.

        Returns
        -------
        Indicator
            As it is declared.

        Raises
        ------
        UnknownNameError
            For an id that is not declared, with near ones; for an indicator without figures.
        """
        found = indicator(name)
        if name not in self.indicators:
            msg = f"The edition has no data for '{name}' ({found.en})."
            raise UnknownNameError(msg, f"Zu „{name}“ ({found.de}) hat diese Ausgabe keine Daten.")
        return found

    def known_at(self, name: str, level: Level) -> Indicator:
        """An indicator as it is called at a level: of a Land and Germany nothing is "in the Kreis".

        Parameters
        ----------
        name : str
            Id of the indicator.
        level : Level
            Level whose areas are shown.

        Returns
        -------
        Indicator
            As it is declared, but for a Land and Germany without "in the Kreis" in its name.

        Raises
        ------
        UnknownNameError
            As `known`.
        """
        return called_at(self.known(name), level, self.indicators)

    def series(self, name: str, year: int, level: Level) -> Series:
        """One indicator at all its periods, for all areas of a level.

        Parameters
        ----------
        name : str
            Id of the indicator.
        year : int
            Year of the borders.
        level : Level
            Level of the areas.

        Returns
        -------
        Series
            Values in the indicator's unit, periods x areas; NaN also where clearly fewer of an area's people are known
            than at the newest period (indicators/same_people.py).

        Raises
        ------
        UnknownNameError
            For an indicator, year or level that is not there.

        Examples
        --------
        >>> people = ed.atlas.series("population", 2019, "land")
        >>> people.periods[0], people.values.shape == (len(people.periods), 16)
        ('1990', True)
        """
        return self.once(("series", name, year, level), lambda: self._series(name, year, level))

    def _series(self, name: str, year: int, level: Level) -> Series:
        """Kept as an Arrow file: what it is made of is ten times as large, and takes as long to sum up again."""
        self.known(name)
        periods, what = self.edition.periods(name), f"{level}-series-{name}-{CODE}"
        frame = self.edition.frame_kept(what, year, lambda: pl.DataFrame({"value": self._summed(name, year, level)}))
        return Series(periods, frame["value"].to_numpy().reshape(len(periods), -1))

    def _summed(self, name: str, year: int, level: Level) -> Floats:
        """The values of all areas, period after period."""
        found, areas = self.known(name), self.areas(year, level)
        lent = ~self.own(name, year, level)
        over_time = self.edition.part_arrays_over_time(name, year).values()
        rows = [group_values(parts, found, areas.sums, lent=lent) for parts in over_time]
        values, people = np.vstack([row.value for row in rows]), np.vstack([row.people_pct for row in rows])
        return of_the_same_people(values, people).ravel()

    def origins(self, name: str, year: int, period: str | None = None) -> tuple[Origin, ...]:
        """The deliveries that an indicator's values of a year come from.

        Parameters
        ----------
        name : str
            Id of the indicator.
        year : int
            Year of the borders.
        period : str, optional
            Exactly this period instead of the vintage nearest to the year.

        Returns
        -------
        tuple of Origin
            Each delivery once.

        Raises
        ------
        UnknownNameError
            For an indicator, period or year that is not there.

        Examples
        --------
        >>> [origin.source_id for origin in ed.atlas.origins("residents_per_job", 2019)]
        ['gv', 'inkar_2024']
        """
        return self.once(("origins", name, year, period), lambda: self._origins(name, year, period))

    def _origins(self, name: str, year: int, period: str | None) -> tuple[Origin, ...]:
        self.known(name)
        return origins_of(self.edition.vintages(name, year, period))
