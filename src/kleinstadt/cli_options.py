"""Options that several commands share."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from kleinstadt.errors import UnknownNameError

if TYPE_CHECKING:
    import altair as alt
    import polars as pl

LANGUAGES: Final = ("de", "en")
PICTURES: Final = (".svg", ".png")


def _language(lang: str) -> str:
    if lang not in LANGUAGES:
        msg = f"No language '{lang}'. There are: {', '.join(LANGUAGES)}."
        raise UnknownNameError(msg)
    return lang


def _picture(path: Path | None) -> Path | None:
    """Asked before the work begins, not after it."""
    if path is not None and path.suffix not in PICTURES:
        msg = f"No picture is called '{path.name}'. Its name ends in: {', '.join(PICTURES)}."
        raise UnknownNameError(msg)
    return path


Lang = Annotated[str, typer.Option("--lang", help="Language of words and numbers: de or en.", callback=_language)]
Chart = Annotated[
    Path | None,
    typer.Option("--chart", help="Also draw the report's figure of it, as .svg or .png.", callback=_picture),
]


def progress_bar(console: Console) -> Progress:
    """How far a long job is: what is done now, how many of how many parts, how long so far."""
    columns = (TextColumn("{task.description:<44.44}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console)


def write_table(frame: "pl.DataFrame", path: Path) -> Path:
    """Write a table as CSV where the suffix says so, else as Parquet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".csv":
        frame.write_csv(path)
    else:
        frame.write_parquet(path)
    return path


def write_picture(chart: "alt.LayerChart", path: Path) -> Path:
    """Write a chart as the suffix says."""
    from kleinstadt.report import images

    path.parent.mkdir(parents=True, exist_ok=True)
    drawn = images.svg(chart)
    path.write_bytes(drawn.encode() if path.suffix == ".svg" else images.png(drawn))
    return path
