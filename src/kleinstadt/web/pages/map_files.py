"""The map as files: SVG, PNG and PDF, GeoPackage and CSV; and as a page that other sites may embed."""

import gzip
from datetime import date
from typing import Final

import polars as pl
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.compare.basket import MOST
from kleinstadt.compare.borders import borders_source
from kleinstadt.compare.groups import TYPES_TOLD
from kleinstadt.files import temporary_folder
from kleinstadt.report.drawing import base_layers, images, map_picture
from kleinstadt.report.drawing.map_basket import Marked, marked
from kleinstadt.report.drawing.map_layers import Layer
from kleinstadt.report.drawing.map_legend import legends
from kleinstadt.report.drawing.map_legend_picture import figure
from kleinstadt.report.drawing.map_scene import Scene
from kleinstadt.report.drawing.map_start import start_picture
from kleinstadt.report.drawing.map_titles import headline
from kleinstadt.spreadsheets import csv_bytes
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.web.pages.map_pdf import map_pdf
from kleinstadt.web.pages.map_scenes import scene_of
from kleinstadt.web.pages.map_view import View, choice, view_of
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.problems import NotFoundError
from kleinstadt.web.serving.site import Site, is_known
from kleinstadt.words.language import Lang, pick

FILE_KINDS: Final = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "gpkg": "application/geopackage+sqlite3",
    "csv": "text/csv",
}
PLACE: Final = ("name", "land", "land_name", "kreis", "kreis_name")
SHAPES: Final = tuple(map_picture.FORMATS)


