"""Options that several commands share."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kleinstadt.errors import UnknownNameError

if TYPE_CHECKING:
    import altair as alt

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


def write_picture(chart: "alt.LayerChart", path: Path) -> Path:
    """Write a chart as the suffix says."""
    from kleinstadt.report import images

    path.parent.mkdir(parents=True, exist_ok=True)
    drawn = images.svg(chart)
    path.write_bytes(drawn.encode() if path.suffix == ".svg" else images.png(drawn))
    return path
