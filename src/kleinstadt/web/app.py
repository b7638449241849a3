"""The application: routes, middleware, errors, and what is computed ahead in the background."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route
from starlette.types import ASGIApp

from kleinstadt import __version__
from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Edition
from kleinstadt.web.api.description import ApiPage
from kleinstadt.web.api.routes import router
from kleinstadt.web.catalogue.calls import CatalogueCalls
from kleinstadt.web.features.calls import ROOT, FeatureCalls
from kleinstadt.web.pages import town_files
from kleinstadt.web.pages.chart_files import ChartFiles
from kleinstadt.web.pages.comparison import ComparePages
from kleinstadt.web.pages.comparison_pdf import ComparisonFile
from kleinstadt.web.pages.funding import FundingPages
from kleinstadt.web.pages.map import MapPages
from kleinstadt.web.pages.map_files import MapFiles
from kleinstadt.web.pages.peers import PeerPages
from kleinstadt.web.pages.previews import Previews
from kleinstadt.web.pages.region import RegionPages
from kleinstadt.web.pages.report import ReportPages
from kleinstadt.web.pages.scatter import ScatterPages
from kleinstadt.web.pages.table import TablePages
from kleinstadt.web.pages.town import TownPages
from kleinstadt.web.prefetch import begin_ahead
from kleinstadt.web.serving.costly import CostlyAnswers
from kleinstadt.web.serving.issue import Issue
from kleinstadt.web.serving.later import Later
from kleinstadt.web.serving.refusals import add_errors
from kleinstadt.web.serving.security import HeadAsGet, LanguagePrefix, SecurityHeaders
from kleinstadt.web.serving.site import Site
from kleinstadt.web.serving.standards import KnownHosts, Standards

DESK: Final = ("/plan", "/plan/{rest:path}", "/fortschritt/{place}")  # web/desk/routes.py says what is there
TOWN_PAGES: Final = ("/stadt/{part}", "/verband/{part}")
REGION_PAGES: Final = ("/kreis/{part}", "/land/{part}", "/deutschland")


def create_app(
    edition: Path | str | None = None,
    *,
    ahead: bool = True,
    plans: bool = True,
    database: str | None = None,
    local: bool = True,
    hosts: frozenset[str] | None = None,
    issue: Issue | None = None,
) -> FastAPI:
    """The atlas of an edition, as an application that any ASGI server runs.

    Parameters
    ----------
    edition : Path or str, optional
        Folder of the edition; the embedded one by default.
    ahead : bool
        Make what the first visitors need before it listens, and more in the background (prefetch.py).
    plans : bool
        With the desk on which plans are written.
    database : str, optional
        Address of the database of plans; a file among the user's data by default. It is opened when the desk is first
        asked for.
    local : bool
        The desk answers to this machine's own names only.
    hosts : frozenset of str, optional
        Names that the server answers to (standards.hosts_of); any by default.
    issue : Issue, optional
        The region that is delivered as files: its pages offer what needs no server. None for a server.

    Returns
    -------
    FastAPI
        With its Site in `app.state.site`.

    Raises
    ------
    EditionError
        If the edition is not whole.
    """
    site = Site(Atlas(Edition(edition)), plans=plans, warm=not ahead, issue=issue)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if ahead:
            begin_ahead(app, site, *([app.state.desk.open] if plans else []))
        yield

    app = FastAPI(
        title="kleinstadt",
        version=__version__,
        description="Every answer names its licences: in the header Link and, as JSON, in meta.licences.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    app.state.site = site
    _add_pages(app, site)
    if plans:
        app.state.desk = Later(lambda: _desk(site, database, local=local))
        app.routes.extend(Route(address, app.state.desk) for address in DESK)
    add_errors(app, site)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(LanguagePrefix)
    app.add_middleware(CostlyAnswers)
    app.add_middleware(HeadAsGet)
    app.add_middleware(Standards)
    app.add_middleware(KnownHosts, hosts=hosts)
    return app


def _desk(site: Site, database: str | None, *, local: bool) -> ASGIApp:
    """The desk with its rooms, which take a third of the time in which a server starts."""
    from kleinstadt.web.desk.desk import Desk
    from kleinstadt.web.desk.routes import desk_routes

    return desk_routes(Desk(site, database, local=local))


def _add_pages(app: FastAPI, site: Site) -> None:
    """The pages' routes."""
    _add_api(app, site)
    towns = TownPages(site)
    maps = MapPages(site)
    files = MapFiles(site)
    peers = PeerPages(site)
    reports = ReportPages(site)
    compare = ComparePages(site)
    tables = TablePages(site)
    app.add_route("/static/{version}/{name}", site.static.serve)
    app.add_route("/favicon.ico", site.static.serve)
    app.add_route("/", towns.start)
    app.add_route("/suche", towns.search)
    app.add_route("/zwillinge/{part}", peers.peers)
    app.add_route("/gruppen", peers.clusters)
    app.add_route("/gruppen/karte.{form}", peers.cluster_map)
    app.add_route("/vergleich", compare.towns)
    app.add_route("/vergleich.pdf", ComparisonFile(compare).pdf)
    app.add_route("/foerderung/{part}", FundingPages(site, towns).town)
    app.add_route("/tabelle", tables.page)
    app.add_route("/tabelle.{form}", tables.file)
    app.add_route("/daten", reports.methods)
    app.add_route("/bericht", reports.index)
    app.add_route("/bericht/{year}", reports.bare)
    app.add_route("/bericht/{year}/", reports.file)
    app.add_route("/bericht/{year}/{name}", reports.file)
    app.add_route("/karte", maps.page)
    app.add_route("/karte/ebene", maps.layer)
    app.add_route("/karte/karte.{form}", files.file)
    app.add_route("/karte/anfang.svg", files.start)
    app.add_route("/einbetten/karte", files.embedded)
    regions = RegionPages(site)
    _add_charts(app, site, regions, compare)
    _add_areas(app, towns, regions)


