"""What a map shows, ready to be painted: values and classes of all areas, with their words and colours."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import isnan
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.compare import map_values
from kleinstadt.compare.changes import in_percent
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.map_classes import Classing
from kleinstadt.compare.map_values import MapValues
from kleinstadt.compare.values import Origin
from kleinstadt.edition.edition import Level
from kleinstadt.indicators.model import Count
from kleinstadt.report.drawing import map_colours
from kleinstadt.report.drawing.map_colours import Colours
from kleinstadt.territory.coding import Floats
from kleinstadt.words import dates
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import around, measured, number

Places = NDArray[np.intp]

MISSING: Final = -1
UNINHABITED: Final = -2


@dataclass(frozen=True)
class Layer:
    """One map: the class of each area in the order of Atlas.areas, and how classes are said and painted.

    title : heading of the legend; unit : behind a value; signed : whether values carry their sign
    periods : of the values, in words; labels : the classes in words, from the lowest
    values : NaN where missing, and places in `labels` for named classes; places : MISSING, UNINHABITED, or the class
    circles : whether values are drawn as circles; of : what it was made from, None for named classes
    second : of a map of two figures, the values of the second
    """

    id: str
    label: str
    title: str
    unit: str
    digits: int
    periods: tuple[str, ...]
    labels: list[str]
    colours: Colours
    values: Floats
    places: Places
    source: str
    signed: bool = False
    circles: bool = False
    named: bool = False
    numbered: bool = False
    notes: tuple[str, ...] = ()
    of: MapValues | None = None
    classing: Classing | None = None
    second: "Layer | None" = field(default=None)

    def shown_value(self, row: int, lang: Lang) -> str:
        """The value of an area in words: "+3,5 %", "liegt nicht vor"."""
        if self.places[row] == UNINHABITED:
            return pick(("unbewohnt", "uninhabited"), lang)
        if np.isnan(self.values[row]):
            return pick(("liegt nicht vor", "not available"), lang)
        if self.named:
            return self.labels[int(self.values[row])]
        shown = self.valued(float(self.values[row]), lang)
        return shown if self.second is None else f"{shown}; {self.second.shown_value(row, lang)}"

    def valued(self, value: float, lang: Lang) -> str:
        """A value with its unit and, of changes, its sign."""
        sign = "+" if self.signed and round(value, self.digits) > 0 else ""
        return measured(sign + number(value, self.digits, lang), self.unit, lang, "\N{NO-BREAK SPACE}")

    @property
    def modelled(self) -> NDArray[np.bool_]:
        """Which areas bear a value from a model or an estimate."""
        found = self.of.modelled_at if self.of is not None and not self.named else None
        return np.zeros(len(self.places), dtype=np.bool_) if found is None else found & (self.places >= 0)

    @property
    def hatched(self) -> NDArray[np.intp]:
        """The areas that a hatch tells from others; none where the whole map is modelled, which its title says."""
        whole = self.circles or self.of is None or self.of.modelled
        return np.flatnonzero(self.modelled) if not whole else np.empty(0, dtype=np.intp)

    def band(self, lang: Lang) -> str:
        """From how much on a change counts as one: "1 %"."""
        limit = next(limit for limit in self.classing.limits if limit > 0) if self.classing else 0.0
        return measured(number(limit, _digits(limit), lang), self.unit, lang, "\N{NO-BREAK SPACE}")

    def class_of(self, row: int) -> str:
        """The class of an area in words; empty where it has none."""
        place = int(self.places[row])
        return self.labels[place] if place >= 0 else ""

    def as_json(self) -> dict[str, Any]:
        """What the page's script needs; values are rounded to what can be read of them."""
        found = {name: getattr(self, name) for name in _TOLD}
        found |= {
            "hatched": self.hatched.tolist(),
            "colours": self.colours.light,
            "dark": self.colours.dark,
            "places": self.places.tolist(),
        }
        return found | {"values": _rounded(self), "second": self.second.as_json() if self.second else None}


