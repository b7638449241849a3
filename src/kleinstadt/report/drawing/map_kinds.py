"""Maps of named classes: type, Lage, growing or shrinking, central places, groups of small towns."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import numpy as np
import polars as pl

from kleinstadt.compare import town_clusters
from kleinstadt.compare.areas import Areas
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.groups import TYPE_COLUMN
from kleinstadt.edition.edition import Level
from kleinstadt.edition.kept_columns import code_of
from kleinstadt.report.drawing import map_colours
from kleinstadt.report.drawing.map_colours import Colours
from kleinstadt.report.drawing.map_layers import MISSING, Layer, places_of
from kleinstadt.territory.coding import Floats
from kleinstadt.words.categories import Pair
from kleinstadt.words.labels import LAGEN, TYPES
from kleinstadt.words.language import Lang, pick

KINDS: Final[dict[str, Pair]] = {
    "type": ("Stadt- und Gemeindetyp", "Type of town"),
    "lage": ("Lage", "Location"),
    "growth": ("Wachsend oder schrumpfend", "Growing or shrinking"),
    "central_place": ("Zentrale Orte", "Central places"),
    "clusters": ("Gruppen der Kleinstädte", "Groups of small towns"),
}
GROWTH: Final[dict[str, Pair]] = {
    "strongly_growing": ("überdurchschnittlich wachsend", "growing above average"),
    "growing": ("wachsend", "growing"),
    "no_clear_direction": ("ohne eindeutige Richtung", "no clear direction"),
    "shrinking": ("schrumpfend", "shrinking"),
    "strongly_shrinking": ("überdurchschnittlich schrumpfend", "shrinking above average"),
}
CENTRES: Final[dict[str, Pair]] = {  # as the BBSR writes them, the highest first
    "Oberzentrum und höher": ("Oberzentrum", "Oberzentrum (upper centre)"),
    "Mittelzentrum": ("Mittelzentrum", "Mittelzentrum (middle centre)"),
    "Grundzentrum und niedriger": ("Grundzentrum oder niedriger", "Grundzentrum (basic centre) or lower"),
    "keine zentralörtliche Einstufung": ("keine Einstufung", "no central place"),
}
GROUPS: Final = 5  # of small towns
BBSR: Final = "BBSR 2021; kleinstadt"
BY_ITSELF: Final[Pair] = (
    "Jede Gemeinde steht hier für sich; der Bericht gibt allen Gemeinden eines Verbands den Typ der größten.",
    "Each municipality stands by itself here; the report gives all of a Verband the type of its largest.",
)


def kinds(atlas: Atlas, year: int, level: Level) -> dict[str, Pair]:
    """The named classes that areas of this year have: id to name.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    year : int
        Year of the borders.
    level : Level
        Level of the areas.

    Returns
    -------
    dict of str to (str, str)
        Some of KINDS, in their order; names in German and English.
    """
    found = {"type"}
    lage = atlas.areas(year, "verband").codes.get("lage")
    if lage is not None and any(value is not None for value in lage):
        found.add("lage")
    if any(value is not None for value in _growth(atlas, year, level)):
        found.add("growth")
    found.add("central_place")
    if level == "verband" and year == atlas.newest:
        found.add("clusters")
    return {key: words for key, words in KINDS.items() if key in found}


def kind_layer(atlas: Atlas, name: str, year: int, level: Level, lang: Lang) -> Layer:
    """The map of a kind (`kinds`).

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    name : str
        Id of a kind.
    year : int
        Year of the borders.
    level : Level
        Level of the areas.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    Layer
        Of named classes.
    """
    areas = atlas.areas(year, level)
    if name == "clusters":
        return _clusters_layer(atlas, year, lang)
    if name == "type":
        found = _layer(areas, name, TYPES, areas.codes[TYPE_COLUMN[level]], map_colours.TYPES, lang, BBSR)
        return replace(found, notes=(pick(BY_ITSELF, lang),)) if level == "gemeinde" else found
    if name == "lage":
        return _layer(areas, name, LAGEN, areas.codes["lage"], map_colours.LAGEN, lang, BBSR)
    if name == "growth":
        return _layer(areas, name, GROWTH, _growth(atlas, year, level), map_colours.GROWTH, lang, BBSR)
    found = _layer(areas, name, CENTRES, _centres(atlas, year, level), map_colours.CENTRES, lang, "BBSR, Referenz 2019")
    if level == "gemeinde":
        return found
    german = "Ein Gemeindeverband trägt die höchste Einstufung seiner Gemeinden."
    note = pick((german, "A Verband bears the highest function of its municipalities."), lang)
    return replace(found, notes=(note,))


def _clusters_layer(atlas: Atlas, year: int, lang: Lang) -> Layer:
    """The groups of small towns (compare/town_clusters.py), each named by what marks it."""
    found = town_clusters.clustered(atlas, year, GROUPS, "kmeans")
    names = {
        str(at): (town_clusters.marks(found, at, "de"), town_clusters.marks(found, at, "en")) for at in range(GROUPS)
    }
    codes = [str(label) if label >= 0 else None for label in found.labels]
    colours = Colours(map_colours.CLUSTERS.light[:GROUPS], map_colours.CLUSTERS.dark[:GROUPS])
    made = _layer(atlas.areas(year, "verband"), "clusters", names, codes, colours, lang, "kleinstadt")
    return replace(made, labels=[f"{at + 1}: {label}" for at, label in enumerate(made.labels)], numbered=True)


def _layer(
    areas: Areas,
    name: str,
    words: dict[str, Pair],
    codes: Iterable[object],
    colours: Colours,
    lang: Lang,
    source: str,
) -> Layer:
    place = {key: float(at) for at, key in enumerate(words)}
    values: Floats = np.array([place.get(str(code), np.nan) for code in codes])
    values = np.where(areas.inhabited, values, np.nan)
    label = pick(KINDS[name], lang)
    return Layer(
        id=name,
        label=label,
        title=label,
        unit="",
        digits=0,
        periods=(str(areas.year),),
        labels=[pick(pair, lang) for pair in words.values()],
        colours=colours,
        values=values,
        places=places_of(np.where(np.isnan(values), MISSING, np.nan_to_num(values)).astype(np.intp), areas.inhabited),
        source=source,
        named=True,
    )


def _growth(atlas: Atlas, year: int, level: Level) -> list[str | None]:
    """The class of growth of each area, in the order of Atlas.areas."""

    key, keys = ("ags" if level == "gemeinde" else level), atlas.areas(year, level).keys

    def make() -> pl.DataFrame:
        return atlas.edition.growth(year, level).select(pl.col(key).alias("key"), pl.col("growth").cast(pl.String))

    def read() -> list[str | None]:
        what = f"{level}-growth-{code_of(__file__)}"
        found = dict(atlas.edition.frame_kept(what, year, make).iter_rows())
        return [found.get(one) for one in keys]

    return atlas.once(("map growth", year, level), read)


def _centres(atlas: Atlas, year: int, level: Level) -> list[str | None]:
    """The central-place function of each area; of a Verband the highest among its municipalities."""
    key = "ags" if level == "gemeinde" else level
    classes = atlas.once(("town classes", year), lambda: atlas.edition.town_classes(year))
    ranked = list(CENTRES)
    members = atlas.edition.members(year).select("ags", pl.col(key).alias("_area"))
    functions = members.join(classes.select("ags", "central_place"), on="ags").select("_area", "central_place")
    best: dict[str, int] = {}
    for area, function in functions.iter_rows():
        if function in CENTRES:
            best[area] = min(best.get(area, len(ranked)), ranked.index(function))
    return [ranked[best[one]] if one in best else None for one in atlas.areas(year, level).keys]
