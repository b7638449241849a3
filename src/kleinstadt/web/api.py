"""The API, version 1: areas, indicators, values, series, profiles, borders."""

from typing import Annotated, Any, Final, Literal

import numpy as np
import polars as pl
from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from kleinstadt.errors import UnknownNameError
from kleinstadt.observatory import Level
from kleinstadt.sources.catalogue import SOURCES, Source
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.web import paths
from kleinstadt.web.answers import MOST_ROWS, Format, Table, answer, licences
from kleinstadt.web.atlas import Atlas, Column
from kleinstadt.web.borders import borders, years_with_borders
from kleinstadt.web.likeness import LEVEL, WEIGHTS, twins
from kleinstadt.web.problems import RequestError
from kleinstadt.web.site import Site, is_known, packed_response
from kleinstadt.web.standing import Figure, standing

MOST_INDICATORS: Final = 10
OPEN: Final = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding", "Access-Control-Allow-Origin": "*"}

Year = Annotated[int | None, Query(ge=1990, le=2100, description="Borders of this year; the newest if absent.")]
LevelOf = Annotated[Literal["gemeinde", "verband", "kreis", "land", "bund"], Query(description="Level of territory.")]
TownLevel = Annotated[Literal["gemeinde", "verband"], Query(description="Municipalities or Verbände.")]
Form = Annotated[Format, Query(description="Format of the answer.", alias="format")]
Limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="Rows a call.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="Rows to skip; meta.page.next is the next page.")]
Land = Annotated[str | None, Query(pattern=r"^\d{2}$", description="Key of a Land, e.g. 06.")]
Kreis = Annotated[str | None, Query(pattern=r"^\d{5}$", description="Key of a Kreis, e.g. 06440.")]
Type = Annotated[str | None, Query(max_length=40, description="Stadt- und Gemeindetyp, e.g. kleine_kleinstadt.")]
Lage = Annotated[str | None, Query(max_length=40, description="sehr_zentral, zentral, peripher or sehr_peripher.")]
Keys = Annotated[str | None, Query(max_length=2000, description="Keys of areas, separated by commas.")]
Indicator = Annotated[str, Path(max_length=80, description="Id of an indicator.")]
Period = Annotated[str | None, Query(max_length=10, description='Exactly this period ("2019", "2019-12").')]
Key = Annotated[str, Path(pattern=r"^\d{2,9}$", description="AGS (8 digits) or key of a Verband (9).")]

VerbandKey = Annotated[str, Path(pattern=r"^\d{9}$", description="Key of a Verband (9 digits).")]
PEER_COLUMNS: Final = {
    "rank": pl.Int64,
    "verband": pl.String,
    "name": pl.String,
    "distance": pl.Float64,
    "alike": pl.String,
    "apart": pl.String,
}


def router(site: Site) -> APIRouter:
    """The routes of /api/v1."""
    api = APIRouter(prefix="/api/v1")
    add_search(api, site)
    add_tables(api, site)
    add_single(api, site)
    add_map_data(api, site)
    return api


def add_search(api: APIRouter, site: Site) -> None:
    """What there is, and where it is found."""
    atlas = site.atlas

    @api.get("", summary="What the edition holds")
    def index() -> dict[str, Any]:
        """Years, levels, types, and the addresses of everything else."""
        return {
            "edition": atlas.fingerprint,
            "years": atlas.edition.years,
            "years_with_borders": years_with_borders(atlas),
            "levels": list(KEY_COLUMN),
            "indicators": list(atlas.indicators),
            "documentation": "/api",
            "openapi": "/api/v1/openapi.json",
        }

    @api.get("/search", summary="Find places by name or key")
    def search(
        q: Annotated[str, Query(max_length=80, description="A name, however spelled, or a key.")],
        limit: Annotated[int, Query(ge=1, le=50, description="Places at most.")] = 10,
    ) -> dict[str, Any]:
        """Municipalities, Verbände and former municipalities, best first."""
        found = site.finder.search(q, limit)
        rows = [
            {
                "key": place.key,
                "level": place.level,
                "name": place.name,
                "where": place.where,
                "former": place.former,
                "path": paths.town(place.level, place.key, place.name),
            }
            for place in found
        ]
        return {"meta": {"licences": licences([SOURCES["gv"]])}, "data": rows}


