"""The report as files: one page, a PDF, tables, pictures, the ledger."""

import re
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt import keys
from kleinstadt.edition.edition import Edition
from kleinstadt.errors import UnknownNameError
from kleinstadt.files import folder_written_whole, take_over, written_whole
from kleinstadt.report.contents.items import SECTIONS
from kleinstadt.report.contents.model import Item, Section
from kleinstadt.report.contents.phrases import REFORM_LAND, far_periods, phrases
from kleinstadt.report.contents.sentences import sentences
from kleinstadt.report.drawing.images import Picture
from kleinstadt.report.drawing.pictures import PICTURES, Studio, possible
from kleinstadt.report.drawing.rendering import Renderer, renderer
from kleinstadt.report.ledger import entries as published
from kleinstadt.report.ledger.needs import lacking_for, told
from kleinstadt.report.page import Chapter, Page, Shown, ledger_page, report_page
from kleinstadt.report.print import write_pdf
from kleinstadt.report.provenance import other_years, provenance
from kleinstadt.report.tables import export
from kleinstadt.report.tables.catalogue import TABLES, table
from kleinstadt.words.language import Lang, language, pick

Progress = Callable[[str, int, int], None]


PNG_DPI: Final = 200
OF_A_REPORT: Final = re.compile(
    rf"({'|'.join({**TABLES, **PICTURES})})\.(csv|xlsx|svg|png)|(index|ledger)\.html|ledger\.csv|report\.pdf"
)

# Maps take longest to draw, so they come first; Karte 9 takes longest to compute, so others are drawn meanwhile.
IN_TURN: Final = sorted(PICTURES, key=lambda name: (name == "karte9", not name.startswith("karte")))

ABSENT: Final[dict[Lang, str]] = {
    "de": "Nicht gezeigt: {}; für dieses Jahr fehlen Grenzen (bekannt ab 2016), Lage, amtliche Listen "
    "oder die Größe mancher Orte.",
    "en": "Not shown: {}; borders (known from 2016 on), location, official lists or the size of some "
    "places are missing for this year.",
}
LACKING: Final[dict[Lang, str]] = {
    "de": "Nicht oder nicht ganz gezeigt: {}; in dieser Ausgabe fehlt: {}.",
    "en": "Not shown, or not wholly: {}; missing from this edition: {}.",
}
FAR: Final[dict[Lang, str]] = {
    "de": "Die Zahlen im Text sind von {}: Näher an diesem Jahr liegen keine vor.",
    "en": "The numbers in the text are of {}: there are none closer to this year.",
}


@dataclass(frozen=True)
class ReportResult:
    """What was written.

    Attributes
    ----------
    folder : Path
        Where.
    year : int
        Year of the report.
    files : list of Path
        The report's files.
    verdicts : dict of str to int
        How many numbers of the ledger have which verdict.
    seconds : float
        How long it took.
    """

    folder: Path
    year: int
    files: list[Path]
    verdicts: dict[published.Verdict, int]
    seconds: float


class _Writer:
    """Writes the report of one year into one folder, step by step."""

    def __init__(self, studio: Studio, folder: Path, drawing: Renderer, progress: Progress) -> None:
        self.studio, self.folder = studio, folder
        self.edition, self.year, self.lang = studio.edition, studio.year, studio.lang
        self.files: list[Path] = []
        self._renderer = drawing
        self._tables: dict[str, pl.DataFrame] = {}
        self._begun: dict[str, Future[Picture]] = {}
        self.sizes: dict[str, tuple[int, int]] = {}
        self._progress = progress
        self._drawn = [name for name in IN_TURN if possible(studio, name)]
        self._done, self.total = 0, len(TABLES) + len(self._drawn) + 3

    @cached_property
    def words(self) -> dict[str, str]:
        """What the placeholders in the texts mean."""
        studio = self.studio
        return phrases(studio.edition, studio.year, studio.lang, studio.reform_land) | studio.said()

    def step(self, text: str) -> None:
        """Say what comes next."""
        self._progress(text, self._done, self.total)
        self._done += 1

    def add(self, name: str, data: bytes) -> Path:
        """Write one file, whole or not at all."""
        path = self.folder / name
        with written_whole(path) as stream:
            stream.write(data)
        self.files.append(path)
        return path

    def tables(self) -> None:
        """Every table as CSV and XLSX."""
        for name in TABLES:
            self.step(name)
            frame = self._table(name)
            note = other_years(self.edition, name, self.year, self.lang)
            for form in ("csv", "xlsx"):
                self.add(f"{name}.{form}", export.to_bytes(frame, form, name, note))

    def _table(self, name: str) -> pl.DataFrame:
        """A table of the report, computed once."""
        if name not in self._tables:
            self._tables[name] = table(self.edition, name, self.year)
        return self._tables[name]

    def begin(self) -> None:
        """Begin to draw every picture."""
        for name in self._drawn:
            self.step(name)
            self._begun[name] = self._renderer.draw(PICTURES[name](self.studio))

    def chapters(self) -> list[Chapter]:
        """Every chapter with its tables and pictures."""
        chapters = []
        for section in SECTIONS:
            shown = [self._shown(item) for item in section.items if self._possible(item)]
            text = pick(section.lead, self.lang).format(**self.words)
            lacking = [absent.line(self.lang) for absent in section.absent]
            title = pick(section.title, self.lang)
            said = sentences(self.edition, self.year, section.number, self.lang)
            note = self._note(section)
            chapters.append(Chapter(section.id, section.number, title, text, note, shown, lacking, said))
        return chapters

    def _note(self, section: Section) -> str:
        """What a chapter lacks in this year, and which of its numbers are of another time; mostly empty."""
        missing = {item: lacking_for(self.edition, item.id) for item in section.items}
        absent = [item.label(self.lang) for item in section.items if not missing[item] and not self._possible(item)]
        empty = [item.label(self.lang) for item in section.items if missing[item]]
        far = far_periods(self.edition, self.year, section.lead_from)
        notes = [ABSENT[self.lang].format(", ".join(absent))] if absent else []
        if empty:
            variables = list(dict.fromkeys(chain.from_iterable(missing.values())))
            notes.append(LACKING[self.lang].format(", ".join(empty), told(variables, self.lang)))
        return " ".join([*notes, FAR[self.lang].format(", ".join(far))] if far else notes)

    def _possible(self, item: Item) -> bool:
        return possible(self.studio, item.id)

    def _shown(self, item: Item) -> Shown:
        source = provenance(self.edition, item, self.year, self.studio.periods)
        off = other_years(self.edition, item.id, self.year, self.lang)
        return Shown(
            id=item.id,
            kind=item.kind,
            label=item.label(self.lang),
            title=pick(item.title, self.lang).format(**self.words),
            how=f"{pick(item.how, self.lang).format(**self.words)} {off}".rstrip(),
            source=pick(item.drawn_after, self.lang) or source.line(self.lang),
            alt=pick(item.alt, self.lang).format(**self.words),
            frame=self._table(item.id) if item.kind == "table" else None,
            has_data=item.id in TABLES,
        )

    def pictures(self) -> None:
        """Write what was begun to be drawn."""
        for name, begun in self._begun.items():
            picture = begun.result()
            self.add(f"{name}.svg", picture.svg.encode())
            self.add(f"{name}.png", picture.png)
            self.sizes[name] = picture.size


