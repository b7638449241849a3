"""files.py: a file is there whole or not at all; the user's cache is where each system keeps such things."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kleinstadt import files
from kleinstadt.files import sha256_of, take_over, user_cache, written_whole


def test_a_checksum_is_that_of_all_bytes(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"Lauf" * 1_000_000)
    assert sha256_of(path) == hashlib.sha256(b"Lauf" * 1_000_000).hexdigest()


def test_a_file_appears_when_it_is_whole(tmp_path):
    path = tmp_path / "new" / "report.csv"
    with written_whole(path) as stream:
        stream.write(b"a,b\n")
        assert not path.exists()
    assert path.read_bytes() == b"a,b\n"
    assert [found.name for found in path.parent.iterdir()] == ["report.csv"]


def test_an_error_leaves_what_was_there(tmp_path):
    path = tmp_path / "report.csv"
    path.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt), written_whole(path) as stream:
        stream.write(b"new")
        raise KeyboardInterrupt
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["report.csv"]


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
def test_a_link_and_a_device_stay_what_they_are(tmp_path):
    link, target = tmp_path / "link.csv", tmp_path / "data" / "real.csv"
    link.symlink_to(target)
    with written_whole(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    with written_whole(Path(os.devnull)) as stream:
        stream.write(b"lost")
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_others_may_read_what_was_written(tmp_path):
    plain, whole = tmp_path / "plain", tmp_path / "whole"
    plain.touch()
    with written_whole(whole):
        pass
    assert whole.stat().st_mode == plain.stat().st_mode


@pytest.mark.parametrize(
    ("system", "folder"), [("linux", ".cache"), ("darwin", "Library/Caches"), ("win32", "AppData/Local")]
)
def test_the_cache_is_where_the_system_keeps_caches(system, folder, monkeypatch):
    monkeypatch.setattr(files.sys, "platform", system)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    assert user_cache() == Path.home() / folder / "kleinstadt"


def test_a_user_may_name_the_cache_and_may_have_no_home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert user_cache() == tmp_path / "kleinstadt"
    monkeypatch.delenv("XDG_CACHE_HOME")

    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr(files.Path, "home", homeless)
    monkeypatch.setattr(files.tempfile, "gettempdir", lambda: str(tmp_path / "tmp"))
    assert user_cache() == tmp_path / "tmp" / "kleinstadt"


FOLDERS = """
import sys, time
from pathlib import Path
from kleinstadt.files import folder_written_whole
number, pause = sys.argv[2], float(sys.argv[3])
with folder_written_whole(Path(sys.argv[1])) as beside:
    print("ready", flush=True)
    for name in "abc":
        (beside / name).write_text(number)
        time.sleep(pause)
"""


def folder_writer(path: Path, number: int, pause: float = 0.0) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", FOLDERS, str(path), str(number), str(pause)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_several_writers_of_one_folder_all_succeed_and_one_stays_whole(tmp_path):
    writers = [folder_writer(tmp_path / "folder", number, 0.02) for number in range(8)]
    assert [writer.wait() for writer in writers] == [0] * 8
    for writer in writers:
        writer.stdout.close()
    assert len({(tmp_path / "folder" / name).read_text() for name in "abc"}) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_killed_writer_leaves_the_old_folder_and_is_swept(tmp_path):
    target = tmp_path / "folder"
    with files.folder_written_whole(target) as beside:
        (beside / "a").write_text("old")
    with folder_writer(target, 1, 5.0) as process:
        assert process.stdout.readline() == "ready\n"
        with folder_writer(target, 2) as other:
            assert other.wait() == 0
        assert (target / "a").read_text() == "2", "two at once: neither deletes the other's work"
        assert len(list(tmp_path.iterdir())) == 2
        process.kill()
    assert (target / "a").read_text() == "2"
    with files.folder_written_whole(target) as beside:
        (beside / "a").write_text("new")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
    assert (target / "a").read_text() == "new"


def test_an_old_folder_is_read_where_a_writer_died_between_its_renames(tmp_path):
    target, old = tmp_path / "folder", tmp_path / ".folder.old"
    old.mkdir()
    assert files.current_folder(target) == old
    assert [path.name for path in tmp_path.iterdir()] == [".folder.old"], "reading writes nothing"
    target.mkdir()
    assert files.current_folder(target) == target


PART = f".report.csv.{'0f' * 16}.part"


def test_what_a_killed_writer_left_of_a_file_is_swept_and_what_is_being_written_is_not(tmp_path):
    (tmp_path / PART).write_bytes(b"half")
    (tmp_path / ".report.csv.part").write_bytes(b"a user's own")
    with files.written_whole(tmp_path / "one.csv") as one:
        one.write(b"1")
        with files.written_whole(tmp_path / "other.csv") as other:
            other.write(b"2")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".report.csv.part", "one.csv", "other.csv"]


def test_a_temporary_folder_goes_and_so_do_those_of_the_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(files.tempfile, "tempdir", str(tmp_path))
    (tmp_path / f"{files.TEMPORARY}killed").mkdir()
    (tmp_path / "another-programs").mkdir()
    with files.temporary_folder() as folder, files.temporary_folder() as inner:
        (folder / "map.gpkg").write_bytes(b"")
        assert inner.is_dir() and folder.is_dir()
    assert [path.name for path in tmp_path.iterdir()] == ["another-programs"]


GIVING_UP = """
import os, sys
from pathlib import Path
from kleinstadt.files import folder_written_whole, give_up, temporary_folder, written_whole
here = Path(sys.argv[1])
with folder_written_whole(here / "folder") as folder, written_whole(here / "file") as stream, temporary_folder():
    (folder / "a").write_text("half")
    stream.write(b"half")
    give_up()
    os._exit(143)
