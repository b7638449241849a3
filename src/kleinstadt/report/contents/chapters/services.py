"""Chapter 5: what small towns provide, for themselves and around them."""

from typing import Final

from kleinstadt.report.contents.model import Absent, Item, Section

SERVICES: Final = Section(
    "digitales",
    5,
    ("Versorgen und Erreichen", "Services and reach"),
    (
        "Kleinstädte versorgen sich und ihr Umland. Mit mindestens 50 Mbit/s können {broadband_50} % ihrer Haushalte "
        "ins Netz, mit 1.000 Mbit/s {broadband_1000} %.",
        "Small towns supply themselves and those around them. {broadband_50} % of their households can have 50 Mbit/s "
        "or more, {broadband_1000} % 1,000 Mbit/s.",
    ),
    ("broadband_all_1000_pct",),
    (
        Item(
            "tab3",
            "table",
            (
                "Zentrale Orte nach Stadt- und Gemeindetyp und Lage {year}",
                "Central places by type of town and location {year}",
            ),
            (
                "Zahl der Verbände je Funktion. Die Regel, nach der ein Verband eine Funktion hat, ist nicht gedruckt, "
                "sondern angepasst: Ein Verband aus einer Gemeinde trägt ihre Funktion, einer aus mehreren keine.",
                "Number of Verbände by function. The rule by which a Verband has a function is not printed but fitted: "
                "a Verband of one municipality has its function, one of several has none.",
            ),
            ("population",),
            sources=(("bbsr_reference_2019", "2019"), ("inkar_central_places_2017", "2017")),
        ),
        Item(
            "karte8",
            "map",
            ("Zentrale Orte: Funktion der Kleinstädte {year}", "Central places: function of small towns {year}"),
            (
                "Amtliche Einstufung in vier Klassen; ein Verband hat die höchste Funktion seiner Mitglieder, Teile "
                "zentraler Orte zählen mit.",
                "Official list of four classes; a Verband has the highest function of its members, parts of central "
                "places count.",
            ),
            ("population",),
            (
                "Karte: Kleinstädte als Ober-, Mittel-, Grundzentren oder ohne Funktion.",
                "Map: small towns as upper, middle, basic centres or without function.",
            ),
            sources=(("bbsr_reference_2019", "2019"),),
        ),
        Item(
            "abb14",
            "figure",
            (
                "Kleinstädte nach Pkw-Fahrzeit zum nächsten Mittel- und Oberzentrum, Größe und Lage 2020",
                "Small towns by minutes to the next Mittelzentrum and Oberzentrum, size and location 2020",
            ),
            (
                "Amtliche Pkw-Minuten von 2020 (INKAR), Mittel über die Fläche des Verbands. Anteil der Kleinstädte "
                "in jeder Klasse; rechts ihre Zahl.",
                "Official minutes by car of 2020 (INKAR), means over the area of the Verband. Share of small towns in "
                "each class; their number at the right.",
            ),
            ("minutes_to_mittelzentrum", "minutes_to_oberzentrum"),
            ("Balken je Lage und Größe, geteilt nach Minuten.", "Bars by location and size, cut by minutes."),
        ),
        Item(
            "abb15",
            "figure",
            (
                "Versorgung der Kleinstädte nach Lage gegenüber dem Bundesmittel, soweit bekannt",
                "Services in small towns by location against the mean of Germany, as far as known",
            ),
            (
                "Gruppen mit Einwohnern gewichtet. Hausärzte, Grundschulen und die Anteile der Menschen mit Diensten "
                "binnen 1 km Luftlinie; Fachärzte, weiterführende Schulen und Bibliotheken fehlen.",
                "Groups weighted by residents. GPs, primary schools and the shares of people with services within 1 "
                "km in a straight line; specialists, secondary schools and libraries are missing.",
            ),
            (
                "gps_per_10000",
                "primary_schools_per_1000",
                "within_1km_supermarket_pct",
                "within_1km_pharmacy_pct",
                "within_1km_primary_school_pct",
                "within_1km_stop_pct",
            ),
            (
                "Punkte je Lage links oder rechts des Bundesmittels.",
                "Dots by location left or right of the mean of Germany.",
            ),
        ),
        Item(
            "karte9",
            "map",
            ("Gruppen ähnlicher Kleinstädte {year}", "Groups of small towns that are alike {year}"),
            (
                "Hauptkomponenten von {n_indicators} Kennzahlen des je nächsten Standes, fünf Gruppen mit k-Means. "
                "Trennung (Silhouette) {silhouette}; Wiederkehr bei vier Fünfteln der Städte (Rand-Index) "
                "{stability} von 1. {town_groups}.",
                "Principal components of {n_indicators} figures, each of the nearest date, five groups by k-means. "
                "Separation (silhouette) {silhouette}; return with four fifths of the towns (Rand index) "
                "{stability} of 1. {town_groups}.",
            ),
            ("population",),
            ("Karte: fünf Gruppen von Kleinstädten.", "Map: five groups of small towns."),
        ),
        Item(
            "abb16",
            "figure",
            (
                "Nahversorgung und Fläche der Kleinstädte: vier von sechs Diensten, 2016 bis 2018",
                "Services nearby and area of small towns: four of six services, 2016 to 2018",
            ),
            (
                "Anteil der Menschen mit Supermarkt, Apotheke, Grundschule und Haltestelle (20 Abfahrten am Tag) "
                "binnen 1 km Luftlinie. Gezeigt ist der kleinste der vier Anteile: So viele erreichen höchstens alle "
                "vier. Hausarzt und Post fehlen; alle sechs rechnet `kleinstadt access walk` aus einem OSM-Auszug.",
                "Share of people with supermarket, pharmacy, primary school and stop (20 departures a day) within 1 "
                "km in a straight line. Shown is the lowest of the four shares: at most so many reach all four. GP "
                "and post office are missing; `kleinstadt access walk` computes all six from an OSM extract.",
            ),
            (
                "within_1km_supermarket_pct",
                "within_1km_pharmacy_pct",
                "within_1km_primary_school_pct",
                "within_1km_stop_pct",
            ),
            (
                "Punktwolken: Fläche und Anteil, zentral und peripher, darunter eine Tabelle nach Typ.",
                "Scatter plots: area and share, central and peripheral, above a table by type.",
            ),
        ),
        Item(
            "tab4",
            "table",
            (
                "Breitbandausbau nach Geschwindigkeitsstufen {atlas_year}",
                "Broadband by speed {atlas_year}",
            ),
            (
                "Breitbandatlas, Stand {atlas_period}: Anteil der Haushalte je Gemeinde; Gruppen mit Einwohnern "
                "gewichtet, da Haushalte je Gemeinde nicht offen vorliegen.",
                "Broadband atlas of {atlas_period}: share of households in each municipality; groups weighted by "
                "residents, as households are not openly at hand.",
            ),
            ("broadband_all_50_pct", "broadband_all_1000_pct"),
            also=("2015-12", "2018-06"),
        ),
        Item(
            "karte10",
            "map",
            ("Breitbandausbau in den Kleinstädten {atlas_year}", "Broadband in small towns {atlas_year}"),
            (
                "Anteil der Haushalte, die mindestens 50 Mbit/s haben können, Stand {atlas_period}.",
                "Share of households that can have 50 Mbit/s or more, as of {atlas_period}.",
            ),
            ("broadband_all_50_pct",),
            ("Karte: Breitbandverfügbarkeit der Kleinstädte.", "Map: availability of broadband in small towns."),
        ),
        Item(
            "abb19",
            "figure",
            (
                "Pkw-Fahrzeit zu Autobahn, IC-Bahnhof und Flughafen nach Lage 2020",
                "Minutes by car to motorway, IC station and airport by location 2020",
            ),
            (
                "Amtliche Pkw-Minuten von 2020 (INKAR), Mittel über die Fläche des Verbands; Verteilung über die "
                "Verbände. Abfahrten je Einwohner fehlen.",
                "Official minutes by car of 2020 (INKAR), means over the area of the Verband; spread over the "
                "Verbände. Departures per resident are missing.",
            ),
            ("minutes_to_motorway", "minutes_to_ic_station", "minutes_to_airport"),
            (
                "Waagerechte Spannen der Minuten für Kleinstädte und Landgemeinden nach Lage.",
                "Horizontal ranges of minutes for small towns and rural municipalities by location.",
            ),
        ),
    ),
    (
        Absent(
            "abb17",
            (
                "die Zahl der Bibliotheken je Kleinstadt nach Fläche und Lage",
                "the number of libraries in each small town, by area and location",
            ),
            (
                "ein Auszug der Deutschen Bibliotheksstatistik mit Gemeindeschlüssel",
                "an extract of the German library statistics with municipality keys",
            ),
        ),
        Absent(
            "abb18",
            ("die Anteile der Verkehrsmittel an den Wegen nach Stadttyp", "the modal split by type of town"),
            (
                "die Tabellen von Mobilität in Deutschland nach Stadttyp",
                "the tables of the survey Mobilität in Deutschland by type of town",
            ),
        ),
    ),
)
