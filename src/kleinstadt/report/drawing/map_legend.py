"""The legend of a map: classes with counts, the most on top, what is missing and what has no people."""

from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np

from kleinstadt.compare.map_classes import nice
from kleinstadt.compare.map_values import needs_own_classes
from kleinstadt.indicators.aggregation import AS_GOOD_AS_ALL
from kleinstadt.report.drawing.map_layers import Layer
from kleinstadt.report.drawing.map_scene import Scene
from kleinstadt.territory.names import short
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

LARGEST_PX: Final = 26.0  # radius of the largest circle on a map of Germany or a Land
LARGEST_OF_KREIS_PX: Final = 40.0
SMALLER: Final = (1.0, 0.25, 0.05)  # the nested circles of the legend, as parts of the largest
FAR_OUT: Final = 3.0  # times the last limit, from which on the furthest value is named


@dataclass(frozen=True)
class Row:
    """A class in the legend.

    Attributes
    ----------
    place : int
        Its place in the layer.
    label : str
        Its words.
    light, dark : str
        Its colours on light and on dark paper, "#rrggbb".
    counts : tuple of int
        How many areas it has on each map that shares it.
    hatched : bool
        Whether it bears lines, so that grey tells it apart from the others.
    """

    place: int
    label: str
    light: str
    dark: str
    counts: tuple[int, ...]
    hatched: bool


@dataclass(frozen=True)
class Circle:
    """A circle of the legend.

    Attributes
    ----------
    label : str
        The value it stands for, in words.
    radius : float
        Pixels.
    """

    label: str
    radius: float


@dataclass(frozen=True)
class Legend:
    """What explains one map, or two that share their classes.

    Attributes
    ----------
    layer : Layer
        The map, of two the last one.
    title : str
        Its heading.
    heads : tuple of str
        Over the counts: the periods of two maps, else "Anzahl" or "Number".
    rows : tuple of Row
        The classes, the highest first; named ones and those of two figures in their order.
    missing : tuple of int
        Areas with people and without a value, on each map.
    uninhabited : int
        Areas without people.
    shares : tuple of (float, float, str, str)
        Where each class of the last map begins and how wide it is, in per cent of the areas with a value, with its
        light and its dark colour; from the lowest. Empty where there are circles or two figures.
    notes : tuple of str
        Sentences below.
    circles : tuple of Circle
        The largest first; empty where there are none.
    square : tuple of (str, str) or None
        Of a map of two figures, the words on the two arrows of the square of nine classes.
    modelled : int
        How many values come from a model or an estimate.
    """

    layer: Layer
    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    missing: tuple[int, ...]
    uninhabited: int
    shares: tuple[tuple[float, float, str, str], ...]
    notes: tuple[str, ...]
    circles: tuple[Circle, ...] = ()
    square: tuple[str, str] | None = None
    modelled: int = 0


def legends(scene: Scene, lang: Lang) -> tuple[Legend, ...]:
    """One legend a map; two years of one figure share one, their difference has its own.

    Parameters
    ----------
    scene : Scene
        What the map shows.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    tuple of Legend
        In the order of the maps.
    """
    if scene.way == "years":
        both, difference = scene.layers[:2], scene.layers[2]
        return legend(scene, both, lang), legend(scene, (difference,), lang)
    return tuple(legend(scene, (layer,), lang) for layer in scene.layers)


def legend(scene: Scene, layers: tuple[Layer, ...], lang: Lang) -> Legend:
    """The legend of maps that share their classes.

    Parameters
    ----------
    scene : Scene
        What the map shows.
    layers : tuple of Layer
        One, or several of the same classes.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    Legend
        Counts are of the shown areas with people.
    """
    layer = layers[-1]
    counts = list(zip(*(scene.counts(one) for one in layers), strict=True))
    places = list(range(len(layer.labels)))
    ordered = places if layer.named or layer.second is not None else places[::-1]
    light, dark, hatched = layer.colours.light, layer.colours.dark, scene.hatched(layer)
    rows = tuple(Row(at, layer.labels[at], light[at], dark[at], counts[at], at in hatched) for at in ordered)
    counted = pick(("Anzahl", "Number"), lang)
    return Legend(
        layer=layer,
        title=layer.title,
        heads=tuple(one.periods[-1] for one in layers) if len(layers) > 1 else (counted,),
        rows=rows,
        missing=tuple(scene.missing(one) for one in layers),
        uninhabited=scene.uninhabited(),
        shares=_shares(layer, [of[-1] for of in counts]),
        notes=_notes(scene, layer, lang),
        circles=_circles(scene, layers, lang) if layer.circles else (),
        modelled=int(layer.modelled[scene.inhabited].sum()),
        square=(layer.label, layer.second.label) if layer.second is not None else None,
    )


