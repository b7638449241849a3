"""Abb. 11 and 12, Karte 6, computed: knowledge-intensive work, which is known by Kreis only."""

from typing import Final

import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.report.tables.groups import Group, group_values

SERVICES: Final = "knowledge_services_pct"
CREATIVE: Final = "creative_industries_pct"


def figure_11(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 11: share of employees in knowledge-intensive services by type of Kreis, year by year.

    Returns kreistyp, jahr, anteil_pct.
    """
    schema = {"kreistyp": pl.String, "jahr": pl.Int64, "anteil_pct": pl.Float64}
    if SERVICES not in edition.indicators:
        return pl.DataFrame(schema=schema)
    groups = kinds_of_kreise(edition, year)
    rows = [
        {"kreistyp": typ, "jahr": int(period), "anteil_pct": value}
        for period in edition.periods(SERVICES)
        for typ, _, value in group_values(edition, SERVICES, year, groups, period)
    ]
    return pl.DataFrame(rows, schema=schema).sort("kreistyp", "jahr")


def figure_12(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 12: location quotients (share of the group by that of Germany) of two kinds of knowledge work.

    Returns kreistyp, dienste (knowledge-intensive services), kreativ (creative industries).
    """
    schema = {"kreistyp": pl.String, "dienste": pl.Float64, "kreativ": pl.Float64}
    if not {SERVICES, CREATIVE} <= set(edition.indicators):
        return pl.DataFrame(schema=schema)
    groups = kinds_of_kreise(edition, year)
    columns = {}
    for column, name in (("dienste", SERVICES), ("kreativ", CREATIVE)):
        bund = edition.indicator(name, year, "bund")["value"].item()
        columns[column] = [
            None if value is None or not bund else value / bund
            for _, _, value in group_values(edition, name, year, groups)
        ]
    return pl.DataFrame({"kreistyp": [typ for typ, _, _ in groups], **columns}, schema=schema)


def map_6(edition: Edition, year: int) -> pl.DataFrame:
    """Karte 6: location quotient of knowledge-intensive services of each Kreis: kreis, value."""
    bund = edition.indicator(SERVICES, year, "bund")["value"].item()
    values = edition.indicator(SERVICES, year, "kreis")
    return values.select("kreis", value=pl.col("value") / bund)


def kinds_of_kreise(edition: Edition, year: int) -> list[Group]:
    """The four official types of Kreis."""
    kinds = edition.members(year)["kreis_type"].drop_nulls().unique().to_list()
    order = [kind for kind in ORDER if kind in kinds]
    return [(kind, None, pl.col("kreis_type") == kind) for kind in order]


ORDER: Final = (
    "Kreisfreie Großstädte",
    "Städtische Kreise",
    "Ländliche Kreise mit Verdichtungsansätzen",
    "Dünn besiedelte ländliche Kreise",
)
