"""An edition is whole or refused; a writer that dies at any moment leaves the old one or the new one, never a part."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pytest
from small_edition import NOW_IDS, facts, manifest, tables, write_small

from kleinstadt.edition.draft import write_edition
from kleinstadt.edition.store import FACTS_ORDER, FORMAT, MANIFEST, Store
from kleinstadt.errors import EditionError

REMEDY = r"Install the package again, or make the edition anew with `kleinstadt build"


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return write_small(tmp_path / "edition")


def change_manifest(edition: Path, change: Callable[[dict[str, object]], object]) -> None:
    content = json.loads((edition / MANIFEST).read_text(encoding="utf-8"))
    change(content)
    (edition / MANIFEST).write_text(json.dumps(content), encoding="utf-8")


def test_what_was_written_is_read_again(written: Path) -> None:
    store = Store(written)
    store.verify()
    for name, frame in (tables() | {"facts": tables()["facts"].sort(FACTS_ORDER)}).items():
        assert store.read(name).equals(frame)
        assert store.scan(name).collect().equals(frame)
    assert store.variables["population"]["name"] == "population"
    assert {row["name"]: row["rows"] for row in store.manifest["resources"]}["areas"] == tables()["areas"].height


def test_a_table_that_is_not_there_is_answered_with_those_that_are(written: Path) -> None:
    known = r"no table 'towns' \(found: areas, base_polygons, changes, crosswalk, facts"
    with pytest.raises(EditionError, match=known):
        Store(written).read("towns")


def test_a_missing_file_is_refused(written: Path) -> None:
    (written / "facts.parquet").unlink()
    with pytest.raises(EditionError, match=rf"facts\.parquet: table 'facts' is missing\. {REMEDY}"):
        Store(written)


def test_a_cut_off_file_is_refused(written: Path) -> None:
    path = written / "facts.parquet"
    size = path.stat().st_size
    path.write_bytes(path.read_bytes()[:-7])
    with pytest.raises(EditionError, match=rf"'facts' has {size - 7} bytes instead of {size}\. {REMEDY}"):
        Store(written)


def test_verify_finds_one_flipped_bit_in_any_table(written: Path) -> None:
    for path in sorted(written.glob("*.parquet")):
        whole = path.read_bytes()
        at = random.Random(path.name).randrange(len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(EditionError, match=rf"table '{path.stem}' is damaged \(checksum differs\)\. {REMEDY}"):
            Store(written).verify()
        path.write_bytes(whole)
    Store(written).verify()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{broken", "cannot be read"),
        (b"", "cannot be read"),
        (b"\xff\xfe\x00", "cannot be read"),
        (b"[]", f"edition format None, but this version of kleinstadt reads format {FORMAT}"),
        (b"{}", f"edition format None, but this version of kleinstadt reads format {FORMAT}"),
        (f'{{"kleinstadt:format": {FORMAT}}}'.encode(), "does not say its resources, variables, sources"),
    ],
)
def test_a_broken_manifest_is_refused(written: Path, content: bytes, said: str) -> None:
    (written / MANIFEST).write_bytes(content)
    with pytest.raises(EditionError, match=f"{said}.*{REMEDY}"):
        Store(written)


def test_another_format_is_refused(written: Path) -> None:
    change_manifest(written, lambda content: content.update({"kleinstadt:format": FORMAT + 1}))
    with pytest.raises(EditionError, match=rf"edition format {FORMAT + 1}, but .* reads format {FORMAT}\. {REMEDY}"):
        Store(written)


@pytest.mark.parametrize("place", ["nothing here", "an empty folder", "a file"])
def test_no_edition_at_all_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "an empty folder").mkdir()
    (tmp_path / "a file").write_text("not a folder")
    with pytest.raises(EditionError, match=rf"{place}: there is no edition here \(no datapackage\.json\)\. {REMEDY}"):
        Store(tmp_path / place)


def test_an_edition_opens_from_inside_its_folder(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(written)
    Store(Path()).verify()


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = (write_small(tmp_path / name) for name in ("one", "other"))
    names = sorted(path.name for path in one.iterdir())
    assert names == sorted([MANIFEST, *(f"{name}.parquet" for name in tables())])
    assert [(one / name).read_bytes() for name in names] == [(other / name).read_bytes() for name in names]


def test_other_numbers_give_another_checksum(tmp_path: Path) -> None:
    more = facts("employees_workplace", "2019", dict.fromkeys(NOW_IDS, 1.0))
    hashes = [
        {row["name"]: row["hash"] for row in Store(path).manifest["resources"]}
        for path in (write_small(tmp_path / "one"), write_small(tmp_path / "other", more))
    ]
    assert {name for name, checksum in hashes[0].items() if hashes[1][name] != checksum} == {"facts"}


def test_a_new_edition_replaces_the_old_and_leaves_nothing_beside(written: Path) -> None:
    (written / "note.txt").write_text("an old edition's file")
    more = facts("employees_workplace", "2019", dict.fromkeys(NOW_IDS, 1.0))
    write_small(written, more)
    assert "employees_workplace" in Store(written).variables
    assert not (written / "note.txt").exists()
    assert [path.name for path in written.parent.iterdir()] == ["edition"]


@pytest.mark.parametrize("name", ["thesis.txt", ".hidden"])
def test_a_folder_of_something_else_is_never_replaced(tmp_path: Path, name: str) -> None:
    mine = tmp_path / "documents"
    mine.mkdir()
    (mine / name).write_text("years of work")
    with pytest.raises(EditionError, match=r"documents: is there already and is no edition .* new or empty folder"):
        write_small(mine)
    assert (mine / name).read_text() == "years of work"


@pytest.mark.skipif(sys.platform == "win32", reason="such a limit is Unix's")
def test_tables_that_cannot_be_written_leave_the_old_edition(written: Path) -> None:
    """As on a full disk: no file may grow beyond what the smallest table needs."""
    import resource

    before = {path.name: path.read_bytes() for path in written.iterdir()}
    whole = tables()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(EditionError, match=r"cannot be written .*File too large.* Make room"):
            write_edition(written, whole, MappingProxyType(manifest(whole)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert {path.name: path.read_bytes() for path in written.iterdir()} == before
    assert [path.name for path in written.parent.iterdir()] == ["edition"]


# A writer in a process of its own. It writes the edition again, each time with other numbers, and dies either by itself
# at the n-th step of the swap, or by somebody else's hand at any moment.
WRITER = """
import os, shutil, sys
from pathlib import Path

