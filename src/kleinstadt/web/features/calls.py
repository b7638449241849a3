"""OGC API Features (Part 1: Core, GeoJSON) under /api/features: QGIS, ArcGIS, GDAL and R open it by its address."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.compare.borders import fine_borders
from kleinstadt.edition.edition import Level
from kleinstadt.sources.catalogue import Source
from kleinstadt.web.api.responses import head
from kleinstadt.web.features import areas
from kleinstadt.web.features.asked import Asked, asked_of, only_known
from kleinstadt.web.features.definition import KIND, definition
from kleinstadt.web.serving.problems import NotFoundError
from kleinstadt.web.serving.site import Site, is_known
from kleinstadt.words.language import pick

ROOT: Final = "/api/features"
CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
JSON: Final = "application/json"
GEOJSON: Final = "application/geo+json"
CONFORMS_TO: Final = tuple(
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{part}" for part in ("core", "oas30", "geojson")
)

Link = dict[str, str]


class FeatureCalls:
    """The calls of the standard.

    Each takes no parameters in its query but those it names, and refuses others with 400. Links in an answer begin with
    the host that was asked, and its texts are in the language of the request.
    """

    def __init__(self, site: Site) -> None:
        """Take the site.

        Parameters
        ----------
        site : Site
            What all pages share.
        """
        self.site, self.atlas = site, site.atlas

    def landing(self, request: Request) -> Response:
        """/api/features: where everything else is.

        Parameters
        ----------
        request : Request
            Without a query.

        Returns
        -------
        Response
            JSON with title, description and links; 304 if the client has it already.
        """
        base = _base(request)
        links = [
            _link(base, "self", JSON),
            _link(f"{base}/definition", "service-desc", KIND),
            _link(f"{str(request.base_url).rstrip('/')}/api", "service-doc", "text/html"),
            _link(f"{base}/conformance", "conformance", JSON),
            _link(f"{base}/collections", "data", JSON),
        ]
        german = "Deutschlands Gemeinden, Verbände, Kreise und Länder mit Grenzen und Kennzahlen."
        english = "Germany's municipalities, Verbände, Kreise and Länder with borders and key figures."
        about = {"title": "kleinstadt", "description": pick((german, english), request.state.lang), "links": links}
        return self._answer(request, lambda: about)

    def definition(self, request: Request) -> Response:
        """/api/features/definition: the calls as an OpenAPI 3.0 document.

        Parameters
        ----------
        request : Request
            Without a query.

        Returns
        -------
        Response
            JSON; 304 if the client has it already.
        """
        return self._answer(request, lambda: definition(_base(request), request.state.lang), KIND)

    def conformance(self, request: Request) -> Response:
        """/api/features/conformance: which parts of the standard are met.

        Parameters
        ----------
        request : Request
            Without a query.

        Returns
        -------
        Response
            JSON; 304 if the client has it already.
        """
        return self._answer(request, lambda: {"conformsTo": CONFORMS_TO})

    def collections(self, request: Request) -> Response:
        """/api/features/collections: one a level.

        Parameters
        ----------
        request : Request
            Without a query.

        Returns
        -------
        Response
            JSON; 304 if the client has it already.
        """
        links = [_link(f"{_base(request)}/collections", "self", JSON)]
        listed = [self._collection(request, level) for level in areas.COLLECTIONS]
        return self._answer(request, lambda: {"links": links, "collections": listed})

    def collection(self, request: Request) -> Response:
        """/api/features/collections/kreis: one of them.

        Parameters
        ----------
        request : Request
            `collection` in its path is the level.

        Returns
        -------
        Response
            JSON; 304 if the client has it already.

        Raises
        ------
        NotFoundError
            If there is no such collection; it lists those there are.
        """
        level = self._level(request)
        return self._answer(request, lambda: self._collection(request, level))

    def items(self, request: Request) -> Response:
        """/api/features/collections/kreis/items: a page of areas, and the address of the next one.

        Parameters
        ----------
        request : Request
            `collection` in its path is the level; its query is read by asked_of.

        Returns
        -------
        Response
            A FeatureCollection with numberMatched and numberReturned; its links and the header Link name the next
            page. 304 if the client has it already.

        Raises
        ------
        NotFoundError
            If there is no such collection; it lists those there are.
        RequestError
            If the query is not well written.
        """
        level, asked = self._level(request), asked_of(request)
        headers = self._head(request)
        if is_known(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        keys = areas.keys_within(self.atlas, level, asked.boxes)
        page = keys[asked.offset : asked.offset + asked.limit]
        following = _following(request, asked) if asked.offset + len(page) < len(keys) else []
        links = [_link(str(request.url), "self", GEOJSON), *following, *_about(request, level)]
        about = {"numberMatched": len(keys), "numberReturned": len(page), "links": links}
        features = ",".join(areas.features(self.atlas, level, page))
        body = f'{{"type":"FeatureCollection",{_json(about)[1:-1]},"features":[{features}]}}'
        return Response(body, media_type=GEOJSON, headers=headers | _next_in_head(headers, following))

    def item(self, request: Request) -> Response:
        """/api/features/collections/kreis/items/05970: one area.

        Parameters
        ----------
        request : Request
            `collection` in its path is the level, `key` the area's key.

        Returns
        -------
        Response
            A GeoJSON feature; 304 if the client has it already.

        Raises
        ------
        NotFoundError
            If there is no such collection, or no such area in it.
        """
        only_known(request, ())
        level, key = self._level(request), str(request.path_params["key"])
        if key not in fine_borders(self.atlas, areas.year_of_features(self.atlas), level).index:
            german = f"In {level} gibt es kein Gebiet {key[:20]}."
            raise NotFoundError(german, f"There is no area {key[:20]} in {level}.")
        headers = self._head(request)
        if is_known(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        [feature] = areas.features(self.atlas, level, [key])
        links = [_link(str(request.url), "self", GEOJSON), *_about(request, level)]
        return Response(f'{feature[:-1]},"links":{_json(links)}}}', media_type=GEOJSON, headers=headers)

    def _level(self, request: Request) -> Level:
        level: str = request.path_params["collection"]
        if level not in areas.COLLECTIONS:
            listed = ", ".join(areas.COLLECTIONS)
            german = f"Keine Sammlung „{level[:20]}“. Es gibt: {listed}."
            raise NotFoundError(german, f"No collection '{level[:20]}'. There are: {listed}.")
        return level

    def _collection(self, request: Request, level: Level) -> Mapping[str, Any]:
        address, lang = f"{_base(request)}/collections/{level}", request.state.lang
        licences = {source.licence_url: source for source in areas.sources_of_features(self.atlas)}
        return {
            "id": level,
            "title": pick(areas.COLLECTIONS[level], lang),
            "description": pick(areas.described(self.atlas, level), lang),
            "itemType": "feature",
            "extent": {"spatial": {"bbox": [areas.EXTENT], "crs": CRS84}},
            "crs": [CRS84],
            "links": [
                _link(address, "self", JSON),
                _link(f"{address}/items", "items", GEOJSON),
                *(_link(url, "license", "text/html", _credit(source)) for url, source in licences.items()),
            ],
        }

    def _answer(self, request: Request, make: Callable[[], Mapping[str, Any]], kind: str = JSON) -> Response:
        """A JSON object; 304 if the client has it."""
        only_known(request, ())
        headers = self._head(request)
        if is_known(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        return Response(_json(make()), media_type=kind, headers=headers)

    def _head(self, request: Request) -> dict[str, str]:
        """The head of an answer, which names its server and speaks a language."""
        lang = request.state.lang
        etag = self.site.etag("features", lang, str(request.url))
        spoken = {"Content-Language": lang, "Vary": "Accept-Encoding, Accept-Language"}
        return head(etag, areas.sources_of_features(self.atlas)) | spoken


def _credit(source: Source) -> str:
    return f"{source.attribution}, {source.licence}"


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/") + ROOT


def _link(address: str, rel: str, kind: str, title: str = "") -> Link:
    return {"href": address, "rel": rel, "type": kind} | ({"title": title} if title else {})


def _about(request: Request, level: Level) -> list[Link]:
    return [_link(f"{_base(request)}/collections/{level}", "collection", JSON)]


def _following(request: Request, asked: Asked) -> list[Link]:
    """The link to the next page, with all that was asked for."""
    query = dict(request.query_params) | {"limit": str(asked.limit), "offset": str(asked.offset + asked.limit)}
    address = f"{str(request.url).partition('?')[0]}?{urlencode(query, safe=',/:')}"
    return [_link(address, "next", GEOJSON)]


def _next_in_head(headers: Mapping[str, str], following: list[Link]) -> dict[str, str]:
    links = [headers["Link"], *(f'<{link["href"]}>; rel="next"; type="{link["type"]}"' for link in following)]
    return {"Link": ", ".join(links)}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
