"""Answers of the API: frames as JSON, CSV, Parquet or Excel, each with its licence and an ETag."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, Literal

import polars as pl
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.report.export import clean
from kleinstadt.sources.catalogue import Source
from kleinstadt.web.site import Site, is_known

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
    """An answer: rows, where they come from, and what else is to be said of them."""

    frame: pl.DataFrame
    sources: Sequence[Source]
    about: dict[str, Any]


def licences(sources: Iterable[Source]) -> list[dict[str, str]]:
    """Who must be named, and under which licence."""
    return [
        {"source": s.id, "attribution": s.attribution, "licence": s.licence, "licence_url": s.licence_url, "url": s.url}
        for s in sources
    ]


def answer(
    site: Site, request: Request, form: Format, name: str, make: Callable[[], Table], *, limit: int, offset: int = 0
) -> Response:
    """A page of the table in the format asked for; 304 if the client has it.

    name : of the file it is saved as, without suffix
    """
    etag = site.etag("api", request.scope["path"], request.url.query)
    headers = {"ETag": etag, "Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*"}
    if is_known(request, etag):
        return Response(status_code=304, headers=headers)
    table = make()
    total = table.frame.height
    frame = clean(table.frame.slice(offset, limit))
    following = _next_page(request, limit, offset + frame.height) if offset + frame.height < total else None
    links = [f'<{source.licence_url}>; rel="license"' for source in table.sources]
    if following:
        links.append(f'<{following}>; rel="next"')
    headers |= {"Link": ", ".join(dict.fromkeys(links)), "X-Total-Count": str(total)}
    if form != "json":
        headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
        return Response(_bytes(frame, form, table), media_type=KINDS[form], headers=headers)
    meta = {
        **table.about,
        "edition": site.atlas.fingerprint,
        "licences": licences(table.sources),
        "page": {"limit": limit, "offset": offset, "rows": frame.height, "total": total, "next": following},
    }
    body = f'{{"meta":{json.dumps(meta, ensure_ascii=False)},"data":{frame.write_json()}}}'
    return Response(body, media_type=KINDS["json"], headers=headers)


def _next_page(request: Request, limit: int, offset: int) -> str:
    url = request.url.include_query_params(limit=limit, offset=offset)
    return f"{url.path}?{url.query}"


def _bytes(frame: pl.DataFrame, form: Format, table: Table) -> bytes:
    if form == "csv":
        return frame.write_csv().encode()
    buffer = BytesIO()
    if form == "parquet":
        said = json.dumps({**table.about, "licences": licences(table.sources)}, ensure_ascii=False)
        frame.write_parquet(buffer, metadata={"kleinstadt": said})
    else:
        notes = pl.DataFrame(licences(table.sources))
        _write_sheets(buffer, {"data": frame, "licences": notes})
    return buffer.getvalue()


def _write_sheets(buffer: BytesIO, sheets: dict[str, pl.DataFrame]) -> None:
    import xlsxwriter  # type: ignore[import-untyped]

    with xlsxwriter.Workbook(buffer) as book:
        for name, frame in sheets.items():
            frame.write_excel(book, worksheet=name, autofit=True, freeze_panes=(1, 0))
