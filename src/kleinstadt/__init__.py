"""The open small-town observatory: the report on German small towns, rebuilt from open data.

Examples in this package's docstrings take these for granted:

>>> import kleinstadt as ks
>>> import polars as pl
>>> ed = ks.open()

What can be asked:

    ed.areas(2019, "verband", ["residents_per_job"])
    ed.indicator("settlement_density", 2023, "kreis")
    ed.groups("broadband_all_50_pct", 2019, by="type")
    ed.profile(ed.find("Eichwalde").key)
    ed.findings("12061112"), ed.peers("12061112"), ed.role_models("12061112"), ed.partners("12061112")
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kleinstadt.errors import KleinstadtError

if TYPE_CHECKING:
    from kleinstadt.compare.opened import OpenedEdition as Edition
    from kleinstadt.edition.build import build
    from kleinstadt.indicators.catalogue import INDICATORS
    from kleinstadt.report.document import write_report
    from kleinstadt.report.ledger.entries import ledger
    from kleinstadt.report.tables.catalogue import table
    from kleinstadt.sources.catalogue import SOURCES

__version__ = "0.1.0"

__all__ = [
    "INDICATORS",
    "SOURCES",
    "Edition",
    "KleinstadtError",
    "build",
    "ledger",
    "open",
    "table",
    "write_report",
]

# Tables, charts and maps take their time to import, so each comes when it is first asked for.
_WHERE: Final = {
    "INDICATORS": "kleinstadt.indicators.catalogue:INDICATORS",
    "SOURCES": "kleinstadt.sources.catalogue:SOURCES",
    "Edition": "kleinstadt.compare.opened:OpenedEdition",
    "build": "kleinstadt.edition.build:build",
    "ledger": "kleinstadt.report.ledger.entries:ledger",
    "table": "kleinstadt.report.tables.catalogue:table",
    "write_report": "kleinstadt.report.document:write_report",
}


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        msg = f"module 'kleinstadt' has no attribute '{name}'"
        raise AttributeError(msg)
    module, _, found = _WHERE[name].partition(":")
    return getattr(import_module(module), found)


def open(path: Path | str | None = None, official: Path | str | None = None) -> "Edition":  # noqa: A001 - as everywhere
    """Open an edition, by default the embedded one.

    Parameters
    ----------
    path : Path or str, optional
        Folder of an edition, as `build` writes it.
    official : Path or str, optional
        The BBSR's raumgliederungen-referenzen-YYYY.xlsx: its Lage, type and growth then win over what the edition
        says for its own year, and for years up to five away without official classes in the edition.

    Returns
    -------
    Edition
        Tables are read when they are first asked for.

    Raises
    ------
    EditionError
        If a file of the edition is missing or damaged, or another version of the format.

    Examples
    --------
    >>> ks.open().years[-1]
    2024
    """
    from kleinstadt.compare.opened import OpenedEdition

    return OpenedEdition(path, official)
