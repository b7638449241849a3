"""Computing ahead, in the background, what the first visitors would otherwise wait for."""

import gc
import logging
from collections.abc import Callable
from threading import Event, Thread
from time import sleep
from typing import TYPE_CHECKING, Final

from starlette.datastructures import QueryParams
from starlette.types import ASGIApp

from kleinstadt.compare import trends as development
from kleinstadt.compare.areas import TOWN_LEVELS, Areas
from kleinstadt.compare.borders import borders, outlines, years_with_borders
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.groups import TYPE_COLUMN
from kleinstadt.edition.edition import Level
from kleinstadt.errors import KleinstadtError
from kleinstadt.memory import give_arrays_own_pages, give_back_now
from kleinstadt.report.drawing.map_picture import picture
from kleinstadt.report.drawing.map_start import start_picture
from kleinstadt.web.delivery.asking import Asking
from kleinstadt.web.pages.map_files import layers_of
from kleinstadt.web.pages.map_scenes import scene_of
from kleinstadt.web.pages.map_view import view_of
from kleinstadt.web.pages.town import TownPages
from kleinstadt.web.serving import paths
from kleinstadt.words.language import Lang

if TYPE_CHECKING:
    from kleinstadt.web.serving.site import Site

log = logging.getLogger(__name__)

MAP_LEVELS: Final[tuple[Level, ...]] = ("verband", "land")  # what the map shows first
OUTLINED: Final[tuple[Level, ...]] = ("gemeinde", "verband", "kreis")  # what small maps are drawn of
WAITED_FOR_S: Final = 2.0  # at most; it takes a third of a second
AHEAD_AFTER_S: Final = 1.0  # who asks at once has the processor for himself


def begin_ahead(app: ASGIApp, site: "Site", *also: Callable[[], object]) -> None:
    """Begin what is computed ahead, in a thread; gives back when what the first visitors ask is there.

    Where the machine has kept no columns yet, making them takes seconds: nobody waits for that.

    Parameters
    ----------
    app : ASGIApp
        Is asked as visitors ask it.
    site : Site
        Of the application.
    *also : callable
        Make what else is to be there soon, without arguments.
    """
    asked = Event()

    def ahead() -> None:
        try:
            ask_first(app, site, "gemeinde", "de")
        finally:
            asked.set()
        sleep(AHEAD_AFTER_S)
        ask_first(app, site, "verband", "en")
        for make in also:
            _made(make)
        warm(site)

    Thread(target=ahead, daemon=True).start()
    if site.atlas.edition.kept.has("columns", site.atlas.newest):
        asked.wait(WAITED_FOR_S)


def _made(make: Callable[[], object]) -> None:
    """Make it; what goes wrong is told to those who ask for it, and keeps nothing else from being made."""
    try:
        make()
    except KleinstadtError as error:
        log.warning("not made ahead: %s", error)


def ask_first(app: ASGIApp, site: "Site", level: Level, lang: Lang) -> None:
    """Ask the application for a town's page and its profile: making them makes what all such pages need.

    What goes wrong is left to those who ask.

    Parameters
    ----------
    app : ASGIApp
        Is asked.
    site : Site
        Of the application.
    level : {"gemeinde", "verband"}
        Level of the town.
    lang : Lang
        Language of the page.
    """
    try:
        with Asking(app) as asking:
            for address in _first_addresses(site.atlas, level, lang):
                asking.get(address)
    except KleinstadtError as error:
        log.warning("not asked ahead: %s", error)


def _first_addresses(atlas: Atlas, level: Level, lang: Lang) -> tuple[str, str]:
    """Page and profile of an area; of which is all the same."""
    areas = atlas.areas(atlas.newest, level)
    page = paths.in_language(paths.town(level, areas.keys[0], areas.names[0]), lang)
    return page, f"/api/v1/profile/{areas.keys[0]}"


def warm(site: "Site") -> None:
    """Columns, series, groups and borders of the newest year, the search index, reforms; requests meet the errors.

    Parameters
    ----------
    site : Site
        Told once all is there.
    """
    try:
        _warm(site)
        site.warm = True
    except KleinstadtError as error:
        log.warning("not computed ahead: %s", error)
    gc.collect()
    give_back_now()
    give_arrays_own_pages()
    gc.freeze()  # all this stays; looking through it again would stop every request for a third of a second


def _warm(site: "Site") -> None:
    atlas = site.atlas
    site.finder.warm()  # who comes to the start page types a name
    _maps(atlas)
    for level in reversed(TOWN_LEVELS):
        for name in atlas.indicators:
            atlas.column(name, atlas.newest, level)
    _trends(atlas)
    profiles = TownPages(site)
    for level in reversed(TOWN_LEVELS):
        for key in _one_of_each_group(atlas.areas(atlas.newest, level)):
            profiles.values(level, key, atlas.newest)


def _maps(atlas: Atlas) -> None:
    """Borders of the map and of small maps, and the map that opens first."""
    if atlas.newest in years_with_borders(atlas):
        for level in MAP_LEVELS:
            borders(atlas, atlas.newest, level)
        scene = scene_of(atlas, view_of(atlas, QueryParams()), "de")
        picture(scene, layers_of(scene, ""), "de")  # what it is drawn from stays
        start_picture(scene, night=False)
        for level in OUTLINED:
            outlines(atlas, atlas.newest, level)


def _trends(atlas: Atlas) -> None:
    """Series and reforms."""
    for level in reversed(TOWN_LEVELS):
        for name in development.TRENDS:
            if name in atlas.indicators:
                atlas.series(name, atlas.newest, level)
    development.reforms(atlas, [])


def _one_of_each_group(areas: Areas) -> list[str]:
    """An area of each type and Lage: what it is compared with serves all others of its group."""
    groups = zip(areas.codes[TYPE_COLUMN[areas.level]], areas.codes["lage"], areas.keys, strict=True)
    return list({(kind, lage): key for kind, lage, key in groups}.values())
