"""Bericht: the report of any year as its writer makes it, written once and kept; Daten und Methoden."""

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.edition.base_map.build import READ as UNDER_THE_MAP
from kleinstadt.sources.catalogue import SOURCES
from kleinstadt.web.pages.report_writing import Failure, ReportWriter
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.problems import NotFoundError
from kleinstadt.web.serving.security import POLICY
from kleinstadt.web.serving.site import Site, is_known
from kleinstadt.words.language import other, pick

KINDS: Final = {
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.S)


class ReportPages:
    """Pages around the report."""

    def __init__(self, site: Site) -> None:
        """Take the site.

        Parameters
        ----------
        site : Site
            What all pages share.
        """
        self.site = site
        self.writer = ReportWriter(site.atlas)

    def index(self, request: Request) -> Response:
        """/bericht: the years.

        Parameters
        ----------
        request : Request
            Nothing but its language is asked for.

        Returns
        -------
        Response
            HTML, or 304.
        """
        years = self.site.atlas.edition.years
        return self.site.page(request, "reports.html", lambda: {"years": years})

    def bare(self, request: Request) -> Response:
        """/bericht/2019 goes to /bericht/2019/: relative addresses need the slash.

        Parameters
        ----------
        request : Request
            Its path names the year.

        Returns
        -------
        Response
            301.

        Raises
        ------
        NotFoundError
            For a year without a report, with those that have one.
        """
        return paths.moved(request, f"/bericht/{self._year(request)}/")

    def file(self, request: Request) -> Response:
        """/bericht/2019/ and the files beside it.

        Parameters
        ----------
        request : Request
            Its path names the year and the file; ?neu=1 begins anew after a failure.

        Returns
        -------
        Response
            The file, or 304; 202 with a page that asks again while the report is written, 503 with why it was not.

        Raises
        ------
        NotFoundError
            For another year or file.
        """
        year, lang = self._year(request), request.state.lang
        name = request.path_params.get("name") or "index.html"
        folder = self.writer.folder(year, lang)
        if not folder.is_dir():
            return self._wait(request, year)
        found = {path.name: path for path in folder.iterdir() if path.suffix in KINDS}
        if name not in found:
            german, english = f"Der Bericht hat keine Datei {name[:60]}.", f"The report has no file {name[:60]}."
            raise NotFoundError(german, english)
        return _served(request, found[name], self.site.etag("report", year, lang, name))

    def _year(self, request: Request) -> int:
        text, years = request.path_params["year"], self.site.atlas.edition.years
        if text not in [str(year) for year in years]:
            listed = ", ".join(map(str, years))
            german = f"Für {text[:20]} gibt es keinen Bericht. Jahre: {listed}."
            raise NotFoundError(german, f"There is no report for {text[:20]}. Years: {listed}.")
        return int(text)

    def _wait(self, request: Request, year: int) -> Response:
        """A page that asks again in a few seconds, while the report is written; or one that says why it is not."""
        again = request.query_params.get("neu") == "1"
        step = self.writer.step(year, request.state.lang, again=again)
        headers = {"Cache-Control": "no-store"}
        if isinstance(step, Failure):
            page = self.site.render(request, "failed.html", {"year": year, "failure": step})
            return Response(page, 503, media_type="text/html", headers=headers)
        page = self.site.render(request, "writing.html", {"year": year, "step": step})
        return Response(page, 202, media_type="text/html", headers=headers)

    def methods(self, request: Request) -> Response:
        """/daten: indicators, sources, licences, the ledger, a glossary.

        Parameters
        ----------
        request : Request
            Nothing but its language is asked for.

        Returns
        -------
        Response
            HTML, or 304.
        """
        return self.site.page(request, "methods.html", self._methods)

    def _methods(self) -> Mapping[str, Any]:
        from kleinstadt.report.ledger import entries as published

        atlas = self.site.atlas
        vintages = atlas.edition.choice.vintages
        used: dict[str, set[str]] = {name: set() for name in UNDER_THE_MAP}
        lines = []
        for name, found in atlas.indicators.items():
            deliveries = [vintage for variable in found.variables for vintage in vintages.of(variable)]
            for vintage in deliveries:
                used.setdefault(vintage.source, set()).add(vintage.period)
            sources = [SOURCES[name] for name in sorted({vintage.source for vintage in deliveries})]
            lines.append((found, sources, atlas.edition.periods(name)))
        return {
            "indicators": lines,
            "sources": [(source, sorted(used[name])) for name, source in SOURCES.items() if name in used],
            "verdicts": atlas.once("verdicts", lambda: published.counts(published.ledger(atlas.edition))),
            "years": atlas.edition.years,
            "edition": atlas.fingerprint,
        }


def _served(request: Request, path: Path, etag: str) -> Response:
    lang, data = request.state.lang, path.read_bytes()
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    if path.suffix == ".html":
        back, name = pick((("Zum Atlas", "English"), ("To the atlas", "Deutsch")), lang)
        twin = other(lang)
        same = paths.in_language(request.scope["path"], twin)
        link = (
            f'<p class="wide"><a href="{paths.in_language("/", lang)}">← {back}</a> · '
            f'<a href="{same}" lang="{twin}" hreflang="{twin}">{name}</a></p>'
        )
        text = data.decode().replace("<body>", f"<body>{link}", 1)
        data = text.encode()
        headers["Content-Security-Policy"] = _policy(text)  # on 304 as well: browsers take its headers over
    if is_known(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=KINDS[path.suffix], headers=headers)


def _policy(page: str) -> str:
    """The policy of a page that carries its style and its fonts inside: exactly this style, by its hash."""
    digests = [base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in _STYLE.findall(page)]
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return f"{POLICY}; style-src 'self' {allowed}; font-src 'self' data:"
