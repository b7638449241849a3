"""One command a job, with nothing but Python: makes the environment in .venv, then does what was asked.

python3 run.py report          the report of 2019 into build/report-2019/ (--year 2023 for another year)
python3 run.py serve           the atlas in the browser
python3 run.py test            the tests that need nothing but the clone

`python3 run.py` lists all jobs. What stands behind a job's name is passed on to it.
"""

from __future__ import annotations  # so that Pythons that are too old come as far as being told so

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCKS = ROOT / "requirements"
OLDEST = (3, 11)

# Each set of tools holds those before it. The first is what users need.
TOOLS = ("run", "dev", "bench")


class Job(NamedTuple):
    """What a job is for, which tools it needs, and what is run for it: `python` stands for that of the environment."""

    about: str
    tools: str
    commands: tuple[tuple[str, ...], ...]


FAST = "not raw and not browser and not slow"
JOBS = {
    "report": Job("write the report into build/ (--year 2023, --lang en)", "run", (("-m", "kleinstadt", "report"),)),
    "serve": Job("open the atlas in the browser (--port 8000)", "run", (("-m", "kleinstadt", "serve"),)),
    "kleinstadt": Job("any command: run.py kleinstadt town Eichwalde", "run", (("-m", "kleinstadt"),)),
    "setup": Job("make the environment only", "run", ()),
    "test": Job(
        "the tests that need nothing but the clone",
        "dev",
        (("-m", "pytest", "-m", FAST, "-n", "auto", "--dist", "worksteal"),),
    ),
    "check": Job(
        "style and types",
        "dev",
        (("-m", "ruff", "check"), ("-m", "ruff", "format", "--check"), ("-m", "mypy", "-n", "2")),
    ),
    "docs": Job("write the generated pages of docs/ anew", "dev", (("-m", "tools.docs"),)),
    "releases": Job("read raw files and write down what they hold (--raw ../raw)", "run", (("-m", "tools.releases"),)),
    "bench": Job("benchmarks against the usual way (needs KLEINSTADT_RAW)", "bench", (("-m", "bench"),)),
    "clean": Job("remove everything that was made", "", ()),
}
MADE = (".venv", "build", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis")


def main(words: Sequence[str]) -> int:
    """Do the job that the first word names; returns its exit code."""
    if not words or words[0] in ("help", "-h", "--help"):
        print(listed())
        return 0
    name, *more = words
    if name not in JOBS:
        stop(f"There is no job '{name}'. There are: {', '.join(JOBS)}.")
    if name == "clean":
        return clean()
    job = JOBS[name]
    python = environment(job.tools)
    for command in job.commands:
        done = subprocess.run([python, *command, *more], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    return 0


def listed() -> str:
    """All jobs, a line each."""
    return "\n".join(["python3 run.py JOB", *(f"  {name:<11} {job.about}" for name, job in JOBS.items())])


def environment(tools: str) -> Path:
    """The environment's own Python, with what `tools` names installed; made or renewed where that is needed."""
    refuse_what_cannot_work()
    refuse_to_stand_alone()
    python = python_in(VENV)
    stamp = VENV / "ready"
    if is_ready(stamp, tools) and python.is_file():
        return python
    print(f"Setting up the environment in {VENV.name} (once, a minute or two) ...", flush=True)
    stamp.unlink(missing_ok=True)
    if not python.is_file():
        step([sys.executable, "-m", "venv", VENV], "The environment could not be made.")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    what = "The packages could not be installed. Is there a way to a package index (pip's settings, proxy)?"
    step([*pip, "--require-hashes", "-r", LOCKS / f"{tools}.txt"], what)
    step([*pip, "--no-deps", "--no-build-isolation", "-e", ROOT], what)
    compiled = [python, "-m", "compileall", "-q", "-j", "0", ROOT / "src"]  # as pip does with packages, but not with -e
    step(compiled, "What was installed could not be compiled.")
    stamp.write_text(f"{state()} {tools}\n", encoding="utf-8")
    return python


def refuse_what_cannot_work(
    version: tuple[int, ...] = sys.version_info[:2], find: Callable[[str], object] = importlib.util.find_spec
) -> None:
    """Stop where this Python is too old, or cannot make environments, and say how to get what is missing."""
    if version < OLDEST:
        have, need = (".".join(map(str, numbers)) for numbers in (version, OLDEST))
        stop(f"kleinstadt needs Python {need} or newer; this is {have}. Try: python3.12 run.py ...")
    if find("venv") is None or find("ensurepip") is None:
        stop(
            "This Python cannot make environments: the module venv is missing.\n"
            "On Debian and Ubuntu: sudo apt install python3-venv. On Fedora: sudo dnf install python3-pip.\n"
            "Elsewhere: install Python from python.org, which has it."
        )


def refuse_to_stand_alone(root: Path = ROOT) -> None:
    """Stop where the rest of the clone is not beside this file."""
    lacking = [name for name in ("pyproject.toml", "requirements", "src") if not (root / name).exists()]
    if lacking:
        stop(f"{root} has no {', '.join(lacking)}: run.py works in a clone of kleinstadt. Clone it, and run it there.")


def python_in(venv: Path, system: str = os.name) -> Path:
    """Where an environment keeps its Python: elsewhere on Windows than on other systems."""
    return venv / "Scripts" / "python.exe" if system == "nt" else venv / "bin" / "python"


def is_ready(stamp: Path, tools: str) -> bool:
    """Whether the environment was made from today's lists, with at least these tools."""
    if not stamp.is_file():
        return False
    made_from, _, had = stamp.read_text(encoding="utf-8").strip().partition(" ")
    return made_from == state() and had in TOOLS and TOOLS.index(had) >= TOOLS.index(tools)


def state() -> str:
    """Changes with the lists of packages, with what the project declares, and with Python."""
    lists = [ROOT / "pyproject.toml", *sorted(LOCKS.glob("*.txt"))]
    text = b"".join(path.read_bytes() for path in lists) + sys.version.encode()
    return hashlib.sha256(text).hexdigest()


def step(command: Sequence[str | Path], failure: str) -> None:
    """Run a command; stop with these words if it fails."""
    if subprocess.run(list(map(str, command)), cwd=ROOT, check=False).returncode:
        stop(f"{failure} What failed: {' '.join(map(str, command))}")


def clean() -> int:
    """Remove everything that was made."""
    for name in MADE:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    return 0


def stop(why: str) -> NoReturn:
    """Leave, saying why."""
    sys.exit(why)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
