"""`kleinstadt report`, `table`, `areas`, `verify`: the report, its tables and its ledger."""

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from kleinstadt.cli import screens
from kleinstadt.cli.options import (
    EditionPath,
    Language,
    OfficialFile,
    Output,
    err_console,
    out_console,
    patience,
    progress_bar,
    writable_folder,
)
from kleinstadt.files import written_whole

Year = Annotated[int, typer.Option("--year", "-y", help="Year of territory and data; `kleinstadt sources` lists them.")]
BY_SUFFIX = "By default what --out ends in, else csv."
Format = Annotated[str | None, typer.Option("--format", "-f", help=f"csv, json, md or xlsx. {BY_SUFFIX}")]
Computed = Annotated[
    bool, typer.Option("--computed", help="Leave official classes aside: type, Lage and growth as the rules give them.")
]


def report(
    year: Year = 2019,
    lang: Language = "de",
    land: Annotated[str, typer.Option("--land", help="Land whose reforms Abb. 4 shows: a name or key.")] = "15",
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Folder; by default build/report-YEAR.", callback=writable_folder),
    ] = None,
    edition: EditionPath = None,
    official: OfficialFile = None,
) -> None:
    """Rebuild the report: a page, a PDF, tables, figures, maps and the ledger."""
    from kleinstadt.edition.edition import Edition
    from kleinstadt.report.document import write_report

    folder = out or Path("build") / f"report-{year}"
    with progress_bar(err_console) as bar:
        task = bar.add_task("Opening the edition", total=None)
        result = write_report(
            Edition(edition, official),
            year,
            folder,
            lang=lang,
            land=land,
            processes=os.cpu_count() or 1,
            progress=lambda text, done, total: bar.update(task, description=text, completed=done, total=total),
        )
    out_console.print(screens.report_done(result))


def table(
    table_id: Annotated[
        str, typer.Argument(metavar="ID", help="tab1, tab2, tab3, tab4, abb1, abb4, abb6, abb9, abb14 or abb21.")
    ],
    year: Year = 2019,
    form: Format = None,
    out: Output = None,
    edition: EditionPath = None,
    official: OfficialFile = None,
) -> None:
    """Print one table of the report; the printed ones have exactly the printed columns."""
    from kleinstadt.edition.edition import Edition
    from kleinstadt.report.ledger import needs
    from kleinstadt.report.provenance import other_years
    from kleinstadt.report.tables import catalogue as tables
    from kleinstadt.report.tables import export

    wanted = export.known_format(_form(form, out))
    with patience():
        opened = Edition(edition, official)
        frame = tables.table(opened, table_id, year)
    missing = needs.lacking_for(opened, table_id)
    notes = [needs.reason(missing)[1] if missing else "", other_years(opened, table_id, year, "en")]
    note = " ".join(filter(None, notes))
    if note:
        err_console.print(note, markup=False, highlight=False)
    _emit(export.to_bytes(frame, wanted, table_id, note), out)


def areas(
    year: Year = 2019,
    level: Annotated[
        str, typer.Option("--level", "-l", help="gemeinde, verband, kreis, region, land or bund.")
    ] = "verband",
    indicator: Annotated[
        list[str] | None,
        typer.Option("--indicator", "-i", help="An indicator's id, or `growth`; repeat for more; `all` for all."),
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", "-f", help=f"csv, json, md, xlsx or gpkg (with borders). {BY_SUFFIX}")
    ] = None,
    out: Output = None,
    edition: EditionPath = None,
    official: OfficialFile = None,
    computed: Computed = False,
) -> None:
    """List all areas of a level with their type, and any indicators."""
    from kleinstadt.edition.edition import Edition
    from kleinstadt.report.tables import export

    with patience():
        opened = Edition(edition, official, computed=computed)
        data = export.areas(opened, year, level, indicator or [], _form(form, out))
    _emit(data, out)


def verify(
    as_json: Annotated[bool, typer.Option("--json", help="The whole ledger as JSON.")] = False,
    lang: Language = "de",
    edition: EditionPath = None,
    official: OfficialFile = None,
) -> None:
    """Hold every printed number against the computed one: the ledger."""
    from kleinstadt.edition.edition import Edition
    from kleinstadt.report.ledger import entries as published

    with patience(lang):
        opened = Edition(edition, official)
        entries = published.ledger(opened)
    if as_json:
        typer.echo(json.dumps(published.frame(entries).to_dicts(), ensure_ascii=False, indent=1))
        return
    out_console.print(screens.ledger(entries, lang))
    if official is not None:
        out_console.print(screens.official(opened, lang))


def _form(form: str | None, out: Path | None) -> str:
    """The format asked for, or that of the file's name: towns.xlsx is no CSV."""
    suffix = out.suffix.lstrip(".") if out else ""
    return (form or suffix or "csv").lower()


def _emit(data: bytes, out: Path | None) -> None:
    """To a file, or to the screen; a spreadsheet needs a file or a pipe."""
    if out is not None:
        with written_whole(out) as stream:
            stream.write(data)
        err_console.print(f"Wrote {out}")
        return
    sys.stdout.buffer.write(data)
    sys.stdout.flush()
