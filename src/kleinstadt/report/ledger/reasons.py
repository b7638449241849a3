"""Why a computed number may differ from the printed one, and how far that goes; or which source would bring it.

The first reason that fits a number is its own. Tolerances are stated before the comparison, never fitted to it.
"""

from dataclasses import dataclass
from typing import Final

from kleinstadt.report.ledger.printed import PrintedNumber


@dataclass(frozen=True)
class Reason:
    """What explains a difference, or what is missing.

    absolute, relative : how far apart two numbers may be and still be called close
    even_if_exact : said of exact numbers too, where equality shows nothing
    """

    table: str
    row: str  # text that the row's label contains; "" fits every row
    column: str
    de: str
    en: str
    absolute: float = 0.0
    relative: float = 0.0
    even_if_exact: bool = False

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

_BAVARIA: Final = (
    "Der Landesplan von 2018 liegt nicht offen vor. Aus Veröffentlichungen belegt sind 13 Kleinstädte, die er zu "
    "(Teilen von) Oberzentren, und acht Landgemeinden, die er zu (Teilen von) Mittelzentren macht. Mit ihnen sind per "
    "Saldo fünf Kleinstädte, 19.507 Personen und 162 km² zu wenig; welche, ist nicht gefunden.",
    "The state plan of 2018 is not openly at hand. Shown by other publications are 13 small towns that it makes (parts "
    "of) Oberzentren, and eight rural municipalities that it makes (parts of) Mittelzentren. With them five small "
    "towns, 19,507 persons and 162 km² are lacking on balance; which ones was not found.",
)
_MECKLENBURG: Final = (
    "Das Amt Röbel-Müritz (14.355 Personen; größte Gemeinde 4.998) erklärt den Abstand allein; ein "
    "Plan, der es hebt, ist "
    "nicht gefunden, daher nicht angewandt.",
    "Amt Röbel-Müritz (14,355 persons; largest member 4,998) alone explains the difference; no plan that lifts it was "
    "found, so it is not applied.",
)
_SAXONY: Final = (
    "Raschau-Markersbach (4.997 Personen) erklärt den Abstand allein; ein Plan, der es hebt, ist nicht gefunden, daher "
    "nicht angewandt.",
    "Raschau-Markersbach (4,997 persons) alone explains the difference; no plan that lifts it was found, so it is not "
    "applied.",
)
_THURINGIA: Final = (
    "Bad Salzungen (20.097 Personen; mit Verband 21.810) ist hier Mittelstadt, im Druck "
    "Kleinstadt; ein Grund ist nicht "
    "gefunden.",
    "Bad Salzungen (20,097 persons; 21,810 with its Verband) is a medium-sized town here, a small town in print; no "
    "cause was found.",
)
_SUM_OF_LAENDER: Final = (
    "Summe der Abstände von Bayern, Mecklenburg-Vorpommern, Sachsen und Thüringen.",
    "Sum of the differences of Bavaria, Mecklenburg-Western Pomerania, Saxony and Thuringia.",
)
_CITIES: Final = (
    "Gedruckt sind 80 Großstädte; ohne Salzgitter (224 km²) haben sie 13.689 km². Zu 13.750 bis "
    "13.850 km² passt nur, dass "
    "eine Stadt von 63 bis 163 km² fehlt, etwa Kaiserslautern (100.030 Personen, 140 km²); belegt ist es nicht.",
    "80 large cities are printed; without Salzgitter (224 km²) they have 13,689 km². 13,750 to "
    "13,850 km² only fit if a "
    "city of 63 to 163 km² is the one left out, such as Kaiserslautern (100,030 persons, 140 km²); this is not shown.",
)