def add_tables(api: APIRouter, site: Site) -> None:
    """Areas, indicators and values as tables."""
    atlas = site.atlas

    @api.get("/indicators", summary="The indicators")
    def indicators(request: Request, form: Form = "json", limit: Limit = 1000, offset: Offset = 0) -> Response:
        """Id, names, unit, theme, formula, periods and sources of each indicator."""
        return answer(site, request, form, "indicators", lambda: _indicators(atlas), limit=limit, offset=offset)

    @api.get("/areas", summary="The areas of a level")
    def areas(
        request: Request,
        year: Year = None,
        level: LevelOf = "verband",
        land: Land = None,
        kreis: Kreis = None,
        type: Type = None,  # noqa: A002 - the name that users see
        lage: Lage = None,
        form: Form = "json",
        limit: Limit = 1000,
        offset: Offset = 0,
    ) -> Response:
        """Key, name, Land, Kreis, population, area, type and Lage of each area."""

        def make() -> Table:
            when = atlas.year(year)
            frame = _filtered(atlas.areas(when, level).frame, land=land, kreis=kreis, type=type, lage=lage)
            return Table(frame, [SOURCES["gv"]], {"year": when, "level": level})

        return answer(site, request, form, f"{level}-{year or atlas.newest}", make, limit=limit, offset=offset)

    @api.get("/values", summary="Values of indicators")
    def values(
        request: Request,
        indicator: Annotated[str, Query(max_length=400, description="Ids of up to ten, separated by commas.")],
        year: Year = None,
        level: LevelOf = "verband",
        period: Period = None,
        area: Keys = None,
        land: Land = None,
        kreis: Kreis = None,
        type: Type = None,  # noqa: A002 - the name that users see
        lage: Lage = None,
        form: Form = "json",
        limit: Limit = 1000,
        offset: Offset = 0,
    ) -> Response:
        """One row an area and indicator: value, status, vintage. A missing value is null, and its status says why."""

        def make() -> Table:
            when = atlas.year(year)
            names = _split(indicator)
            units = _filtered(atlas.areas(when, level).frame, land=land, kreis=kreis, type=type, lage=lage, area=area)
            frame = pl.concat([_long(atlas, name, when, level, period) for name in names])
            rows = frame.join(units.select(KEY_COLUMN[level], "name"), on=KEY_COLUMN[level], maintain_order="left")
            sources = _sources(atlas, names, when, period)
            return Table(rows, sources, {"year": when, "level": level, "indicators": names})

        return answer(site, request, form, "values", make, limit=limit, offset=offset)

    @api.get("/series/{indicator}", summary="One indicator over time")
    def series(
        request: Request,
        indicator: Indicator,
        area: Annotated[str, Query(max_length=2000, description="Keys of areas, separated by commas.")],
        year: Year = None,
        level: TownLevel = "verband",
        form: Form = "json",
        limit: Limit = 1000,
        offset: Offset = 0,
    ) -> Response:
        """All periods on the constant borders of one year. Population breaks at the censuses of 2011 and 2022."""

        def make() -> Table:
            when = atlas.year(year)
            return Table(
                _over_time(atlas, indicator, when, level, area.split(",")),
                _sources(atlas, [indicator], when, None),
                {"year": when, "level": level, "indicator": indicator},
            )

        return answer(site, request, form, f"series-{indicator}", make, limit=limit, offset=offset)


