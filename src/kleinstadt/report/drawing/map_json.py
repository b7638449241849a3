"""A map as the page's script gets it."""

from math import isnan
from typing import TypedDict

from kleinstadt.report.drawing.map_layers import Layer
from kleinstadt.words.language import Lang


class LayerJson(TypedDict):
    """What the script knows of a map: plain lists, texts and numbers.

    Attributes
    ----------
    id, label, title, unit : str
        As in Layer.
    digits : int
        Decimals of its values.
    labels : list of str
        Its classes in words.
    signed, circles, named, numbered : bool
        As in Layer.
    hatched : list of int
        Rows of the areas that a hatch tells from others.
    colours, dark : tuple of str
        Of its classes on light and on dark paper, "#rrggbb".
    places : list of int
        The class of each area.
    values : list of float or None
        Of each area, rounded to what can be read of them; None where missing.
    covered : dict of str to str
        Of the areas whose value is known for a part of their people only, by row: for how many, in words.
    second : LayerJson or None
        Of a map of two figures, the second one.
    """

    id: str
    label: str
    title: str
    unit: str
    digits: int
    labels: list[str]
    signed: bool
    circles: bool
    named: bool
    numbered: bool
    hatched: list[int]
    colours: tuple[str, ...]
    dark: tuple[str, ...]
    places: list[int]
    values: list[float | None]
    covered: dict[str, str]
    second: "LayerJson | None"


def layer_json(layer: Layer, lang: Lang) -> LayerJson:
    """What the page's script needs of a map.

    Parameters
    ----------
    layer : Layer
        The map.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    LayerJson
        Values are rounded as they are printed, so that the page prints the same.
    """
    return {
        "id": layer.id,
        "label": layer.label,
        "title": layer.title,
        "unit": layer.unit,
        "digits": layer.digits,
        "labels": layer.labels,
        "signed": layer.signed,
        "circles": layer.circles,
        "named": layer.named,
        "numbered": layer.numbered,
        "hatched": layer.hatched.tolist(),
        "colours": layer.colours.light,
        "dark": layer.colours.dark,
        "places": layer.places.tolist(),
        "values": [None if isnan(value) else round(value, layer.digits) for value in layer.values.tolist()],
        "covered": {str(row): layer.covered(row, lang) for row in layer.partial.tolist()},
        "second": layer_json(layer.second, lang) if layer.second else None,
    }
