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


# Which values are left out, and how that was seen: sources/inkar/unreliable.csv
HOLE: Final = (
    "Bayern 2017 fehlt: In der Quelle stehen die Werte bei anderen Gemeinden.",
    "Bavaria 2017 is missing: in the source the values stand at other municipalities.",
)


def _per_head(name: str, de: str, en: str, note_de: str = "", note_en: str = "") -> Published:
    """A tax per head, by Verband."""
    return Published(
        id=name,
        better="higher",
        weight=POPULATION,
        level="verband",
        unit="eur_per_head",
        theme="finances",
        de=de,
        en=en,
        note_de=f"{note_de} {HOLE[0]}".strip(),
        note_en=f"{note_en} {HOLE[1]}".strip(),
    )


TAX_STRENGTH: Final = _per_head(
    "tax_strength_eur_per_head",
    "Steuerkraft je Einwohner",
    "Tax strength per head",
    "Normiert: Grund- und Gewerbesteuer mit festen Hebesätzen (180, 210, 250 %), ohne Gewerbesteuerumlage, dazu die "
    "Anteile an Einkommen- und Umsatzsteuer.",
    "Standardised: property and trade tax at fixed rates (180, 210, 250 %), without the trade-tax levy, plus the "
    "shares of income and value-added tax.",
)
TRADE_TAX: Final = _per_head(
    "trade_tax_eur_per_head",
    "Gewerbesteuer je Einwohner",
    "Trade tax per head",
    "Istaufkommen; schwankt von Jahr zu Jahr, auch unter null, wenn Betrieben erstattet wird.",
    "Actual receipts; they vary from year to year, also below zero when firms are paid back.",
)
VALUE_ADDED_TAX: Final = _per_head(
    "value_added_tax_eur_per_head",
    "Gemeindeanteil an der Umsatzsteuer je Einwohner",
    "Municipal share of value-added tax per head",
    "Auch Thüringen 2000 fehlt.",
    "Thuringia 2000 is missing, too.",
)
TAX_REVENUE: Final = Published(
    id="tax_revenue_eur_per_head",
    better="higher",
    weight=POPULATION,
    unit="eur_per_head",
    theme="finances",
    de="Steuereinnahmekraft je Einwohner",
    en="Tax revenue per head",
    note_de="Realsteueraufbringungskraft ohne Gewerbesteuerumlage, dazu die Anteile an Einkommen- und Umsatzsteuer.",
    note_en="Property and trade tax at average rates without the levy, plus the shares of income and value-added tax.",
)
CASH_CREDITS: Final = Published(
    id="cash_credits_eur_per_head",
    better="lower",
    weight=POPULATION,
    level="kreis",
    unit="eur_per_head",
    theme="finances",
    de="Kommunale Kassenkredite je Einwohner im Kreis",
    en="Municipal cash credits per head in the Kreis",
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
    note_de=HOLE[0],
    note_en=HOLE[1],
)
GRUNDSTEUER_A: Final = _rate("grundsteuer_a_rate_pct", "Hebesatz Grundsteuer A", "Rate of property tax A")
GRUNDSTEUER_B: Final = _rate("grundsteuer_b_rate_pct", "Hebesatz Grundsteuer B", "Rate of property tax B")
GEWERBESTEUER: Final = _rate("gewerbesteuer_rate_pct", "Hebesatz Gewerbesteuer", "Rate of trade tax")

DECLARED: Final = (
    TAX_STRENGTH,
    TRADE_TAX,
    VALUE_ADDED_TAX,
    TAX_REVENUE,
    CASH_CREDITS,
    INCOME_TAX,
    GRUNDSTEUER_A,
    GRUNDSTEUER_B,
    GEWERBESTEUER,
)
