"""One area with everything known of it, what it is strong and weak in, and the Verbände that matter to it."""

from typing import Any

import polars as pl
from fastapi import Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.bbsr_classes import bbsr_classes, towns_of
from kleinstadt.compare.findings import findings
from kleinstadt.compare.groups import Group, group_of
from kleinstadt.compare.partners import partners
from kleinstadt.compare.peers import peers
from kleinstadt.compare.place_search import Finder
from kleinstadt.compare.profile import profile
from kleinstadt.compare.role_models import role_models
from kleinstadt.sources.catalogue import Source
from kleinstadt.web.api import parameters as given
from kleinstadt.web.api.area_rows import (
    FIGURE_COLUMNS,
    FINDING_COLUMNS,
    MODEL_COLUMNS,
    PARTNER_COLUMNS,
    PEER_COLUMNS,
    figure_row,
    finding_row,
    pair_row,
    said_of_group,
)
from kleinstadt.web.api.asked_area import verband_of
from kleinstadt.web.api.profile_rows import rows_written
from kleinstadt.web.api.responses import MOST_ROWS, Table, Written, answer, written_answer
from kleinstadt.web.api.tables import sources_of
from kleinstadt.web.serving.at_once import at_once
from kleinstadt.web.serving.site import Site


class AreaCalls:
    """Calls about one area; its key may be written as the search takes it.

    What a call says before its sections is its description in the API's own documentation.
    """

    def __init__(self, site: Site) -> None:
        """Take the site.

        Parameters
        ----------
        site : Site
            What all pages share.
        """
        self.site, self.atlas = site, site.atlas

    def _finder(self, year: int | None) -> Finder:
        return self.site.finder_of(self.atlas.year(year))

    async def profile(
        self, request: Request, key: given.Key, year: given.Year = None, form: given.Form = "json"
    ) -> Response:
        """Every indicator: value, status, vintage, group, land, bund, and the percentile in the area's own group.

        Parameters
        ----------
        request : Request
            Its address and its If-None-Match are read.
        key : str
            Of an area of any level.
        year : int, optional
            Year of the borders; the newest by default.
        form : {"json", "csv", "parquet", "xlsx"}
            Format of the answer.

        Returns
        -------
        Response
            One row an indicator, with the columns of compared.FigureRow; 304 if the client has it already.

        Raises
        ------
        UnknownNameError
            If there is no such year, or no such area in it.
        """
        if form == "json":
            return await at_once(lambda: written_answer(self.site, request, lambda: self._written(key, year)))
        return await run_in_threadpool(
            lambda: answer(
                self.site, request, f"profile-{key}", lambda: self._tabled(key, year), form=form, limit=MOST_ROWS
            )
        )

    def _written(self, key: str, year: int | None) -> Written:
        """A profile as JSON."""
        finder = self._finder(year)
        level, own = finder.area_of(key)
        areas = self.atlas.areas(finder.year, level)
        group = group_of(self.atlas, areas, own)
        rows, about = rows_written(self.atlas, areas, own, group), self._about(areas, own, group)
        return Written(rows, len(self.atlas.indicators), self._sources(finder.year), about)

    def _tabled(self, key: str, year: int | None) -> Table:
        """The same as a frame, for files."""
        finder = self._finder(year)
        level, own = finder.area_of(key)
        found = profile(self.atlas, level, own, finder.year)
        figures = {one.indicator.id: one for theme in found.themes.values() for one in theme}
        rows = pl.DataFrame([figure_row(figures[name]) for name in self.atlas.indicators], schema=FIGURE_COLUMNS)
        about = self._about(self.atlas.areas(finder.year, level), own, found.group)
        return Table(rows, self._sources(finder.year), about)

    def _about(self, areas: Areas, key: str, group: Group) -> dict[str, Any]:
        """What is said of an area beside its figures."""
        about = {"year": areas.year, "level": areas.level, "area": areas.record(key)}
        return about | said_of_group(group) | self._classes(areas.level, key, areas.year)

    def _sources(self, year: int) -> list[Source]:
        """Where the figures of a year come from."""
        return self.atlas.once(
            ("sources", year), lambda: sources_of(self.atlas, list(self.atlas.indicators), year, None)
        )

    def _classes(self, level: str, key: str, year: int) -> dict[str, Any]:
        """What the BBSR calls a municipality, or a Verband whose members it calls the same."""
        found = bbsr_classes(self.atlas, towns_of(self.atlas, level, key, year), year)
        return {
            "bbsr": [
                {"scheme": one.scheme, "value_de": one.value.de, "value_en": one.value.en, "year": one.year}
                for one in found
            ]
        }

    def findings(
        self, request: Request, key: given.Key, year: given.Year = None, form: given.Form = "json"
    ) -> Response:
        """Strengths and weaknesses in the area's own group, for indicators with an agreed good direction.

        Parameters
        ----------
        request : Request
            Its address and its If-None-Match are read.
        key : str
            Of an area of any level.
        year : int, optional
            Year of the borders; the newest by default.
        form : {"json", "csv", "parquet", "xlsx"}
            Format of the answer.

        Returns
        -------
        Response
            Strengths first, with the columns of compared.FindingRow; 304 if the client has it already.

        Raises
        ------
        UnknownNameError
            If there is no such year, or no such area in it.
        """

        def make() -> Table:
            finder = self._finder(year)
            found = findings(self.atlas, *finder.area_of(key), finder.year)
            about = {"year": finder.year, "level": found.level, "key": found.key, "judged": found.judged}
            rows = [finding_row(one) for one in (*found.strengths, *found.weaknesses)]
            names = [str(row["indicator"]) for row in rows]
            frame = pl.DataFrame(rows, schema=FINDING_COLUMNS)
            return Table(frame, sources_of(self.atlas, names, finder.year, None), about | said_of_group(found.group))

        return answer(self.site, request, f"findings-{key}", make, form=form, limit=MOST_ROWS)

    def peers(self, request: Request, key: given.Key, year: given.Year = None, form: given.Form = "json") -> Response:
        """The ten Verbände most alike, of the same type and the same Lage or the next, with reasons in both languages.

        A municipality stands for its Verband, and a Kreis or Land that is one Verband for that. Distances are weighted,
        of standardised indicators.

        Parameters
        ----------
        request : Request
            Its address and its If-None-Match are read.
        key : str
            Of a Verband, or of an area that stands for one.
        year : int, optional
            Year of the borders; the newest by default.
        form : {"json", "csv", "parquet", "xlsx"}
            Format of the answer.

        Returns
        -------
        Response
            The most alike first, with the columns of compared.PeerRow; 304 if the client has it already.

        Raises
        ------
        UnknownNameError
            If there is no such year, or no such area in it.
        NotFoundError
            For a region of several Verbände.
        """

        def make() -> Table:
            finder = self._finder(year)
            found = peers(self.atlas, verband_of(self.atlas, finder, key), finder.year)
            about = {"year": finder.year, "verband": found.key, "weights": found.weights}
            about |= {"candidates": found.candidates}
            rows = [
                {
                    "rank": rank,
                    "verband": twin.key,
                    "name": twin.name,
                    "distance": twin.distance,
                    "alike": ", ".join(pair.indicator.id for pair in twin.alike),
                    "apart": ", ".join(pair.indicator.id for pair in twin.apart),
                    "said_de": twin.sentence("de"),
                    "said_en": twin.sentence("en"),
                }
                for rank, twin in enumerate(found.twins, 1)
            ]
            frame = pl.DataFrame(rows, schema=PEER_COLUMNS)
            return Table(frame, sources_of(self.atlas, list(found.weights), finder.year, None), about)

        return answer(self.site, request, f"peers-{key}", make, form=form, limit=MOST_ROWS)

    def role_models(
        self, request: Request, key: given.Key, year: given.Year = None, form: given.Form = "json"
    ) -> Response:
        """Verbände of the same type and Lage that started alike ten years ago and did better on average.

        One row a Verband and measure; meta says how many started alike, and in what.

        Parameters
        ----------
        request : Request
            Its address and its If-None-Match are read.
        key : str
            Of a Verband, or of an area that stands for one.
        year : int, optional
            Year of the borders; the newest by default.
        form : {"json", "csv", "parquet", "xlsx"}
            Format of the answer.

        Returns
        -------
        Response
            With the columns of compared.RoleModelRow; 304 if the client has it already.

        Raises
        ------
        UnknownNameError
            If there is no such year, or no such area in it.
        NotFoundError
            For a region of several Verbände.
        """

        def make() -> Table:
            finder = self._finder(year)
            found = role_models(self.atlas, verband_of(self.atlas, finder, key), finder.year)
            start = {indicator.id: period for indicator, period in found.start}
            about = {
                "year": finder.year,
                "verband": found.key,
                "start": start,
                "fitting": found.fitting,
                "better": found.better,
                "note_de": found.note("de"),
                "note_en": found.note("en"),
            }
            rows = [
                {
                    "rank": rank,
                    "verband": model.key,
                    "name": model.name,
                    "distance": model.distance,
                    "indicator": change.indicator.id,
                    "start": change.start,
                    "end": change.end,
                    "change": cell.change,
                    "own_change": own,
                    "better": cell.better,
                }
                for rank, model in enumerate(found.models, 1)
                for change, own, cell in zip(found.changes, found.own, model.cells, strict=True)
            ]
            names = list(dict.fromkeys([*start, *(change.indicator.id for change in found.changes)]))
            frame = pl.DataFrame(rows, schema=MODEL_COLUMNS)
            return Table(frame, sources_of(self.atlas, names, finder.year, None), about)

        return answer(self.site, request, f"role-models-{key}", make, form=form, limit=MOST_ROWS)

    def partners(
        self, request: Request, key: given.Key, year: given.Year = None, form: given.Form = "json"
    ) -> Response:
        """Neighbouring Verbände that are strong where one is weak (gives), weak where it is strong (takes), or shared.

        One row a neighbour and indicator; meta names the neighbours without any.

        Parameters
        ----------
        request : Request
            Its address and its If-None-Match are read.
        key : str
            Of a Verband, or of an area that stands for one.
        year : int, optional
            Year of the borders; the newest by default.
        form : {"json", "csv", "parquet", "xlsx"}
            Format of the answer.

        Returns
        -------
        Response
            With the columns of compared.PartnerRow; 304 if the client has it already.

        Raises
        ------
        UnknownNameError
            If there is no such year, or no such area in it.
        NotFoundError
            For a region of several Verbände.
        """

        def make() -> Table:
            finder = self._finder(year)
            found = partners(self.atlas, verband_of(self.atlas, finder, key), finder.year)
            about = {"year": finder.year, "verband": found.key, "without": list(found.without)}
            rows = [
                {"verband": partner.key, "name": partner.name, "kind": kind, **pair_row(pair)}
                for partner in found.found
                for kind, pairs in (("gives", partner.gives), ("takes", partner.takes), ("shared", partner.shared))
                for pair in pairs
            ]
            names = list(dict.fromkeys(str(row["indicator"]) for row in rows))
            frame = pl.DataFrame(rows, schema=PARTNER_COLUMNS)
            return Table(frame, sources_of(self.atlas, names, finder.year, None), about)

        return answer(self.site, request, f"partners-{key}", make, form=form, limit=MOST_ROWS)
