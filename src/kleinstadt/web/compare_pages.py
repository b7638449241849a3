"""Vergleich: two to six towns side by side; and the towns of a group as a table to sort and filter."""

from collections.abc import Mapping
from typing import Any, Final, cast
from urllib.parse import urlencode

import numpy as np
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kleinstadt import keys
from kleinstadt.indicators.model import Indicator
from kleinstadt.observatory import Level
from kleinstadt.report.labels import LAGEN, TYPES
from kleinstadt.web import paths, words
from kleinstadt.web.atlas import Areas
from kleinstadt.web.development import TRENDS, Line, point_of_time
from kleinstadt.web.map_view import LEVELS, SMALL, choice, chosen, filters_of
from kleinstadt.web.problems import NotFoundError
from kleinstadt.web.site import Site
from kleinstadt.web.standing import group_of

MOST: Final = 6
ROWS: Final = 100
COLUMNS: Final = (
    "settlement_density",
    "residents_per_job",
    "unemployed_share",
    "census_vacancy_pct",
    "income_tax_eur_per_head",
)
MOST_COLUMNS: Final = 6


class ComparePages:
    """Pages with several towns."""

    def __init__(self, site: Site) -> None:
        """Take the site."""
        self.site = site

    def towns(self, request: Request) -> Response:
        """/vergleich?orte=KEY,KEY: figures and charts side by side; ?dazu=NAME adds a town."""
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
        """The same page with one town more: the best match of the level that is compared."""
        wanted = request.query_params["dazu"]
        level, _ = self._rows(listed)
        found = [place for place in self.site.finder.search(wanted, limit=30) if place.level == level or not listed]
        found = [place for place in found if place.key not in listed]
        if not found:
            german, english = f"Kein weiterer Ort namens „{wanted[:60]}“.", f"No further place named '{wanted[:60]}'."
            raise NotFoundError(german, english)
        query = urlencode({"orte": ",".join([*listed, found[0].key][:MOST])}, safe=",")
        return RedirectResponse(f"{paths.in_language('/vergleich', request.state.lang)}?{query}", 303)

    def _side_by_side(self, level: Level, listed: list[str], rows: list[int]) -> Mapping[str, Any]:
        atlas = self.site.atlas
        areas = atlas.areas(atlas.newest, level)
        columns = {name: atlas.column(name, atlas.newest, level) for name in atlas.indicators}
        themes: dict[str, list[tuple[Indicator, list[float | None], float | None, str]]] = {}
        for column in columns.values() if rows else []:
            values = [_known(column.values[row]) for row in rows]
            vintage = next((column.vintage[row] for row in rows if column.vintage[row]), "") or ""
            line = (column.indicator, values, column.group_value(areas.inhabited), vintage)
            themes.setdefault(column.indicator.theme, []).append(line)
        return {
            "level": level,
            "towns": [areas.record(key) for key in listed],
            "keys": listed,
            "groups": [group_of(atlas, areas, areas.record(key)) for key in listed],
            "themes": themes,
            "charts_shown": [self._chart(name, areas, rows) for name in TRENDS if name in atlas.indicators]
            if rows
            else [],
            "most": MOST,
            "year": atlas.newest,
        }

    def _chart(self, name: str, areas: Areas, rows: list[int]) -> tuple[Indicator, str | None, list[Line]]:
        series = self.site.atlas.series(name, areas.year, areas.level)
        times = [point_of_time(period) for period in series.periods]
        index = name == "population"
        lines = []
        for place, row in enumerate(rows):
            values = series.values[:, row]
            if index:
                values = values / values[0] * 100
            lines.append(Line(f"town{place + 1}", times, [_known(value) for value in values]))
        return self.site.atlas.indicators[name], series.periods[0] if index else None, lines

    def table(self, request: Request) -> Response:
        """/tabelle: towns of a group, with the columns and in the order asked for."""
        query = request.query_params
        atlas = self.site.atlas
        level = cast("Level", choice(query, "ebene", LEVELS, "verband"))
        filters = filters_of(query)
        known = list(atlas.indicators)
        names = [name for name in query.getlist("i") if name][:MOST_COLUMNS] or [n for n in COLUMNS if n in known]
        for name in names:
            choice({"i": name}, "i", known, "")
        order = choice(query, "sort", ["name", "population", *known], "population")
        down = choice(query, "richtung", ("auf", "ab"), "auf" if order == "name" else "ab") == "ab"
        page = choice(query, "seite", [str(number) for number in range(1, 200)], "1")
        return self.site.page(
            request,
            "table.html",
            lambda: self._listed(level, filters, names, order, down, int(page), request.state.lang),
        )

    def _listed(
        self, level: Level, filters: Mapping[str, str], names: list[str], order: str, down: bool, page: int, lang: str
    ) -> Mapping[str, Any]:
        atlas = self.site.atlas
        areas = atlas.areas(atlas.newest, level)
        columns = [atlas.column(name, atlas.newest, level) for name in dict.fromkeys(names)]
        rows = np.flatnonzero(chosen(areas, filters) & areas.inhabited)
        rows = rows[_order(areas, rows, self._sorted_by(order, areas), down=down)]
        shown = [
            (areas.record(areas.keys[row]), [_known(column.values[row]) for column in columns])
            for row in rows[(page - 1) * ROWS : page * ROWS]
        ]
        state = {
            "ebene": level,
            **filters,
            "i": list(dict.fromkeys(names)),
            "sort": order,
            "richtung": "ab" if down else "auf",
        }

        def query(**changes: str | int) -> str:
            values = {name: value for name, value in {**state, **changes}.items() if value}
            return urlencode(values, doseq=True)

        return {
            "level": level,
            "filters": filters,
            "columns": [column.indicator for column in columns],
            "rows": shown,
            "total": len(rows),
            "page": page,
            "pages": max(1, -(-len(rows) // ROWS)),
            "order": order,
            "down": down,
            "query": query,
            "year": atlas.newest,
            "choices": table_choices(lang),
            "indicators": atlas.indicators,
            "most": MOST_COLUMNS,
        }

    def _sorted_by(self, order: str, areas: Areas) -> Any:  # noqa: ANN401 - names or numbers
        if order == "name":
            return None
        if order == "population":
            return areas.population
        return self.site.atlas.column(order, areas.year, areas.level).values


def _order(areas: Areas, rows: Any, values: Any, *, down: bool) -> Any:  # noqa: ANN401
    """Positions of rows in order; missing values last."""
    if values is None:
        names = sorted(range(len(rows)), key=lambda place: paths.slug(areas.names[rows[place]]), reverse=down)
        return np.array(names, dtype=int)
    inside = values[rows]
    return np.argsort(np.where(np.isnan(inside), np.inf, -inside if down else inside), kind="stable")


def table_choices(lang: str) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer: value and label."""
    both = words.pick(("Kleinstädte (beide)", "Small towns (both)"), lang)
    return {
        "ebene": [(level, words.pick(words.LEVELS[level], lang)) for level in LEVELS],
        "typ": [(SMALL, both), *((key, words.pick(pair, lang)) for key, pair in TYPES.items())],
        "lage": [(key, words.pick(pair, lang)) for key, pair in LAGEN.items()],
        "land": list(keys.LAENDER.items()),
        "groesse": [(str(place), words.size(key, lang)) for place, key in enumerate(words.SIZES)],
    }


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
