"""The map page, what its script asks for, and the map as files."""

import gzip
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt import keys
from kleinstadt.compare.borders import borders_source, years_with_borders
from kleinstadt.indicators.model import THEMES
from kleinstadt.report.drawing.map_layers import FEWEST, MOST, Layer, printed_thresholds, typologies
from kleinstadt.report.drawing.map_picture import picture
from kleinstadt.spreadsheets import csv_bytes
from kleinstadt.territory.areas import SIZE_BREAKS, SIZES
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.territory.names import short
from kleinstadt.web.pages.map_view import LEVELS, SMALL, View, chosen, filter_words, layer_of, view_of
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.problems import NotFoundError
from kleinstadt.web.serving.site import Site, is_known, packed_response
from kleinstadt.words import categories as words
from kleinstadt.words.categories import Pair
from kleinstadt.words.labels import LAGEN, SMALL_TOWNS, TYPES
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

ROWS: Final = 50  # of the table under the map
FILE_KINDS: Final = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "gpkg": "application/geopackage+sqlite3",
    "csv": "text/csv",
}
ABOUT: Final = ("name", "land", "land_name", "kreis", "kreis_name", "type", "lage", "population")
METHOD_NAMES: Final[dict[str, Pair]] = {
    "thresholds": ("Schwellen des Berichts", "thresholds of the report"),
    "quantiles": ("Quantile (gleich viele)", "quantiles (equal counts)"),
    "natural": ("natürliche Brüche", "natural breaks"),
}


