"""Areas, indicators, values and series as tables."""

from dataclasses import asdict
from typing import Any

import polars as pl
from fastapi import Request
from fastapi.responses import Response

from kleinstadt.compare.areas import TOWN_LEVELS, no_area
from kleinstadt.compare.changes import first_periods
from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.classes import sources_at
from kleinstadt.edition.edition import Level
from kleinstadt.sources.catalogue import SOURCES, Source
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.web.api import parameters as given
from kleinstadt.web.api.responses import Table, answer, sources_in_use
from kleinstadt.web.serving.problems import RequestError
from kleinstadt.web.serving.site import Site


class TableCalls:
    """Calls that give rows, page by page."""

    def __init__(self, site: Site) -> None:
        """Take the site.

        Parameters
        ----------
        site : Site
            What all pages share.
        """
        self.site, self.atlas = site, site.atlas

    def indicators(self, request: Request, paging: given.Paged) -> Response:
        """Id, names, unit, theme, formula, periods and sources of each indicator.

        Parameters
        ----------
        request : Request
            Its address and its If-None-Match are read.
        paging : Paging
            Format, and which part of the rows.

        Returns
        -------
        Response
            With the columns of schemas.IndicatorRow; 304 if the client has it already.
        """
        return answer(self.site, request, "indicators", lambda: _indicators(self.atlas), **asdict(paging))

    def areas(
        self,
        request: Request,
        wanted: given.Filtered,
        paging: given.Paged,
        year: given.Year = None,
        level: given.LevelOf = "verband",
        computed: given.Computed = False,
    ) -> Response:
        """Key, name, Land, Kreis, population, area, type and Lage of each area, official where they are.

        Parameters
        ----------
        request : Request
            Its address and its If-None-Match are read.
        wanted : Filter
            Which areas.
        paging : Paging
            Format, and which part of the rows.
        year : int, optional
            Year of the borders; the newest by default.
        level : {"gemeinde", "verband", "kreis", "land", "bund"}
            Level of the areas.
        computed : bool
            Leave official classes aside: type and Lage as the rules give them.

        Returns
        -------
        Response
            With the columns of schemas.AreaRow that the level has; 304 if the client has it already.

        Raises
        ------
        UnknownNameError
            If there is no such year.
        """

        def make() -> Table:
            when = self.atlas.year(year)
            frame = _computed(self.atlas, when, level) if computed else self.atlas.areas(when, level).frame
            about = {"year": when, "level": level, "computed": computed}
            return Table(wanted.of(frame), sources_of_areas(self.atlas, when, computed=computed), about)

        return answer(self.site, request, f"{level}-{year or self.atlas.newest}", make, **asdict(paging))

    def values(
        self,
        request: Request,
        indicator: given.Indicators,
        wanted: given.Filtered,
        paging: given.Paged,
        year: given.Year = None,
        level: given.LevelOf = "verband",
        period: given.Period = None,
        area: given.Keys = None,
    ) -> Response:
        """One row an area and indicator: value, status, vintage. A missing value is null, and its status says why.

        Parameters
        ----------
        request : Request
            Its address and its If-None-Match are read.
        indicator : str
            Ids of indicators, separated by commas.
        wanted : Filter
            Which areas.
        paging : Paging
            Format, and which part of the rows.
        year : int, optional
            Year of the borders; the newest by default.
        level : {"gemeinde", "verband", "kreis", "land", "bund"}
            Level of the areas.
        period : str, optional
            Exactly this period instead of the vintage nearest to the year.
        area : str, optional
            Keys of areas, separated by commas, however written; all areas by default.

        Returns
        -------
        Response
            Indicator by indicator, with the columns of schemas.ValueRow, shares in per cent; 304 if the client has it
            already.

        Raises
        ------
        RequestError
            For no indicator, or more than MOST_INDICATORS.
        UnknownNameError
            If there is no such indicator, year, period or area.
        """

        def make() -> Table:
            when, names, key = self.atlas.year(year), _split(indicator), KEY_COLUMN[level]
            units = wanted.of(self.atlas.areas(when, level).frame).select(key, "name")
            if area is not None:
                units = units.filter(pl.col(key).is_in(self._keys(area, level, when)))
            frame = pl.concat([_long(self.atlas, name, when, level, period) for name in names])
            rows = frame.join(units, on=key, maintain_order="left")
            about = {"year": when, "level": level, "indicators": names}
            return Table(rows, sources_of(self.atlas, names, when, period), about)

        return answer(self.site, request, "values", make, **asdict(paging))

    def series(
        self,
        request: Request,
        indicator: given.Indicator,
        area: given.NeededKeys,
        paging: given.Paged,
        year: given.Year = None,
        level: given.TownLevel = "verband",
    ) -> Response:
        """All periods on the constant borders of one year. Between breaks periods have one basis (census, source).

        Parameters
        ----------
        request : Request
            Its address and its If-None-Match are read.
        indicator : str
            Id of the indicator.
        area : str
            Keys of areas, separated by commas, however written.
        paging : Paging
            Format, and which part of the rows.
        year : int, optional
            Year of the borders; the newest by default.
        level : {"gemeinde", "verband"}
            Level of the areas.

        Returns
        -------
        Response
            Area by area, with the columns of schemas.PeriodRow; 304 if the client has it already.

        Raises
        ------
        UnknownNameError
            If there is no such indicator, year or area.
        """

        def make() -> Table:
            when, breaks = self.atlas.year(year), first_periods(self.atlas.known(indicator))
            return Table(
                _over_time(self.atlas, indicator, when, level, self._keys(area, level, when)),
                sources_of(self.atlas, [indicator], when, None),
                {
                    "year": when,
                    "level": level,
                    "indicator": indicator,
                    "breaks": list(breaks),
                },
            )

        return answer(self.site, request, f"series-{indicator}", make, **asdict(paging))

    def _keys(self, listed: str, level: Level, year: int) -> list[str]:
        """The areas that keys mean, however written; raises UnknownNameError for others, naming successors."""
        wanted = [part.strip() for part in listed.split(",") if part.strip()]
        areas = self.atlas.areas(year, level)
        return [key if key in areas.row else self._key(key, level, year) for key in wanted]

    def _key(self, wanted: str, level: Level, year: int) -> str:
        if level not in TOWN_LEVELS:
            raise no_area(level, wanted[:20], year)
        found, key = self.site.finder_of(year).of_key(wanted)
        if found != level:
            raise no_area(level, wanted[:20], year)
        return key


