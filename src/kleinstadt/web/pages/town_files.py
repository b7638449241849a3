"""A town to take away: the profile as PDF and Excel, slides, a handout of one sheet."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.compare.profile import profile
from kleinstadt.edition.edition import Level
from kleinstadt.web.pages.town import TownPages
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.problems import year_of
from kleinstadt.web.serving.site import is_known
from kleinstadt.words.language import Lang, pick

SLIDES: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What follows the page's address, the longer first: media type, what the file is called after the town
KINDS: Final[dict[str, tuple[str, tuple[str, str]]]] = {
    "/blatt.pdf": ("application/pdf", ("blatt", "sheet")),
    ".pdf": ("application/pdf", ("profil", "profile")),
    ".xlsx": (WORKBOOK, ("zahlen", "figures")),
    ".pptx": (SLIDES, ("folien", "slides")),
}


class TownFiles:
    """/stadt/06440002-bad-nauheim.pdf, .xlsx, .pptx, /blatt.pdf, and the same of a Verband."""

    def __init__(self, towns: TownPages) -> None:
        """Take the pages that these are files of.

        Parameters
        ----------
        towns : TownPages
            The pages that these are files of.
        """
        self.towns, self.site = towns, towns.site

    def file(self, request: Request) -> Response:
        """The file that the address ends in.

        Parameters
        ----------
        request : Request
            Its path names the town and the kind of file; ?jahr= another year.

        Returns
        -------
        Response
            The file, or 304; 301 to the right address; 404 with those who took in a town that was one.

        Raises
        ------
        NotFoundError
            For what never was a town.
        """
        part, lang, path = request.path_params["part"], request.state.lang, request.scope["path"]
        level: Level = "gemeinde" if path.startswith("/stadt/") else "verband"
        kind = next(end for end in KINDS if path.endswith(end))
        year = year_of(self.site.atlas, request)
        key = paths.key_in(part)
        areas = self.site.atlas.areas(year, level)
        if key is None or key not in areas.row:
            return self.towns.unknown(request, part, key, year)
        page = paths.town(level, key, areas.names[areas.row[key]])
        if path != page + kind:
            return paths.moved(request, page + kind)
        headers = {"ETag": self.site.etag(kind, level, key, year, lang), "Cache-Control": "no-cache"}
        if is_known(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        media_type, words = KINDS[kind]
        shown = "inline" if media_type == "application/pdf" else "attachment"
        name = f"{page.rpartition('/')[2]}-{pick(words, lang)}.{kind.rpartition('.')[2]}"
        headers["Content-Disposition"] = f'{shown}; filename="{name}"'
        return Response(self._made(kind, level, key, year, lang), media_type=media_type, headers=headers)

    def _made(self, kind: str, level: Level, key: str, year: int, lang: Lang) -> bytes:
        """The file; each kind brings its own large libraries, so they are loaded when first asked for."""
        if kind == ".pdf":
            from kleinstadt.web.pages.town_pdf import town_pdf

            return town_pdf(self.site, self.towns.values(level, key, year), lang)
        if kind == ".xlsx":
            from kleinstadt.report.town.figures_table import figures_table

            return figures_table(profile(self.site.atlas, level, key, year), lang)
        from kleinstadt.report.town.story import story

        told = story(self.site.atlas, level, key, year)
        if kind == ".pptx":
            from kleinstadt.report.town.slides import slides

            return slides(told, lang)
        from kleinstadt.report.town.handout import handout

        return handout(told, lang)
