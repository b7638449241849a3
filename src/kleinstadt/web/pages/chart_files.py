"""Charts as files: SVG, PNG and CSV of each line chart of a town, a region or a comparison, and of a region's dots."""

from collections.abc import Mapping
from typing import Final, Protocol

import polars as pl
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.compare.groups import group_of
from kleinstadt.compare.regions import REGIONS, region
from kleinstadt.compare.trends import developments
from kleinstadt.edition.edition import Level
from kleinstadt.keys import BUND
from kleinstadt.report.drawing import images
from kleinstadt.report.drawing.chart import Chart, chart_of
from kleinstadt.report.drawing.member_dots import MEMBERS
from kleinstadt.report.drawing.picture import PNG_SCALE
from kleinstadt.spreadsheets import csv_bytes
from kleinstadt.territory.names import short
from kleinstadt.web.pages.comparison import ComparePages
from kleinstadt.web.pages.region import RegionPages, member_chart
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.problems import NotFoundError, only_of
from kleinstadt.web.serving.site import Site, is_known
from kleinstadt.words.language import Lang, pick

KINDS: Final = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv; charset=utf-8"}


class Told(Protocol):
    """A chart that can be a file."""

    def picture(self, lang: Lang, address: str) -> str:
        """It as an SVG document.

        Parameters
        ----------
        lang : {"de", "en"}
            Language.
        address : str
            Of its page, which the picture names.

        Returns
        -------
        str
            SVG.
        """

    def table(self) -> pl.DataFrame:
        """Its figures.

        Returns
        -------
        pl.DataFrame
            A row a period, or a row a dot.
        """


def _charts_of(site: Site, level: Level, key: str, year: int, lang: Lang) -> list[Chart]:
    """The charts of a place's page: what the edition has over the years."""
    areas = site.atlas.areas(year, level)
    group = group_of(site.atlas, areas, key)
    own = short(areas.names[areas.row[key]])
    name = pick((own, "Germany"), lang) if key == BUND else own
    found = developments(site.atlas, areas, key, group)
    return [chart_of(site.atlas, one, name, group.weighted(lang), year, lang) for one in found]


class ChartFiles:
    """/stadt/06440002-bad-nauheim/diagramm/population.svg, and the same of regions and of /vergleich."""

    def __init__(self, site: Site, regions: RegionPages, compare: ComparePages) -> None:
        """Take the site, the pages that know what an address of an area means, and those of the comparison.

        Parameters
        ----------
        site : Site
            What all pages share.
        regions : RegionPages
            Know which area an address means.
        compare : ComparePages
            Know which places one of /vergleich means.
        """
        self.site, self.regions, self.compare = site, regions, compare

    def of_place(self, request: Request) -> Response:
        """A chart of a town's or a region's page.

        Parameters
        ----------
        request : Request
            Its path names the area, the chart and the format; ?jahr= another year.

        Returns
        -------
        Response
            As `answer`.
        """
        level, key, year = self.regions.asked(request)
        areas, lang = self.site.atlas.areas(year, level), request.state.lang
        page = paths.town(level, key, areas.names[areas.row[key]])
        charts: dict[str, Told] = {chart.name: chart for chart in _charts_of(self.site, level, key, year, lang)}
        if level in REGIONS:
            charts[MEMBERS] = member_chart(self.site.atlas, region(self.site.atlas, level, key, year), lang)
        stem = page.rpartition("/")[2]
        return self.answer(request, charts, page, stem, (level, key, year))

    def of_comparison(self, request: Request) -> Response:
        """A chart of small multiples: /vergleich/diagramm/population-index.png?orte=06440002,06440005.

        Parameters
        ----------
        request : Request
            Its path names the chart and the format, ?orte= the places.

        Returns
        -------
        Response
            As `answer`.
        """
        only_of(self.site.atlas.newest, request)
        basket, lang = self.compare.basket(request), request.state.lang
        charts: dict[str, Told] = {chart.name: chart for chart in self.compare.charts(basket, lang)}
        address = f"/vergleich?orte={','.join(basket.keys)}"
        return self.answer(request, charts, address, pick(("vergleich", "comparison"), lang), tuple(basket.keys))

    def answer(
        self, request: Request, charts: Mapping[str, Told], page: str, stem: str, what: tuple[object, ...]
    ) -> Response:
        """The file of the chart that the address names.

        Parameters
        ----------
        request : Request
            Its path names the chart and the format; ?anzeigen=1 shows it instead of saving it.
        charts : mapping of str to Told
            Those of the page, by name.
        page : str
            Where the chart stands, without language.
        stem : str
            Of the file's name; the chart's name and the format follow.
        what : tuple of object
            What the figures depend on, each as its text.

        Returns
        -------
        Response
            SVG, PNG or CSV; or 304.

        Raises
        ------
        NotFoundError
            For another chart or format, with those there are.
        """
        name, form, lang = request.path_params["name"], request.path_params["form"], request.state.lang
        if name not in charts or form not in KINDS:
            listed = f"{', '.join(charts)}; {', '.join(KINDS)}"
            asked = f"{name[:40]}.{form[:10]}"
            german = f"Ein Diagramm „{asked}“ gibt es nicht. Es gibt: {listed}."
            raise NotFoundError(german, f"There is no chart '{asked}'. There are: {listed}.")
        headers = {"ETag": self.site.etag("chart", name, form, lang, *what), "Cache-Control": "no-cache"}
        if is_known(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        if request.query_params.get("anzeigen") != "1":
            headers["Content-Disposition"] = f'attachment; filename="{stem}-{paths.slug(name)}.{form}"'
        chart = charts[name]
        body = _made(form, chart.picture(lang, paths.in_language(page, lang)) if form != "csv" else "", chart.table())
        return Response(body, media_type=KINDS[form], headers=headers)


def _made(form: str, svg: str, table: pl.DataFrame) -> bytes:
    """The bytes of a file."""
    if form == "csv":
        return csv_bytes(table)
    return images.png(svg, scale=PNG_SCALE) if form == "png" else svg.encode()
