"""What the command line shows: Rich tables of what the library returned."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

if TYPE_CHECKING:
    from kleinstadt.edition.build import BuildResult
    from kleinstadt.edition.edition import Edition
    from kleinstadt.report.document import ReportResult
    from kleinstadt.report.ledger.entries import Entry

_COLOURS: Final = {"exact": "green", "close": "cyan", "deviates": "yellow", "no data": "dim"}


def report_done(result: "ReportResult") -> RenderableType:
    """Where to look, and how many printed numbers were reproduced.

    Parameters
    ----------
    result : ReportResult
        What was written.

    Returns
    -------
    RenderableType
        English, as all that commands say of their own work.
    """
    exact, close = result.verdicts["exact"], result.verdicts["close"]
    total = sum(result.verdicts.values())
    lines = [
        f"Report {result.year}: {len(result.files)} files in {result.seconds:.0f} s.",
        f"Read    {result.folder / 'index.html'}",
        f"Print   {result.folder / 'report.pdf'}",
        f"Check   {result.folder / 'ledger.html'}",
        f"Of {total} printed numbers, {exact} are reproduced exactly and {close} closely; "
        f"{result.verdicts['deviates']} deviate, {result.verdicts['no data']} have no open data.",
    ]
    return Text("\n".join(lines))


def build_done(result: "BuildResult") -> RenderableType:
    """Where the edition is, and which raw files were missing or accepted though changed.

    Parameters
    ----------
    result : BuildResult
        What was written.

    Returns
    -------
    RenderableType
        English.
    """
    size = sum(path.stat().st_size for path in Path(result.path).iterdir())
    lines = [f"Edition in {result.path} ({size / 1e6:.1f} MB)."]
    lines += [f"Not there, so left out: {path}" for path in result.missing]
    for path, differing in result.changed.items():
        lines += [f"Another file than the known one, accepted: {path}", *(f"  {what}" for what in differing)]
    return Text("\n".join(lines))


def ledger(entries: "list[Entry]", lang: Lang) -> RenderableType:
    """The ledger's counts, and every number that is not exact.

    Parameters
    ----------
    entries : list of Entry
        All printed numbers.
    lang : {"de", "en"}
        Language of numbers and reasons; the heads are English.

    Returns
    -------
    RenderableType
        A line of counts above a table.
    """
    from kleinstadt.report.ledger.entries import VERDICTS, counts

    totals = counts(entries)
    head = Text("; ".join(f"{totals[verdict]} {verdict}" for verdict in VERDICTS) + f" of {len(entries)}", style="bold")
    screen = Table("Table", "Row", "Column", "Printed", "Computed", "Difference", "Verdict", "Reason")
    for entry in entries:
        if entry.verdict == "exact":
            continue
        digits = entry.digits
        figures = [number(value, digits, lang) for value in (entry.printed, entry.computed, entry.difference)]
        verdict = Text(entry.verdict, style=_COLOURS[entry.verdict])
        screen.add_row(entry.table, entry.row, entry.column, *figures, verdict, entry.reason(lang))
    return Group(head, screen)


def official(edition: "Edition", lang: Lang) -> RenderableType:
    """How far the computed Lage agrees with the official one.

    Parameters
    ----------
    edition : Edition
        Opened with a file of official classes.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    RenderableType
        A sentence.
    """
    from kleinstadt.report.ledger.official import lage_agreement

    found = lage_agreement(edition)
    nothing = {
        "de": "Die Datei nennt keinen Verband der Ausgabe, dessen Lage auch gerechnet ist.",
        "en": "The file names no Verband of the edition whose Lage is computed as well.",
    }
    return Text(found.line(lang) if found else nothing[pick(("de", "en"), lang)])


def sources(edition: "Edition", lang: Lang) -> RenderableType:
    """The catalogue of sources, and the years of the edition.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    lang : {"de", "en"}
        Language of the titles; the heads are English.

    Returns
    -------
    RenderableType
        A table with a row a source, in the order of the catalogue.
    """
    from kleinstadt.sources.catalogue import SOURCES

    screen = Table("Id", "Publisher", "Title", "Licence", "Files", "Address")
    used = {row["name"]: len(row["files"]) for row in edition.store.manifest["sources"]}
    for source in SOURCES.values():
        title = pick((source.title_de, source.title_en), lang)
        screen.add_row(source.id, source.publisher, title, source.licence, str(used.get(source.id, 0)), source.url)
    years = ", ".join(map(str, edition.years))
    return Group(screen, Text(f"Years of territory: {years}"))


def indicators(edition: "Edition", lang: Lang) -> RenderableType:
    """The declared indicators that the edition has.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    lang : {"de", "en"}
        Language of names, units and formulas; the heads are English.

    Returns
    -------
    RenderableType
        A table with a row an indicator.
    """
    screen = Table("Id", "Name", "Unit", "Formula", "Sources", "Vintages")
    for declared in edition.indicators.values():
        vintages = [vintage for name in declared.variables for vintage in edition.choice.vintages.of(name)]
        names = ", ".join(sorted({vintage.source for vintage in vintages}))
        periods = sorted({vintage.period for vintage in edition.choice.vintages.of(declared.variables[0])})
        span = periods[0] if len(periods) == 1 else f"{periods[0]} … {periods[-1]} ({len(periods)})"
        screen.add_row(
            declared.id, declared.label(lang), declared.unit_label(lang), declared.formula(lang), names, span
        )
    return screen
