"""A map as a whole: its layers, which areas it shows, where that is."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.map_values import MapValues, change_of
from kleinstadt.compare.whereabouts import in_kreis, in_land
from kleinstadt.edition.edition import Level
from kleinstadt.indicators.aggregation import NO_VALUE, GroupValue
from kleinstadt.indicators.model import Count
from kleinstadt.keys import LAENDER
from kleinstadt.memory import KEPT_ELSEWHERE
from kleinstadt.report.drawing.map_basket import Marked
from kleinstadt.report.drawing.map_colours import alike_in_grey
from kleinstadt.report.drawing.map_layers import UNINHABITED, Layer
from kleinstadt.territory.names import short
from kleinstadt.words.language import Lang, pick

Mask = NDArray[np.bool_]
Way = Literal["state", "change", "years", "pair"]

FEW: Final = 30  # areas up to which each is named with its value


@dataclass(frozen=True)
class Scene:
    """What is drawn.

    Attributes
    ----------
    atlas : Atlas
        Columns of an edition.
    areas : Areas
        All areas of the level.
    way : {"state", "change", "years", "pair"}
        One year, a change, two years and their difference, two figures in one map.
    layers : tuple of Layer
        One a map; of "years" the older, the newer and the difference.
    shown : array of bool, one entry an area
        Which pass the filters; uninhabited ones only where no filter asks for people.
    land, kreis : str
        Keys of the place that is shown; both empty for all of Germany.
    filters : tuple of str
        The other filters in words.
    across : bool
        Whether a change lies across a census, which whoever asked insisted on.
    basket : tuple of Marked
        The places to compare, which are outlined and named.
    grey : bool
        Whether classes that grey would not tell apart are hatched.
    """

    atlas: Atlas = field(metadata=KEPT_ELSEWHERE, repr=False)
    areas: Areas = field(metadata=KEPT_ELSEWHERE, repr=False)
    way: Way
    layers: tuple[Layer, ...]
    shown: Mask
    land: str = ""
    kreis: str = ""
    filters: tuple[str, ...] = ()
    across: bool = False
    basket: tuple[Marked, ...] = ()
    grey: bool = False

    def hatched(self, layer: Layer) -> frozenset[int]:
        """The classes of a layer that bear a hatch, so that a print in grey tells them apart.

        Parameters
        ----------
        layer : Layer
            One of its maps.

        Returns
        -------
        frozenset of int
            Places in Layer.labels; empty unless `grey`.
        """
        return alike_in_grey(layer.colours.light) if self.grey else frozenset()

    @property
    def year(self) -> int:
        """The year of the borders."""
        return self.areas.year

    @property
    def level(self) -> Level:
        """The level of the areas."""
        return self.areas.level

    @cached_property
    def inhabited(self) -> Mask:
        """The areas with people that are shown: those that are counted."""
        found: Mask = self.shown & self.areas.inhabited
        return found

    @property
    def few(self) -> bool:
        """Whether so few areas are shown that each bears its name and value."""
        return bool(self.kreis or self.land) and 0 < int(self.inhabited.sum()) < FEW

    @property
    def only_towns(self) -> bool:
        """Whether no Verband of several municipalities is among what is shown."""
        members = self.areas.frame["members"].to_numpy() if "members" in self.areas.frame.columns else np.ones(1)
        return self.level == "gemeinde" or bool((members[self.inhabited] == 1).all())

    def counts(self, layer: Layer) -> list[int]:
        """How many of the shown areas each class has, from the lowest.

        Parameters
        ----------
        layer : Layer
            One of its maps.

        Returns
        -------
        list of int
            One entry a class; areas without people are in none.
        """
        places = layer.places[self.inhabited]
        return [int((places == place).sum()) for place in range(len(layer.labels))]

    def missing(self, layer: Layer) -> int:
        """How many of the shown areas have people but no value.

        Parameters
        ----------
        layer : Layer
            One of its maps.

        Returns
        -------
        int
            Areas.
        """
        return int((layer.places[self.inhabited] == -1).sum())

    def uninhabited(self) -> int:
        """How many of the shown areas have no people.

        Returns
        -------
        int
            Areas.
        """
        return int((self.layers[0].places[self.shown] == UNINHABITED).sum())

    def _kreis_name(self) -> str:
        """The name of the Kreis that is shown."""
        rows = np.flatnonzero(self.areas.codes["kreis"] == self.kreis)
        return short(str(self.areas.frame["kreis_name"][int(rows[0])])) if len(rows) else ""

    def place(self, lang: Lang) -> str:
        """The name of the place that is shown: "Siegen-Wittgenstein", "Hessen", "Deutschland"."""
        if self.kreis:
            return self._kreis_name()
        return LAENDER.get(self.land) or pick(("Deutschland", "Germany"), lang)

    def inside(self, lang: Lang) -> str:
        """The place as where something is: "im Kreis Siegen-Wittgenstein", "in Hessen"."""
        if self.kreis:
            alone = int((self.areas.codes["kreis"] == self.kreis).sum()) == 1  # a town that is its own Kreis
            return f"in {self._kreis_name()}" if alone else in_kreis(self._kreis_name(), lang)
        return in_land(self.place(lang), lang)

    def around(self, layer: Layer, lang: Lang) -> list[tuple[str, str]]:
        """What the larger areas have, the nearest first: names and values of Kreis, Land and Germany, in words.

        Parameters
        ----------
        layer : Layer
            One of its maps.
        lang : {"de", "en"}
            Language.

        Returns
        -------
        list of (str, str)
            Without those that have no value; empty for named classes and two figures.
        """
        found = layer.of
        if found is None or layer.second is not None:
            return []
        groups = [("kreis", self.kreis, self._kreis_name()), ("land", self.land, LAENDER.get(self.land, ""))]
        said = []
        for column, key, name in groups:
            mask = self.areas.mask(column, key)
            value = self._value_of(layer, found, mask) if key else NO_VALUE
            if value.value is not None:
                said.append((name, layer.valued(value.value, lang) + value.covered(lang)))
        if found.germany is not None:
            covered = self._value_of(layer, found, self.areas.everywhere).covered(lang)
            said.append((pick(("Deutschland", "Germany"), lang), layer.valued(found.germany, lang) + covered))
        return said

    def _value_of(self, layer: Layer, found: MapValues, mask: Mask) -> GroupValue:
        """The value of a group by the figure's own rule; none for counts. Of a change no coverage is known."""
        if found.sort == "change":
            start, end = found.periods
            change = change_of(self.atlas, layer.id, self.year, self.level, mask, (start, end))
            return NO_VALUE._replace(value=change)
        period = found.periods[0] if len(found.periods) == 1 and "/" not in found.periods[0] else None
        column = self.atlas.column(layer.id, self.year, self.level, period)
        return NO_VALUE if isinstance(column.indicator, Count) else column.group(mask)