def sources_of_areas(atlas: Atlas, year: int, *, computed: bool) -> list[Source]:
    """The register, and whoever gave the official classes of the year.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    year : int
        Year of the borders.
    computed : bool
        Whether official classes are left aside.

    Returns
    -------
    list of Source
        The register first.
    """
    official = [] if computed else sources_at(atlas.edition.store, atlas.edition.territory(year))
    return [SOURCES[name] for name in ("gv", *official)]


def _computed(atlas: Atlas, year: int, level: Level) -> pl.DataFrame:
    """The areas with official classes left aside."""
    return atlas.once(("computed", year, level), lambda: atlas.edition.areas(year, level, computed=True))


def sources_of(atlas: Atlas, names: list[str], year: int, period: str | None) -> list[Source]:
    """Where the values of these indicators come from.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    names : list of str
        Ids of indicators.
    year : int
        Year of the borders.
    period : str or None
        Exactly this period; None for the vintage nearest to the year.

    Returns
    -------
    list of Source
        Each once, in the order in which the indicators name them.
    """
    found = {origin.source.id: origin.source for name in names for origin in atlas.origins(name, year, period)}
    return list(found.values())


def _split(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not 1 <= len(names) <= given.MOST_INDICATORS:
        german = f"Eine bis {given.MOST_INDICATORS} Indikatoren je Anfrage, nicht {len(names)}."
        english = f"One to {given.MOST_INDICATORS} indicators a call, not {len(names)}."
        raise RequestError(german, english)
    return list(dict.fromkeys(names))


def _long(atlas: Atlas, name: str, year: int, level: Level, period: str | None) -> pl.DataFrame:
    column = atlas.column(name, year, level, period)
    people_pct, area_pct = column.coverage()
    return pl.DataFrame(
        {
            KEY_COLUMN[level]: atlas.areas(year, level).keys,
            "indicator": [name] * len(column.values),
            "value": pl.Series(column.values).fill_nan(None),
            "status": list(column.status),
            "vintage": pl.Series(list(column.vintage), dtype=pl.String),
            "unit": [column.indicator.unit] * len(column.values),
            "people_pct": pl.Series(people_pct).fill_nan(None),
            "area_pct": pl.Series(area_pct).fill_nan(None),
        }
    )


def _over_time(atlas: Atlas, name: str, year: int, level: Level, wanted: list[str]) -> pl.DataFrame:
    areas, found = atlas.areas(year, level), atlas.series(name, year, level)
    unknown = [key for key in wanted if key not in areas.row]
    if unknown:
        raise no_area(level, unknown[0][:20], year)
    frames = [
        pl.DataFrame(
            {
                KEY_COLUMN[level]: [key] * len(found.periods),
                "period": found.periods,
                "value": pl.Series(found.values[:, areas.row[key]]).fill_nan(None),
            }
        )
        for key in wanted
    ]
    return pl.concat(frames)


def _indicators(atlas: Atlas) -> Table:
    vintages = atlas.edition.choice.vintages
    rows: list[dict[str, Any]] = []
    for name, found in atlas.indicators.items():
        deliveries = [vintage for variable in found.variables for vintage in vintages.of(variable)]
        rows.append(
            {
                "id": name,
                "de": found.de,
                "en": found.en,
                "theme": found.theme,
                "unit": found.unit,
                "kind": type(found).__name__.lower(),
                "formula": found.formula("en"),
                "note_de": found.note_de,
                "note_en": found.note_en,
                "periods": ", ".join(atlas.edition.periods(name)),
                "sources": ", ".join(sorted({vintage.source for vintage in deliveries})),
            }
        )
    return Table(pl.DataFrame(rows), sources_in_use(atlas), {})
