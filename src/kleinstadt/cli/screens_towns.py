"""What the command line shows of a town: Rich tables and lines of what compare/ returned."""

from collections.abc import Iterable, Sequence
from string import ascii_uppercase
from typing import TYPE_CHECKING, Final

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Column, Table
from rich.text import Text

from kleinstadt.compare.bbsr_classes import BbsrClass
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.findings import Finding, Findings
from kleinstadt.compare.profile import Figure, Profile
from kleinstadt.compare.scaled import LEVEL
from kleinstadt.territory.names import beside_land, short
from kleinstadt.words import categories as words
from kleinstadt.words import dates, labels
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

if TYPE_CHECKING:
    from kleinstadt.compare.partners import Partners
    from kleinstadt.compare.peers import Peers
    from kleinstadt.compare.role_models import RoleModels

NARROW: Final = 110
LONG_VERDICT: Final = len("(schlechter)")  # a number stands above it
NARROW_WIDTHS: Final = (8, 7, 7, 8, 7, 12)  # value to vintage: 23 of 80 are left, "Landwirtschaftsfläche" takes 21
HYPHENATED: Final = {"Deutschland": "Deutsch-\nland"}  # where a column is narrow: Rich would break it without a hyphen
VALUES: Final = 4  # of the town, its group, Land and Germany


def profile(found: Profile, classes: Sequence[BbsrClass], lang: Lang) -> RenderableType:
    """A town's figures as a table, under what it is, what the BBSR calls it and whom it is compared with.

    Parameters
    ----------
    found : Profile
        Of the town.
    classes : sequence of BbsrClass
        What the BBSR calls it; may be empty.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    RenderableType
        As wide as the screen it is printed on.
    """
    official = Text("; ".join(one.said(lang) for one in classes))
    return Group(_head(found, lang), *([official] if classes else []), _compared(found, lang), _Figures(found, lang))


class _Figures:
    """A town's table, as wide as the screen: left to itself, Rich cuts off the last column of a narrow one."""

    def __init__(self, found: Profile, lang: Lang) -> None:
        self.found, self.lang = found, lang

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        widths = NARROW_WIDTHS if options.max_width < NARROW else (None,) * len(NARROW_WIDTHS)
        yield _figures(self.found, widths, self.lang)


def _figures(found: Profile, widths: Sequence[int | None], lang: Lang) -> Table:
    """The figures; widths : of each column but the first, which takes what is left. No number is cut for one."""
    heads = pick(
        (
            ("Indikator", "Wert", "Gruppe*", "Land", pick(labels.GERMANY, "de"), "Höher als", "Stand"),
            ("Indicator", "Value", "Group*", "Land", pick(labels.GERMANY, "en"), "Higher than", "Vintage"),
        ),
        lang,
    )
    rows = [_row(figure, lang) for figures in found.themes.values() for figure in figures]
    columns = [Column(heads[0], overflow="fold")]
    for at, (called, width) in enumerate(zip(heads[1:], widths, strict=True), 1):
        longest = max(len(word) for row in rows for word in row[at].split() or [""])
        head = HYPHENATED.get(called, called) if width else called
        columns.append(Column(head, width=width and max(width, longest), justify="right" if at <= VALUES else "left"))
    note = Text(f"* {pick(labels.GROUP_WEIGHTED, lang)}", style="not italic")
    screen = Table(*columns, padding=0, caption=note, caption_justify="left")
    for row in rows:
        screen.add_row(*map(Text, row))  # as they are: Rich would look for its own marks in plain words
    return screen


def _row(figure: Figure, lang: Lang) -> tuple[str, ...]:
    digits, values = figure.indicator.decimals, (figure.own, figure.group, figure.land, figure.bund)
    cells = [one.said(digits, lang).replace("\N{NO-BREAK SPACE}", " ") for one in values]  # so that they wrap
    return (figure.indicator.titled(lang), *cells, _place(figure, lang), _vintage(figure, lang))


def _head(found: Profile, lang: Lang) -> Text:
    area = found.area
    where = [short(str(area[name])) for name in ("name", "kreis_name", "land_name") if area[name]]
    kinds = {"land": "Land", "bund": pick(("Staat", "country"), lang)}  # whose group has no type
    kind = kinds.get(found.level) or words.one_of_type(found.group.type, lang)
    told = [*dict.fromkeys(where), kind, str(found.year)]  # a Land lies in itself
    return Text(" · ".join(filter(None, told)), style="bold")


def _compared(found: Profile, lang: Lang) -> Text:
    compared = pick(("Verglichen mit", "Compared with"), lang)
    group = found.group
    told = f"{compared}: {group.name(lang)}, {group.counted(lang)}. {group.rule(lang)} {found.class_basis(lang)}"
    return Text(told.rstrip())


def _place(figure: Figure, lang: Lang) -> str:
    if not figure.place:
        return ""
    lower, of = number(figure.place.lower, 0, lang), number(figure.place.of, 0, lang)
    return f"{lower} {pick(('von', 'of'), lang)} {of}"


