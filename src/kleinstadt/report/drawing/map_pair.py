"""Two figures in one map: nine classes, thirds of each; missing where either is."""

import numpy as np

from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.map_classes import thirds
from kleinstadt.compare.map_values import MapValues, fixed_classes
from kleinstadt.edition.edition import Level
from kleinstadt.report.drawing import map_colours
from kleinstadt.report.drawing.map_layers import MISSING, Layer, places_of, state_layer
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

STEPS = 3


def pair_layer(atlas: Atlas, first: MapValues, second: MapValues, year: int, level: Level, lang: Lang) -> Layer:
    """The map of two figures; its values are those of the first, `second` holds the other's.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    first, second : MapValues
        Of one year each, of the same areas.
    year : int
        Year of the borders.
    level : Level
        Level of the areas.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    Layer
        Class 3 b + a of PAIR for the a-th third of the first figure and the b-th of the second, 0 to 2; the thirds are
        those of the areas that have both.
    """
    areas = atlas.areas(year, level)
    both = [
        state_layer(atlas, found, fixed_classes(atlas, found.indicator.id, level), year, level, lang)
        for found in (first, second)
    ]
    known = areas.inhabited & ~np.isnan(both[0].values) & ~np.isnan(both[1].values)
    limits = [thirds(layer.values[known], share=layer.unit == "%") for layer in both]
    ranks = [np.searchsorted(of, layer.values, side="right") for of, layer in zip(limits, both, strict=True)]
    places = np.where(known, ranks[1] * STEPS + ranks[0], MISSING).astype(np.intp)
    words = [_thirds_words(of, layer, lang) for of, layer in zip(limits, both, strict=True)]
    names = [layer.label for layer in both]
    return Layer(
        id=f"{first.indicator.id}+{second.indicator.id}",
        label=names[0],
        title=f"{names[0]} {pick(('und', 'and'), lang)} {names[1]}",
        unit=both[0].unit,
        digits=both[0].digits,
        periods=tuple(dict.fromkeys(both[0].periods + both[1].periods)),
        labels=[f"{words[0][at % STEPS]}; {words[1][at // STEPS]}" for at in range(STEPS * STEPS)],
        colours=map_colours.PAIR,
        values=both[0].values,
        places=places_of(places, areas.inhabited),
        source="; ".join(dict.fromkeys(layer.source for layer in both)),
        notes=tuple(f"{layer.title}: {', '.join(said)}." for layer, said in zip(both, words, strict=True)),
        of=first,
        second=both[1],
    )


def _thirds_words(limits: tuple[float, ...], layer: Layer, lang: Lang) -> list[str]:
    """The three classes of one figure in words; where ties leave fewer, the upper ones stay empty."""
    low, middle, high = pick((("wenig", "mittel", "viel"), ("low", "middle", "high")), lang)
    said = [number(limit, layer.digits, lang) for limit in limits]
    under, to_under, more = pick((("unter", "bis unter", "oder mehr"), ("under", "to under", "or more")), lang)
    if len(said) < 2:
        return [low, middle, high]
    return [
        f"{low} ({under} {said[0]})",
        f"{middle} ({said[0]} {to_under} {said[1]})",
        f"{high} ({said[1]} {more})",
    ]
