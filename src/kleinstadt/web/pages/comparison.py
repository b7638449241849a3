"""Vergleich: up to eight places side by side: municipalities or Verbände, and any Kreise, Länder and Germany."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kleinstadt.compare.basket import INDEX, MOST, Basket, Spot, basket_of, key_of
from kleinstadt.compare.changes import breaks_of
from kleinstadt.compare.groups import TYPE_COLUMN, group_of
from kleinstadt.compare.places import Place, verband_of
from kleinstadt.compare.profile import KEY_FIGURES
from kleinstadt.compare.regions import REGIONS, regions_called
from kleinstadt.compare.trends import CENSUS_FROM, TRENDS, census_of
from kleinstadt.edition.edition import Level
from kleinstadt.indicators.aggregation import GroupValue
from kleinstadt.indicators.model import Indicator
from kleinstadt.keys import BUND
from kleinstadt.report.drawing.chart import INDEX_DIGITS, Chart, sources_of, title_of
from kleinstadt.web.pages.map_view import places_of
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.problems import NotFoundError, only_of
from kleinstadt.web.serving.site import Site
from kleinstadt.words import categories as words
from kleinstadt.words import dates, labels
from kleinstadt.words.language import Lang, pick

REGION_WORDS: Final[dict[Level, words.Pair]] = {
    "kreis": ("Kreis", "Kreis (district)"),
    "land": ("Land", "Land (state)"),
    "bund": ("Staat", "country"),
}
NEWEST_CENSUS: Final = max(CENSUS_FROM.values())
FIRST: Final = 6  # figures that are shown before all others


MARKS: Final[words.Pair] = (
    "–: liegt nicht vor. (M): gerechnet, oder nur für den Verband oder Kreis veröffentlicht. "
    "(für 40 %): nur für so viele der Menschen bekannt.",
    "–: not available. (M): computed, or published for the Verband or Kreis only. "
    "(for 40%): known for so many of the people only.",
)


@dataclass(frozen=True)
class Compared:
    """A figure at all places of a comparison.

    Attributes
    ----------
    indicator : Indicator
        What is measured.
    values : list of GroupValue
        One for each place, in their order.
    bund : GroupValue
        Of Germany.
    period : str
        Of the first value there is; empty where there is none.
    """

    indicator: Indicator
    values: list[GroupValue]
    bund: GroupValue
    period: str

    @property
    def known(self) -> bool:
        """Whether any of the places has a value."""
        return any(found.value is not None for found in self.values)

    def cell(self, found: GroupValue, lang: Lang) -> str:
        """A value as it stands in a table: "4,9 (M)" where it is not counted at the place, "54,8 (für 40 %)".

        Parameters
        ----------
        found : GroupValue
            Of a place, or of Germany.
        lang : {"de", "en"}
            Language.

        Returns
        -------
        str
            A dash for a missing one.
        """
        mark = " (M)" if found.value is not None and found.status == "modelled" else ""
        return found.said(self.indicator.decimals, lang) + mark

    def when(self, lang: Lang) -> str:
        """Its period in words."""
        return dates.period(self.period, lang)


class ComparePages:
    """Pages with several places."""

    def __init__(self, site: Site) -> None:
        """Take the site.

        Parameters
        ----------
        site : Site
            What all pages share.
        """
        self.site = site

    def towns(self, request: Request) -> Response:
        """/vergleich?orte=KEY,KEY: figures and charts side by side; ?dazu=NAME adds a place, or asks which one.

        `orte` may come several times. What adds nothing is told on the same page, beside the places there are (404).

        Parameters
        ----------
        request : Request
            Its query is read.

        Returns
        -------
        Response
            HTML, or 304; 303 to the longer address once a place is added, 404 or 409 where none can be.

        Raises
        ------
        NotFoundError
            Where none of the places is known, or for ?jahr= of another year.
        """
        only_of(self.site.atlas.newest, request)
        basket = self.basket(request)
        if request.query_params.get("dazu"):
            return self._added(request, basket)
        return self.site.page(request, "compare.html", lambda: self.values(basket, request.state.lang))

    def basket(self, request: Request) -> Basket:
        """The places of an address.

        Parameters
        ----------
        request : Request
            Its ?orte= is read; without one the basket is empty.

        Returns
        -------
        Basket
            At most eight places.

        Raises
        ------
        NotFoundError
            Where none of them is known.
        """
        listed = list(places_of(request.query_params))
        basket = basket_of(self.site.atlas, listed)
        if listed and not basket.spots:
            text = ",".join(listed)[:60]
            german = f"Bis zu {MOST} Orte, als Schlüssel und durch Komma getrennt; nicht: {text}"
            english = f"Up to {MOST} places, as keys separated by commas; not: {text}"
            raise NotFoundError(german, english)
        return basket

    def _added(self, request: Request, basket: Basket) -> Response:
        """The same page with one place more; with all that a name may mean, if it means several."""
        wanted = request.query_params["dazu"]
        found = self._further(self._called(wanted), basket)
        if not found:
            return self._nothing_added(request, basket)
        named = self.site.finder.is_a_name(wanted) or any(place.level in REGIONS for place in found.values())
        if len(basket.spots) == MOST:
            return self._full(request, basket)
        if named and len(found) == 1:
            query = urlencode({"orte": ",".join([*basket.keys, next(iter(found))])}, safe=",")
            return RedirectResponse(f"{paths.in_language('/vergleich', request.state.lang)}?{query}", 303)
        choice = {"wanted": wanted, "meant": found, "named": named}
        return self.site.page(request, "compare.html", lambda: self.values(basket, request.state.lang) | choice)

    def _called(self, wanted: str) -> list[Place]:
        """The towns and regions of a name, towns first."""
        atlas = self.site.atlas
        regions = regions_called(atlas, wanted, atlas.newest)
        towns = self.site.finder.candidates(wanted, limit=30)
        return [*(towns if self.site.finder.is_a_name(wanted) or not regions else []), *regions]

    def _full(self, request: Request, basket: Basket) -> Response:
        """The comparison as it was, and that it has room for no more."""
        german = f"Es sind schon {MOST} Orte; für einen weiteren bitte erst einen entfernen."
        refusal = NotFoundError(german, f"There are {MOST} places already; remove one first.")
        return self._as_it_was(request, basket, refusal, 409)

    def _nothing_added(self, request: Request, basket: Basket) -> Response:
        """The comparison as it was, why nothing was added, and what may have been meant."""
        refusal = self._refusal(request.query_params["dazu"], basket.level)
        return self._as_it_was(request, basket, refusal, refusal.status)

    def _as_it_was(self, request: Request, basket: Basket, refusal: NotFoundError, status: int) -> Response:
        near = self._further(refusal.near, basket) if len(basket.spots) < MOST else {}
        told = {"wanted": request.query_params["dazu"], "meant": near, "refused": refusal.text(request.state.lang)}
        page = self.site.render(request, "compare.html", self.values(basket, request.state.lang) | told)
        return Response(page, status, media_type="text/html")

    def _further(self, places: Iterable[Place], basket: Basket) -> dict[str, Place]:
        """Places that can be added, by key, best first; among Verbände, a municipality stands for its own."""
        atlas = self.site.atlas
        level = basket.level if basket.has_towns else None
        keys: dict[str, Place] = {}
        for place in places:
            if level == "verband" and place.level == "gemeinde":
                keys.setdefault(verband_of(atlas, atlas.newest)[place.key], place)
            elif level in (None, place.level) or place.level in REGIONS:
                keys.setdefault(place.key, place)
        return {key: place for key, place in keys.items() if key not in basket.keys}

    def _refusal(self, wanted: str, level: Level) -> NotFoundError:
        """Why a name adds nothing: it is unknown, or compared already, or a Verband among municipalities."""
        name, finder = wanted[:60], self.site.finder
        verbaende = [place for place in finder.candidates(wanted) if place.level == "verband"]
        if level == "gemeinde" and verbaende:
            german = (
                f"„{name}“ ist ein Gemeindeverband; verglichen werden hier Gemeinden. Beides lässt sich nicht mischen."
            )
            english = f"'{name}' is a Verband; municipalities are compared here. The two cannot be mixed."
            return NotFoundError(german, english, finder.members(verbaende[0].key))
        german, english = f"Kein weiterer Ort namens „{name}“.", f"No further place named '{name}'."
        return NotFoundError(german, english, finder.nearest(wanted))

    def values(self, basket: Basket, lang: Lang) -> dict[str, Any]:
        """What the page shows.

        Parameters
        ----------
        basket : Basket
            The places.
        lang : {"de", "en"}
            Language.

        Returns
        -------
        dict of str to object
            By the names that compare.html asks for; the PDF takes some of them.
        """
        atlas, spots = self.site.atlas, basket.spots
        names = list(atlas.indicators) if spots else []
        lands_alone = all(spot.areas.level in ("land", "bund") for spot in spots)
        called = {name: atlas.known_at(name, "land" if lands_alone else "gemeinde") for name in names}
        figures = {name: self._figure(name, called[name], basket) for name in names}
        themes: dict[str, list[Compared]] = {}
        for figure in figures.values():
            if figure.known:
                themes.setdefault(figure.indicator.theme, []).append(figure)
        return {
            "level": basket.level if basket.has_towns else "",
            "spots": spots,
            "names": [spot.name(lang) for spot in spots],
            "beside_names": [_what_it_is(spot, lang) for spot in spots],
            "pages": [_page_of(spot) for spot in spots],
            "keys": basket.keys,
            "of_towns": [spot.key for spot in spots if spot.areas.level == basket.level and not spot.group],
            "without": [key[:40] for key in basket.without],
            "beyond": basket.beyond,
            "germany": BUND not in basket.keys,
            "first": [figures[name] for name in KEY_FIGURES if name in figures][:FIRST],
            "themes": themes,
            "nowhere": [figure.indicator for figure in figures.values() if not figure.known],
            "nowhere_words": nowhere_words,
            "base": _base_of_people(figures.get(INDEX), lang),
            "marks": pick(MARKS, lang),
            "charts_shown": self.charts(basket, lang),
            "offered": [] if len(spots) == MOST else self._groups(basket, lang),
            "most": MOST,
            "year": atlas.newest,
            "meant": {},
            "named": True,
            "refused": "",
        }

    def _figure(self, name: str, indicator: Indicator, basket: Basket) -> Compared:
        """The newest value of each place and of Germany, and the period of the first one known."""
        atlas = self.site.atlas
        found = [spot.value(atlas, name) for spot in basket.spots]
        germany, _ = Spot(atlas.areas(atlas.newest, "bund"), BUND).value(atlas, name)
        return Compared(
            indicator,
            [value for value, _ in found],
            germany,
            period=next((when for _, when in found if when), ""),
        )

    def charts(self, basket: Basket, lang: Lang) -> list[Chart]:
        """A chart of small multiples for each figure that has a past: one panel a place, all of one scale.

        Parameters
        ----------
        basket : Basket
            The places.
        lang : {"de", "en"}
            Language.

        Returns
        -------
        list of Chart
            None where no place has values of several periods.
        """
        names = [name for name in TRENDS if name in self.site.atlas.indicators] if basket.spots else []
        return [chart for chart in (self._chart(name, basket, lang) for name in names) if chart.known]

    def _chart(self, name: str, basket: Basket, lang: Lang) -> Chart:
        atlas = self.site.atlas
        found = [spot.line(atlas, name, f"town{place + 1}") for place, spot in enumerate(basket.spots)]
        periods, base = found[0][0], found[0][0][0] if name == INDEX else None
        return Chart(
            name=f"{name}-index" if base else name,
            title=title_of(atlas, name, base, lang),
            place=", ".join(spot.name(lang) for spot in basket.spots),
            periods=periods,
            lines=[line for _, line in found],
            called=[spot.name(lang) for spot in basket.spots],
            digits=INDEX_DIGITS if base else atlas.indicators[name].decimals,
            breaks=() if base else breaks_of(atlas.indicators[name]),
            sources=sources_of(atlas, name, atlas.newest, lang),
            year=atlas.newest,
            panels=True,
        )

    def _groups(self, basket: Basket, lang: Lang) -> list[tuple[str, str]]:
        """The groups of the towns that are compared, which can be put beside them: key and name."""
        areas = self.site.atlas.areas(self.site.atlas.newest, basket.level)
        of = [
            group_of(self.site.atlas, areas, spot.key)
            for spot in basket.spots
            if spot.areas is areas and not spot.group
        ]
        found = {key_of(group): group.name(lang) for group in of if group.type}
        return [(key, name) for key, name in found.items() if key not in basket.keys]


def nowhere_words(figures: Iterable[Indicator], lang: Lang) -> str:
    """Which figures none of the places has, in a sentence; empty where there are all.

    Parameters
    ----------
    figures : iterable of Indicator
        Those that none of the places has.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        A sentence, or "".
    """
    listed = ", ".join(one.label(lang) for one in figures)
    german, english = (
        f"Liegt für keinen dieser Orte vor: {listed}.",
        f"Not available for any of these places: {listed}.",
    )
    return pick((german, english), lang) if listed else ""


def _base_of_people(people: Compared | None, lang: Lang) -> str:
    """Which census the numbers of people go on from; empty where there are none."""
    if people is None or not people.period:
        return ""
    census, when = census_of(people.period), dates.period(people.period, lang)
    german = f"Die Einwohnerzahlen von {when} sind auf Grundlage des Zensus {census} fortgeschrieben"
    english = f"The numbers of people of {when} are updated from the census of {census}"
    if census < NEWEST_CENSUS:
        german += f"; was der Zensus {NEWEST_CENSUS} zählte, steht als eigene Zahl daneben"
        english += f"; what the census of {NEWEST_CENSUS} counted stands beside as a figure of its own"
    return pick((f"{german}.", f"{english}."), lang)


def _what_it_is(spot: Spot, lang: Lang) -> str:
    """What stands beside a place's name: "Kleine Kleinstadt, peripher, Hessen"; of a group how many it has."""
    if spot.group:
        return f"{pick(labels.GROUP_WEIGHTED, lang)}, {spot.group.counted(lang)}"
    if spot.areas.level in REGION_WORDS:
        return pick(REGION_WORDS[spot.areas.level], lang)
    kind, lage = str(spot.record[TYPE_COLUMN[spot.areas.level]]), spot.record["lage"]
    said = (words.one_of_type(kind, lang), words.lage(lage, lang) if lage else "", str(spot.record["land_name"]))
    return ", ".join(filter(None, said))


def _page_of(spot: Spot) -> str:
    """The address of a place's page; of a group the table of its towns."""
    if spot.group:
        query = {"ebene": spot.areas.level, "typ": spot.group.type, "lage": spot.group.lage}
        return f"/tabelle?{urlencode({name: value for name, value in query.items() if value})}"
    return paths.town(spot.areas.level, spot.key, spot.areas.names[spot.areas.row[spot.key]])
