"""The view of the map as it stands in the address: what is shown, in which classes, filtered by what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import urlencode

import numpy as np
from numpy.typing import NDArray

from kleinstadt import keys
from kleinstadt.compare.borders import years_with_borders
from kleinstadt.compare.columns import Areas, Atlas
from kleinstadt.edition.edition import Level
from kleinstadt.report.drawing.map_layers import (
    FEWEST,
    METHODS,
    MOST,
    Layer,
    Method,
    layer,
    printed_thresholds,
    typologies,
)
from kleinstadt.territory.areas import SIZE_BREAKS, SIZES
from kleinstadt.web.serving.problems import NotFoundError
from kleinstadt.words import categories as words
from kleinstadt.words.labels import KLEINSTAEDTE, LAGEN, SMALL_TOWNS, TYPES
from kleinstadt.words.language import Lang, pick

DEFAULT: Final = "type"
LEVELS: Final = ("verband", "gemeinde")
SMALL: Final = "kleinstadt"  # both kinds of small towns


@dataclass(frozen=True)
class View:
    """A map as an address says it."""

    indicator: str
    period: str | None
    year: int
    level: Level
    method: Method
    count: int
    filters: Mapping[str, str]
    second: str | None = None
    second_period: str | None = None

    def query(self, **changes: str) -> str:
        """The address's query of this view, with changes."""
        values = {
            "i": self.indicator,
            "stand": self.period or "",
            "jahr": str(self.year),
            "ebene": self.level,
            "klassen": self.method,
            "n": str(self.count),
            **self.filters,
            "i2": self.second or "",
            "stand2": self.second_period or "",
            **changes,
        }
        return urlencode({name: value for name, value in values.items() if value})


def view_of(atlas: Atlas, query: Mapping[str, str]) -> View:
    """The view that an address's query means; raises NotFoundError for what is not there."""
    years = years_with_borders(atlas)
    year = int(choice(query, "jahr", [str(year) for year in years], str(years[-1])))
    known = [*typologies(atlas, year), *atlas.indicators]
    indicator = choice(query, "i", known, DEFAULT)
    second = choice(query, "i2", ["", *known], "") or None
    method = choice(query, "klassen", METHODS, "thresholds" if indicator in printed_thresholds() else "quantiles")
    return View(
        indicator=indicator,
        period=_period(atlas, query, "stand", indicator),
        year=year,
        level=cast("Level", choice(query, "ebene", LEVELS, "verband")),
        method=cast("Method", method),
        count=int(choice(query, "n", [str(n) for n in range(FEWEST, MOST + 1)], str(MOST))),
        filters=filters_of(query),
        second=second,
        second_period=_period(atlas, query, "stand2", second) if second else None,
    )


def filters_of(query: Mapping[str, str]) -> dict[str, str]:
    """The filters of an address's query; empty text for those that are not set."""
    return {
        "typ": choice(query, "typ", ["", SMALL, *TYPES], ""),
        "lage": choice(query, "lage", ["", *LAGEN], ""),
        "land": choice(query, "land", ["", *keys.LAENDER], ""),
        "groesse": choice(query, "groesse", ["", *map(str, range(len(SIZE_BREAKS) + 1))], ""),
    }


def _period(atlas: Atlas, query: Mapping[str, str], name: str, indicator: str) -> str | None:
    periods = atlas.edition.periods(indicator) if indicator in atlas.indicators else []
    return (choice(query, name, ["", *periods], "") if periods else "") or None


def choice(query: Mapping[str, str], name: str, known: Sequence[str], default: str) -> str:
    """The value of a field, if it is one of the known; raises NotFoundError listing them."""
    value = query.get(name) or default
    if value not in known:
        listed = ", ".join(choice for choice in known if choice)
        german = f"„{name}={value[:40]}“ gibt es nicht. Möglich: {listed}."
        raise NotFoundError(german, f"There is no '{name}={value[:40]}'. There are: {listed}.")
    return value


def layer_of(atlas: Atlas, view: View, lang: Lang, *, second: bool = False) -> Layer:
    """The first or the second map of a view."""
    name, period = (view.second, view.second_period) if second and view.second else (view.indicator, view.period)
    return layer(atlas, name, view.year, view.level, period=period, method=view.method, count=view.count, lang=lang)


def filter_words(wanted: Mapping[str, str], lang: Lang) -> list[str]:
    """The filters that are set, in words: "Kleinstädte", "Hessen"."""
    said = []
    if wanted["typ"]:
        said.append(pick(KLEINSTAEDTE, lang) if wanted["typ"] == SMALL else words.types(wanted["typ"], lang))
    if wanted["lage"]:
        said.append(words.lage(wanted["lage"], lang))
    if wanted["land"]:
        said.append(keys.LAENDER[wanted["land"]])
    if wanted["groesse"]:
        people = pick(("Einwohner", "inhabitants"), lang)
        said.append(f"{words.size(SIZES[int(wanted['groesse'])], lang)} {people}")
    return said


def chosen(areas: Areas, wanted: Mapping[str, str]) -> NDArray[np.bool_]:
    """The areas that pass the filters."""
    mask: NDArray[np.bool_] = areas.population >= 0
    if wanted["typ"] == SMALL:
        mask &= np.isin(areas.codes["type"], SMALL_TOWNS)
    elif wanted["typ"]:
        mask &= areas.codes["type"] == wanted["typ"]
    for field in ("lage", "land"):
        if wanted[field]:
            mask &= areas.codes[field] == wanted[field]
    if wanted["groesse"]:
        sizes = np.searchsorted(SIZE_BREAKS, areas.population, side="right")
        mask &= sizes == int(wanted["groesse"])
    return mask
