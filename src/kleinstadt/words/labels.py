"""Words for categories, in the report's own German and in English."""

from typing import Final

TYPES: Final = {
    "grossstadt": ("Großstädte", "Large cities"),
    "mittelstadt": ("Mittelstädte", "Medium-sized towns"),
    "groessere_kleinstadt": ("Größere Kleinstädte", "Larger small towns"),
    "kleine_kleinstadt": ("Kleine Kleinstädte", "Smaller small towns"),
    "landgemeinde": ("Landgemeinden", "Rural municipalities"),
}

SMALL_TOWNS: Final = ("groessere_kleinstadt", "kleine_kleinstadt")

LAGEN: Final = {
    "sehr_zentral": ("sehr zentral", "very central"),
    "zentral": ("zentral", "central"),
    "peripher": ("peripher", "peripheral"),
    "sehr_peripher": ("sehr peripher", "very peripheral"),
}

CENTRAL: Final = ("sehr_zentral", "zentral")

BUND: Final = ("Bund insgesamt", "Germany")
"""As the rows of the printed tables have it."""

GERMANY: Final = ("Deutschland", "Germany")
"""As every column, line and mark of a value of all of Germany is called."""

ALL: Final = ("insgesamt", "all")

FUNCTIONS: Final = (
    ("Oberzentrum (oder Teil)", "Oberzentrum (or part)"),
    ("Mittelzentrum mit Teilfunktion eines Oberzentrums", "Mittelzentrum with partial function of an Oberzentrum"),
    ("Mittelzentrum (oder Teil)", "Mittelzentrum (or part)"),
    ("Grundzentrum mit Teilfunktion eines Mittelzentrums", "Grundzentrum with partial function of a Mittelzentrum"),
    ("Grundzentrum (oder Teil)", "Grundzentrum (or part)"),
    ("keine zentralörtliche Funktion", "no central-place function"),
)
"""Central-place functions as the rows of the printed Tab. 3 have them, highest first."""

EXTRACT: Final = ("Alle im Auszug", "All in the extract")

KLEINSTAEDTE: Final = ("Kleinstädte", "Small towns")

TAXES: Final = {
    "grundsteuer_a_rate_pct": ("Grundsteuer A", "Property tax A"),
    "grundsteuer_b_rate_pct": ("Grundsteuer B", "Property tax B"),
    "gewerbesteuer_rate_pct": ("Gewerbesteuer", "Trade tax"),
}

GROUP_WEIGHTED: Final = ("Gruppe (gewichtet)", "Group (weighted)")
"""A group's value by the indicator's own rule, as those of Länder and Germany: sums over sums, weighted means."""

GROUP_MEDIAN: Final = ("Median der Gruppe", "Median of the group")
"""The middle one of the group's members."""

COMMUTERS: Final = ("Pendlersaldo", "Commuter balance")


CENTRES: Final = {
    "minutes_to_mittelzentrum": ("Nächstes Mittelzentrum", "Nearest Mittelzentrum"),
    "minutes_to_oberzentrum": ("Nächstes Oberzentrum", "Nearest Oberzentrum"),
}

FAR_WAYS: Final = {
    "minutes_to_motorway": ("Autobahn", "Motorway"),
    "minutes_to_ic_station": ("IC-/ICE-Bahnhof", "IC or ICE station"),
    "minutes_to_airport": ("Flughafen", "Airport"),
}

FAR_GOALS: Final = {
    "motorway": ("Autobahn", "Motorway"),
    "station": ("Fernbahnhof", "Long-distance station"),
    "airport": ("Flughafen", "Airport"),
}

SERVICES: Final = {
    "pharmacy": ("Apotheke", "Pharmacy"),
    "primary_school": ("Grundschule", "Primary school"),
    "gp": ("Hausarzt", "GP"),
    "stop": ("Haltestelle", "Stop"),
    "post": ("Post", "Post"),
    "supermarket": ("Supermarkt", "Supermarket"),
    "all_six": ("Alle sechs", "All six"),
}

WAYS: Final = {
    "footway": ("Auf Fußwegen", "Along footways"),
    "straight": ("In Luftlinie", "In a straight line"),
}
