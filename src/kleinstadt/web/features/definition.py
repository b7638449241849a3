"""What OGC API Features asks for as the description of the calls: an OpenAPI 3.0 document (the API's own is 3.1)."""

from typing import Any, Final

from kleinstadt import __version__
from kleinstadt.web.features.areas import COLLECTIONS
from kleinstadt.web.features.asked import FARTHEST, MOST, USUAL
from kleinstadt.words.language import Lang, Text, pick

KIND: Final = "application/vnd.oai.openapi+json;version=3.0"

_CALLS: Final = {
    "/": Text("Einstieg", "Landing page"),
    "/conformance": Text("Welche Teile der Norm erfüllt sind", "Which parts of the standard are met"),
    "/collections": Text("Alle Sammlungen", "All collections"),
    "/collections/{collectionId}": Text("Eine Sammlung", "One collection"),
    "/collections/{collectionId}/items": Text("Gebiete einer Sammlung", "Areas of a collection"),
    "/collections/{collectionId}/items/{featureId}": Text("Ein Gebiet", "One area"),
}
_REFUSALS: Final = {
    "400": Text("Ein Parameter ist unbekannt oder falsch.", "A parameter is unknown or wrong."),
    "404": Text("Das gibt es nicht.", "There is no such thing."),
    "503": Text("Zu viele Anfragen zugleich; bitte gleich noch einmal.", "Too many at once; please ask again soon."),
}
_NUMBERS: Final = {"type": "number"}
_ITEM_QUERY: Final = (
    (
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
        Text("Gebiete je Seite; wer mehr verlangt, bekommt die meisten.", "Areas a page; who asks for more gets most."),
    ),
    (
        "offset",
        {"type": "integer", "minimum": 0, "maximum": FARTHEST, "default": 0},
        Text("Gebiete, die ausgelassen werden; die nächste Seite nennt der Link „next“.", "Areas to skip; see “next”."),
    ),
    (
        "bbox",
        {
            "type": "array",
            "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
            "items": _NUMBERS,
        },
        Text("Nur Gebiete, die dieses Rechteck berühren (CRS84).", "Only areas that touch this box (CRS84)."),
    ),
    (
        "datetime",
        {"type": "string"},
        Text("Wird geprüft; die Gebiete haben keine eigene Zeit.", "Is checked; areas have no time of their own."),
    ),
)


def definition(base: str, lang: Lang) -> dict[str, Any]:
    """The document, for a server whose features begin at `base`.

    Parameters
    ----------
    base : str
        Address of the features without a slash at its end.
    lang : {"de", "en"}
        Language of summaries and descriptions.

    Returns
    -------
    dict of str to object
        As JSON has it.
    """
    return {
        "openapi": "3.0.3",
        "info": {"title": pick(("kleinstadt: Gebiete", "kleinstadt: areas"), lang), "version": __version__},
        "servers": [{"url": base}],
        "paths": {path: {"get": _operation(path, said, lang)} for path, said in _CALLS.items()},
    }


def _operation(path: str, said: Text, lang: Lang) -> dict[str, Any]:
    kind = "application/geo+json" if "/items" in path else "application/json"
    answers = {"200": {"description": "OK", "content": {kind: {"schema": {"type": "object"}}}}}
    refusal = {"application/json": {"schema": {"type": "object"}}}
    return {
        "operationId": path.strip("/").replace("/", "_").replace("{", "").replace("}", "") or "landing",
        "summary": pick(said, lang),
        "parameters": [*_in_path(path), *_in_query(path, lang)],
        "responses": answers
        | {status: {"description": pick(text, lang), "content": refusal} for status, text in _REFUSALS.items()},
    }


def _in_path(path: str) -> list[dict[str, Any]]:
    schemas = {"collectionId": {"type": "string", "enum": list(COLLECTIONS)}, "featureId": {"type": "string"}}
    return [
        {"name": name, "in": "path", "required": True, "schema": schema}
        for name, schema in schemas.items()
        if f"{{{name}}}" in path
    ]


def _in_query(path: str, lang: Lang) -> list[dict[str, Any]]:
    shape = {"in": "query", "required": False, "style": "form", "explode": False}
    return [
        {"name": name, "description": pick(said, lang), "schema": schema} | shape
        for name, schema, said in (_ITEM_QUERY if path.endswith("/items") else ())
    ]
