"""What a map shows, ready to be painted: values and classes of all areas, with their words and colours."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.compare import map_values
from kleinstadt.compare.changes import in_percent
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.map_classes import Classing
from kleinstadt.compare.map_values import MapValues
from kleinstadt.compare.values import Origin
from kleinstadt.edition.edition import Level
from kleinstadt.indicators.aggregation import AS_GOOD_AS_ALL, GroupValue
from kleinstadt.indicators.model import Count
from kleinstadt.report.drawing import map_colours
from kleinstadt.report.drawing.map_class_words import change_words, circle_words, class_words, decimals_of
from kleinstadt.report.drawing.map_colours import Colours
from kleinstadt.territory.coding import Floats
from kleinstadt.words import dates
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import measured, number

Places = NDArray[np.intp]

MISSING: Final = -1
UNINHABITED: Final = -2


@dataclass(frozen=True)
class Layer:
    """One map: the class of each area in the order of Atlas.areas, and how classes are said and painted.

    Attributes
    ----------
    id : str
        Id of the indicator, or of a kind (`map_kinds.kinds`); of two figures "a+b".
    label, title : str
        Its name, and the heading of the legend.
    unit : str
        What stands behind a value; empty for none.
    digits : int
        Decimals of its values.
    periods : tuple of str
        Of the values, in words.
    labels : list of str
        The classes in words, from the lowest.
    colours : Colours
        One a class.
    values : array of float, one entry an area
        In the unit; NaN where missing. Of named classes the place in `labels`.
    places : array of int, one entry an area
        MISSING, UNINHABITED, or the class.
    source : str
        Whom to name.
    signed : bool
        Whether values carry their sign.
    circles : bool
        Whether values are drawn as circles.
    named : bool
        Whether the classes are named ones, without numbers.
    numbered : bool
        Whether areas bear the number of their class on the live map.
    notes : tuple of str
        Sentences below the legend.
    of : MapValues or None
        What it was made from; None for named classes.
    classing : Classing or None
        Limits of its classes; None for named ones and for two figures.
    second : Layer or None
        Of a map of two figures, the second one.
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
        """The value of an area in words: "+3,5 %", "754 je 1.000 Einwohner (für 2 %)", "liegt nicht vor".

        Parameters
        ----------
        row : int
            The area's row in Atlas.areas.
        lang : {"de", "en"}
            Language.

        Returns
        -------
        str
            Of a map of two figures both, parted by a semicolon.
        """
        if self.places[row] == UNINHABITED:
            return pick(("unbewohnt", "uninhabited"), lang)
        if np.isnan(self.values[row]):
            return pick(("liegt nicht vor", "not available"), lang)
        if self.named:
            return self.labels[int(self.values[row])]
        shown = self.valued(float(self.values[row]), lang) + self.covered(row, lang)
        return shown if self.second is None else f"{shown}; {self.second.shown_value(row, lang)}"

    def covered(self, row: int, lang: Lang) -> str:
        """For how many of an area's people its value is known; empty for (nearly) all, and where it has none.

        Parameters
        ----------
        row : int
            The area's row in Atlas.areas.
        lang : {"de", "en"}
            Language.

        Returns
        -------
        str
            As GroupValue.covered says it: " (für 2 %)".
        """
        people = self.of.covered if self.of is not None and not self.named else None
        if people is None or np.isnan(self.values[row]) or np.isnan(people[row]):
            return ""
        return GroupValue(float(self.values[row]), "partial", float(people[row]), None).covered(lang)

    def valued(self, value: float, lang: Lang) -> str:
        """A value with its unit and, of changes, its sign.

        Parameters
        ----------
        value : float
            In the layer's unit.
        lang : {"de", "en"}
            Language.

        Returns
        -------
        str
            With a space that does not break.
        """
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

    @property
    def partial(self) -> NDArray[np.intp]:
        """The areas whose value is known for a part of their people only, so that it is said."""
        people = self.of.covered if self.of is not None and not self.named else None
        if people is None:
            return np.empty(0, dtype=np.intp)
        return np.flatnonzero((people < AS_GOOD_AS_ALL) & (self.places >= 0))

    def band(self, lang: Lang) -> str:
        """From how much on a change counts as one: "1 %"."""
        limit = next(limit for limit in self.classing.limits if limit > 0) if self.classing else 0.0
        return measured(number(limit, decimals_of(limit), lang), self.unit, lang, "\N{NO-BREAK SPACE}")


def places_of(places: Places, inhabited: NDArray[np.bool_]) -> Places:
    """Classes, with areas without people in none.

    Parameters
    ----------
    places : array of int, one entry an area
        Class, or MISSING.
    inhabited : array of bool, one entry an area
        Which areas have people.

    Returns
    -------
    array of int, one entry an area
        UNINHABITED where there are none.
    """
    return np.where(inhabited, places, UNINHABITED)


def state_layer(atlas: Atlas, found: MapValues, classing: Classing, year: int, level: Level, lang: Lang) -> Layer:
    """The map of a figure in one year: areas in classes, counts as circles.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    found : MapValues
        The values of one year.
    classing : Classing
        The classes wanted, those of `found` or of what is shown.
    year : int
        Year of the borders.
    level : Level
        Level of the areas.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    Layer
        Of circles for a Count.
    """
    areas, indicator = atlas.areas(year, level), found.indicator
    circles, middle = isinstance(indicator, Count), classing.middle is not None
    colours = map_colours.CHANGE if middle else map_colours.of_theme(indicator.theme)
    values = np.where(areas.inhabited, found.values, np.nan)
    places = classing.places(values) if classing.limits else np.where(np.isnan(values), MISSING, 0)
    if circles:
        places = np.where(np.isnan(values), MISSING, (values >= 0) if middle else 0)
        colours = _pick(colours, *((1, 5) if middle else (3,)))
    labels = circle_words(lang, two=middle) if circles else class_words(classing, indicator.decimals, lang)
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
    """The map of a change between two years.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    found : MapValues
        The change.
    year : int
        Year of the borders.
    level : Level
        Level of the areas.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    Layer
        Of seven classes around "almost unchanged", with signs.
    """
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
        labels=change_words(classing, unit, lang),
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


def state_of(atlas: Atlas, name: str, year: int, level: Level, period: str | None) -> MapValues:
    """The values of one period, once for all who ask.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    name : str
        Id of the indicator.
    year : int
        Year of the borders.
    level : Level
        Level of the areas.
    period : str or None
        Exactly this period; None for the vintage nearest to the year.

    Returns
    -------
    MapValues
        With the classes that hold for all years.

    Raises
    ------
    UnknownNameError
        For what is not there, and where no area of the level has a value.
    """
    return atlas.once(
        ("map state", name, year, level, period), lambda: map_values.state(atlas, name, year, level, period)
    )
