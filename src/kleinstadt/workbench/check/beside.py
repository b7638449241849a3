"""The edition's values beside a question. They never set a level and never suggest one."""

from collections.abc import Sequence
from dataclasses import dataclass

from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.profile import Figure, profile
from kleinstadt.edition.edition import Level
from kleinstadt.words import categories
from kleinstadt.words.language import LANGUAGES, Text
from kleinstadt.words.numbers import number


@dataclass(frozen=True)
class Value:
    """A figure as it stood beside a question when it was answered.

    indicator : its id; value, group : as computed (own value, its group by the indicator's rule), None where missing
    text, group_text : as printed, "" where there is none; why : why there is no value, or that it is modelled
    period, source, edition : of when, whose, from which edition (fingerprint)
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
    """The newest values of an area for these indicators, in their order, each once; one without a value says why.

    Raises UnknownNameError if the newest borders have no such area.
    """
    if not indicators:
        return []
    themes = profile(atlas, level, key, atlas.newest).themes
    found = {one.indicator.id: one for figures in themes.values() for one in figures}
    return [_value(found[name], atlas.fingerprint) for name in dict.fromkeys(indicators) if name in found]


def _value(one: Figure, edition: str) -> Value:
    digits, known = one.indicator.decimals, one.value is not None
    unit = {lang: f" {one.indicator.unit_beside(lang)}".rstrip() for lang in LANGUAGES}
    own = Text(*(number(one.value, digits, lang) + unit[lang] if known else "" for lang in LANGUAGES))
    if one.value == 0 and one.indicator.id.startswith("minutes_to_"):
        own = Text("im eigenen Ort", "in the town itself")  # a central place has no way to itself
    group = Text(*(number(one.group, digits, lang) if one.group is not None else "" for lang in LANGUAGES))
    told = one.status != "measured"
    why = Text(*(categories.status(one.status, lang) if told else "" for lang in LANGUAGES))
    origin = one.origins[0] if one.origins else None
    source = Text(*(origin.source.attribution_in(lang) if origin else "" for lang in LANGUAGES))
    label = Text(*(one.indicator.label(lang) for lang in LANGUAGES))
    return Value(one.indicator.id, label, one.value, own, group, why, one.vintage or "", source, edition)
