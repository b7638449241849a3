"""What the observatory does not have yet, by theme, and which source would bring it."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Absent:
    """An indicator of the report without open data here, and the source that would bring it."""

    theme: str
    de: str
    en: str
    source_de: str
    source_en: str


_REGIO_DE: Final = "Regionaldatenbank Deutschland, Tabelle"
_REGIO_EN: Final = "Regional database of Germany, table"

ABSENT: Final = (
    Absent("population", "Kohortenwachstum (20–29 auf 30–39 Jahre)", "Cohort growth (20–29 to 30–39)",
           f"{_REGIO_DE} 12411-02-03-5 (Alter und Geschlecht)", f"{_REGIO_EN} 12411-02-03-5 (age and sex)"),
    Absent("population", "Wanderungssaldo", "Net migration",
           f"{_REGIO_DE} 12711-91-01-5", f"{_REGIO_EN} 12711-91-01-5"),
    Absent("housing", "Fertiggestellte Wohnungen (Mittel aus vier Jahren)", "Dwellings completed (four-year mean)",
           f"{_REGIO_DE} 31121", f"{_REGIO_EN} 31121"),
    Absent("work", "Pendlersaldo der Gemeinde", "Commuter balance of the municipality",
           "Pendleratlas der Statistischen Ämter, Tabelle 19321-Z-21", "Commuter atlas, table 19321-Z-21"),
    Absent("work", "Standortquotient wissensintensiver Arbeit", "Location quotient of knowledge-intensive work",
           "Bundesagentur für Arbeit, Beschäftigte nach Wirtschaftszweig (auf Anfrage)",
           "Federal Employment Agency, employees by sector (on request)"),
    Absent("finances", "Steuerkraft (normiert)", "Standardised tax strength",
           f"{_REGIO_DE} 71231-01-03-5", f"{_REGIO_EN} 71231-01-03-5"),
    Absent("services", "Bibliotheken", "Libraries", "Deutsche Bibliotheksstatistik", "German library statistics"),
    Absent("services", "Hausärzte und Apotheken in 1 km Fußweg", "GPs and pharmacies within 1 km on foot",
           "OpenStreetMap-Auszug Deutschland (Geofabrik)", "OpenStreetMap extract of Germany (Geofabrik)"),
)  # fmt: skip
