"""The areas of a level as features: borders, names and key figures, each figure with its year and how it is known."""

import json
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from kleinstadt.compare.borders import fine_borders, years_with_borders
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.profile import KEY_FIGURES
from kleinstadt.edition.edition import Level
from kleinstadt.sources.catalogue import SOURCES, Source
from kleinstadt.web.features.asked import Box
from kleinstadt.words.language import Text

COLLECTIONS: Final[dict[Level, Text]] = {
    "gemeinde": Text("Gemeinden", "Municipalities"),
    "verband": Text("Gemeindeverbände", "Verbände (associations of municipalities)"),
    "kreis": Text("Kreise und kreisfreie Städte", "Kreise (districts)"),
    "land": Text("Länder", "Länder (states)"),
}
EXTENT: Final[Box] = (5.8, 47.2, 15.1, 55.1)  # Germany
NAMES: Final = ("name", "land", "land_name", "kreis", "kreis_name", "area_km2", "type", "own_type", "lage", "size")
DIGITS: Final = 5  # of a degree: 1 m


def year_of_features(atlas: Atlas) -> int:
    """The newest year whose borders are known.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.

    Returns
    -------
    int
        Year of the borders of all features.
    """
    return years_with_borders(atlas)[-1]


def _figures_of(atlas: Atlas) -> list[str]:
    """The key figures that the edition has."""
    return [name for name in KEY_FIGURES if name in atlas.indicators]


def described(atlas: Atlas, level: Level) -> Text:
    """What a collection holds, in a paragraph.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    level : Level
        Level of the areas; one of COLLECTIONS.

    Returns
    -------
    Text
        Names all key figures.
    """
    year = year_of_features(atlas)
    german = [f"{name}: {_titled(atlas, name).de}" for name in _figures_of(atlas)]
    english = [f"{name}: {_titled(atlas, name).en}" for name in _figures_of(atlas)]
    return Text(
        f"{COLLECTIONS[level].de} in den Grenzen von {year}, auf 150 m vereinfacht, mit Kennzahlen. Zu jeder Zahl sagt "
        "_when ihr Jahr, _status, wie sie bekannt ist oder warum sie fehlt (null), und _people_pct, für wie viel "
        "Prozent der Menschen sie bekannt ist. " + "; ".join(german) + ".",
        f"{COLLECTIONS[level].en} in the borders of {year}, simplified to 150 m, with key figures. For each figure "
        "_when is its year, _status how it is known, or why it is missing (null), and _people_pct for how many per "
        "cent of the people it is known. " + "; ".join(english) + ".",
    )


def _titled(atlas: Atlas, name: str) -> Text:
    found = atlas.indicators[name]
    return Text(found.titled("de"), found.titled("en"))


def sources_of_features(atlas: Atlas) -> list[Source]:
    """Whom the borders, the names and the figures come from.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.

    Returns
    -------
    list of Source
        In the order of the catalogue.
    """
    year = year_of_features(atlas)
    used = {origin.source_id for name in _figures_of(atlas) for origin in atlas.origins(name, year)}
    return [source for name, source in SOURCES.items() if name in {"vg250", "gv", *used}]


def keys_within(atlas: Atlas, level: Level, boxes: Sequence[Box] | None) -> list[str]:
    """The areas whose borders touch one of the boxes, in the order of their keys; all without boxes.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    level : Level
        Level of the areas.
    boxes : sequence of Box or None
        West, south, east, north in degrees of CRS84; None for all areas.

    Returns
    -------
    list of str
        Keys, sorted.
    """
    import shapely

    frame = fine_borders(atlas, year_of_features(atlas), level)
    if boxes is None:
        return sorted(map(str, frame.index))
    rows = {int(row) for box in boxes for row in frame.sindex.query(shapely.box(*box), predicate="intersects")}
    return sorted(str(frame.index[row]) for row in rows)


def features(atlas: Atlas, level: Level, keys: Sequence[str]) -> list[str]:
    """Areas as GeoJSON features in CRS84, each a JSON object.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    level : Level
        Level of the areas.
    keys : sequence of str
        Of areas that there are; one a feature.

    Returns
    -------
    list of str
        JSON, in the order of the keys. Corners are rounded to 0.00001 degrees, about 1 m; values to two decimals more
        than are printed, null where missing.
    """
    import shapely

    frame = fine_borders(atlas, year_of_features(atlas), level)
    shapes = shapely.transform(frame.geometry.loc[list(keys)].to_numpy(), lambda corners: corners.round(DIGITS))
    return [
        f'{{"type":"Feature","id":"{key}","geometry":{shape},"properties":{_json(_properties(atlas, level, key))}}}'
        for key, shape in zip(keys, shapely.to_geojson(shapes), strict=True)
    ]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _properties(atlas: Atlas, level: Level, key: str) -> dict[str, Any]:
    year = year_of_features(atlas)
    areas = atlas.areas(year, level)
    row, record = areas.row[key], areas.record(key)
    found: dict[str, Any] = {"key": key} | {name: record[name] for name in NAMES if name in record}
    for name in _figures_of(atlas):
        column = atlas.column(name, year, level)
        value = float(column.values[row])
        found[name] = None if np.isnan(value) else round(value, column.indicator.decimals + 2)
        found[f"{name}_when"], found[f"{name}_status"] = column.vintage[row], column.status[row]
        people = column.own(row).people_pct
        found[f"{name}_people_pct"] = None if people is None else round(people, 1)
    return found
