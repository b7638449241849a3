"""What a map shows: an indicator in classes, or a typology in its categories."""

from dataclasses import dataclass
from math import floor, isnan, log10
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from kleinstadt.compare.columns import Areas, Atlas, Floats
from kleinstadt.edition.edition import Level
from kleinstadt.errors import UnknownNameError
from kleinstadt.words import categories as words
from kleinstadt.words.labels import LAGEN, TYPES
from kleinstadt.words.language import Lang, pick

Method = Literal["thresholds", "quantiles", "natural"]

METHODS: Final = ("thresholds", "quantiles", "natural")
FEWEST: Final = 3
MOST: Final = 5
SAMPLE: Final = 800  # values that natural breaks are sought in: evenly spaced ones of all, sorted
PURPLE_THEMES: Final = ("housing",)
TEAL_THEMES: Final = ("digital", "services", "access", "energy")
NO_DATA: Final = "#c9c7c3"


@dataclass(frozen=True)
class Layer:
    """One map: values in the order of Atlas.areas, classes of these values, and how they are said and painted.

    title : the label with its unit, as a heading
    breaks : limits between the classes; None for a typology, whose values are positions in `labels`
    """

    id: str
    label: str
    title: str
    unit: str
    digits: int
    vintage: str
    labels: list[str]
    colours: list[str]
    breaks: tuple[float, ...] | None
    values: Floats
    source: str

    def classes(self) -> NDArray[np.intp]:
        """Class of each area, -1 where missing."""
        known = ~np.isnan(self.values)
        if self.breaks is None:
            return np.where(known, np.nan_to_num(self.values, nan=-1), -1).astype(np.intp)
        return np.where(known, np.searchsorted(self.breaks, self.values, side="right"), -1)

    def as_json(self) -> dict[str, Any]:
        """What the page's script needs; values are rounded where that leaves them in their class."""
        rounded = self.values.round(self.digits + 2)
        if self.breaks is not None:
            moved = np.searchsorted(self.breaks, rounded, side="right") != self.classes()
            rounded = np.where(moved, self.values, rounded)
        values = [None if isnan(value) else value for value in rounded.tolist()]
        told = {name: getattr(self, name) for name in _TOLD}
        return {**told, "breaks": self.breaks, "values": values}


_TOLD: Final = ("id", "label", "title", "unit", "digits", "vintage", "labels", "colours", "source")


def typologies(atlas: Atlas, year: int) -> dict[str, words.Pair]:
    """The typologies that areas of this year have: id to name."""
    lage = atlas.areas(year, "verband").codes.get("lage")
    known = lage is not None and any(value is not None for value in lage)
    found = {"type": ("Stadt- und Gemeindetyp", "Type of town")}
    return found | ({"lage": ("Lage", "Location")} if known else {})


def layer(
    atlas: Atlas, name: str, year: int, level: Level, *, period: str | None, method: Method, count: int, lang: Lang
) -> Layer:
    """The map of an indicator or typology; raises UnknownNameError for what is not there."""
    if name in typologies(atlas, year):
        return _typology(atlas, name, year, level, lang)
    column = atlas.column(name, year, level, period)
    known = column.values[~np.isnan(column.values)]
    if len(known) < 2:
        german = f"Für „{column.indicator.de}“ gibt es auf dieser Ebene keine Werte."
        msg = f"There are no values of '{column.indicator.en}' at this level."
        raise UnknownNameError(msg, german)
    breaks = atlas.once(
        ("breaks", name, year, level, period, method, count), lambda: class_breaks(name, known, method, count)
    )
    vintages = [vintage for vintage in column.vintage if vintage]
    origins = atlas.origins(name, year, period)
    said = dict.fromkeys(f"{o.source.attribution_in(lang)} ({o.period}; {o.source.licence_in(lang)})" for o in origins)
    digits = column.indicator.decimals
    return Layer(
        id=name,
        label=column.indicator.label(lang),
        title=column.indicator.titled(lang),
        unit=column.indicator.unit_label(lang),
        digits=digits,
        vintage=vintages[0] if vintages else "",
        labels=break_words(breaks, digits, lang),
        colours=list(_ramp(column.indicator.theme, len(breaks) + 1)),
        breaks=breaks,
        values=column.values,
        source="; ".join(said),
    )


