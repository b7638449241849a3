"""What figures of an area were and are, about ten years apart, on one census and on the same borders."""

from dataclasses import dataclass
from functools import lru_cache
from math import isnan
from typing import Final

import numpy as np

from kleinstadt.compare.changes import STEADY, changed, in_percent, nearest_pair, years_between
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.credits import credits_of
from kleinstadt.compare.groups import FEWEST
from kleinstadt.compare.jumps import Jump, jump
from kleinstadt.compare.profile import Profile
from kleinstadt.compare.values import Origin
from kleinstadt.indicators.model import Indicator
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import measured, number

CHANGES: Final = ("population", "employees_workplace", "unemployed_share", "income_tax_eur_per_head")
SHORTEST: Final = 5  # years under which nothing is said
ENDS_KEPT: Final = 1_000  # of indicators with the periods that an area has; nearly all have the same
MEASURES: Final = frozenset({"min", "km", "m", "years"})


@dataclass(frozen=True)
class Change:
    """What an indicator of an area was and is, on one census and on the same borders.

    Attributes
    ----------
    indicator : Indicator
        What is measured.
    start, end : str
        The two periods.
    first, last : float
        Its values then and now, in the indicator's unit.
    change : float
        In per cent for counts and euros, else in the indicator's unit; of the values as printed.
    median : float
        The group's median change, in the same unit.
    of : int
        Areas of the group whose change is known; 0 for Germany, which has no group.
    origins : tuple of Origin
        Where the figures come from.
    doubt : Jump or None
        A jump of the last value that nobody has explained.
    """

    indicator: Indicator
    start: str
    end: str
    first: float
    last: float
    change: float
    median: float
    of: int
    origins: tuple[Origin, ...]
    doubt: Jump | None

    def credits(self, lang: Lang) -> list[str]:
        """Whom to name, each once."""
        return credits_of(self.origins, lang)

    @property
    def in_percent(self) -> bool:
        """Whether the change is told in per cent of the first value."""
        return in_percent(self.indicator)

    @property
    def unmoved(self) -> bool:
        """Whether it is too small to be called a direction."""
        return abs(self.change) < STEADY.get(self.indicator.id, 0.0) or round(self.change, 1) == 0

    def direction(self, lang: Lang) -> str:
        """ "gestiegen", "gesunken", or "fast unverändert"."""
        if self.unmoved:
            return pick(("fast unverändert", "almost unchanged"), lang)
        return pick(("gestiegen", "risen") if self.change > 0 else ("gesunken", "fallen"), lang)

    def said(self, lang: Lang) -> str:
        """Both figures: "von 19.236 (2013) auf 18.833 (2023) gesunken", "fast unverändert: 510 (2012), 505 (2022)"."""
        moved = self.direction(lang)
        first = f"{valued(self.indicator, self.first, lang)} ({self.start})"
        last = f"{valued(self.indicator, self.last, lang)} ({self.end})"
        if self.unmoved:
            return f"{moved}: {first}, {last}"
        return pick((f"von {first} auf {last} {moved}", f"{moved} from {first} to {last}"), lang)

    def signed(self, value: float, lang: Lang) -> str:
        """A change with its sign: "−2,1 %", of rates "−0,4 Punkte".

        Parameters
        ----------
        value : float
            A change, in per cent or in the indicator's unit, as `in_percent` says.
        lang : {"de", "en"}
            Language.

        Returns
        -------
        str
            With one decimal and its unit.
        """
        sign = "+" if value > 0 and round(value, 1) != 0 else ""
        unit = pick(("\u00a0%", "%") if self.in_percent else (" Punkte", " points"), lang)
        return f"{sign}{number(value, 1, lang)}{unit}"

    def before_the_jump(self, lang: Lang) -> str:
        """The change without the jump of the last value, which role models are compared by; empty without a jump."""
        if self.doubt is None or not self.first:
            return ""
        change = self.signed((self.doubt.was / self.first - 1) * 100, lang)
        german = f"Ohne den Sprung, von {self.start} bis {self.doubt.before}: {change}."
        return pick((german, f"Without the jump, from {self.start} to {self.doubt.before}: {change}."), lang)

    def beside(self, lang: Lang) -> str:
        """The group: "Median der Gruppe +1,3 % (n = 231)"."""
        middle = pick(("Median der Gruppe", "median of the group"), lang)
        return f"{middle} {self.signed(self.median, lang)} (n = {number(self.of, 0, lang)})"


