"""Location: how many people are near by day."""

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

DECLARED: Final = (POTENTIAL,)
