"""What stands over a map: a finding where a rule allows one, how many of how many, and what both years rest on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kleinstadt.compare.changes import rests_on_people
from kleinstadt.compare.trends import census_of
from kleinstadt.edition.edition import Level
from kleinstadt.report.drawing.map_layers import Layer, model_word
from kleinstadt.report.drawing.map_scene import FEW, Scene
from kleinstadt.words import dates
from kleinstadt.words.categories import Pair
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

NEARLY_ALL: Final = 0.9
STEADY_CLASS: Final = 3  # of seven

# Figures as the subject of a sentence; those that grow do not merely rise.
SUBJECTS: Final[dict[str, Pair]] = {
    "population": ("die Einwohnerzahl", "the population"),
    "density": ("die Bevölkerungsdichte", "population density"),
    "settlement_density": ("die Siedlungsdichte", "settlement density"),
    "employees_workplace": ("die Zahl der Beschäftigten", "the number of jobs"),
    "working_age_population": ("die Zahl der Menschen im Erwerbsalter", "the working-age population"),
    "working_age_share": ("der Anteil im Erwerbsalter", "the working-age share"),
    "unemployed": ("die Zahl der Arbeitslosen", "the number of unemployed"),
    "unemployed_share": ("die Arbeitslosigkeit", "unemployment"),
    "jobs_per_100_working_age": ("die Arbeitsplatzdichte", "job density"),
    "commuters_in_pct": ("der Anteil der Einpendelnden", "the share of in-commuters"),
    "commuters_out_pct": ("der Anteil der Auspendelnden", "the share of out-commuters"),
    "employment_rate_pct": ("die Beschäftigungsquote", "the employment rate"),
    "broadband_all_50_pct": ("die Versorgung mit 50 Mbit/s", "coverage with 50 Mbit/s"),
    "broadband_all_100_pct": ("die Versorgung mit 100 Mbit/s", "coverage with 100 Mbit/s"),
    "broadband_all_1000_pct": ("die Versorgung mit 1.000 Mbit/s", "coverage with 1,000 Mbit/s"),
    "income_tax_eur_per_head": ("die Einkommensteuer je Kopf", "income tax per head"),
    "trade_tax_eur_per_head": ("die Gewerbesteuer je Kopf", "trade tax per head"),
    "tax_strength_eur_per_head": ("die Steuerkraft je Kopf", "tax strength per head"),
    "gdp_thousand_eur_per_head": ("das Bruttoinlandsprodukt je Kopf", "GDP per head"),
    "multi_family_houses_pct": ("der Anteil der Mehrfamilienhäuser", "the share of multi-family houses"),
    "settlement_traffic_share": ("die Siedlungs- und Verkehrsfläche", "settlement and traffic land"),
    "gps_per_10000": ("die Hausarztdichte", "the density of GPs"),
}
GROWING: Final = frozenset({"population", "employees_workplace", "working_age_population"})
NUMBER_WORDS: Final = (
    ("keiner", "none"),
    ("einer", "one"),
    ("zwei", "two"),
    ("drei", "three"),
    ("vier", "four"),
    ("fünf", "five"),
    ("sechs", "six"),
    ("sieben", "seven"),
    ("acht", "eight"),
    ("neun", "nine"),
    ("zehn", "ten"),
    ("elf", "eleven"),
    ("zwölf", "twelve"),
)


@dataclass(frozen=True)
class Headline:
    """A title of at most a line, and up to three sentences under it.

    Attributes
    ----------
    title : str
        Plain text.
    lines : tuple of str
        Plain text.
    """

    title: str
    lines: tuple[str, ...]


def headline(scene: Scene, lang: Lang) -> Headline:
    """The title of a map, and what is said under it: why places are outlined, too.

    Parameters
    ----------
    scene : Scene
        What the map shows.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    Headline
        Of the last map.
    """
    found = _headline(scene, lang)
    if not scene.basket:
        return found
    names = ", ".join(one.name for one in scene.basket)
    said = f"Umrandet sind die Orte des Vergleichs: {names}.", f"The places being compared are outlined: {names}."
    return replace(found, lines=(*found.lines, pick(said, lang)))


def _headline(scene: Scene, lang: Lang) -> Headline:
    layer = scene.layers[-1]
    if scene.way == "change":
        return Headline(_change_title(scene, layer, lang), _change_lines(scene, layer, lang))
    if scene.way == "years":
        then, now = (of.periods[-1] for of in scene.layers[:2])
        german = f"{layer.label}, {then} und {now}: dieselben Klassen"
        title = pick((german, f"{layer.label}, {then} and {now}: the same classes"), lang)
        if scene.layers[0].circles:
            title = pick((f"{layer.label}, {then} und {now}", f"{layer.label}, {then} and {now}"), lang)
        return Headline(_placed(title, scene, lang), _change_lines(scene, layer, lang))
    if scene.way == "pair" and layer.second is not None:
        title = f"{layer.label} {pick(('und', 'and'), lang)} {layer.second.label}"
        return Headline(_placed(title, scene, lang), _state_lines(scene, layer, lang))
    first = scene.layers[0]
    when = "–".join(dates.period(period.partition(dates.BOTH)[0], lang) for period in _periods(first))
    title = f"{first.label}{model_word(lang) if first.of and first.of.modelled else ''} {scene.inside(lang)}, {when}"
    return Headline(title, _state_lines(scene, first, lang))


def _placed(title: str, scene: Scene, lang: Lang) -> str:
    return f"{title} ({scene.place(lang)})" if scene.land or scene.kreis else title


def _change_title(scene: Scene, layer: Layer, lang: Lang) -> str:
    start, end = layer.periods
    if scene.across:
        counts = (f"Unterschied der Zählungen {start} und {end}", f"Difference of the counts of {start} and {end}")
        return _placed(f"{pick(counts, lang)}: {layer.label}", scene, lang)
    if layer.id not in SUBJECTS:
        return f"{layer.title} {scene.inside(lang)}" if scene.land or scene.kreis else layer.title
    up, down, of = _directions(scene, layer)
    subject = pick(SUBJECTS[layer.id], lang)
    grows = up >= down
    if of < FEW and max(up, down) * 2 > of:
        share = f"{_in_words(max(up, down), lang)} {pick(('von', 'of'), lang)} {_in_words(of, lang)}"
        if 1 < of == max(up, down):
            both = pick(("beiden", "both"), lang)
            share = both if of == 2 else f"{pick(('allen', 'all'), lang)} {_in_words(of, lang)}"
        where = f"In {share} {_units(scene, of, lang)}"
        if _up_to_now(scene, layer):
            now = pick(_NOW[grows][layer.id in GROWING], lang)
            return pick((f"{where} {now} {subject}", f"{where} {subject} {now}"), lang)
        then = f"{subject} {_when(scene, layer, lang)} {_then(scene, layer, lang, up=grows)}"
        return pick((f"{where} ist {then}", f"{where} {subject} {_then(scene, layer, lang, up=grows)}"), lang)
    place = f" {scene.inside(lang)}" if scene.land or scene.kreis else ""
    when, done = _when(scene, layer, lang), _then(scene, layer, lang, up=grows)
    if of and max(up, down) > NEARLY_ALL * of:
        whole = f"{subject[0].upper()}{subject[1:]}"
        german = f"{whole} ist{place} {when} fast überall {done}"
        return pick((german, f"{whole}{place} {done} nearly everywhere {when}"), lang)
    done = _then(scene, layer, lang, up=True)
    if _up_to_now(scene, layer):
        german = f"Wo {subject}{place} {when} {pick(_NOW[True][layer.id in GROWING], lang)}"
    else:
        german = f"Wo {subject}{place} {when} {done} ist"
    return pick((german, f"Where {subject}{place} {done} {when}"), lang)


_NOW: Final = {
    True: {True: ("wächst", "is growing"), False: ("steigt", "is rising")},
    False: {True: ("sinkt", "is falling"), False: ("sinkt", "is falling")},
}
_SINCE: Final = {
    True: {True: ("gewachsen", "has grown"), False: ("gestiegen", "has risen")},
    False: {True: ("gesunken", "has fallen"), False: ("gesunken", "has fallen")},
}
_ONCE: Final = {True: {True: "grew", False: "rose"}, False: {True: "fell", False: "fell"}}


def _up_to_now(scene: Scene, layer: Layer) -> bool:
    """Whether a change ends with the newest figure."""
    return layer.of is not None and layer.of.periods[1] == scene.atlas.edition.periods(layer.id)[-1]


def _when(scene: Scene, layer: Layer, lang: Lang) -> str:
    """ "seit 2013" up to the newest figure, else "von 2002 bis 2009"."""
    start, end = layer.periods
    if _up_to_now(scene, layer):
        return pick((f"seit {start}", f"since {start}"), lang)
    return pick((f"von {start} bis {end}", f"from {start} to {end}"), lang)


def _then(scene: Scene, layer: Layer, lang: Lang, *, up: bool) -> str:
    """What has happened: "gewachsen"; in English "has grown", of what is over "grew"."""
    german, english = _SINCE[up][layer.id in GROWING]
    return pick((german, english if _up_to_now(scene, layer) else _ONCE[up][layer.id in GROWING]), lang)


def _directions(scene: Scene, layer: Layer) -> tuple[int, int, int]:
    """How many areas lie above and below the class of "almost unchanged", and how many have a value."""
    counts = scene.counts(layer)
    return sum(counts[STEADY_CLASS + 1 :]), sum(counts[:STEADY_CLASS]), sum(counts)


def _change_lines(scene: Scene, layer: Layer, lang: Lang) -> tuple[str, ...]:
    up, down, of = _directions(scene, layer)
    start, end = layer.periods
    within = layer.band(lang)
    ups, downs, all_of = (number(count, 0, lang) for count in (up, down, of))
    german = (
        f"In {ups} von {all_of} {_units(scene, of, lang)} ist der Wert {end} um mindestens {within} höher als "
        f"{start}, in {downs} um mindestens {within} niedriger."
    )
    english = (
        f"In {ups} of {all_of} {_units(scene, of, lang)} the value of {end} is at least {within} above that of "
        f"{start}, in {downs} at least {within} below it."
    )
    return pick((german, english), lang), _last_line(scene, layer, lang)


def _last_line(scene: Scene, layer: Layer, lang: Lang) -> str:
    return " ".join(filter(None, (_beside(scene, layer, lang), _basis_words(scene, layer, lang))))


def _state_lines(scene: Scene, layer: Layer, lang: Lang) -> tuple[str, ...]:
    known = int((layer.places[scene.inhabited] >= 0).sum())
    of = int(scene.inhabited.sum())
    counted = number(known, 0, lang)
    with_value = ""
    if known != of:
        counted = f"{counted} {pick(('von', 'of'), lang)} {number(of, 0, lang)}"
        with_value = pick((" mit Wert", " with a value"), lang)
    words = UNITS["gemeinde" if scene.only_towns else scene.level]
    said = [f"{counted} {pick((words[1] if known != of else words[0], words[2]), lang)}{with_value}", *scene.filters]
    return ", ".join(said) + ".", _last_line(scene, layer, lang)


def _beside(scene: Scene, layer: Layer, lang: Lang) -> str:
    said = [f"{name} {value}" for name, value in scene.around(layer, lang)]
    return f"{', '.join(said)}." if said else ""


def _periods(layer: Layer) -> Sequence[str]:
    return layer.of.periods if layer.of is not None and not layer.named else layer.periods


def _basis_words(scene: Scene, layer: Layer, lang: Lang) -> str:
    """What the figures rest on, and in which borders: "Beide Jahre auf der Grundlage des Zensus 2011 ..."."""
    borders = pick((f"Gebietsstand {scene.year}", f"Borders of {scene.year}"), lang)
    found = layer.of
    if found is not None and any(dates.BOTH in period for period in found.periods):
        said = "; ".join(found.indicator.dated(period, lang) for period in found.periods)
        borders = f"{pick(('Zahlen von', 'Figures of'), lang)} {said}. {borders}"
    if found is None or found.sort != "change" or not rests_on_people(found.indicator):
        return f"{borders}."
    first, last = (census_of(period) for period in found.periods)
    if first != last:
        counts = pick(("Zwischen den Jahren liegt eine neue Zählung", "A new census lies between the years"), lang)
        return f"{counts}. {borders}."
    if not first:
        both = ("Beide Jahre auf der Grundlage der Zählungen vor 2011", "Both years rest on the counts before 2011")
    else:
        both = (f"Beide Jahre auf der Grundlage des Zensus {first}", f"Both years rest on the census of {first}")
    return f"{pick(both, lang)}. {borders}."


UNITS: Final[dict[Level, tuple[str, str, str]]] = {  # in German, after "von" in German, in English
    "verband": ("Gemeinden und Verbände", "Gemeinden und Verbänden", "municipalities and Verbände"),
    "gemeinde": ("Gemeinden", "Gemeinden", "municipalities"),
}


def _units(scene: Scene, count: int, lang: Lang) -> str:
    """The areas after a number and "von": "Gemeinden und Verbänden"; "Gemeinden" where there are no Verbände."""
    words = UNITS["gemeinde" if scene.only_towns else scene.level]
    return pick((words[1], words[2]), lang) if count != 1 else pick(("Gemeinde", "municipality"), lang)


def _in_words(count: int, lang: Lang) -> str:
    return pick(NUMBER_WORDS[count], lang) if count < len(NUMBER_WORDS) else number(count, 0, lang)
