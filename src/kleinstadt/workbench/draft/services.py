"""The chapter on what people need every day: schools, doctors, and how far it is."""

from typing import Final

from kleinstadt.workbench.draft import parts
from kleinstadt.workbench.draft.outlook import Outlook
from kleinstadt.workbench.draft.pen import Pen
from kleinstadt.workbench.draft.phrases import PHRASES
from kleinstadt.workbench.models.findings import FigureData, TableData

Part = TableData | FigureData | None


def services(pen: Pen, _: Outlook | None) -> tuple[list[str], list[Part]]:
    """The chapter on what people need every day, in German.

    Parameters
    ----------
    pen : Pen
        Of the town.
    _ : Outlook or None
        Not used; all chapters are called alike.

    Returns
    -------
    tuple of (list of str, list)
        Paragraphs, and the tables below them.
    """
    said = []
    if pen.has("schools", "primary_schools"):
        said.append(
            f"Das Schulverzeichnis nennt {_schools(pen)} (Stand {pen.year('schools')};"
            " bitte prüfen, ob es noch stimmt). Plätze und Schülerzahlen stehen nicht darin."
        )
    if pen.has("gps_per_10000"):
        said.append(
            f"{_doctors(pen)}; {pen.beside('gps_per_10000')}. Die Quelle schätzt zum Teil; genau weiß es die"
            " Kassenärztliche Vereinigung."
        )
    ways = _ways(pen)
    if ways:
        said.append(ways)
    if said:
        said.append(
            "Plätze in Kita und Pflege, Praxen, die eine Nachfolge suchen, und Vereine: bitte aus Bedarfsplan,"
            " Schulentwicklungsplan und eigener Kenntnis eintragen. Ohne sie bleibt das Kapitel ohne seine wichtigsten"
            " Zahlen."
        )
    names = ["schools", "primary_schools", "primary_schools_per_1000", "gps_per_10000", *WAYS]
    return said, [*parts.facts(pen.town, "Daseinsvorsorge", names)]


WAYS: Final = {
    "minutes_to_supermarket": "Supermarkt",
    "minutes_to_gp": "Hausarztpraxis",
    "minutes_to_pharmacy": "Apotheke",
    "minutes_to_primary_school": "Grundschule",
    "minutes_to_emergency_hospital": "Krankenhaus mit Notaufnahme",
}


def _ways(pen: Pen) -> str:
    """Minutes by car to what people need, where the edition has them."""
    known = [(name, label) for name, label in WAYS.items() if pen.has(name)]
    if not known:
        return ""
    told = ", ".join(f"{label} {pen.value(name)}" for name, label in known)
    return (
        f"Mit dem Auto sind es im Mittel (Minuten, Modell): {told}. Ein Dorf am Rand liegt darüber; der Bus ist nicht"
        " gerechnet."
    )


def _doctors(pen: Pen) -> str:
    phrase, value = PHRASES["gps_per_10000"], pen.value("gps_per_10000")
    return (phrase.none if not value.strip("0,") else phrase.say).format(v=value, y=pen.year("gps_per_10000"))


def _schools(pen: Pen) -> str:
    """ "3 Schulen, darunter eine Grundschule", "2 Grundschulen", "keine Schule"."""
    schools, primary = pen.town.value("schools"), pen.town.value("primary_schools")
    if not schools:
        return "keine Schule"
    grund = "eine Grundschule" if primary == 1 else f"{pen.value('primary_schools')} Grundschulen"
    if schools == primary:
        return grund
    every = "eine Schule" if schools == 1 else f"{pen.value('schools')} Schulen"
    return f"{every}, darunter {grund if primary else 'keine Grundschule'}"
