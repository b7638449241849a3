"""Reports written once for all tests that look at them."""

import pytest

from kleinstadt.observatory import Edition
from kleinstadt.report import document
from kleinstadt.report.document import ReportResult, write_report

Said = list[tuple[str, int, int]]


@pytest.fixture(scope="session")
def written(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> tuple[ReportResult, Said]:
    """The report of 2019 in German, and what was said while it was written."""
    said: Said = []
    folder = tmp_path_factory.mktemp("report-2019")
    return write_report(edition, 2019, folder, progress=lambda *step: said.append(step)), said


@pytest.fixture(scope="session")
def early(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> ReportResult:
    """The report of 2005 in English: no borders, no jobs, no broadband, no tax rates of about that year."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document, "PNG_DPI", 40)  # its images are looked at by nobody
        return write_report(edition, 2005, tmp_path_factory.mktemp("report-2005"), lang="en")
