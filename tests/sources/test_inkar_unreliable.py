"""Values of INKAR that stand at the wrong municipalities: a year of a Land is left out whole, nothing else is."""

import polars as pl

from kleinstadt.sources.inkar.unreliable import without_unreliable


def test_only_the_named_year_of_the_named_land_is_left_out() -> None:
    facts = pl.DataFrame(
        {
            "area_id": ["09577136", "09577136", "08111000", "09577136", "09577136"],
            "variable": ["income_tax_eur_per_head"] * 3 + ["unemployed", "trade_tax_eur_per_head"],
            "period": ["2016", "2017", "2017", "2017", "2017"],
            "value": [434.0, 24.0, 600.0, 210.0, None],
            "status": ["published", "published", "published", "published", "missing"],
        }
    )
    left = without_unreliable(facts)
    assert left["value"].to_list() == [434.0, None, 600.0, 210.0, None]
    assert left["status"].to_list() == ["published", "unreliable", "published", "published", "missing"]
