"""The edition's values beside a question. They never set a level and never suggest one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isnan

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.groups import Group, group_of
from kleinstadt.edition.edition import Level
from kleinstadt.errors import UnknownNameError
from kleinstadt.indicators.catalogue import INDICATORS
from kleinstadt.words import categories
from kleinstadt.words.language import LANGUAGES, Lang, Text
from kleinstadt.words.numbers import number


@dataclass(frozen=True)
class Value:
    """A figure as it stood beside a question when it was answered.

    Attributes
    ----------
    indicator : str
        Id of the indicator.
    label : Text
        What it is called.
    value : float or None
        As computed, in the indicator's unit; None where missing.
    text, group_text : Text
        Own value and that of the group as printed; "" where there is none.
    why : Text
        Why there is no value, or that it is modelled.
    period : str
        Of when.
    source : Text
        From whom.
    edition : str
        Fingerprint of the edition.
    """

    indicator: str
    label: Text
    value: float | None
    text: Text
    group_text: Text
    why: Text
    period: str
    source: Text
    edition: str


def values_beside(atlas: Atlas, level: Level, key: str, indicators: Sequence[str]) -> list[Value]:
    """The newest values of an area for some indicators; one without a value says why.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    level : Level
        Level of the area.
    key : str
        Key of the area.
    indicators : sequence of str
        Ids of indicators.

    Returns
    -------
    list of Value
        In their order, each once.

    Raises
    ------
    UnknownNameError
        If the newest borders have no such area.
    """
    areas = atlas.areas(atlas.newest, level)
    group = group_of(atlas, areas, key)
    return [_value(atlas, areas, areas.row[key], group, name) for name in dict.fromkeys(indicators)]


def _value(atlas: Atlas, areas: Areas, row: int, group: Group, name: str) -> Value:
    try:
        column = atlas.column(name, areas.year, areas.level)
    except UnknownNameError:
        return _absent(atlas, name)
    value, status, digits = float(column.values[row]), column.status[row], column.indicator.decimals
    unit = {lang: f" {column.indicator.unit_beside(lang)}".rstrip() for lang in LANGUAGES}
    own = _each(lambda lang: "" if isnan(value) else number(value, digits, lang) + unit[lang])
    if value == 0 and name.startswith("minutes_to_"):
        own = Text("im eigenen Ort", "in the town itself")  # a central place has no way to itself
    of_group = column.group_value(group.mask)
    beside = _each(lambda lang: "" if of_group is None else number(of_group, digits, lang))
    why = _each(lambda lang: "" if status == "measured" else categories.status(status, lang))
    origins = atlas.origins(name, areas.year)
    source = _each(lambda lang: origins[0].source.attribution_in(lang) if origins else "")
    known = None if isnan(value) else value
    period = column.vintage[row] or ""
    label = _each(column.indicator.label)
    return Value(name, label, known, own, beside, why, period, source, atlas.fingerprint)


def _absent(atlas: Atlas, name: str) -> Value:
    """An indicator that the edition does not have for areas of this kind."""
    none = Text("", "")
    why = Text("gibt es für diese Ebene nicht", "not there at this level")
    return Value(name, _each(INDICATORS[name].label), None, none, none, why, "", none, atlas.fingerprint)


def _each(say: Callable[[Lang], str]) -> Text:
    return Text(*(say(lang) for lang in LANGUAGES))
