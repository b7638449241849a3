"""The chapter on people: how many, since when, on which count, beside whom."""

from typing import Final

from kleinstadt.compare.trends import census_of
from kleinstadt.words.labels import GROUP_MEDIAN
from kleinstadt.words.numbers import number
from kleinstadt.workbench.draft import parts
from kleinstadt.workbench.draft.outlook import Outlook
from kleinstadt.workbench.draft.pen import FEWEST_NAMED, MOST_LISTED, Pen
from kleinstadt.workbench.draft.population import counted, own_series, span, turns
from kleinstadt.workbench.draft.subject import Subject
from kleinstadt.workbench.draft.telling import signed
from kleinstadt.workbench.models.findings import FigureData, TableData

AGES: Final = tuple(f"census_aged_{ages}_pct" for ages in ("0_15", "16_24", "25_59", "60_66", "67"))
CENSUS_AGES: Final = ("census_aged_0_15_pct", "census_aged_67_pct")

Part = TableData | FigureData | None


def people(pen: Pen, _: Outlook | None) -> tuple[list[str], list[Part]]:
    """The chapter on people, in German.

    Parameters
    ----------
    pen : Pen
        Of the town.
    _ : Outlook or None
        Not used; all chapters are called alike.

    Returns
    -------
    tuple of (list of str, list)
        Paragraphs; tables and figures below them, None for one that cannot be made. Empty with fewer than three
        values.
    """
    town, own = pen.town, own_series(pen.town)
    if len(own) < 3:
        return [], []
    said = [part for part in (_change(pen), _since_the_highest(pen, own), _census(pen, own), _age(pen)) if part]
    shown = parts.people_over_time(town)
    return said, [*(shown or ()), _changes(pen), *parts.facts(town, "Alter", [*AGES, "working_age_share"])]


def _change(pen: Pen) -> str:
    """Ten years on one base, beside group, Land and Germany; two stretches where the direction turned."""
    change = span(pen.town)
    if change is None:
        return ""
    unit = pen.town.key
    first = pen.quote("population", unit, change.since, change.before, number(change.before, 0, "de"))
    last = pen.quote("population", unit, change.until, change.after, number(change.after, 0, "de"))
    gap = number(abs(change.after - change.before), 0, "de")
    if abs(change.change) < 1:
        moved = "fast unverändert"
    else:
        moved = f"{gap} {'mehr' if change.change > 0 else 'weniger'} ({signed(change.change)} %)"
    text = f"Ende {change.until} lebten {pen.town.inside} {last} Menschen; Ende {change.since} waren es {first}, also"
    text += f" {moved}."
    if pen.town.alliance:
        text += f" {_of_members(pen.town)}"
    elif change.group is not None and change.n >= FEWEST_NAMED:
        text += (
            f" Im selben Zeitraum liegt der Median der Gruppe bei {signed(change.group)} % (n ="
            f" {number(change.n, 0, 'de')})"
        )
        text += f", {pen.town.land} bei {signed(change.land)} %, Deutschland bei {signed(change.bund)} %."
    parts_of = turns(own_series(pen.town))
    if parts_of:
        told = ", ".join(
            f"von {since} bis {until} {'plus' if step > 0 else 'minus'} {number(abs(step), 0, 'de')}"
            for since, until, step in parts_of[:3]
        )
        text += (
            f" Die Entwicklung war nicht stetig: {told}. Solche Sprünge entstehen selten aus Geburten und Sterbefällen;"
            " ob eine Unterkunft belegt oder geräumt oder das Register bereinigt wurde, kann das Einwohnermeldeamt"
            " sagen."
        )
    return text


def _since_the_highest(pen: Pen, own: dict[str, float]) -> str:
    """The highest value at hand, and how far below it the newest is where both are of one census."""
    top = max(own, key=lambda year: own[year])
    last = max(own)
    if top == last:
        since = min(year for year in own if census_of(year) == census_of(last))
        return f"{last} ist der höchste der vorliegenden Werte seit {since}." if since != last else ""
    less = own[top] - own[last]
    text = pen.quote("population", pen.town.key, top, own[top], number(own[top], 0, "de"))
    head = f"Am höchsten ist die Zahl unter den vorliegenden Werten {top} mit {text}"
    if census_of(top) != census_of(last):
        return (
            f"{head}. Mit der Zahl von {last} lässt sie sich nicht vergleichen, weil dazwischen die Zählung wechselt."
        )
    return (
        f"{head}. Bis {last} weist die Statistik {number(less, 0, 'de')} Menschen weniger aus"
        f" ({signed(-less / own[top] * 100)} %)."
    )


