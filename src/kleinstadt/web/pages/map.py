"""The map page, and what its script asks for."""

import json
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt import keys
from kleinstadt.compare.borders import borders_source, years_with_borders
from kleinstadt.compare.map_groups import grouped
from kleinstadt.compare.map_places import map_places, seats
from kleinstadt.report.drawing import base_layers
from kleinstadt.report.drawing.classes import PRINTED
from kleinstadt.report.drawing.map_json import layer_json
from kleinstadt.report.drawing.map_kinds import kinds
from kleinstadt.report.drawing.map_layers import Layer
from kleinstadt.report.drawing.map_legend import classes_advice, largest, legends
from kleinstadt.report.drawing.map_legend_picture import figure
from kleinstadt.report.drawing.map_picture import window
from kleinstadt.report.drawing.map_scene import Scene
from kleinstadt.report.drawing.map_titles import headline
from kleinstadt.report.drawing.style import ink_on
from kleinstadt.territory.coding import Floats
from kleinstadt.territory.names import short
from kleinstadt.web.pages.map_scenes import refusal, scene_of, span_of
from kleinstadt.web.pages.map_view import LEVELS, METHODS, WAYS, View, filter_choices, kreise, view_of
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.site import Site, theme_name
from kleinstadt.words import categories as words
from kleinstadt.words import dates
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

ROWS: Final = 50  # of the table under the map
BASE_MAP: Final = {  # files of the base map, as its script calls them
    "ground": "ground.json",
    "railways": "railways.json",
    "names": "names.json",
    "more": "more_names.json",
}


class MapPages:
    """/karte and what it is drawn from; its files are in map_files.py."""

    def __init__(self, site: Site) -> None:
        """Take the site.

        Parameters
        ----------
        site : Site
            What all pages share.
        """
        self.site = site

    def page(self, request: Request) -> Response:
        """/karte: the map with its form, legend and table.

        Parameters
        ----------
        request : Request
            Its query is the view (map_view.py).

        Returns
        -------
        Response
            HTML, or 304.

        Raises
        ------
        NotFoundError
            For a view that there is not.
        """
        view = view_of(self.site.atlas, request.query_params)
        return self.site.page(request, "map.html", lambda: self._values(request, view))

    def _values(self, request: Request, view: View) -> Mapping[str, Any]:
        atlas, lang = self.site.atlas, request.state.lang
        scene, span = scene_of(atlas, view, lang), span_of(atlas, view)
        told = legends(scene, lang)
        return {
            "view": view,
            "scene": scene,
            "span": span,
            "head": headline(scene, lang),
            "refusal": refusal(self.site.atlas, view, span, lang),
            "advice": classes_advice(scene, lang) if view.method == "fest" else "",
            "legends": told,
            "figures": [Markup(figure(one, lang)) for one in told],
            "basket": [
                {"name": one.name, "source": one.source, "rows": one.rows, "at": one.at} for one in scene.basket
            ],
            "rows": _rows_of(scene, lang, whole=self.site.issue is not None),
            "choices": self._choices(view, lang),
            "config": self._config(lang),
            "borders": borders_source(lang),
            "base": base_layers.credit(lang, railways=True),
            "window": window(scene, scene.layers[:1], lang) if self.site.issue else None,
        }

    def _choices(self, view: View, lang: Lang) -> Mapping[str, Any]:
        """What each field of the form offers: value and label."""
        atlas = self.site.atlas
        themes: dict[str, list[tuple[str, str]]] = {}
        for name, found in atlas.indicators.items():
            themes.setdefault(theme_name(found.theme, lang), []).append((name, found.label(lang)))
        filters = filter_choices(lang)
        own = kinds(atlas, view.year, view.level)
        periods = atlas.edition.periods(view.indicator) if view.indicator in atlas.indicators else []
        methods = {name: pair for name, pair in METHODS.items() if name != "thresholds"}
        if view.indicator in PRINTED:
            methods = dict(METHODS)
        return {
            "kinds": [(key, pick(pair, lang)) for key, pair in own.items()],
            "themes": themes,
            "ways": [(key, pick(pair, lang)) for key, pair in WAYS.items()] if len(periods) > 1 else [],
            "periods": [(period, dates.period(period, lang)) for period in reversed(periods)],
            "periods2": [
                (period, dates.period(period, lang))
                for period in reversed(atlas.edition.periods(view.second) if view.second in atlas.indicators else [])
            ],
            "years": years_with_borders(atlas),
            "levels": [(level, pick(words.LEVELS[level], lang)) for level in LEVELS],
            "methods": [(name, pick(pair, lang)) for name, pair in methods.items()],
            **filters,
            "lage": filters["lage"] if "lage" in own else [],
            "kreis": [(key, short(name)) for key, name in kreise(atlas, view.year, view.filters["land"]).items()],
        }

    def _config(self, lang: Lang) -> str:
        """What the script must know beforehand, as JSON."""
        config = {
            "lang": lang,
            "base": {name: self.site.static.address(file) for name, file in BASE_MAP.items()},
            "page": paths.in_language("/karte", lang),
            "prefix": pick(("", "/en"), lang),
            "compare": paths.in_language("/vergleich", lang),
            "laender": keys.LAENDER,
        }
        return json.dumps(config, ensure_ascii=False)

    def layer(self, request: Request) -> Response:
        """/karte/ebene: values, classes and colours of the maps of a view.

        Parameters
        ----------
        request : Request
            Its query is the view (map_view.py).

        Returns
        -------
        Response
            JSON for the page's script, or 304.

        Raises
        ------
        NotFoundError
            For a view that there is not.
        """
        view, lang = view_of(self.site.atlas, request.query_params), request.state.lang

        def render() -> str:
            return json.dumps(_as_json(scene_of(self.site.atlas, view, lang), lang), ensure_ascii=False)

        return self.site.answer(request, "application/json", render, "layer", lang, view.query())


