"""An edition that is being made: in memory, and how it is written to disk, the same byte for byte every time."""

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import polars as pl

from kleinstadt.edition.store import FACTS_ORDER, FORMAT, MANIFEST, ROW_GROUP, Store, Tables, VintageKey, runs_of
from kleinstadt.errors import EditionError
from kleinstadt.files import folder_written_whole, sha256_of

COMPRESSION: Final = 19  # zstd; the edition has a limit, and facts shrink by an eighth against level 9
COMPRESSION_OF: Final = {"base_polygons": 9}  # coordinates gain nothing from more


class Draft(Tables):
    """An edition in memory, not written yet: what is modelled from it is computed here, then written with the rest."""

    def __init__(self, tables: Mapping[str, pl.DataFrame], manifest: Mapping[str, Any]) -> None:
        """Take the tables, and what describe() says of them (manifest.py).

        Parameters
        ----------
        tables : mapping of str to pl.DataFrame
            By name.
        manifest : mapping
            With "variables".
        """
        self._tables = {**tables, "facts": _in_order(tables["facts"])}
        self.manifest = manifest

    @cached_property
    def variables(self) -> dict[str, dict[str, Any]]:
        """The manifest's entry of each variable."""
        return {row["name"]: row for row in self.manifest["variables"]}

    def scan(self, table: str) -> pl.LazyFrame:
        """The table as a lazy frame, from memory."""
        return self._tables[table].lazy()

    def read(self, table: str) -> pl.DataFrame:
        """The whole table, from memory."""
        return self._tables[table]

    @cached_property
    def _runs(self) -> dict[VintageKey, tuple[int, int]]:
        keys = [pl.col("territory").cast(pl.String) if name == "territory" else name for name in FACTS_ORDER[:-1]]
        return runs_of((row[:5], row[5]) for row in self._tables["facts"].group_by(keys).len().iter_rows())

    def run(self, vintage: VintageKey) -> tuple[int, int]:
        """Where the facts of a vintage begin in the table, and where they end; (0, 0) if there are none."""
        return self._runs.get(vintage, (0, 0))


def write_edition(path: Path, tables: Mapping[str, pl.DataFrame], manifest: Mapping[str, object]) -> None:
    """Write an edition: beside it first, swapped in at the end, so that a kill leaves the old one whole.

    The same tables give the same bytes.

    Parameters
    ----------
    path : Path
        Its folder, a new or empty one, or that of an older edition.
    tables : mapping of str to pl.DataFrame
        By name.
    manifest : mapping
        What datapackage.json says beyond its resources.

    Raises
    ------
    EditionError
        Where `path` holds something else than an edition, which would be lost, or the disk is full.
    """
    refuse_foreign(path)
    tables = {**tables, "facts": _in_order(tables["facts"])}
    with folder_written_whole(path) as beside:
        try:
            pl.collect_all([_writing(beside, name, frame) for name, frame in sorted(tables.items())])
        except pl.exceptions.PolarsError as error:  # as which Polars tells of a full disk, too
            msg = f"{path}: the tables cannot be written ({error}). Make room on the disk, or name another --out."
            raise EditionError(msg) from error
        resources = [_resource(beside, name) for name in sorted(tables)]
        package = {**manifest, "kleinstadt:format": FORMAT, "resources": resources}
        text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
        (beside / MANIFEST).write_text(text, encoding="utf-8")
        Store(beside)


def _in_order(facts: pl.DataFrame) -> pl.DataFrame:
    """The facts in FACTS_ORDER, vintage by vintage: less than half the memory of sorting all of them by six keys."""
    *vintage, area = FACTS_ORDER
    runs = facts.partition_by(vintage, as_dict=True)
    return pl.concat([facts.clear(), *(runs[key].sort(area) for key in sorted(runs))])


def refuse_foreign(path: Path) -> None:
    """Raise an error where a folder holds something else than an edition, which would be lost.

    Parameters
    ----------
    path : Path
        Where an edition is to be written.

    Raises
    ------
    EditionError
        If something else is there.
    """
    if path.is_dir() and (not any(path.iterdir()) or (path / MANIFEST).is_file()):
        return
    if path.exists():
        msg = f"{path}: is there already and is no edition (no {MANIFEST}). Name a new or empty folder with --out."
        raise EditionError(msg)


def _writing(folder: Path, name: str, frame: pl.DataFrame) -> pl.LazyFrame:
    """The work of writing a table, which is done on all processors, a row group at a time."""
    return (
        frame.lazy()
        .cast({pl.Categorical: pl.String})
        .sink_parquet(
            folder / f"{name}.parquet",
            compression="zstd",
            compression_level=COMPRESSION_OF.get(name, COMPRESSION),
            statistics=True,
            row_group_size=ROW_GROUP,
            lazy=True,
        )
    )


def _resource(folder: Path, name: str) -> dict[str, object]:
    path = folder / f"{name}.parquet"
    written = pl.scan_parquet(path)
    columns = [{"name": column, "type": str(kind)} for column, kind in written.collect_schema().items()]
    return {
        "name": name,
        "path": path.name,
        "format": "parquet",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256_of(path)}",
        "rows": written.select(pl.len()).collect().item(),
        "schema": {"fields": columns},
    }
