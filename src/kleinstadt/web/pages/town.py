"""The profile of a municipality or a Verband, and the search that leads there."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

import numpy as np
import polars as pl
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kleinstadt.compare import trends as development
from kleinstadt.compare.bbsr_classes import bbsr_classes
from kleinstadt.compare.borders import borders_source, years_with_borders
from kleinstadt.compare.findings import findings
from kleinstadt.compare.findings_of_the_day import findings_of_the_day
from kleinstadt.compare.places import Place, verband_of
from kleinstadt.compare.portrait import portrait
from kleinstadt.compare.profile import profile
from kleinstadt.compare.regions import FIRST
from kleinstadt.compare.spellings import digits_in
from kleinstadt.edition.edition import Level
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.typologies.location import PERIPHER_FROM, SEHR_ZENTRAL_FROM, ZENTRAL_FROM
from kleinstadt.web.api.responses import sources_in_use
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.problems import NotFoundError, year_of
from kleinstadt.web.serving.site import Site

FOUND: Final = 30  # places that a search lists


class TownPages:
    """Pages of single towns."""

    def __init__(self, site: Site) -> None:
        """Take the site.

        Parameters
        ----------
        site : Site
            What all pages share.
        """
        self.site = site

    def town(self, request: Request) -> Response:
        """/stadt/06440002-bad-nauheim.

        Parameters
        ----------
        request : Request
            Its path names the municipality; ?jahr= another year, ?ueber= what was searched for.

        Returns
        -------
        Response
            HTML, or 304; 301 to the right address; as `unknown` for one that is not there.
        """
        return self._profile(request, "gemeinde")

    def verband(self, request: Request) -> Response:
        """/verband/064400002-bad-nauheim.

        Parameters
        ----------
        request : Request
            Its path names the Verband; ?jahr= another year, ?ueber= what was searched for.

        Returns
        -------
        Response
            HTML, or 304; 301 to the right address; as `unknown` for one that is not there.
        """
        return self._profile(request, "verband")

    def _profile(self, request: Request, level: Level) -> Response:
        part = request.path_params["part"]
        year = year_of(self.site.atlas, request)
        key = paths.key_in(part)
        areas = self.site.atlas.areas(year, level)
        if key is None or key not in areas.row:
            meant = self.site.finder_of(year).meant(part) if digits_in(part) else None  # a key written otherwise
            if meant and meant.level == level:
                return paths.moved(request, paths.town(meant.level, meant.key, meant.name))
            return self.unknown(request, part, key, year)
        address = paths.town(level, key, areas.names[areas.row[key]])
        if request.scope["path"] != address:
            return paths.moved(request, address)
        by = self._found_by(request, key)
        return self.site.page(request, "town.html", lambda: {**self.values(level, key, year), "found_by": by})

    def _found_by(self, request: Request, key: str) -> Place | None:
        """The place that ?ueber= led here by, for the line that says so; None if it does not lead here."""
        wanted = request.query_params.get("ueber", "")
        place = self.site.finder.meant(wanted) if wanted else None
        return place if place and place.key == key else None

    def values(self, level: Level, key: str, year: int) -> Mapping[str, Any]:
        """What the profile shows.

        Parameters
        ----------
        level : {"gemeinde", "verband"}
            Level of the town.
        key : str
            Its key.
        year : int
            Year of the borders.

        Returns
        -------
        mapping of str to object
            By the names that town.html asks for; the PDF takes some of them.
        """
        atlas = self.site.atlas
        found = profile(atlas, level, key, year)
        areas = atlas.areas(year, level)
        members = self._members(level, found.area, year)
        told = findings(atlas, level, key, year)
        towns = [key] if level == "gemeinde" else [ags for ags, _, _ in members]
        return {
            "s": found,
            "findings": told,
            "portrait": portrait(atlas, found, told),
            "figures": {figure.indicator.id: figure for of in found.themes.values() for figure in of},
            "verband": self._verband(level, found.area, year),
            "members": members,
            "unit": self._unit(level, found.area, year),
            "developments": development.developments(atlas, areas, key, found.group),
            "reforms": development.reforms(atlas, towns) if year == atlas.newest else [],
            "years": atlas.edition.years,
            "bbsr": bbsr_classes(atlas, towns, year),
            "limits": (PERIPHER_FROM, ZENTRAL_FROM, SEHR_ZENTRAL_FROM),
            "indicators": atlas.indicators,
            "mapped": year in years_with_borders(atlas),
            "borders_source": borders_source,
        }

    def _unit(self, level: Level, area: Mapping[str, Any], year: int) -> Mapping[str, Any]:
        """The Verband that is meant or that a municipality belongs to."""
        if level == "verband":
            return area
        atlas = self.site.atlas
        return atlas.areas(year, "verband").record(verband_of(atlas, year)[str(area["ags"])])

    def _verband(self, level: Level, area: Mapping[str, Any], year: int) -> Mapping[str, Any] | None:
        """The Verband that a municipality shares with others."""
        unit = self._unit(level, area, year)
        return unit if level == "gemeinde" and unit["members"] > 1 else None

    def _members(self, level: Level, area: Mapping[str, Any], year: int) -> list[tuple[str, str, float]]:
        """Municipalities of a Verband, largest first: AGS, name, population."""
        if level == "gemeinde":
            return []
        members = self.site.atlas.edition.members(year).filter(pl.col("verband") == area[KEY_COLUMN[level]])
        rows = members.sort("population", descending=True).select("ags", "name", "population")
        return [(ags, name, people) for ags, name, people in rows.iter_rows()]

    def unknown(self, request: Request, part: str, key: str | None, year: int) -> Response:
        """The answer for a town that the year has not: who took it in, or names that may have been meant.

        Parameters
        ----------
        request : Request
            For the language of the page.
        part : str
            What stands in the address: "06440002-bad-nauheim".
        key : str or None
            The key in it.
        year : int
            Year of the borders.

        Returns
        -------
        Response
            404, with those who took in a town that was one.

        Raises
        ------
        NotFoundError
            For what never was one, with names that may have been meant.
        """
        former, takers = self.site.finder.successors(key or "")
        if former and year == self.site.atlas.newest:
            page = self.site.render(request, "former.html", {"former": former, "takers": takers, "key": key})
            return Response(page, 404, media_type="text/html")
        name = part.removeprefix(key or "").strip("-").replace("-", " ")
        german = f"Gebietsstand {year}: keine solche Gemeinde und kein solcher Verband: {part[:80]}"
        english = f"Borders of {year}: no such municipality or Verband: {part[:80]}"
        raise NotFoundError(german, english, self.site.finder.search(name or (key or "")))

    def search(self, request: Request) -> Response:
        """/suche?q=: straight to the town if only one is meant, which then says how it was found; else a list.

        A Kreis or Land of that very name comes before an Ortsteil or a former municipality, and after towns: of several
        towns called like their Kreis, all are listed.

        Parameters
        ----------
        request : Request
            Its ?q= is what was typed.

        Returns
        -------
        Response
            303 to the town; else HTML, or 304.
        """
        wanted = request.query_params.get("q", "")
        place, regions = self.site.finder.called(wanted), self.site.regions(wanted)
        if place:
            address = paths.in_language(paths.town(place.level, place.key, place.name), request.state.lang)
            by = f"?{urlencode({'ueber': wanted.strip()})}" if place.borrowed or place.postcode else ""
            return RedirectResponse(address + by, 303)
        answer = self.site.finder.answer(wanted, FOUND)
        shown = {"wanted": wanted, "answer": answer, "regions": regions[:FOUND], "most": FOUND}
        return self.site.page(request, "search.html", lambda: shown)

    def start(self, request: Request) -> Response:
        """The first page: search, a map, findings of the day as soon as figures are there, who stands behind them.

        Parameters
        ----------
        request : Request
            Nothing but its language is asked for.

        Returns
        -------
        Response
            HTML, or 304; another one each day.
        """
        day = date.today()
        return self.site.page(request, "start.html", lambda: self._start(day), day, self.site.warm)

    def _start(self, day: date) -> Mapping[str, Any]:
        atlas = self.site.atlas
        publishers = [source.publisher for source in sources_in_use(atlas) if source.publisher != "kleinstadt"]
        areas = atlas.areas(atlas.newest, "verband")
        small = areas.inhabited & np.isin(areas.codes["type"], ["groessere_kleinstadt", "kleine_kleinstadt"])
        return {
            "towns": int(small.sum()),
            "people": float(areas.population[small].sum()) / 1e6,
            "share": float(areas.population[small].sum() / np.nansum(areas.population)) * 100,
            "indicators": len(atlas.indicators),
            "day": day,
            "changed": atlas.edition.periods(FIRST)[-1] if FIRST in atlas.indicators else "",
            "spotlights": findings_of_the_day(atlas, day) if self.site.warm and not self.site.issue else [],
            "publishers": list(dict.fromkeys(publishers)),
            "borders_source": borders_source,
            "years": atlas.edition.years,
        }
