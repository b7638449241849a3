"""The command line of access: travel times by car and on foot."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from kleinstadt.cli_walk import walk

if TYPE_CHECKING:
    import polars as pl

    from kleinstadt.access.car_job import CarResult
    from kleinstadt.access.networks import Network

app = typer.Typer(help="How far it is, along roads and footways of OpenStreetMap.", no_args_is_help=True)
app.command()(walk)
out_console = Console()
err_console = Console(stderr=True)

Choice = Literal["auto", "hierarchy", "scipy"]

GAPS_SHOWN = 10

Osm = Annotated[Path, typer.Option("--osm", help="Extract of OpenStreetMap (.osm.pbf).")]
Cache = Annotated[
    Path | None, typer.Option("--cache", help="Folder of prepared networks; by default the user's cache.")
]


@app.command()
def car(
    osm: Osm,
    points: Annotated[
        str, typer.Option("--points", help="`seats` (centres of municipalities) or a CSV with id, lon, lat.")
    ] = "seats",
    cutoff: Annotated[
        float, typer.Option("--cutoff", min=0.1, max=29_999, help="Minutes beyond which pairs are left out.")
    ] = 120.0,
    out: Annotated[Path, typer.Option("--out", "-o", help="Parquet file to write.")] = Path("car_times.parquet"),
    year: Annotated[int | None, typer.Option("--year", "-y", help="Year of the seats; by default the newest.")] = None,
    engine: Annotated[Choice, typer.Option("--engine", help="All give the same times.")] = "auto",
    threads: Annotated[int, typer.Option("--threads", min=1, help="Threads of the hierarchy engine.")] = 1,
    workers: Annotated[int, typer.Option("--workers", min=0, help="Split over so many processes with Dask.")] = 0,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", help="Split on a Dask cluster at this address.")
    ] = None,
    cache: Cache = None,
    edition: Annotated[Path | None, typer.Option("--edition", help="Edition of the seats.")] = None,
) -> None:
    """Minutes by car between all points within a cut-off, as Parquet (from_id, to_id, minutes)."""
    from kleinstadt.access.car_job import Options, run

    options = Options(cutoff, engine, threads, workers, scheduler, cache)
    columns = (TextColumn("{task.description:<44.44}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err_console) as bar:
        task = bar.add_task("Opening the extract", total=None)
        result = run(
            osm,
            lambda network: _points(network, points, year, edition),
            options,
            lambda text, done, total: bar.update(task, description=text, completed=done, total=total or None),
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    result.times.pairs.write_parquet(out)
    out_console.print(_summary(result, out))
    if not result.times.gaps.is_empty():
        out_console.print(_gaps(result))


def _points(network: "Network", points: str, year: int | None, edition: Path | None) -> "pl.DataFrame":
    from kleinstadt.access.car import read_points, seats
    from kleinstadt.observatory import Edition

    if points != "seats":
        return read_points(Path(points))
    opened = Edition(edition)
    return seats(opened.members(year or opened.years[-1]), network)


def _summary(result: "CarResult", out: Path) -> Table:
    table, times, network = Table(show_header=False, box=None), result.times, result.network
    table.add_row("Network", f"{network.nodes:,} nodes, {network.edges:,} edges, {network.bytes / 2**20:,.1f} MiB")
    table.add_row("Left out", f"{network.origin.dropped_nodes:,} nodes not joined to the rest both ways")
    table.add_row("Points", f"{times.points:,} placed, {times.gaps.height:,} without a road")
    table.add_row("Pairs", f"{times.pairs.height:,} within the cut-off, of {times.points**2:,}")
    table.add_row("Time", f"{result.prepare_s:.1f} s to prepare, {result.search_s:.1f} s to search ({result.engine})")
    table.add_row("Memory", f"{result.peak_bytes / 2**20:,.0f} MiB at most" if result.peak_bytes else "not known here")
    table.add_row("Roads", "© OpenStreetMap contributors, ODbL")
    table.add_row("Written", str(out))
    return table


def _gaps(result: "CarResult") -> Table:
    gaps = result.times.gaps
    table = Table(title=f"Points without times ({min(GAPS_SHOWN, gaps.height)} of {gaps.height} shown)")
    for name in ("id", "nearest road", "reason"):
        table.add_column(name)
    for row in gaps.head(GAPS_SHOWN).iter_rows(named=True):
        distance = "" if row["distance_m"] is None else f"{row['distance_m']:,.0f} m"
        table.add_row(row["id"], distance, row["reason"])
    return table
