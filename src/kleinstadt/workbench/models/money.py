"""Money: the rows of a Kosten- und Finanzierungsübersicht, and versions of it that are frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from kleinstadt.workbench.reading.when import When
from kleinstadt.workbench.records import Record

Group = Literal["1", "2", "3", "4", "5"]
Zero = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Year:
    """What is paid in a year, and by whom; euro.

    Attributes
    ----------
    cost : Decimal
        All that is paid.
    income : Decimal
        What the measure brings in.
    third, other : Decimal
        From third parties, and from another programme.
    bund, land, own : Decimal
        From the programme (Bund and Land), and from the town.
    """

    cost: Decimal = Zero
    income: Decimal = Zero
    third: Decimal = Zero
    other: Decimal = Zero
    bund: Decimal = Zero
    land: Decimal = Zero
    own: Decimal = Zero


@dataclass(frozen=True, kw_only=True)
class MoneyRow(Record):
    """A row of the overview, in euro including VAT; None where not known yet, which is not 0.

    Attributes
    ----------
    title : str
        What is paid for.
    group : {"1", "2", "3", "4", "5"}
        1 preparation, 2 site work (§ 147 BauGB), 3 building (§ 148), 4 funds, 5 other.
    area, measure : str
        Ids of the funding area and the measure it belongs to; may be empty.
    total : Decimal, optional
        All cost.
    ineligible : Decimal, optional
        The part that is not funded.
    income, third, other, bund, land, own : Decimal, optional
        As in Year.
    other_name : str
        Which other programme.
    years : mapping of int to Year
        What is paid when.
    programme_year : int, optional
        The year of the programme that grants it.
    price_date : When, optional
        Of when the prices are.
    state : str
        How far the grant is.
    order : int
        Place in the overview.
    """

    KIND: ClassVar[str] = "money_row"
    PREFIX: ClassVar[str] = "r"

    title: str
    group: Group = "3"
    area: str = ""
    measure: str = ""
    total: Decimal | None = None
    ineligible: Decimal | None = None
    income: Decimal | None = None
    third: Decimal | None = None
    other: Decimal | None = None
    other_name: str = ""
    bund: Decimal | None = None
    land: Decimal | None = None
    own: Decimal | None = None
    years: Mapping[int, Year] = field(default_factory=dict)
    programme_year: int | None = None
    price_date: When | None = None
    state: str = ""
    order: int = 0


@dataclass(frozen=True, kw_only=True)
class FrozenMoney(Record):
    """The overview as it stood on a day: read only for ever.

    Attributes
    ----------
    name : str
        What this version is called.
    occasion : {"application", "grant", "interim", "other"}
        What it was frozen for.
    day : date
        When.
    area : str
        Id of the funding area; empty for rows that belong to none.
    rows : tuple of MoneyRow
        As they stood.
    differences : tuple of str
        What did not add up then, acknowledged and printed as a footnote.
    """

    KIND: ClassVar[str] = "frozen_money"
    PREFIX: ClassVar[str] = "st"

    name: str
    occasion: Literal["application", "grant", "interim", "other"]
    day: date
    area: str = ""
    rows: tuple[MoneyRow, ...] = ()
    differences: tuple[str, ...] = ()
