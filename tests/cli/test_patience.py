"""A command that takes long says so on a terminal, and nowhere else."""

import io
import time

import pytest
from rich.console import Console

from kleinstadt.cli import options


@pytest.mark.parametrize(("terminal", "seconds", "said"), [(True, 0.3, True), (True, 0.0, False), (False, 0.3, False)])
def test_what_takes_long_is_said_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, seconds: float, said: bool
) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(options, "err_console", Console(file=screen, force_terminal=terminal))
    monkeypatch.setattr(options, "QUIET_S", 0.1)
    with options.patience("de"):
        time.sleep(seconds)
    assert ("Rechnet" in screen.getvalue()) is said
    assert screen.getvalue().isascii(), "signs that every terminal has"


def test_an_error_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(options, "err_console", Console(file=screen, force_terminal=True))
    monkeypatch.setattr(options, "QUIET_S", 0.01)
    with pytest.raises(ValueError, match="no"), options.patience():
        time.sleep(0.2)
        raise ValueError("no")
    told = screen.getvalue()
    time.sleep(0.3)
    assert "Computing" in told
    assert screen.getvalue() == told, "nothing is drawn any more"
