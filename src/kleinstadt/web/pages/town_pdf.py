"""The profile of a town as a PDF of a few pages, set by Typst in the report's typeface."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

from kleinstadt.compare.borders import years_with_borders
from kleinstadt.compare.credits import licences_of
from kleinstadt.compare.findings import Finding, Findings
from kleinstadt.compare.partners import partners
from kleinstadt.compare.peers import peers
from kleinstadt.compare.profile import Figure, Profile
from kleinstadt.compare.scaled import LEVEL
from kleinstadt.files import temporary_folder
from kleinstadt.report.drawing.typesetting import typeset
from kleinstadt.report.town.printed_charts import printed_chart
from kleinstadt.territory.names import beside_land, short
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.site import Site, theme_name
from kleinstadt.words import categories as words
from kleinstadt.words import dates, labels
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import around, number

WORDS: Final[dict[str, words.Pair]] = {
    "borders": ("Gebietsstand", "Borders of"),
    "key": ("Kennzahlen", "Key figures"),
    "bund": labels.GERMANY,
    "vintage": ("Stand", "Vintage"),
    "group": labels.GROUP_WEIGHTED,
    "strip": (
        "Streifen: Platz in der Gruppe, von niedrig nach hoch; dunkel die mittlere Hälfte, Strich der Median.",
        "Strip: place in the group, from low to high; the dark part is the middle half, the tick the median.",
    ),
    "development": ("Entwicklung", "Development"),
    "breaks": (
        "Bevölkerung: Der Index beginnt nach dem letzten Zensus; über Zensusbrüche ist kein Wachstum gezeichnet.",
        "Population: the index begins after the last census; no growth is drawn across the break of a census.",
    ),
    "reforms": ("Gebietsreformen", "Territorial reforms"),
    "themes": ("Alle Zahlen", "All figures"),
    "partial": (
        "„(für 87 %)“: Nur für so viele der Menschen dort ist die Zahl bekannt; ab 95 % steht nichts dabei.",
        "“(for 87%)”: the figure is known for so many of the people there only; from 95% on nothing is said.",
    ),
    "strengths": ("Stärken", "Strengths"),
    "weaknesses": ("Schwächen", "Weaknesses"),
    "twins": ("Am ähnlichsten", "Most alike"),
    "partners": ("Nachbarn zum Zusammenarbeiten", "Neighbours to cooperate with"),
    "sources": ("Quellen", "Sources"),
}


def town_pdf(site: Site, values: Mapping[str, Any], lang: Lang) -> bytes:
    """The PDF of a profile.

    Parameters
    ----------
    site : Site
        What all pages share.
    values : mapping of str to object
        What the profile's page shows (TownPages.values).
    lang : {"de", "en"}
        Language.

    Returns
    -------
    bytes
        PDF.
    """
    content = _content(site, values, lang)
    with temporary_folder() as folder:
        return typeset(files("kleinstadt.web").joinpath("templates/town.typ"), content, folder)


def _content(site: Site, values: Mapping[str, Any], lang: Lang) -> dict[str, Any]:
    found: Profile = values["s"]
    area = found.area
    said = {key: pick(pair, lang) for key, pair in WORDS.items()}
    group, lage = found.group.name(lang), words.lage(area["lage"], lang)
    kind = pick(("Gemeinde", "Municipality") if found.level == "gemeinde" else ("Gemeindeverband", "Verband"), lang)
    area_km2 = number(area["area_km2"], 1, lang)
    people = pick(("Einwohner", "inhabitants"), lang)
    type_name = words.one_of_type(found.group.type, lang) + (f", {lage}" if lage else "")
    compared, rule = pick(("Verglichen mit", "Compared with"), lang), found.group.rule(lang)
    return {
        "lang": lang,
        "words": said,
        "name": short(area["name"]),
        "land": area["land_name"],
        "group": group,
        "group_line": found.group.weighted(lang),
        "year": found.year,
        "kicker": " · ".join([kind, *paths.where(area)]),
        "lead": f"{type_name} · {number(area['population'], 0, lang)} {people} · {area_km2} km²",
        "what": f"{compared}: {group} ({found.group.counted(lang)}). {rule} {found.class_basis(lang)}".rstrip(),
        "figures": [_figure(figure, lang) for figure in found.key_figures],
        "charts": [printed_chart(one, values["indicators"][one.indicator], lang) for one in values["developments"]],
        "reforms": [f"{one.since}–{one.until}: {', '.join(one.joined)}" for one in values["reforms"]],
        "themes": [
            {"name": theme_name(theme, lang), "rows": [_row(figure, lang) for figure in figures]}
            for theme, figures in found.themes.items()
        ],
        **_findings(values["findings"], lang),
        "company": _company_words(values, lang),
        **_company(site, str(values["unit"]["verband"]), found.year, lang),
        "sources": licences_of((one for of in found.themes.values() for figure in of for one in figure.origins), lang),
    }


def _figure(figure: Figure, lang: Lang) -> dict[str, Any]:
    place, digits = figure.place, figure.indicator.decimals
    before, after = around(figure.indicator.unit_label(lang), lang) if figure.value is not None else ("", "")
    return {
        "label": figure.indicator.label(lang),
        "unit": after,
        "value": before + number(figure.value, digits, lang),
        "land": figure.land.said(digits, lang),
        "bund": figure.bund.said(digits, lang),
        "place": place.percentile if place else None,
        "said": place.said(lang) if place else words.status(figure.status, lang),
        "vintage": figure.of_when(lang) if figure.value is not None else "",
    }


def _row(figure: Figure, lang: Lang) -> list[str]:
    digits = figure.indicator.decimals
    values = (one.said(digits, lang) for one in (figure.own, figure.group, figure.land, figure.bund))
    return [figure.indicator.titled(lang), *values, figure.of_when(lang)]


def _company_words(values: Mapping[str, Any], lang: Lang) -> str:
    """Of whom twins and neighbours are told, where that is not the municipality itself."""
    verband = values["verband"]
    if not verband:
        return ""
    told = ("Ähnliche und Nachbarn gelten für den Verband", "Those alike and neighbours are of the Verband")
    return f"{pick(told, lang)} {verband['name']}."


def _company(site: Site, verband: str, year: int, lang: Lang) -> dict[str, list[dict[str, str]]]:
    """Twins and neighbours of the Verband, where borders of the year are known."""
    if year != years_with_borders(site.atlas)[-1]:
        return {"twins": [], "partners": []}
    areas = site.atlas.areas(year, LEVEL)
    neighbours = partners(site.atlas, verband, year)
    said = [{"name": short(one.name), "said": ". ".join(one.sentences(lang))} for one in neighbours.found[:6]]
    if neighbours.without:
        said.append({"name": "", "said": neighbours.rest(lang)})
    similar = []
    for twin in peers(site.atlas, verband, year).twins[:8]:
        land = str(areas.record(twin.key)["land_name"])
        similar.append({"name": beside_land(twin.name, land), "said": f"({land}) {twin.sentence(lang)}"})
    return {"twins": similar, "partners": said}


def _findings(found: Findings, lang: Lang) -> dict[str, list[str]]:
    """Strengths and weaknesses as lines; one that says so where there are none."""

    def line(one: Finding) -> str:
        basis = "" if one.status == "measured" else f", {words.status(one.status, lang)}"
        return f"{one.sentence(lang)}; {one.rank(lang)} ({dates.period(one.vintage, lang)}{basis})"

    none = [found.none(lang)]
    return {
        "strengths": list(map(line, found.strengths)) or none,
        "weaknesses": [*(list(map(line, found.weaknesses)) or none), *([found.caveat(lang)] if found.border else [])],
    }
