"""Computing ahead, in the background, what the first visitors would otherwise wait for."""

import logging
from typing import TYPE_CHECKING

from kleinstadt.errors import KleinstadtError
from kleinstadt.web import development
from kleinstadt.web.atlas import TOWN_LEVELS

if TYPE_CHECKING:
    from kleinstadt.web.site import Site

log = logging.getLogger(__name__)


def warm(site: "Site") -> None:
    """Columns and series of the newest year, the search index, reforms; errors are left to the requests."""
    try:
        _warm(site)
    except KleinstadtError as error:
        log.warning("not computed ahead: %s", error)


def _warm(site: "Site") -> None:
    atlas = site.atlas
    for level in reversed(TOWN_LEVELS):
        for name in atlas.indicators:
            atlas.column(name, atlas.newest, level)
    site.finder.warm()
    for level in reversed(TOWN_LEVELS):
        for name in development.TRENDS:
            if name in atlas.indicators:
                atlas.series(name, atlas.newest, level)
    development.reforms(atlas, [])
