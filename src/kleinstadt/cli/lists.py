"""`kleinstadt sources`, `indicators`: what an edition is made of and what it holds."""

from kleinstadt.cli import screens
from kleinstadt.cli.options import EditionPath, Language, out_console


def sources(edition: EditionPath = None, lang: Language = "de") -> None:
    """List the sources: publisher, licence, vintages, and what was made of them."""
    from kleinstadt.edition.edition import Edition

    out_console.print(screens.sources(Edition(edition), lang))


def indicators(edition: EditionPath = None, lang: Language = "de") -> None:
    """List the indicators: unit, formula, source, vintages."""
    from kleinstadt.edition.edition import Edition

    out_console.print(screens.indicators(Edition(edition), lang))