_TOLD: Final = ("id", "label", "title", "unit", "digits", "labels", "signed", "circles", "named", "numbered")


def _rounded(layer: Layer) -> list[float | None]:
    """The values as they are printed, so that the page prints the same."""
    return [None if isnan(value) else round(value, layer.digits) for value in layer.values.tolist()]


def places_of(places: Places, inhabited: NDArray[np.bool_]) -> Places:
    """Classes, with areas without people in none."""
    return np.where(inhabited, places, UNINHABITED)


def state_layer(atlas: Atlas, found: MapValues, classing: Classing, year: int, level: Level, lang: Lang) -> Layer:
    """The map of a figure in one year: areas in classes, counts as circles."""
    areas, indicator = atlas.areas(year, level), found.indicator
    circles, middle = isinstance(indicator, Count), classing.middle is not None
    colours = map_colours.CHANGE if middle else map_colours.of_theme(indicator.theme)
    values = np.where(areas.inhabited, found.values, np.nan)
    places = classing.places(values) if classing.limits else np.where(np.isnan(values), MISSING, 0)
    if circles:
        places = np.where(np.isnan(values), MISSING, (values >= 0) if middle else 0)
        colours = _pick(colours, *((1, 5) if middle else (3,)))
    labels = _circle_words(lang, two=middle) if circles else _class_words(classing, indicator.decimals, lang)
    return Layer(
        id=indicator.id,
        label=indicator.label(lang),
        title=indicator.titled(lang) + (model_word(lang) if found.modelled else ""),
        unit=indicator.unit_beside(lang),
        digits=indicator.decimals,
        periods=tuple(dates.period(period, lang) for period in found.periods),
        labels=labels,
        colours=colours if circles else colours.spread(len(labels)),
        values=values,
        places=places_of(places.astype(np.intp), areas.inhabited),
        source=_source_words(found.origins, lang),
        circles=circles,
        notes=_notes(found, lang),
        of=found,
        classing=classing,
    )


def _pick(colours: Colours, *places: int) -> Colours:
    """Some of the colours."""
    return Colours(tuple(colours.light[at] for at in places), tuple(colours.dark[at] for at in places))


def change_layer(atlas: Atlas, found: MapValues, year: int, level: Level, lang: Lang) -> Layer:
    """The map of a change between two years."""
    areas, indicator, classing = atlas.areas(year, level), found.indicator, found.classing
    values = np.where(areas.inhabited, found.values, np.nan)
    unit = _change_unit(found, lang)
    digits = 1 if in_percent(indicator) else max(indicator.decimals, 1)
    periods = tuple(dates.period(period, lang) for period in found.periods)
    return Layer(
        id=indicator.id,
        label=indicator.label(lang),
        title=f"{indicator.label(lang)}: {pick(('Veränderung', 'change'), lang)} {'–'.join(periods)}",
        unit=unit,
        digits=digits,
        periods=periods,
        labels=_change_words(classing, unit, lang),
        colours=map_colours.CHANGE,
        values=values,
        places=places_of(classing.places(values), areas.inhabited),
        source=_source_words(found.origins, lang),
        signed=True,
        notes=_notes(found, lang),
        of=found,
        classing=classing,
    )


def _change_unit(found: MapValues, lang: Lang) -> str:
    """The unit of a change: per cent, points of a percentage, or the figure's own."""
    if in_percent(found.indicator):
        return "%"
    if found.indicator.unit == "pct":
        return pick(("Prozentpunkte", "percentage points"), lang)
    return found.indicator.unit_label(lang)


def model_word(lang: Lang) -> str:
    """What the heading of a modelled figure adds."""
    return pick((" (Modell)", " (model)"), lang)


def _notes(found: MapValues, lang: Lang) -> tuple[str, ...]:
    said = []
    if found.lent:
        german = "Jede Gemeinde trägt den Wert des größeren Gebiets, für das er veröffentlicht ist."
        said.append(pick((german, "Each municipality bears the value of the larger area it is published for."), lang))
    if found.sort == "change" and not found.same_sources:
        german = "Die beiden Jahre kommen aus verschiedenen Quellen."
        said.append(pick((german, "The two years come from different sources."), lang))
    return tuple(said)


