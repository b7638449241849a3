"""The command line: parse, call, print."""

import atexit
import gc
import os
from collections import UserDict
from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperGroup

from kleinstadt.cli import terminal
from kleinstadt.cli.options import err_console
from kleinstadt.errors import KleinstadtError, UnknownNameError
from kleinstadt.workers import end_workers

# Each command comes when it is asked for: who prints a town waits for nothing of plans, roads or reports.
_WHERE: Final = {
    "report": "report:report",
    "table": "report:table",
    "areas": "report:areas",
    "verify": "report:verify",
    "sources": "lists:sources",
    "indicators": "lists:indicators",
    "build": "building:build",
    "base-map": "building:base_map",
    "town": "towns:town",
    "peers": "towns:peers",
    "partners": "towns:partners",
    "serve": "serve:serve",
    "site": "site:site",
    "funding": "funding:funding",
    "add": "add:add",
    "access": "access:app",
    "plan": "plan:app",
}


class _Commands(UserDict[str, Any]):
    """The commands by name; each is imported when it is looked up."""

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - Typer's commands are not public
        found = super().__getitem__(name)
        if isinstance(found, str):
            found = self[name] = _command(name, found)
        return found


def _command(name: str, where: str) -> Any:  # noqa: ANN401
    """Typer's command of a function, or of the functions of an app: "towns:town", "plan:app"."""
    module, _, found = where.partition(":")
    one, called = typer.Typer(add_completion=False, rich_markup_mode="markdown"), _called(module, found)
    if isinstance(called, typer.Typer):
        one.add_typer(called, name=name)
        return typer.main.get_group(one).commands[name]
    one.command(name)(called)
    return typer.main.get_command(one)


def _called(module: str, found: str) -> Any:  # noqa: ANN401
    return getattr(import_module(f"kleinstadt.cli.{module}"), found)


class _Group(TyperGroup):
    """All commands, none of them imported yet."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401
        super().__init__(**settings)
        self.commands = _Commands(_WHERE)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002
        """Their names, in the order of `--help`."""
        return list(self.commands)


app = typer.Typer(
    cls=_Group,
    help="The open small-town observatory: the report on German small towns, rebuilt from open data.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)


@app.callback()
def _all() -> None:
    """All commands are of one group."""


def main() -> None:
    """Run the command line; errors on purpose, and those of the disk, are printed without a traceback."""
    terminal.prepare()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # nothing here is quicker with more, and they take time to begin
    atexit.register(gc.freeze)  # the system takes everything back at once; a last search for garbage takes 0.1 s
    try:
        app(prog_name="kleinstadt")
    except (KleinstadtError, OSError) as error:
        err_console.print(f"[bold red]{type(error).__name__}[/]: ", end="")
        err_console.print(_said(error), markup=False, highlight=False)
        raise SystemExit(2) from error
    finally:
        end_workers()
        terminal.leave()


def _said(error: Exception) -> str:
    """What an error says and which command lists what there is; those of the disk as file and reason."""
    if isinstance(error, UnknownNameError) and error.listed:
        return f"{error} `kleinstadt {error.listed}` lists all."
    if isinstance(error, KleinstadtError) or not isinstance(error, OSError) or not error.strerror:
        return str(error)
    return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