def _add_api(app: FastAPI, site: Site) -> None:
    """What programs ask: the API with its description, OGC API Features, and what catalogues are told."""
    app.include_router(router(site))
    described = ApiPage(app, site)
    app.add_route("/api/v1/openapi.json", described.schema)
    app.add_route("/api/v1/openapi.de.json", described.schema_in_german)
    app.add_route("/api", described.page)
    _add_features(app, FeatureCalls(site))
    told = CatalogueCalls(site)
    app.add_route("/api/catalog.jsonld", told.dcat)
    app.add_route("/api/datapackage.json", told.package)


def _add_charts(app: FastAPI, site: Site, regions: RegionPages, compare: ComparePages) -> None:
    """Charts as files, the scatter, and the pictures beside links."""
    charts = ChartFiles(site, regions, compare)
    scatter = ScatterPages(site, charts)
    previews = Previews(site, regions)
    app.add_route("/vergleich/diagramm/{name}.{form}", charts.of_comparison)
    app.add_route("/punkte", scatter.page)
    app.add_route("/punkte/diagramm.{form}", scatter.file)
    app.add_route("/vorschau.png", previews.start)
    app.add_route("/karte/vorschau.png", previews.map)
    for page in (*TOWN_PAGES, *REGION_PAGES):
        app.add_route(f"{page}/diagramm/{{name}}.{{form}}", charts.of_place)
        app.add_route(f"{page}/vorschau.png", previews.area)


def _add_areas(app: FastAPI, towns: TownPages, regions: RegionPages) -> None:
    """The pages of towns and regions, with their small maps and what is taken away from a town's."""
    taken_away = town_files.TownFiles(towns)
    for page in REGION_PAGES:
        app.add_route(f"{page}/karte.svg", regions.members_map)
        app.add_route(page, regions.page)
    for page in TOWN_PAGES:
        app.add_route(f"{page}/lage.svg", regions.locator)
        for end in town_files.KINDS:
            app.add_route(f"{page}{end}", taken_away.file)
    app.add_route("/stadt/{part}", towns.town)
    app.add_route("/verband/{part}", towns.verband)


def _add_features(app: FastAPI, calls: FeatureCalls) -> None:
    """The addresses of OGC API Features."""
    collection = f"{ROOT}/collections/{{collection}}"
    app.add_route(ROOT, calls.landing)
    app.add_route(f"{ROOT}/definition", calls.definition)
    app.add_route(f"{ROOT}/conformance", calls.conformance)
    app.add_route(f"{ROOT}/collections", calls.collections)
    app.add_route(collection, calls.collection)
    app.add_route(f"{collection}/items", calls.items)
    app.add_route(f"{collection}/items/{{key}}", calls.item)
