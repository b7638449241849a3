"""Examples in the pages: what a command prints is made by running it."""

import os
import re
import subprocess
import sysconfig
from typing import Final

WIDTH: Final = 96  # columns of a screen; wider lines would scroll on a page
OWN_ERROR: Final = 2  # how the command line ends when it says what was wrong

_CONSOLE: Final = re.compile(r"^```console\n(?P<command>\$ [^\n]+)\n(?P<output>.*?)^```$", re.DOTALL | re.MULTILINE)


def refreshed(text: str) -> str:
    """The page with the output of every `console` block made anew by its command."""
    return _CONSOLE.sub(lambda found: f"```console\n{found['command']}\n{output(found['command'][2:])}```", text)


def output(command: str) -> str:
    """What a command prints on a screen of WIDTH columns, errors included; it must end well, or with an error of ours.

    Raises CalledProcessError where it ends otherwise.
    """
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "COLUMNS": str(WIDTH), "NO_COLOR": "1", "TERM": "dumb"}
    done = subprocess.run(
        command,
        shell=True,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env=environment,
    )
    if done.returncode not in (0, OWN_ERROR):
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout)
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())
