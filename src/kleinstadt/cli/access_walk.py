"""The command line of walking access: `kleinstadt access walk`."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from kleinstadt.cli.options import (
    Chart,
    Language,
    err_console,
    out_console,
    progress_bar,
    writable_file,
    write_picture,
    write_table,
)

if TYPE_CHECKING:
    import polars as pl

    from kleinstadt.travel.walking.cells import Cells
    from kleinstadt.travel.walking.walk_job import WalkResult


ROWS_SHOWN = 12
GRID = "grid"


def walk(
    osm: Annotated[Path, typer.Option("--osm", help="Extract of OpenStreetMap (.osm.pbf).")],
    cells: Annotated[
        str,
        typer.Option(
            "--cells",
            help="Where people live: the CSV of the census of 2022 (Zensus2022_Bevoelkerungszahl_100m-Gitter.csv), "
            "or `grid` for the 1 km grid of 2011 in the raw folder.",
        ),
    ] = GRID,
    gtfs: Annotated[
        Path | None, typer.Option("--gtfs", help="Timetable (GTFS); without one nothing is said of stops.")
    ] = None,
    schools: Annotated[
        Path | None, typer.Option("--schools", help="Primary schools from jedeschule.de's list instead of the extract.")
    ] = None,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            help="Shares by municipality: .csv or .parquet; its cells and gaps beside it.",
            callback=writable_file,
        ),
    ] = Path("walk_access.parquet"),
    chart: Chart = None,
    lang: Language = "de",
    limit: Annotated[float, typer.Option("--limit", min=1, help="Metres that count as reached on foot.")] = 1000.0,
    cutoff: Annotated[float, typer.Option("--cutoff", min=1, help="Metres beyond which no way is searched.")] = 3000.0,
    edge: Annotated[
        float | None,
        typer.Option("--edge", min=0, help="Cells nearer to the extract's edge are in no share; by default the limit."),
    ] = None,
    departures: Annotated[int, typer.Option("--departures", min=1, help="Departures a day that make a stop.")] = 20,
    day: Annotated[
        datetime | None,
        typer.Option("--day", formats=["%Y-%m-%d"], help="Day of the timetable; by default an ordinary working day."),
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", "-y", help="Year of the borders; by default the newest.")
    ] = None,
    raw: Annotated[
        Path | None, typer.Option("--raw", envvar="KLEINSTADT_RAW", help="Folder of raw files, for `--cells grid`.")
    ] = None,
    workers: Annotated[int, typer.Option("--workers", min=0, help="Split over so many processes with Dask.")] = 0,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", help="Split on a Dask cluster at this address.")
    ] = None,
    cache: Annotated[
        Path | None, typer.Option("--cache", help="Folder of prepared networks; by default the user's cache.")
    ] = None,
    edition: Annotated[Path | None, typer.Option("--edition", help="Edition of the borders.")] = None,
) -> None:
    """Who reaches pharmacy, primary school, GP, stop, post and supermarket on foot: shares by municipality.

    Once along footways and once in a straight line: two measures with two names.
    """
    from kleinstadt.edition.edition import Edition
    from kleinstadt.sources.jedeschule.schools import read_schools
    from kleinstadt.travel.walking.walk_job import WalkOptions, run

    opened = Edition(edition)
    when = opened.years[-1] if year is None else year
    wanted = WalkOptions(
        limit,
        max(cutoff, limit),
        limit if edge is None else edge,
        departures,
        day and day.date(),
        workers,
        scheduler,
        cache,
    )
    people = _cells(cells, raw)
    places = read_schools(schools).filter("primary").rename({"id": "origin"}) if schools else None
    with progress_bar(err_console) as bar:
        task = bar.add_task("Cells and borders", total=None)
        result = run(
            osm,
            people,
            opened.polygons(when, "gemeinde"),
            gtfs,
            places,
            wanted,
            lambda text, done, total: bar.update(task, description=text, completed=done, total=total or None),
        )
    table = _named(result.shares, opened.members(when))
    written = _write(result, table, out)
    if chart:
        from kleinstadt.report.contents.walking_words import figure_16

        brought = [path.name for path in (gtfs, schools) if path]
        written.append(write_picture(figure_16(opened, when, out, result, lang, brought), chart))
    out_console.print(_shown(table, limit))
    out_console.print(_summary(result, written))


def _named(shares: "pl.DataFrame", members: "pl.DataFrame") -> "pl.DataFrame":
    """The shares with names, and stops per 1,000 residents."""
    from kleinstadt.travel.walking.stops import RATES, per_1000

    named = per_1000(shares.join(members.select("ags", "name", "population"), on="ags", how="left"))
    return named.select("ags", "name", *shares.columns[1:], *RATES)


def _cells(cells: str, raw: Path | None) -> "Cells":
    from kleinstadt.travel.walking.cells import cells_of_2011, read_cells

    if cells != GRID:
        return read_cells(Path(cells))
    if raw is None:
        msg = "The grid lies in the folder of raw files: name it with --raw, or give the cells as a CSV."
        raise typer.BadParameter(msg)
    return cells_of_2011(raw)


def _write(result: "WalkResult", table: "pl.DataFrame", out: Path) -> list[Path]:
    """Shares, distances of all cells, and gaps, in three files."""
    files = [out, out.with_name(f"{out.stem}_cells{out.suffix}"), out.with_name(f"{out.stem}_gaps{out.suffix}")]
    frames = (table, result.cells, result.left_out)
    return [write_table(frame, path) for path, frame in zip(files, frames, strict=True)]


def _shown(table: "pl.DataFrame", limit: float) -> Table:
    """The municipalities with most people assessed: along footways / in a straight line."""
    from kleinstadt.travel.walking.facilities import SERVICES
    from kleinstadt.travel.walking.walk_shares import MEASURES, share_name

    services = (*SERVICES, "all_six")
    screen = Table(title=f"Per cent of people within {limit:,.0f} m: along footways / in a straight line")
    for name in ("municipality", "persons", "assessed", *(name.replace("_", " ") for name in services)):
        screen.add_column(name, justify="left" if name == "municipality" else "right")
    for row in table.sort("persons_assessed", descending=True).head(ROWS_SHOWN).iter_rows(named=True):
        pairs = [[row[share_name(name, measure, limit)] for measure in MEASURES] for name in services]
        cells = [" / ".join("-" if share is None else f"{share:.0f}" for share in pair) for pair in pairs]
        screen.add_row(row["name"], f"{row['persons']:,.0f}", f"{row['persons_assessed']:,.0f}", *cells)
    return screen


def _summary(result: "WalkResult", written: list[Path]) -> Table:
    table, network = Table(show_header=False, box=None), result.network
    table.add_row("Network", f"{network.nodes:,} nodes, {network.edges:,} edges, {network.bytes / 2**20:,.1f} MiB")
    if result.timetable:
        table.add_row("Timetable", f"{result.timetable.day:%A, %Y-%m-%d}: {result.timetable.chosen}")
    for name, why in result.missing.items():
        table.add_row("Not known", f"{name.replace('_', ' ')}: {why}")
    for name, count in result.facilities.undecided.items():
        table.add_row("Not counted", f"{count} places may be a {name.replace('_', ' ')} and do not say so")
    for lost in result.timetable.lost if result.timetable else ():
        table.add_row("Timetable", str(lost))
    for reason, count in sorted(result.facilities.left_out["reason"].value_counts().iter_rows()):
        table.add_row("Not counted", f"{count:,} x a service that {reason}")
    for reason, gap in sorted(result.gaps.partition_by("reason", as_dict=True).items()):
        text = str(reason[0]).replace("_", " ")
        table.add_row("In no share", f"{gap.height:,} cells with {gap['persons'].sum():,.0f} people: {text}")
    table.add_row("Time", f"{result.prepare_s:.1f} s to prepare, {result.search_s:.1f} s to search")
    table.add_row("Memory", f"{result.peak_bytes / 2**20:,.0f} MiB at most" if result.peak_bytes else "not known here")
    table.add_row("Footways", "© OpenStreetMap contributors, ODbL")
    for path in written:
        table.add_row("Written", str(path))
    return table
