"""Which pages a site without a server holds, and the file that each becomes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final
from urllib.parse import urlencode

import numpy as np

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.borders import years_with_borders
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.places import verband_of
from kleinstadt.edition.edition import Level
from kleinstadt.errors import UnknownNameError
from kleinstadt.keys import LAENDER
from kleinstadt.report.drawing.map_kinds import kinds
from kleinstadt.territory.names import short
from kleinstadt.web.delivery.addresses import Addresses
from kleinstadt.web.pages.map_view import DEFAULT
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.issue import Issue
from kleinstadt.words.language import LANGUAGES

TOWNS: Final[Level] = "gemeinde"
MAP_FILES: Final = ("svg", "csv")
TABLE_FILES: Final = ("csv", "xlsx")
TOWN_FILES: Final = (".pdf", "/blatt.pdf", ".xlsx")  # of a town or a Verband, in either language
SLIDES: Final = ".pptx"  # take two thirds of a second each: by choice


def issue_of(
    atlas: Atlas, land: str | None, kreis: str | None, town: str | None, made: date, *, slides: bool = False
) -> Issue:
    """The issue of a Land, a Kreis or the Kreis around a town; one of the three is named.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    land, kreis, town : str or None
        Keys; a Kreis of one town is delivered as that town's.
    made : date
        The day that the pages bear.
    slides : bool
        With each town's slides.

    Returns
    -------
    Issue
        In the newest borders.

    Raises
    ------
    UnknownNameError
        For keys that are none.
    """
    return replace(_issue_of(atlas, land, kreis, town, made), slides=slides)


def _issue_of(atlas: Atlas, land: str | None, kreis: str | None, town: str | None, made: date) -> Issue:
    towns = atlas.areas(atlas.newest, TOWNS)
    if town is not None:
        record = towns.record(town)
        address = paths.town(TOWNS, town, record["name"])
        around = _issue(atlas, "kreis", record["kreis"], made, alone=False)
        return replace(around, town=town, town_path=address, town_name=short(record["name"]))
    if kreis is not None:
        return _issue(atlas, "kreis", kreis, made)
    if land is None or land not in LAENDER:
        msg = f"No Land has the key '{land}'. There are: {', '.join(f'{key} {name}' for key, name in LAENDER.items())}."
        raise UnknownNameError(msg)
    return _issue(atlas, "land", land, made)


def _issue(atlas: Atlas, level: Level, key: str, made: date, *, alone: bool = True) -> Issue:
    """The issue of a region; alone : whether a Kreis of one town is that town's."""
    name = str(atlas.areas(atlas.newest, level).record(key)["name"])
    found = Issue(level, key, paths.town(level, key, name), short(name), made)
    inside = [own for own, _ in Pages(atlas, found).towns()]
    of_town = alone and level == "kreis" and len(inside) == 1
    return _issue_of(atlas, None, None, inside[0], made) if of_town else found


