"""What all pages share: the atlas, the templates, the reader's language, and pages kept once rendered."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Final

from isal import igzip
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt import __version__
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.credits import credits_of
from kleinstadt.compare.place_search import Finder
from kleinstadt.compare.places import POSTCODES, Place
from kleinstadt.compare.profile import Figure, without_numbers
from kleinstadt.compare.regions import regions_called
from kleinstadt.indicators.data_gaps import ABSENT
from kleinstadt.indicators.units import THEMES
from kleinstadt.memory import Kept
from kleinstadt.report.drawing.chart import chart_of
from kleinstadt.report.drawing.group_strip import strip
from kleinstadt.report.drawing.member_dots import member_dots
from kleinstadt.report.drawing.style import ink_on
from kleinstadt.sources.catalogue import SOURCES
from kleinstadt.territory.names import short
from kleinstadt.web.serving import paths
from kleinstadt.web.serving import profile_rows as rows
from kleinstadt.web.serving.bilingual import Templates
from kleinstadt.web.serving.issue import Issue
from kleinstadt.web.serving.linked_data import schema_org
from kleinstadt.web.serving.static_files import StaticFiles
from kleinstadt.words import categories as words
from kleinstadt.words import dates
from kleinstadt.words.language import LANGUAGES, Lang, other, pick
from kleinstadt.words.numbers import number

NAVIGATION: Final = (
    ("/karte", "Karte", "Map"),
    ("/vergleich", "Vergleich", "Compare"),
    ("/tabelle", "Tabelle", "Table"),
    ("/daten", "Daten", "Data"),
)  # fmt: skip
PACKING: Final = 1  # as small as zlib at 2, in a sixth of its time
ORIGINS_KEPT: Final = 4096  # in each language, a kilobyte each; those of a year are some hundred
PAGES_MEMORY: Final = 40_000_000  # bytes of rendered pages, compressed: about 20 kB each


def _navigation(lang: Lang) -> list[tuple[str, str]]:
    """The main menu: address and name of each page."""
    return [(address, pick((german, english), lang)) for address, german, english in NAVIGATION]


def theme_name(theme: str, lang: Lang) -> str:
    """A theme of indicators in words.

    Parameters
    ----------
    theme : str
        Its id.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        The id itself for a theme that nobody has named.

    Examples
    --------
    >>> theme_name("population", "de")
    'Bevölkerung'
    """
    return pick(THEMES.get(theme, words.MORE_THEMES.get(theme, (theme, theme))), lang)


@dataclass
class Site:
    """The atlas and all that is needed to show it.

    Attributes
    ----------
    atlas : Atlas
        Columns of the edition that is shown.
    plans : bool
        Whether plans are written here.
    warm : bool
        Whether what all pages ask is there already, so that the first page may show figures at once.
    issue : Issue or None
        What is delivered as files, where there is no server.
    """

    atlas: Atlas
    plans: bool = False  # whether plans are written here
    warm: bool = True  # whether what all pages ask is there already, so that the first page may show figures at once
    issue: Issue | None = None  # what is delivered as files, where there is no server

    def __post_init__(self) -> None:
        """Make what belongs to the atlas."""
        self.finder = Finder(self.atlas)
        self.static = StaticFiles()
        self.pages = Kept(PAGES_MEMORY)

    def regions(self, wanted: str) -> list[Place]:
        """The Kreise and Länder of the newest year that are called so.

        Parameters
        ----------
        wanted : str
            A name, as people type it.

        Returns
        -------
        list of Place
            Those that are called so before those that begin so, the larger first; empty for what no region is called.
        """
        return regions_called(self.atlas, wanted, self.finder.year)

    def finder_of(self, year: int) -> Finder:
        """The finder in the borders of a year.

        Parameters
        ----------
        year : int
            Year of the borders.

        Returns
        -------
        Finder
            Made once a year.
        """
        return (
            self.finder
            if year == self.finder.year
            else self.atlas.once(("finder", year), lambda: Finder(self.atlas, year))
        )

    @cached_property
    def state(self) -> str:
        """Changes with the edition, the version, the templates."""
        return f"{self.atlas.fingerprint}-{__version__}-{self.static.version}"

    def etag(self, *parts: object) -> str:
        """The ETag of what these parts name; weak, since compressed and plain answers share it.

        Parameters
        ----------
        parts : object
            All that an answer depends on beside edition and version, each as its text.

        Returns
        -------
        str
            W/"...", with 20 hexadecimal digits.
        """
        text = "\n".join([self.state, *map(str, parts)])
        return f'W/"{hashlib.sha256(text.encode()).hexdigest()[:20]}"'

    @cached_property
    def templates(self) -> dict[str, Templates]:
        """The templates of each language, with what all of them may ask for."""
        return {lang: self._templates(lang) for lang in LANGUAGES}

    def _templates(self, lang: Lang) -> Templates:
        templates = Templates(lang)
        templates.globals.update(
            words=words,
            strip=strip,
            charts_told=lambda found, place, group, year: [
                chart_of(self.atlas, one, place, group, year, lang) for one in found
            ],
            rows=rows,
            town_path=paths.town,
            slug=paths.slug,
            schema_org=schema_org,
            short=short,
            where=paths.where,
            around=paths.around,
            credits=credits_of,
            dots=member_dots,
            navigation=_navigation,
            issue=self.issue,
            theme_name=theme_name,
            day=lambda iso: dates.day(date.fromisoformat(iso), lang),
            period=lambda text: dates.period(text, lang),
            num=lambda value, digits=0: number(value, digits, lang),
            url=lambda path: paths.in_language(path, lang),
            static=self.static.address,
            newest=self.atlas.newest,
            postcodes=SOURCES[POSTCODES],
            origin=_origins_told(templates),
            absent=ABSENT,
            plans=self.plans,
            ink_on=ink_on,
        )
        return templates

    def render(self, request: Request, template: str, values: Mapping[str, Any]) -> str:
        """A page in the request's language.

        Parameters
        ----------
        request : Request
            Its state says the language.
        template : str
            Name of the template's file.
        values : mapping of str to object
            What the template asks for, beside what all of them may.

        Returns
        -------
        str
            HTML.
        """
        lang = request.state.lang
        query = f"?{request.url.query}" if request.url.query else ""
        page = self.templates[lang].get_template(template)
        return page.render(
            other_language=paths.in_language(request.scope["path"], other(lang)) + query,
            path=request.scope["path"],
            server=str(request.base_url).rstrip("/"),
            **values,
        )

    def packed(self, name: str, render: Callable[[], str]) -> bytes:
        """What is rendered under a name as gzip; the pages used last are kept.

        Parameters
        ----------
        name : str
            Says what it is in which state: an ETag.
        render : callable
            Gives the text; called where it is not kept.

        Returns
        -------
        bytes
            As gzip.
        """
        return self.pages.once(name, lambda: gzipped(render()))

    def page(self, request: Request, template: str, values: Callable[[], Mapping[str, Any]], *also: object) -> Response:
        """A page that depends on nothing but its address (and what `also` names): rendered once, sent with an ETag.

        Parameters
        ----------
        request : Request
            For the page; a client that has it gets 304.
        template : str
            Name of the template's file.
        values : callable
            Gives what the template asks for; called where the page is not kept.
        also : object
            What the page depends on beside its address, each as its text.

        Returns
        -------
        Response
            HTML, or 304.
        """
        base = str(request.base_url)  # pictures beside links are named with their server
        address = (base, request.state.lang, request.scope["path"], request.url.query, *map(str, also))
        return self.answer(
            request, "text/html; charset=utf-8", lambda: self.render(request, template, values()), *address
        )

    def answer(self, request: Request, kind: str, render: Callable[[], str], *what: object) -> Response:
        """A text that depends on nothing but what is named: rendered once, sent with an ETag; 304 to who has it.

        Parameters
        ----------
        request : Request
            Asked for the ETags that the client has, and whether it takes gzip.
        kind : str
            Media type of the text.
        render : callable
            Gives the text; called where it is not kept.
        what : object
            All that the text depends on beside edition and version, each as its text.

        Returns
        -------
        Response
            The text, or 304.
        """
        etag = self.etag(*what)
        headers = {"ETag": etag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if is_known(request, etag):
            return Response(status_code=304, headers=headers)
        return packed_response(request, self.packed(etag, render), kind, headers)


def _origins_told(templates: Templates) -> Callable[[Figure], Markup]:
    """What writes where a figure comes from, as a part of a page: the same for all towns, so rendered once."""

    @lru_cache(ORIGINS_KEPT)
    def told(figure: Figure) -> Markup:
        return Markup(templates.get_template("origin.html").render(f=figure))

    return lambda figure: told(without_numbers(figure))


def gzipped(text: str | bytes) -> bytes:
    """A text as gzip.

    Parameters
    ----------
    text : str or bytes
        A str as UTF-8.

    Returns
    -------
    bytes
        The same for the same text at any time.
    """
    return bytes(igzip.compress(text.encode() if isinstance(text, str) else text, PACKING, mtime=0))


def is_known(request: Request, etag: str) -> bool:
    """Whether the client already has what this ETag names, compared weakly.

    Parameters
    ----------
    request : Request
        Its If-None-Match is read.
    etag : str
        Of the answer, weak or strong.

    Returns
    -------
    bool
        Whether 304 will do.
    """
    known = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
    return (
        etag.removeprefix("W/") in known
    )  # "*" is answered in standards.py, where it is known that there is something


def packed_response(request: Request, packed: bytes, kind: str, headers: Mapping[str, str]) -> Response:
    """An answer from compressed bytes, unpacked for clients that do not take gzip.

    Parameters
    ----------
    request : Request
        Its Accept-Encoding is read.
    packed : bytes
        As `gzipped` gives them.
    kind : str
        Media type of the text.
    headers : mapping of str to str
        Of the answer.

    Returns
    -------
    Response
        200.
    """
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, media_type=kind, headers={**headers, "Content-Encoding": "gzip"})
    unpacked: bytes = igzip.decompress(packed)  # type: ignore[no-untyped-call]
    return Response(unpacked, media_type=kind, headers=headers)
