"""The tables as a Data Package (frictionless): a program reads them with their types by this one address."""

import re
from collections.abc import Iterable
from typing import Any

from kleinstadt import __version__
from kleinstadt.compare.columns import Atlas
from kleinstadt.sources.catalogue import Source
from kleinstadt.web.catalogue.tables import Column, Offered, offered_areas, offered_values
from kleinstadt.words.language import Lang, Text, pick

TITLE = Text("kleinstadt: Städte und Gemeinden in Deutschland", "kleinstadt: towns and municipalities in Germany")


def data_package(atlas: Atlas, base: str, lang: Lang) -> dict[str, Any]:
    """datapackage.json of the tables of a server at `base`.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    base : str
        Address of the server without a slash at its end; paths of the tables begin with it.
    lang : {"de", "en"}
        Language of titles and descriptions.

    Returns
    -------
    dict of str to object
        As JSON has it; a resource is one table as CSV.
    """
    tables = [*offered_areas(atlas), *offered_values(atlas)]
    return {
        "profile": "tabular-data-package",
        "name": "kleinstadt",
        "id": f"{base}/api/datapackage.json",
        "title": pick(TITLE, lang),
        "version": f"{__version__}-{atlas.fingerprint}",
        "homepage": base,
        "licenses": _licences(source for table in tables for source in table.sources),
        "sources": _sources(source for table in tables for source in table.sources),
        "resources": [_resource(table, base, lang) for table in tables],
    }


def _resource(table: Offered, base: str, lang: Lang) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": pick(table.title, lang),
        "description": pick(table.about, lang),
        "path": base + table.address,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [_field(column, lang) for column in table.columns], "primaryKey": list(table.key)},
        "licenses": _licences(table.sources),
        "sources": _sources(table.sources),
    }


def _field(column: Column, lang: Lang) -> dict[str, str]:
    said = {"description": pick(column.about, lang)} if column.about else {}
    return {"name": column.name, "type": column.type, **said}


def _licences(sources: Iterable[Source]) -> list[dict[str, str]]:
    """Each licence once; the name of one may hold letters, digits, dots and hyphens only."""
    found = {source.licence_url: source for source in sources}
    return [
        {"name": re.sub(r"[^A-Za-z0-9.-]+", "-", source.licence), "path": url, "title": source.licence}
        for url, source in found.items()
    ]


def _sources(sources: Iterable[Source]) -> list[dict[str, str]]:
    found = {source.id: source for source in sources}
    return [{"title": source.attribution, "path": source.url} for source in found.values()]
