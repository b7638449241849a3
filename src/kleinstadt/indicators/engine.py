"""The one engine: from facts to the values of any indicator, on any territory, at any level, for any group.

Everything becomes a sum of numerators and a sum of denominators per municipality of the target territory. Counts are
carried there by the crosswalk; rates are computed last, so no rate is ever carried or averaged.
"""

from datetime import date
from typing import Final, Protocol

import polars as pl

from kleinstadt.edition.store import Tables
from kleinstadt.errors import AggregationError, UnknownNameError
from kleinstadt.indicators.islands import without_minutes
from kleinstadt.indicators.model import Change, Count, Indicator, Published, Ratio
from kleinstadt.indicators.population import POPULATION
from kleinstadt.indicators.vintages import Vintage, Vintages, span
from kleinstadt.memory import Kept
from kleinstadt.territory.coding import beside
from kleinstadt.territory.crosswalk import Weight
from kleinstadt.territory.gazetteer import KEY_COLUMN, Gazetteer

MEMORY: Final = 60_000_000  # bytes of carried variables kept, those used last; one is 0.4 MB
PARTS: Final = ("numerator", "denominator")
TOLD_BY: Final = ("variable", "period", "territory", "level", "source")  # a vintage

MOST_YEARS_APART: Final = 3  # numerator and denominator of a ratio, where there is a choice


class Carrier(Protocol):
    """Carries counts of municipalities from one date's borders to another's (territory/crosswalk.py)."""

    def __call__(self, counts: pl.DataFrame, source: date, target: date, weight: Weight) -> pl.DataFrame:
        """Frame area_id, value, status in the borders of `source` to the same in those of `target`."""
        ...


