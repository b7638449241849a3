"""Reports written once for all tests that look at them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kleinstadt.edition.edition import Edition
from kleinstadt.report import document
from kleinstadt.report.document import ReportResult, write_report

Said = list[tuple[str, int, int]]


@contextmanager
def small_pictures() -> Iterator[None]:
    """PNG of few dots: that they are there is tested on reports, how sharp they are on a single one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document, "PNG_DPI", 40)
        yield


@pytest.fixture(scope="session")
def written(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> tuple[ReportResult, Said]:
    """The report of 2019 in German, and what was said while it was written."""
    said: Said = []
    folder = tmp_path_factory.mktemp("report-2019")
    with small_pictures():
        return write_report(edition, 2019, folder, progress=lambda *step: said.append(step)), said


@pytest.fixture(scope="session")
def early(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> ReportResult:
    """The report of 2005 in English: no borders, no jobs, no broadband, no tax rates of about that year."""
    with small_pictures():
        return write_report(edition, 2005, tmp_path_factory.mktemp("report-2005"), lang="en")