def _source_words(origins: Sequence[Origin], lang: Lang) -> str:
    """Whom to name, with periods and licences."""
    periods: dict[tuple[str, str], list[str]] = {}
    for one in origins:
        who = one.source.attribution_in(lang), one.source.licence_in(lang)
        periods.setdefault(who, []).append(dates.period(one.period, lang))
    said = (f"{who} ({', '.join(dict.fromkeys(when))}; {licence})" for (who, licence), when in periods.items())
    return "; ".join(said)


def _class_words(classing: Classing, digits: int, lang: Lang) -> list[str]:
    """The classes in words, from the lowest: "unter 20", "20 bis unter 30", "60 oder mehr"."""
    if not classing.limits:
        return [pick(("alle Werte", "all values"), lang)]
    needed = max(_digits(limit) for limit in classing.limits)
    said = [number(limit, needed if needed <= digits + 2 else digits, lang) for limit in classing.limits]
    to_under, under, more, over = pick(
        (("bis unter", "unter", "oder mehr", "über"), ("to under", "under", "or more", "over")), lang
    )
    words = [f"{low} {to_under} {high}" for low, high in pairwise(said)]
    if classing.least_alone:
        first = [said[0]]
        words = [f"{over} {word}" for word in words[:1]] + words[1:]
    else:
        first = [f"{under} {said[0]}"]
    last = f"{over} {said[0]}" if classing.least_alone and len(said) == 1 else f"{said[-1]} {more}"
    return [*first, *words, said[-1] if classing.most_alone else last]


def _change_words(classing: Classing, unit: str, lang: Lang) -> list[str]:
    """The seven classes of a change: "um 10 % oder mehr gesunken", "fast unverändert (unter 1 %)"."""
    limits = [limit for limit in classing.limits if limit > 0]
    needed = max(_digits(limit) for limit in limits)
    before, end = around(unit, lang)
    inner, middle, outer = (before + number(limit, needed, lang) for limit in limits)
    up, down = pick((("gestiegen", "gesunken"), ("up", "down")), lang)
    to_under, by, more = pick((("bis unter", "um ", "oder mehr"), ("to under", "", "or more")), lang)
    steps = [f"{inner} {to_under} {middle}{end}", f"{middle} {to_under} {outer}{end}", f"{by}{outer}{end} {more}"]
    words = {way: [pick((f"{step} {way}", f"{way} {step}"), lang) for step in steps] for way in (up, down)}
    steady = pick((f"fast unverändert (unter {inner}{end})", f"almost unchanged (under {inner}{end})"), lang)
    return [*reversed(words[down]), steady, *words[up]]


def _circle_words(lang: Lang, *, two: bool) -> list[str]:
    if not two:
        return [pick(("Fläche der Scheibe = Anzahl", "area of the disc = count"), lang)]
    return [pick(("weniger als 0", "below 0"), lang), pick(("0 oder mehr", "0 or more"), lang)]


def _digits(limit: float) -> int:
    text = f"{limit:.6f}".rstrip("0")
    return len(text.partition(".")[2])


def why_fewer(layer: Layer, lang: Lang) -> str:
    """Why there are fewer than five classes; empty if there are five."""
    tie = layer.classing.tie if layer.classing else None
    if tie is None or layer.circles:
        return ""
    value = layer.valued(tie.value, lang)
    classes, areas = len(layer.labels), number(tie.areas, 0, lang)
    german = f"{classes} Klassen, weil {areas} Gebiete denselben Wert {value} haben."
    return pick((german, f"{classes} classes, because {areas} areas share the value {value}."), lang)


def state_of(atlas: Atlas, name: str, year: int, level: Level, period: str | None) -> MapValues:
    """The values of one period, once for all who ask."""
    return atlas.once(
        ("map state", name, year, level, period), lambda: map_values.state(atlas, name, year, level, period)
    )
