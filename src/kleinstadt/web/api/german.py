"""The API's description in German: each English text of it with what it is in German (a test holds the list whole)."""

from typing import Any, Final

WORDS: Final = frozenset({"summary", "description"})

GERMAN: Final = {
    "Every answer names its licences: in the header Link and, as JSON, in meta.licences.": "Jede Antwort nennt ihre "
    "Lizenzen: im Kopf Link und, als JSON, in meta.licences.",
    # Answers of every call
    "Successful Response": "Die Antwort.",
    "Send it back as If-None-Match: 304 if unchanged.": "Als If-None-Match zurückgeschickt: 304, wenn unverändert.",
    'rel="license"; rel="next" where rows follow.': 'rel="license"; rel="next", wo weitere Zeilen folgen.',
    "Rows in all.": "Zeilen insgesamt.",
    "The client has it already.": "Wer fragt, hat die Antwort schon.",
    "More or less than can be answered.": "Mehr oder weniger, als sich beantworten lässt.",
    "Why a call was refused; detail lists the parameters that were wrong.": "Warum ein Aufruf abgelehnt wurde; detail "
    "nennt die falschen Parameter.",
    "No such thing; the reason lists what there is.": "Das gibt es nicht; der Grund nennt, was es gibt.",
    "A parameter is not of its kind or beyond its limits.": "Ein Parameter ist nicht von der verlangten Art oder "
    "außerhalb seiner Grenzen.",
    # Calls
    "What the edition holds": "Was die Ausgabe enthält",
    "Years, levels, indicators, the licences of all sources, and the addresses of everything else.": "Jahre, Ebenen, "
    "Indikatoren, die Lizenzen aller Quellen und die Adressen von allem anderen.",
    "Find places by name or key": "Orte nach Namen oder Schlüssel finden",
    "Municipalities and Verbände by name, postcode, Ortsteil, former name or key, best first; meta says what fits. "
    "Kreise and Länder that are called so come after a town of that very name, and before all others. Postcodes come "
    "from OpenStreetMap under ODbL.": "Gemeinden und Verbände nach Name, Postleitzahl, Ortsteil, früherem Namen oder "
    "Schlüssel, die besten zuerst; meta sagt, was passt. Kreise und Länder dieses Namens folgen auf eine Stadt, die "
    "genau so heißt, und stehen vor allen anderen. Die Postleitzahlen kommen von OpenStreetMap unter der ODbL.",
    "The indicators": "Die Indikatoren",
    "Id, names, unit, theme, formula, periods and sources of each indicator.": "Kennung, Namen, Einheit, Thema, "
    "Formel, Zeiten und Quellen jedes Indikators.",
    "The areas of a level": "Die Gebiete einer Ebene",
    "Key, name, Land, Kreis, population, area, type and Lage of each area, official where they are.": "Schlüssel, "
    "Name, Land, Kreis, Einwohner, Fläche, Typ und Lage jedes Gebiets, amtlich, wo es sie so gibt.",
    "Values of indicators": "Werte von Indikatoren",
    "One row an area and indicator: value, status, vintage. A missing value is null, and its status says why.": "Eine "
    "Zeile je Gebiet und Indikator: Wert, Status, Stand. Ein fehlender Wert ist null, und sein Status sagt, warum.",
    "One indicator over time": "Ein Indikator im Lauf der Zeit",
    "All periods on the constant borders of one year. Between breaks periods have one basis (census, source).": "Alle "
    "Zeiten auf den gleichen Grenzen eines Jahres. Zwischen zwei Brüchen (breaks) ist die Grundlage dieselbe (Zensus, "
    "Quelle).",
    "One area beside its group, its Land and Germany": "Ein Gebiet neben seiner Gruppe, seinem Land und Deutschland",
    "Every indicator: value, status, vintage, group, land, bund, and the percentile in the area's own group.": "Jeder "
    "Indikator: Wert, Status, Stand, Gruppe, Land, Deutschland (bund) und das Perzentil in der eigenen Gruppe.",
    "What an area is strong and weak in": "Worin ein Gebiet stark und schwach ist",
    "Strengths and weaknesses in the area's own group, for indicators with an agreed good direction.": "Stärken und "
    "Schwächen in der eigenen Gruppe, bei Indikatoren, bei denen feststeht, welche Richtung gut ist.",
    "The Verbände most like one": "Die ähnlichsten Verbände",
    "The ten Verbände most alike, of the same type and the same Lage or the next, with reasons in both languages. A "
    "municipality stands for its Verband, and a Kreis or Land that is one Verband for that. Distances are weighted, of "
    "standardised indicators.": "Die zehn ähnlichsten Verbände vom selben Typ und aus derselben oder der nächsten "
    "Lage, mit Gründen in beiden Sprachen. Eine Gemeinde steht für ihren Verband, ein Kreis oder Land aus einem "
    "einzigen Verband für diesen. Die Abstände sind gewichtet, aus standardisierten Indikatoren.",
    "Verbände that started alike and did better": "Verbände, die gleich anfingen und besser abschnitten",
    "Verbände of the same type and Lage that started alike ten years ago and did better on average. One row a Verband "
    "and measure; meta says how many started alike, and in what.": "Verbände von gleichem Typ und gleicher Lage, die "
    "vor zehn Jahren ähnlich dastanden und seither im Mittel besser abschnitten. Eine Zeile je Verband und Maß; meta "
    "sagt, wie viele ähnlich anfingen und worin.",
    "Neighbours that complement a Verband": "Nachbarn, die einen Verband ergänzen",
    "Neighbouring Verbände that are strong where one is weak (gives), weak where it is strong (takes), or shared. One "
    "row a neighbour and indicator; meta names the neighbours without any.": "Benachbarte Verbände, die stark sind, wo "
    "dieser schwach ist (gives), schwach, wo er stark ist (takes), oder beides teilen (shared). Eine Zeile je Nachbar "
    "und Indikator; meta nennt die Nachbarn ohne solche.",
    "Borders as GeoJSON": "Grenzen als GeoJSON",
    "WGS 84, simplified to 500 m with neighbours still together; ids are rows of /column and /areas. With `within` the "
    "areas of one Kreis or Land, simplified to 150 m: as fine as the atlas has them.": "WGS 84, auf 500 m vereinfacht, "
    "ohne Lücken zwischen Nachbarn; ids sind die Zeilen von /column und /areas. Mit `within` die Gebiete eines Kreises "
    "oder Landes, auf 150 m vereinfacht: so fein, wie der Atlas sie hat.",
    "One indicator as a bare list": "Ein Indikator als bloße Liste",
    "Values of all areas of a level in the order of /areas, null where missing; made for maps.": "Werte aller Gebiete "
    "einer Ebene in der Reihenfolge von /areas, null, wo sie fehlen; für Karten gemacht.",
    "What maps filter by": "Wonach Karten filtern",
    "Name, Land, type, Lage and population of all areas of a level as lists, in the order of /areas.": "Name, Land, "
    "Typ, Lage und Einwohner aller Gebiete einer Ebene als Listen, in der Reihenfolge von /areas.",
    # Parameters
    "A name, however spelled, or a key.": "Ein Name in beliebiger Schreibweise oder ein Schlüssel.",
    "Places at most.": "Höchstens so viele Orte.",
    "Format of the answer.": "Format der Antwort.",
    "Rows a call.": "Zeilen je Aufruf.",
    "Rows to skip; meta.page.next is the next page.": "Zeilen, die ausgelassen werden; meta.page.next ist die nächste "
    "Seite.",
    "Borders of this year; the newest if absent.": "Grenzen dieses Jahres; ohne Angabe die neuesten.",
    "Level of territory.": "Gebietsebene.",
    "Leave official classes aside: type and Lage as the rules give them.": "Amtliche Klassen beiseitelassen: Typ und "
    "Lage, wie die Regeln sie ergeben.",
    "Key of a Land, e.g. 06.": "Schlüssel eines Landes, z. B. 06.",
    "Key of a Kreis, e.g. 06440.": "Schlüssel eines Kreises, z. B. 06440.",
    "Stadt- und Gemeindetyp of the Verband; kleinstadt means both kinds of small towns.": "Stadt- und Gemeindetyp des "
    "Verbands; kleinstadt meint beide Arten von Kleinstädten.",
    "Type of a municipality by itself, within which municipalities are compared (level=gemeinde).": "Typ der Gemeinde "
    "für sich, in dem Gemeinden verglichen werden (level=gemeinde).",
    "Location of the Verband.": "Lage des Verbands.",
    "Class of population, as in the column size of /areas.": "Größenklasse nach Einwohnern, wie in der Spalte size von "
    "/areas.",
    "Ids of up to 10 indicators, separated by commas.": "Kennungen von bis zu zehn Indikatoren, durch Kommas getrennt.",
    'Exactly this period ("2019", "2019-12").': 'Genau diese Zeit ("2019", "2019-12").',
    "Keys of areas, separated by commas.": "Schlüssel von Gebieten, durch Kommas getrennt.",
    "Id of an indicator.": "Kennung eines Indikators.",
    "Municipalities or Verbände.": "Gemeinden oder Verbände.",
    "Key of a municipality (AGS, 8 digits, or ARS, 12), a Verband (9), a Kreis (5), a Land (2) or Germany (00), also "
    "with blanks or without its first zero.": "Schlüssel einer Gemeinde (AGS, 8 Ziffern, oder ARS, 12), eines Verbands "
    "(9), eines Kreises (5), eines Landes (2) oder Deutschlands (00), auch mit Leerzeichen oder ohne erste Null.",
    "Key of a Land (2 digits) or Kreis (5): only areas within it, in full detail.": "Schlüssel eines Landes (2 "
    "Ziffern) oder Kreises (5): nur Gebiete darin, so fein wie möglich.",
    # Shapes of answers
    "One area; its own key stands in the column of its level. Population in persons, potential as well.": "Ein Gebiet; "
    "sein Schlüssel steht in der Spalte seiner Ebene. Einwohner und Potenzial in Personen.",
    "Areas of a level.": "Gebiete einer Ebene.",
    "Of areas; computed says whether official classes were left aside.": "Zu Gebieten; computed sagt, ob amtliche "
    "Klassen beiseitegelassen wurden.",
    "What maps filter by, as lists in the order of /areas.": "Wonach Karten filtern, als Listen in der Reihenfolge von "
    "/areas.",
    "The licence of the borders.": "Die Lizenz der Grenzen.",
    "A GeoJSON FeatureCollection.": "Eine GeoJSON-FeatureCollection.",
    "One indicator at all areas of a level, in the order of /areas; null where missing.": "Ein Indikator an allen "
    "Gebieten einer Ebene, in der Reihenfolge von /areas; null, wo er fehlt.",
    "What the edition holds, and the addresses of everything else.": "Was die Ausgabe enthält, und die Adressen von "
    "allem anderen.",
    "One area; id is its row in /areas and /column.": "Ein Gebiet; id ist seine Zeile in /areas und /column.",
    "One figure of an area beside its group, its Land and Germany; percentile (0 to 100) in the group. group, land "
    "and bund are weighted, by the indicator's own rule; group_median is the median of the group's areas. people_pct, "
    "area_pct, and those of group, Land and Germany: of which share of people and land the number is known.": "Eine "
    "Zahl eines Gebiets neben Gruppe, Land und Deutschland; Perzentil (0 bis 100) in der Gruppe. group, land und "
    "bund sind gewichtet, nach der Regel des Indikators; group_median ist der Median der Gebiete. people_pct, area_pct "
    "und die von Gruppe, Land und Deutschland: für welchen Anteil der Menschen und der Fläche die Zahl bekannt ist.",
    "A strength or a weakness; reference is the group's median, goodness 0 (worst) to 100 (best of the group).": "Eine "
    "Stärke oder Schwäche; reference ist der Median der Gruppe, goodness 0 (am schlechtesten) bis 100 (am besten).",
    "Strengths and weaknesses of an area.": "Stärken und Schwächen eines Gebiets.",
    "Of one area's strengths and weaknesses; judged counts the indicators that could be.": "Zu Stärken und Schwächen "
    "eines Gebiets; judged zählt die Indikatoren, die beurteilt werden konnten.",
    "Places found, best first.": "Gefundene Orte, die besten zuerst.",
    "Of places found; by: the postcode, the key, the name, or (similar) a name that merely resembles it.": "Zu "
    "gefundenen Orten; by: über Postleitzahl, Schlüssel, Namen oder (similar) einen nur ähnlichen Namen.",
    "Polygon or MultiPolygon in WGS 84.": "Polygon oder MultiPolygon in WGS 84.",
    "One indicator: names, unit, theme, formula; periods and sources separated by commas.": "Ein Indikator: Namen, "
    "Einheit, Thema, Formel; Zeiten und Quellen durch Kommas getrennt.",
    "Indicators.": "Indikatoren.",
    "Who must be named for the numbers, and under which licence they may be used.": "Wer zu den Zahlen zu nennen ist, "
    "und unter welcher Lizenz sie genutzt werden dürfen.",
    "What is to be said of a table.": "Was zu einer Tabelle zu sagen ist.",
    "Key and name of an area.": "Schlüssel und Name eines Gebiets.",
    "Which part of the rows an answer holds; next is the address of the following part.": "Welchen Teil der Zeilen "
    "eine Antwort enthält; next ist die Adresse des folgenden Teils.",
    "A neighbour's value beside the own; kind is gives, takes or shared.": "Der Wert eines Nachbarn neben dem eigenen; "
    "kind ist gives, takes oder shared.",
    "Neighbours that complement a Verband.": "Nachbarn, die einen Verband ergänzen.",
    "Of the neighbours of a Verband; without names those without a finding.": "Zu den Nachbarn eines Verbands; without "
    "nennt die ohne Befund.",
    "One of the Verbände most alike; alike and apart name indicators, separated by commas.": "Einer der ähnlichsten "
    "Verbände; alike und apart nennen Indikatoren, durch Kommas getrennt.",
    "The Verbände most like one.": "Die ähnlichsten Verbände.",
    "Of the Verbände most like one.": "Zu den ähnlichsten Verbänden.",
    "One period of a series at one area.": "Eine Zeit einer Reihe für ein Gebiet.",
    "One indicator over time.": "Ein Indikator im Lauf der Zeit.",
    "A place that a search found: key, level and name are those of the area that it leads to. title: what it is called "
    "in a list; former, part: the name it was found by, if it is that of a municipality of earlier days or of an "
    "Ortsteil; postcode: that it was found by; what: what it is, where its title does not say it.": "Ein gefundener "
    "Ort: Schlüssel, Ebene und Name sind die des Gebiets, zu dem er führt. title: wie er in einer Liste heißt; former, "
    "part: der Name, der gefunden wurde, wenn es der einer früheren Gemeinde oder eines Ortsteils ist; postcode: die "
    "Postleitzahl, über die er gefunden wurde; what: was er ist, wo title es nicht sagt.",
    "An area beside others.": "Ein Gebiet neben anderen.",
    "Of one area; bbsr is empty for Kreise, Länder and Germany.": "Zu einem Gebiet; bbsr ist leer für Kreise, Länder "
    "und Deutschland.",
    "What the BBSR calls a place: central_place, mittelbereich, grossstadtregion or growth_official; of which year.": ""
    "Was das BBSR einen Ort nennt: central_place, mittelbereich, grossstadtregion oder growth_official; und wann.",
    "A change of a Verband that did better on average; better says whether this change is.": "Eine Veränderung eines "
    "Verbands, der im Mittel besser abschnitt; better sagt, ob diese besser ist.",
    "Verbände that started alike and did better.": "Verbände, die gleich anfingen und besser abschnitten.",
    "Of the Verbände that did better; fitting counts those that started alike, in the indicators of start.": "Zu den "
    "Verbänden, die besser abschnitten; fitting zählt die, die in den Indikatoren von start ähnlich anfingen.",
    "Of one indicator over time; breaks: the first period on each other basis, across which nothing is a change.": "Zu "
    "einem Indikator im Lauf der Zeit; breaks: die erste Zeit auf jeder anderen Grundlage, über die hinweg sich Werte "
    "nicht vergleichen lassen.",
    "One indicator at one area; a missing value is null, and its status says why. people_pct, area_pct: the share of "
    "its residents and of its land for which the indicator is known.": "Ein Indikator an einem Gebiet; ein fehlender "
    "Wert ist null, und sein Status sagt, warum. people_pct, area_pct: für welchen Anteil der Einwohner und der Fläche "
    "der Indikator bekannt ist.",
    "Values of indicators.": "Werte von Indikatoren.",
    "Of values.": "Zu Werten.",
}


def in_german(described: Any) -> Any:  # noqa: ANN401 - an OpenAPI document, or any part of one
    """A part of an OpenAPI document with its words in German; a text that nobody translated stays English.

    Parameters
    ----------
    described : dict, list or scalar
        An OpenAPI document, or any part of one.

    Returns
    -------
    dict, list or scalar
        The same with German summaries and descriptions; the part that was given stays as it is.

    Examples
    --------
    >>> in_german({"summary": "The indicators", "name": "indicator"})
    {'summary': 'Die Indikatoren', 'name': 'indicator'}
    """
    if isinstance(described, list):
        return [in_german(one) for one in described]
    if not isinstance(described, dict):
        return described
    return {
        name: _said(part) if name in WORDS and isinstance(part, str) else in_german(part)
        for name, part in described.items()
    }


def _said(text: Any) -> Any:  # noqa: ANN401 - a text, or a field of an answer that is called "summary"
    return GERMAN.get(" ".join(text.split()), text) if isinstance(text, str) else in_german(text)
