"""Tables of a document about money: the overview of each funding area, its years, and what does not agree."""

from decimal import Decimal

from kleinstadt.workbench.documents.model import OWN
from kleinstadt.workbench.models.findings import TableData
from kleinstadt.workbench.models.money import MoneyRow
from kleinstadt.workbench.models.plan import FundingArea
from kleinstadt.workbench.money.checks import agreed, by_year, checks, eligible, totals
from kleinstadt.workbench.reading.amounts import shown
from kleinstadt.workbench.storage.workspace import Workspace


def money_tables(found: Workspace) -> list[TableData]:
    """The overview of each funding area, and of the whole town where rows belong to none; then by year.

    Parameters
    ----------
    found : Workspace
        The plan.

    Returns
    -------
    list of TableData
        In euro, in German.
    """
    tables: list[TableData] = []
    areas = [("", "ohne Fördergebiet"), *((one.id, one.name) for one in found.all(FundingArea))]
    for key, name in areas:
        rows = [row for row in found.all(MoneyRow) if row.area == key]
        if rows:
            tables += [_overview(rows, name), *_yearly(found, rows, name)]
    return tables


def _overview(rows: list[MoneyRow], name: str) -> TableData:
    heads = (
        "Nr.",
        "Maßnahme",
        "Gesamt",
        "nicht förderfähig",
        "förderfähig",
        "Einnahmen",
        "Dritte",
        "andere",
        "Bund",
        "Land",
        "Eigenanteil",
    )
    body = []
    for place, row in enumerate(sorted(rows, key=lambda one: (one.group, one.order)), 1):
        cells = (
            row.total,
            row.ineligible,
            eligible(row),
            row.income,
            row.third,
            row.other,
            row.bund,
            row.land,
            row.own,
        )
        body.append((str(place), row.title, *(euro_cell(cell) for cell in cells)))
    sums = totals(rows)
    cells = (
        sums.total,
        sums.ineligible,
        sums.eligible,
        sums.income,
        sums.third,
        sums.other,
        sums.bund,
        sums.land,
        sums.own,
    )
    body.append(("", "Summe", *(euro_cell(cell) for cell in cells)))
    rows_of = "Zeile" if sums.unknown == 1 else "Zeilen"
    lacking = f" In {sums.unknown} {rows_of} fehlt etwas; die Summen zählen nur, was bekannt ist."
    return TableData(
        title=f"Kosten und Finanzierung, {name}, in Euro",
        heads=heads,
        rows=tuple(body),
        source=f"{OWN} Brutto.{lacking if sums.unknown else ''}",
    )


def euro_cell(amount: Decimal | None) -> str:
    """Euro in a cell; unknown is said, never 0.

    Parameters
    ----------
    amount : Decimal or None
        Euro; None where nobody knows.

    Returns
    -------
    str
        In German, without the sign for euro.
    """
    return "offen" if amount is None else shown(amount)


def in_euro(amount: Decimal | None) -> str:
    """Euro in a sentence; unknown is said, never 0.

    Parameters
    ----------
    amount : Decimal or None
        Euro; None where nobody knows.

    Returns
    -------
    str
        In German.
    """
    return "noch unbekannt" if amount is None else f"{shown(amount)} €"


def _yearly(found: Workspace, rows: list[MoneyRow], name: str) -> list[TableData]:
    paid = by_year(rows)
    if not paid:
        return []
    heads = (
        "Jahr",
        "Ausgaben",
        "Einnahmen",
        "Dritte",
        "andere",
        "Bund",
        "Land",
        "Eigenanteil",
        "frei im Haushalt",
        "Lücke",
    )
    body = []
    for year, part in paid.items():
        free = found.plan.free_budget.get(year)
        gap = "–" if free is None or part.own <= free else shown(part.own - free)
        cells = (part.cost, part.income, part.third, part.other, part.bund, part.land, part.own)
        body.append((str(year), *map(shown, cells), "nv" if free is None else shown(free), gap))
    names = ("cost", "income", "third", "other", "bund", "land", "own")
    body.append(
        ("Summe", *(shown(sum((getattr(part, one) for part in paid.values()), Decimal(0))) for one in names), "–", "–")
    )
    return [TableData(title=f"Ausgaben nach Jahren, {name}, in Euro", heads=heads, rows=tuple(body), source=OWN)]


def money_notes(found: Workspace) -> list[str]:
    """What does not agree, said under the tables; that all does, where it does.

    Parameters
    ----------
    found : Workspace
        The plan.

    Returns
    -------
    list of str
        Sentences in German; none without rows.
    """
    if not found.all(MoneyRow):
        return []
    wrong = checks(found)
    if not wrong:
        return [agreed(found.all(MoneyRow)).de]
    return [f"Offen: {one.said}." for one in wrong]
