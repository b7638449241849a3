"""`kleinstadt town`, `peers`, `partners`: one town beside others, the same numbers as on the pages."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kleinstadt.cli.options import EditionPath, Language, OfficialFile, out_console, patience, writable_file
from kleinstadt.errors import UnknownNameError
from kleinstadt.files import written_whole
from kleinstadt.memory import all_stays
from kleinstadt.words.language import Lang

if TYPE_CHECKING:
    from kleinstadt.compare.opened import OpenedEdition

KINDS: Final = (".pptx", ".pdf")

Wanted = Annotated[
    str,
    typer.Argument(metavar="TOWN", help="A name, however spelled, an Ortsteil, a postcode, or a key."),
]
Year = Annotated[int | None, typer.Option("--year", "-y", help="Year of the borders; by default the newest.")]


def _known_kind(path: Path | None) -> Path | None:
    """Asked before the work begins, not after it."""
    if path is not None and path.suffix not in KINDS:
        msg = f"A town cannot be written as '{path.name}'. The name ends in: {', '.join(KINDS)}."
        raise UnknownNameError(msg)
    return writable_file(path)


TakenAway = Annotated[
    Path | None,
    typer.Option(
        "--out", "-o", help="Write slides (.pptx) or a sheet to hand out (.pdf) instead.", callback=_known_kind
    ),
]


def town(
    name: Wanted,
    year: Year = None,
    lang: Language = "de",
    out: TakenAway = None,
    edition: EditionPath = None,
    official: OfficialFile = None,
) -> None:
    """Print one town's figures beside its group, its Land and Germany, and what it is strong and weak in.

    With --out: write slides, or a sheet of two pages.
    """
    if out is not None:
        with patience(lang):
            _take_away(_opened(edition, official), name, year, lang, out)
        out_console.print(f"Wrote {out}", markup=False, highlight=False)
        return
    with all_stays(), patience(lang):
        from kleinstadt.cli import screens_towns
        from kleinstadt.compare.bbsr_classes import bbsr_classes, towns_of

        opened = _opened(edition, official)
        place = opened.find(name, year)
        found = opened.profile(place.key, year)
        classes = bbsr_classes(opened.atlas, towns_of(opened.atlas, found.level, place.key, found.year), found.year)
        judged = opened.findings(place.key, year)
    if place.why(lang):
        out_console.print(f"{place.why(lang)}.")
    out_console.print(screens_towns.profile(found, classes, lang))
    out_console.print(screens_towns.findings(judged, lang))


def peers(
    name: Wanted,
    year: Year = None,
    lang: Language = "de",
    edition: EditionPath = None,
    official: OfficialFile = None,
) -> None:
    """Print the Verbände most like a town's own, and those that started alike and did better."""
    with all_stays(), patience(lang):
        from kleinstadt.cli import screens_towns

        opened = _opened(edition, official)
        place = opened.find(name, year)
        alike, models = opened.peers(place.key, year), opened.role_models(place.key, year)
    out_console.print(screens_towns.peers(opened.atlas, alike, lang))
    out_console.print(screens_towns.role_models(opened.atlas, models, lang))


def partners(
    name: Wanted,
    year: Year = None,
    lang: Language = "de",
    edition: EditionPath = None,
    official: OfficialFile = None,
) -> None:
    """Print the neighbouring Verbände that are strong where a town's own is weak, or weak where it is."""
    with all_stays(), patience(lang):
        from kleinstadt.cli import screens_towns

        opened = _opened(edition, official)
        place = opened.find(name, year)
        found = opened.partners(place.key, year)
    out_console.print(screens_towns.partners(opened.atlas, found, lang))


def _take_away(opened: "OpenedEdition", name: str, year: int | None, lang: Lang, out: Path) -> None:
    """Write a town's slides or its sheet."""
    from kleinstadt.report.town.handout import handout
    from kleinstadt.report.town.slides import slides
    from kleinstadt.report.town.story import story

    place = opened.find(name, year)
    level, key = opened.finder(year).of_key(place.key)
    told = story(opened.atlas, level, key, opened.atlas.year(year))
    made = slides(told, lang) if out.suffix == ".pptx" else handout(told, lang)
    with written_whole(out) as stream:
        stream.write(made)


def _opened(edition: Path | None, official: Path | None) -> "OpenedEdition":
    from kleinstadt.compare.opened import OpenedEdition

    return OpenedEdition(edition, official)