def _as_json(scene: Scene, lang: Lang) -> dict[str, object]:
    """What the page's script draws: the maps, which areas are shown, where that is."""
    places = map_places(scene.atlas, scene.year, scene.level)
    pointed = any(layer.circles or layer.numbered for layer in scene.layers)
    shared = scene.layers[:2] if scene.way == "years" else ()
    panes = []
    for layer in scene.layers:
        most, radius = largest(scene, shared if layer in shared else (layer,)) if layer.circles else (0.0, 0.0)
        beside = scene.around(layer, lang)
        groups = _groups(scene, layer, lang) if not (layer.named or layer.circles or layer.second) else []
        pane: dict[str, object] = {
            "groups": groups,
            **layer_json(layer, lang),
            "beside": beside,
            "most": most,
            "radius": radius,
            "when": _when(layer.periods),
            "grey": sorted(scene.hatched(layer)),
            "lines": {"light": [*map(ink_on, layer.colours.light)], "dark": [*map(ink_on, layer.colours.dark)]},
        }
        panes.append(pane)
    return {
        "way": scene.way,
        "year": scene.year,
        "level": scene.level,
        "shown": "".join("1" if one else "0" for one in scene.shown),
        "place": scene.kreis or scene.land,
        "bounds": places.around(scene.shown) if scene.land or scene.kreis else None,
        "few": scene.few,
        "group": grouped(scene.atlas, scene.areas).of.tolist(),
        "seats": _degrees(seats(scene.atlas, scene.year, scene.level)) if scene.few else None,
        "points": _degrees(places.points) if pointed else None,
        "panes": panes,
    }


def _groups(scene: Scene, layer: Layer, lang: Lang) -> list[str]:
    """What the group of an area has, in words; empty for a group with few values."""
    found, middle = grouped(scene.atlas, scene.areas), pick(("Median von", "median of"), lang)
    said = []
    for place, group in enumerate(found.groups):
        known = found.median(place, layer.values)
        counted = f"{middle} {number(known[1], 0, lang)}" if known else ""
        said.append(f"{group.name(lang)}, {counted}: {layer.valued(known[0], lang)}" if known else "")
    return said


def _degrees(points: Floats) -> list[tuple[float, float] | None]:
    return [None if np.isnan(x) else (x, y) for x, y in points.tolist()]


def _when(periods: tuple[str, ...]) -> str:
    return "–".join(periods)


def _rows_of(scene: Scene, lang: Lang, *, whole: bool = False) -> list[tuple[str, str, str, str]]:
    """The table: path, name, Land, value; highest first, missing last; whole : not only its first rows."""
    layer, areas = scene.layers[-1] if scene.way == "years" else scene.layers[0], scene.areas
    shown = np.flatnonzero(scene.inhabited)
    values = layer.values
    order = sorted(shown, key=lambda row: (np.isnan(values[row]), -np.nan_to_num(values[row])))
    land = areas.codes["land"]
    return [
        (
            paths.town(scene.level, areas.keys[row], areas.names[row]),
            short(areas.names[row]),
            keys.LAENDER.get(land[row], ""),
            layer.shown_value(int(row), lang),
        )
        for row in order[: None if whole else ROWS]
    ]
