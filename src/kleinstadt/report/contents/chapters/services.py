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
            "abb14",
            "figure",
            (
                "Pkw-Fahrzeit zum nächsten Mittelzentrum und zur nächsten Großstadt nach Lage",
                "Minutes by car to the nearest Mittelzentrum and large city by location",
            ),
            (
                "Modelliert, ohne Straßennetz; Verbände mit eigenem Zentrum zählen mit 0 Minuten. "
                "Mittelzentren sind die Namensgeber der Mittelbereiche von 2015, in Bayern auch die des "
                "Landesentwicklungsprogramms von 2018, soweit belegt, und höhere Zentren. Statt zum nächsten "
                "Oberzentrum, deren Liste nicht offen vorliegt, zur nächsten Großstadt.",
                "Modelled, without a road network; Verbände with a centre of their own count with zero minutes. "
                "Mittelzentren are those that name the Mittelbereiche of 2015, in Bavaria also those of the state "
                "plan of 2018, as far as shown, and higher centres. Not to the nearest Oberzentrum, of which no "
                "list is open, but to the nearest large city.",
            ),
            ("minutes_to_mittelzentrum", "minutes_to_grossstadt"),
            (
                "Waagerechte Spannen der Minuten für Kleinstädte und Landgemeinden nach Lage.",
                "Horizontal ranges of minutes for small towns and rural municipalities by location.",
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
    ),
    (
        Absent(
            "abb17",
            (
                "die Zahl der Bibliotheken je Kleinstadt nach Fläche und Lage",
                "the number of libraries in each small town, by area and location",
            ),
            (
                "ein Auszug der Deutschen Bibliotheksstatistik mit Gemeindeschlüssel, mit `kleinstadt add`",
                "an extract of the German library statistics with municipality keys, with `kleinstadt add`",
            ),
        ),
        Absent(
            "abb18",
            ("die Anteile der Verkehrsmittel an den Wegen nach Stadttyp", "the modal split by type of town"),
            (
                "die Tabellen von Mobilität in Deutschland nach Stadttyp, mit `kleinstadt add`",
                "the tables of the survey Mobilität in Deutschland by type of town, with `kleinstadt add`",
            ),
        ),
    ),
)
