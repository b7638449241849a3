"""What a terminal, a pipe, a disk and signals may do to a command."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.sturdy.kills import group_alive
from kleinstadt.cli import terminal

SLEEPING = """
import re, sys, time
from kleinstadt.cli import terminal
from kleinstadt.workers import end_workers, worker_pool

if __name__ == "__main__":
    terminal.prepare()
    try:
        with worker_pool(2) as pool:
            list(pool.map(time.sleep, [0.2] * 4))  # both are there
            if "holding" in sys.argv:  # Python's lock, for minutes, as drawing does for seconds
                jobs = [pool.submit(re.match, "(a+)+$", "a" * 34 + "b") for _ in range(2)]
            else:
                jobs = [pool.submit(time.sleep, 60) for _ in range(2)]
            print("at work", flush=True)
            if "stubborn" in sys.argv:  # as a long call that hears no signal
                import signal
                signal.signal(signal.SIGTERM, lambda *_: None)
                signal.signal(signal.SIGINT, lambda *_: None)
            if "locked" in sys.argv:  # no thread of ours has its turn
                sum(range(10**11))
            jobs[0].result()
    finally:
        end_workers()
"""


def command(*arguments: str, encoding: str = "utf-8", out: int = subprocess.PIPE) -> subprocess.CompletedProcess[bytes]:
    line = [sys.executable, "-m", "kleinstadt", *arguments]
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    return subprocess.run(line, env=environment, stdout=out, stderr=subprocess.PIPE, check=False)


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437"])
def test_output_is_readable_in_any_encoding(encoding: str) -> None:
    done = command("town", "Görlitz", encoding=encoding)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert done.stdout.decode(encoding).startswith("Goerlitz" if encoding == "ascii" else "Görlitz")


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("ascii", "Groesse e - >= 5 EUR ?"),
        ("cp850", "Größe é - >= 5 EUR ?"),
        ("cp1252", "Größe é - >= 5 € ?"),
    ],
)
def test_signs_that_an_encoding_lacks_are_spelt(encoding: str, shown: str) -> None:
    code = "from kleinstadt.cli import terminal; terminal.prepare(); print('Größe é − ≥ 5 € 漢')"
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"PYTHONIOENCODING": encoding}, capture_output=True, check=True
    )
    assert done.stdout.decode(encoding).strip() == shown


def test_on_windows_no_pipe_of_signals_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(terminal.sys, "platform", "win32")
    monkeypatch.setattr(terminal.signal, "signal", lambda number, _: asked.append(number))
    monkeypatch.setattr(terminal.signal, "set_wakeup_fd", lambda _: pytest.fail("Windows has no such pipe"))
    terminal.prepare()
    assert asked == [signal.SIGTERM, signal.SIGINT]


@pytest.mark.slow
def test_a_full_disk_and_a_closed_pipe_are_no_traceback() -> None:
    with Path("/dev/full").open("wb") as full:
        done = command("areas", "--level", "gemeinde", out=full.fileno())
    assert done.returncode == 2
    assert done.stderr.decode().strip() == "OSError: No space left on device"
    reading, writing = os.pipe()
    os.close(reading)
    done = command("areas", "--level", "gemeinde", out=writing)
    os.close(writing)
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


FORKING = """
import os, signal, sys, time
from kleinstadt.cli import terminal

terminal.prepare()
child = os.fork()
if child == 0:
    try:
        time.sleep(60)
    finally:
        os._exit(0)
time.sleep(0.2)
os.kill(child, signal.SIGTERM)
os.waitpid(child, 0)
time.sleep(terminal.LAST_S + 0.5)
print("still here")
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no fork")
def test_a_signal_to_a_forked_process_does_not_end_the_command() -> None:
    done = subprocess.run([sys.executable, "-c", FORKING], capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (0, b"still here\n")


def gone(group: int) -> bool:
    """Whether no process of the group runs any more; one that has ended, but that nobody has fetched, does not."""
    if sys.platform == "linux":
        return not group_alive(group)
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="groups of processes are Unix's")
@pytest.mark.parametrize(
    ("number", "manner"),
    [
        (signal.SIGTERM, "stubborn"),
        (signal.SIGINT, "stubborn"),
        (signal.SIGTERM, "locked"),
        (signal.SIGINT, "locked"),
        (signal.SIGKILL, "holding" if sys.platform == "linux" else ""),
    ],
)
@pytest.mark.slow
def test_workers_end_with_the_command(tmp_path: Path, number: signal.Signals, manner: str) -> None:
    script = tmp_path / "sleeping.py"
    script.write_text(SLEEPING, encoding="utf-8")
    line = [sys.executable, str(script), manner]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as started:
        assert started.stdout is not None
        assert started.stdout.readline() == b"at work\n"
        time.sleep(0.2)
        started.send_signal(number)
        begun = time.monotonic()
        while time.monotonic() - begun < 20 and not (started.poll() is not None and gone(started.pid)):
            time.sleep(0.02)
        seconds = time.monotonic() - begun
        if not gone(started.pid):
            os.killpg(started.pid, signal.SIGKILL)
    assert seconds < 8, "2 s on a quiet machine; they would have slept for a minute"
    if manner == "locked" or number == signal.SIGKILL:
        assert started.returncode == -9
    else:
        assert started.returncode in {signal.SIGTERM: {143, -9}}.get(number, {1, 130, -2, -9})
