"""/punkte: two figures of all towns against each other, with some towns by name."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, cast
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.basket import LEVEL_OF_DIGITS, MOST
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.credits import credits_of
from kleinstadt.compare.groups import Group, group_of
from kleinstadt.edition.edition import Level
from kleinstadt.indicators.model import Indicator
from kleinstadt.report.drawing.cloud import Axis, Cloud
from kleinstadt.territory.names import short
from kleinstadt.web.pages.chart_files import ChartFiles
from kleinstadt.web.pages.map_view import LEVELS, choice, chosen, filter_choices, filter_words, filters_of
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.problems import only_of
from kleinstadt.web.serving.site import Site, is_known
from kleinstadt.words import categories as words
from kleinstadt.words.language import Lang

ADDRESS: Final = "/punkte"
ACROSS: Final = "population_change_10y_pct"
UP: Final = "census_vacancy_pct"
SHOWN: Final = 50  # rows of the table in the page; the file has all
NAME: Final = "punkte"


@dataclass(frozen=True)
class _Wanted:
    """A scatter as an address says it: two figures, each of a period or its newest one, which towns, which by name."""

    x: str
    y: str
    x_period: str
    y_period: str
    level: Level
    filters: Mapping[str, str]
    places: tuple[str, ...]

    def query(self, **changes: str) -> str:
        """The address's query, with changes."""
        values = {
            "x": self.x,
            "y": self.y,
            "stand": self.x_period,
            "stand2": self.y_period,
            "ebene": self.level,
            **self.filters,
            "orte": ",".join(self.places),
            **changes,
        }
        return urlencode({name: value for name, value in values.items() if value}, safe=",")


def _wanted_of(atlas: Atlas, query: QueryParams) -> _Wanted:
    """The scatter that an address's query means; raises NotFoundError for what is not there."""
    places = tuple(dict.fromkeys(part for one in query.getlist("orte") for part in one.split(",") if part))[:MOST]
    of_places = next((LEVEL_OF_DIGITS[len(key)] for key in places if len(key) in (8, 9)), "verband")
    known = list(atlas.indicators)
    x, y = choice(query, "x", known, ACROSS), choice(query, "y", known, UP)
    level = cast("Level", choice(query, "ebene", LEVELS, of_places))
    return _Wanted(
        x=x,
        y=y,
        x_period=choice(query, "stand", ["", *atlas.edition.periods(x)], ""),
        y_period=choice(query, "stand2", ["", *atlas.edition.periods(y)], ""),
        level=level,
        filters=filters_of(query),
        places=places,
    )


def _cloud_of(atlas: Atlas, wanted: _Wanted, lang: Lang) -> Cloud:
    """The dots; without a filter the group is that of the first named town, without one of these all towns."""
    areas = atlas.areas(atlas.newest, wanted.level)
    marked = tuple(areas.row[key] for key in wanted.places if key in areas.row)
    said, mask = filter_words(wanted.filters, lang), chosen(areas, wanted.filters)
    group: Group | None = group_of(atlas, areas, areas.keys[marked[0]]) if marked and not said else None
    everybody = words.level(wanted.level, lang)
    return Cloud(
        areas=areas,
        x=_axis(atlas, areas, wanted.x, wanted.x_period),
        y=_axis(atlas, areas, wanted.y, wanted.y_period),
        chosen=group.mask if group else mask,
        marked=marked,
        group=group.name(lang) if group else ", ".join(said) or everybody,
        sources=_sources(atlas, wanted, lang),
    )


def _axis(atlas: Atlas, areas: Areas, name: str, period: str) -> Axis:
    column = atlas.column(name, areas.year, areas.level, period or None)
    vintages = sorted(one for one in column.vintage.used() if one)
    newest = period or (vintages[-1] if vintages else atlas.edition.periods(name)[-1])
    own = atlas.own(name, areas.year, areas.level)
    return Axis(column.indicator, newest, column.values, lent=bool(own[areas.inhabited].mean() < 0.5))


def _sources(atlas: Atlas, wanted: _Wanted, lang: Lang) -> list[str]:
    of = ((wanted.x, wanted.x_period), (wanted.y, wanted.y_period))
    origins = [one for name, period in of for one in atlas.origins(name, atlas.newest, period or None)]
    return credits_of(tuple(origins), lang)


