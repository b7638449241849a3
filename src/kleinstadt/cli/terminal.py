"""What a terminal, a pipe, a disk and the system's signals may do to a command: nothing that ends in a traceback."""

import codecs
import os
import signal
import sys
import time
import unicodedata
from contextlib import suppress
from functools import partial
from io import TextIOWrapper
from select import select
from threading import Thread
from types import FrameType
from typing import Final, NoReturn

from kleinstadt.files import give_up
from kleinstadt.workers import end_workers

ENDED_BY: Final = 128  # and the signal's number: what a shell expects of a command that a signal ended
SEEN: Final[set[int]] = set()  # signals that asked this process to end
ENDING: Final = (signal.SIGTERM, signal.SIGINT)
PATIENCE_S: Final = 0.5  # for a tidy end; another library's long call may know nothing of signals
LAST_S: Final = 1.0  # then there is none

# How the words' own signs are spelt where the terminal has none of them.
SPELT: Final = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "Ä": "Ae",
    "Ö": "Oe",
    "Ü": "Ue",
    "ß": "ss",
    "−": "-",
    "–": "-",
    "—": "-",
    "…": "...",
    "„": '"',
    "“": '"',
    "”": '"',
    "‚": "'",
    "‘": "'",
    "’": "'",
    "→": "->",
    "≥": ">=",
    "≤": "<=",
    "×": "x",
    "·": "-",
    "•": "*",
    "€": "EUR",
    "█": "#",
    "\u202f": " ",
}


def prepare() -> None:
    """Make output readable in any encoding, and let SIGTERM end a command as Ctrl-C does: tidily."""
    codecs.register_error("readable", _readable)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="readable")
    for number in ENDING:
        signal.signal(number, _ended)
    if sys.platform != "win32":
        _watch_signals()


def leave() -> None:
    """After a signal: end here, when everything is tidied up, and wait for no thread that is in a long call."""
    if SEEN:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(ENDED_BY + min(SEEN))


def be_patient() -> None:
    """For a server, which lets its askers finish: nobody hurries after a signal."""
    signal.set_wakeup_fd(-1)


def _watch_signals() -> None:
    """End this process and its workers soon after a signal, even while a library's long call holds Python's lock.

    A process of its own hears of the signal and has a thread here tidy up; where the lock does not let it, it ends us.
    """
    heard, hearing = os.pipe()
    told, telling = os.pipe()
    os.set_blocking(hearing, False)
    if os.fork() == 0:
        os.close(hearing)
        os.close(told)
        _watch(heard, telling)
    os.close(heard)
    os.close(telling)
    signal.set_wakeup_fd(hearing)
    os.register_at_fork(after_in_child=partial(_hear_nothing, hearing))
    Thread(target=_hurry, args=(told,), daemon=True).start()


def _hear_nothing(hearing: int) -> None:
    """In a process forked from this one, as some library may: its signals are its own and end nobody else."""
    signal.set_wakeup_fd(-1)
    os.close(hearing)


def _watch(heard: int, telling: int) -> NoReturn:
    """In the process that watches: pass on the signal that ends its parent, and see to it that it does."""
    try:
        parent = os.getppid()
        for number in ENDING:
            signal.signal(number, signal.SIG_IGN)
        while (byte := os.read(heard, 1)) and byte[0] not in ENDING:
            pass
        os.write(telling, byte)
        end = time.monotonic() + LAST_S
        while byte and (left := end - time.monotonic()) > 0:
            if select([heard], [], [], left)[0]:
                byte = os.read(heard, 1)  # nothing: the parent is gone
        if byte and os.getppid() == parent:
            os.kill(parent, signal.SIGKILL)  # its workers follow (workers.py), what it left is swept at the next start
    finally:
        os._exit(0)


def _hurry(told: int) -> None:
    """Tidy up and end, if the main thread has not when its patience is over."""
    if not (byte := os.read(told, 1)):
        return
    time.sleep(PATIENCE_S)
    end_workers()
    give_up()
    os._exit(ENDED_BY + byte[0])


def _readable(error: UnicodeError) -> tuple[str, int]:
    """Spell what an encoding lacks: ü as ue, or without its accent, or as a question mark."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_spelt, error.object[error.start : error.end])), error.end


def _spelt(sign: str) -> str:
    if sign in SPELT:
        return SPELT[sign]
    return unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode() or "?"


def _ended(number: int, _frame: FrameType | None) -> None:
    SEEN.add(number)
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(ENDED_BY + number)