import polars as pl
from kleinstadt.edition.draft import write_edition
from kleinstadt.edition.store import Store

target, dies_at = Path({target!r}), {dies_at}
store = Store(target)
tables = {{row["name"]: store.read(row["name"]) for row in store.manifest["resources"]}}
steps = 0


def counted(function):
    def step(path, *arguments, **named):
        global steps
        steps += Path(path).exists()
        if steps == dies_at:
            os._exit(9)
        return function(path, *arguments, **named)
    return step


def write(number):
    facts = tables["facts"].with_columns(value=pl.when(pl.col("value").is_not_null()).then(pl.lit(float(number))))
    write_edition(target, tables | {{"facts": facts}}, store.manifest | {{"number": number}})


if dies_at:
    Path.replace, shutil.rmtree = counted(Path.replace), counted(shutil.rmtree)
    write(1)
    raise SystemExit("the writer did not die")
print("ready", flush=True)
for number in range(1, 10**6):
    write(number)
"""


def writer(target: Path, dies_at: int = 0) -> list[str]:
    return [sys.executable, "-c", WRITER.format(target=str(target), dies_at=dies_at)]


def number_of(edition: Path) -> int:
    """Which of the writer's editions this is; 0 is the one before. It must be whole, of one piece."""
    store = Store(edition)
    store.verify()
    number = int(store.manifest.get("number", 0))
    assert number == 0 or set(store.read("facts")["value"].drop_nulls()) == {number}
    return number


@pytest.mark.parametrize(
    ("step", "expected", "beside"),
    [
        pytest.param(1, 0, 0, id="before the old edition is moved aside"),
        pytest.param(2, 0, 1, id="between the two renames, no edition at its place"),
        pytest.param(3, 1, 1, id="before the old edition is thrown away"),
    ],
)
def test_a_crash_at_each_step_of_the_swap(written: Path, step: int, expected: int, beside: int) -> None:
    run = subprocess.run(writer(written, step), check=False)
    assert run.returncode == 9, "the writer was to die"
    assert len(list(written.parent.glob(".edition.old"))) == beside
    assert written.exists() == (step != 2)
    assert number_of(written) == expected
    assert len(list(written.parent.glob(".edition.old"))) == beside, "opening writes nothing"
    write_small(written)
    assert [path.name for path in written.parent.iterdir()] == ["edition"], "writing sweeps the rest"


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_a_whole_edition(written: Path) -> None:
    chance = random.Random(2019)
    seen = []
    for _ in range(6):
        with subprocess.Popen(writer(written), stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            time.sleep(chance.random() / 4)
            os.kill(process.pid, signal.SIGKILL)
        assert process.returncode == -signal.SIGKILL
        seen.append(number_of(written))
    assert max(seen) > 1, "no writer got far enough for this to be a test"
    write_small(written)
    assert [path.name for path in written.parent.iterdir()] == ["edition"]


def test_left_over_folders_are_swept(written: Path) -> None:
    for name in (".edition.new-dead", ".edition.old"):
        shutil.copytree(written, written.with_name(name))
    neighbour = write_small(written.with_name("edition2"))
    mine = written.with_name(".edition2.new-mine")
    mine.mkdir()
    write_small(written)
    assert sorted(path.name for path in written.parent.iterdir()) == [mine.name, "edition", neighbour.name]


# --- a damaged edition is refused at open, whatever is damaged


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_bit_in_any_table_is_refused(written: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = chance.choice(sorted(written.glob("*.parquet")))
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    with pytest.raises(EditionError, match=r"is damaged \(checksum differs\)\. Install the package again"):
        Store(written)


@pytest.mark.parametrize(
    "change",
    [
        {"resources": None},
        {"resources": [{"name": "facts"}]},
        {"resources": ["facts"]},
        {"variables": {"population": []}},
        {"variables": [{"name": "population"}]},
        {"variables": [{"name": "population", "vintages": [{"period": 2019}]}]},
    ],
)
def test_an_odd_manifest_is_refused(written: Path, change: dict[str, object]) -> None:
    manifest = json.loads((written / MANIFEST).read_text(encoding="utf-8"))
    (written / MANIFEST).write_text(json.dumps(manifest | change), encoding="utf-8")
    with pytest.raises(EditionError, match=r"datapackage\.json: .*Install the package again"):
        Store(written)


@pytest.mark.parametrize("path", ["../facts.parquet", "/etc/passwd", "sub/facts.parquet", "areas.parquet"])
def test_a_path_out_of_the_folder_is_refused(written: Path, path: str) -> None:
    manifest = json.loads((written / MANIFEST).read_text(encoding="utf-8"))
    next(row for row in manifest["resources"] if row["name"] == "facts")["path"] = path
    (written / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(EditionError, match="is not its file in this folder"):
        Store(written)


def test_opening_an_edition_writes_nothing(written: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (written.parent, *written.parent.rglob("*"))}
    Store(written).read("facts")
    assert {path: path.stat().st_mtime_ns for path in (written.parent, *written.parent.rglob("*"))} == before
