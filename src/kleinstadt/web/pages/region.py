"""The pages of a Kreis, a Land and Germany, in the form of a town's; and the small maps of regions and towns."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from kleinstadt import keys
from kleinstadt.compare import trends as development
from kleinstadt.compare.areas import TOWN_LEVELS
from kleinstadt.compare.borders import borders_source, years_with_borders
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.credits import credits_of
from kleinstadt.compare.findings import findings
from kleinstadt.compare.portrait import portrait
from kleinstadt.compare.profile import profile
from kleinstadt.compare.regions import MEMBERS_OF, Region, region
from kleinstadt.edition.edition import Level
from kleinstadt.report.drawing.member_dots import MemberChart
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.problems import NotFoundError, year_of
from kleinstadt.web.serving.site import Site
from kleinstadt.words import dates
from kleinstadt.words.language import Lang

LEVEL_OF: Final[dict[str, Level]] = {page: level for level, page in paths.PAGE_OF.items()}
NO_TOWN: Final = ("keine solche Gemeinde und kein solcher Verband", "no such municipality or Verband")
NO_REGION: Final = ("kein Kreis und kein Land mit diesem Schlüssel", "no Kreis and no Land with this key")


def member_chart(atlas: Atlas, found: Region, lang: Lang) -> MemberChart:
    """The row of dots of a region's members, with its period and its sources.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    found : Region
        Its first indicator is shown.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    MemberChart
        To be drawn, or written as a table.
    """
    shown = found.indicators[0].id
    column = atlas.column(shown, found.year, found.level)
    when = column.vintage[atlas.areas(found.year, found.level).row[found.key]] or ""
    return MemberChart(found, dates.period(when, lang), credits_of(atlas.origins(shown, found.year), lang), lang)


class RegionPages:
    """Pages of Kreise, Länder and Germany."""

    def __init__(self, site: Site) -> None:
        """Take the site.

        Parameters
        ----------
        site : Site
            What all pages share.
        """
        self.site = site

    def page(self, request: Request) -> Response:
        """/kreis/05970-siegen-wittgenstein, /land/06-hessen, /deutschland.

        Parameters
        ----------
        request : Request
            Its path names the region; ?jahr= another year.

        Returns
        -------
        Response
            HTML, or 304; 301 to the right address, of a Kreis of one town to that town's.

        Raises
        ------
        NotFoundError
            For a region that there is not.
        """
        level, key, year = self.asked(request)
        areas = self.site.atlas.areas(year, level)
        alone = region(self.site.atlas, level, key, year).members
        if level == "kreis" and len(alone) == 1:  # a kreisfreie Stadt has a page as a town
            one = alone[0]
            return paths.moved(request, paths.town(one.page_level, one.page_key, one.page_name))
        address = paths.town(level, key, areas.names[areas.row[key]])
        if request.scope["path"] != address:
            return paths.moved(request, address)
        return self.site.page(request, "region.html", lambda: self.values(level, key, year))

    def asked(self, request: Request) -> tuple[Level, str, int]:
        """Level, key and year that an address of a region or a town means.

        Parameters
        ----------
        request : Request
            Its path names the area; ?jahr= another year.

        Returns
        -------
        tuple of (Level, str, int)
            There is such an area in that year.

        Raises
        ------
        NotFoundError
            For none, with towns of that name.
        """
        level = LEVEL_OF[request.scope["path"].split("/")[1]]
        year = year_of(self.site.atlas, request)
        part = request.path_params.get("part", keys.BUND)
        key = paths.key_in(part) or ""
        if key not in self.site.atlas.areas(year, level).row:
            shown = part[:80]
            german, english = NO_TOWN if level in TOWN_LEVELS else NO_REGION
            german, english = f"Gebietsstand {year}: {german}: {shown}", f"Borders of {year}: {english}: {shown}"
            raise NotFoundError(german, english, self.site.finder.search(part.partition("-")[2].replace("-", " ")))
        return level, key, year

    def values(self, level: Level, key: str, year: int) -> Mapping[str, Any]:
        """What the page shows.

        Parameters
        ----------
        level : {"kreis", "land", "bund"}
            Level of the region.
        key : str
            Its key.
        year : int
            Year of the borders.

        Returns
        -------
        mapping of str to object
            By the names that region.html asks for.
        """
        atlas = self.site.atlas
        found, told = profile(atlas, level, key, year), findings(atlas, level, key, year)
        areas, around = atlas.areas(year, level), region(atlas, level, key, year)
        return {
            "s": found,
            "region": around,
            "first_told": lambda lang: member_chart(atlas, around, lang),
            "inner": MEMBERS_OF[level],
            "findings": told,
            "portrait": portrait(atlas, found, told),
            "figures": {figure.indicator.id: figure for of in found.themes.values() for figure in of},
            "developments": development.developments(atlas, areas, key, found.group),
            "indicators": atlas.indicators,
            "years": atlas.edition.years,
            "mapped": year in years_with_borders(atlas),
            "borders_source": borders_source,
        }

    def members_map(self, request: Request) -> Response:
        """/kreis/05970-siegen-wittgenstein/karte.svg, and those of Länder and Germany.

        Parameters
        ----------
        request : Request
            Its path names the region; ?jahr= another year.

        Returns
        -------
        Response
            SVG, or 304.

        Raises
        ------
        NotFoundError
            For a region that there is not.
        """
        from kleinstadt.report.drawing.small_maps import members_map

        level, key, year = self.asked(request)
        atlas, lang = self.site.atlas, request.state.lang
        found = region(atlas, level, key, year)
        return self._picture(request, lambda: members_map(atlas, found, lang), level, key, year)

    def locator(self, request: Request) -> Response:
        """/stadt/06440002-bad-nauheim/lage.svg and the same of a Verband.

        Parameters
        ----------
        request : Request
            Its path names the town; ?jahr= another year.

        Returns
        -------
        Response
            SVG, or 304.

        Raises
        ------
        NotFoundError
            For a town that there is not.
        """
        from kleinstadt.report.drawing.small_maps import locator

        level, key, year = self.asked(request)
        atlas, lang = self.site.atlas, request.state.lang
        return self._picture(request, lambda: locator(atlas, level, key, year, lang), level, key, year)

    def _picture(self, request: Request, draw: Callable[[], str], *what: object) -> Response:
        return self.site.answer(request, "image/svg+xml", draw, "small map", request.state.lang, *what)