REASONS: Final = (
    Reason("tabelle_1", "Bayern", "", *_BAVARIA),
    Reason("tabelle_1", "Mecklenburg", "", *_MECKLENBURG),
    Reason("tabelle_1", "Sachsen, 14", "", *_SAXONY),
    Reason("tabelle_1", "Thüringen", "", *_THURINGIA),
    Reason("tabelle_1", "Bund", "", *_SUM_OF_LAENDER),
    Reason("abbildung_1", "Großstädte", "", *_CITIES),
    Reason("abbildung_1", "", "", *_SUM_OF_LAENDER),
    Reason("zahlen_im_text", "Einwohner), Anzahl", "", *_SUM_OF_LAENDER),
    Reason("tabelle_2", "", "wohnzentralitaet_2000", *_EMPLOYEES_2000),
    Reason("tabelle_2", "", "veraenderung", *_EMPLOYEES_2000),
    Reason("tabelle_2", "", "beschaeftigte", *_EMPLOYEES_2000),
    Reason(
        "tabelle_2",
        "",
        "wohnzentralitaet_2019",
        "Beschäftigte vom 30.06.2020 statt 30.06.2019; Toleranz 2 %.",
        "Employees of 30 June 2020 instead of 30 June 2019; tolerance 2 %.",
        relative=0.02,
    ),
    Reason(
        "tabelle_2",
        "Größere Kleinstädte, sehr peripher",
        "bevoelkerung",
        "Lage modelliert, 2000 nicht auf den Zensus 2011 zurückgerechnet; Toleranz 1 Prozentpunkt. Nur 38 Städte: Mit "
        "um 5 % höheren Schwellen ergeben sich −16,4, mit um 10 % höheren −15,8.",
        "Lage is modelled, 2000 not recalculated from the census of 2011; tolerance 1 percentage point. 38 towns only: "
        "with thresholds 5 % higher it is −16.4, 10 % higher −15.8.",
        absolute=1.0,
    ),
    Reason(
        "tabelle_2",
        "",
        "bevoelkerung",
        "Im Druck ist 2000 offenbar auf den Zensus 2011 zurückgerechnet (Bund +2,0 %; amtlich "
        "fortgeschrieben +1,1 %); hier "
        "nicht, und 2000 liegt auf der Geraden zwischen 1997 und 2002. Toleranz 1 Prozentpunkt.",
        "In print 2000 seems to be recalculated from the census of 2011 (Germany +2.0 %; by the "
        "official series +1.1 %); "
        "not so here, and 2000 lies on the line between 1997 and 2002. Tolerance 1 percentage point.",
        absolute=1.0,
    ),
    Reason(
        "tabelle_3",
        "insgesamt",
        "",
        "Lage modelliert (docs/lage.md), Typen wie in Tabelle 1; Toleranz 5 %.",
        "Lage is modelled (docs/lage.md), types as in Table 1; tolerance 5 %.",
        relative=0.05,
    ),
    Reason(
        "tabelle_3",
        "",
        "",
        "Zentralörtliche Funktionen aller Gemeinden 2019 fehlen; Quelle: BBSR, Zentrale-Orte-Monitoring. Bekannt ist "
        "nur, welche 2015 mindestens Mittelzentren waren, und ein Teil derer, die es in Bayern 2018 wurden: "
        "`kleinstadt table tab3` zählt sie.",
        "Central-place functions of all municipalities in 2019 are missing; source: BBSR monitoring of central places. "
        "Known is only which were at least Mittelzentren in 2015, and part of those that became it in Bavaria in 2018: "
        "`kleinstadt table tab3` counts them.",
    ),
    Reason(
        "tabelle_4",
        "",
        "",
        "Atlas Mitte 2020: Er passt am besten (mittlerer Abstand 0,3 Punkte; Ende 2020 3,2, Ende 2019 "
        "4,2). Mit Einwohnern "
        "statt Haushalten gewichtet; Lage modelliert. Toleranz 1,5 Prozentpunkte.",
        "Atlas of mid-2020: it fits best (mean difference 0.3 points; end of 2020 3.2, end of 2019 4.2). Weighted by "
        "residents instead of households; Lage is modelled. Tolerance 1.5 percentage points.",
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
        "Lage: Mittelwert",
        "",
        "Geometrisches Mittel über bewohnte Verbände, Fahrzeiten modelliert; Toleranz 5 %. Als solches gelesen, weil "
        "die "
        "anderen Schwellen um denselben Faktor 2,25 darüber und darunter liegen.",
        "Geometric mean over inhabited Verbände, travel times modelled; tolerance 5 %. Read as such because the other "
        "thresholds lie above and below it by the same factor of 2.25.",
        relative=0.05,
    ),
    Reason(
        "zahlen_im_text",
        "Lage: Schwelle",
        "",
        "Gleich durch Festlegung: Die gedruckte Schwelle teilt hier die Klassen; das bestätigt keine Rechnung.",
        "Equal by definition: the printed threshold divides the classes here; that confirms no computation.",
        even_if_exact=True,
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
        "Im Druck „etwa“, Toleranz 2 Prozentpunkte. Gerechnet ist der Anteil aller Kleinstädte; ein so "
        "hoher gedruckter passt "
        "nur zu einer Teilgruppe.",
        "Printed as 'about', tolerance 2 percentage points. Computed is the share of all small towns; "
        "a printed share as "
        "high only fits a part of them.",
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
        "Im Druck „knapp“ beziehungsweise gerundet; Toleranz 10 %. Gerechnet mit dem Atlas Ende 2019; "
        "Mitte 2019 wären es 154 "
        "und 217 Städte, zusammen 371 statt gedruckt 380.",
        "Printed as 'nearly' or rounded; tolerance 10 %. Computed with the atlas of the end of 2019; "
        "by mid-2019 it would "
        "be 154 and 217 towns, together 371 instead of the printed 380.",
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
