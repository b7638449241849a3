"""The command line: parse, call, print."""

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kleinstadt.cli import access as cli_access
from kleinstadt.cli import plan as cli_plan
from kleinstadt.cli import screens, terminal, towns
from kleinstadt.cli.add import add
from kleinstadt.cli.funding import funding
from kleinstadt.cli.options import Language, Output, progress_bar, writable_folder
from kleinstadt.cli.serve import serve
from kleinstadt.cli.site import site
from kleinstadt.errors import KleinstadtError, UnknownNameError
from kleinstadt.files import written_whole
from kleinstadt.workers import end_workers

app = typer.Typer(
    help="The open small-town observatory: the report on German small towns, rebuilt from open data.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)
app.add_typer(cli_access.app, name="access")
app.add_typer(cli_plan.app, name="plan")
out_console = Console()
err_console = Console(stderr=True)

Year = Annotated[int, typer.Option("--year", "-y", help="Year of territory and data; `kleinstadt sources` lists them.")]
BY_SUFFIX = "By default what --out ends in, else csv."
Format = Annotated[str | None, typer.Option("--format", "-f", help=f"csv, json, md or xlsx. {BY_SUFFIX}")]
EditionPath = Annotated[
    Path | None, typer.Option("--edition", help="Folder of an edition; by default the embedded one.")
]
OfficialFile = Annotated[
    Path | None,
    typer.Option(
        "--official", help="The BBSR's raumgliederungen-referenzen-YYYY.xlsx: its Lage, types and growth win."
    ),
]


Computed = Annotated[
    bool, typer.Option("--computed", help="Leave official classes aside: type, Lage and growth as the rules give them.")
]


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


@app.command()
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


@app.command()
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
    opened = Edition(edition, official)
    frame = tables.table(opened, table_id, year)
    missing = needs.lacking_for(opened, table_id)
    notes = [needs.reason(missing)[1] if missing else "", other_years(opened, table_id, year, "en")]
    note = " ".join(filter(None, notes))
    if note:
        err_console.print(note, markup=False, highlight=False)
    _emit(export.to_bytes(frame, wanted, table_id, note), out)


@app.command()
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

    opened = Edition(edition, official, computed=computed)
    _emit(export.areas(opened, year, level, indicator or [], _form(form, out)), out)


@app.command()
def verify(
    as_json: Annotated[bool, typer.Option("--json", help="The whole ledger as JSON.")] = False,
    lang: Language = "de",
    edition: EditionPath = None,
    official: OfficialFile = None,
) -> None:
    """Hold every printed number against the computed one: the ledger."""
    from kleinstadt.edition.edition import Edition
    from kleinstadt.report.ledger import entries as published

    opened = Edition(edition, official)
    entries = published.ledger(opened)
    if as_json:
        typer.echo(json.dumps(published.frame(entries).to_dicts(), ensure_ascii=False, indent=1))
        return
    out_console.print(screens.ledger(entries, lang))
    if official is not None:
        out_console.print(screens.official(opened, lang))


@app.command()
def sources(edition: EditionPath = None, lang: Language = "de") -> None:
    """List the sources: publisher, licence, vintages, and what was made of them."""
    from kleinstadt.edition.edition import Edition

    out_console.print(screens.sources(Edition(edition), lang))


@app.command()
def indicators(edition: EditionPath = None, lang: Language = "de") -> None:
    """List the indicators: unit, formula, source, vintages."""
    from kleinstadt.edition.edition import Edition

    out_console.print(screens.indicators(Edition(edition), lang))


@app.command()
def build(
    raw: Annotated[Path, typer.Option("--raw", envvar="KLEINSTADT_RAW", help="Folder of the raw files.")],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Folder of the new edition.", callback=writable_folder)
    ] = Path("build/edition"),
    borders: Annotated[
        Path | None, typer.Option("--borders", help="Tarball of borders, if npm cannot fetch it.")
    ] = None,
    accept_changed: Annotated[
        list[str] | None,
        typer.Option(
            "--accept-changed",
            metavar="FILE",
            help="Path, below the raw folder, of a file that may be another than the known one; repeat for more.",
        ),
    ] = None,
) -> None:
    """Make an edition from raw files. Files that are others than the known ones are refused, saying what differs."""
    from kleinstadt.edition.build import build as build_edition

    with progress_bar(err_console) as bar:
        task = bar.add_task("Looking at the raw files", total=None)
        result = build_edition(
            raw,
            out,
            lambda text, done, total: bar.update(task, description=text, completed=done, total=total),
            borders=borders,
            accept_changed=accept_changed or (),
        )
    out_console.print(screens.build_done(result))


@app.command("base-map")
def base_map(
    raw: Annotated[Path, typer.Option("--raw", envvar="KLEINSTADT_RAW", help="Folder of the raw files.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the files.", callback=writable_folder)] = Path(
        "build/base_map"
    ),
    edition: EditionPath = None,
) -> None:
    """Make what lies under the maps (sea, rivers, railways, names of places) from raw files."""
    from kleinstadt.edition.base_map.build import build as build_base_map
    from kleinstadt.edition.edition import Edition

    made = build_base_map(raw, out, Edition(edition))
    for name, size in made.sizes.items():
        out_console.print(f"{size / 1000:8.0f} kB  {out / name}", highlight=False)


app.command()(towns.town)
app.command()(towns.peers)
app.command()(towns.partners)
app.command()(serve)
app.command()(site)
app.command()(funding)
app.command()(add)


def main() -> None:
    """Run the command line; errors on purpose, and those of the disk, are printed without a traceback."""
    terminal.prepare()
    try:
        app(prog_name="kleinstadt")
    except (KleinstadtError, OSError) as error:
        err_console.print(f"[bold red]{type(error).__name__}[/]: ", end="")
        err_console.print(_said(error), markup=False, highlight=False)
        raise SystemExit(2) from error
    finally:
        end_workers()
        terminal.leave()


def _said(error: Exception) -> str:
    """What an error says and which command lists what there is; those of the disk as file and reason."""
    if isinstance(error, UnknownNameError) and error.listed:
        return f"{error} `kleinstadt {error.listed}` lists all."
    if isinstance(error, KleinstadtError) or not isinstance(error, OSError) or not error.strerror:
        return str(error)
    return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
