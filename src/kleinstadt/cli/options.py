"""Options that several commands share, and how they write what they made."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, Timer
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console

from kleinstadt.errors import UnknownNameError
from kleinstadt.files import written_whole
from kleinstadt.words.language import Lang, language, pick

if TYPE_CHECKING:
    import altair as alt
    import polars as pl
    from rich.progress import Progress
    from rich.status import Status

PICTURES: Final = (".svg", ".png")
QUIET_S: Final = 1.0  # what is done by then needs no word

out_console = Console()
err_console = Console(stderr=True)


def _picture(path: Path | None) -> Path | None:
    """Asked before the work begins, not after it."""
    if path is not None and path.suffix not in PICTURES:
        msg = f"No picture is called '{path.name}'. Its name ends in: {', '.join(PICTURES)}."
        raise UnknownNameError(msg)
    return writable_file(path)


def writable_file(path: Path | None) -> Path | None:
    """The path, if a file can be written there: asked before an hour's work, not after it.

    Parameters
    ----------
    path : Path or None
        As typed; None where nothing was.

    Returns
    -------
    Path or None
        The same.

    Raises
    ------
    typer.BadParameter
        For a folder, and where nothing can be written.
    """
    if path is not None:
        if path.is_dir():
            msg = f"{path} is a folder; name a file in it."
            raise typer.BadParameter(msg)
        _refuse_closed(path)
    return path


def writable_folder(path: Path | None) -> Path | None:
    """The path, if it is a folder to write to, or one can be made there.

    Parameters
    ----------
    path : Path or None
        As typed; None where nothing was.

    Returns
    -------
    Path or None
        The same.

    Raises
    ------
    typer.BadParameter
        For a file, and where nothing can be written.
    """
    if path is not None:
        if path.exists() and not path.is_dir():
            msg = f"{path} is there already and is no folder; name another."
            raise typer.BadParameter(msg)
        _refuse_closed(path / "file")
    return path


def _refuse_closed(path: Path) -> None:
    nearest = next(parent for parent in path.absolute().parents if parent.exists())
    if not nearest.is_dir():
        msg = f"{nearest} is a file, so nothing can be written below it; name another place."
        raise typer.BadParameter(msg)
    if not os.access(nearest, os.W_OK):
        msg = f"the folder {nearest} may not be written to; name another place."
        raise typer.BadParameter(msg)


Output = Annotated[
    Path | None, typer.Option("--out", "-o", help="File to write; by default the screen.", callback=writable_file)
]
Language = Annotated[
    Lang, typer.Option("--lang", metavar="TEXT", help="Language of words and numbers: de or en.", parser=language)
]
EditionPath = Annotated[
    Path | None, typer.Option("--edition", help="Folder of an edition; by default the embedded one.")
]
OfficialFile = Annotated[
    Path | None,
    typer.Option(
        "--official", help="The BBSR's raumgliederungen-referenzen-YYYY.xlsx: its Lage, types and growth win."
    ),
]
Chart = Annotated[
    Path | None,
    typer.Option("--chart", help="Also draw the report's figure of it, as .svg or .png.", callback=_picture),
]


def progress_bar(console: Console) -> "Progress":
    """How far a long job is: what is done now, how many of how many parts, how long so far.

    Parameters
    ----------
    console : Console
        Where it is shown.

    Returns
    -------
    Progress
        To be used in a with statement.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<44.44}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console)


@contextmanager
def patience(lang: Lang = "en") -> Iterator[None]:
    """Say on a terminal that something is being computed, once it takes over a second; inside, nothing is printed.

    Parameters
    ----------
    lang : {"de", "en"}
        Language.

    Yields
    ------
    None
        What takes long is done inside the block.
    """
    if not err_console.is_terminal:
        yield
        return
    shown: list[Status] = []
    turn, over = Lock(), False

    def show() -> None:
        with turn:
            if not over:
                shown.append(err_console.status(pick(("Rechnet ...", "Computing ..."), lang), spinner="line"))
                shown[0].start()

    timer = Timer(QUIET_S, show)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        with turn:
            over = True
        for status in shown:
            status.stop()


def write_table(frame: "pl.DataFrame", path: Path) -> Path:
    """Write a table as CSV where the suffix says so, else as Parquet; whole, or not at all.

    Parameters
    ----------
    frame : pl.DataFrame
        Any columns that the format can hold.
    path : Path
        File to write: .csv, or anything else for Parquet.

    Returns
    -------
    Path
        The same, for what is printed at the end.
    """
    from kleinstadt.spreadsheets import write_csv

    with written_whole(path) as stream:
        if path.suffix == ".csv":
            write_csv(frame, stream)
        else:
            frame.write_parquet(stream)
    return path


def write_picture(chart: "alt.LayerChart", path: Path) -> Path:
    """Write a chart as the suffix says; whole, or not at all.

    Parameters
    ----------
    chart : LayerChart
        As the report draws it.
    path : Path
        File to write: .svg, or anything else for PNG.

    Returns
    -------
    Path
        The same, for what is printed at the end.
    """
    from kleinstadt.report.drawing import images

    drawn = images.svg(chart)
    data = drawn.encode() if path.suffix == ".svg" else images.png(drawn)
    with written_whole(path) as stream:
        stream.write(data)
    return path