"""


def test_who_gives_up_leaves_the_old_results_and_nothing_half(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a").write_text("old")
    (tmp_path / "file").write_text("old")
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    assert subprocess.run([sys.executable, "-c", GIVING_UP, str(tmp_path)], env=environment).returncode == 143
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]
    assert (tmp_path / "folder" / "a").read_text() == (tmp_path / "file").read_text() == "old"


# --- Windows: no hold of a file, no replacing of what another program has open ---


def test_what_a_late_thread_still_writes_into_a_given_up_folder_goes_too(tmp_path, monkeypatch):
    """A library's threads may add a file while the folder is removed, which then stays: it is removed again."""
    rmtree, tries = files.shutil.rmtree, []

    def removed(path, **options):
        tries.append(path)
        if len(tries) > 1:  # the first time another file came in between
            rmtree(path, **options)

    monkeypatch.setattr(files.shutil, "rmtree", removed)
    with pytest.raises(ValueError, match="full"), files.folder_written_whole(tmp_path / "edition") as beside:
        (beside / "facts.parquet").write_bytes(b"half")
        raise ValueError("full")
    assert list(tmp_path.iterdir()) == []
    assert len(tries) == 2


@pytest.fixture
def windows(monkeypatch):
    """The system as files.py sees it on Windows: its name, and no fcntl."""
    monkeypatch.setattr(files.sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "fcntl", None)


@pytest.mark.usefixtures("windows")
def test_on_windows_what_is_left_is_told_by_its_age(tmp_path):
    old, young = tmp_path / f".a.csv.{'1' * 32}.part", tmp_path / f".b.csv.{'2' * 32}.part"
    old_folder, young_folder = tmp_path / ".folder.new-old", tmp_path / ".folder.new-young"
    for path in (old, young):
        path.touch()
    for path in (old_folder, young_folder):
        path.mkdir()
    for path in (old, old_folder):
        os.utime(path, (0, 0))
    with written_whole(tmp_path / "c.csv") as stream:
        stream.write(b"whole")
    with files.folder_written_whole(tmp_path / "folder") as beside:
        (beside / "a").write_text("whole")
    assert {path.name for path in tmp_path.iterdir()} == {young.name, young_folder.name, "c.csv", "folder"}


@pytest.mark.usefixtures("windows")
def test_on_windows_a_file_that_is_open_in_excel_stays_and_nothing_half_is_left(tmp_path, monkeypatch):
    path = tmp_path / "towns.xlsx"
    path.write_bytes(b"old")

    def refused(*_: object) -> None:
        raise PermissionError(13, "The process cannot access the file because it is being used by another process")

    monkeypatch.setattr(files.Path, "replace", refused)
    with pytest.raises(PermissionError), written_whole(path) as stream:
        stream.write(b"new")
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["towns.xlsx"]


@pytest.mark.usefixtures("windows")
def test_on_windows_a_folder_of_which_a_file_is_open_stays_as_it_was(tmp_path, monkeypatch):
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "table.xlsx").write_bytes(b"old")

    def refused(*_: object) -> None:
        raise PermissionError(13, "The process cannot access the file because it is being used by another process")

    monkeypatch.setattr(files.Path, "replace", refused)
    with pytest.raises(PermissionError), files.folder_written_whole(folder) as beside:
        (beside / "table.xlsx").write_bytes(b"new")
    assert (folder / "table.xlsx").read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["report"]


def test_what_is_a_users_own_is_taken_over_and_what_is_ours_is_not(tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    (old / "folder").mkdir(parents=True)
    new.mkdir()
    for name in ("notes.txt", "ours.csv", "folder/deep.txt", "both.txt"):
        (old / name).write_text("old")
    (new / "both.txt").write_text("new")
    take_over(old, new, lambda name: name != "ours.csv")
    assert sorted(path.name for path in new.iterdir()) == ["both.txt", "folder", "notes.txt"]
    assert (new / "folder" / "deep.txt").read_text() == "old"
    assert (new / "both.txt").read_text() == "new"