def add_single(api: APIRouter, site: Site) -> None:
    """One area with everything known of it."""
    atlas = site.atlas

    @api.get("/profile/{key}", summary="One area beside its group, its Land and Germany")
    def profile(request: Request, key: Key, year: Year = None, form: Form = "json") -> Response:
        """Every indicator: value, status, vintage, group, land, bund, and the percentile in the area's own group."""

        def make() -> Table:
            when = atlas.year(year)
            level: Level = "verband" if len(key) == 9 else "gemeinde"
            found = standing(atlas, level, key, when)
            figures = [figure for theme in found.themes.values() for figure in theme]
            about = {"year": when, "level": level, "area": found.area, "group_size": found.group.size}
            names = [figure.indicator.id for figure in figures]
            return Table(pl.DataFrame(list(map(_figure_row, figures))), _sources(atlas, names, when, None), about)

        return answer(site, request, form, f"profile-{key}", make, limit=MOST_ROWS)

    @api.get("/peers/{key}", summary="The Verbände most like one")
    def peers(request: Request, key: VerbandKey, year: Year = None, form: Form = "json") -> Response:
        """The ten most alike, by weighted distance of standardised indicators, with what is alike and what is apart."""

        def make() -> Table:
            when = atlas.year(year)
            atlas.areas(when, LEVEL).record(key)
            found = twins(atlas, key, when)
            about = {"year": when, "verband": key, "weights": WEIGHTS}
            names = [indicator.id for indicator in found["table"].indicators]
            return Table(_peer_rows(found), _sources(atlas, names, when, None), about)

        return answer(site, request, form, f"peers-{key}", make, limit=MOST_ROWS)


def _peer_rows(found: dict[str, Any]) -> pl.DataFrame:
    areas, indicators = found["table"].areas, found["table"].indicators
    return pl.DataFrame(
        [
            {
                "rank": rank,
                "verband": areas.keys[place["row"]],
                "name": areas.names[place["row"]],
                "distance": place["distance"],
                "alike": ", ".join(indicators[column].id for column in place["alike"]),
                "apart": ", ".join(indicators[column].id for column in place["apart"]),
            }
            for rank, place in enumerate(found["places"], 1)
        ],
        schema=PEER_COLUMNS,
    )


def add_map_data(api: APIRouter, site: Site) -> None:
    """What a map is drawn from: borders, and single columns in the order of the borders' ids."""
    atlas = site.atlas

    @api.get("/geometry", summary="Borders as GeoJSON")
    def geometry(request: Request, year: Year = None, level: LevelOf = "verband") -> Response:
        """WGS 84, simplified to 500 m with neighbours still together; ids are rows of /column and /areas."""
        when = year or years_with_borders(atlas)[-1]
        etag = site.etag("geometry", when, level)
        headers = OPEN | {"ETag": etag}
        headers["Link"] = f'<{SOURCES["vg250"].licence_url}>; rel="license"'
        if is_known(request, etag):
            return Response(status_code=304, headers=headers)
        return packed_response(request, borders(atlas, when, level), "application/geo+json", headers)

    @api.get("/column/{indicator}", summary="One indicator as a bare list")
    def column(
        request: Request, indicator: Indicator, year: Year = None, level: LevelOf = "verband", period: Period = None
    ) -> Response:
        """Values of all areas of a level in the order of /areas, null where missing; made for maps."""
        when = atlas.year(year)
        etag = site.etag("column", indicator, when, level, period)
        headers = OPEN | {"ETag": etag}
        if is_known(request, etag):
            return Response(status_code=304, headers=headers)
        found = atlas.column(indicator, when, level, period)
        body = atlas.once(("list", indicator, when, level, period), lambda: _bare(atlas, found, when))
        return JSONResponse(body, headers=headers)

    @api.get("/attributes", summary="What maps filter by")
    def attributes(request: Request, year: Year = None, level: LevelOf = "verband") -> Response:
        """Name, Land, type, Lage and population of all areas of a level as lists, in the order of /areas."""
        when = atlas.year(year)
        etag = site.etag("attributes", when, level)
        headers = OPEN | {"ETag": etag}
        if is_known(request, etag):
            return Response(status_code=304, headers=headers)
        body = atlas.once(("attributes", when, level), lambda: _attributes(atlas, when, level))
        return JSONResponse(body, headers=headers)


