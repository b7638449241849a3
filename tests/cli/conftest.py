"""Screens of a known width, and an edition that is opened once, for tests that run commands in this process."""

from pathlib import Path

import pytest

from kleinstadt.cli import options as cli_options
from kleinstadt.compare import opened as _a_class_of_edition  # noqa: F401 - made before Edition is put aside below
from kleinstadt.edition import edition as observatory
from kleinstadt.edition.edition import Edition


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen wide enough for any table, whatever screen the tests are run on."""
    for console in (cli_options.out_console, cli_options.err_console):
        monkeypatch.setattr(console, "_width", 400)
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch, wide: None) -> None:
    """A screen of the usual width."""
    monkeypatch.setattr(cli_options.out_console, "_width", 80)


@pytest.fixture
def opened_once(monkeypatch: pytest.MonkeyPatch, edition: Edition) -> None:
    """The embedded edition is opened once for all commands; another is opened as ever."""

    def opened(path: Path | None = None, *more: object, computed: bool = False) -> Edition:
        ordinary = path is None and not any(more) and not computed
        return edition if ordinary else Edition(path, *more, computed=computed)  # type: ignore[arg-type]

    monkeypatch.setattr(observatory, "Edition", opened)
