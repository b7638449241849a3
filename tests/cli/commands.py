"""A command run in this process."""

import csv
import io

from typer.testing import CliRunner, Result

from kleinstadt.cli.main import app


def run(*words: str) -> Result:
    """Run a command that must succeed."""
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, f"{result.output}\n{result.exception!r}"
    return result


def rows_of(result: Result) -> list[list[str]]:
    return list(csv.reader(io.StringIO(result.stdout_bytes.decode("utf-8"))))
