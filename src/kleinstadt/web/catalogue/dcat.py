"""The data in the words of DCAT-AP.de, as JSON-LD: a data set for each source, and its tables as distributions.

Who runs the server is not known here: publisher of a data set is the office that the numbers come from, and the
contributor's id, which GovData gives to those who deliver, is left to them (docs/open-data.md).
"""

from typing import Any, Final

from kleinstadt.compare.columns import Atlas
from kleinstadt.sources.catalogue import SOURCES, Source
from kleinstadt.web.catalogue.tables import Offered, offered_areas, offered_values
from kleinstadt.web.features.areas import COLLECTIONS, year_of_features
from kleinstadt.words.language import Text

CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}
LICENCES: Final = {  # as DCAT-AP.de names them; others by the address of their own text
    "dl-de/by-2-0": "http://dcat-ap.de/def/licenses/dl-by-de/2.0",
    "CC BY 4.0": "http://dcat-ap.de/def/licenses/cc-by/4.0",
    "ODbL 1.0": "http://dcat-ap.de/def/licenses/odbl",
}
EU: Final = "http://publications.europa.eu/resource/authority"
MUNICIPAL: Final = "http://dcat-ap.de/def/politicalGeocoding/Level/municipality"
BORDERS: Final = Text("Grenzen der Gemeinden, Verbände, Kreise und Länder", "Borders of municipalities and regions")
GEOJSON: Final = ("GEOJSON", "application/geo+json")

Node = dict[str, Any]


def catalogue(atlas: Atlas, base: str) -> Node:
    """The catalogue of a server at `base`.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    base : str
        Address of the server without a slash at its end; ids of nodes and addresses of files begin with it.

    Returns
    -------
    dict of str to object
        JSON-LD with its context; texts in German and in English.
    """
    tables = [*offered_areas(atlas), *offered_values(atlas)]
    of_sources = {source: [one for one in tables if source in one.leading] for one in tables for source in one.leading}
    datasets = [_dataset(source, found, base) for source, found in of_sources.items()]
    return {
        "@context": CONTEXT,
        "@id": f"{base}/api/catalog.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": _said(Text("kleinstadt: offene Daten", "kleinstadt: open data")),
        "dct:description": _said(
            Text(
                "Amtliche Zahlen für alle Städte und Gemeinden, auf gleiche Grenzen umgerechnet.",
                "Official figures of all towns and municipalities, computed for the same borders.",
            )
        ),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": "kleinstadt", "foaf:homepage": {"@id": base}},
        "dct:language": [{"@id": f"{EU}/language/DEU"}, {"@id": f"{EU}/language/ENG"}],
        "foaf:homepage": {"@id": base},
        "dcat:themeTaxonomy": {"@id": f"{EU}/data-theme"},
        "dcat:dataset": [*datasets, _borders(atlas, base)],
    }


def _dataset(source: Source, tables: list[Offered], base: str) -> Node:
    names = Text("; ".join(one.title.de for one in tables), "; ".join(one.title.en for one in tables))
    about = Text(
        f"Für alle Gemeinden, umgerechnet auf die neuesten Grenzen: {names.de}.",
        f"For all municipalities, computed for the newest borders: {names.en}.",
    )
    found = [_distribution(one, source, base) for one in tables]
    return _described(source, Text(source.title_de, source.title_en), about, base, found)


def _described(source: Source, title: Text, about: Text, base: str, distributions: list[Node]) -> Node:
    address = f"{base}/api/catalog.jsonld#{source.id}"
    return {
        "@id": address,
        "@type": "dcat:Dataset",
        "dct:identifier": address,
        "dct:title": _said(title),
        "dct:description": _said(about),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": source.publisher},
        "dct:source": {"@id": source.url},
        "dcat:landingPage": {"@id": f"{base}/daten"},
        "dcat:theme": {"@id": f"{EU}/data-theme/REGI"},
        "dct:spatial": {"@id": f"{EU}/country/DEU"},
        "dcatde:politicalGeocodingLevelURI": {"@id": MUNICIPAL},
        "dcat:distribution": distributions,
    }


def _distribution(table: Offered, source: Source, base: str) -> Node:
    named = "; ".join(one.attribution for one in table.sources)
    return _file(table.title, base + table.address, source, named, ("CSV", "text/csv"))


def _file(title: Text, address: str, source: Source, named: str, kind: tuple[str, str]) -> Node:
    form, media = kind
    return {
        "@type": "dcat:Distribution",
        "dct:title": _said(title),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dct:format": {"@id": f"{EU}/file-type/{form}"},
        "dcat:mediaType": {"@id": f"http://www.iana.org/assignments/media-types/{media}"},
        "dct:license": {"@id": LICENCES.get(source.licence, source.licence_url)},
        "dcatde:licenseAttributionByText": named,
    }


def _borders(atlas: Atlas, base: str) -> Node:
    source, year = SOURCES["vg250"], year_of_features(atlas)
    service = {
        "@id": f"{base}/api/features",
        "@type": "dcat:DataService",
        "dct:title": "OGC API Features",
        "dcat:endpointURL": {"@id": f"{base}/api/features"},
        "dcat:endpointDescription": {"@id": f"{base}/api/features/definition"},
    }
    about = Text(
        f"Vereinfacht, in den Grenzen von {year}, mit Kennzahlen.", f"Simplified, of {year}, with key figures."
    )
    files = [
        _file(title, f"{base}/api/v1/geometry?level={level}&year={year}", source, source.attribution, GEOJSON)
        for level, title in COLLECTIONS.items()
    ]
    served = [file | {"dcat:accessService": service} for file in files]
    return _described(source, BORDERS, about, base, served)


def _said(text: Text) -> list[Node]:
    return [{"@value": text.de, "@language": "de"}, {"@value": text.en, "@language": "en"}]
