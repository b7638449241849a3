"""Zwillinge und Vorbilder of one Verband, and the groups of small towns (Karte 9)."""

from collections.abc import Mapping
from typing import Any, Final, cast

import numpy as np
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.compare import town_clusters
from kleinstadt.compare.borders import years_with_borders
from kleinstadt.compare.partners import partners
from kleinstadt.compare.peers import peers
from kleinstadt.compare.role_models import role_models
from kleinstadt.compare.scaled import LEVEL
from kleinstadt.compare.town_clusters import COUNTS, Clustered
from kleinstadt.errors import UnknownNameError
from kleinstadt.report.drawing import images, map_picture
from kleinstadt.report.drawing.map_colours import Colours
from kleinstadt.report.drawing.map_layers import MISSING, Layer, places_of
from kleinstadt.report.drawing.map_scene import Scene
from kleinstadt.typologies.clusters import Method
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.problems import NotFoundError, only_of
from kleinstadt.web.serving.site import Site, is_known
from kleinstadt.words import labels
from kleinstadt.words.language import Lang, pick

COLOURS: Final = ("#a53a20", "#1f7079", "#d9a441", "#813d74", "#6f8f4e", "#4a6fa5", "#c47a9a", "#7d7468")
FORMS: Final = ("svg", "png")
METHODS: Final = {"kmeans": "k-means", "ward": "Ward"}


