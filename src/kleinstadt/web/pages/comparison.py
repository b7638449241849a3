"""Vergleich: up to eight places side by side: municipalities or Verbände, and any Kreise, Länder and Germany."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

import numpy as np
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kleinstadt.compare.columns import Areas, Atlas
from kleinstadt.compare.groups import TYPE_COLUMN
from kleinstadt.compare.place_search import verband_of
from kleinstadt.compare.places import Place
from kleinstadt.compare.regions import REGIONS, regions_called
from kleinstadt.compare.trends import TRENDS, Line, as_index, point_of_time, since_the_census
from kleinstadt.edition.edition import Level
from kleinstadt.indicators.model import Indicator
from kleinstadt.keys import BUND
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.problems import NotFoundError, only_of
from kleinstadt.web.serving.site import Site

MOST: Final = 8
LEVEL_OF_DIGITS: Final[dict[int, Level]] = {2: "land", 5: "kreis", 8: "gemeinde", 9: "verband"}


@dataclass(frozen=True)
class Spot:
    """One place of a comparison: its areas and its row among them."""

    areas: Areas
    key: str

    @property
    def row(self) -> int:
        """Where it stands among all areas of its level."""
        return self.areas.row[self.key]


@dataclass(frozen=True)
class Basket:
    """The places of a comparison, in the order of the address.

    level : of the towns among them, which are all municipalities or all Verbände
    without : keys that were asked for and are not to be had; beyond : those for which there is no room
    """

    level: Level
    spots: tuple[Spot, ...]
    without: tuple[str, ...]
    beyond: tuple[str, ...]

    @property
    def keys(self) -> list[str]:
        """Their keys."""
        return [spot.key for spot in self.spots]

    @property
    def has_towns(self) -> bool:
        """Whether there is any municipality or Verband among them."""
        return any(spot.areas.level not in REGIONS for spot in self.spots)


def basket_of(atlas: Atlas, listed: list[str]) -> Basket:
    """The places of these keys, each once; the first town says whether towns are municipalities or Verbände."""
    levels: dict[str, Level | None] = {key: LEVEL_OF_DIGITS.get(len(key)) for key in dict.fromkeys(listed)}
    if BUND in levels:
        levels[BUND] = "bund"
    towns: Level = next((level for level in levels.values() if level and level not in REGIONS), "gemeinde")
    spots, without = [], []
    for key, level in levels.items():
        areas = atlas.areas(atlas.newest, level) if level and level in (towns, *REGIONS) else None
        if areas is None or key not in areas.row:
            without.append(key)
        else:
            spots.append(Spot(areas, key))
    beyond = tuple(spot.key for spot in spots[MOST:])
    return Basket(towns, tuple(spots[:MOST]), tuple(without), beyond)


class ComparePages:
    """Pages with several places."""

    def __init__(self, site: Site) -> None:
        """Take the site."""
        self.site = site

    def towns(self, request: Request) -> Response:
        """/vergleich?orte=KEY,KEY: figures and charts side by side; ?dazu=NAME adds a place, or asks which one.

        `orte` may come several times. What adds nothing is told on the same page, beside the places there are (404).
        """
        only_of(self.site.atlas.newest, request)
        given = request.query_params.getlist("orte")
        basket = self._basket([part for one in given for part in one.split(",") if part])
        if request.query_params.get("dazu"):
            return self._added(request, basket)
        return self.site.page(request, "compare.html", lambda: self._side_by_side(basket))

    def _basket(self, listed: list[str]) -> Basket:
        """The places; raises NotFoundError where none of them is known."""
        basket = basket_of(self.site.atlas, listed)
        if listed and not basket.spots:
            text = ",".join(listed)[:60]
            german = f"Bis zu {MOST} Orte, als Schlüssel und durch Komma getrennt; nicht: {text}"
            english = f"Up to {MOST} places, as keys separated by commas; not: {text}"
            raise NotFoundError(german, english)
        return basket

    def _added(self, request: Request, basket: Basket) -> Response:
        """The same page with one place more; with all that a name may mean, if it means several."""
        wanted = request.query_params["dazu"]
        found = self._further(self._called(wanted), basket)
        if not found:
            return self._nothing_added(request, basket)
        named = self.site.finder.is_a_name(wanted) or any(place.level in REGIONS for place in found.values())
        if len(basket.spots) == MOST:
            return self._full(request, basket)
        if named and len(found) == 1:
            query = urlencode({"orte": ",".join([*basket.keys, next(iter(found))])}, safe=",")
            return RedirectResponse(f"{paths.in_language('/vergleich', request.state.lang)}?{query}", 303)
        choice = {"wanted": wanted, "meant": found, "named": named}
        return self.site.page(request, "compare.html", lambda: self._side_by_side(basket) | choice)

    def _called(self, wanted: str) -> list[Place]:
        """The towns and regions of a name, towns first."""
        atlas = self.site.atlas
        regions = regions_called(atlas, wanted, atlas.newest)
        towns = self.site.finder.candidates(wanted, limit=30)
        return [*(towns if self.site.finder.is_a_name(wanted) or not regions else []), *regions]

    def _full(self, request: Request, basket: Basket) -> Response:
        """The comparison as it was, and that it has room for no more."""
        german = f"Es sind schon {MOST} Orte; für einen weiteren bitte erst einen entfernen."
        refusal = NotFoundError(german, f"There are {MOST} places already; remove one first.")
        return self._as_it_was(request, basket, refusal, 409)

    def _nothing_added(self, request: Request, basket: Basket) -> Response:
        """The comparison as it was, why nothing was added, and what may have been meant."""
        refusal = self._refusal(request.query_params["dazu"], basket.level)
        return self._as_it_was(request, basket, refusal, refusal.status)

    def _as_it_was(self, request: Request, basket: Basket, refusal: NotFoundError, status: int) -> Response:
        near = self._further(refusal.near, basket) if len(basket.spots) < MOST else {}
        told = {"wanted": request.query_params["dazu"], "meant": near, "refused": refusal.text(request.state.lang)}
        page = self.site.render(request, "compare.html", self._side_by_side(basket) | told)
        return Response(page, status, media_type="text/html")

    def _further(self, places: Iterable[Place], basket: Basket) -> dict[str, Place]:
        """Places that can be added, by key, best first; among Verbände, a municipality stands for its own."""
        atlas = self.site.atlas
        level = basket.level if basket.has_towns else None
        keys: dict[str, Place] = {}
        for place in places:
            if level == "verband" and place.level == "gemeinde":
                keys.setdefault(verband_of(atlas, atlas.newest)[place.key], place)
            elif level in (None, place.level) or place.level in REGIONS:
                keys.setdefault(place.key, place)
        return {key: place for key, place in keys.items() if key not in basket.keys}

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

    def _side_by_side(self, basket: Basket) -> dict[str, Any]:
        atlas, spots = self.site.atlas, basket.spots
        whole = atlas.areas(atlas.newest, basket.level)
        themes: dict[str, list[tuple[Indicator, list[float | None], float | None, str]]] = {}
        for name in atlas.indicators if spots else ():
            columns = [atlas.column(name, atlas.newest, spot.areas.level) for spot in spots]
            values = [_known(column.values[spot.row]) for column, spot in zip(columns, spots, strict=True)]
            vintages = [column.vintage[spot.row] for column, spot in zip(columns, spots, strict=True)]
            germany = atlas.column(name, atlas.newest, whole.level).group_value(whole.everywhere)
            line = (columns[0].indicator, values, germany, next(filter(None, vintages), "") or "")
            themes.setdefault(columns[0].indicator.theme, []).append(line)
        return {
            "level": basket.level if basket.has_towns else "",
            "towns": [spot.areas.record(spot.key) for spot in spots],
            "pages": [paths.town(spot.areas.level, spot.key, spot.areas.names[spot.row]) for spot in spots],
            "levels": [spot.areas.level for spot in spots],
            "keys": basket.keys,
            "types": [spot.areas.record(spot.key).get(TYPE_COLUMN[spot.areas.level]) for spot in spots],
            "without": [key[:20] for key in basket.without],
            "beyond": basket.beyond,
            "germany": BUND not in basket.keys,
            "themes": themes,
            "charts_shown": [self._chart(name, spots) for name in TRENDS if name in atlas.indicators] if spots else [],
            "most": MOST,
            "year": atlas.newest,
            "meant": {},
            "named": True,
            "refused": "",
        }

    def _chart(self, name: str, spots: tuple[Spot, ...]) -> tuple[Indicator, str | None, list[Line]]:
        index = name == "population"
        lines, first = [], None
        for place, spot in enumerate(spots):
            series = self.site.atlas.series(name, spot.areas.year, spot.areas.level)
            since = since_the_census(series.periods) if index else slice(None)
            values, periods = series.values[since, spot.row], series.periods[since]
            first = periods[0]
            if index:
                values = as_index(values, 0)
            times = tuple(point_of_time(period) for period in periods)
            lines.append(Line(f"town{place + 1}", times, tuple(_known(value) for value in values)))
        return self.site.atlas.indicators[name], first if index else None, lines


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
