"""The shapes of the API's answers, for its OpenAPI description: what the answers hold, not how they are made."""

from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from kleinstadt.web.api.responses import KINDS

M = TypeVar("M")
R = TypeVar("R")


class Shape(BaseModel):
    """An object with these fields and no others; those with a default may be absent."""

    model_config = ConfigDict(extra="forbid")


class Licence(Shape):
    """Who must be named for the numbers, and under which licence they may be used."""

    source: str
    attribution: str
    licence: str
    licence_url: str
    url: str


class Page(Shape):
    """Which part of the rows an answer holds; next is the address of the following part."""

    limit: int
    offset: int
    rows: int
    total: int
    next: str | None


class Meta(Shape):
    """What is to be said of a table."""

    edition: str
    licences: list[Licence]
    page: Page


class Rows(Shape, Generic[M, R]):
    """A table: what is to be said of it, and its rows."""

    meta: M
    data: list[R]


class AreaRow(Shape):
    """One area; its own key stands in the column of its level. Population in persons, potential as well."""

    ags: str | None = None
    verband: str | None = None
    bund: str | None = None
    land: str | None
    land_name: str | None
    kreis: str | None
    kreis_name: str | None
    name: str
    population: int | None
    area_km2: float | None
    type: str | None
    members: int
    lage: str | None = None
    lage_basis: str | None = None
    potential: float | None = None
    size: str | None
    kreis_type: str | None
    regiostar7: str | None
    region: str | None
    type_basis: str | None = None
    own_type: str | None = None
    own_type_basis: str | None = None


class ValueRow(Shape):
    """One indicator at one area; a missing value is null, and its status says why.

    people_pct, area_pct: the share of its residents and of its land for which the indicator is known.
    """

    ags: str | None = None
    verband: str | None = None
    kreis: str | None = None
    land: str | None = None
    bund: str | None = None
    name: str | None
    indicator: str
    value: float | None
    status: str
    vintage: str | None
    unit: str
    people_pct: float | None
    area_pct: float | None


class PeriodRow(Shape):
    """One period of a series at one area."""

    ags: str | None = None
    verband: str | None = None
    period: str
    value: float | None


class IndicatorRow(Shape):
    """One indicator: names, unit, theme, formula; periods and sources separated by commas."""

    id: str
    de: str
    en: str
    theme: str
    unit: str
    kind: str
    formula: str
    note_de: str
    note_en: str
    periods: str
    sources: str


class PlaceRow(Shape):
    """A place that a search found: key, level and name are those of the area that it leads to.

    title: what it is called in a list; former, part: the name it was found by, if it is that of a municipality of
    earlier days or of an Ortsteil; postcode: that it was found by; what: what it is, where its title does not say it.
    """

    key: str
    level: str
    name: str
    title: str
    where: str
    land: str
    former: str
    part: str
    postcode: str
    what_de: str
    what_en: str
    path: str


class TableMeta(Meta):
    """Of areas in the borders of a year."""

    year: int
    level: str


class AreasMeta(TableMeta):
    """Of areas; computed says whether official classes were left aside."""

    computed: bool


class ValuesMeta(TableMeta):
    """Of values."""

    indicators: list[str]


class SeriesMeta(TableMeta):
    """Of one indicator over time; breaks: the first period on each other basis, across which nothing is a change."""

    indicator: str
    breaks: list[str]


class FoundMeta(Shape):
    """Of places found; by: the postcode, the key, the name, or (similar) a name that merely resembles it."""

    edition: str
    licences: list[Licence]
    by: str
    said_de: str
    said_en: str


class Contents(Shape):
    """What the edition holds, and the addresses of everything else."""

    edition: str
    years: list[int]
    years_with_borders: list[int]
    levels: list[str]
    indicators: list[str]
    documentation: str
    openapi: str
    licences: list[Licence]


class Areas(Rows[AreasMeta, AreaRow]):
    """Areas of a level."""


class Values(Rows[ValuesMeta, ValueRow]):
    """Values of indicators."""


class Periods(Rows[SeriesMeta, PeriodRow]):
    """One indicator over time."""


class Indicators(Rows[Meta, IndicatorRow]):
    """Indicators."""


class Found(Rows[FoundMeta, PlaceRow]):
    """Places found, best first."""


class Column(Shape):
    """One indicator at all areas of a level, in the order of /areas; null where missing."""

    indicator: str
    vintage: str | None
    licences: list[Licence]
    values: list[float | None]


class Attributes(Shape):
    """What maps filter by, as lists in the order of /areas."""

    licences: list[Licence]
    key: list[str]
    name: list[str]
    population: list[int | None]
    type: list[str | None]
    own_type: list[str | None] = []
    land: list[str | None]
    lage: list[str | None] = []


class BorderLicence(Shape):
    """The licence of the borders."""

    attribution: str
    licence: str
    url: str


class Named(Shape):
    """Key and name of an area."""

    key: str
    name: str


class Geometry(Shape):
    """Polygon or MultiPolygon in WGS 84."""

    type: str
    coordinates: list[Any]


class Feature(Shape):
    """One area; id is its row in /areas and /column."""

    type: str
    id: int
    properties: Named
    geometry: Geometry


class Borders(Shape):
    """A GeoJSON FeatureCollection."""

    type: str
    licence: BorderLicence
    features: list[Feature]


class Refusal(Shape):
    """Why a call was refused; detail lists the parameters that were wrong."""

    error: str
    status: int
    detail: list[dict[str, Any]] = []


_TEXT: Final = {"schema": {"type": "string"}}
_ETAG: Final = {"ETag": _TEXT | {"required": True, "description": "Send it back as If-None-Match: 304 if unchanged."}}
_LICENCE: Final = {"Link": _TEXT | {"required": True, "description": 'rel="license"; rel="next" where rows follow.'}}
_FILES: Final = {
    media.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
    for form, media in KINDS.items()
    if form != "json"
}
_COUNT: Final = {"X-Total-Count": {"required": True, "schema": {"type": "integer"}, "description": "Rows in all."}}


def answers_of(model: type[Shape], *, table: bool = False) -> dict[int | str, dict[str, Any]]:
    """The answers of a call: this shape, or nothing new, or a reason (always in JSON).

    Parameters
    ----------
    model : type
        Shape of the JSON that the call gives.
    table : bool
        Whether it comes in the other formats as well, and says how many rows there are.

    Returns
    -------
    dict of int to dict
        By status, as OpenAPI has it.
    """
    headers = _ETAG | _LICENCE | (_COUNT if table else {})
    refusal = {"content": {KINDS["json"]: {"schema": Refusal.model_json_schema()}}}
    return {
        200: {"model": model, "headers": headers, "content": _FILES if table else {}},
        304: {"description": "The client has it already.", "headers": _ETAG},
        400: refusal | {"description": "More or less than can be answered."},
        404: refusal | {"description": "No such thing; the reason lists what there is."},
        422: refusal | {"description": "A parameter is not of its kind or beyond its limits."},
    }
