"""What there is, and where it is found."""

from fastapi import Request
from fastapi.responses import Response

from kleinstadt.compare.borders import years_with_borders
from kleinstadt.sources.catalogue import SOURCES
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.web.api import parameters as given
from kleinstadt.web.api.responses import licences, small_answer, sources_in_use
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.site import Site


class SearchCalls:
    """Calls that lead to the others."""

    def __init__(self, site: Site) -> None:
        """Take the site."""
        self.site = site

    def contents(self, request: Request) -> Response:
        """Years, levels, indicators, the licences of all sources, and the addresses of everything else."""
        atlas = self.site.atlas
        sources = sources_in_use(atlas)
        return small_answer(
            self.site,
            request,
            sources,
            lambda: {
                "edition": atlas.fingerprint,
                "years": atlas.edition.years,
                "years_with_borders": years_with_borders(atlas),
                "levels": list(KEY_COLUMN),
                "indicators": list(atlas.indicators),
                "documentation": "/api",
                "openapi": "/api/v1/openapi.json",
                "licences": licences(sources),
            },
        )

    def search(self, request: Request, q: given.Wanted, limit: given.Most = 10) -> Response:
        """Municipalities, Verbände and former municipalities, best first."""
        sources = [SOURCES["gv"]]
        meta = {"edition": self.site.atlas.fingerprint, "licences": licences(sources)}

        def make() -> dict[str, object]:
            rows = [
                {
                    "key": place.key,
                    "level": place.level,
                    "name": place.name,
                    "where": place.where,
                    "former": place.former,
                    "path": paths.town(place.level, place.key, place.name),
                }
                for place in self.site.finder.search(q, limit)
            ]
            return {"meta": meta, "data": rows}

        return small_answer(self.site, request, sources, make)
