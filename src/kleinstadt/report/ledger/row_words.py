"""The rows of the printed tables in words: as printed, and in English; the ledger's files keep what is printed."""

from typing import Final

from kleinstadt.report.tables.display import translated
from kleinstadt.words.language import Lang, pick

# The numbers in the text have no table's words: what each says, as printed and in English.
_STATEMENTS: Final = {
    "Kleinstädte, größere (>=10.000 Einwohner), Anzahl": "Small towns, larger (10,000 residents and more), number",
    "Kleinstädte, kleine (<10.000 Einwohner), Anzahl": "Small towns, smaller (under 10,000 residents), number",
    "Lage: Mittelwert des erreichbaren Tagesbevölkerungspotenzials aller Gemeinden": (
        "Location: mean of the day population that all municipalities can reach"
    ),
    "Lage: Schwelle sehr zentral ab": "Location: very central from",
    "Lage: Schwelle zentral ab": "Location: central from",
    "Lage: Schwelle peripher ab": "Location: peripheral from",
    "Eichwalde: Bevölkerung": "Eichwalde: population",
    "Amt Südtondern: Fläche": "Amt Südtondern: area",
    "Geschlechterverhältnis 20-44 Jahre, Bund": "Women per 100 men aged 20 to 44, Germany",
    "Herfindahl-Index der sechs Einkommensgruppen, üblicher Bereich": (
        "Herfindahl index of the six income groups, usual range"
    ),
    "Pendelnde insgesamt": "Commuters in all",
    "Anteil der Pendelbeziehungen innerhalb der Großstadtregionen": "Share of commuting within city regions",
    "Zunahme Pendelaufkommen 2009-2019": "Growth of commuting 2009 to 2019",
    "Hidden Champions insgesamt / in Kleinstädten / davon peripher": (
        "Hidden champions: all / in small towns / peripheral ones among them"
    ),
    "Kleinstädte ohne zentralörtliche Funktion": "Small towns without central-place function",
    "Kleinstädte mit >30 Minuten zum nächsten Oberzentrum unter sehr peripheren": (
        "Very peripheral small towns over 30 minutes from the next Oberzentrum"
    ),
    "Kleinstädte mit >60 Minuten zum nächsten Oberzentrum": "Small towns over 60 minutes from the next Oberzentrum",
    "Kleinstädte mit >=20 % Bevölkerungsverlust 1990-2019": "Small towns that lost 20 % or more of people 1990 to 2019",
    "Kleinstädte ohne Bibliothek": "Small towns without a library",
    "Breitband 50 Mbit/s 2020, Kleinstädte": "Broadband of 50 Mbit/s 2020, small towns",
    "Breitband 100 Mbit/s 2020, Kleinstädte": "Broadband of 100 Mbit/s 2020, small towns",
    "Kleinstädte 2019 mit <50 % der Haushalte an 50 Mbit/s": (
        "Small towns 2019 with under 50 % of households at 50 Mbit/s"
    ),
    "Kleinstädte 2019 mit 50-70 % der Haushalte an 50 Mbit/s": (
        "Small towns 2019 with 50 to 70 % of households at 50 Mbit/s"
    ),
    "Pkw-Anteil der Wegstrecken kleinstädtisch-dörflich / Mittelstadt / Großstadt": (
        "Share of cars in distances travelled: small towns and villages / medium-sized towns / large cities"
    ),
    "Gewerbesteuer-Hebesätze fast aller Kommunen": "Trade tax rates of nearly all municipalities",
    "Median Hebesatz Grundsteuer B der Großstädte 2019": "Median rate of property tax B, large cities 2019",
    "Anteil der Kleinstädte in Verdichtungsräumen": "Share of small towns in agglomerations",
}


def row_in_words(row: str, lang: Lang) -> str:
    """A row of a printed table in the reader's language.

    Parameters
    ----------
    row : str
        Label of the row, as printed.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        As printed for "de".
    """
    if row in _STATEMENTS:
        return pick((row, _STATEMENTS[row]), lang)
    return ", ".join(translated(part, lang) for part in row.split(", "))
