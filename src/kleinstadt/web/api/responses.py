"""Answers of the API: frames as JSON, CSV, Parquet or Excel, each with its licence and an ETag."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, Literal

import polars as pl
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kleinstadt.compare.columns import Atlas
from kleinstadt.report.tables.export import clean
from kleinstadt.sources.catalogue import SOURCES, Source
from kleinstadt.spreadsheets import csv_bytes, excel_bytes
from kleinstadt.web.serving.site import Site, gzipped, is_known, packed_response

Format = Literal["json", "csv", "parquet", "xlsx"]

KINDS: Final = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_ROWS: Final = 20_000


@dataclass(frozen=True)
class Table:
    """An answer: rows, where they come from, and what else is to be said of them.

    Attributes
    ----------
    frame : pl.DataFrame
        All rows, from which the answer takes its page.
    sources : sequence of Source
        Whom the numbers come from.
    about : dict of str to object
        What `meta` says beside edition, licences and page; as JSON has it.
    """

    frame: pl.DataFrame
    sources: Sequence[Source]
    about: dict[str, Any]


@dataclass(frozen=True)
class Written:
    """An answer whose rows are written already.

    Attributes
    ----------
    rows : bytes
        A list of objects, as JSON.
    count : int
        How many rows these are.
    sources : sequence of Source
        Whom the numbers come from.
    about : mapping of str to object
        What `meta` says beside edition, licences and page; as JSON has it.
    """

    rows: bytes
    count: int
    sources: Sequence[Source]
    about: Mapping[str, Any]


def licences(sources: Iterable[Source]) -> list[dict[str, str]]:
    """Who must be named, and under which licence.

    Parameters
    ----------
    sources : iterable of Source
        Whom the numbers come from.

    Returns
    -------
    list of dict of str to str
        One a source, with the fields of schemas.Licence.
    """
    return [
        {"source": s.id, "attribution": s.attribution, "licence": s.licence, "licence_url": s.licence_url, "url": s.url}
        for s in sources
    ]


def _licence_links(sources: Iterable[Source]) -> list[str]:
    """The licences as parts of a header "Link"."""
    return list(dict.fromkeys(f'<{source.licence_url}>; rel="license"' for source in sources))


def sources_in_use(atlas: Atlas) -> list[Source]:
    """The sources that the edition's numbers come from.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.

    Returns
    -------
    list of Source
        In the order of the catalogue.
    """
    variables = {variable for found in atlas.indicators.values() for variable in found.variables}
    used = {vintage.source for variable in variables for vintage in atlas.edition.choice.vintages.of(variable)}
    return [source for name, source in SOURCES.items() if name in used]


def head(etag: str, sources: Iterable[Source] = ()) -> dict[str, str]:
    """What every answer carries: ETag, licence, and that other sites may read it.

    Parameters
    ----------
    etag : str
        Of the answer, with its quotation marks.
    sources : iterable of Source
        Whom the numbers come from; without any there is no Link.

    Returns
    -------
    dict of str to str
        Headers.
    """
    known = {"ETag": etag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding", "Access-Control-Allow-Origin": "*"}
    links = _licence_links(sources)
    return known | {"Link": ", ".join(links)} if links else known


def small_answer(
    site: Site, request: Request, sources: Sequence[Source], make: Callable[[], Mapping[str, Any]]
) -> Response:
    """A JSON object that depends on nothing but its address; 304 if the client has it.

    Parameters
    ----------
    site : Site
        What all pages share.
    request : Request
        Its path and query make the ETag.
    sources : sequence of Source
        Whom the numbers come from.
    make : callable
        Makes the object; not called where the client has it.

    Returns
    -------
    Response
        JSON, or 304 without a body.
    """
    headers = head(site.etag("api", request.scope["path"], request.url.query), sources)
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return JSONResponse(make(), headers=headers)


def answer(
    site: Site, request: Request, name: str, make: Callable[[], Table], *, form: Format, limit: int, offset: int = 0
) -> Response:
    """A page of the table in the format asked for; 304 if the client has it.

    Parameters
    ----------
    site : Site
        What all pages share.
    request : Request
        Its path and query make the ETag, and the address of the next page.
    name : str
        Of the file that it is saved as, without suffix.
    make : callable
        Makes the table; not called where the client has the answer.
    form : {"json", "csv", "parquet", "xlsx"}
        Format of the answer.
    limit : int
        Rows at most.
    offset : int
        Rows before the first.

    Returns
    -------
    Response
        With the licences in the header Link, and the number of all rows in X-Total-Count.
    """
    headers = head(site.etag("api", request.scope["path"], request.url.query))
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    table = make()
    total = table.frame.height
    frame = clean(table.frame.slice(offset, limit))
    following = _next_page(request, limit, offset + frame.height) if offset + frame.height < total else None
    headers |= _said_of_rows(table.sources, total, following)
    if form != "json":
        headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
        return Response(_bytes(frame, form, table), media_type=KINDS[form], headers=headers)
    page = {"limit": limit, "offset": offset, "rows": frame.height, "total": total, "next": following}
    return _as_json(site, request, headers, table.about, table.sources, page, frame.write_json().encode())


def written_answer(site: Site, request: Request, make: Callable[[], Written]) -> Response:
    """The same as `answer` as JSON, of rows that are written already and of which none is left out.

    Parameters
    ----------
    site : Site
        What all pages share.
    request : Request
        Its path and query make the ETag.
    make : callable
        Makes the rows; not called where the client has the answer.

    Returns
    -------
    Response
        JSON, or 304 without a body.
    """
    headers = head(site.etag("api", request.scope["path"], request.url.query))
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    made = make()
    headers |= _said_of_rows(made.sources, made.count, None)
    page = {"limit": MOST_ROWS, "offset": 0, "rows": made.count, "total": made.count, "next": None}
    return _as_json(site, request, headers, made.about, made.sources, page, made.rows)


def _said_of_rows(sources: Sequence[Source], total: int, following: str | None) -> dict[str, str]:
    """Headers: licences, the next page, how many rows there are."""
    links = _licence_links(sources) + ([f'<{following}>; rel="next"'] if following else [])
    return {"Link": ", ".join(links), "X-Total-Count": str(total)}


def _as_json(
    site: Site,
    request: Request,
    headers: Mapping[str, str],
    about: Mapping[str, Any],
    sources: Sequence[Source],
    page: Mapping[str, Any],
    rows: bytes,
) -> Response:
    meta = {**about, "edition": site.atlas.fingerprint, "licences": licences(sources), "page": page}
    said = json.dumps(meta, ensure_ascii=False).encode()
    body = b'{"meta":%b,"data":%b}' % (said, rows)
    return packed_response(request, gzipped(body), KINDS["json"], headers)  # the middleware takes eight times as long


def _next_page(request: Request, limit: int, offset: int) -> str:
    url = request.url.include_query_params(limit=limit, offset=offset)
    return f"{url.path}?{url.query}"


def _bytes(frame: pl.DataFrame, form: Format, table: Table) -> bytes:
    if form == "csv":
        return csv_bytes(frame)
    if form == "xlsx":
        return excel_bytes({"data": frame, "licences": pl.DataFrame(licences(table.sources))})
    buffer = BytesIO()
    said = json.dumps({**table.about, "licences": licences(table.sources)}, ensure_ascii=False)
    frame.write_parquet(buffer, metadata={"kleinstadt": said})
    return buffer.getvalue()