def _census(pen: Pen, own: dict[str, float]) -> str:
    """That the count changed: a difference between two counts is no decline."""
    found = counted(pen.town)
    newer = "" if max(map(census_of, own)) < 2022 else " und ab 2024 auf dem Zensus 2022"
    base = (
        f"Die Reihe beruht bis 2011 auf älteren Zählungen, ab 2012 auf dem Zensus 2011{newer}; über einen Wechsel"
        " hinweg lässt sich keine Veränderung ausrechnen."
    )
    if found is None:
        return base
    text = pen.quote("census_population", pen.town.key, "2022", found.counted, number(found.counted, 0, "de"))
    if abs(found.less) < 0.05:
        return f"{base} Im Zensus vom 15. Mai 2022 wurden {text} Menschen gezählt, so viele, wie das Register auswies."
    word = "weniger" if found.less > 0 else "mehr"
    return (
        f"{base} Im Zensus vom 15. Mai 2022 wurden {text} Menschen gezählt, {number(abs(found.less), 1, 'de')} % {word}"
        f" als das Register an diesem Tag (dazwischen gerechnet). Auf seiner Grundlage wären es Ende {found.newest}"
        f" rund {number(round(found.rebased, -1), 0, 'de')} (zurückgerechnet). Der Unterschied ist ein Wechsel der"
        f" Zählung, kein {'Rückgang' if found.less > 0 else 'Zuwachs'}."
    )


def _age(pen: Pen) -> str:
    """Young and old of the census, people of working age; births, deaths and moves are the register's."""
    said = []
    if all(pen.town.value(name) is not None for name in CENSUS_AGES):
        young, old = CENSUS_AGES
        said.append(
            f"Im Zensus 2022 waren {pen.value(young)} % der Menschen jünger als 16; {pen.beside(young)}. 67 und älter"
            f" waren {pen.value(old)} %; {pen.beside(old)}."
        )
    if all(pen.town.value(name) is not None for name in ("working_age_population", "working_age_share")):
        said.append(
            f"Zwischen 15 und 64 Jahre alt waren {pen.value('working_age_population')} Menschen"
            f" ({pen.year('working_age_population')}), das sind {pen.value('working_age_share')} %;"
            f" {pen.beside('working_age_share')}."
        )
    said.append(
        "Jahrgänge, Geburten, Sterbefälle und Umzüge liegen hier nicht vor; das Melderegister liefert sie auch je"
        " Ortsteil. Ohne sie bleiben Kita, Schule und Pflege ohne Zahl."
    )
    return " ".join(said)


def _changes(pen: Pen) -> TableData | None:
    """Changes over the spans that lie on one base."""
    if pen.town.alliance:
        return _changes_of_members(pen.town)
    spans = [span(pen.town), span(pen.town, 2002, 2009)]
    rows = []
    for one in spans:
        if one is not None:
            group = f"{signed(one.group)} %" if one.group is not None and one.n >= FEWEST_NAMED else "nv"
            own, land, bund = (f"{signed(value)} %" for value in (one.change, one.land, one.bund))
            rows.append((f"{one.since}–{one.until}", own, group, land, bund))
    if not rows:
        return None
    n = spans[0].n if spans[0] else 0
    return TableData(
        title="Veränderung der Einwohnerzahl",
        heads=("Zeitraum", pen.town.name, GROUP_MEDIAN[0], pen.town.land, "Deutschland"),
        rows=tuple(rows),
        source=(
            f"Gruppe: n = {number(n, 0, 'de')} {pen.town.units}. Quelle: {parts.sources(pen.town, ['population'])}."
        ),
    )


def _of_members(town: Subject) -> str:
    """How the members, Land and Germany changed over the same span."""
    spans = {one.name: span(one) for one in town.members}
    known = {name: one.change for name, one in spans.items() if one is not None}
    if len(known) > MOST_LISTED:
        low, high = min(known, key=known.__getitem__), max(known, key=known.__getitem__)
        told = f"Unter den Mitgliedern reicht das von {signed(known[low])} % ({low})"
        told += f" bis {signed(known[high])} % ({high})"
    else:
        told = f"Die Mitglieder: {', '.join(f'{name} {signed(change)} %' for name, change in known.items())}"
    whole = span(town)
    beside = f"; {town.land} {signed(whole.land)} %, Deutschland {signed(whole.bund)} %" if whole else ""
    return f"{told}{beside}."


def _changes_of_members(town: Subject) -> TableData | None:
    """Changes of each member, the alliance, the Land of its lead and Germany, over the spans that lie on one base."""
    spans = [one for one in (span(town), span(town, 2002, 2009)) if one is not None]
    if not spans:
        return None
    rows = []
    for who in (*town.members, town):
        own = [span(who, int(one.since), int(one.until)) for one in spans]
        rows.append((who.titled, *(f"{signed(one.change)} %" if one else "nv" for one in own)))
    rows.append((town.land, *(f"{signed(one.land)} %" for one in spans)))
    rows.append(("Deutschland", *(f"{signed(one.bund)} %" for one in spans)))
    return TableData(
        title="Veränderung der Einwohnerzahl",
        heads=("", *(f"{one.since}–{one.until}" for one in spans)),
        rows=tuple(rows),
        source=f"Bündnis: aus den Summen seiner Mitglieder. Quelle: {parts.sources(town, ['population'])}.",
    )