def _vintage(figure: Figure, lang: Lang) -> str:
    said = "" if figure.status == "measured" else words.status(figure.status, lang)
    return " ".join(filter(None, [dates.period(figure.vintage or "", lang), f"({said})" if said else ""]))


def findings(found: Findings, lang: Lang) -> RenderableType:
    """Strengths and weaknesses, a line each.

    Parameters
    ----------
    found : Findings
        Of the town.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    RenderableType
        Two lists; below them, for a town at the border, what is not judged and why.
    """
    heads = (("Stärken", "Strengths"), ("Schwächen", "Weaknesses"))
    lines: list[RenderableType] = []
    for head, listed in zip(heads, (found.strengths, found.weaknesses), strict=True):
        lines.append(Text(f"\n{pick(head, lang)}", style="bold"))
        lines += _findings(listed, found, lang)
    return Group(*lines, *([Text(f"\n{found.caveat(lang)}")] if found.border else []))


def _findings(listed: Iterable[Finding], found: Findings, lang: Lang) -> list[Text]:
    lines = [Text(f"  {one.sentence(lang)}; {one.rank(lang)} ({_as_known(one, lang)})") for one in listed]
    return lines or [Text(f"  {found.none(lang)}")]


def _as_known(one: Finding, lang: Lang) -> str:
    basis = "" if one.status == "measured" else words.status(one.status, lang)
    return ", ".join(filter(None, [dates.period(one.vintage, lang), basis]))


def peers(atlas: Atlas, found: "Peers", lang: Lang) -> RenderableType:
    """Twins with their reasons, nearest first.

    Parameters
    ----------
    atlas : Atlas
        Columns of the edition.
    found : Peers
        Of the town's Verband.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    RenderableType
        A line a twin, with Land and key.
    """
    areas = atlas.areas(found.year, LEVEL)
    told = pick(("Am ähnlichsten", "Most alike"), lang)
    lines = [Text(f"{told}: {short(areas.names[areas.row[found.key]])}, {found.year}", style="bold")]
    for rank, twin in enumerate(found.twins, 1):
        land = areas.record(twin.key)["land_name"]
        lines.append(Text(f"{rank:>2}. {beside_land(twin.name, land)} ({land}, {twin.key}): {twin.sentence(lang)}"))
    if not found.twins:
        lines.append(Text(found.none(lang)))
    return Group(*lines)


def role_models(atlas: Atlas, found: "RoleModels", lang: Lang) -> RenderableType:
    """Role models as a table, each change with its verdict, under how many started alike.

    Parameters
    ----------
    atlas : Atlas
        Columns of the edition.
    found : RoleModels
        Of the town's Verband.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    RenderableType
        Only a note where there is no role model.
    """

    areas = atlas.areas(found.year, LEVEL)
    head = Text(pick(("\nÄhnlich gestartet, im Mittel besser entwickelt", "\nSame start, better on average"), lang))
    head.stylize("bold")
    if not found.models:
        return Group(head, Text(found.note(lang)))
    letters = ascii_uppercase[: len(found.changes)]  # the names in full above, as heads of columns they would be cut
    spans = [f"{dates.period(one.start, lang)}–{dates.period(one.end, lang)}" for one in found.changes]
    named = [
        Text(f"{letter}: {one.indicator.label(lang)} {span} ({one.unit(lang)})")
        for letter, one, span in zip(letters, found.changes, spans, strict=True)
    ]
    narrow = (Column(letter, max_width=LONG_VERDICT) for letter in letters)
    screen = Table(Column("Verband", overflow="fold"), *narrow, padding=0)
    own = found.said_own(lang)
    screen.add_row(short(areas.names[areas.row[found.key]]), *own, style="bold")
    for model in found.models:
        land = areas.record(model.key)["land_name"]
        named_so = f"{beside_land(model.name, land)} ({land}, {model.key})"
        screen.add_row(named_so, *(cell.said(lang) for cell in model.cells))
    return Group(head, Text(found.note(lang)), *named, screen)


def partners(atlas: Atlas, found: "Partners", lang: Lang) -> RenderableType:
    """Neighbours with a finding; the others in one line.

    Parameters
    ----------
    atlas : Atlas
        Columns of the edition.
    found : Partners
        Of the town's Verband.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    RenderableType
        Two or more lines for each neighbour that has a finding.
    """
    areas = atlas.areas(found.year, LEVEL)
    told = pick(("Nachbarn", "Neighbours"), lang)
    lines = [Text(f"{told}: {short(areas.names[areas.row[found.key]])}, {found.year}", style="bold")]
    if found.found:
        lines.append(
            Text(
                pick(
                    ("Erst steht die Zahl dort, dann die hier.", "The number there comes first, then the one here."),
                    lang,
                )
            )
        )
    for partner in found.found:
        lines.append(Text(f"{short(partner.name)} ({partner.key})"))
        lines += [Text(f"  {sentence}") for sentence in partner.sentences(lang)]
    if found.without or not found.found:
        lines.append(Text(found.rest(lang)))
    return Group(*lines)
