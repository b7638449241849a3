"""Which areas there are in a year: the registers, municipalities with what they belong to, and polygons."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import polars as pl

from kleinstadt.edition.classes import described, official_frames, read_classes, town_classes
from kleinstadt.edition.kept_columns import KeptFrames
from kleinstadt.edition.registers import Registers
from kleinstadt.edition.store import Store, Tables, embedded_path
from kleinstadt.errors import UnknownNameError
from kleinstadt.indicators.choice import Choice
from kleinstadt.indicators.population import AREA, POPULATION
from kleinstadt.indicators.vintages import Vintages
from kleinstadt.territory.areas import areas_of
from kleinstadt.territory.gazetteer import KEY_COLUMN, Gazetteer
from kleinstadt.territory.numbering import Numbering

if TYPE_CHECKING:
    import geopandas as gpd

    from kleinstadt.indicators.engine import Engine
    from kleinstadt.indicators.facts import Facts
    from kleinstadt.territory.reapportion import Crosswalk

Level = Literal["gemeinde", "verband", "kreis", "region", "land", "bund"]

OLDEST_BORDERS: Final = 2016
# The lists that know the keys of the base polygons.
BASE_POLYGON_DAYS: Final = tuple(date(year, 12, 31) for year in (2015, 2016, 2017, 2019))


class Territories:
    """An edition's areas of every year, without their indicators: what `Edition` is built on."""

    def __init__(
        self, path: Path | str | Tables | None = None, official: Path | str | None = None, *, computed: bool = False
    ) -> None:
        """Open an edition.

        Parameters
        ----------
        path : Path, str or Tables, optional
            Folder of the edition, by default the embedded one; tables in memory will do as well (store.Draft).
        official : Path or str, optional
            A file of the BBSR with official classes, which then win (sources/bbsr/raumgliederungen.py).
        computed : bool
            Leave all official classes aside, so that type, Lage and growth are what the rules give; `official` too.

        Raises
        ------
        EditionError
            If a file of the edition is missing or damaged, or another version of the format.
        """
        if path is None or isinstance(path, str | Path):
            path = Store(Path(path) if path else embedded_path())
        self.store: Tables = path
        self.official = read_classes(Path(official)) if official and not computed else None
        self.computed = computed
        self.kept = KeptFrames(self.store, lasting=self.official is None, computed=self.computed)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The register of municipalities at all its dates."""
        return Gazetteer(self.store.scan("areas"))

    @cached_property
    def numbering(self) -> Numbering:
        """All municipalities of all days by number."""
        links = self.store.scan("crosswalk").select("from_id", "to_id").collect()
        return Numbering.of(self.gazetteer.keys("gemeinde"), *links)

    @cached_property
    def crosswalk(self) -> "Crosswalk":
        """The way from the municipalities of any day to those of any other."""
        from kleinstadt.territory.reapportion import Crosswalk

        registers = Registers(self.facts, self.store.variables)

        def names(day: date) -> pl.DataFrame:
            return self.gazetteer.gemeinden(day).select("name", area_id="ags")

        return Crosswalk(self.store.read("crosswalk"), registers, self.numbering, names)

    @cached_property
    def facts(self) -> "Facts":
        """The facts by municipality."""
        from kleinstadt.indicators.facts import Facts

        return Facts(self.store, self.gazetteer, self.numbering)

    @cached_property
    def choice(self) -> Choice:
        """Which deliveries an indicator is made of."""
        return Choice(Vintages(self.store.variables))

    @cached_property
    def engine(self) -> "Engine":
        """The engine that computes every value; imported when something has to be computed, since most is kept."""
        from kleinstadt.indicators.engine import Engine

        return Engine(self.choice, self.facts, self.numbering, lambda *days: self.crosswalk.ways(*days))

    def frame_kept(self, what: str, year: int, make: Callable[[], pl.DataFrame]) -> pl.DataFrame:
        """Return what was made of a year under this name; make and keep it if it is nowhere (kept_columns.py).

        Parameters
        ----------
        what : str
            Name to keep it under. It must change with the code that makes the frame (kept_columns.code_of).
        year : int
            Year of the borders.
        make : Callable
            Makes the frame.

        Returns
        -------
        pl.DataFrame
            The kept frame itself, which must not be changed.
        """
        return self.kept.frame(what, year, make)

    @property
    def years(self) -> list[int]:
        """The years whose territory the edition knows, oldest first."""
        return list(self.gazetteer.years)

    def territory(self, year: int) -> date:
        """The date of the borders used for a year.

        Parameters
        ----------
        year : int
            One of `years`.

        Returns
        -------
        date
            Mostly 31 December of the year.

        Raises
        ------
        UnknownNameError
            For a year whose borders the edition does not know; it lists those there are.

        Examples
        --------
        >>> ed.territory(2019)
        datetime.date(2019, 12, 31)
        """
        return self.gazetteer.date_of(year)

    def members(self, year: int) -> pl.DataFrame:
        """Municipalities of a year, each with what it belongs to.

        Parameters
        ----------
        year : int
            Year of the borders.

        Returns
        -------
        pl.DataFrame
            One row a municipality, sorted by ags:

            - ags, verband, kreis, region, land, bund : keys; verband is the one that the BBSR counts it to
            - name, kind, postcode, lon, lat (degrees) : as in the register
            - population (persons), area_km2
            - type, type_basis : of its Verband; "official" or "computed"
            - own_type, own_type_basis : of the municipality alone (typologies/settlement.py)
            - lage, lage_basis : of its Verband; "official" or "modelled"
            - potential : people within reach of its Verband, modelled
            - kreis_type, regiostar7 : names of classes of the BBSR and the BMV

        Raises
        ------
        UnknownNameError
            For a year that the edition does not know.

        Examples
        --------
        >>> ed.members(2019).filter(ags="12061112").select("name", "verband", "population").row(0)
        ('Eichwalde', '120610112', 6420.0)
        """
        day = self.territory(year)
        return self.frame_kept("members", day.year, lambda: self._make_members(day, year)).clone()

    def _make_members(self, day: date, year: int) -> pl.DataFrame:
        gemeinden = self.gazetteer.gemeinden(day)
        for count in (POPULATION, AREA):
            parts = self.engine.frame(count, day, when=year + 1)
            gemeinden = gemeinden.join(parts.select("ags", pl.col("numerator").alias(count.id)), on="ags", how="left")
        official = [] if self.computed else official_frames(self.store, self.official, day)
        return described(self.store, gemeinden, official, day)

    def town_classes(self, year: int) -> pl.DataFrame:
        """Classes of each municipality as the BBSR names them: central place, regions, growth.

        Of each scheme the file nearest to the borders of the year is taken, matched by key.

        Parameters
        ----------
        year : int
            Year of the borders.

        Returns
        -------
        pl.DataFrame
            ags, then for central_place, mittelbereich, grossstadtregion, einzugsbereich and growth_official the class's
            name and NAME_of, the day for which the file says it; null where no file does.

        Raises
        ------
        UnknownNameError
            For a year that the edition does not know.

        Examples
        --------
        >>> ed.town_classes(2019).filter(ags="12061112")["central_place_of"].item()
        datetime.date(2019, 12, 31)
        """
        day, towns = self.territory(year), self.members(year).select("ags")
        return self.frame_kept("town-classes", day.year, lambda: town_classes(self.store, day, towns)).clone()

    def _frame_of(self, year: int, level: Level) -> pl.DataFrame:
        refuse_unknown("level", level, tuple(KEY_COLUMN))
        day = self.territory(year)

        def make() -> pl.DataFrame:
            return areas_of(self.members(year), self._names(day, level), self.gazetteer.names(day, "kreis"), level)

        return self.frame_kept(level, day.year, make).clone()

    def _names(self, day: date, level: Level) -> pl.DataFrame:
        if level == "gemeinde":
            return self.gazetteer.gemeinden(day).select("ags", "name")
        return self.gazetteer.names(day, level)

    def polygons(self, year: int, level: Level = "verband", *, tolerance_m: float = 0.0) -> "gpd.GeoDataFrame":
        """Borders of all areas of a level in a year.

        They are put together of pieces, the municipalities of 2016: each piece goes to the municipality of the year
        that has most of its land (docs/methods.md, Borders; pieces from VG250, BKG).

        Parameters
        ----------
        year : int
            From 2016 on.
        level : {"verband", "gemeinde", "kreis", "region", "land", "bund"}
            Level of the areas.
        tolerance_m : float
            Metres by which lines are simplified further, neighbours still together; about 400 for a map of Germany on
            one page.

        Returns
        -------
        gpd.GeoDataFrame
            In EPSG:25832 (metres), indexed by key.

        Raises
        ------
        UnknownNameError
            For an unknown level, and for a year before 2016.
        """
        from kleinstadt.territory import geometry  # imports GeoPandas, which costs half a second

        refuse_unknown("level", level, tuple(KEY_COLUMN))
        towns = self.kept.memory.once(("towns", year, tolerance_m), lambda: self._towns(year, tolerance_m))
        return geometry.together(towns, self.members(year), KEY_COLUMN[level])

    def _towns(self, year: int, tolerance_m: float) -> "gpd.GeoDataFrame":
        """Borders of all municipalities, which those of all levels are made of; they take a second, so WKB is kept."""
        import shapely

        from kleinstadt.territory import geometry

        def make() -> pl.DataFrame:
            pieces = self.store.read("base_polygons")
            made = geometry.towns(pieces, self._pieces_at(pieces, year), tolerance_m)
            shapes = pl.Series("geometry", shapely.to_wkb(made.geometry.to_numpy()).tolist(), dtype=pl.Binary)
            return pl.DataFrame({"ags": made.index.to_list(), "geometry": shapes})

        kept = self.frame_kept(f"towns-{tolerance_m:g}", self.territory(year).year, make)
        return geometry.indexed(shapely.from_wkb(kept["geometry"].to_numpy()), kept["ags"].to_list(), "ags")

    def base_polygons(self, year: int) -> pl.DataFrame:
        """Which municipality of a year holds most of the land of each piece of 2016.

        Parameters
        ----------
        year : int
            From 2016 on.

        Returns
        -------
        pl.DataFrame
            piece (key of the municipality of 2016), ags (of the year).

        Raises
        ------
        UnknownNameError
            For a year before 2016.
        """
        return self._pieces_at(self.store.read("base_polygons"), year).select("piece", "ags")

    def _pieces_at(self, pieces: pl.DataFrame, year: int) -> pl.DataFrame:
        """Which municipality of the year holds each piece of 2016."""
        from kleinstadt.territory import geometry

        day = self.territory(year)
        if year < OLDEST_BORDERS:
            msg = f"Borders are known from {OLDEST_BORDERS} on, not for {year}."
            raise UnknownNameError(msg)

        def follow() -> pl.DataFrame:
            known = [then for then in BASE_POLYGON_DAYS if then <= day]
            ways = [self.crosswalk.between(then, day) for then in known]
            followed = geometry.largest_share(geometry.follow(pieces, ways))
            return geometry.forests_as_one(pieces, followed, self.gazetteer.gemeinden(day).select("ags"))

        return self.frame_kept("followed", day.year, follow)


def refuse_unknown(what: str, name: str, names: tuple[str, ...]) -> None:
    """Raise an error for a name that is none of those there are.

    Parameters
    ----------
    what : str
        What is named, for the message: "level".
    name : str
        The name asked for.
    names : tuple of str
        Those there are.

    Raises
    ------
    UnknownNameError
        If `name` is none of `names`.
    """
    if name not in names:
        msg = f"No {what} '{name}'. There are: {', '.join(names)}."
        raise UnknownNameError(msg)
