"""Location: how many people are near by day, and how far the next centre is.

Ways are three quantities with three names, none a substitute for another. `minutes_to_*` are the BBSR's means over the
area of a Verband (INKAR 2021). `minutes_people_to_*` are means over the people (Deutschlandatlas).
`modelled_minutes_to_*` are our own model's from the middle of each municipality, without a road network
(edition/reach.py).
"""

from typing import Final, Literal

from kleinstadt.indicators.model import Better, Published
from kleinstadt.indicators.population import AREA, POPULATION

POTENTIAL: Final = Published(
    id="potential_persons",
    weight=POPULATION,
    level="verband",
    unit="persons",
    theme="location",
    de="Erreichbare Tagesbevölkerung",
    en="Reachable day population",
    note_de=(
        "Modelliert: Einwohner und Einpendler binnen zwei Stunden, mit der Fahrzeit abnehmend gezählt; um die "
        "amtlichen Fahrzeiten von 2020 zur Autobahn und zum Oberzentrum berichtigt."
    ),
    note_en=(
        "Modelled: residents and in-commuters within two hours, counted less the longer the way; corrected by the "
        "official minutes of 2020 to the motorway and to the Oberzentrum."
    ),
)

_AREA_MEAN: Final = (
    "Amtlich (BBSR, Erreichbarkeitsmodell): Mittel über die Fläche, 2020. 0 in einer Gemeinde, die selbst Ziel ist.",
    "Official (BBSR, model of accessibility): mean over the area, 2020. 0 in a municipality that is a goal itself.",
)
_FROM_CENTRE: Final = (
    "Modelliert, ohne Straßennetz, ab der Ortsmitte jeder Gemeinde; für Verbände nach Fläche gemittelt. Ziele nach "
    "der amtlichen Liste von 2019; 0, wenn die Gemeinde selbst eines ist.",
    "Modelled, without a road network, from the middle of each municipality; for Verbände the mean by area. Goals as "
    "in the official list of 2019; 0 if the municipality is one itself.",
)


def _way(
    name: str,
    de: str,
    en: str,
    note: tuple[str, str],
    level: Literal["gemeinde", "verband"] = "verband",
    better: Better | None = "lower",
) -> Published:
    return Published(
        id=name,
        better=better,
        weight=AREA,
        level=level,
        unit="min",
        theme="location",
        by_road=True,
        de=de,
        en=en,
        note_de=note[0],
        note_en=note[1],
    )


MINUTES_TO_MOTORWAY: Final = _way(
    "minutes_to_motorway",
    "Pkw-Fahrzeit zur nächsten Autobahn-Anschlussstelle",
    "Minutes by car to the nearest motorway junction",
    _AREA_MEAN,
)
MINUTES_TO_OBERZENTRUM: Final = _way(
    "minutes_to_oberzentrum",
    "Pkw-Fahrzeit zum nächsten Oberzentrum",
    "Minutes by car to the nearest Oberzentrum",
    _AREA_MEAN,
)
MINUTES_TO_MITTELZENTRUM: Final = _way(
    "minutes_to_mittelzentrum",
    "Pkw-Fahrzeit zum nächsten Mittel- oder Oberzentrum",
    "Minutes by car to the nearest Mittel- or Oberzentrum",
    _AREA_MEAN,
)
MINUTES_TO_IC_STATION: Final = _way(
    "minutes_to_ic_station",
    "Pkw-Fahrzeit zum nächsten IC- oder ICE-Bahnhof",
    "Minutes by car to the nearest IC or ICE station",
    _AREA_MEAN,
)
MINUTES_TO_AIRPORT: Final = _way(
    "minutes_to_airport",
    "Pkw-Fahrzeit zum nächsten internationalen Flughafen",
    "Minutes by car to the nearest international airport",
    _AREA_MEAN,
    better=None,  # near an airport there is its noise, too
)


def _people_mean(name: str, de: str, en: str) -> Published:
    """Minutes from where people live to the centre of the nearest Ober- or Mittelzentrum, of the Deutschlandatlas."""
    return Published(
        id=name,
        better="lower",
        weight=POPULATION,
        level="verband",
        unit="min",
        theme="location",
        decimals=1,
        by_road=name.endswith("_car"),
        de=de,
        en=en,
        note_de="2020, Mittel über die Einwohner, bis zum Stadtzentrum.",
        note_en="2020, mean over the residents, to the centre of the town.",
    )


MINUTES_PEOPLE_CAR: Final = _people_mean(
    "minutes_people_to_centre_car",
    "Pkw-Fahrzeit der Einwohner zum nächsten Ober- oder Mittelzentrum",
    "Minutes of residents by car to the nearest Ober- or Mittelzentrum",
)
MINUTES_PEOPLE_TRANSIT: Final = _people_mean(
    "minutes_people_to_centre_transit",
    "Reisezeit der Einwohner mit Bus und Bahn zum nächsten Ober- oder Mittelzentrum",
    "Minutes of residents by public transport to the nearest Ober- or Mittelzentrum",
)
MODELLED_MINUTES_TO_OBERZENTRUM: Final = _way(
    "modelled_minutes_to_oberzentrum",
    "Modellierte Pkw-Fahrzeit von der Ortsmitte zum nächsten Oberzentrum",
    "Modelled minutes by car from the town's centre to the nearest Oberzentrum",
    _FROM_CENTRE,
    "gemeinde",
)
MODELLED_MINUTES_TO_MITTELZENTRUM: Final = _way(
    "modelled_minutes_to_mittelzentrum",
    "Modellierte Pkw-Fahrzeit von der Ortsmitte zum nächsten Mittel- oder Oberzentrum",
    "Modelled minutes by car from the town's centre to the nearest Mittel- or Oberzentrum",
    _FROM_CENTRE,
    "gemeinde",
)
MINUTES_TO_GROSSSTADT: Final = _way(
    "minutes_to_grossstadt",
    "Modellierte Pkw-Fahrzeit von der Ortsmitte zur nächsten Großstadt",
    "Modelled minutes by car from the town's centre to the nearest Großstadt",
    _FROM_CENTRE,
    "gemeinde",
)

MODELLED: Final = (POTENTIAL, MODELLED_MINUTES_TO_OBERZENTRUM, MODELLED_MINUTES_TO_MITTELZENTRUM, MINUTES_TO_GROSSSTADT)
DECLARED: Final = (
    MINUTES_TO_MITTELZENTRUM,
    MINUTES_TO_OBERZENTRUM,
    MINUTES_TO_MOTORWAY,
    MINUTES_TO_IC_STATION,
    MINUTES_TO_AIRPORT,
    MINUTES_PEOPLE_CAR,
    MINUTES_PEOPLE_TRANSIT,
    *MODELLED,
)
