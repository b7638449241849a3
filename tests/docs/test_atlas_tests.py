"""What the atlas promises is shown by tests that are there; what people see, by tests in a browser."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PROMISES = (ROOT / "docs" / "atlas-tests.md").read_text(encoding="utf-8")
TEST = re.compile(r"`(test_\w+)`")
FOUND = re.compile(r"^((?:@pytest\.\S.*\n(?:[ )\]].*\n)*)*)def (test_\w+)", re.MULTILINE)
IN_BROWSER = "pytest.mark.browser"


def known_tests() -> dict[str, bool]:
    """Every test of the repository, and whether it runs in a browser."""
    there = {}
    for path in (ROOT / "tests").rglob("test_*.py"):
        text = path.read_text(encoding="utf-8")
        whole = f"pytestmark = {IN_BROWSER}" in text
        there.update({name: whole or IN_BROWSER in marks for marks, name in FOUND.findall(text)})
    return there


@pytest.mark.parametrize(
    "part", re.split(r"^## ", PROMISES, flags=re.MULTILINE)[1:], ids=lambda part: part.split("\n")[0]
)
def test_every_promise_has_its_test(part: str) -> None:
    there, title = known_tests(), part.split("\n")[0]
    rows = [line for line in part.splitlines() if line.startswith("| ")][2:]
    assert rows
    for row in rows:
        named = TEST.findall(row)
        assert named, row
        assert [name for name in named if name not in there] == []
        assert title == "Other programs" or all(there[name] for name in named), f"not in a browser: {row}"


def test_no_test_of_what_is_promised_is_forgotten() -> None:
    promised = list((ROOT / "tests" / "web").glob("test_browser_promised_*.py"))
    names = {name for path in promised for _, name in FOUND.findall(path.read_text(encoding="utf-8"))}
    assert names - set(TEST.findall(PROMISES)) == set()


def test_every_name_of_the_page_is_a_test() -> None:
    assert set(TEST.findall(PROMISES)) - set(known_tests()) == set()