def write_report(
    edition: Edition,
    year: int,
    folder: Path,
    *,
    lang: Lang = "de",
    land: str = REFORM_LAND,
    processes: int = 1,
    progress: Progress = lambda *_: None,
) -> ReportResult:
    """Write the report of a year into a folder, in place of an older one; a user's own files there stay.

    All files are made beside the folder, which is swapped at the end: whoever stops on the way leaves it as it was.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.
    folder : Path
        Where the report shall lie; made if need be.
    lang : {"de", "en"}
        Language of the report.
    land : str
        Key or name of the Land whose reforms Abb. 4 shows.
    processes : int
        How many draw pictures at once; several need a main module guarded by `if __name__ == "__main__"`.
    progress : Callable
        Called with what is being done, how many steps are done, and how many there are.

    Returns
    -------
    ReportResult
        The folder, its files (page, PDF, tables, pictures, ledger) and the ledger's verdicts.

    Raises
    ------
    UnknownNameError
        For a year, language or Land that is not there.
    """
    language(lang)
    started = time.monotonic()
    edition.territory(year)
    studio = Studio(edition, year, lang, _land_key(land))
    with folder_written_whole(folder) as beside:
        with renderer(PNG_DPI, processes) as drawing:
            for one in {year, published.YEAR}.intersection(edition.years):
                _make_columns(edition, one)
            writer = _Writer(studio, beside, drawing, progress)
            entries = _write_all(writer)
        take_over(folder, beside, lambda name: OF_A_REPORT.fullmatch(name) is None)
    files = [folder / path.name for path in writer.files]
    progress("done", writer.total, writer.total)
    return ReportResult(folder, year, files, published.counts(entries), time.monotonic() - started)


def _make_columns(edition: Edition, year: int) -> None:
    """Make what all indicators of a year are made of at once, which takes a sixth of the time of one after another."""
    if edition.indicators:
        edition.part_arrays(next(iter(edition.indicators)), year)


def _write_all(writer: _Writer) -> list[published.Entry]:
    """Every file of the report, the pages after what they show; returns the ledger."""
    writer.begin()
    chapters = writer.chapters()
    writer.tables()
    writer.step("ledger")
    entries = published.ledger(writer.edition)
    writer.pictures()
    page = Page(writer.year, writer.lang, writer.words, chapters, entries, writer.sizes)
    writer.add("ledger.html", ledger_page(page).encode())
    writer.add("ledger.csv", export.to_bytes(published.frame(entries), "csv"))
    writer.add("index.html", report_page(page).encode())
    writer.step("report.pdf")
    writer.add("report.pdf", write_pdf(page, writer.folder))
    return entries


def _land_key(land: str) -> str:
    found = [key for key, name in keys.LAENDER.items() if land.casefold() in (key, name.casefold())]
    if not found:
        msg = f"No Land '{land}'. There are: {', '.join(f'{key} {name}' for key, name in keys.LAENDER.items())}."
        raise UnknownNameError(msg)
    return found[0]