class Engine:
    """Values of indicators out of one edition."""

    def __init__(self, store: Tables, gazetteer: Gazetteer, carry: Carrier) -> None:
        """Take the open edition, its register, and the way counts are carried over reforms."""
        self._facts = store.scan("facts")
        self.vintages = Vintages(store.variables)
        self._gazetteer = gazetteer
        self._carry = carry
        self._kept = Kept(MEMORY)

    def parts(self, indicator: Indicator, day: date, *, when: float, period: str | None = None) -> pl.DataFrame:
        """Numerator and denominator of each municipality in the borders of `day`.

        when : point of time wanted, a year's end being year + 1; the nearest vintage is taken
        period : instead of the nearest, exactly this period of the numerator
        Returns ags, numerator, denominator (null for a Count), status, vintage ("2019", "2019 / 2020").
        """
        if isinstance(indicator, Count):
            return self._count(indicator, day, when, period).with_columns(denominator=pl.lit(None, pl.Float64))
        if isinstance(indicator, Change):
            return self._change(indicator, day, when, period)
        if isinstance(indicator, Ratio):
            return self._ratio(indicator, day, when, period)
        if isinstance(indicator, Published):
            return self._published(indicator, day, when, period)
        msg = f"{type(indicator).__name__} is no kind of indicator that the engine knows."
        raise AggregationError(msg)

    def has(self, indicator: Indicator) -> bool:
        """Whether the edition has figures of all that the indicator needs, a rate at the level that it declares."""
        if not all(map(self.vintages.has, indicator.variables)):
            return False
        if isinstance(indicator, Change):
            return bool(self._pairs(indicator))
        if not isinstance(indicator, Published):
            return True
        return any(one.level == indicator.level for one in self.vintages.of(indicator.variables[0]))

    def periods(self, indicator: Indicator) -> list[str]:
        """The periods at which its first variable was observed, at the level it is computed from, oldest first."""
        level = indicator.level if isinstance(indicator, Published) else "gemeinde"
        vintages = self.vintages.of(indicator.variables[0])
        periods = sorted({vintage.period for vintage in vintages if vintage.level == level})
        if isinstance(indicator, Count | Ratio) and indicator.in_turn:
            return [span(periods)] if periods else []
        return indicator.comparable(periods) if isinstance(indicator, Change) else periods

    def used(self, indicator: Indicator, day: date, *, when: float, period: str | None = None) -> tuple[Vintage, ...]:
        """The vintages that `parts` takes for the same arguments: numerator first, a rate before its weight."""
        if isinstance(indicator, Change):
            times = self._pair(indicator, when, period)
            return tuple(one for time in times for one in self.used(indicator.numerator, day, when=when, period=time))
        if isinstance(indicator, Ratio):
            above, below = self._times(indicator, day, when, period)
            return (
                *self.used(indicator.numerator, day, when=above, period=period),
                *self.used(indicator.denominator, day, when=below),
            )
        if isinstance(indicator, Published):
            rate = self._vintage(indicator.variables[0], indicator.level, day, when, period)
            weights = self.used(indicator.weight, rate.territory, when=rate.year) if indicator.weight else ()
            return (rate, *weights)
        if isinstance(indicator, Count) and indicator.in_turn:
            return tuple(one for name in indicator.variables for one in self.vintages.in_turn(name, when, period))
        return tuple(self._vintage(name, "gemeinde", day, when, period) for name in indicator.variables)

    def _count(self, count: Count, day: date, when: float, period: str | None) -> pl.DataFrame:
        read = self._in_turn if count.in_turn else self._variable
        frames = [read(name, count.carried_by, day, when, period) for name in count.variables]
        total = frames[0]
        for frame in frames[1:]:
            total = _join_parts(total, frame).select(
                "ags",
                numerator=pl.col("numerator") + pl.col("numerator_right"),
                status=_worse("status", "status_right"),
                vintage=pl.col("vintage"),
            )
        return total.with_columns(pl.col("numerator") * count.factor)

    def _variable(self, name: str, weight: Weight, day: date, when: float, period: str | None) -> pl.DataFrame:
        return self._carried(self._vintage(name, "gemeinde", day, when, period), weight, day)

    def _in_turn(self, name: str, weight: Weight, day: date, when: float, period: str | None) -> pl.DataFrame:
        """Of each municipality the figure of the vintage nearest to `when` that has one; the vintage is its own."""
        vintages = self.vintages.in_turn(name, when, period)

        def make() -> pl.DataFrame:
            frames = [self._carried(vintage, weight, day).with_columns(place=at) for at, vintage in enumerate(vintages)]
            unknown, absent = pl.col("numerator").is_null(), pl.col("status") == "missing"
            nearest = pl.concat(frames).sort(unknown, absent, "place").unique("ags", keep="first", maintain_order=True)
            own = nearest.with_columns(vintage=pl.when(~absent).then("vintage"))
            return own.drop("place").sort("ags")

        return self._kept.once(("in turn", tuple(vintages), weight, day), make)

    def _carried(self, vintage: Vintage, weight: Weight, day: date) -> pl.DataFrame:
        def make() -> pl.DataFrame:
            carried = self._carry(self._read(vintage), vintage.territory, day, weight)
            return carried.select(
                pl.col("area_id").alias("ags"),
                pl.col("value").alias("numerator"),
                "status",
                pl.lit(vintage.period).alias("vintage"),
            )

        return self._kept.once(("variable", vintage, weight, day), make)

    def _vintage(self, name: str, level: str, day: date, when: float, period: str | None) -> Vintage:
        if period is not None:
            return self.vintages.at(name, level, period, day)
        return self.vintages.nearest(name, level, when, day)

    def _read(self, vintage: Vintage) -> pl.DataFrame:
        """The facts of one vintage: area_id, value, status."""
        wanted = pl.all_horizontal(pl.col(name) == getattr(vintage, name) for name in TOLD_BY)
        return self._facts.filter(wanted).select("area_id", "value", "status").collect()

    def _ratio(self, ratio: Ratio, day: date, when: float, period: str | None) -> pl.DataFrame:
        of_top, of_below = self._times(ratio, day, when, period)
        top = self._count(ratio.numerator, day, of_top, period)
        below = self._count(ratio.denominator, day, of_below, None)
        return _join_parts(top, below).select(
            "ags",
            "numerator",
            pl.col("numerator_right").alias("denominator"),
            _worse("status", "status_right").alias("status"),
            _both_vintages().alias("vintage"),
        )

    def _times(self, ratio: Ratio, day: date, when: float, period: str | None) -> tuple[float, float]:
        """The points of time for which numerator and denominator are wanted.

        The denominator follows the numerator's vintage, so that a share is of one time as far as can be; where there is
        none near, the numerator follows: both of 2020, rather than people of 1990 per job of 2020. Where both go on
        from censuses, they are of the same one: the people of working age of 2011 among all of 2013, not of 2011.
        """
        if ratio.in_turn:
            return when, when
        first = self._vintage(ratio.numerator.variables[0], "gemeinde", day, when, period)
        second = self._vintage(ratio.denominator.variables[0], "gemeinde", day, first.year, None)
        if ratio.numerator.breaks and ratio.denominator.breaks:
            second = self._of_one_census(ratio, first) or second
            return when, second.year
        apart = period is None and abs(first.year - second.year) > MOST_YEARS_APART
        return (second.year if apart else when), first.year

    def _of_one_census(self, ratio: Ratio, first: Vintage) -> Vintage | None:
        """The denominator's vintage nearest to the numerator's among those that go on from the same census."""
        basis, name = ratio.numerator.basis(first.period), ratio.denominator.variables[0]
        there = [one for one in self.vintages.of(name) if one.level == "gemeinde"]
        alike = [one for one in there if ratio.denominator.basis(one.period) == basis]
        return min(alike, key=lambda one: (abs(one.year - first.year), one.year), default=None)

    def _change(self, change: Change, day: date, when: float, period: str | None) -> pl.DataFrame:
        later, earlier = self._pair(change, when, period)
        now = self._count(change.numerator, day, when, later)
        then = self._count(change.denominator, day, when, earlier)
        broken = change.basis(later) != change.basis(earlier)
        above = change.above(pl.col("numerator"), pl.col("numerator_right"))
        return _join_parts(now, then).select(
            "ags",
            numerator=pl.lit(None, pl.Float64) if broken else above,
            denominator=pl.lit(None, pl.Float64) if broken else pl.col("numerator_right"),
            status=pl.lit("not_meaningful") if broken else _worse("status", "status_right"),
            vintage=pl.lit(f"{later} / {earlier}"),
        )

    def _pairs(self, change: Change) -> list[tuple[str, str]]:
        """All pairs of a later and an earlier period that the edition has, in order of time."""
        later, earlier = (
            {vintage.period for vintage in self.vintages.of(count.variables[0]) if vintage.level == "gemeinde"}
            for count in (change.numerator, change.denominator)
        )
        pairs = [(time, str(int(time) - change.years)) for time in sorted(later) if time.isdigit()]
        return [pair for pair in pairs if pair[1] in earlier]

    def _pair(self, change: Change, when: float, period: str | None) -> tuple[str, str]:
        """The later and the earlier period; where none is asked for, the nearest pair without a census between.

        Raises UnknownNameError where the edition has not both.
        """
        known = [pair for pair in self._pairs(change) if period in (None, pair[0])]
        unbroken = [pair for pair in known if change.basis(pair[0]) == change.basis(pair[1])]
        if not known:
            asked = period or f"{change.years}"
            msg = f"'{change.id}': no {change.variables[0]} of {asked} and {change.years} years before in this edition."
            german = f"„{change.id}“: {change.variables[0]} fehlt für {asked} oder {change.years} Jahre zuvor."
            raise UnknownNameError(msg, german)
        return min(unbroken or known, key=lambda pair: (abs(int(pair[0]) + 1 - when), pair[0]))

    def _published(self, rate: Published, day: date, when: float, period: str | None) -> pl.DataFrame:
        vintage = self._vintage(rate.variables[0], rate.level, day, when, period)
        return self._kept.once(("published", vintage, rate, day), lambda: self._weighted_rate(rate, vintage, day))

    def _weighted_rate(self, rate: Published, vintage: Vintage, day: date) -> pl.DataFrame:
        """Rate times weight, and the weight, both carried as counts; persons serve where no weight is named.

        Of a harmonic mean: the weight, and the weight over the rate.
        """
        weight = rate.weight or POPULATION
        people = self._count(weight, vintage.territory, vintage.year, None)
        weights = people.select("ags", pl.col("numerator").alias("weight"), why=pl.col("status"))
        joined = beside(self._rates_of_gemeinden(rate, vintage), weights, "ags")
        known, unweighted = pl.col("rate").is_not_null(), pl.col("rate").is_not_null() & pl.col("weight").is_null()
        parts = pl.col("rate") * pl.col("weight"), pl.col("weight")
        if rate.mean == "harmonic":
            known = known & (pl.col("rate") > 0)
            parts = pl.col("weight"), pl.col("weight") / pl.col("rate")
        weighted = joined.select(
            area_id="ags",
            value=pl.when(known).then(parts[0]),
            weight=pl.when(known).then(parts[1]),
            status=pl.when(unweighted).then(pl.col("why").fill_null("missing")).otherwise("status"),
        )
        top = self._carry(weighted.drop("weight"), vintage.territory, day, weight.carried_by)
        below = weighted.select("area_id", "status", value="weight")
        carried = self._carry(below, vintage.territory, day, weight.carried_by)
        both = beside(top, carried.select("area_id", denominator="value"), "area_id")
        period = pl.lit(vintage.period)
        return both.select("denominator", "status", ags="area_id", numerator="value", vintage=period)

    def _rates_of_gemeinden(self, rate: Published, vintage: Vintage) -> pl.DataFrame:
        """ags, rate, status; a Verband's rate is lent to its members (aggregate() then calls theirs modelled)."""
        facts = self._read(vintage).rename({"value": "rate"})
        if rate.level == "gemeinde":
            own = facts.rename({"area_id": "ags"})
            return without_minutes(own) if rate.by_road else own
        members = self._gazetteer.gemeinden(vintage.territory).select("ags", pl.col(KEY_COLUMN[rate.level]))
        lent = members.join(facts, left_on=KEY_COLUMN[rate.level], right_on="area_id", how="left")
        lent = without_minutes(lent, KEY_COLUMN[rate.level]) if rate.by_road else lent
        return lent.select("ags", "rate", pl.col("status").fill_null("missing"))


def _join_parts(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    if left["ags"].equals(right["ags"]):
        return left.hstack(right.drop("ags").rename(lambda name: f"{name}_right"))
    return left.join(right, on="ags", how="full", coalesce=True, maintain_order="left_right")


def _worse(one: str, other: str) -> pl.Expr:
    """The status of a number made of two: the missing one's reason, else modelled if either is."""
    first, second = pl.col(one).fill_null("missing"), pl.col(other).fill_null("missing")
    present = ["measured", "modelled"]
    return (
        pl.when(~first.is_in(present))
        .then(first)
        .when(~second.is_in(present))
        .then(second)
        .when((first == "modelled") | (second == "modelled"))
        .then(pl.lit("modelled"))
        .otherwise(pl.lit("measured"))
    )


def _both_vintages() -> pl.Expr:
    one, other = pl.col("vintage"), pl.col("vintage_right")
    same = (one == other) | other.is_null()
    return pl.when(same).then(one).when(one.is_null()).then(other).otherwise(one + pl.lit(" / ") + other)
