"""The door: an edition on disk is a folder of Parquet tables and a datapackage.json that vouches for each of them."""

import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Protocol

import polars as pl

from kleinstadt.errors import EditionError
from kleinstadt.files import current_folder, sha256_of

FORMAT: Final = 2  # raised when the tables' columns change
MANIFEST: Final = "datapackage.json"
ROW_GROUP: Final = 262_144  # each group spells out all keys once, so small groups cost megabytes
FACTS_ORDER: Final = ("variable", "period", "territory", "level", "source", "area_id")  # so a vintage is a run of rows

VintageKey = tuple[str, str, str, str, str]
"""Variable, period, territory (ISO), level, source."""


def embedded_path() -> Path:
    """Where the edition lies that comes with the package.

    Returns
    -------
    Path
        A folder.
    """
    return Path(str(files("kleinstadt").joinpath("data")))


class Tables(Protocol):
    """The tables of an edition, wherever they lie.

    Attributes
    ----------
    manifest : mapping
        What the edition says of itself.
    """

    manifest: Mapping[str, Any]

    @property
    def variables(self) -> dict[str, dict[str, Any]]:
        """The manifest's entry of each variable: source, licence, vintages, territories."""
        ...

    def scan(self, table: str) -> pl.LazyFrame:
        """The table as a lazy frame.

        Parameters
        ----------
        table : str
            Name of the table.

        Returns
        -------
        pl.LazyFrame
            Nothing is read yet.
        """
        ...

    def read(self, table: str) -> pl.DataFrame:
        """The whole table.

        Parameters
        ----------
        table : str
            Name of the table.

        Returns
        -------
        pl.DataFrame
            All its rows.

        Examples
        --------
        >>> ed.store.read("areas").columns[:4]
        ['territory', 'level', 'area_id', 'name']
        """
        ...

    def run(self, vintage: VintageKey) -> tuple[int, int]:
        """Where the facts of a vintage begin in the table, and where they end.

        Parameters
        ----------
        vintage : tuple of str
            Variable, period, territory (ISO), level, source.

        Returns
        -------
        tuple of (int, int)
            First row, and the row after the last.
        """
        ...


class Store(Tables):
    """An edition, opened: every byte checked against its manifest, tables read when first asked for.

    Attributes
    ----------
    path : Path
        Its folder.
    manifest : mapping
        What datapackage.json says.
    """

    def __init__(self, path: Path) -> None:
        """Open an edition.

        Parameters
        ----------
        path : Path
            Its folder, as `write_edition` writes it.

        Raises
        ------
        EditionError
            If it is not whole, or made by another version.
        """
        self.path = current_folder(path)
        self.manifest = _read_manifest(self.path)
        self._resources = {row["name"]: row for row in self.manifest["resources"]}
        for name in self._resources:
            self._check_size(name)
        self.verify()

    def scan(self, table: str) -> pl.LazyFrame:
        """The table as a lazy frame, from its file.

        Raises
        ------
        EditionError
            For a table that is not there.
        """
        return pl.scan_parquet(self.file(table))

    def read(self, table: str) -> pl.DataFrame:
        """The whole table, from its file.

        Raises
        ------
        EditionError
            For a table that is not there, or cannot be read.
        """
        try:
            return pl.read_parquet(self.file(table))
        except (pl.exceptions.PolarsError, OSError) as error:
            msg = f"{self.file(table)}: table '{table}' cannot be read ({error}). {_REMEDY}"
            raise EditionError(msg) from error

    def file(self, table: str) -> Path:
        """The Parquet file of a table.

        Parameters
        ----------
        table : str
            Name of the table.

        Returns
        -------
        Path
            In the edition's folder.

        Raises
        ------
        EditionError
            For a table that is not there, listing those that are.
        """
        if table not in self._resources:
            msg = f"{self.path}: no table '{table}' (found: {', '.join(self._resources)})."
            raise EditionError(msg)
        return self.path / str(self._resources[table]["path"])

    @cached_property
    def variables(self) -> dict[str, dict[str, Any]]:
        """The manifest's entry of each variable."""
        return {row["name"]: row for row in self.manifest["variables"]}

    @cached_property
    def _runs(self) -> dict[VintageKey, tuple[int, int]]:
        listed = [(name, one) for name, entry in self.variables.items() for one in entry["vintages"]]
        runs = runs_of(
            ((name, one["period"], one["territory"], one["level"], one["source"]), one["rows"]) for name, one in listed
        )
        told, rows = sum(end - first for first, end in runs.values()), self._resources["facts"]["rows"]
        if told != rows:
            msg = f"{self.path / MANIFEST}: the vintages have {told} facts, but the table has {rows}. {_REMEDY}"
            raise EditionError(msg)
        return runs

    def run(self, vintage: VintageKey) -> tuple[int, int]:
        """Where the facts of a vintage begin in the table, and where they end: write_edition keeps them in order.

        Raises
        ------
        KeyError
            For a vintage that the edition has not.
        EditionError
            If the manifest tells of more or fewer facts than the table has.
        """
        return self._runs[vintage]

    def verify(self) -> None:
        """Read every byte and compare with the manifest.

        Raises
        ------
        EditionError
            Naming the first damaged table.
        """
        for name, row in self._resources.items():
            found = sha256_of(self.path / row["path"])
            if found != row["hash"].removeprefix("sha256:"):
                msg = f"{self.path / row['path']}: table '{name}' is damaged (checksum differs). {_REMEDY}"
                raise EditionError(msg)

    def _check_size(self, name: str) -> None:
        row = self._resources[name]
        path = self.path / row["path"]
        size = path.stat().st_size if path.is_file() else None
        if size != row["bytes"]:
            found = "is missing" if size is None else f"has {size} bytes instead of {row['bytes']}"
            msg = f"{path}: table '{name}' {found}. {_REMEDY}"
            raise EditionError(msg)


