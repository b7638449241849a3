"""Frozen versions of the overview, and what differs between two of them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from kleinstadt.workbench.models.money import FrozenMoney, MoneyRow
from kleinstadt.workbench.money.checks import NAMES, SOURCES, checks, totals
from kleinstadt.workbench.reading.amounts import shown
from kleinstadt.workbench.storage.workspace import Workspace

Occasion = Literal["application", "grant", "interim", "other"]


@dataclass(frozen=True)
class Cell:
    """A changed cell between two versions.

    Attributes
    ----------
    row, title : str
        Id and title of the row.
    field : str
        Which amount.
    before, after : Decimal or None
        Euro; None where unknown.
    """

    row: str
    title: str
    field: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True)
class Comparison:
    """What differs between two versions.

    Attributes
    ----------
    came, went : tuple of str
        Titles of rows that are new, and of those that are gone.
    cells : tuple of Cell
        Changed amounts.
    said : str
        A first sentence.
    """

    came: tuple[str, ...]
    went: tuple[str, ...]
    cells: tuple[Cell, ...]
    said: str


def freeze(found: Workspace, name: str, occasion: Occasion, day: date, area: str = "") -> FrozenMoney:
    """The overview as it stands; what does not agree is kept with it, to be printed as a footnote.

    Parameters
    ----------
    found : Workspace
        The plan.
    name : str
        What the version is called.
    occasion : {"application", "grant", "interim", "other"}
        What it is frozen for.
    day : date
        The day.
    area : str
        Id of the funding area; "" for rows that belong to none.

    Returns
    -------
    FrozenMoney
        To be kept in the plan.
    """
    rows = tuple(row for row in found.all(MoneyRow) if row.area == area)
    open_ = tuple(one.said for one in checks(found, area))
    return FrozenMoney(name=name, occasion=occasion, day=day, area=area, rows=rows, differences=open_)


def compare(before: FrozenMoney, rows: list[MoneyRow]) -> Comparison:
    """A frozen version beside the rows of now, or of another.

    Parameters
    ----------
    before : FrozenMoney
        The earlier version.
    rows : list of MoneyRow
        Of the later one.

    Returns
    -------
    Comparison
        In the order of the later rows.
    """
    old, new = {row.id: row for row in before.rows}, {row.id: row for row in rows}
    cells = tuple(
        Cell(key, new[key].title, name, getattr(old[key], name), getattr(new[key], name))
        for key in new
        if key in old
        for name in ("total", "ineligible", *SOURCES)
        if getattr(old[key], name) != getattr(new[key], name)
    )
    came = tuple(new[key].title for key in new if key not in old)
    went = tuple(old[key].title for key in old if key not in new)
    was, now = totals(old.values()), totals(new.values())
    moved = [
        f"{NAMES[name]} {_signed((getattr(now, name) or Decimal(0)) - (getattr(was, name) or Decimal(0)))}"
        for name in ("total", "own")
        if getattr(now, name) != getattr(was, name)
    ]
    moved += [f"{len(came)} neu"] * bool(came) + [f"{len(went)} weggefallen"] * bool(went)
    return Comparison(came, went, cells, f"Gegenüber „{before.name}“: {', '.join(moved) or 'nichts geändert'}.")


def _signed(gap: Decimal) -> str:
    return f"{'+' if gap > 0 else '−'}{shown(abs(gap))} €"
