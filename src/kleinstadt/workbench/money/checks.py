"""What must agree in a Kosten- und Finanzierungsübersicht: named row by row and year by year, never refused."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kleinstadt.words.language import Text
from kleinstadt.workbench.models.measures import Measure
from kleinstadt.workbench.models.money import MoneyRow, Year
from kleinstadt.workbench.models.plan import FundingArea
from kleinstadt.workbench.reading.amounts import shown
from kleinstadt.workbench.storage.workspace import Workspace

SOURCES: Final = ("income", "third", "other", "bund", "land", "own")
NAMES: Final = {
    "cost": "Kosten",
    "total": "Gesamtkosten",
    "ineligible": "nicht förderfähig",
    "income": "Einnahmen",
    "third": "Dritte",
    "other": "andere Förderung",
    "bund": "Bund",
    "land": "Land",
    "own": "Eigenanteil",
}
Zero: Final = Decimal(0)


@dataclass(frozen=True)
class Check:
    """Something that does not agree.

    Attributes
    ----------
    row : str
        Id of the row.
    year : int or None
        The year; None for the whole row.
    field : str
        Which amount.
    gap : Decimal
        By how much, euro.
    said : str
        In words.
    """

    row: str
    year: int | None
    field: str
    gap: Decimal
    said: str


@dataclass(frozen=True)
class Totals:
    """Sums of rows, euro; a sum counts what is known, and is None where no row says anything.

    Attributes
    ----------
    total, ineligible, eligible : Decimal or None
        Cost, the part that is not funded, the part that is.
    income, third, other, bund, land, own : Decimal or None
        Sources, as in Year.
    unknown : int
        Rows in which something is not known.
    """

    total: Decimal | None
    ineligible: Decimal | None
    eligible: Decimal | None
    income: Decimal | None
    third: Decimal | None
    other: Decimal | None
    bund: Decimal | None
    land: Decimal | None
    own: Decimal | None
    unknown: int


def eligible(row: MoneyRow) -> Decimal | None:
    """What is funded: all cost without what is not eligible; None where the cost is unknown.

    Parameters
    ----------
    row : MoneyRow
        A row of the overview.

    Returns
    -------
    Decimal or None
        Euro.
    """
    return None if row.total is None else row.total - (row.ineligible or Zero)


def difference(row: MoneyRow) -> Decimal | None:
    """Cost minus all sources; None while any of them is unknown and the rest does not cover the cost.

    Parameters
    ----------
    row : MoneyRow
        A row of the overview.

    Returns
    -------
    Decimal or None
        Euro; above 0 where sources are lacking.
    """
    known = [getattr(row, name) for name in SOURCES]
    if row.total is None or all(one is None for one in known):
        return None
    return row.total - sum((one for one in known if one is not None), Zero)


def totals(rows: Iterable[MoneyRow]) -> Totals:
    """The sums of some rows.

    Parameters
    ----------
    rows : iterable of MoneyRow
        Rows of the overview.

    Returns
    -------
    Totals
        Euro.
    """
    those = list(rows)

    unknown = sum(row.total is None or row.own is None for row in those)
    sums = {name: _sum(getattr(row, name) for row in those) for name in ("total", "ineligible", *SOURCES)}
    return Totals(**sums, eligible=_sum(map(eligible, those)), unknown=unknown)


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Zero) if known else None


def agreed(rows: Collection[MoneyRow]) -> Text:
    """What a check that found nothing says: only of rows of which all is known can it be said that they agree.

    Parameters
    ----------
    rows : collection of MoneyRow
        Rows of the overview, at least one.

    Returns
    -------
    Text
        A sentence, in both languages.
    """
    open_rows = totals(rows).unknown
    if not open_rows:
        german = "Geprüft: In jeder Zeile und jedem Jahr sind die Quellen so hoch wie die Kosten."
        return Text(german, "Checked: sources and cost agree in every row and year.")
    if open_rows == len(rows):
        return Text(
            "Noch sind in keiner Zeile Kosten und Eigenanteil bekannt.", "No row has its cost and own share yet."
        )
    lacking = (
        ("1 Zeile fehlt", "1 row lacks") if open_rows == 1 else (f"{open_rows} Zeilen fehlt", f"{open_rows} rows lack")
    )
    return Text(
        f"In {lacking[0]} noch etwas; in den übrigen sind die Quellen so hoch wie die Kosten.",
        f"{lacking[1]} something yet; in the others sources and cost agree.",
    )


def by_year(rows: Iterable[MoneyRow]) -> dict[int, Year]:
    """What is paid in each year, over all rows.

    Parameters
    ----------
    rows : iterable of MoneyRow
        Rows of the overview.

    Returns
    -------
    dict of int to Year
        Euro; earliest year first.
    """
    found: dict[int, Year] = {}
    for row in rows:
        for year, part in row.years.items():
            have = found.get(year, Year())
            found[year] = Year(**{name: getattr(have, name) + getattr(part, name) for name in vars(part)})
    return dict(sorted(found.items()))


def checks(found: Workspace, area: str | None = None) -> list[Check]:
    """All that does not agree in a plan, or in one funding area ("" the whole town).

    Parameters
    ----------
    found : Workspace
        The plan.
    area : str, optional
        Id of a funding area, "" for rows that belong to none; all rows by default.

    Returns
    -------
    list of Check
        Empty where all agrees.
    """
    rows = [row for row in found.all(MoneyRow) if area is None or row.area == area]
    wrong = [one for row in rows for one in _of_row(row)]
    for place in found.all(FundingArea):
        if area in (None, place.id):
            wrong += _of_area(place, [row for row in rows if row.area == place.id])
    return wrong + _budget(found, rows) + _twice(rows) + _cost_elsewhere(found, rows)


def _of_row(row: MoneyRow) -> list[Check]:
    wrong = []
    if row.total is not None and row.ineligible is not None and row.ineligible > row.total:
        said = (
            f"{row.title}: nicht förderfähig ({shown(row.ineligible)} €) ist mehr als die Gesamtkosten"
            f" ({shown(row.total)} €)"
        )
        wrong.append(Check(row.id, None, "ineligible", row.ineligible - row.total, said))
    gap = difference(row)
    if gap:
        wrong.append(Check(row.id, None, "total", gap, f"{row.title}: {_gap(gap)}"))
    for year, part in sorted(row.years.items()):
        gap = part.cost - sum((getattr(part, name) for name in SOURCES), Zero)
        if gap:
            wrong.append(Check(row.id, year, "cost", gap, f"{row.title}, {year}: {_gap(gap)}"))
    return wrong + (_years_against_row(row) if row.years else [])


def _years_against_row(row: MoneyRow) -> list[Check]:
    """The years of a row must come to the row."""
    wrong = []
    for name in ("total", *SOURCES):
        whole = getattr(row, name)
        paid = sum((getattr(part, "cost" if name == "total" else name) for part in row.years.values()), Zero)
        if whole is not None and whole != paid:
            said = f"{row.title}: {NAMES[name]} der Jahre ({shown(paid)} €) und der Zeile ({shown(whole)} €) weichen ab"
            wrong.append(Check(row.id, None, name, whole - paid, said))
    return wrong


def _gap(gap: Decimal) -> str:
    return f"es fehlen {shown(gap)} €" if gap > 0 else f"{shown(-gap)} € mehr Quellen als Kosten"


def _of_area(area: FundingArea, rows: list[MoneyRow]) -> list[Check]:
    sums, wrong = totals(rows), []
    if area.least_share is not None and sums.eligible and not sums.unknown:
        least = sums.eligible * area.least_share / 100
        if sums.own is not None and sums.own < least:
            said = (
                f"{area.name}: Eigenanteil {shown(sums.own)} € liegt unter {area.least_share:g} % der förderfähigen"
                f" Kosten ({shown(least.quantize(Decimal('0.01')))} €)"
            )
            wrong.append(Check(area.id, None, "own", least - sums.own, said))
    if area.ceiling is not None and sums.total is not None and sums.total > area.ceiling:
        over = sums.total - area.ceiling
        said = f"{area.name}: über der bewilligten Obergrenze um {shown(over)} €"
        wrong.append(Check(area.id, None, "total", over, said))
    return wrong


def _budget(found: Workspace, rows: list[MoneyRow]) -> list[Check]:
    """The town's own share of a year beside what it has free."""
    wrong = []
    for year, part in by_year(rows).items():
        free = found.plan.free_budget.get(year)
        if free is not None and part.own > free:
            said = (
                f"{year}: Eigenanteil {shown(part.own)} €, frei im Haushalt {shown(free)} €; es fehlen"
                f" {shown(part.own - free)} €"
            )
            wrong.append(Check("", year, "own", part.own - free, said))
    return wrong


def _twice(rows: list[MoneyRow]) -> list[Check]:
    """One programme twice for one measure: double funding."""
    wrong, seen = [], set()
    for row in rows:
        for name in {part.strip().lower() for part in row.other_name.split(",")} - {""}:
            if row.measure and (row.measure, name) in seen:
                said = f"{row.title}: {row.other_name} steht für diese Maßnahme schon in einer anderen Zeile"
                wrong.append(Check(row.id, None, "other", row.other or Zero, said))
            seen.add((row.measure, name))
    return wrong


def _cost_elsewhere(found: Workspace, rows: list[MoneyRow]) -> list[Check]:
    """The cost on a measure's sheet and that of its rows are one number."""
    wrong = []
    for measure in found.all(Measure):
        mine = [row for row in rows if row.measure == measure.id and row.total is not None]
        whole = sum((row.total for row in mine if row.total is not None), Zero)
        if mine and measure.cost is not None and measure.cost != whole:
            said = f"{measure.title}: Maßnahmenblatt {shown(measure.cost)} €, Übersicht {shown(whole)} €"
            wrong.append(Check(mine[0].id, None, "total", measure.cost - whole, said))
    return wrong
