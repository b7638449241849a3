"""What is kept between questions and between runs: within limits, whole or made anew, once for all who ask at once."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import geopandas as gpd
import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from kleinstadt import disk_cache
from kleinstadt.memory import Kept, give_back_freed, weight

FRAME = pl.DataFrame({"ags": ["01001000", "01002000"], "value": [1.5, None]})


@given(st.lists(st.integers(0, 20), max_size=60), st.integers(0, 5_000))
def test_never_more_is_kept_than_the_limit(asked: list[int], limit: int) -> None:
    kept = Kept(limit)
    for size in asked:
        made = kept.once(size, lambda size=size: np.zeros(size * 50, dtype=np.uint8))  # type: ignore[misc]
        assert made.nbytes == size * 50
        assert kept.bytes <= limit


def test_the_least_used_goes_first() -> None:
    kept, made = Kept(250), []

    def ask(key: str) -> None:
        kept.once(key, lambda: made.append(key) or np.zeros(100, dtype=np.uint8))  # type: ignore[func-returns-value]

    for key in "abacab":
        ask(key)
    assert made == ["a", "b", "c", "b"], "c pushed b out, as a had been used since"


def test_several_who_ask_at_once_wait_for_one() -> None:
    kept, made = Kept(1_000), []

    def make() -> str:
        sleep(0.05)
        made.append(1)
        return "thing"

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: kept.once("key", make), range(8))) == {"thing"}
    assert made == [1]


def test_an_error_is_not_kept() -> None:
    kept = Kept(1_000)
    with pytest.raises(ZeroDivisionError):
        kept.once("key", lambda: 1 / 0)
    assert kept.once("key", lambda: 7) == 7


def test_a_list_weighs_what_its_things_weigh() -> None:
    assert weight([np.zeros(1_000, dtype=np.uint8) for _ in range(500)]) == pytest.approx(500_000, rel=0.05)
    assert weight(["measured"] * 1_000) < 10_000, "one word a thousand times is one word"


def test_shapes_weigh_what_their_points_weigh() -> None:
    shapes = gpd.GeoDataFrame(geometry=[Point(0, 0).buffer(1, quad_segs=2_500)] * 3)
    assert weight(shapes) == pytest.approx(3 * 10_001 * 24, rel=0.01)
    loose = np.array([*(Point(at, 0).buffer(1, quad_segs=2_500) for at in range(3)), None], dtype=object)
    assert weight(loose) == pytest.approx(3 * 10_001 * 24, rel=0.01), "an array of shapes weighs no less"


def test_an_array_of_words_weighs_its_words_once() -> None:
    words = np.array(["kleine_kleinstadt", "landgemeinde"] * 5_000, dtype=object)
    assert words.nbytes < weight(words) < 1.1 * words.nbytes


# --- on disk ------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "kleinstadt" / disk_cache.FRAMES


def test_a_frame_is_made_once_and_read_again(folder: Path) -> None:
    assert disk_cache.kept_frame("a-2024", lambda: FRAME).equals(FRAME)
    again = disk_cache.kept_frame("a-2024", lambda: pytest.fail("is there already"))
    assert again.equals(FRAME)
    assert [path.suffix for path in folder.iterdir()] == [".arrow"], "nothing half written is left"


@pytest.mark.parametrize("damage", [lambda data: data[: len(data) // 2], lambda data: data[:-9] + b"x" + data[-8:]])
def test_a_damaged_frame_is_made_anew(folder: Path, damage: "object") -> None:
    disk_cache.kept_frame("a-2024", lambda: FRAME)
    (path,) = folder.iterdir()
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    other = FRAME.with_columns(value=pl.lit(7.0))
    assert disk_cache.kept_frame("a-2024", lambda: other).equals(other)
    assert disk_cache.kept_frame("a-2024", lambda: pytest.fail("is whole again")).equals(other)


def test_frames_used_longest_ago_make_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk_cache.kept_frame("a-2024", lambda: FRAME)
    (path,) = folder.iterdir()
    monkeypatch.setattr(disk_cache, "LIMIT", 2 * path.stat().st_size)
    for name in "bcd":
        sleep(0.01)
        disk_cache.kept_frame(f"{name}-2024", lambda: FRAME)
    assert sorted(path.name[0] for path in folder.iterdir()) == ["c", "d"]


def test_a_folder_that_cannot_be_written_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert disk_cache.kept_frame("a-2024", lambda: FRAME).equals(FRAME)


def test_several_writers_at_once_leave_one_whole_frame(folder: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: disk_cache.kept_frame("a-2024", lambda: FRAME), range(8)))
    assert all(frame.equals(FRAME) for frame in found)
    assert len(list(folder.glob("*.arrow"))) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="asks glibc")
def test_glibc_is_asked_to_give_memory_back_and_other_systems_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    line = [sys.executable, "-c", "from kleinstadt.memory import give_back_freed as ask; print(ask())"]
    assert subprocess.run(line, capture_output=True, text=True, check=True).stdout == "True\n"
    monkeypatch.setattr("kleinstadt.memory.sys.platform", "win32")
    assert not give_back_freed()


@pytest.mark.skipif(sys.platform != "linux", reason="glibc")
def test_what_is_freed_between_kept_things_goes_back_by_itself() -> None:
    program = """
import numpy as np
from pathlib import Path
from kleinstadt.memory import give_arrays_own_pages, give_back_freed

def own_mb():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous:")) / 1024

give_back_freed()
large = np.ones(2**21)
del large  # as one goes, glibc would give the next ones no pages of their own
for numbers, count in ((2**17, 100), (11_000, 1_000)):
    things = [np.ones(numbers) for _ in range(count)]
    before = own_mb()
    del things[::2]
    print(before - own_mb())
    give_arrays_own_pages()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    megabytes, municipalities = map(float, done.stdout.split())
    assert megabytes > 45, "fifty arrays of a megabyte, each between two that stay"
    assert municipalities > 38, "five hundred arrays of a number for each municipality"
