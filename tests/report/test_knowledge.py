"""Knowledge-intensive work: the table of occupations, and what the report says of it."""

import polars as pl
import pytest

from kleinstadt.edition.edition import Edition
from kleinstadt.report.tables import knowledge

CITIES = "Kreisfreie Großstädte"


@pytest.fixture(scope="module")
def quotients(edition: Edition) -> pl.DataFrame:
    return knowledge.figure_12(edition, 2019)


def test_every_group_is_an_occupation_and_has_one_form(edition: Edition) -> None:
    table = knowledge.knowledge_work()
    assert table["group"].is_unique().all()
    assert set(table["form"]) == set(knowledge.FORMS)
    assert all(edition.choice.vintages.has(f"occupation_{group}") for group in table["group"])


def test_symbolic_knowledge_is_drawn_most_to_cities(quotients: pl.DataFrame) -> None:
    """As the report says of Abb. 12; and every form is there more than elsewhere."""
    cities = quotients.filter(kreistyp=CITIES).row(0, named=True)
    assert cities["symbolisch"] > max(cities["analytisch"], cities["synthetisch"])
    rest = quotients.filter(pl.col("kreistyp") != CITIES)
    assert all(rest[form].max() < 1 < cities[form] for form in ("analytisch", "synthetisch", "symbolisch"))


def test_the_quotients_of_all_kreise_together_are_one(edition: Edition) -> None:
    found = knowledge.employees(edition).filter(jahr=2019)
    values = knowledge.map_6(edition, 2019).join(found, on="kreis").drop_nulls("value")
    left_out = found.filter(~pl.col("kreis").is_in(values["kreis"].implode()))
    mean = (values["value"] * values["alle"]).sum() / values["alle"].sum()
    assert left_out["kreis"].sort().to_list() == ["01001", "04012", "16054"], "more than 5 % withheld"
    assert mean == pytest.approx(1, abs=0.002)


def test_sums_are_those_of_the_cells(edition: Edition) -> None:
    """Wolfsburg 2019, added up from the facts by hand."""
    facts = edition.store.scan("facts").filter(pl.col("area_id") == "03103", pl.col("period") == "2019").collect()
    cells = dict(
        facts.filter(pl.col("variable").str.starts_with("occupation_")).select("variable", "value").iter_rows()
    )
    groups = knowledge.knowledge_work().filter(form="symbolic")["group"]
    row = knowledge.employees(edition).filter(kreis="03103", jahr=2019).row(0, named=True)
    assert row["symbolic"] == sum(cells[f"occupation_{group}"] or 0 for group in groups)
    assert row["alle"] == sum(value for value in cells.values() if value is not None)