class PeerPages:
    """Pages that compare one town with the others that matter to it."""

    def __init__(self, site: Site) -> None:
        """Take the site.

        Parameters
        ----------
        site : Site
            What all pages share.
        """
        self.site = site

    def peers(self, request: Request) -> Response:
        """/zwillinge/064400002-bad-nauheim.

        Parameters
        ----------
        request : Request
            Its path names a Verband, or a municipality, which stands for its own.

        Returns
        -------
        Response
            HTML, or 304; 301 to the right address.

        Raises
        ------
        NotFoundError
            For a key that there is not, with Verbände of that name; for ?jahr= of another year.
        """
        part = request.path_params["part"]
        atlas = self.site.atlas
        year = years_with_borders(atlas)[-1]
        only_of(year, request)
        areas = atlas.areas(year, LEVEL)
        try:
            key = self.site.finder.verband_of_key(paths.key_in(part) or "")
        except UnknownNameError as error:
            name = part.lstrip("0123456789-").replace("-", " ") or part
            near = [place for place in self.site.finder.search(name) if place.level == "verband"]
            raise NotFoundError(error.german, str(error), near) from error
        address = f"/zwillinge/{key}-{paths.slug(areas.names[areas.row[key]])}"
        if request.scope["path"] != address:
            return paths.moved(request, address)
        return self.site.page(request, "peers.html", lambda: self._values(key, year))

    def _values(self, key: str, year: int) -> Mapping[str, Any]:
        atlas = self.site.atlas
        areas = atlas.areas(year, LEVEL)
        return {
            "year": year,
            "areas": areas,
            "own": areas.record(key),
            "record": lambda row: areas.record(areas.keys[row]),
            "twins": peers(atlas, key, year),
            "models": role_models(atlas, key, year),
            "partners": partners(atlas, key, year),
            "indicators": atlas.indicators,
        }

    def clusters(self, request: Request) -> Response:
        """/gruppen: small towns in groups.

        Parameters
        ----------
        request : Request
            ?n= how many groups, ?art= kmeans or ward.

        Returns
        -------
        Response
            HTML, or 304.

        Raises
        ------
        NotFoundError
            For another number or method, with those there are; for ?jahr= of another year.
        """
        only_of(years_with_borders(self.site.atlas)[-1], request)
        count, method = _choice(request)
        return self.site.page(request, "clusters.html", lambda: self._groups(request, count, method))

    def _groups(self, request: Request, count: int, method: Method) -> Mapping[str, Any]:
        atlas, lang = self.site.atlas, request.state.lang
        year = years_with_borders(atlas)[-1]
        found = town_clusters.clustered(atlas, year, count, method)
        silhouettes = town_clusters.separation(atlas, year, method)
        return {
            "year": year,
            "count": count,
            "method": method,
            "methods": METHODS,
            "counts": COUNTS,
            "found": found,
            "silhouettes": silhouettes,
            "colours": COLOURS,
            "names": [_name(found, place, lang) for place in range(count)],
            "examples": [self._examples(found, place) for place in range(count)],
            "known": _known,
        }

    def _examples(self, found: Clustered, place: int) -> list[tuple[str, str]]:
        """The towns nearest to the middle of their group: path and name."""
        areas, scaled = found.table.areas, found.table.scaled
        rows = np.flatnonzero(found.labels == place)
        middle = np.nanmedian(scaled[rows], axis=0)
        far = np.nanmean((scaled[rows] - middle) ** 2, axis=1)
        nearest = rows[np.argsort(far)][:5]
        return [(paths.town("verband", areas.keys[row], areas.names[row]), areas.names[row]) for row in nearest]

    def cluster_map(self, request: Request) -> Response:
        """/gruppen/karte.png, which the page shows, and .svg.

        Parameters
        ----------
        request : Request
            Its path names the format, its query the groups as on the page.

        Returns
        -------
        Response
            PNG or SVG, or 304.

        Raises
        ------
        NotFoundError
            For another format, number or method, with those there are; for ?jahr= of another year.
        """
        only_of(years_with_borders(self.site.atlas)[-1], request)
        count, method = _choice(request)
        form, lang = request.path_params["form"], request.state.lang
        if form not in FORMS:
            german = f"Kein Format „{form[:20]}“. Es gibt: {', '.join(FORMS)}."
            raise NotFoundError(german, f"No format '{form[:20]}'. There are: {', '.join(FORMS)}.")
        headers = {"ETag": self.site.etag("cluster map", form, lang, count, method), "Cache-Control": "no-cache"}
        if is_known(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        svg = self._drawn(count, method, lang)
        if form == "png":
            return Response(images.page_png(svg, scale=1.0), media_type="image/png", headers=headers)
        return Response(svg, media_type="image/svg+xml", headers=headers)

    def _drawn(self, count: int, method: Method, lang: Lang) -> str:
        atlas = self.site.atlas
        year = years_with_borders(atlas)[-1]
        found = town_clusters.clustered(atlas, year, count, method)
        label = pick(("Gruppen der Kleinstädte", "Groups of small towns"), lang)
        areas = found.table.areas
        values = np.where(found.labels >= 0, found.labels, np.nan).astype(float)
        layer = Layer(
            id="clusters",
            label=label,
            title=label,
            unit="",
            digits=0,
            periods=(str(year),),
            labels=[_name(found, place, lang, short=True) for place in range(count)],
            colours=Colours(COLOURS[:count], COLOURS[:count]),
            values=values,
            places=places_of(np.where(found.labels >= 0, found.labels, MISSING), areas.inhabited),
            source="kleinstadt",
            named=True,
        )
        small = np.isin(found.table.areas.codes["type"], labels.SMALL_TOWNS)
        groups = pick(("Gruppen", "groups"), lang)
        scene = Scene(atlas, areas, "state", (layer,), small, filters=(f"{METHODS[method]}, {count} {groups}",))
        return map_picture.picture(scene, (layer,), lang)


def _choice(request: Request) -> tuple[int, Method]:
    count, method = request.query_params.get("n") or "5", request.query_params.get("art") or "kmeans"
    if count not in [str(number) for number in COUNTS] or method not in METHODS:
        german = f"n von {COUNTS[0]} bis {COUNTS[-1]}, art: {', '.join(METHODS)}."
        raise NotFoundError(german, f"n from {COUNTS[0]} to {COUNTS[-1]}, art: {', '.join(METHODS)}.")
    return int(count), cast("Method", method)


def _name(found: Clustered, place: int, lang: Lang, *, short: bool = False) -> str:
    """A group's letter, and what is characteristic of it."""
    letter = chr(ord("A") + place)
    return letter if short else f"{letter}: {town_clusters.marks(found, place, lang, 4)}"


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