def _attributes(atlas: Atlas, year: int, level: Level) -> dict[str, Any]:
    areas = atlas.areas(year, level)
    columns = {name: values.tolist() for name, values in areas.codes.items() if name != "kreis"}
    people = [None if np.isnan(number) else int(number) for number in areas.population]
    licence = {"licences": licences([SOURCES["gv"]])}
    return {**licence, "key": areas.keys, "name": areas.names, "population": people, **columns}


def _bare(atlas: Atlas, column: Column, year: int) -> dict[str, Any]:
    digits = column.indicator.decimals + 2
    values = [None if np.isnan(value) else round(float(value), digits) for value in column.values]
    vintages = [vintage for vintage in column.vintage if vintage]
    return {
        "indicator": column.indicator.id,
        "vintage": vintages[0] if vintages else None,
        "licences": licences(_sources(atlas, [column.indicator.id], year, column.period)),
        "values": values,
    }


def _split(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not 1 <= len(names) <= MOST_INDICATORS:
        german = f"Eine bis {MOST_INDICATORS} Indikatoren je Anfrage, nicht {len(names)}."
        english = f"One to {MOST_INDICATORS} indicators a call, not {len(names)}."
        raise RequestError(german, english)
    return list(dict.fromkeys(names))


def _filtered(frame: pl.DataFrame, *, area: str | None = None, **wanted: str | None) -> pl.DataFrame:
    for name, value in wanted.items():
        if value is not None:
            frame = frame.filter(pl.col(name).cast(pl.String) == value)
    return frame if area is None else frame.filter(pl.col(frame.columns[0]).is_in(area.split(",")))


def _long(atlas: Atlas, name: str, year: int, level: Level, period: str | None) -> pl.DataFrame:
    column = atlas.column(name, year, level, period)
    return pl.DataFrame(
        {
            KEY_COLUMN[level]: atlas.areas(year, level).keys,
            "indicator": [name] * len(column.values),
            "value": pl.Series(column.values).fill_nan(None),
            "status": column.status,
            "vintage": pl.Series(column.vintage, dtype=pl.String),
            "unit": [column.indicator.unit] * len(column.values),
        }
    )


def _over_time(atlas: Atlas, name: str, year: int, level: Level, wanted: list[str]) -> pl.DataFrame:
    areas, found = atlas.areas(year, level), atlas.series(name, year, level)
    unknown = [key for key in wanted if key not in areas.row]
    if unknown:
        msg = f"There is no {level} '{unknown[0][:20]}' in {year}."
        raise UnknownNameError(msg)
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


def _figure_row(figure: Figure) -> dict[str, Any]:
    return {
        "indicator": figure.indicator.id,
        "unit": figure.indicator.unit,
        "value": figure.value,
        "status": figure.status,
        "vintage": figure.vintage,
        "group": figure.group,
        "land": figure.land,
        "bund": figure.bund,
        "percentile": figure.place.percentile if figure.place else None,
        "group_median": figure.place.quartiles[1] if figure.place else None,
        "sources": ", ".join(dict.fromkeys(origin.source.id for origin in figure.origins)),
    }


def _indicators(atlas: Atlas) -> Table:
    vintages = atlas.edition.engine.vintages
    rows = []
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
    used = {source for row in rows for source in row["sources"].split(", ")}
    return Table(pl.DataFrame(rows), [source for name, source in SOURCES.items() if name in used], {})


def _sources(atlas: Atlas, names: list[str], year: int, period: str | None) -> list[Source]:
    found = {origin.source.id: origin.source for name in names for origin in atlas.origins(name, year, period)}
    return list(found.values())
