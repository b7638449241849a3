"""Location: how many people are near by day, and how far the next centre is. All of it is modelled (reach.py)."""

from typing import Final

from kleinstadt.indicators.model import Published
from kleinstadt.indicators.population import POPULATION

POTENTIAL: Final = Published(
    id="potential_persons",
    weight=POPULATION,
    level="verband",
    unit="persons",
    theme="location",
    de="Erreichbare Tagesbevölkerung",
    en="Reachable day population",
    note_de="Modelliert: Einwohner und Einpendler binnen zwei Stunden, mit der Fahrzeit abnehmend gezählt.",
    note_en="Modelled: residents and in-commuters within two hours, counted less the longer the way.",
)

MINUTES_TO_MITTELZENTRUM: Final = Published(
    id="minutes_to_mittelzentrum",
    better="lower",
    weight=POPULATION,
    level="verband",
    unit="min",
    theme="location",
    de="Pkw-Fahrzeit zum nächsten Mittelzentrum",
    en="Minutes by car to the nearest Mittelzentrum",
    note_de=(
        "Modelliert, ohne Straßennetz. Ziel ist der nächste Verband mit mindestens einem Mittelzentrum oder eine "
        "Großstadt; 0, wenn er selbst einer ist. Zentren: die Namensgeber der Mittelbereiche von 2015, in Bayern "
        "auch die des Landesentwicklungsprogramms von 2018, soweit belegt."
    ),
    note_en=(
        "Modelled, without a road network. The goal is the nearest Verband with a Mittelzentrum or higher, or a "
        "Großstadt; 0 if it is one itself. Centres: those that name the Mittelbereiche of 2015, in Bavaria "
        "also those of the state plan of 2018, as far as shown."
    ),
)
MINUTES_TO_GROSSSTADT: Final = Published(
    id="minutes_to_grossstadt",
    weight=POPULATION,
    level="verband",
    unit="min",
    theme="location",
    de="Pkw-Fahrzeit zur nächsten Großstadt",
    en="Minutes by car to the nearest Großstadt",
    note_de="Modelliert, ohne Straßennetz. Nicht zum nächsten Oberzentrum: deren Liste liegt nicht offen vor.",
    note_en="Modelled, without a road network. Not to the nearest Oberzentrum: no list of them is openly at hand.",
)

DECLARED: Final = (POTENTIAL, MINUTES_TO_MITTELZENTRUM, MINUTES_TO_GROSSSTADT)