def runs_of(vintages: Iterable[tuple[VintageKey, int]]) -> dict[VintageKey, tuple[int, int]]:
    """First row and end of each vintage, from how many rows each has.

    Parameters
    ----------
    vintages : iterable of (tuple of str, int)
        Variable, period, territory (ISO), level and source of each, and how many rows it has.

    Returns
    -------
    dict of tuple of str to (int, int)
        First row, and the row after the last, in a table sorted by FACTS_ORDER.
    """
    runs: dict[VintageKey, tuple[int, int]] = {}
    first = 0
    for key, rows in sorted(vintages):
        runs[key] = first, first + rows
        first += rows
    return runs


_REMEDY: Final = "Install the package again, or make the edition anew with `kleinstadt build --raw DIR --out DIR`."


def _read_manifest(path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        msg = f"{path}: there is no edition here (no {MANIFEST}). {_REMEDY}"
        raise EditionError(msg) from error
    except (OSError, ValueError) as error:
        msg = f"{path / MANIFEST}: cannot be read ({error}). {_REMEDY}"
        raise EditionError(msg) from error
    found = manifest.get("kleinstadt:format") if isinstance(manifest, dict) else None
    if found != FORMAT:
        msg = f"{path}: edition format {found}, but this version of kleinstadt reads format {FORMAT}. {_REMEDY}"
        raise EditionError(msg)
    lacking = [name for name in ("resources", "variables", "sources") if name not in manifest]
    if lacking:
        msg = f"{path / MANIFEST}: does not say its {', '.join(lacking)}. {_REMEDY}"
        raise EditionError(msg)
    if odd := _odd_entry(manifest):
        msg = f"{path / MANIFEST}: {odd}. {_REMEDY}"
        raise EditionError(msg)
    return dict(manifest)


RESOURCE: Final = {"name": str, "path": str, "bytes": int, "hash": str}
VINTAGE: Final = {"period": str, "territory": str, "level": str, "source": str, "rows": int, "missing": int}


def _odd_entry(manifest: Mapping[str, Any]) -> str:
    """What in a manifest is not as an edition writes it; empty if nothing."""
    for kind, fields in (("resources", RESOURCE), ("variables", {"name": str, "vintages": list})):
        if odd := _odd_row(manifest[kind], fields):
            return f"{odd} among its {kind}"
    names = [row["name"] for row in manifest["resources"]]
    if len(set(names)) < len(names):
        return "two of its tables have one name"
    for row in manifest["resources"]:
        if row["path"] != f"{row['name']}.parquet" or not row["name"].replace("_", "").isalnum():
            return f"table '{row['name']}' lies at '{row['path']}', which is not its file in this folder"
    for variable in manifest["variables"]:
        if odd := _odd_row(variable["vintages"], VINTAGE):
            return f"{odd} among the vintages of '{variable['name']}'"
    return ""


def _odd_row(rows: object, fields: Mapping[str, type]) -> str:
    """What of a list of entries lacks a field, or has it of another kind."""
    if not isinstance(rows, list):
        return "no list"
    for row in rows:
        for name, kind in fields.items():
            if not isinstance(row, dict) or not isinstance(row.get(name), kind):
                return f"an entry without '{name}'"
    return ""
