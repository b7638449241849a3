"""The documents: generated pages are up to date, examples run, links lead somewhere."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Final

import duckdb
import pytest
from typer.testing import CliRunner

from kleinstadt.cli.main import app
from kleinstadt.edition.edition import Edition
from kleinstadt.errors import UnknownNameError
from kleinstadt.indicators.catalogue import INDICATORS
from kleinstadt.indicators.model import Ratio
from kleinstadt.indicators.population import POPULATION
from kleinstadt.indicators.work import EMPLOYEES
from tools.docs import examples, pages
from tools.docs.markdown import span, table

ROOT = Path(__file__).parent.parent.parent
CODE = ("src", "tests", "tools", "bench")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
MADE_ELSEWHERE = ("report", "build", "serve", "access")  # slow, or in need of files: tests of their own


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def with_blocks(language: str) -> list[Path]:
    return [path for path in DOCUMENTS if blocks(path, language)]


def test_the_indicator_in_the_recipe_declares_and_passes_the_check_of_style() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    found = re.search(r"^ +RESIDENTS_PER_JOB: .*?^ +\)\n", text, re.MULTILINE | re.DOTALL)
    assert found
    code = dedent(found[0])
    formatted = [sys.executable, "-m", "ruff", "format", "--line-length", "120", "-"]
    assert subprocess.run(formatted, input=code, capture_output=True, text=True, check=True).stdout == code
    names = {"Final": Final, "Ratio": Ratio, "POPULATION": POPULATION, "EMPLOYEES": EMPLOYEES}
    exec(code, names)
    assert names["RESIDENTS_PER_JOB"].id in INDICATORS  # type: ignore[attr-defined]


@pytest.mark.slow
def test_generated_pages_read_as_the_code_says(edition: Edition) -> None:
    old = [
        named(path)
        for path, text in pages.generated(ROOT, edition).items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    assert not old, "run `python3 run.py docs`"


@pytest.mark.slow
@pytest.mark.parametrize("path", with_blocks("python"), ids=named)
def test_python_examples_run(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in blocks(path, "python"):
        exec(compile(block, named(path), "exec"), names)


@pytest.mark.parametrize("path", with_blocks("sql"), ids=named)
def test_sql_examples_find_something(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    database = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    for query in blocks(path, "sql"):
        assert database.sql(query).fetchall(), query


def lines_to_run(path: Path) -> list[str]:
    lines = [line for block in blocks(path, "sh") for line in block.splitlines()]
    listed = [shlex.split(line, comments=True) for line in lines if line.startswith("kleinstadt ")]
    return [shlex.join(words) for words in listed if words[1] not in MADE_ELSEWHERE]


@pytest.mark.slow
@pytest.mark.parametrize("path", [path for path in DOCUMENTS if lines_to_run(path)], ids=named)
def test_commands_in_examples_run(
    path: Path, edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("kleinstadt.edition.edition.Edition", lambda *_, **__: edition)  # opened once for all
    for line in lines_to_run(path):
        words = shlex.split(line)[1:]
        done = CliRunner().invoke(app, words, catch_exceptions=False)
        assert done.exit_code == 0, (line, done.output)
        if "--out" in words:
            assert Path(words[words.index("--out") + 1]).stat().st_size > 1000


def anchors(path: Path) -> set[str]:
    """The anchors that a reader's browser finds: headings in small letters, blanks as dashes."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    dead = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith(("http:", "https:")):
            continue
        name, _, anchor = target.partition("#")
        there = (path.parent / name).resolve() if name else path
        if not there.exists() or (anchor and anchor not in anchors(there)):
            dead.append(target)
    assert dead == []


@pytest.mark.parametrize("folder", ["src", "bench", "tools", "docs"])
def test_every_file_of_code_that_is_named_is_there(folder: str) -> None:
    """Errors and docstrings send readers to files; the files move, and the words must follow."""
    there = [f"/{path.relative_to(ROOT).as_posix()}" for room in CODE for path in (ROOT / room).rglob("*.py")]
    there.append("/run.py")
    readers = [path for kind in ("*.py", "*.md") for path in (ROOT / folder).rglob(kind)]
    named = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in readers
        if "decisions" not in path.parts  # they tell of their day
        for name in re.findall(r"(?<![\w./-])((?:\w+/)*\w+\.py)\b", path.read_text(encoding="utf-8"))
    }
    assert sorted(one for one in named if not any(path.endswith(f"/{one[1]}") for path in there)) == []


def test_the_report_is_named_by_words_not_by_machines() -> None:
    """No path of a machine, and no host of a package index, stands in a document."""
    found = [named(path) for path in DOCUMENTS if re.search(r"/(?:work|root|home)/|pypi\.org|npmjs", path.read_text())]
    assert found == []


def test_an_unknown_part_of_a_page_is_refused(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in pages.IN_PARTS:
        (tmp_path / name).write_text("<!-- ledger -->\n<!-- end ledger -->", encoding="utf-8")
    with pytest.raises(UnknownNameError, match="ledger-counts"):
        pages.generated(tmp_path, edition)


def test_the_output_of_an_example_is_made_anew() -> None:
    page = "Before\n\n```console\n$ echo two; echo three\nold\n```\n\n```sh\n$ echo no\n```\n"
    assert examples.refreshed(page) == page.replace("old", "two\nthree")


def test_an_example_that_breaks_is_an_error() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        examples.refreshed("```console\n$ exit 3\n```\n")


def test_periods_in_short() -> None:
    assert span(["2011", "2010", "2012", "1990", "2020-06"]) == "1990, 2010-2012, 2020-06"
    assert span(["2010", "2011"]) == "2010, 2011"


def test_bars_in_cells_do_not_break_a_table() -> None:
    assert table(("a", "b"), [("x|y", 1)]).splitlines() == ["| a | b |", "| --- | --- |", "| x\\|y | 1 |"]
