"""What the scripts of a site without a server read: its places for the search, its figures for the comparison."""

import json
from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.former_places import former_places
from kleinstadt.compare.places import place_of
from kleinstadt.compare.places_within import PlacesWithin
from kleinstadt.compare.spellings import plain
from kleinstadt.compare.values import Column
from kleinstadt.indicators.units import THEMES
from kleinstadt.report.drawing.map_frame import Frame
from kleinstadt.territory.names import short
from kleinstadt.web.delivery.scope import TOWNS, Pages
from kleinstadt.web.serving import paths
from kleinstadt.words.categories import MORE_THEMES

OUTLINE_M: Final = 30.0  # by which an outline may differ from the picture's: a third of a pixel or less
UNIT_M: Final = 100.0


def _script(name: str, value: object) -> str:
    """Data as a script, since browsers load no data from a folder."""
    return f"globalThis.{name} = {json.dumps(value, ensure_ascii=False, separators=(',', ':'))};\n"


def _file(key: str, name: str) -> str:
    return f"{paths.town(TOWNS, key, name)[1:]}.html"


def places_script(atlas: Atlas, pages: Pages) -> str:
    """Pages by key (name, level, Kreis, file), names that lead to them, and their postcodes (under ODbL).

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    pages : Pages
        What is delivered.

    Returns
    -------
    str
        JavaScript that sets `deliveredPlaces`.
    """
    areas, towns = atlas.areas(atlas.newest, TOWNS), dict(pages.towns())
    within, issue = PlacesWithin(atlas, areas), pages.issue
    found: dict[str, list[str]] = {issue.key: [issue.name, issue.level, "", f"{issue.path[1:]}.html"]}
    names: list[list[str]] = []
    for key in sorted(towns, key=lambda key: -np.nan_to_num(areas.population[areas.row[key]])):
        place = place_of(areas, key)
        found[key] = [short(place.name), TOWNS, short(place.where), _file(key, place.name)]
        names.append([place.plain, key, "", "", ""])
    names.append([plain(issue.name), issue.key, "", "", ""])  # a town comes before the region that its name begins
    parts = (part for part in within.parts if part.key in towns)
    names.extend([part.plain, part.key, part.title, part.what("de"), part.what("en")] for part in parts)
    names.extend(_former(atlas, towns))
    postcodes = within.postcodes_of(towns)
    return _script("deliveredPlaces", {"pages": found, "names": names, "postcodes": postcodes})


def _former(atlas: Atlas, towns: dict[str, str]) -> Iterator[list[str]]:
    """Municipalities of earlier days whose people mostly belong to one of these today."""
    for former in former_places(atlas.edition, atlas.areas(atlas.newest, TOWNS)).values():
        taker = former.takers[0]
        if taker.key in towns:
            today = short(taker.name)
            title = short(former.name)
            german, english = f"früher eigene Gemeinde, heute {today}", f"formerly a municipality, today {today}"
            yield [plain(former.name), taker.key, title, german, english]


def areas_script(atlas: Atlas, pages: Pages) -> str:
    """What the map tells of when pointed at: page, border (an SVG path) and a point inside of each municipality.

    Units are UNIT_M from the corner in the north-west, whose place in EPSG:25832 is told with them.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition, which must have borders.
    pages : Pages
        What is delivered.

    Returns
    -------
    str
        JavaScript that sets `deliveredAreas`.
    """
    import shapely

    towns = dict(pages.towns())
    borders = atlas.edition.polygons(atlas.newest, TOWNS).geometry
    shapes = borders[[key for key in towns if key in borders.index]].simplify(OUTLINE_M)
    west, _, _, north = map(float, shapes.total_bounds.round())
    frame = Frame(0, 0, 0, 0, west, north, UNIT_M)
    inside = frame.pixels(shapely.get_coordinates(shapes.representative_point().to_numpy())).tolist()
    areas = [
        [_file(key, towns[key]), frame.rings(shape), *at]
        for (key, shape), at in zip(shapes.items(), inside, strict=True)
    ]
    return _script("deliveredAreas", {"west": west, "north": north, "unit": UNIT_M, "areas": areas})


def figures_script(atlas: Atlas, pages: Pages) -> str:
    """The municipalities (key, name, file) and each theme's indicators with their values, as they are printed.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    pages : Pages
        What is delivered.

    Returns
    -------
    str
        JavaScript that sets `deliveredFigures`.
    """
    areas = atlas.areas(atlas.newest, TOWNS)
    towns = sorted(pages.towns(), key=lambda town: paths.slug(town[1]))
    rows = [areas.row[key] for key, _ in towns]
    themes: dict[str, list[dict[str, Any]]] = {}
    for name in atlas.indicators:
        column = atlas.column(name, atlas.newest, TOWNS)
        if not np.isnan(column.values[rows]).all():
            bund = column.group_value(areas.everywhere)
            themes.setdefault(column.indicator.theme, []).append(_line(column, rows, bund))
    listed = [(THEMES.get(theme) or MORE_THEMES.get(theme, (theme, theme)), lines) for theme, lines in themes.items()]
    told = [[key, short(name), _file(key, name)] for key, name in towns]
    return _script("deliveredFigures", {"towns": told, "themes": listed})


def _line(column: Column, rows: list[int], bund: float | None) -> dict[str, Any]:
    found = column.indicator
    vintages = sorted({column.vintage[row] or "" for row in rows} - {""})
    return {
        "label": (found.label("de"), found.label("en")),
        "unit": (found.unit_beside("de"), found.unit_beside("en")),
        "digits": found.decimals,
        "bund": _rounded(bund, found.decimals),
        "when": " … ".join(dict.fromkeys([vintages[0], vintages[-1]])) if vintages else "–",
        "values": [_rounded(float(column.values[row]), found.decimals) for row in rows],
    }


def _rounded(value: float | None, digits: int) -> float | int | None:
    """A value as it is printed; None if it is not known."""
    if value is None or np.isnan(value):
        return None
    return round(value, digits) if digits else round(value)
