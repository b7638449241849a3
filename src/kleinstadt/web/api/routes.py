"""The API, version 1: which address gives what."""

from collections.abc import Callable
from inspect import getdoc
from typing import Any, Final

from fastapi import APIRouter

from kleinstadt.web.api import compared
from kleinstadt.web.api import schemas as shapes
from kleinstadt.web.api.areas import AreaCalls
from kleinstadt.web.api.map import GeoJson, MapCalls
from kleinstadt.web.api.search import SearchCalls
from kleinstadt.web.api.tables import TableCalls
from kleinstadt.web.serving.site import Site

PREFIX: Final = "/api/v1"


def router(site: Site) -> APIRouter:
    """The routes of /api/v1; what each handler's docstring says before its sections is its description.

    Parameters
    ----------
    site : Site
        What all pages share.

    Returns
    -------
    APIRouter
        All routes, each with the shapes of its answers.
    """
    api = APIRouter(prefix=PREFIX)
    search, tables, areas, maps = SearchCalls(site), TableCalls(site), AreaCalls(site), MapCalls(site)

    def add(path: str, call: Any, summary: str, shape: type[shapes.Shape], **more: Any) -> None:  # noqa: ANN401
        answers = shapes.answers_of(shape, table=more.pop("table", False))
        api.add_api_route(path, call, summary=summary, description=_for_users(call), responses=answers, **more)

    add("", search.contents, "What the edition holds", shapes.Contents)
    add("/search", search.search, "Find places by name or key", shapes.Found)
    add("/indicators", tables.indicators, "The indicators", shapes.Indicators, table=True)
    add("/areas", tables.areas, "The areas of a level", shapes.Areas, table=True)
    add("/values", tables.values, "Values of indicators", shapes.Values, table=True)
    add("/series/{indicator}", tables.series, "One indicator over time", shapes.Periods, table=True)
    profile = "One area beside its group, its Land and Germany"
    add("/profile/{key}", areas.profile, profile, compared.Profile, table=True)
    strong = "What an area is strong and weak in"
    add("/findings/{key}", areas.findings, strong, compared.Findings, table=True)
    add("/peers/{key}", areas.peers, "The Verbände most like one", compared.Peers, table=True)
    models = "Verbände that started alike and did better"
    add("/role-models/{key}", areas.role_models, models, compared.RoleModels, table=True)
    add("/partners/{key}", areas.partners, "Neighbours that complement a Verband", compared.Partners, table=True)
    add("/geometry", maps.geometry, "Borders as GeoJSON", shapes.Borders, response_class=GeoJson)
    add("/column/{indicator}", maps.column, "One indicator as a bare list", shapes.Column)
    add("/attributes", maps.attributes, "What maps filter by", shapes.Attributes)
    return api


def _for_users(call: Callable[..., Any]) -> str:
    """What a handler's docstring says before its sections; those are for who reads the code."""
    return (getdoc(call) or "").partition("\n\nParameters\n")[0]
