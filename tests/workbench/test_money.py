"""Sums that must agree, held against an overview worked out on paper."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import money_rows, workspace
from stores import PLAN

from kleinstadt.errors import PlanError
from kleinstadt.workbench.documents import tables
from kleinstadt.workbench.documents.money_tables import euro_cell, in_euro
from kleinstadt.workbench.models.money import MoneyRow, Year
from kleinstadt.workbench.models.plan import FundingArea
from kleinstadt.workbench.money.checks import agreed, by_year, checks, difference, eligible, totals
from kleinstadt.workbench.money.versions import compare, freeze

AMOUNTS = st.decimals(0, 10**9, places=2)


def test_the_sums_of_the_example() -> None:
    sums = totals(money_rows())
    thousands = {name: int(value / 1000) for name, value in vars(sums).items() if name != "unknown"}
    known = {"total": 2100, "ineligible": 60, "eligible": 2040, "income": 300, "third": 30, "other": 0}
    assert thousands == known | {"bund": 570, "land": 570, "own": 630}
    assert checks(workspace()) == []


def test_a_row_that_does_not_balance_is_named_with_its_gap() -> None:
    row = replace(money_rows()[0], own=Decimal(17500))
    assert [one.said for one in checks(workspace(row))] == ["Vorbereitung, Planung: es fehlen 12.500 €"]
    row = replace(money_rows()[0], own=Decimal(31000))
    assert [one.said for one in checks(workspace(row))] == ["Vorbereitung, Planung: 1.000 € mehr Quellen als Kosten"]


def test_more_ineligible_than_cost() -> None:
    row = replace(money_rows()[0], ineligible=Decimal(480000))
    assert "nicht förderfähig (480.000 €) ist mehr als die Gesamtkosten (90.000 €)" in checks(workspace(row))[0].said


def test_a_year_without_enough_money_is_named() -> None:
    plan = replace(PLAN, free_budget={2029: Decimal(250000)})
    assert [one.said for one in checks(workspace(plan))] == [
        "2029: Eigenanteil 260.000 €, frei im Haushalt 250.000 €; es fehlen 10.000 €"
    ]


def test_years_must_come_to_the_row_and_to_themselves() -> None:
    row = money_rows()[2]
    years = dict(row.years) | {
        2030: Year(cost=Decimal(460000), income=Decimal(180000), bund=Decimal(105000), land=Decimal(105000))
    }
    said = [one.said for one in checks(workspace(replace(row, years=years)))]
    assert said == [
        "Praxisräume M 3.1, 2030: es fehlen 70.000 €",
        "Praxisräume M 3.1: Eigenanteil der Jahre (390.000 €) und der Zeile (460.000 €) weichen ab",
    ]


def test_the_towns_least_share_and_the_ceiling() -> None:
    area = FundingArea(id="g1", name="Altstadt", least_share=Decimal(33), ceiling=Decimal(2000000))
    said = [one.said for one in checks(workspace(area))]
    assert said[0].startswith("Altstadt: Eigenanteil 630.000 € liegt unter 33 % der förderfähigen Kosten (673.200 €)")
    assert said[1] == "Altstadt: über der bewilligten Obergrenze um 100.000 €"


def test_one_programme_twice_for_a_measure() -> None:
    rows = [replace(money_rows()[2], id=f"r{n}", other_name="KfW", years={}) for n in (3, 9)]
    assert any(
        "KfW steht für diese Maßnahme schon in einer anderen Zeile" in one.said for one in checks(workspace(*rows))
    )


def test_the_sheet_and_the_overview_say_one_cost() -> None:
    row = replace(money_rows()[2], total=Decimal(1600000), own=Decimal(500000), years={})
    assert "Maßnahmenblatt 1.560.000 €, Übersicht 1.600.000 €" in checks(workspace(row))[-1].said


def test_unknown_is_not_zero() -> None:
    row = MoneyRow(id="r1", title="A", area="g1")
    assert (difference(row), eligible(row), totals([row]).unknown) == (None, None, 1)
    assert "offen" in euro_cell(None)
    assert checks(workspace(row)) == []


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_a_row_balances_exactly_when_its_sources_are_its_cost(
    bund: Decimal, land: Decimal, own: Decimal, off: Decimal
) -> None:
    row = MoneyRow(id="r1", title="A", total=bund + land + own + off, bund=bund, land=land, own=own)
    assert difference(row) == off


@given(
    st.lists(
        st.dictionaries(st.integers(2026, 2030), st.builds(Year, cost=AMOUNTS, own=AMOUNTS), max_size=3), max_size=4
    )
)
def test_years_add_up_over_rows(years: list[dict[int, Year]]) -> None:
    rows = [MoneyRow(title="A", years=one) for one in years]
    assert sum(part.cost for part in by_year(rows).values()) == sum(part.cost for one in years for part in one.values())


def test_what_no_row_says_has_no_sum_and_agrees_with_nothing() -> None:
    """A council must not read "0 €" where nobody has entered an amount yet, nor that all was checked."""
    nothing, known = MoneyRow(title="A"), MoneyRow(title="B", total=Decimal(10), own=Decimal(10))
    assert set(vars(totals([nothing])).values()) == {None, 1}
    assert (totals([nothing, known]).total, totals([nothing, known]).bund) == (10, None)
    assert agreed([known]).de == "Geprüft: In jeder Zeile und jedem Jahr sind die Quellen so hoch wie die Kosten."
    assert agreed([known, nothing]).de.startswith("In 1 Zeile fehlt noch etwas; in den übrigen ")
    assert agreed([known, nothing, nothing]).en.startswith("2 rows lack something yet; ")
    assert agreed([nothing]).de == "Noch sind in keiner Zeile Kosten und Eigenanteil bekannt."
    assert (in_euro(None), in_euro(Decimal(10))) == ("noch unbekannt", "10 €")


def test_versions_are_compared_cell_by_cell() -> None:
    frozen = freeze(workspace(), "Antrag 2026", "application", date(2026, 9, 1), "g1")
    assert (len(frozen.rows), frozen.differences) == (5, ())
    rows = money_rows()
    rows[0] = replace(rows[0], total=Decimal(174000), own=Decimal(58000), bund=Decimal(58000), land=Decimal(58000))
    found = compare(frozen, [*rows[:4], MoneyRow(id="r9", title="Neu", total=Decimal(150000), own=Decimal(50000))])
    assert found.said == "Gegenüber „Antrag 2026“: Gesamtkosten +84.000 €, Eigenanteil +28.000 €, 1 neu, 1 weggefallen."
    assert {(one.row, one.field) for one in found.cells} == {("r1", name) for name in ("total", "own", "bund", "land")}
    assert compare(frozen, list(frozen.rows)).said == "Gegenüber „Antrag 2026“: nichts geändert."


def test_the_excel_file_is_read_back_as_it_was() -> None:
    found = workspace()
    assert tables.read_money(tables.money(found), found) == money_rows()


def test_what_excel_cannot_give_back_is_named() -> None:
    found = workspace()
    with pytest.raises(PlanError, match="no Excel"):
        tables.read_money(b"x", found)
    with pytest.raises(PlanError) as told:
        tables.read_money(tables.measures(found), found)
    assert "Das Blatt „Kosten und Finanzierung“ fehlt" in told.value.german