class MapPages:
    """Everything under /karte."""

    def __init__(self, site: Site) -> None:
        """Take the site."""
        self.site = site

    def page(self, request: Request) -> Response:
        """/karte: the map with its form, legend and table."""
        view = view_of(self.site.atlas, request.query_params)
        return self.site.page(request, "map.html", lambda: self._values(request, view))

    def _values(self, request: Request, view: View) -> Mapping[str, Any]:
        lang = request.state.lang
        found = layer_of(self.site.atlas, view, lang)
        return {
            "view": view,
            "layer": found,
            "rows": self._rows(view, found, lang)[:ROWS],
            "choices": self._choices(view, lang),
            "config": self._config(lang),
        }

    def _choices(self, view: View, lang: Lang) -> Mapping[str, Any]:
        """What each field of the form offers: value and label."""
        atlas = self.site.atlas
        themes: dict[str, list[tuple[str, str]]] = {}
        for name, found in atlas.indicators.items():
            themes.setdefault(pick(THEMES.get(found.theme, (found.theme,) * 2), lang), []).append(
                (name, found.label(lang))
            )
        types = [(SMALL, pick(("Kleinstädte (beide)", "Small towns (both)"), lang))]
        has_lage = "lage" in typologies(atlas, view.year)
        return {
            "typologies": [(key, pick(pair, lang)) for key, pair in typologies(atlas, view.year).items()],
            "themes": themes,
            "periods": atlas.edition.periods(view.indicator) if view.indicator in atlas.indicators else [],
            "periods2": atlas.edition.periods(view.second) if view.second in atlas.indicators else [],
            "years": years_with_borders(atlas),
            "levels": [(level, pick(words.LEVELS[level], lang)) for level in LEVELS],
            "methods": [(name, pick(pair, lang)) for name, pair in METHOD_NAMES.items()],
            "counts": list(range(FEWEST, MOST + 1)),
            "typ": types + [(key, pick(pair, lang)) for key, pair in TYPES.items()],
            "lage": [(key, pick(pair, lang)) for key, pair in LAGEN.items()] if has_lage else [],
            "land": list(keys.LAENDER.items()),
            "groesse": [(str(place), words.size(key, lang)) for place, key in enumerate(SIZES)],
        }

    def _config(self, lang: Lang) -> str:
        """What the script must know beforehand, as JSON."""
        atlas = self.site.atlas
        config = {
            "lang": lang,
            "sizes": list(SIZE_BREAKS),
            "small": list(SMALL_TOWNS),
            "periods": {name: atlas.edition.periods(name) for name in atlas.indicators},
            "printed": list(printed_thresholds()),
            "cities": _cities(lang),
            "laender": keys.LAENDER,
            "borders": borders_source(lang),
            "page": paths.in_language("/karte", lang),
            "prefix": pick(("", "/en"), lang),
        }
        return json.dumps(config, ensure_ascii=False)

    def _rows(self, view: View, found: Layer, lang: Lang) -> list[tuple[str, str, str, str]]:
        """The table: path, name, Land, value; highest first, missing last."""
        areas = self.site.atlas.areas(view.year, view.level)
        shown = np.flatnonzero(chosen(areas, view.filters) & areas.inhabited)
        order = sorted(shown, key=lambda row: (np.isnan(found.values[row]), -np.nan_to_num(found.values[row])))
        land = areas.codes["land"]
        return [
            (
                paths.town(view.level, areas.keys[row], areas.names[row]),
                short(areas.names[row]),
                keys.LAENDER.get(land[row], ""),
                shown_value(found, int(row), lang),
            )
            for row in order[:ROWS]
        ]

    def layer(self, request: Request) -> Response:
        """/karte/ebene: one map's values, classes and colours."""
        view = view_of(self.site.atlas, request.query_params)
        lang, second = request.state.lang, request.query_params.get("zweite") == "1"
        etag = self.site.etag("layer", lang, request.url.query)
        headers = {"ETag": etag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if is_known(request, etag):
            return Response(status_code=304, headers=headers)

        def render() -> str:
            return json.dumps(layer_of(self.site.atlas, view, lang, second=second).as_json(), ensure_ascii=False)

        packed = self.site.pages.get(f"layer {lang} {second} {view.query()}", render)
        return packed_response(request, packed, "application/json", headers)

    def file(self, request: Request) -> Response:
        """/karte/karte.svg and .png, .gpkg, .csv: the view as a file."""
        atlas, lang = self.site.atlas, request.state.lang
        view = view_of(atlas, request.query_params)
        form = request.path_params["form"]
        makers = {"svg": self._svg, "png": self._png, "gpkg": self._geopackage, "csv": self._csv}
        if form not in makers:
            german = f"Kein Format „{form[:20]}“. Es gibt: {', '.join(makers)}."
            raise NotFoundError(german, f"No format '{form[:20]}'. There are: {', '.join(makers)}.")
        name = f"kleinstadt-{view.indicator}-{view.level}-{view.year}.{form}"
        headers = {"ETag": self.site.etag("map", form, lang, view.query()), "Cache-Control": "no-cache"}
        if is_known(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        if request.query_params.get("anzeigen") != "1":
            headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return Response(makers[form](view, lang), media_type=FILE_KINDS[form], headers=headers)

    def _svg(self, view: View, lang: Lang) -> bytes:
        atlas = self.site.atlas
        areas = atlas.areas(view.year, view.level)
        vintage = pick(("Stand", "Vintage"), lang)
        found = layer_of(atlas, view, lang)
        borders = pick(("Gebietsstand", "Borders of"), lang)
        level = pick(words.LEVELS[view.level], lang)
        said = [level, f"{vintage} {found.vintage}", f"{borders} {view.year}", *filter_words(view.filters, lang)]
        subtitle = " · ".join(said)

        def render() -> str:
            shown = chosen(areas, view.filters)
            return picture(atlas, found, shown, view.year, view.level, lang=lang, subtitle=subtitle)

        return gzip.decompress(self.site.pages.get(f"svg {lang} {view.query()}", render))

    def _png(self, view: View, lang: Lang) -> bytes:
        from kleinstadt.report.drawing import images

        return images.png(self._svg(view, lang).decode())

    def _table(self, view: View, lang: Lang) -> pl.DataFrame:
        """Key, name, Land, type, the value, its class; filtered."""
        areas = self.site.atlas.areas(view.year, view.level)
        found = layer_of(self.site.atlas, view, lang)
        columns = [
            KEY_COLUMN[view.level],
            "name",
            "land",
            "land_name",
            "kreis",
            "kreis_name",
            "type",
            "lage",
            "population",
        ]
        frame = areas.frame.select(columns)
        classes = [found.labels[place] if place >= 0 else None for place in found.classes()]
        if found.breaks is not None:
            frame = frame.with_columns(pl.Series(found.id, found.values).fill_nan(None).round(6))
            frame = frame.with_columns(pl.lit(found.vintage).alias("vintage"), pl.lit(found.source).alias("source"))
        territory = pl.lit(view.year).alias("territory")
        return frame.with_columns(pl.Series("class", classes, dtype=pl.String), territory).filter(
            pl.Series(chosen(areas, view.filters))
        )

    def _csv(self, view: View, lang: Lang) -> bytes:
        return csv_bytes(self._table(view, lang))

    def _about(self, view: View, lang: Lang) -> str:
        """What a file must say of itself: what it shows, in which borders, from whom."""
        found = layer_of(self.site.atlas, view, lang)
        territory = pick(("Gebietsstand", "borders of"), lang)
        said = [found.title, found.vintage, f"{territory} {view.year}", *filter_words(view.filters, lang)]
        return f"{', '.join(said)}. {found.source}. {borders_source(lang)}"

    def _geopackage(self, view: View, lang: Lang) -> bytes:
        table = self._table(view, lang).to_pandas().set_index(KEY_COLUMN[view.level])
        shapes = self.site.atlas.edition.polygons(view.year, view.level)
        layer = shapes[["geometry"]].join(table, how="inner").reset_index(names=KEY_COLUMN[view.level])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "map.gpkg"
            about = self._about(view, lang)
            layer.to_file(path, driver="GPKG", layer=f"{view.level}_{view.year}", DESCRIPTION=about)
            return path.read_bytes()


def shown_value(found: Layer, row: int, lang: Lang) -> str:
    """The value of an area in words."""
    value = found.values[row]
    if np.isnan(value):
        return "–"
    if found.breaks is None:
        return found.labels[int(value)]
    return number(float(value), found.digits, lang)


def _cities(lang: Lang) -> list[tuple[str, float, float, str]]:
    """Cities to find one's way by: name, longitude, latitude, side of the name."""
    from pyproj import Transformer

    from kleinstadt.report.drawing.sheet import CITIES
    from kleinstadt.territory.geometry import EPSG

    to_degrees = Transformer.from_crs(EPSG, 4326, always_xy=True)
    found = []
    for german, english, east, north, side in CITIES:
        lon, lat = to_degrees.transform(east * 1000, north * 1000)
        found.append((pick((german, english), lang), round(lon, 4), round(lat, 4), side))
    return found
