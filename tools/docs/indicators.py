"""docs/indicators.md: every declared indicator, from its declaration and the edition's manifest."""

from typing import Final

from kleinstadt.edition.edition import Edition
from kleinstadt.indicators.catalogue import INDICATORS
from kleinstadt.indicators.model import Count, Indicator, Published, Ratio
from kleinstadt.indicators.units import THEMES
from kleinstadt.indicators.vintages import Vintage
from kleinstadt.keys import LEVELS
from kleinstadt.sources.catalogue import SOURCES
from tools.docs.markdown import GENERATED, span, table

_HEAD: Final = """# Indicators

{generated}

An indicator is declared once (`src/kleinstadt/indicators/`), and its class is its rule of aggregation:

- **Count**: adds up over areas, and is carried over reforms with the weight that fits.
- **Ratio**: sums are divided by sums, for any group; never is a ratio averaged or carried.
- **Published**: a rate that its publisher computed. It refuses to be added up; with a named weight, values of groups
  are weighted means.

A table or a report of a year takes the vintage nearest to that year, and says which one it took. "Borders of" is the
day whose municipalities the source speaks of; values are carried from there to the borders of the year asked for.

| theme | indicators |
| --- | --- |
{contents}
"""


def page(opened: Edition) -> str:
    """The page as Markdown."""
    themes = {theme: [found for found in INDICATORS.values() if found.theme == theme] for theme in THEMES}
    contents = "\n".join(
        f"| {THEMES[theme][1]} | {', '.join(f'[`{found.id}`](#{found.id})' for found in listed)} |"
        for theme, listed in themes.items()
    )
    parts = [_HEAD.format(generated=GENERATED, contents=contents)]
    for theme, listed in themes.items():
        parts.append(f"## {THEMES[theme][1]}\n")
        parts += [_section(found, opened) for found in listed]
    return "\n".join(parts).rstrip() + "\n"


def _section(found: Indicator, opened: Edition) -> str:
    facts = [
        ("German", found.de),
        ("unit", found.unit_label("en") or "a plain number"),
        ("rule", _rule(found)),
        ("formula", _formula(found)),
        ("sources", _sources(found, opened)),
    ]
    facts += [("note", found.note("en"))] if found.note("en") else []
    listed = "\n".join(f"- **{name}**: {text}" for name, text in facts)
    vintages = [row for name in dict.fromkeys(found.variables) for row in _vintages(name, opened)]
    shown = table(("variable", "level", "periods", "borders of", "source"), vintages)
    return f"### {found.id}\n\n{found.en}\n\n{listed}\n\n{shown}\n"


def _rule(found: Indicator) -> str:
    if isinstance(found, Count):
        return f"Count, carried over reforms by {found.carried_by}"
    if isinstance(found, Ratio):
        return "Ratio, sums over sums"
    if isinstance(found, Published) and found.weight:
        return f"Published at level {found.level}, groups weighted by `{found.weight.id}`"
    return "Published, without values of groups"


def _formula(found: Indicator) -> str:
    if isinstance(found, Ratio):
        scale = f" × {found.scale:g}" if found.scale != 1 else ""
        return f"{_sum(found.numerator)} / {_sum(found.denominator)}{scale}"
    return f"sum of {_sum(found)}" if isinstance(found, Count) else "as published"


def _sum(count: Count) -> str:
    text = " + ".join(f"`{name}`" for name in count.variables)
    text = f"({text})" if len(count.variables) > 1 else text
    return f"{text} × {count.factor:g}" if count.factor != 1 else text


def _sources(found: Indicator, opened: Edition) -> str:
    ids = {vintage.source for name in found.variables for vintage in _known(name, opened)}
    used = [source for source in SOURCES.values() if source.id in ids]
    return "; ".join(f"[{source.title_en}](sources.md#{source.id}) ({source.licence})" for source in used) or "none"


def _vintages(variable: str, opened: Edition) -> list[tuple[str, str, str, str, str]]:
    """One row a source and span: which periods there are, at which levels, in whose borders."""
    by_level: dict[tuple[str, str], list[Vintage]] = {}
    for vintage in _known(variable, opened):
        by_level.setdefault((vintage.source, vintage.level), []).append(vintage)
    levels: dict[tuple[str, str, str], list[str]] = {}
    for (source, level), listed in by_level.items():
        levels.setdefault((source, span(v.period for v in listed), _borders(listed)), []).append(level)
    return [
        (f"`{variable}`", ", ".join(sorted(found, key=LEVELS.index)), periods, borders, f"`{source}`")
        for (source, periods, borders), found in levels.items()
    ]


def _known(variable: str, opened: Edition) -> list[Vintage]:
    return opened.choice.vintages.of(variable) if opened.choice.vintages.has(variable) else []


def _borders(vintages: list[Vintage]) -> str:
    days = sorted({vintage.territory.isoformat() for vintage in vintages})
    return days[0] if len(days) == 1 else f"{len(days)} days, {days[0]} to {days[-1]}"
