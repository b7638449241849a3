"""The report as a PDF, set by Typst."""

from importlib.resources import files
from pathlib import Path

from kleinstadt.report.drawing.typesetting import typeset
from kleinstadt.report.ledger.printed import CITATION
from kleinstadt.report.page import Page, Shown


def write_pdf(page: Page, folder: Path) -> bytes:
    """The PDF of a report.

    Parameters
    ----------
    page : Page
        What stands in it.
    folder : Path
        Where its pictures lie as SVG.

    Returns
    -------
    bytes
        The PDF.
    """
    return typeset(files("kleinstadt.report").joinpath("templates/report.typ"), _content(page), folder)


def _content(page: Page) -> dict[str, object]:
    """What the template sets, as plain data."""
    return {
        "lang": page.lang,
        "year": page.year,
        "words": page.words,
        "citation": CITATION,
        "verdicts": [[page.verdict_word(name), count] for name, count in page.verdicts.items()],
        "deviating": [
            [f"{page.table_word(one.table)}: {one.row}", one.numbers, one.reason] for one in page.deviating()
        ],
        "chapters": [
            {
                "title": f"{chapter.number} {chapter.title}",
                "lead": chapter.lead,
                "note": chapter.note,
                "items": [_item(shown, page) for shown in chapter.items],
                "absent": chapter.absent,
                "said": [[said.text, said.printed] for said in chapter.said],
            }
            for chapter in page.chapters
        ],
    }


def _item(shown: Shown, page: Page) -> dict[str, object]:
    grid = shown.grid(page.lang)
    table = None
    if grid is not None:
        table = {
            "spans": grid.spans,
            "heads": [heading.text for heading in grid.headings],
            "numeric": [heading.numeric for heading in grid.headings],
            "rows": grid.rows,
            "strong": grid.strong,
            "indented": grid.indented,
        }
    return {
        "id": shown.id,
        "kind": shown.kind,
        "label": shown.label,
        "title": shown.title,
        "how": shown.how,
        "source": shown.source,
        "alt": shown.alt,
        "table": table,
    }
