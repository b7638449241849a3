"""What there is, and where it is found."""

from fastapi import Request
from fastapi.responses import Response

from kleinstadt.compare.borders import years_with_borders
from kleinstadt.compare.places_within import sources_of_ways
from kleinstadt.compare.spellings import query_of
from kleinstadt.sources.catalogue import SOURCES
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.web.api import parameters as given
from kleinstadt.web.api.responses import licences, small_answer, sources_in_use
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.site import Site


class SearchCalls:
    """Calls that lead to the others."""

    def __init__(self, site: Site) -> None:
        """Take the site.

        Parameters
        ----------
        site : Site
            What all pages share.
        """
        self.site = site

    def contents(self, request: Request) -> Response:
        """Years, levels, indicators, the licences of all sources, and the addresses of everything else.

        Parameters
        ----------
        request : Request
            Its address and its If-None-Match are read.

        Returns
        -------
        Response
            JSON with the fields of schemas.Contents; 304 if the client has it already.
        """
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
        """Municipalities and Verbände by name, postcode, Ortsteil, former name or key, best first; meta says what fits.

        Kreise and Länder that are called so come after a town of that very name, and before all others.

        Postcodes come from OpenStreetMap under ODbL.

        Parameters
        ----------
        request : Request
            Its address and its If-None-Match are read.
        q : str
            A name, a postcode or a key, as it was typed.
        limit : int
            Places at most.

        Returns
        -------
        Response
            JSON, places with the fields of schemas.PlaceRow; 304 if the client has it already.
        """
        sources = [SOURCES["gv"], *sources_of_ways()]

        def make() -> dict[str, object]:
            found = self.site.finder.answer(q, limit)
            meta = {"edition": self.site.atlas.fingerprint, "licences": licences(sources), "by": found.by}
            regions = self.site.regions(q)
            bears = any(one.plain == query_of(q) and not one.borrowed for one in found.places)
            places = [*found.places, *regions] if bears else [*regions, *found.places]
            meta |= {"said_de": found.said("de"), "said_en": found.said("en")}
            rows = [
                {
                    "key": place.key,
                    "level": place.level,
                    "name": place.name,
                    "title": place.title,
                    "where": place.where,
                    "land": place.land,
                    "former": place.former,
                    "part": place.part,
                    "postcode": place.postcode,
                    "what_de": place.what("de"),
                    "what_en": place.what("en"),
                    "path": paths.town(place.level, place.key, place.name),
                }
                for place in places[:limit]
            ]
            return {"meta": meta, "data": rows}

        return small_answer(self.site, request, sources, make)
