"""What a terminal, a pipe, a disk and the system's signals may do to a command: nothing that ends in a traceback."""

import codecs
import os
import signal
import sys
import time
import unicodedata
from contextlib import suppress
from io import TextIOWrapper
from threading import Thread
from types import FrameType
from typing import Final

from kleinstadt.files import give_up
from kleinstadt.workers import end_workers

ENDED_BY: Final = 128  # and the signal's number: what a shell expects of a command that a signal ended
SEEN: Final[set[int]] = set()  # signals that asked this process to end
PATIENCE_S: Final = 0.5  # for a tidy end; another library's long call may know nothing of signals

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
    signal.signal(signal.SIGTERM, _ended)
    signal.signal(signal.SIGINT, _ended)
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
    """End this process and its workers soon after a signal, even while the main thread is in a long call."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing)
    Thread(target=_hurry, args=(reading,), daemon=True).start()


def _hurry(reading: int) -> None:
    while (number := os.read(reading, 1)[0]) not in (signal.SIGINT, signal.SIGTERM):
        pass
    time.sleep(PATIENCE_S)
    end_workers()
    give_up()
    os._exit(ENDED_BY + number)


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
