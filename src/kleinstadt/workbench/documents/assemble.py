"""A plan as a document: chapters in the Land's order, for an audience; nothing empty is printed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.findings import SELECTION
from kleinstadt.words import dates
from kleinstadt.words.language import pick
from kleinstadt.workbench.documents import goal_tables, parts, together
from kleinstadt.workbench.documents.model import Audience, Block, Bullets, Document, Grid, Heading, Paragraph, Picture
from kleinstadt.workbench.documents.money_tables import money_notes, money_tables
from kleinstadt.workbench.draft.shared import SELECTION as SHARED
from kleinstadt.workbench.laender.profiles import profile_of, rests_on, titles
from kleinstadt.workbench.models.findings import Chapter, FigureData, Finding, TableData
from kleinstadt.workbench.storage.workspace import Workspace

DRAFTED: Final = {
    "lage": ("lage",),
    "demografie": ("demografie", "ausblick"),
    "analyse": ("wirtschaft", "daseinsvorsorge"),
    "wohnen": ("wohnen",),
    "klima": ("flaeche",),
    "finanzen": ("finanzen",),
    "digital": ("digital",),
    "swot": ("swot",),
}
AUDIENCES: Final = {
    "mayor": "Fassung für das Bürgermeisteramt",
    "council": "Fassung für den Rat",
    "land": "Fassung für das Land",
    "public": "Fassung für die Öffentlichkeit",
}
TO_FILL: Final = "bitte"


@dataclass
class _Pages:
    """Blocks in the making, with tables and figures numbered through."""

    found: Workspace
    atlas: Atlas | None
    audience: Audience
    blocks: list[Block] = field(default_factory=list)
    tables: int = 0
    figures: int = 0

    def table(self, data: TableData | None) -> None:
        if data is not None and data.rows:
            self.tables += 1
            self.blocks.append(Grid(self.tables, data))

    def figure(self, data: FigureData) -> None:
        self.figures += 1
        self.blocks.append(Picture(self.figures, data))

    def text(self, text: str) -> None:
        """Paragraphs and lists of a long text."""
        for part in (one.strip() for one in text.split("\n\n") if one.strip()):
            lines = part.splitlines()
            if all(line.startswith("- ") for line in lines):
                self.blocks.append(Bullets(tuple(line.removeprefix("- ").strip() for line in lines)))
            else:
                self.blocks.append(Paragraph(" ".join(line.strip() for line in lines)))


def document(
    found: Workspace,
    audience: Audience = "mayor",
    *,
    today: date | None = None,
    atlas: Atlas | None = None,
    short: bool = False,
) -> Document:
    """The concept as a document, in German.

    Parameters
    ----------
    found : Workspace
        The plan.
    audience : {"mayor", "council", "land", "public"}
        Who reads it. Proposals and unread findings are shown to the mayor alone, how partners see their cooperation
        to mayor and council; the public is not told who pays what.
    today : date, optional
        The day that is printed; today's by default.
    atlas : Atlas, optional
        Columns of an edition, to print the newest value of each goal; without it only what the plan holds.
    short : bool
        Without the measure sheets.

    Returns
    -------
    Document
        Marked as a draft as long as something is open in it, or the council has not decided.
    """
    pages = _Pages(found, atlas, audience)
    asked = profile_of(found.plan.land).chapters
    for topic, title in titles().items():
        if topic in asked or topic in DRAFTED or topic in WRITERS:
            _chapter(pages, topic, title, short=short)
    day = today or date.today()
    open_ = any(isinstance(one, Paragraph) and (one.mark or TO_FILL in one.text) for one in pages.blocks)
    lines = (
        *parts.of_alliance(found.plan),
        AUDIENCES[audience],
        f"Stand {dates.day(day, 'de')}"
        + (f", beschlossen am {_day(found.plan.decided)}" if found.plan.decided else ""),
        f"Zahlen: kleinstadt, Ausgabe {found.plan.edition}, Gebietsstand {found.plan.year}",
        f"Gliederung: {rests_on(found.plan)}",
    )
    return Document(
        found.plan.title, found.plan.name, lines, tuple(pages.blocks), draft=open_ or found.plan.decided is None
    )


def _day(day: date | None) -> str:
    return dates.day(day, "de") if day else ""


def _chapter(pages: _Pages, topic: str, title: str, *, short: bool) -> None:
    """A chapter with its heading; nothing at all where nothing stands in it."""
    before = len(pages.blocks)
    pages.blocks.append(Heading(1, title))
    drafted = [one for name in DRAFTED.get(topic, (topic,)) if (one := pages.found.find(Chapter, name))]
    those = [one for one in drafted if not one.left_out and (one.text.strip() or one.tables)]
    for one in those:
        if len(those) > 1:
            pages.blocks.append(Heading(2, one.title))
        pages.text(one.text)
        for table in one.tables:
            pages.table(table)
        for figure in one.figures:
            pages.figure(figure)
    if topic in WRITERS and not (short and topic == "anhang"):
        WRITERS[topic](pages)
    if len(pages.blocks) == before + 1:
        pages.blocks.pop()


# --- chapters written from records ------------------------------------------------------------------------------------


def _findings(pages: _Pages) -> None:
    """Findings by side; undecided ones are marked for the mayor, and left out for all others."""
    those = [one for one in pages.found.all(Finding) if one.verdict != "dismissed"]
    shown = [one for one in those if one.verdict != "open" or pages.audience == "mayor"]
    for side, heading in parts.SIDE_NAMES.items():
        mine = [one for one in shown if one.side == side]
        if mine:
            pages.blocks.append(Heading(2, heading))
        for one in mine:
            doubt = f" Unsicher: {one.unsure}." if one.unsure else ""
            mark = "ungeprüft" if one.verdict == "open" else ""
            pages.blocks.append(Paragraph(one.sentence.strip() + doubt, mark))
    left = len(those) - len(shown)
    if left:
        what = "1 Befund ist" if left == 1 else f"{left} Befunde sind"
        pages.blocks.append(
            Paragraph(f"{what} noch nicht geprüft und {'steht' if left == 1 else 'stehen'} deshalb nicht hier.")
        )
    if shown:
        chosen = SHARED if pages.found.plan.members else SELECTION
        pages.blocks.append(Paragraph(pick(chosen, "de")))
        compared = next((f"mit: {one.compared_with}" for one in shown if one.compared_with), "")
        if pages.found.plan.members:
            compared = "ist jedes Mitglied mit seiner eigenen Gruppe (Kapitel Lage im Raum)"
        sources = sorted({quoted.source for one in shown for quoted in one.quoted if quoted.source})
        pages.blocks.append(Paragraph(f"Verglichen {compared}. Quellen: {', '.join(sources)}." if compared else ""))
        pages.blocks = [one for one in pages.blocks if not isinstance(one, Paragraph) or one.text]


def _goals(pages: _Pages) -> None:
    if pages.found.plan.vision:
        pages.blocks.append(Heading(2, "Leitbild"))
        pages.text(pages.found.plan.vision)
    goals = goal_tables.goals_for(pages.found, pages.audience)
    if goals:
        pages.blocks.append(Heading(2, "Ziele"))
    for goal in goals:
        mark = "Vorschlag" if goal.state == "proposed" else ""
        pages.blocks.append(Paragraph(f"{goal.id.upper()}. {goal.sentence}", mark))
        pages.table(goal_tables.goal_table(pages.found, goal))


def _measures(pages: _Pages) -> None:
    pages.table(parts.measure_list(pages.found, public=pages.audience == "public"))


def _when(pages: _Pages) -> None:
    pages.table(parts.timetable(pages.found))


def _money(pages: _Pages) -> None:
    if pages.audience == "public":
        return
    for table in money_tables(pages.found):
        pages.table(table)
    for said in money_notes(pages.found):
        pages.blocks.append(Paragraph(said))


def _organised(pages: _Pages) -> None:
    if pages.found.plan.steering:
        pages.text(pages.found.plan.steering)
    if pages.audience in ("mayor", "council"):  # where partners are apart is theirs to talk about
        said, table = together.section(pages.found)
        if table is not None:
            pages.blocks += [Heading(2, "Wie die Partner ihre Zusammenarbeit sehen"), Paragraph(said)]
            pages.table(table)


def _asked(pages: _Pages) -> None:
    pages.table(parts.participation(pages.found))


def _watched(pages: _Pages) -> None:
    pages.table(goal_tables.watch_table(pages.found, pages.atlas, pages.audience))


def _decided(pages: _Pages) -> None:
    pages.table(parts.decisions(pages.found))


def _former(pages: _Pages) -> None:
    said, table = parts.former(pages.found)
    if said:
        pages.text(said)
    pages.table(table)


def _sheets(pages: _Pages) -> None:
    for heading, table in parts.sheets(pages.found, public=pages.audience == "public"):
        pages.blocks.append(Heading(2, heading))
        pages.table(replace(table, title=f"Maßnahmenblatt {heading}"))


WRITERS: Final[dict[str, Callable[[_Pages], None]]] = {
    "bilanz": _former,
    "swot": _findings,
    "zielsystem": _goals,
    "massnahmen": _measures,
    "zeitplan": _when,
    "kofi": _money,
    "organisation": _organised,
    "beteiligung": _asked,
    "monitoring": _watched,
    "beschluss": _decided,
    "anhang": _sheets,
}