class ScatterPages:
    """The page of the scatter and its files."""

    def __init__(self, site: Site, files: ChartFiles) -> None:
        """Take the site, and what makes files of charts.

        Parameters
        ----------
        site : Site
            What all pages share.
        files : ChartFiles
            Makes files of charts.
        """
        self.site, self.files = site, files

    def page(self, request: Request) -> Response:
        """/punkte?x=...&y=...&orte=06440002; ?dazu=NAME marks a further town.

        Parameters
        ----------
        request : Request
            ?x= and ?y= are ids of figures, ?stand= and ?stand2= their periods.

        Returns
        -------
        Response
            HTML, or 304.

        Raises
        ------
        NotFoundError
            For a figure, a period or a filter that there is not; for ?jahr= of another year.
        """
        only_of(self.site.atlas.newest, request)
        wanted, lang = _wanted_of(self.site.atlas, request.query_params), request.state.lang
        return self.site.page(request, "scatter.html", lambda: self._values(wanted, request.query_params, lang))

    def _values(self, wanted: _Wanted, query: QueryParams, lang: Lang) -> Mapping[str, Any]:
        atlas = self.site.atlas
        places, unknown = self._added(wanted, query.get("dazu", ""))
        wanted = replace(wanted, places=places)
        cloud = _cloud_of(atlas, wanted, lang)
        areas, rows = cloud.areas, cloud.rows.tolist()
        first = [row for row in cloud.marked if cloud.both[row]]
        listed = [*first, *(row for row in rows if row not in first)][:SHOWN]
        return {
            "wanted": wanted,
            "cloud": cloud,
            "unknown": unknown[:60],
            "places": [(areas.keys[row], short(areas.names[row]), bool(cloud.both[row])) for row in cloud.marked],
            "left_out": [key[:20] for key in wanted.places if key not in areas.row],
            "listed": [_row(cloud, row) for row in listed],
            "total": len(rows),
            "outside": cloud.outside(),
            "choices": filter_choices(lang),
            "figures": _by_theme(atlas),
            "periods": [atlas.edition.periods(name)[::-1] for name in (wanted.x, wanted.y)],
            "year": atlas.newest,
        }

    def _added(self, wanted: _Wanted, name: str) -> tuple[tuple[str, ...], str]:
        """The named towns with one more, and the name if it means none or several."""
        if not name:
            return wanted.places, ""
        found = [place for place in self.site.finder.candidates(name) if place.level == wanted.level]
        exact = found[:1] if len(found) == 1 or (found and self.site.finder.is_a_name(name)) else []
        return ((*wanted.places, exact[0].key)[-MOST:], "") if exact else (wanted.places, name)

    def file(self, request: Request) -> Response:
        """/punkte/diagramm.svg, .png, .csv: all towns of the group; .json: what the page's script tells of each dot.

        Parameters
        ----------
        request : Request
            Its path names the format, its query the figures and towns as on the page.

        Returns
        -------
        Response
            The file, or 304.

        Raises
        ------
        NotFoundError
            For another format, or as the page.
        """
        only_of(self.site.atlas.newest, request)
        wanted, lang = _wanted_of(self.site.atlas, request.query_params), request.state.lang
        cloud = _cloud_of(self.site.atlas, wanted, lang)
        address = f"{ADDRESS}?{wanted.query()}"
        if request.path_params["form"] == "json":
            headers = {"ETag": self.site.etag("dots", lang, wanted.query()), "Cache-Control": "no-cache"}
            if is_known(request, headers["ETag"]):
                return Response(status_code=304, headers=headers)
            told = json.dumps(cloud.points(lang), ensure_ascii=False, separators=(",", ":"))
            return Response(told, media_type="application/json", headers=headers)
        request.path_params["name"] = NAME
        stem = paths.slug(f"{wanted.x} {wanted.y}")
        return self.files.answer(request, {NAME: cloud}, address, stem, (wanted.query(),))


def _row(cloud: Cloud, row: int) -> tuple[str, str, float, float]:
    """A row of the table: address, name, both values."""
    areas = cloud.areas
    address = paths.town(areas.level, areas.keys[row], areas.names[row])
    return address, short(areas.names[row]), float(cloud.x.values[row]), float(cloud.y.values[row])


def _by_theme(atlas: Atlas) -> dict[str, list[Indicator]]:
    found: dict[str, list[Indicator]] = {}
    for indicator in atlas.indicators.values():
        found.setdefault(indicator.theme, []).append(indicator)
    return found
