"""`kleinstadt add`: the user's own copy of a source that the package may not carry."""

from pathlib import Path
from typing import Annotated

import typer

from kleinstadt.cli.options import err_console
from kleinstadt.errors import UnknownNameError

SOURCES = ("foerderdatenbank",)


def add(
    source: Annotated[str, typer.Argument(help="foerderdatenbank: the federal funding database.")],
    file: Annotated[
        Path,
        typer.Argument(
            help="The table that CorrelAid publishes of it: .parquet, .csv or .zip.", exists=True, dir_okay=False
        ),
    ],
) -> None:
    """Add your own copy of a source that the package may not carry: it stays on this machine."""
    from kleinstadt.workbench.funding.own_copy import LICENCE, keep

    if source not in SOURCES:
        msg = f"No source '{source}' to add. There are: {', '.join(SOURCES)}."
        raise UnknownNameError(msg)
    count, where = keep(file)
    err_console.print(
        f"Kept {count:,} programmes in {where}. {LICENCE}. "
        "`kleinstadt funding TOWN` and the pages of your plans list those worth reading; nothing is passed on."
    )