def _typology(atlas: Atlas, name: str, year: int, level: Level, lang: Lang) -> Layer:
    from kleinstadt.report.drawing import style

    areas = atlas.areas(year, level)
    known = TYPES if name == "type" else LAGEN
    colours = style.TYPE_COLOURS if name == "type" else style.LAGE_COLOURS
    places = {key: float(place) for place, key in enumerate(known)}
    label = pick(typologies(atlas, year)[name], lang)
    return Layer(
        id=name,
        label=label,
        title=label,
        unit="",
        digits=0,
        vintage=str(year),
        labels=[pick(pair, lang) for pair in known.values()],
        colours=[colours[key] for key in known],
        breaks=None,
        values=_positions(areas, name, places),
        source="BBSR 2021; kleinstadt",
    )


def _positions(areas: Areas, name: str, places: dict[str, float]) -> Floats:
    codes = areas.codes.get(name)
    if codes is None:
        return np.full(len(areas.keys), np.nan)
    return np.array([places.get(code, np.nan) for code in codes])


def printed_thresholds() -> dict[str, tuple[float, ...]]:
    """The class breaks of the report's maps, by indicator."""
    from kleinstadt.report.drawing import pictures

    themes = (pictures.SETTLEMENT_DENSITY, pictures.MULTI_FAMILY, pictures.BROADBAND)
    return {theme.indicator: theme.classes.breaks for theme in themes}


def class_breaks(name: str, known: Floats, method: Method, count: int) -> tuple[float, ...]:
    """Limits of the classes; quantiles serve where no thresholds were printed."""
    from kleinstadt.report.drawing.classes import natural_breaks, quantile_breaks

    printed = printed_thresholds() if method == "thresholds" else {}
    if name in printed:
        return printed[name]
    step = _step(known)
    count = min(count, len(np.unique(known)))
    if count < FEWEST:
        return (float(known.max()),)
    if method == "natural":
        ordered = np.sort(known)
        sample = ordered[np.linspace(0, len(ordered) - 1, min(SAMPLE, len(ordered))).round().astype(int)]
        breaks = natural_breaks(sample, count, step=step)
    else:
        breaks = quantile_breaks(known, count, step=step)
    inside = tuple(limit for limit in breaks if known.min() < limit <= known.max())
    return inside or (float(np.median(known)) or step,)


def _step(known: Floats) -> float:
    """A round number of which some dozens fit between the lower and the upper tenth of the values."""
    low, high = np.quantile(known, [0.1, 0.9])
    span = float(high - low) or float(known.max() - known.min()) or 1.0
    power = floor(log10(span / 20))
    return float(10.0**power)


def break_words(breaks: tuple[float, ...], digits: int, lang: Lang) -> list[str]:
    """The classes in words, with as many digits as the limits need."""
    from kleinstadt.report.drawing.classes import format_breaks

    needed = max((_digits(limit) for limit in breaks), default=0)
    return format_breaks(breaks, max(needed, 0) if needed <= digits + 2 else digits, pick(("de", "en"), lang))


def _digits(limit: float) -> int:
    text = f"{limit:.6f}".rstrip("0")
    return len(text.partition(".")[2])


def _ramp(theme: str, count: int) -> tuple[str, ...]:
    from kleinstadt.report.drawing import style

    ramp = style.PLUM if theme in PURPLE_THEMES else style.TEAL if theme in TEAL_THEMES else style.BRICK
    places = np.linspace(0, len(ramp) - 1, count).round().astype(int)
    return tuple(ramp[place] for place in places)
