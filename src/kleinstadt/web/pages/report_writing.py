"""Reports written in the background: once for each year and language, kept on disk, failures remembered."""

import logging
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread

from kleinstadt import __version__
from kleinstadt.compare.columns import Atlas
from kleinstadt.errors import KleinstadtError
from kleinstadt.files import folder_written_whole, user_cache
from kleinstadt.words.language import Lang

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Failure:
    """Why a report could not be written.

    Attributes
    ----------
    reason : str
        In the words of the error, for what the reader may mend (a full disk, a damaged edition); else "".
    folder : Path
        Where it was to be written.
    """

    reason: str
    folder: Path


class ReportWriter:
    """Writes the reports that are asked for."""

    def __init__(self, atlas: Atlas) -> None:
        """Take the atlas whose edition the reports are of.

        Parameters
        ----------
        atlas : Atlas
            Of the edition that the reports are of.
        """
        self._atlas = atlas
        self._steps: dict[Path, str] = {}  # folder: what is done now
        self._failed: dict[Path, Failure] = {}
        self._lock = Lock()
        self._turn = Lock()  # one report is written at a time, however many are asked for

    def folder(self, year: int, lang: Lang) -> Path:
        """Where the report of a year lies once it is written.

        Parameters
        ----------
        year : int
            Year of the report.
        lang : {"de", "en"}
            Language of the report.

        Returns
        -------
        Path
            In the user's cache; it is there whole or not at all.
        """
        return user_cache() / f"{self._atlas.fingerprint}-{__version__}-report-{year}-{lang}"

    def step(self, year: int, lang: Lang, *, again: bool) -> str | Failure:
        """What is done for a report now, started if nothing is; or why it failed.

        Parameters
        ----------
        year : int
            Year of the report.
        lang : {"de", "en"}
            Language of the report.
        again : bool
            Begin anew after a failure.

        Returns
        -------
        str or Failure
            The step in words, with how many of how many are done; "" before the first.
        """
        folder = self.folder(year, lang)
        with self._lock:
            if again:
                self._failed.pop(folder, None)
            if folder in self._failed:
                return self._failed[folder]
            if folder not in self._steps:
                self._steps[folder] = ""
                Thread(target=self._write, args=(folder, year, lang), daemon=True).start()
            return self._steps[folder]

    def _write(self, folder: Path, year: int, lang: Lang) -> None:
        try:
            with self._turn:
                self._write_beside(folder, year, lang)
        except Exception as error:
            log.exception("The report of %s could not be written", year)
            reason = str(error) if isinstance(error, KleinstadtError | OSError) else ""
            with self._lock:
                self._failed[folder] = Failure(reason, folder.parent)
        finally:
            with self._lock:
                self._steps.pop(folder, None)

    def _write_beside(self, folder: Path, year: int, lang: Lang) -> None:
        """All files into a folder of another name first: a report is there whole or not at all."""
        from kleinstadt.report.document import write_report

        def progress(text: str, done: int, total: int) -> None:
            with self._lock:
                self._steps[folder] = f"{text} ({done}/{total})"

        with folder_written_whole(folder) as beside:
            write_report(self._atlas.edition, year, beside, lang=lang, progress=progress)
