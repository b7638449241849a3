"""Other ways to a municipality: the postcodes it has, and the Ortsteile that lie in it."""

from collections.abc import Container
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from typing import Final

import polars as pl

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.places import Place, current, kind_of, rank
from kleinstadt.compare.spellings import plain
from kleinstadt.edition.kept_columns import code_of
from kleinstadt.edition.territories import OLDEST_BORDERS
from kleinstadt.sources.catalogue import SOURCES, Source

WHOLE: Final = 0.98  # of a piece's land: if its municipality of today holds less, nobody knows where a place on it is
PIECES_DAY: Final = date(2015, 12, 31)  # the pieces are the municipalities of this day
WAYS: Final = ("osm_postcodes", "opengeodb", "euronym")


def sources_of_ways() -> list[Source]:
    """Who must be named where postcodes and Ortsteile are used.

    Returns
    -------
    list of Source
        With their licences.
    """
    return [SOURCES[name] for name in WAYS]


class PlacesWithin:
    """Postcodes and Ortsteile of the municipalities of a year; none where the edition has no such table."""

    def __init__(self, atlas: Atlas, areas: Areas) -> None:
        """Take the atlas and the municipalities of the year.

        Parameters
        ----------
        atlas : Atlas
            Columns of an edition.
        areas : Areas
            All municipalities of the year.
        """
        self._edition, self._areas = atlas.edition, areas
        self._day = atlas.edition.territory(areas.year)

    def _table(self, name: str) -> pl.DataFrame | None:
        tables = {str(row["name"]) for row in self._edition.store.manifest["resources"]}
        return self._edition.store.read(name) if name in tables else None

    def keys_of_postcode(self, postcode: str) -> list[str]:
        """The municipalities that have a postcode.

        Parameters
        ----------
        postcode : str
            Five digits.

        Returns
        -------
        list of str
            Keys of municipalities; empty for a postcode that nobody has.
        """
        return self._postcodes.get(postcode, [])

    def postcodes_of(self, keys: Container[str]) -> dict[str, list[str]]:
        """The postcodes of some municipalities, each with those of them that have it.

        Parameters
        ----------
        keys : container of str
            Keys of municipalities.

        Returns
        -------
        dict of str to list of str
            Postcode to the keys, those outside of `keys` left out.
        """
        found = {code: [key for key in own if key in keys] for code, own in self._postcodes.items()}
        return {code: own for code, own in found.items() if own}

    @cached_property
    def _postcodes(self) -> dict[str, list[str]]:
        """Postcode to the municipalities of the year.

        The table is of one day; on an earlier one its municipality may have been several, and which of them had the
        postcode is not known, so that only those that were whole even then are taken.
        """
        pairs = self._table("postcodes")
        if pairs is None or pairs.is_empty():  # so it is in an edition that was built without their file
            return {}
        name = f"postcodes-{code_of(__file__)}"
        found: dict[str, list[str]] = {}
        for code, key in self._edition.frame_kept(name, self._areas.year, partial(self._of_today, pairs)).iter_rows():
            if key in self._areas.row:
                found.setdefault(code, []).append(key)
        return found

    def _of_today(self, pairs: pl.DataFrame) -> pl.DataFrame:
        """Postcode and key of each municipality of the year that surely has it, sorted."""
        then = pairs["territory"][0]
        way = self._edition.crosswalk.between(then, self._day).filter(pl.col("weight_population") > 0)
        if self._day < then:
            way = way.filter(pl.len().over("from_id") == 1)
        today = pairs.join(way, left_on="area_id", right_on="from_id").select("postcode", "to_id").unique()
        return today.sort("postcode", "to_id")

    def bearers(self, query: str) -> list[Place]:
        """The Ortsteile of exactly this plain name.

        Parameters
        ----------
        query : str
            As `spellings.query_of` writes it.

        Returns
        -------
        list of Place
            Each leads to its municipality; largest municipality first.
        """
        return sorted((place for place in self.parts if kind_of(place.plain, query) == 0), key=rank)

    @cached_property
    def parts(self) -> list[Place]:
        """All Ortsteile that do not bear their municipality's own name; none for years without borders."""
        table = self._table("localities")
        if table is None or self._areas.year < OLDEST_BORDERS:
            return []
        name = f"whole-pieces-{code_of(__file__)}"
        whole = self._edition.frame_kept(name, self._areas.year, self._whole_pieces)
        located = table.join(whole, on="piece").select("name", "ags").unique().sort("name", "ags")
        owners = {place.key: place for place in current(self._areas)}
        named = ((name, plain(name), owners[key]) for name, key in located.iter_rows() if key in owners)
        return [
            replace(owner, plain=as_compared, part=name)
            for name, as_compared, owner in named
            if not _is_own(name, as_compared, owner)
        ]

    def _whole_pieces(self) -> pl.DataFrame:
        """Pieces and the municipality that each belongs to as a whole."""
        way = self._edition.crosswalk.between(PIECES_DAY, self._day)
        torn = way.filter(pl.col("weight_area").is_between(1 - WHOLE, WHOLE, closed="none"))
        return self._edition.base_polygons(self._areas.year).join(torn, left_on="piece", right_on="from_id", how="anti")


def _is_own(name: str, as_compared: str, owner: Place) -> bool:
    """Whether an Ortsteil bears the name of its municipality, with or without what either adds ("Bad Homburg")."""
    own = plain(name.partition("(")[0]) if "(" in name else as_compared
    return kind_of(owner.plain, own) == 0
