"""Vergleich: two to six towns side by side."""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlencode

import numpy as np
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kleinstadt.compare.columns import Areas
from kleinstadt.compare.groups import group_of
from kleinstadt.compare.place_search import verband_of
from kleinstadt.compare.places import Place
from kleinstadt.compare.trends import TRENDS, Line, point_of_time
from kleinstadt.edition.edition import Level
from kleinstadt.indicators.model import Indicator
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.problems import NotFoundError, only_of
from kleinstadt.web.serving.site import Site

MOST: Final = 6


class ComparePages:
    """Pages with several towns."""

    def __init__(self, site: Site) -> None:
        """Take the site."""
        self.site = site

    def towns(self, request: Request) -> Response:
        """/vergleich?orte=KEY,KEY: figures and charts side by side; ?dazu=NAME adds a town, or asks which one.

        What adds nothing is told on the same page, beside the towns that are there (404).
        """
        only_of(self.site.atlas.newest, request)
        listed = [part for part in request.query_params.get("orte", "").split(",") if part]
        if request.query_params.get("dazu"):
            return self._added(request, listed)
        level, rows = self._rows(listed)
        return self.site.page(request, "compare.html", lambda: self._side_by_side(level, listed, rows))

    def _rows(self, listed: list[str]) -> tuple[Level, list[int]]:
        level: Level = "verband" if listed and len(listed[0]) == 9 else "gemeinde"
        areas = self.site.atlas.areas(self.site.atlas.newest, level)
        unknown = [key for key in listed if key not in areas.row]
        if unknown or len(listed) > MOST or len(set(listed)) < len(listed):
            text = ",".join(listed)[:60]
            german = f"Bis zu {MOST} verschiedene Schlüssel einer Ebene, durch Komma getrennt; nicht: {text}"
            english = f"Up to {MOST} different keys of one level, separated by commas; not: {text}"
            raise NotFoundError(german, english)
        return level, [areas.row[key] for key in listed]

    def _added(self, request: Request, listed: list[str]) -> Response:
        """The same page with one town more; with all that a name may mean, if it means several."""
        wanted = request.query_params["dazu"]
        level, rows = self._rows(listed)
        of_level = level if listed else None
        found = self._further(self.site.finder.candidates(wanted, limit=30), of_level, listed)
        if not found:
            return self._nothing_added(request, listed, rows, level)
        named = self.site.finder.is_a_name(wanted)
        if len(listed) == MOST or (named and len(found) == 1):
            query = urlencode({"orte": ",".join([*listed, next(iter(found))][:MOST])}, safe=",")
            return RedirectResponse(f"{paths.in_language('/vergleich', request.state.lang)}?{query}", 303)
        choice = {"wanted": wanted, "meant": found, "named": named}
        return self.site.page(request, "compare.html", lambda: self._side_by_side(level, listed, rows) | choice)

    def _nothing_added(self, request: Request, listed: list[str], rows: list[int], level: Level) -> Response:
        """The comparison as it was, why nothing was added, and what may have been meant."""
        wanted = request.query_params["dazu"]
        refusal = self._refusal(wanted, level)
        near = self._further(refusal.near, level if listed else None, listed) if len(listed) < MOST else {}
        told = {"wanted": wanted, "meant": near, "refused": refusal.text(request.state.lang)}
        page = self.site.render(request, "compare.html", self._side_by_side(level, listed, rows) | told)
        return Response(page, refusal.status, media_type="text/html")

    def _further(self, places: Iterable[Place], level: Level | None, listed: list[str]) -> dict[str, Place]:
        """Places that can be added, by key, best first; among Verbände, a municipality stands for its own."""
        atlas = self.site.atlas
        keys: dict[str, Place] = {}
        for place in places:
            if level == "verband" and place.level == "gemeinde":
                keys.setdefault(verband_of(atlas, atlas.newest)[place.key], place)
            elif level in (None, place.level):
                keys.setdefault(place.key, place)
        return {key: place for key, place in keys.items() if key not in listed}

    def _refusal(self, wanted: str, level: Level) -> NotFoundError:
        """Why a name adds nothing: it is unknown, or compared already, or a Verband among municipalities."""
        name, finder = wanted[:60], self.site.finder
        verbaende = [place for place in finder.candidates(wanted) if place.level == "verband"]
        if level == "gemeinde" and verbaende:
            german = (
                f"„{name}“ ist ein Gemeindeverband; verglichen werden hier Gemeinden. Beides lässt sich nicht mischen."
            )
            english = f"'{name}' is a Verband; municipalities are compared here. The two cannot be mixed."
            return NotFoundError(german, english, finder.members(verbaende[0].key))
        german, english = f"Kein weiterer Ort namens „{name}“.", f"No further place named '{name}'."
        return NotFoundError(german, english, finder.nearest(wanted))

    def _side_by_side(self, level: Level, listed: list[str], rows: list[int]) -> dict[str, Any]:
        atlas = self.site.atlas
        areas = atlas.areas(atlas.newest, level)
        themes: dict[str, list[tuple[Indicator, list[float | None], float | None, str]]] = {}
        for name in atlas.indicators if rows else ():
            column = atlas.column(name, atlas.newest, level)
            values = [_known(column.values[row]) for row in rows]
            vintage = next((column.vintage[row] for row in rows if column.vintage[row]), "") or ""
            line = (column.indicator, values, column.group_value(areas.everywhere), vintage)
            themes.setdefault(column.indicator.theme, []).append(line)
        return {
            "level": level,
            "towns": [areas.record(key) for key in listed],
            "keys": listed,
            "groups": [group_of(atlas, areas, key) for key in listed],
            "themes": themes,
            "charts_shown": [self._chart(name, areas, rows) for name in TRENDS if name in atlas.indicators]
            if rows
            else [],
            "most": MOST,
            "year": atlas.newest,
            "meant": {},
            "named": True,
            "refused": "",
        }

    def _chart(self, name: str, areas: Areas, rows: list[int]) -> tuple[Indicator, str | None, list[Line]]:
        series = self.site.atlas.series(name, areas.year, areas.level)
        times = tuple(point_of_time(period) for period in series.periods)
        index = name == "population"
        lines = []
        for place, row in enumerate(rows):
            values = series.values[:, row]
            if index:
                values = values / values[0] * 100
            lines.append(Line(f"town{place + 1}", times, tuple(_known(value) for value in values)))
        return self.site.atlas.indicators[name], series.periods[0] if index else None, lines


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
