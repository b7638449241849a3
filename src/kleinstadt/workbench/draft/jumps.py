"""A value that jumps: named, with three questions, and kept out of goals until it is explained (rule 19)."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from kleinstadt.words.numbers import number
from kleinstadt.workbench.draft.subject import FEWEST_RANKED, Subject

TIMES: Final = 3.0
MADE_OF: Final = {
    "jobs_per_100_working_age": "employees_workplace",
    "residents_per_job": "employees_workplace",
}


@dataclass(frozen=True)
class Jump:
    """The last change of a series, far outside what the group does: periods, values, per cent, the usual change."""

    before: str
    after: str
    was: float
    now: float
    change: float
    usual: float

    def told(self, what: str) -> str:
        """In sentences: the jump, what it can be, who knows."""
        return (
            f"Von {self.before} auf {self.after} springt die Zahl der {what} von {number(self.was, 0, 'de')} auf"
            f" {number(self.now, 0, 'de')}; so stark änderte sie sich in der Gruppe nicht (üblich sind"
            f" {number(self.usual, 1, 'de')} %). Das kann ein großer Betrieb sein, eine Verlegung von Meldungen oder"
            f" ein Fehler; die Arbeitsagentur kann es klären. Bis dahin steht der Wert für {self.after} hier und in"
            " keinem Ziel."
        )


def jump(town: Subject, name: str) -> Jump | None:
    """Whether the newest value of an indicator, or of what it is made of, jumps; None where it does not."""
    series = town.series(MADE_OF.get(name, name))
    if series is None or len(series.periods) < 3:
        return None
    before, after = series.values[-2], series.values[-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        change = (after / before - 1) * 100
    inside = change[town.group_rows]
    inside, own = inside[np.isfinite(inside)], change[town.row]
    if len(inside) < FEWEST_RANKED or not np.isfinite(own):
        return None
    low, middle, high = np.quantile(inside, (0.1, 0.5, 0.9))
    if abs(own - middle) <= TIMES * (high - low) / 2:
        return None
    periods = series.periods[-2:]
    values = float(before[town.row]), float(after[town.row])
    return Jump(periods[0], periods[1], *values, float(own), float(middle))
