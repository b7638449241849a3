"""Public finances: what a town takes, and the rates it sets."""

from typing import Final

from kleinstadt.indicators.model import Published
from kleinstadt.indicators.population import POPULATION


def _rate(name: str, de: str, en: str) -> Published:
    return Published(
        id=name,
        weight=POPULATION,
        unit="pct",
        theme="finances",
        de=de,
        en=en,
        note_de="Vom Gemeinderat festgesetzt; Mittel von Verbänden und Gruppen sind mit Einwohnern gewichtet.",
        note_en="Set by the council; means of Verbände and groups are weighted by residents.",
    )


INCOME_TAX: Final = Published(
    id="income_tax_eur_per_head",
    better="higher",
    weight=POPULATION,
    level="verband",
    unit="eur_per_head",
    theme="finances",
    de="Gemeindeanteil an der Einkommensteuer je Einwohner",
    en="Municipal share of income tax per head",
)
GRUNDSTEUER_A: Final = _rate("grundsteuer_a_rate_pct", "Hebesatz Grundsteuer A", "Rate of property tax A")
GRUNDSTEUER_B: Final = _rate("grundsteuer_b_rate_pct", "Hebesatz Grundsteuer B", "Rate of property tax B")
GEWERBESTEUER: Final = _rate("gewerbesteuer_rate_pct", "Hebesatz Gewerbesteuer", "Rate of trade tax")

DECLARED: Final = (INCOME_TAX, GRUNDSTEUER_A, GRUNDSTEUER_B, GEWERBESTEUER)
