"""`kleinstadt build`, `base-map`: an edition, and what lies under its maps, from raw files."""

from pathlib import Path
from typing import Annotated

import typer

from kleinstadt.cli import screens
from kleinstadt.cli.options import EditionPath, err_console, out_console, progress_bar, writable_folder


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
