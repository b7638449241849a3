"""Why a computed number may differ from the printed one, and how far that goes; or which source would bring it.

The first reason that fits a number is its own. Tolerances are stated before the comparison, never fitted to it.
"""

from dataclasses import dataclass
from typing import Final

from kleinstadt.report.ledger.printed import PrintedNumber


@dataclass(frozen=True)
class Reason:
    """What explains a difference, or what is missing.

    Attributes
    ----------
    table, row, column : str
        Text that table, label of the row and column contain; "" fits all.
    de, en : str
        The reason.
    absolute : float
        How far apart two numbers may be and still be called close, in the column's unit.
    relative : float
        The same as a share of the printed number; the larger one counts.
    even_if_exact : bool
        Whether it is said of exact numbers too, where equality shows nothing.
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
        """Whether it speaks of this number.

        Parameters
        ----------
        number : PrintedNumber
            A number on paper.

        Returns
        -------
        bool
            By table, row and column.
        """
        return self.table in number.table and self.row in number.row and self.column in number.column

    def tolerance_of(self, printed: float) -> float:
        """The largest difference that still is close.

        Parameters
        ----------
        printed : float
            The number on paper.

        Returns
        -------
        float
            In the same unit.
        """
        return max(self.absolute, self.relative * abs(printed))


_TYPES: Final = (
    "Typen gerechnet: Die amtliche Liste von 2019 (bbsr_reference_2019) fehlt dieser Ausgabe oder wurde beiseite "
    "gelassen.",
    "Types computed: the official list of 2019 (bbsr_reference_2019) is missing from this edition or was left aside.",
)
_UNITS: Final = (
    "Die amtliche Referenz von 2019 hat 4.618 Verbände, darunter 1.778 Landgemeinden; gedruckt sind 4.619 und 1.779. "
    "Sie zählt Tangstedt zum Amt Itzstedt und Bosau zum Amt Großer Plöner See.",
    "The official reference of 2019 has 4,618 Verbände, among them 1,778 rural municipalities; printed are 4,619 and "
    "1,779. It counts Tangstedt to Amt Itzstedt and Bosau to Amt Großer Plöner See.",
)
_DENSITIES: Final = (
    "Beschäftigte und Einwohner 2000 aus Dichten von INKAR mal Fläche (Einwohner und Beschäftigte je km² minus "
    "Einwohner je km²); die Dichten sind gerundet.",
    "Employees and residents of 2000 from densities of INKAR times area (residents and employees per km² minus "
    "residents per km²); the densities are rounded.",
)
_IN_COMMUTERS: Final = (
    "Gerechnet ist, wer in einem anderen Gemeindeverband arbeitet, als er wohnt: amtlicher Anteil der Einpendler mal "
    "Beschäftigte. Gedruckt sind 32 Millionen von 33,4 Millionen Beschäftigten (INKAR 2019), also offenbar auch Wege "
    "innerhalb der Gemeinde.",
    "Computed are those who work in another Verband than they live in: official share of in-commuters times "
    "employees. Printed are 32 of 33.4 million employees (INKAR 2019), so ways inside a municipality seem to be "
    "counted too.",
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
    Reason("tabelle_1", "", "", *_TYPES),
    Reason("abbildung_1", "Großstädte", "flaeche", *_CITIES),
    Reason("abbildung_1", "", "", *_UNITS),
    Reason("zahlen_im_text", "Einwohner), Anzahl", "", *_TYPES),
    Reason("tabelle_2", "", "wohnzentralitaet", *_DENSITIES, absolute=0.03),
    Reason("tabelle_2", "", "veraenderung", *_DENSITIES, absolute=0.03),
    Reason("tabelle_2", "", "_2019_pct", *_DENSITIES, absolute=1.0),
    Reason(
        "tabelle_3",
        "insgesamt",
        "",
        "Amtliche Typen und Lagen von 2019; gedruckt ist eine Landgemeinde mehr (wie in Abbildung 1). Ohne die "
        "amtliche Liste gerechnet; Toleranz dann 5 %.",
        "Official types and locations of 2019; one rural municipality more is printed (as in Figure 1). Computed "
        "where the official list is missing; tolerance then 5 %.",
        relative=0.05,
    ),
    Reason(
        "tabelle_3",
        "",
        "",
        "Die Regel, nach der ein Verband eine Funktion hat, ist nicht gedruckt, sondern angepasst: Ein Verband aus "
        "einer Gemeinde trägt ihre Funktion, einer aus mehreren keine; Teilfunktionen von 2017, Klassen von 2019. "
        "Toleranz 6 Verbände.",
        "The rule by which a Verband has a function is not printed but fitted: a Verband of one municipality has its "
        "function, one of several has none; partial functions of 2017, classes of 2019. Tolerance 6 Verbände.",
        absolute=6,
    ),
    Reason(
        "tabelle_4",
        "",
        "",
        "Atlas Mitte 2020: Er passt am besten (mittlerer Abstand 0,3 Punkte; Ende 2020 3,2, Ende 2019 "
        "4,2). Mit Einwohnern "
        "statt Haushalten gewichtet. Toleranz 1,5 Prozentpunkte.",
        "Atlas of mid-2020: it fits best (mean difference 0.3 points; end of 2020 3.2, end of 2019 4.2). Weighted by "
        "residents instead of households. Tolerance 1.5 percentage points.",
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
        "Pendelbeziehungen",
        "",
        "Nur Wege zwischen Kreisen (Pendlermatrix 2019), Kreise nach der Mehrheit ihrer Menschen; Flüsse zwischen "
        "Gemeinden liegen nicht offen vor. Toleranz 5 Prozentpunkte.",
        "Only ways between Kreise (matrix of 2019), Kreise by the majority of their people; flows between "
        "municipalities are not open. Tolerance 5 percentage points.",
        absolute=5,
    ),
    Reason("zahlen_im_text", "Pendel", "", *_IN_COMMUTERS),
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
        "Amtliche Minuten von 2020 statt 2018, Mittel über die Fläche des Verbands; im Druck „etwa“. Toleranz 10 %.",
        "Official minutes of 2020 instead of 2018, means over the area of the Verband; printed as 'about'. "
        "Tolerance 10 %.",
        relative=0.10,
    ),
    Reason(
        "zahlen_im_text",
        "zentralörtliche",
        "",
        "Aus der gedruckten Tabelle 3 selbst folgen 678 von 2.126 Kleinstädten, 31,9 %; gedruckt ist 31. Toleranz "
        "1 Prozentpunkt.",
        "The printed Table 3 itself gives 678 of 2,126 small towns, 31.9 %; printed is 31. Tolerance 1 percentage "
        "point.",
        absolute=1.0,
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
    """The first declared reason that fits, else UNEXPLAINED.

    Parameters
    ----------
    number : PrintedNumber
        A number on paper.

    Returns
    -------
    Reason
        The one whose tolerance holds.
    """
    return next((reason for reason in REASONS if reason.fits(number)), UNEXPLAINED)