class MapFiles:
    """Everything of the map that is saved or embedded."""

    def __init__(self, site: Site) -> None:
        """Take the site.

        Parameters
        ----------
        site : Site
            What all pages share.
        """
        self.site = site

    def file(self, request: Request) -> Response:
        """/karte/karte.svg and .png, .pdf, .gpkg, .csv: one map of the view as a file.

        Parameters
        ----------
        request : Request
            Its path names the format, its query the view; ?bild= one of several maps, ?form= the picture's shape,
            ?nur=karte leaves out all but the map, ?anzeigen=1 shows it instead of saving it.

        Returns
        -------
        Response
            The file, or 304.

        Raises
        ------
        NotFoundError
            For another format, map or view.
        """
        atlas, lang, query = self.site.atlas, request.state.lang, request.query_params
        view, form = view_of(atlas, query), request.path_params["form"]
        if form not in FILE_KINDS:
            german = f"Kein Format „{form[:20]}“. Es gibt: {', '.join(FILE_KINDS)}."
            raise NotFoundError(german, f"No format '{form[:20]}'. There are: {', '.join(FILE_KINDS)}.")
        shape = choice(query, "form", SHAPES, SHAPES[0])
        bare, which = query.get("nur") == "karte", query.get("bild") or ""
        today = date.today() if form == "pdf" else None  # a page of paper bears the day
        headers = {
            "ETag": self.site.etag("map", form, lang, view.query(), shape, bare, which, today),
            "Cache-Control": "no-cache",
        }
        if is_known(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        scene = scene_of(atlas, view, lang)
        layers = layers_of(scene, which)
        if query.get("anzeigen") != "1":
            headers["Content-Disposition"] = f'attachment; filename="{_file_name(scene, layers[-1])}.{form}"'
        if today:
            body = map_pdf(scene, layers, lang, today, f"{paths.in_language('/karte', lang)}?{view.query()}")
        elif form in ("svg", "png"):
            body = self._svg(view, scene, layers, lang, shape, bare=bare)
            if form == "png":
                width, _, pixels = map_picture.FORMATS[shape]
                body = images.png(body.decode(), scale=pixels / width)
        else:
            table = _table(scene, layers[-1])
            body = csv_bytes(table) if form == "csv" else self._geopackage(scene, layers[-1], table, lang)
        return Response(body, media_type=FILE_KINDS[form], headers=headers)

    def start(self, request: Request) -> Response:
        """/karte/anfang.svg: what stands in place of the live map until that is drawn.

        Parameters
        ----------
        request : Request
            Its query is the view; ?nacht=1 on dark paper.

        Returns
        -------
        Response
            SVG, or 304.

        Raises
        ------
        NotFoundError
            For a view that there is not.
        """
        view, lang = view_of(self.site.atlas, request.query_params), request.state.lang
        night = choice(request.query_params, "nacht", ("", "1"), "") == "1"

        def draw() -> str:
            return start_picture(scene_of(self.site.atlas, view, lang), night=night)

        return self.site.answer(request, FILE_KINDS["svg"], draw, "start", view.query(orte=""), night)

    def _svg(self, view: View, scene: Scene, layers: tuple[Layer, ...], lang: Lang, shape: str, *, bare: bool) -> bytes:
        name = f"svg {lang} {view.query()} {shape} {bare} {[layer.title for layer in layers]}"

        def render() -> str:
            return map_picture.picture(scene, layers, lang, shape=shape, bare=bare)

        return gzip.decompress(self.site.packed(name, render))

    def _geopackage(self, scene: Scene, layer: Layer, table: pl.DataFrame, lang: Lang) -> bytes:
        key = KEY_COLUMN[scene.level]
        shapes = self.site.atlas.edition.polygons(scene.year, scene.level)
        joined = shapes[["geometry"]].join(table.to_pandas().set_index(key), how="inner").reset_index(names=key)
        with temporary_folder() as folder:
            path = folder / "map.gpkg"
            name = f"{scene.level}_{scene.year}"
            joined.to_file(path, driver="GPKG", layer=name, DESCRIPTION=_about(scene, layer, lang))
            return path.read_bytes()

    def embedded(self, request: Request) -> Response:
        """/einbetten/karte: title, map, legend and source, for a frame on another site; `ort` is outlined and told.

        Parameters
        ----------
        request : Request
            Its query is the view; ?ort= a key.

        Returns
        -------
        Response
            HTML without scripts, or 304.

        Raises
        ------
        NotFoundError
            For a view that there is not.
        """
        view = view_of(self.site.atlas, request.query_params)
        lang, place = request.state.lang, request.query_params.get("ort", "")

        def values() -> dict[str, object]:
            scene = scene_of(self.site.atlas, view, lang)
            found = marked(self.site.atlas, (place,), view.year, view.level)
            told = legends(scene, lang)[-1:]
            return {
                "view": view,
                "place": place if found else "",
                "chosen": _chosen(found[0], scene.layers[-1], lang) if found else "",
                "outlined": ",".join(list(dict.fromkeys([place] * len(found) + [*view.places]))[:MOST]),
                "head": headline(scene, lang),
                "legends": told,
                "figures": [Markup(figure(one, lang)) for one in told],
                "layer": scene.layers[-1],
                "which": str(len(scene.layers)),
                "borders": borders_source(lang),
                "base": base_layers.credit(lang, railways=bool(scene.land or scene.kreis)),
            }

        return self.site.page(request, "embed_map.html", values)


def _chosen(place: Marked, layer: Layer, lang: Lang) -> str:
    """Which place is outlined, and its value where the map has one."""
    value = f": {layer.shown_value(place.rows[0], lang)}" if place.source == "areas" and len(place.rows) == 1 else ""
    return f"{pick(('Umrandet ist', 'Outlined is'), lang)} {place.name}{value}."


def layers_of(scene: Scene, which: str) -> tuple[Layer, ...]:
    """The map to be drawn, after those whose legend it shares.

    Parameters
    ----------
    scene : Scene
        The maps of a view.
    which : str
        Number of one, from "1"; "" for the first, of two years the last.

    Returns
    -------
    tuple of Layer
        The one to be drawn stands last.

    Raises
    ------
    NotFoundError
        For another number, with those there are.
    """
    known = [str(at + 1) for at in range(len(scene.layers))]
    if not which:
        return scene.layers[-1:] if scene.way == "years" else scene.layers[:1]
    if which not in known:
        german = f"„bild={which[:20]}“ gibt es nicht. Möglich: {', '.join(known)}."
        raise NotFoundError(german, f"There is no 'bild={which[:20]}'. There are: {', '.join(known)}.")
    at = int(which) - 1
    if scene.way == "years" and at < 2:
        return (scene.layers[1 - at], scene.layers[at])
    return (scene.layers[at],)


def _file_name(scene: Scene, layer: Layer) -> str:
    """What a file is called: "einwohner-veraenderung-2013-2023-siegen-wittgenstein"."""
    change = ["veraenderung"] if layer.signed else []
    place = scene.place("de") if scene.land or scene.kreis else "deutschland"
    return paths.slug(" ".join([layer.label, *change, *layer.periods, place]))


def _about(scene: Scene, layer: Layer, lang: Lang) -> str:
    """What a file must say of itself: what it shows, in which borders, from whom."""
    territory = pick(("Gebietsstand", "borders of"), lang)
    said = [layer.title, *layer.periods, f"{territory} {scene.year}", *scene.filters, scene.place(lang)]
    return f"{', '.join(said)}. {layer.source}. {borders_source(lang)}"


def _table(scene: Scene, layer: Layer) -> pl.DataFrame:
    """Key, name, Land, type, the value, its class; filtered."""
    frame = scene.areas.frame.select(KEY_COLUMN[scene.level], *PLACE, *TYPES_TOLD[scene.level], "lage", "population")
    classes = [layer.labels[place] if place >= 0 else None for place in layer.places]
    if not layer.named:
        column = f"{layer.id}_change" if layer.signed else layer.id.partition("+")[0]
        frame = frame.with_columns(pl.Series(column, layer.values).fill_nan(None).round(6))
        covered = layer.of.covered if layer.of is not None and not layer.signed else None
        if covered is not None:  # for a part of the people only
            frame = frame.with_columns(pl.Series(f"{column}_people_pct", covered).fill_nan(None).round(1))
        if layer.second is not None:
            frame = frame.with_columns(pl.Series(layer.second.id, layer.second.values).fill_nan(None).round(6))
        frame = frame.with_columns(pl.lit("–".join(layer.periods)).alias("vintage"), pl.lit(layer.unit).alias("unit"))
        frame = frame.with_columns(pl.lit(layer.source).alias("source"))
    territory = pl.lit(scene.year).alias("territory")
    return frame.with_columns(pl.Series("class", classes, dtype=pl.String), territory).filter(
        pl.Series(scene.inhabited)
    )
