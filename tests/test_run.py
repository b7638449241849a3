"""run.py: what it says where Python lacks something, when it makes the environment anew, and what it installs from."""

import ast
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

import run
from run import JOBS, TOOLS, is_ready, main, python_in, refuse_to_stand_alone, refuse_what_cannot_work, state

PINNED = re.compile(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)


def test_an_old_python_is_told_which_is_needed() -> None:
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer; this is 3\.9"):
        refuse_what_cannot_work((3, 9))


@pytest.mark.parametrize("version", ["3.7", "3.8", "3.9", "3.10"])
def test_an_old_python_comes_as_far_as_being_told(version: str) -> None:
    major, minor = map(int, version.split("."))
    text = (run.ROOT / "run.py").read_text(encoding="utf-8")
    found = ast.parse(text, feature_version=(major, minor))
    assert any(isinstance(one, ast.ImportFrom) and one.module == "__future__" for one in found.body)
    python = shutil.which(f"python{version}")
    if python and subprocess.run([python, "--version"], capture_output=True, check=False).returncode == 0:
        told = subprocess.run([python, "run.py", "setup"], cwd=run.ROOT, capture_output=True, text=True, check=False)
        assert f"needs Python 3.11 or newer; this is {version}" in told.stderr


def test_run_py_alone_is_told_to_stand_in_a_clone(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"has no pyproject\.toml, requirements, src: .* a clone of kleinstadt"):
        refuse_to_stand_alone(tmp_path)


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_how_to_get_it(missing: str) -> None:
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        refuse_what_cannot_work((3, 11), lambda name: None if name == missing else name)


def test_windows_keeps_its_python_elsewhere() -> None:
    assert python_in(Path("v"), "nt") == Path("v", "Scripts", "python.exe")
    assert python_in(Path("v"), "posix") == Path("v", "bin", "python")


def test_the_environment_is_made_anew_when_the_lists_change(tmp_path: Path) -> None:
    stamp = tmp_path / "ready"
    assert not is_ready(stamp, "run")
    stamp.write_text(f"{state()} dev\n")
    assert [is_ready(stamp, tools) for tools in TOOLS] == [True, True, False]
    stamp.write_text("0123 bench\n")
    assert not is_ready(stamp, "run")


def test_a_job_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(SystemExit, match=r"There is no job 'raport'\. There are: report, serve"):
        main(["raport"])


def test_what_stands_behind_a_job_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    class Done:
        returncode = 0

    def noted(command: list[object], **_: object) -> Done:
        ran.append([str(part) for part in command])
        return Done()

    monkeypatch.setattr(run, "environment", lambda tools: Path(f"python-with-{tools}"))
    monkeypatch.setattr(run.subprocess, "run", noted)
    assert main(["report", "--year", "2023"]) == 0
    assert ran == [["python-with-run", "-m", "kleinstadt", "report", "--year", "2023"]]


def test_every_job_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    said = capsys.readouterr().out
    assert [name for name in JOBS if f"  {name} " not in said] == []


@pytest.mark.parametrize("tools", TOOLS)
def test_a_list_pins_every_package_by_checksum_and_names_no_index(tools: str) -> None:
    text = (run.LOCKS / f"{tools}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 50
    assert [entry for entry in entries if not PINNED.match(entry) or "--hash=sha256:" not in entry] == []
    assert not re.search(r"index-url|find-links|https?:", text)


def test_the_lists_hold_what_the_project_declares() -> None:
    project = tomllib.loads((run.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    declared = {"run": project["dependencies"], "dev": extras["dev"], "bench": extras["bench"]}
    for tools, requirements in declared.items():
        pinned = {name for name, _ in PINNED.findall((run.LOCKS / f"{tools}.txt").read_text(encoding="utf-8"))}
        names = {re.match(r"[\w.-]+", requirement).group().lower() for requirement in requirements}  # type: ignore[union-attr]
        assert names - pinned - {"kleinstadt"} == set(), f"{tools}: see requirements/README.md"
