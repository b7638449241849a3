"""The command line of travel times by car: `kleinstadt access car`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

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

    from kleinstadt.edition.edition import Edition
    from kleinstadt.travel.driving.car_job import CarResult
    from kleinstadt.travel.roads.networks import Network


Choice = Literal["auto", "hierarchy", "scipy"]

GAPS_SHOWN = 10

Osm = Annotated[Path, typer.Option("--osm", help="Extract of OpenStreetMap (.osm.pbf).")]
Cache = Annotated[
    Path | None, typer.Option("--cache", help="Folder of prepared networks; by default the user's cache.")
]


def car(
    osm: Osm,
    points: Annotated[
        str, typer.Option("--points", help="`seats` (centres of municipalities) or a CSV with id, lon, lat.")
    ] = "seats",
    cutoff: Annotated[
        float, typer.Option("--cutoff", min=0.1, max=29_999, help="Minutes beyond which pairs are left out.")
    ] = 120.0,
    out: Annotated[
        Path, typer.Option("--out", "-o", help="File to write (.parquet, .csv).", callback=writable_file)
    ] = Path("car_times.parquet"),
    nearest: Annotated[
        Path | None,
        typer.Option(
            "--nearest",
            help="Also write the minutes to the nearest motorway, long-distance station, airport (.csv, .parquet).",
            callback=writable_file,
        ),
    ] = None,
    places: Annotated[
        Path | None,
        typer.Option(
            "--places",
            help="Stations (no extract tells them), airports, motorway accesses of your own: CSV with goal (station, "
            "airport, motorway), name, lon, lat. Needs --nearest or --chart.",
        ),
    ] = None,
    chart: Chart = None,
    lang: Language = "de",
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
    from kleinstadt.edition.edition import Edition
    from kleinstadt.travel.driving.car_job import Options, run
    from kleinstadt.travel.driving.goals import read_list

    opened = Edition(edition)
    when = opened.years[-1] if year is None else year
    listed = read_list(places) if places else None
    options = Options(cutoff, engine, threads, workers, scheduler, cache)
    with progress_bar(err_console) as bar:
        task = bar.add_task("Opening the extract", total=None)
        result = run(
            osm,
            lambda network: _points(network, points, opened, when),
            options,
            lambda text, done, total: bar.update(task, description=text, completed=done, total=total or None),
        )
    write_table(result.times.pairs, out)
    summary = _summary(result, out)
    if nearest or places or chart:
        found = _nearest(osm, result, listed, cutoff)
        _write_nearest(found, opened, when, nearest or out.with_name(f"{out.stem}_nearest{out.suffix}"), summary)
    if chart:
        from kleinstadt.report.contents.driving_words import figure_19

        listed_in = places.name if places else None
        drawn = figure_19(opened, when, found, result.network, lang, listed_in)
        summary.add_row("Written", str(write_picture(drawn, chart)))
    beside = write_table(result.left_out, out.with_name(f"{out.stem}_gaps{out.suffix}"))
    summary.add_row("Gaps", f"{beside}: everything left out, and why")
    out_console.print(summary)
    if not result.times.gaps.is_empty():
        out_console.print(_gaps(result))


def _points(network: "Network", points: str, opened: "Edition", year: int) -> "pl.DataFrame":
    from kleinstadt.travel.driving.car import read_points, seats

    return seats(opened.members(year), network) if points == "seats" else read_points(Path(points))


def _nearest(osm: Path, result: "CarResult", listed: "pl.DataFrame | None", cutoff: float) -> "pl.DataFrame":
    from kleinstadt.travel.driving.goals import read_goals
    from kleinstadt.travel.driving.nearest import nearest_goals

    return nearest_goals(result.network, result.asked, read_goals(osm, listed), cutoff)


def _write_nearest(found: "pl.DataFrame", opened: "Edition", year: int, path: Path, summary: Table) -> None:
    """The table with the names of municipalities, and how many points have minutes in the summary."""
    from kleinstadt.travel.driving.goals import GOALS

    names = opened.members(year).select("name", id="ags")
    named = found.join(names, on="id", how="left", maintain_order="left").select("id", "name", *found.columns[1:])
    write_table(named, path)
    for goal in GOALS:
        counts = found[f"status_{goal}"].value_counts(sort=True).iter_rows()
        said = ", ".join(f"{count:,} {status.replace('_', ' ')}" for status, count in counts)
        summary.add_row(f"To a {goal}" if goal != "airport" else "To an airport", said)
    summary.add_row("Written", str(path))


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
