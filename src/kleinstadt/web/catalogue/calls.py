"""/api/catalog.jsonld and /api/datapackage.json: made of the edition and the declarations when asked for."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.web.api.responses import head, sources_in_use
from kleinstadt.web.catalogue.data_package import data_package
from kleinstadt.web.catalogue.dcat import catalogue
from kleinstadt.web.serving.site import Site, is_known


class CatalogueCalls:
    """What data there is, for other programs."""

    def __init__(self, site: Site) -> None:
        """Take the site.

        Parameters
        ----------
        site : Site
            What all pages share.
        """
        self.site = site

    def dcat(self, request: Request) -> Response:
        """/api/catalog.jsonld, in both languages at once.

        Parameters
        ----------
        request : Request
            Addresses in the answer begin with the host that it asks.

        Returns
        -------
        Response
            JSON-LD; 304 if the client has it already.
        """
        base = _base(request)
        return self._answer(request, lambda: catalogue(self.site.atlas, base), "application/ld+json")

    def package(self, request: Request) -> Response:
        """/api/datapackage.json, in the language of the request.

        Parameters
        ----------
        request : Request
            Addresses in the answer begin with the host that it asks.

        Returns
        -------
        Response
            JSON; 304 if the client has it already.
        """
        base, lang = _base(request), request.state.lang
        return self._answer(request, lambda: data_package(self.site.atlas, base, lang), "application/json")

    def _answer(self, request: Request, make: Callable[[], Mapping[str, Any]], kind: str) -> Response:
        lang = request.state.lang
        etag = self.site.etag("catalogue", lang, _base(request), request.scope["path"])
        headers = head(etag, sources_in_use(self.site.atlas)) | {"Vary": "Accept-Encoding, Accept-Language"}
        if is_known(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        return Response(json.dumps(make(), ensure_ascii=False), media_type=kind, headers=headers)


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")
