"""What a chart draws, read back from its specification."""

import json

import shapely


def layer_data(chart):
    """The data of each layer: rows, or the text of a GeoJSON."""
    spec = chart.to_dict()
    return [_values(spec, layer) for layer in spec["layer"]]


def _values(spec, layer):
    data = layer["data"]
    return data["values"] if "values" in data else spec["datasets"][data["name"]]


def rows(chart, *keys):
    """Rows of all layers that have these keys."""
    listed = [data for data in layer_data(chart) if not isinstance(data, str)]
    return [row for data in listed for row in data if set(keys) <= set(row)]


def drawn(chart):
    """Geometries by colour, in pixels; of two layers of one colour the first."""
    found = {}
    for text in layer_data(chart):
        for feature in json.loads(text)["features"] if isinstance(text, str) else []:
            found.setdefault(feature["colour"], shapely.geometry.shape(feature["geometry"]))
    return found
