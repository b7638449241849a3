"""Who belongs to whom, when: municipality, Verband, Kreis, Land at each date of the register."""

from datetime import date, timedelta
from functools import cached_property
from typing import Final

import polars as pl

from kleinstadt import keys
from kleinstadt.errors import UnknownNameError
from kleinstadt.memory import Kept

KEY_COLUMN: Final = {
    "gemeinde": "ags",
    "verband": "verband",
    "kreis": "kreis",
    "region": "region",
    "land": "land",
    "bund": "bund",
}
MEMORY: Final = 10_000_000  # bytes of lists of a day; one of all municipalities is 1 MB


class Gazetteer:
    """The register of areas at all its dates, as read from the edition's table `areas`.

    Attributes
    ----------
    dates : list of date
        The days whose register there is, oldest first.
    """

    def __init__(self, areas: pl.LazyFrame) -> None:
        """Take the AREAS table (reading.py), which is read whole when more than its dates is asked for.

        Parameters
        ----------
        areas : pl.LazyFrame
            territory, level, area_id, name, verband, kind, postcode, lon, lat.
        """
        self._scanned, self._kept = areas, Kept(MEMORY)
        self.dates: list[date] = sorted(areas.select("territory").unique().collect()["territory"].to_list())

    @cached_property
    def _areas(self) -> pl.DataFrame:
        return self._scanned.collect()

    def keys(self, level: str) -> pl.Series:
        """The keys that areas of a level have at any date.

        Parameters
        ----------
        level : str
            Level of the areas.

        Returns
        -------
        pl.Series of str
            Each once, in no order.
        """
        return self._areas.filter(pl.col("level") == level)["area_id"].unique()

    @cached_property
    def years(self) -> dict[int, date]:
        """Year to the last date of the register in that year; 1 January counts for the year that ended."""
        return {(day - timedelta(days=1)).year: day for day in self.dates}

    def date_of(self, year: int) -> date:
        """The territory date of a year.

        Parameters
        ----------
        year : int
            Year of the borders.

        Returns
        -------
        date
            The last day of that year that the register knows; 1 January counts for the year that ended.

        Raises
        ------
        UnknownNameError
            For a year without a register, listing those there are.

        Examples
        --------
        >>> ed.gazetteer.date_of(2019)
        datetime.date(2019, 12, 31)
        """
        if year not in self.years:
            listed = ", ".join(map(str, self.years))
            msg = f"The edition has no register of municipalities for {year}. It has: {listed}."
            german = f"Für {year} hat diese Ausgabe kein Gemeindeverzeichnis. Sie hat: {listed}."
            raise UnknownNameError(msg, german)
        return self.years[year]

    def gemeinden(self, day: date) -> pl.DataFrame:
        """Municipalities at a date.

        Parameters
        ----------
        day : date
            One of `dates`.

        Returns
        -------
        pl.DataFrame
            One row a municipality: ags, verband, kreis, region, land, bund (keys), name, kind, postcode, lon, lat
            (degrees WGS 84, where the register has them).
        """
        return self._level(day, "gemeinde").select(
            pl.col("area_id").alias("ags"),
            "verband",
            keys.kreis_of(pl.col("area_id")).alias("kreis"),
            keys.region_of(pl.col("area_id")).alias("region"),
            keys.land_of(pl.col("area_id")).alias("land"),
            pl.lit(keys.BUND).alias("bund"),
            "name",
            "kind",
            "postcode",
            "lon",
            "lat",
        )

    def names(self, day: date, level: str) -> pl.DataFrame:
        """What the areas of a level are called at a date; if its list names no such areas, as in those around it.

        Parameters
        ----------
        day : date
            One of `dates`.
        level : {"gemeinde", "verband", "kreis", "region", "land", "bund"}
            Level of the areas.

        Returns
        -------
        pl.DataFrame
            The key column of the level, and name.
        """
        key = KEY_COLUMN[level]
        if level == "land":
            return pl.DataFrame({"land": list(keys.LAENDER), "name": list(keys.LAENDER.values())})
        if level == "bund":
            return pl.DataFrame({"bund": [keys.BUND], "name": ["Deutschland"]})
        if level == "region":
            return self._region_names(day)
        named = self._level(day, level)
        if named.is_empty():
            distance = (pl.col("territory") - day).dt.total_days().abs()
            around = self._areas.filter(pl.col("level") == level).sort(distance, "territory")
            named = around.unique("area_id", keep="first", maintain_order=True)
        return named.select(pl.col("area_id").alias(key), "name")

    def _region_names(self, day: date) -> pl.DataFrame:
        """Regierungsbezirke of this date, else of the list before it; a Land without any is its own."""
        listed = self._areas.filter((pl.col("level") == "region") & (pl.col("territory") <= day)).sort("territory")
        latest = listed.unique("area_id", keep="last").select(pl.col("area_id").alias("region"), "name")
        laender = pl.DataFrame({"land": list(keys.LAENDER), "land_name": list(keys.LAENDER.values())})
        return (
            self.gemeinden(day)
            .select("region", "land")
            .unique()
            .join(latest, on="region", how="left")
            .join(laender, on="land", how="left")
            .select("region", pl.coalesce("name", "land_name").alias("name"))
            .sort("region")
        )

    def _level(self, day: date, level: str) -> pl.DataFrame:
        here = (pl.col("territory") == day) & (pl.col("level") == level)
        return self._kept.once((day, level), lambda: self._areas.filter(here))