def changes_of(atlas: Atlas, profile: Profile) -> tuple[Change, ...]:
    """What is known of the area itself at two times about ten years apart.

    Nothing of it is lent by its Kreis or Verband; spans under SHORTEST years are left out.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    profile : Profile
        Of the area.

    Returns
    -------
    tuple of Change
        At most one for each of CHANGES, in their order.
    """
    names = [name for name in CHANGES if name in atlas.indicators]
    row = atlas.areas(profile.year, profile.level).row[str(profile.area[KEY_COLUMN[profile.level]])]
    own = [name for name in names if atlas.own(name, profile.year, profile.level)[row]]
    return tuple(change for name in own if (change := _change(atlas, profile, name, row)))


def _change(atlas: Atlas, profile: Profile, name: str, row: int) -> Change | None:
    series = atlas.series(name, profile.year, profile.level)
    values = series.values[:, row]
    known = [at for at in range(len(values)) if not isnan(values[at])]
    indicator = atlas.indicators[name]
    ends = _ends(indicator, tuple(series.periods[at] for at in known))
    if ends is None:
        return None
    first, last = map(series.periods.index, ends)
    median, of = _of_group(atlas, profile, name, first, last)
    exact = changed(indicator, values[[first]], values[[last]])
    if not np.isfinite(exact[0]) or (of < FEWEST and profile.level != "bund"):
        return None
    shown = np.round(values[[first, last]], indicator.decimals)  # what a reader can work out from what is printed
    own = float(changed(indicator, shown[:1], shown[1:])[0])
    doubt = jump(atlas, profile.level, profile.year, row, profile.group.mask, name)
    return Change(
        indicator,
        series.periods[first],
        series.periods[last],
        float(values[first]),
        float(values[last]),
        own,
        median,
        0 if profile.level == "bund" else of,
        atlas.origins(name, profile.year),
        doubt,
    )


def _of_group(atlas: Atlas, profile: Profile, name: str, first: int, last: int) -> tuple[float, int]:
    """Median of the group's changes between two periods of a series, and of how many; the same for all its areas."""

    def make() -> tuple[float, int]:
        values = atlas.series(name, profile.year, profile.level).values
        changes = changed(atlas.indicators[name], values[first], values[last])
        inside = profile.group.mask & atlas.own(name, profile.year, profile.level)
        group = changes[inside & np.isfinite(changes)]
        return float(np.median(group)) if len(group) else float("nan"), len(group)

    group = profile.group
    return atlas.once(("change", name, first, last, profile.year, profile.level, group.type, group.lage), make)


@lru_cache(ENDS_KEPT)
def _ends(indicator: Indicator, periods: tuple[str, ...]) -> tuple[str, str] | None:
    """The two periods that are compared, about ten years apart as everywhere (changes.py); None if too near."""
    found = nearest_pair(indicator, list(periods), None, None)
    return found if found and years_between(*found) >= SHORTEST else None


def valued(indicator: Indicator, value: float | None, lang: Lang) -> str:
    """A figure with its unit: those of measure always, others unless the indicator's name says them.

    Parameters
    ----------
    indicator : Indicator
        What is measured.
    value : float or None
        In the indicator's unit.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        With the indicator's decimals.

    Examples
    --------
    >>> valued(ed.indicators["minutes_to_mittelzentrum"], 28.31, "de")
    '28 Minuten'
    """
    unit = indicator.unit_label(lang) if indicator.unit in MEASURES else indicator.unit_beside(lang)
    shown = number(value, indicator.decimals, lang)
    return measured(shown, unit, lang, "\N{NO-BREAK SPACE}" if unit == "%" else " ")