class Pages:
    """The pages of an issue: address to file, in both languages."""

    def __init__(self, atlas: Atlas, issue: Issue) -> None:
        """Take the atlas and the issue.

        Parameters
        ----------
        atlas : Atlas
            Columns of an edition.
        issue : Issue
            What is delivered.
        """
        self.atlas, self.issue, self.year = atlas, issue, atlas.newest
        self.mapped = self.year in years_with_borders(atlas)

    def addresses(self) -> Addresses:
        """Every address that is delivered; those of what has the same page as something else lead to its file.

        Returns
        -------
        Addresses
            In both languages.
        """
        files, also = dict(self._files()), dict(self._also())
        defaults = {"land": self.issue.land, "kreis": self.issue.kreis, "ebene": TOWNS, "jahr": str(self.year)}
        return Addresses(_in_both(files), _in_both(also), defaults, frozenset(key for key, _ in self._areas(TOWNS)))

    def towns(self) -> list[tuple[str, str]]:
        """Key and name of each municipality.

        Returns
        -------
        list of tuple of (str, str)
            In the order of the register.
        """
        return list(self._areas(TOWNS))

    def _inside(self, areas: Areas) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        return areas.mask(self.issue.level, self.issue.key)

    def _areas(self, level: Level) -> Iterator[tuple[str, str]]:
        areas = self.atlas.areas(self.year, level)
        for row in np.flatnonzero(self._inside(areas)):
            yield areas.keys[row], areas.names[row]

    def _regions(self) -> list[tuple[Level, str, str]]:
        """The region itself, and a Land's Kreise."""
        issue = self.issue
        own: list[tuple[Level, str, str]] = [(issue.level, issue.key, issue.name)]
        return own if issue.level == "kreis" else [*own, *(("kreis", *one) for one in self._areas("kreis"))]

    def _members(self, level: Level) -> dict[str, list[str]]:
        """The municipalities of each Verband or Kreis."""
        owner = verband_of(self.atlas, self.year)
        found: dict[str, list[str]] = {}
        for key, _ in self._areas(TOWNS):
            found.setdefault(owner[key] if level == "verband" else key[:5], []).append(key)
        return found

    def _files(self) -> Iterator[tuple[str, str]]:
        yield "/", "index.html"
        yield "/daten", "daten.html"
        yield "/vergleich", "vergleich.html"
        yield from self._tables()
        yield from self._maps()
        shared, alone = self._members("verband"), self._members("kreis")
        for level, key, name in self._regions():
            if level == "land" or len(alone.get(key, [])) > 1:
                yield from self._page(paths.town(level, key, name), "karte.svg")
        for key, name in self._areas(TOWNS):
            yield from self._page(paths.town(TOWNS, key, name), "lage.svg", files=self._town_files())
        for key, name in self._areas("verband"):
            if len(shared.get(key, [])) > 1:
                yield from self._page(paths.town("verband", key, name), "lage.svg", files=self._town_files())
            if key in shared and self.mapped:
                address = f"/zwillinge/{key}-{paths.slug(name)}"
                yield address, f"{address[1:]}.html"

    def _page(self, address: str, picture: str, *, files: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
        yield address, f"{address[1:]}.html"
        if self.mapped:
            yield f"{address}/{picture}", f"{address[1:]}/{picture}"
        for end in files:
            yield f"{address}{end}", f"{address[1:]}{end}"

    def _town_files(self) -> tuple[str, ...]:
        return (*TOWN_FILES, SLIDES) if self.issue.slides else TOWN_FILES

    def _query(self, **more: str) -> str:
        state = {"ebene": TOWNS, "land": self.issue.land, "kreis": self.issue.kreis, **more}
        return urlencode({name: value for name, value in state.items() if value})

    def _tables(self) -> Iterator[tuple[str, str]]:
        yield f"/tabelle?{self._query()}", "tabelle.html"
        for form in TABLE_FILES:
            yield f"/tabelle.{form}?{self._query()}", f"tabelle.{form}"

    def _maps(self) -> Iterator[tuple[str, str]]:
        if not self.mapped:
            return
        for name in (*kinds(self.atlas, self.year, TOWNS), *self.atlas.indicators):
            file = "karte" if name == DEFAULT else f"karte/{name}"
            yield f"/karte?{self._query(i=name)}", f"{file}.html"
            for form in MAP_FILES:
                yield f"/karte/karte.{form}?{self._query(i=name)}", f"{file}.{form}"

    def _also(self) -> Iterator[tuple[str, str]]:
        """A Verband or a Kreis of one municipality has that one's page."""
        names = dict(self._areas(TOWNS))
        for level in ("verband", "kreis"):
            members = self._members(level)
            for key, name in self._areas(level):
                if len(members.get(key, [])) == 1:
                    only = members[key][0]
                    yield paths.town(level, key, name), f"{paths.town(TOWNS, only, names[only])[1:]}.html"


def _in_both(files: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for lang in LANGUAGES:
        for address, file in files.items():
            inside = paths.in_language("/", lang).strip("/")
            path, mark, query = address.partition("?")
            found[paths.in_language(path, lang) + mark + query] = f"{inside}/{file}".lstrip("/")
    return found