def _shares(layer: Layer, counts: list[int]) -> tuple[tuple[float, float, str, str], ...]:
    """Start and width of each class in per cent of the areas with a value, and its colours."""
    of = sum(counts)
    if not of or layer.circles or layer.second is not None:
        return ()
    starts = np.cumsum([0, *counts])[:-1] / of * 100
    widths = np.array(counts) / of * 100
    return tuple(
        (round(float(start), 2), round(float(width), 2), light, dark)
        for start, width, light, dark in zip(starts, widths, layer.colours.light, layer.colours.dark, strict=True)
    )


def _notes(scene: Scene, layer: Layer, lang: Lang) -> tuple[str, ...]:
    said = [_why_fewer(layer, lang), *layer.notes, _known_in_part(scene, layer, lang), _furthest(scene, layer, lang)]
    if scene.way in ("state", "change") and not (scene.land or scene.kreis or layer.circles):
        german = "Gezählt sind Gebiete, nicht Menschen: Große Flächen wiegen auf der Karte mehr als große Städte."
        english = "Areas are counted, not people: on the map large areas weigh more than large towns."
        said.append(pick((german, english), lang))
    return tuple(filter(None, said))


def _known_in_part(scene: Scene, layer: Layer, lang: Lang) -> str:
    """How many of the shown areas have a value for a part of their people only, and the least such part."""
    covered = layer.of.covered if layer.of is not None else None
    if covered is None:
        return ""
    parts = covered[scene.inhabited & ~np.isnan(layer.values) & (covered < AS_GOOD_AS_ALL)]
    if not len(parts):
        return ""
    areas, least = number(len(parts), 0, lang), number(float(parts.min()), 0, lang)
    german = f"Bei {areas} Gebieten ist der Wert nur für einen Teil der Menschen bekannt, mindestens für {least} %."
    english = f"In {areas} areas the value is known for a part of the people only, for {least}% at the least."
    return pick((german, english), lang)


def _why_fewer(layer: Layer, lang: Lang) -> str:
    """Why there are fewer than five classes; empty if there are five."""
    tie = layer.classing.tie if layer.classing else None
    if tie is None or layer.circles:
        return ""
    value = layer.valued(tie.value, lang)
    classes, areas = len(layer.labels), number(tie.areas, 0, lang)
    german = f"{classes} Klassen, weil {areas} Gebiete denselben Wert {value} haben."
    return pick((german, f"{classes} classes, because {areas} areas share the value {value}."), lang)


def _furthest(scene: Scene, layer: Layer, lang: Lang) -> str:
    """The furthest value, where it lies far beyond the last limit."""
    if layer.classing is None or not layer.classing.limits or layer.circles or layer.second is not None:
        return ""
    values = np.where(scene.inhabited, layer.values, np.nan)
    last = layer.classing.limits[-1]
    if np.isnan(values).all() or last <= 0 or float(np.nanmax(values)) <= FAR_OUT * last:
        return ""
    row = int(np.nanargmax(values))
    name, value = short(scene.areas.names[row]), layer.shown_value(row, lang)
    return pick((f"Höchster Wert: {name}, {value}.", f"Highest value: {name}, {value}."), lang)


def largest(scene: Scene, layers: tuple[Layer, ...]) -> tuple[float, float]:
    """The count that the largest circle stands for, and its radius in pixels; the same for maps that share a legend.

    Parameters
    ----------
    scene : Scene
        What the map shows.
    layers : tuple of Layer
        That share a legend.

    Returns
    -------
    tuple of (float, float)
        The greatest count of the shown areas (1 where none is known), and pixels.
    """
    values = np.abs([np.where(scene.inhabited, layer.values, np.nan) for layer in layers])
    most = float(np.nanmax(values)) if not np.isnan(values).all() else 1.0
    return most or 1.0, LARGEST_OF_KREIS_PX if scene.kreis else LARGEST_PX


def _circles(scene: Scene, layers: tuple[Layer, ...], lang: Lang) -> tuple[Circle, ...]:
    most, radius = largest(scene, layers)
    values = list(dict.fromkeys(nice(most * part) for part in SMALLER))
    return tuple(
        Circle(number(value, 0, lang), round(radius * sqrt(value / most), 1)) for value in values if value <= most * 1.5
    )


def classes_advice(scene: Scene, lang: Lang) -> str:
    """Why classes for what is shown would tell more; empty where those for Germany serve.

    Parameters
    ----------
    scene : Scene
        What the map shows.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        A sentence.
    """
    layer = scene.layers[0]
    if layer.classing is None or layer.circles or scene.way != "state" or not layer.classing.limits:
        return ""
    why = needs_own_classes(layer.classing, layer.values[scene.inhabited])
    said = {
        "few": ("Von den Klassen für Deutschland sind hier weniger als drei belegt.",
                "Fewer than three of the classes for Germany are filled here."),
        "crowded": ("Von den Klassen für Deutschland hält hier eine über 60 % der Gebiete.",
                    "One of the classes for Germany holds over 60% of the areas here."),
    }  # fmt: skip
    return pick(said[why], lang) if why else ""
