"""What a town would pay itself, in euro, and whether its own budget bears that."""

from dataclasses import dataclass
from math import ceil, floor
from typing import Literal

from kleinstadt.workbench.funding.programme import Rate

Fit = Literal["within", "over", "depends", "unknown"]
HUNDRED = 100


@dataclass(frozen=True)
class Span:
    """From and to, in whole euro.

    Attributes
    ----------
    low, high : int
        Euro.
    """

    low: int
    high: int


@dataclass(frozen=True)
class OwnShare:
    """The town's own share of a cost.

    Attributes
    ----------
    grant, own : Span or None
        From and to in euro; None where the programme's rate is not known.
    fit : {"within", "over", "depends", "unknown"}
        Of the own share to the budget; "unknown" without a rate or without a budget.
    over_limit : bool
        Whether the cost lies outside what the programme takes (least or most cost, least grant).
    """

    grant: Span | None
    own: Span | None
    fit: Fit
    over_limit: bool


def own_share(rate: Rate, cost_eur: int, weak: bool | None, budget_eur: int | None = None) -> OwnShare:
    """The own share of a cost that is eligible as a whole.

    Where nobody has said whether finances are weak, the span holds both rates. Cents go against the town: the grant is
    rounded down, so nothing is promised that does not come.

    Parameters
    ----------
    rate : Rate
        What the programme pays.
    cost_eur : int
        Eligible cost in euro, more than 0.
    weak : bool or None
        Whether the municipality counts as financially weak; None if nobody has said.
    budget_eur : int, optional
        What the town has for it, as it says itself; never guessed.

    Returns
    -------
    OwnShare
        In euro.
    """
    percents = _percents(rate, weak)
    outside = _outside(rate, cost_eur)
    if percents is None:
        return OwnShare(None, None, "unknown", outside)
    low, high = (_grant(rate, cost_eur, percent) for percent in percents)
    own = Span(cost_eur - high, cost_eur - low)
    too_small = rate.least_grant_eur is not None and high < rate.least_grant_eur
    return OwnShare(Span(low, high), own, _fit(own, budget_eur), outside or too_small)


def _percents(rate: Rate, weak: bool | None) -> tuple[float, float] | None:
    if rate.usual is None:
        return None
    if weak is False or rate.weak is None:
        return rate.usual
    if weak:
        return rate.weak
    return min(rate.usual[0], rate.weak[0]), max(rate.usual[1], rate.weak[1])


def _grant(rate: Rate, cost_eur: int, percent: float) -> int:
    """The grant in euro at a rate, within the programme's most and the municipality's least own share."""
    grants = [floor(cost_eur * percent / HUNDRED)]
    if rate.least_own_pct is not None:
        grants.append(cost_eur - ceil(cost_eur * rate.least_own_pct / HUNDRED))
    if rate.most_grant_eur is not None:
        grants.append(rate.most_grant_eur)
    return min(grants)


def _outside(rate: Rate, cost_eur: int) -> bool:
    below = rate.least_cost_eur is not None and cost_eur < rate.least_cost_eur
    return below or (rate.most_cost_eur is not None and cost_eur > rate.most_cost_eur)


def _fit(own: Span, budget_eur: int | None) -> Fit:
    if budget_eur is None:
        return "unknown"
    if own.high <= budget_eur:
        return "within"
    return "over" if own.low > budget_eur else "depends"
