"""Why a computed number may differ from the printed one, and how far that goes; or which source would bring it.

The first reason that fits a number is its own. Tolerances are stated before the comparison, never fitted to it.
"""

from dataclasses import dataclass
from typing import Final

from kleinstadt.report.printed import PrintedNumber


@dataclass(frozen=True)
class Reason:
    """What explains a difference, or what is missing.

    absolute, relative : how far apart two numbers may be and still be called close
    """

    table: str
    row: str  # text that the row's label contains; "" fits every row
    column: str
    de: str
    en: str
    absolute: float = 0.0
    relative: float = 0.0

    def fits(self, number: PrintedNumber) -> bool:
        """Whether it speaks of this number."""
        return self.table in number.table and self.row in number.row and self.column in number.column

    def tolerance_of(self, printed: float) -> float:
        """The largest difference that still is close."""
        return max(self.absolute, self.relative * abs(printed))


_EMPLOYEES_2000: Final = (
    "Beschäftigte am Arbeitsort 2000 fehlen; Quelle: Sonderauswertung der BA (Regionaldatenbank 13111-01-03-5 "
    "beginnt 2008).",
    "Employees at the place of work in 2000 are missing; source: special tabulation of the BA (Regionaldatenbank "
    "13111-01-03-5 begins in 2008).",
)

REASONS: Final = (
    Reason("tabelle_2", "", "wohnzentralitaet_2000", *_EMPLOYEES_2000),
    Reason("tabelle_2", "", "veraenderung", *_EMPLOYEES_2000),
    Reason("tabelle_2", "", "beschaeftigte", *_EMPLOYEES_2000),
    Reason(
        "tabelle_2",
        "",
        "wohnzentralitaet_2019",
        "Beschäftigte vom 31.12.2020 statt 30.06.2019; Toleranz 2 %.",
        "Employees of 31 December 2020 instead of 30 June 2019; tolerance 2 %.",
        relative=0.02,
    ),
    Reason(
        "tabelle_2",
        "",
        "bevoelkerung",
        "Bevölkerung 2000 auf der Geraden zwischen 1997 und 2002; Toleranz 1 Prozentpunkt.",
        "Population of 2000 on the straight line between 1997 and 2002; tolerance 1 percentage point.",
        absolute=1.0,
    ),
    Reason(
        "tabelle_3",
        "",
        "",
        "Zentralörtliche Funktionen aller Gemeinden 2019 fehlen; Quelle: BBSR, Zentrale-Orte-Monitoring.",
        "Central-place functions of all municipalities in 2019 are missing; source: BBSR monitoring of central places.",
    ),
    Reason(
        "tabelle_4",
        "",
        "",
        "Mit Einwohnern statt Haushalten gewichtet; Lage modelliert; Toleranz 1,5 Prozentpunkte.",
        "Weighted by residents instead of households; Lage is modelled; tolerance 1.5 percentage points.",
        absolute=1.5,
    ),
    Reason(
        "zahlen_im_text",
        "Eichwalde",
        "",
        "Im Druck auf Hunderter gerundet.",
        "Rounded to hundreds in print.",
        absolute=50,
    ),
    Reason(
        "zahlen_im_text",
        "Hebesatz Grundsteuer B",
        "",
        "Hebesätze von 2021 statt 2019.",
        "Rates of 2021 instead of 2019.",
        relative=0.03,
    ),
    Reason(
        "zahlen_im_text",
        "Lage:",
        "",
        "Potenzial aus modellierten Fahrzeiten.",
        "Potential from modelled travel times.",
        relative=0.05,
    ),
    Reason(
        "zahlen_im_text",
        "Geschlechterverhältnis",
        "",
        "Alter nach Geschlecht fehlt; Quelle: Regionaldatenbank 12411-02-03-5.",
        "Age by sex is missing; source: Regionaldatenbank 12411-02-03-5.",
    ),
    Reason(
        "zahlen_im_text",
        "Herfindahl",
        "",
        "Einkommensgruppen fehlen; Quelle: Lohn- und Einkommensteuerstatistik (Regionaldatenbank 73111).",
        "Income groups are missing; source: wage and income tax statistics (Regionaldatenbank 73111).",
    ),
    Reason(
        "zahlen_im_text",
        "Pendel",
        "",
        "Gemeindescharfe Pendler fehlen; Quelle: Pendleratlas der BA (19321-Z-21).",
        "Commuters between municipalities are missing; source: BA commuter atlas (19321-Z-21).",
    ),
    Reason(
        "zahlen_im_text",
        "Hidden Champions",
        "",
        "Keine offene Liste; Quelle: Langenscheidt/Venohr, Lexikon der deutschen Weltmarktführer.",
        "No open list; source: Langenscheidt/Venohr, encyclopedia of German world market leaders.",
    ),
    Reason(
        "zahlen_im_text",
        "Oberzentrum",
        "",
        "Fahrzeiten zum nächsten Oberzentrum: braucht ein Straßennetz (OSM) und alle Oberzentren 2019.",
        "Minutes to the next Oberzentrum: needs a road network (OSM) and all Oberzentren of 2019.",
    ),
    Reason(
        "zahlen_im_text",
        "zentralörtliche",
        "",
        "Zentralörtliche Funktionen aller Gemeinden 2019 fehlen; Quelle: BBSR, Zentrale-Orte-Monitoring.",
        "Central-place functions of all municipalities in 2019 are missing; source: BBSR monitoring of central places.",
    ),
    Reason(
        "zahlen_im_text",
        "Bevölkerungsverlust",
        "",
        "Im Druck „etwa“; Toleranz 2 Prozentpunkte.",
        "Printed as 'about'; tolerance 2 percentage points.",
        absolute=2.0,
    ),
    Reason(
        "zahlen_im_text",
        "Bibliothek",
        "",
        "Bibliotheken fehlen; Quelle: Deutsche Bibliotheksstatistik.",
        "Libraries are missing; source: German library statistics.",
    ),
    Reason(
        "zahlen_im_text",
        "Breitband",
        "",
        "Im Druck „etwas über“, mit Haushalten gewichtet; Toleranz 1,5 Prozentpunkte.",
        "Printed as 'a little over', weighted by households; tolerance 1.5 percentage points.",
        absolute=1.5,
    ),
    Reason(
        "zahlen_im_text",
        "der Haushalte an 50",
        "",
        "Im Druck „knapp“ beziehungsweise gerundet; Toleranz 10 %.",
        "Printed as 'nearly' or rounded; tolerance 10 %.",
        relative=0.10,
    ),
    Reason(
        "zahlen_im_text",
        "Pkw-Anteil",
        "",
        "Quelle: Mobilität in Deutschland 2017, nicht offen je Gemeindetyp.",
        "Source: Mobilität in Deutschland 2017, not open by type.",
    ),
    Reason(
        "zahlen_im_text",
        "Gewerbesteuer-Hebesätze",
        "",
        "Ein Bereich „fast aller“ Kommunen, kein einzelner Wert.",
        "A range of 'nearly all' municipalities, not one value.",
    ),
    Reason(
        "zahlen_im_text",
        "Verdichtungsräumen",
        "",
        "Abgrenzung der Verdichtungsräume fehlt; Quelle: MKRO, BBSR.",
        "The delimitation of agglomerations is missing; source: MKRO, BBSR.",
    ),
)

UNEXPLAINED: Final = Reason("", "", "", "Ursache nicht gefunden.", "No cause found.")


def reason_for(number: PrintedNumber) -> Reason:
    """The first declared reason that fits, else UNEXPLAINED."""
    return next((reason for reason in REASONS if reason.fits(number)), UNEXPLAINED)
