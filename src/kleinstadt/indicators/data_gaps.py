"""What the observatory does not have yet, by theme, and which source would bring it.

What is not there cannot be asked of the catalogue, so it is listed here; tests hold that no source or file that the
catalogue knows bears an entry's mark, and that every table named as missing elsewhere in the program is listed.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Absent:
    """An indicator of the report without open data here, and the source that would bring it.

    Attributes
    ----------
    theme : str
        One of THEMES.
    mark : str
        What the catalogue would say of that source (the number of its table, or its name) once it is read.
    de, en : str
        What is missing.
    source_de, source_en : str
        Where it could come from.
    """

    theme: str
    mark: str
    de: str
    en: str
    source_de: str
    source_en: str


def _of_the_offices(theme: str, table: str, de: str, en: str) -> Absent:
    """An indicator from a table of the Regionaldatenbank."""
    return Absent(
        theme, table, de, en, f"Regionaldatenbank Deutschland, Tabelle {table}", f"Regional database, table {table}"
    )


ABSENT: Final = (
    _of_the_offices(
        "population",
        "12411-02-03-5",
        "Kohortenwachstum (20–29 auf 30–39 Jahre) außerhalb Baden-Württembergs",
        "Cohort growth (20–29 to 30–39) outside Baden-Württemberg",
    ),
    _of_the_offices("population", "12711-91-01-5", "Wanderungssaldo der Gemeinde", "Net migration of the municipality"),
    _of_the_offices(
        "housing",
        "31121",
        "Fertiggestellte Wohnungen der Gemeinde (Mittel aus vier Jahren)",
        "Dwellings completed in the municipality (four-year mean)",
    ),
    _of_the_offices("work", "13111-01-03-5", "Beschäftigte nach 2022", "Employees after 2022"),
    Absent(
        "work",
        "19321-Z-21",
        "Pendlersaldo der Gemeinde nach 2019, gezählt statt modelliert",
        "Commuter balance of the municipality after 2019, counted instead of modelled",
        "Pendleratlas der Statistischen Ämter, Tabelle 19321-Z-21",
        "Commuter atlas, table 19321-Z-21",
    ),
    Absent(
        "work",
        "Wirtschaftszweig",
        "Standortquotient wissensintensiver Arbeit der Gemeinde",
        "Location quotient of knowledge-intensive work of the municipality",
        "Bundesagentur für Arbeit, Beschäftigte nach Wirtschaftszweig (auf Anfrage)",
        "Federal Employment Agency, employees by sector (on request)",
    ),
    _of_the_offices(
        "finances", "71231-01-03-5", "Steuerkraft (normiert) nach 2019", "Standardised tax strength after 2019"
    ),
    _of_the_offices("finances", "73111", "Einkommensgruppen", "Income groups"),
    Absent(
        "services",
        "Bibliotheksstatistik",
        "Bibliotheken",
        "Libraries",
        "Deutsche Bibliotheksstatistik",
        "German library statistics",
    ),
    Absent(
        "services",
        "Geofabrik",
        "Hausärzte und Apotheken in 1 km Fußweg",
        "GPs and pharmacies within 1 km on foot",
        "OpenStreetMap-Auszug Deutschland (Geofabrik)",
        "OpenStreetMap extract of Germany (Geofabrik)",
    ),
)
