"""docs/commands.md: every command with its options, from the command line itself."""

from collections.abc import Iterator
from typing import Any, Final

import typer

from kleinstadt.cli.main import app
from kleinstadt.edition.edition import Edition
from tools.docs.markdown import GENERATED, table

_HEAD: Final = """# Commands

{generated}

Each command answers `--help`. `kleinstadt --install-completion` teaches your shell to complete commands and options.
Errors say what was wrong and what to do next; the exit code then is 2.

{contents}
"""


def page(opened: Edition) -> str:  # noqa: ARG001 - every page is made from an edition
    """The page as Markdown."""
    commands = list(_commands(typer.main.get_command(app), ()))
    contents = table(
        ("command", "what it does"),
        [(f"[`{name}`](#{name.replace(' ', '-')})", _first(found)) for name, found in commands],
    )
    sections = [_section(name, found) for name, found in commands]
    return "\n".join([_HEAD.format(generated=GENERATED, contents=contents), *sections]).rstrip() + "\n"


def _commands(found: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - Typer's are not public
    """Every command below a group, with its full name."""
    for name, command in getattr(found, "commands", {}).items():
        if command.hidden:
            continue
        if hasattr(command, "commands"):
            yield from _commands(command, (*path, name))
        else:
            yield " ".join(("kleinstadt", *path, name)), command


def _first(command: Any) -> str:  # noqa: ANN401
    return str(command.help or "").partition("\n")[0]


def _section(name: str, command: Any) -> str:  # noqa: ANN401
    params = [param for param in command.params if param.name != "help" and not getattr(param, "hidden", False)]
    arguments = [param for param in params if param.param_type_name == "argument"]
    options = [param for param in params if param.param_type_name == "option"]
    usage = " ".join([name, *(_metavar(param) for param in arguments), *(["[OPTIONS]"] if options else [])])
    parts = [f"## {name}", str(command.help or "").strip(), f"```\n{usage}\n```"]
    if params:
        rows = [(f"`{_spelling(param)}`", _default(param), param.help or "") for param in [*arguments, *options]]
        parts.append(table(("argument or option", "default", "what it says"), rows))
    return "\n\n".join(parts) + "\n"


def _metavar(param: Any) -> str:  # noqa: ANN401
    return str(param.metavar or param.name).upper()


def _spelling(param: Any) -> str:  # noqa: ANN401
    return _metavar(param) if param.param_type_name == "argument" else ", ".join(param.opts + param.secondary_opts)


def _default(param: Any) -> str:  # noqa: ANN401
    if param.required:
        return "required" + (f", or {param.envvar}" if param.envvar else "")
    shown = param.default
    return "" if shown in (None, False, "") or callable(shown) else f"`{shown}`"
