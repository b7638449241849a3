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
    """What is paid in a year, and by whom; euro."""

    cost: Decimal = Zero
    income: Decimal = Zero
    third: Decimal = Zero
    other: Decimal = Zero
    bund: Decimal = Zero
    land: Decimal = Zero
    own: Decimal = Zero


@dataclass(frozen=True, kw_only=True)
class MoneyRow(Record):
    """A row of the overview, in euro including VAT; None = not known yet, which is not 0.

    group : 1 preparation, 2 site work (§ 147 BauGB), 3 building (§ 148), 4 funds, 5 other
    total : all cost; ineligible : the part that is not funded
    years : what is paid when; programme_year : the year of the programme that grants it
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

    differences : what did not add up then, acknowledged and printed as a footnote
    """

    KIND: ClassVar[str] = "frozen_money"
    PREFIX: ClassVar[str] = "st"

    name: str
    occasion: Literal["application", "grant", "interim", "other"]
    day: date
    area: str = ""
    rows: tuple[MoneyRow, ...] = ()
    differences: tuple[str, ...] = ()
