"""The API's own page, drawn from its OpenAPI description: no script of others is needed to read it."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.web.api.german import in_german
from kleinstadt.web.api.responses import small_answer, sources_in_use
from kleinstadt.web.serving.site import Site, is_known
from kleinstadt.words.language import Lang, pick


class ApiPage:
    """Documentation of the API."""

    def __init__(self, app: FastAPI, site: Site) -> None:
        """Take the application whose routes are described.

        Parameters
        ----------
        app : FastAPI
            The application whose routes are described.
        site : Site
            What all pages share.
        """
        self.app, self.site = app, site

    def schema(self, request: Request) -> Response:
        """/api/v1/openapi.json, with English words.

        Parameters
        ----------
        request : Request
            Its address and its If-None-Match are read.

        Returns
        -------
        Response
            An OpenAPI 3.1 document; 304 if the client has it already.
        """
        return self._described(request, "en")

    def schema_in_german(self, request: Request) -> Response:
        """/api/v1/openapi.de.json, with German words.

        Parameters
        ----------
        request : Request
            Its address and its If-None-Match are read.

        Returns
        -------
        Response
            An OpenAPI 3.1 document; 304 if the client has it already.
        """
        return self._described(request, "de")

    def _described(self, request: Request, lang: Lang) -> Response:
        return small_answer(self.site, request, sources_in_use(self.site.atlas), lambda: self._document(lang))

    def _document(self, lang: Lang) -> dict[str, Any]:
        english = self.app.openapi()
        return pick((in_german(english), english), lang)

    def page(self, request: Request) -> Response:
        """/api: every call with its parameters, and one query in five languages.

        The page names the host it was asked by, so it is kept by no address alone.

        Parameters
        ----------
        request : Request
            The examples ask the host that it asks.

        Returns
        -------
        Response
            HTML; 304 if the client has it already.
        """
        base = str(request.base_url).rstrip("/")
        headers = {"ETag": self.site.etag("api page", request.state.lang, base), "Cache-Control": "no-cache"}
        if is_known(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        page = self.site.render(request, "api.html", {"calls": self._calls(request.state.lang)})
        return Response(page, media_type="text/html", headers=headers)

    def _calls(self, lang: Lang) -> list[Mapping[str, Any]]:
        found: list[Mapping[str, Any]] = []
        for path, methods in self._document(lang)["paths"].items():
            call = methods["get"]
            parameters = [self._parameter(parameter) for parameter in call.get("parameters", [])]
            example = path.replace("{indicator}", "population").replace("{key}", "064400002")
            found.append({**call, "path": path, "parameters": parameters, "example": example + _needed(path)})
        return found

    def _parameter(self, parameter: Mapping[str, Any]) -> Mapping[str, Any]:
        schema = parameter["schema"]
        kinds = [kind for kind in schema.get("anyOf", [schema]) if kind.get("type") != "null"]
        allowed = kinds[0].get("enum", [])
        return {
            "name": parameter["name"],
            "required": parameter.get("required", False),
            "text": parameter.get("description", ""),
            "allowed": ", ".join(map(str, allowed)),
            "default": schema.get("default"),
            "most": kinds[0].get("maximum"),
        }


def _needed(path: str) -> str:
    """What an example of a call must ask for."""
    return {
        "/api/v1/search": "?q=Bad+Naueim",
        "/api/v1/areas": "?level=verband&land=06&format=csv",
        "/api/v1/values": "?indicator=population,residents_per_job&level=verband&land=06",
        "/api/v1/series/{indicator}": "?area=064400002",
    }.get(path, "")
