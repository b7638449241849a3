"""Pictures beside links to the atlas (og:image): of a town, a region, a map, and the first page."""

from collections.abc import Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.compare.borders import borders_source
from kleinstadt.compare.findings import findings
from kleinstadt.compare.portrait import Portrait, portrait
from kleinstadt.compare.profile import profile
from kleinstadt.compare.regions import REGIONS, region
from kleinstadt.edition.edition import Level
from kleinstadt.territory.names import short
from kleinstadt.web.pages.map_files import layers_of
from kleinstadt.web.pages.map_scenes import scene_of
from kleinstadt.web.pages.map_view import View, view_of
from kleinstadt.web.pages.region import RegionPages
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.site import Site, is_known
from kleinstadt.words.language import Lang, Text, pick

KINDS: Final[dict[Level, Text]] = {
    "gemeinde": Text("Gemeinde", "Municipality"),
    "verband": Text("Gemeindeverband", "Verband (association of municipalities)"),
    "kreis": Text("Kreis", "Kreis (district)"),
    "land": Text("Land", "Land"),
    "bund": Text("Staat", "Country"),
}
COMPARED: Final = Text("Verglichen mit", "Compared with")
QUESTION: Final = Text("Wie hat sich Ihre Stadt verändert?", "How has your town changed?")
LEAD: Final = Text(
    "Jede Stadt und Gemeinde in Deutschland, verglichen mit ihresgleichen.",
    "Every town and municipality in Germany, compared with its peers.",
)


class Previews:
    """/stadt/…/vorschau.png, the same of regions, /karte/vorschau.png and /vorschau.png."""

    def __init__(self, site: Site, regions: RegionPages) -> None:
        """Take the site, and the pages that know what an address of an area means.

        Parameters
        ----------
        site : Site
            What all pages share.
        regions : RegionPages
            Know which area an address means.
        """
        self.site, self.regions = site, regions

    def area(self, request: Request) -> Response:
        """Of a town or a region: what it is, its first finding, and the strip.

        Parameters
        ----------
        request : Request
            Its path names the area; ?jahr= another year.

        Returns
        -------
        Response
            PNG, or 304.

        Raises
        ------
        NotFoundError
            For an area that there is not.
        """
        level, key, year = self.regions.asked(request)
        return self._picture(request, lambda lang: self._of_area(level, key, year, lang), level, key, year)

    def map(self, request: Request) -> Response:
        """Of a map: its title beside it.

        Parameters
        ----------
        request : Request
            Its query is the view (map_view.py).

        Returns
        -------
        Response
            PNG, or 304.

        Raises
        ------
        NotFoundError
            For a view that there is not.
        """
        view = view_of(self.site.atlas, request.query_params)
        return self._picture(request, lambda lang: self._of_map(view, lang, None), view.query())

    def start(self, request: Request) -> Response:
        """Of the first page: its question beside the map that is shown first.

        Parameters
        ----------
        request : Request
            Nothing but its language is asked for.

        Returns
        -------
        Response
            PNG, or 304.
        """
        view = view_of(self.site.atlas, {})
        return self._picture(request, lambda lang: self._of_map(view, lang, QUESTION), "start")

    def _of_area(self, level: Level, key: str, year: int, lang: Lang) -> str:
        from kleinstadt.report.drawing.link_preview import Finding, of_place

        atlas = self.site.atlas
        found = profile(atlas, level, key, year)
        told = portrait(atlas, found, findings(atlas, level, key, year))
        places = {figure.indicator.id: figure.place for figures in found.themes.values() for figure in figures}
        around = [name for name, _ in paths.around(found.area, level, lang)]
        name = region(atlas, level, key, year).name(lang) if level in REGIONS else short(str(found.area["name"]))
        shown = [
            Finding(
                f"{one.indicator.label(lang)}, {one.of_when(lang)}",
                one.number(lang),
                f"{one.said(lang)} {pick(COMPARED, lang)}: {found.group.name(lang)}.",
                places[one.indicator.id],
            )
            for one in told.remarks[:1]
        ]
        kicker = " · ".join([pick(KINDS[level], lang), *around])
        return of_place(kicker, name, shown[0] if shown else None, *self._told(told, level, key, lang))

    def _told(self, told: Portrait, level: Level, key: str, lang: Lang) -> tuple[str, str]:
        """What the area is, and who is named for the first finding."""
        year = told.profile.year
        what = region(self.site.atlas, level, key, year).what_it_is(lang) if level in REGIONS else told.what_it_is(lang)
        return what, "; ".join(told.remarks[0].credits(lang)) if told.remarks else pick(LEAD, lang)

    def _of_map(self, view: View, lang: Lang, title: Text | None) -> str:
        from kleinstadt.report.drawing.link_preview import of_map
        from kleinstadt.report.drawing.map_picture import picture
        from kleinstadt.report.drawing.map_titles import headline

        scene = scene_of(self.site.atlas, view, lang)
        head = headline(scene, lang)
        layers = layers_of(scene, "")
        bare = picture(scene, layers, lang, bare=True)
        source = f"{layers[-1].source}; {borders_source(lang)}"
        if title:
            return of_map(pick(title, lang), [pick(LEAD, lang)], bare, f"{head.title}. {source}")
        return of_map(head.title, head.lines, bare, source)

    def _picture(self, request: Request, draw: Callable[[Lang], str], *what: object) -> Response:
        lang: Lang = request.state.lang
        headers = {"ETag": self.site.etag("preview", lang, *what), "Cache-Control": "no-cache"}
        if is_known(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        from kleinstadt.report.drawing.images import page_png

        return Response(page_png(draw(lang), scale=1), media_type="image/png", headers=headers)
