"""`kleinstadt site`: the atlas of a Land or a Kreis as static pages."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from kleinstadt.cli.options import EditionPath, err_console, progress_bar, writable_folder


def site(
    out: Annotated[
        Path,
        typer.Option("--out", "-o", help="Folder of the pages; replaced as a whole.", callback=writable_folder),
    ],
    land: Annotated[str | None, typer.Option("--land", help="Key of a Land, e.g. 06.")] = None,
    kreis: Annotated[str | None, typer.Option("--kreis", help="Key of a Kreis, e.g. 06534.")] = None,
    town: Annotated[
        str | None, typer.Option("--town", help="Key of a municipality: its Kreis, opening with this town.")
    ] = None,
    slides: Annotated[
        bool, typer.Option("--slides", help="With each town's slides (PowerPoint); half as long again.")
    ] = False,
    edition: EditionPath = None,
) -> None:
    """Write the atlas of a Land or a Kreis as static pages, for a web space without a server or for a folder."""
    from kleinstadt.compare.columns import Atlas
    from kleinstadt.edition.edition import Edition
    from kleinstadt.web.delivery.scope import issue_of
    from kleinstadt.web.delivery.writing import write_site

    if sum(key is not None for key in (land, kreis, town)) != 1:
        msg = "Say what the site is of: one of --land, --kreis and --town. All of Germany needs `kleinstadt serve`."
        raise typer.BadParameter(msg)
    issue = issue_of(Atlas(Edition(edition)), land, kreis, town, date.today(), slides=slides)
    with progress_bar(err_console) as bar:
        task = bar.add_task("Opening the edition", total=None)
        done = write_site(
            edition,
            issue,
            out,
            progress=lambda text, done, total: bar.update(task, description=text, completed=done, total=total),
        )
    size = f"{done.size / 1e6:,.0f} MB"
    typer.echo(f"{issue.name}: {done.pages} pages and {done.files} other files, {size}, in {out}. Open index.html.")
