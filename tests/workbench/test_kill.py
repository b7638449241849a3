"""kill -9 while saving: what was confirmed is there afterwards."""

from pathlib import Path

import pytest

from bench.desk_editors import kills


@pytest.mark.slow
def test_nothing_confirmed_is_lost_when_the_writer_is_killed(tmp_path: Path) -> None:
    assert kills(f"sqlite:///{tmp_path}/plans.sqlite", 5) == 0
