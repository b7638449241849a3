"""Writing a site without a server: every page is asked of the application and put down with its links changed."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import as_completed
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Edition
from kleinstadt.errors import EditionError
from kleinstadt.files import current_folder, folder_written_whole
from kleinstadt.web.app import create_app
from kleinstadt.web.delivery.addresses import Addresses
from kleinstadt.web.delivery.asking import Asking
from kleinstadt.web.delivery.data import areas_script, figures_script, places_script
from kleinstadt.web.delivery.links import as_file
from kleinstadt.web.delivery.scope import Pages
from kleinstadt.web.serving.issue import Issue
from kleinstadt.web.serving.static_files import StaticFiles
from kleinstadt.workers import worker_pool

AT_A_TIME: Final = 12  # addresses that a process is given at once
MARK: Final = ".kleinstadt-site"  # a folder with this file was written here and may be replaced
LEFT_OUT: Final = ("desk", "advice", "maplibre", "map.js", "map_", "basket")  # only pages of a server need them,
FETCHED: Final = ".json"  # nor what a script would fetch, which no browser does from a folder

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Delivered:
    """What was written.

    Attributes
    ----------
    folder : Path
        Where.
    pages, files : int
        How many pages, and how many other files.
    size : int
        Bytes of all of them.
    """

    folder: Path
    pages: int
    files: int
    size: int


def write_site(
    edition: Path | None, issue: Issue, folder: Path, *, processes: int | None = None, progress: Progress | None = None
) -> Delivered:
    """Write the issue into the folder, whole or not at all.

    Parameters
    ----------
    edition : Path or None
        Folder of an edition; None for the embedded one.
    issue : Issue
        What is delivered.
    folder : Path
        Replaced as a whole.
    processes : int, optional
        So many write at the same time; by default one for each processor.
    progress : callable, optional
        Called with what is done now, and how many pages of how many are written.

    Returns
    -------
    Delivered
        Numbers for what is printed at the end.

    Raises
    ------
    EditionError
        For a folder of other things, for a page that cannot be had, or an edition that is not whole.
    """
    _refuse_other_folder(folder)
    atlas = Atlas(Edition(edition))
    pages = Pages(atlas, issue)
    addresses = pages.addresses()
    with folder_written_whole(folder) as beside:
        (beside / MARK).write_text(f"{atlas.fingerprint}\n", encoding="utf-8")
        _write_static(atlas, pages, beside)
        _write_pages(edition, issue, addresses, beside, processes or os.cpu_count() or 1, progress)
        sizes = {path: path.stat().st_size for path in beside.rglob("*") if path.is_file()}
    written = sum(path.suffix == ".html" for path in sizes)
    return Delivered(folder, written, len(sizes) - written, sum(sizes.values()))


def _refuse_other_folder(folder: Path) -> None:
    """A folder is replaced as a whole, so it must be empty or one that was written here."""
    there = current_folder(folder)
    if there.is_dir() and any(there.iterdir()) and not (there / MARK).is_file():
        msg = (
            f"{folder} holds other files, which would be lost: a site replaces its folder. Name a new or an empty one."
        )
        raise EditionError(msg)


def _write_static(atlas: Atlas, pages: Pages, folder: Path) -> None:
    static = folder / "static"
    static.mkdir()
    for name, data in StaticFiles().all():
        if not name.startswith(LEFT_OUT) and not name.endswith(FETCHED):
            (static / name).write_bytes(data)
    (static / "places.js").write_text(places_script(atlas, pages), encoding="utf-8")
    if pages.mapped:
        (static / "areas.js").write_text(areas_script(atlas, pages), encoding="utf-8")
    (static / "figures.js").write_text(figures_script(atlas, pages), encoding="utf-8")


def _write_pages(
    edition: Path | None, issue: Issue, addresses: Addresses, folder: Path, processes: int, progress: Progress | None
) -> None:
    wanted, done = list(addresses.files), 0
    with worker_pool(processes) as pool:
        parts = [pool.submit(_write_part, edition, issue, part, folder) for part in _parts(wanted)]
        for part in as_completed(parts):
            done += part.result()
            if progress:
                progress("Writing pages", done, len(wanted))


def _parts(addresses: list[str]) -> Iterator[list[str]]:
    for first in range(0, len(addresses), AT_A_TIME):
        yield addresses[first : first + AT_A_TIME]


def _write_part(edition: Path | None, issue: Issue, wanted: list[str], folder: Path) -> int:
    """In a process of its own: ask for some addresses and write what they answer."""
    asking, addresses = _opened(edition, issue)
    for address in wanted:
        answer, file = asking.get(address), addresses.files[address]
        if answer.status != 200:
            msg = f"{address} was to be delivered and answered {answer.status}. The site was not written."
            raise EditionError(msg)
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if answer.kind == "text/html":
            path.write_text(as_file(answer.body.decode(), address, file, addresses), encoding="utf-8")
        else:
            path.write_bytes(answer.body)
    return len(wanted)


@cache
def _opened(edition: Path | None, issue: Issue) -> tuple[Asking, Addresses]:
    """The application of this process, opened with its first part."""
    app = create_app(edition, ahead=False, plans=False, issue=issue)
    return Asking(app), Pages(app.state.site.atlas, issue).addresses()
