"""The open small-town observatory: the report on German small towns, rebuilt from open data.

import kleinstadt as ks

ed = ks.open()
ed.areas(2019, "verband", ["residents_per_job"])
ed.indicator("settlement_density", 2023, "kreis")
ed.groups("broadband_all_50_pct", 2019, by="type")
"""

from pathlib import Path

from kleinstadt.build import build
from kleinstadt.errors import KleinstadtError
from kleinstadt.indicators.catalogue import INDICATORS
from kleinstadt.observatory import Edition
from kleinstadt.profile import profile
from kleinstadt.report.document import write_report
from kleinstadt.report.published import ledger
from kleinstadt.report.tables import table
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
    "profile",
    "table",
    "write_report",
]


def open(path: Path | str | None = None) -> Edition:  # noqa: A001 - reads as kleinstadt.open, like every library's
    """Open an edition, by default the embedded one; raises EditionError if it is not whole."""
    return Edition(path)
