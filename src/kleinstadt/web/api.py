"""The API, version 1: areas, indicators, values, profiles, peers, borders."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from kleinstadt.web import paths
from kleinstadt.web.site import Site


def router(site: Site) -> APIRouter:
    """The routes of /api/v1."""
    api = APIRouter(prefix="/api/v1")

    @api.get("/search", summary="Find places by name or key")
    def search(
        q: Annotated[str, Query(max_length=80, description="A name, however spelled, or a key.")],
        limit: Annotated[int, Query(ge=1, le=50)] = 10,
    ) -> dict[str, Any]:
        """Municipalities, Verbände and former municipalities, best first."""
        found = site.finder.search(q, limit)
        return {
            "data": [
                {
                    "key": place.key,
                    "level": place.level,
                    "name": place.name,
                    "where": place.where,
                    "former": place.former,
                    "path": paths.town(place.level, place.key, place.name),
                }
                for place in found
            ]
        }

    return api
