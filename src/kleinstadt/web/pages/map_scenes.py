"""What a view of the map is drawn from: the layers, and which two years a change is told of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kleinstadt.compare import map_values
from kleinstadt.compare.changes import comparable, nearest_pair, on_basis_of, rests_on_people
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.map_classes import Classing
from kleinstadt.compare.map_values import MapValues
from kleinstadt.report.drawing.classes import PRINTED
from kleinstadt.report.drawing.map_basket import marked
from kleinstadt.report.drawing.map_kinds import kind_layer
from kleinstadt.report.drawing.map_layers import Layer, change_layer, state_layer, state_of
from kleinstadt.report.drawing.map_pair import pair_layer
from kleinstadt.report.drawing.map_scene import Mask, Scene, Way
from kleinstadt.web.pages.map_view import View, chosen, filter_words
from kleinstadt.words import dates
from kleinstadt.words.language import Lang, pick

WAYS: Final[dict[str, Way]] = {"stand": "state", "veraenderung": "change", "jahre": "years"}


@dataclass(frozen=True)
class Span:
    """Two years of a figure.

    Attributes
    ----------
    start, end : str
        The two periods, the earlier first.
    across : bool
        Whether a census lies between them.
    refused : tuple of (str, str) or None
        The two that were asked for and are not shown.
    offers : tuple of tuple of (str, str)
        What the page offers instead of those.
    """

    start: str
    end: str
    across: bool = False
    refused: tuple[str, str] | None = None
    offers: tuple[tuple[str, str], ...] = ()


def span_of(atlas: Atlas, view: View) -> Span | None:
    """The years that a change is told of: those asked for, unless a census lies between.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    view : View
        What is asked for.

    Returns
    -------
    Span or None
        None for a map of one year, and where no two years stand on one basis.
    """
    if view.way == "stand":
        return None
    indicator, periods = atlas.indicators[view.indicator], atlas.edition.periods(view.indicator)
    start, end = view.start, view.period
    if start and end:
        start, end = sorted((start, end))
    if start == end:
        start = None
    if start and end and comparable(indicator, start, end):
        return Span(start, end)
    if start and end and view.insisted:
        return Span(start, end, across=True)
    nearest = nearest_pair(indicator, periods, start, end)
    if nearest is None:
        return None
    if not (start and end):
        return Span(*nearest)
    offers = dict.fromkeys(filter(None, (nearest, on_basis_of(indicator, periods, start))))
    return Span(*nearest, refused=(start, end), offers=tuple(offers))


def scene_of(atlas: Atlas, view: View, lang: Lang) -> Scene:
    """The map that a view means.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    view : View
        What is asked for.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    Scene
        With a layer for each map.
    """
    areas = atlas.areas(view.year, view.level)
    shown = chosen(areas, view.filters)
    span = span_of(atlas, view)
    way: Way = WAYS[view.way] if span else "pair" if view.together else "state"
    others = dict(view.filters) | {"land": ""}
    return Scene(
        atlas,
        areas,
        way,
        tuple(_layers(atlas, view, span, shown, lang)),
        shown,
        view.filters["land"],
        view.filters["kreis"],
        tuple(filter_words(others, lang)),
        across=bool(span and span.across),
        grey=view.grey,
        basket=marked(atlas, view.places, view.year, view.level),
    )


def _layers(atlas: Atlas, view: View, span: Span | None, shown: Mask, lang: Lang) -> list[Layer]:
    if span is not None:
        found = atlas.once(
            ("map change", view.indicator, view.year, view.level, span.start, span.end),
            lambda: map_values.change(atlas, view.indicator, view.year, view.level, span.start, span.end),
        )
        change = change_layer(atlas, found, view.year, view.level, lang)
        if view.way == "veraenderung":
            return [change]
        years = [_state(atlas, view, view.indicator, period, shown, lang) for period in (span.start, span.end)]
        return [*years, change]
    if view.together and view.second:
        both = [
            state_of(atlas, name, view.year, view.level, period)
            for name, period in ((view.indicator, view.period), (view.second, view.second_period))
        ]
        return [pair_layer(atlas, both[0], both[1], view.year, view.level, lang)]
    found_layers = [_state(atlas, view, view.indicator, view.period, shown, lang)]
    if view.second:
        found_layers.append(_state(atlas, view, view.second, view.second_period, shown, lang))
    return found_layers


def _state(atlas: Atlas, view: View, name: str, period: str | None, shown: Mask, lang: Lang) -> Layer:
    """The map of a figure or of named classes in one year."""
    if name not in atlas.indicators:
        return kind_layer(atlas, name, view.year, view.level, lang)
    found = state_of(atlas, name, view.year, view.level, period)
    return state_layer(atlas, found, _classing(atlas, view, name, found, shown), view.year, view.level, lang)


def _classing(atlas: Atlas, view: View, name: str, found: MapValues, shown: Mask) -> Classing:
    """The classes a view wants; printed ones where there are none serve as fixed ones."""
    if view.method == "thresholds" and name in PRINTED:
        return Classing(PRINTED[name])
    if view.method == "auswahl":
        return map_values.fixed_classes(atlas, name, view.level, shown, view.year)
    return found.classing


def _other_source(said: Sequence[str], lang: Lang) -> str:
    start, end, first, last = said
    german = (
        f"Zwischen {start} und {end} wechselt die Quelle, und die neue zählt anders. Der Unterschied wäre zum Teil"
        f" einer der Zählung. Gezeigt ist {first}–{last}."
    )
    english = (
        f"Between {start} and {end} the source changes, and counts otherwise. Part of the difference would be one of"
        f" the count. Shown is {first}–{last}."
    )
    return pick((german, english), lang)


def refusal(atlas: Atlas, view: View, span: Span | None, lang: Lang) -> str:
    """Why other years are shown than those asked for; empty if they are not.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    view : View
        What is asked for.
    span : Span or None
        What `span_of` gave for it.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        A sentence or several.
    """
    if view.way != "stand" and span is None:
        german = "Von dieser Zahl gibt es nicht zwei Jahre auf einer Grundlage; gezeigt ist ein Stand."
        return pick((german, "There are no two years of this figure on one basis; one year is shown."), lang)
    if span is None or span.refused is None:
        return ""
    (start, end), (first, last) = span.refused, (span.start, span.end)
    if not rests_on_people(atlas.indicators[view.indicator]):
        return _other_source([dates.period(period, lang) for period in (start, end, first, last)], lang)
    said = [dates.period(period, lang) for period in (start, end, first, last)]
    german = (
        f"Zwischen {said[0]} und {said[1]} liegt eine neue Zählung (Zensus 2011 oder 2022). Der Unterschied wäre zum "
        f"Teil einer der Zählung, nicht der Menschen. Gezeigt ist {said[2]}–{said[3]}."
    )
    english = (
        f"A new census (2011 or 2022) lies between {said[0]} and {said[1]}. Part of the difference would be one of the "
        f"count, not of people. Shown is {said[2]}–{said[3]}."
    )
    return pick((german, english), lang)
