"""Scripts, styles and fonts: a closed list of files, each read once. No path from a request touches the disk."""

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.errors import EditionError

HERE: Final = Path(__file__).parent.parent
BASE_MAP: Final = HERE.parent / "edition" / "base_map" / "files"
FONTS: Final = HERE.parent / "report" / "drawing" / "fonts"
KINDS: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_PACKED: Final = (".css", ".js", ".json", ".svg")
_FOREVER: Final = "public, max-age=31536000, immutable"  # the version is in the address


@dataclass(frozen=True)
class _StaticFile:
    """A file as it is sent."""

    path: Path

    @cached_property
    def data(self) -> bytes:
        """Its bytes."""
        return self.path.read_bytes()

    @cached_property
    def packed(self) -> bytes | None:
        """Its bytes, compressed, where that is worth it."""
        return gzip.compress(self.data, 9, mtime=0) if self.path.suffix in _PACKED else None


class StaticFiles:
    """All static files by name."""

    def __init__(self) -> None:
        """List the package's own files, the base map's, the report's fonts and MapLibre's.

        Raises
        ------
        EditionError
            Where MapLibre is not installed as it should be.
        """
        own = sorted((HERE / "static").iterdir())
        found = {path.name: path for path in own if path.suffix in KINDS}
        found |= {path.name: path for path in sorted(FONTS.glob("*.woff2"))}
        found |= {path.name: path for path in sorted(BASE_MAP.glob("*.json"))}
        found |= {name: _maplibre_folder() / name for name in ("maplibre-gl.js", "maplibre-gl.css")}
        self._files = {name: _StaticFile(path) for name, path in found.items()}

    def all(self) -> Iterator[tuple[str, bytes]]:
        """Name and bytes of every file.

        Returns
        -------
        iterator of (str, bytes)
            Of the file as it is read, not compressed.
        """
        return ((name, file.data) for name, file in self._files.items())

    @cached_property
    def version(self) -> str:
        """Changes when a file of the package's own changes."""
        digest = hashlib.sha256()
        for path in sorted(
            [
                *(HERE / "static").iterdir(),
                *BASE_MAP.iterdir(),
                *(path for path in (HERE / "templates").rglob("*") if path.is_file()),
                *HERE.rglob("*.py"),
            ]
        ):
            digest.update(path.read_bytes())
        return digest.hexdigest()[:10]

    def address(self, name: str) -> str:
        """Where a file is found; the version is in the address, so that browsers may keep it forever.

        Parameters
        ----------
        name : str
            Of the file.

        Returns
        -------
        str
            A path, without language.
        """
        return f"/static/{self.version}/{name}"

    async def serve(self, request: Request) -> Response:
        """One file, compressed where the browser takes it.

        Parameters
        ----------
        request : Request
            The name is in its path; without one the icon is meant.

        Returns
        -------
        Response
            To be kept forever; 404 for a name that is not of the list.
        """
        file = self._files.get(request.path_params.get("name", "icon.svg"))
        if file is None:
            raise HTTPException(404)
        kind = KINDS[file.path.suffix]
        headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding"}
        if file.packed and "gzip" in request.headers.get("accept-encoding", ""):
            return Response(file.packed, media_type=kind, headers=headers | {"Content-Encoding": "gzip"})
        return Response(file.data, media_type=kind, headers=headers)


def _maplibre_folder() -> Path:
    """Where the package `maplibre` keeps MapLibre's script and style, found without importing it."""
    spec = find_spec("maplibre")
    for place in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(place) / "srcjs"
        if (folder / "maplibre-gl.js").is_file():
            return folder
    msg = "The package 'maplibre' or its file srcjs/maplibre-gl.js is missing. Install kleinstadt again."
    raise EditionError(msg)
