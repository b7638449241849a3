"""The chapter that looks ahead: lines and a band, never one number; and how good the method would have been."""

from kleinstadt.compare.trends import census_of
from kleinstadt.words.numbers import number
from kleinstadt.workbench.draft import parts
from kleinstadt.workbench.draft.outlook import Outlook, outlook
from kleinstadt.workbench.draft.pen import Pen
from kleinstadt.workbench.draft.population import own_series
from kleinstadt.workbench.draft.subject import Subject
from kleinstadt.workbench.models.findings import FigureData, LineOf, TableData
from kleinstadt.workbench.models.goals import REBASED

Part = TableData | FigureData | None


def _hundreds(value: float) -> str:
    """A calculated number of people, on 100."""
    return number(round(value, -2), 0, "de")


def ahead(pen: Pen, found: Outlook | None) -> tuple[list[str], list[Part]]:
    """The chapter that looks ahead; where there is no calculation it says why.

    Parameters
    ----------
    pen : Pen
        Of the town.
    found : Outlook or None
        As `outlook` gives it.

    Returns
    -------
    tuple of (list of str, list)
        Paragraphs in German; tables and figures below them, None for one that cannot be made.
    """
    if pen.town.alliance:
        return _of_alliance(pen.town, found)
    if found is None:
        return [
            "Für diesen Ort rechnen wir keine Einwohnerzahl voraus: Unter 2.000 Einwohnern, bei einer zu kurzen Reihe"
            " oder einer zu kleinen Gruppe ist der Zufall größer als der Trend. Die Vorausberechnung des Landes bitte"
            " mit Stand und Basisjahr eintragen."
        ], []
    said = [_calculated(found), _width(pen, found), _so_what(found)]
    return said, [_table(found), _fan(pen, found)]


def _of_alliance(town: Subject, found: Outlook | None) -> tuple[list[str], list[Part]]:
    """Each member's calculation, and their sum where all have one."""
    those = [(one.name, outlook(one)) for one in town.members]
    said = [
        "Gerechnet wird je Mitglied: Der halbe Trend der letzten Jahre wird weitergeführt, das Band ist so breit, wie"
        " die Methode in der Gruppe des Mitglieds bisher danebenlag (80 % der Fälle). Das ist eine Modellrechnung,"
        " keine Vorhersage."
    ]
    without = [name for name, one in those if one is None]
    if found is not None:
        said.append(
            f"Zusammen lebten Ende {found.since} rund {_hundreds(found.start)} Menschen im Bündnis; die Summe der"
            f" Rechnungen ergibt für {found.until} etwa {_hundreds(found.half[-1][1])}. Ein Band für die Summe nennen"
            " wir nicht: Wie die Abweichungen der Mitglieder zusammenhängen, ist nicht bekannt."
        )
    elif without:
        said.append(
            f"Ohne Rechnung: {', '.join(without)} (unter 2.000 Einwohner, oder Reihe oder Gruppe zu klein). Eine Summe"
            " für das Bündnis gibt es deshalb nicht."
        )
    said.append(
        "Altersgruppen rechnen wir hier nicht: Jahrgänge nach Geschlecht liegen nicht vor. Die Vorausberechnungen des"
        " Landes bitte mit Stand und Basisjahr daneben eintragen."
    )
    return said, [_table_of_members(those, found)]


def _table_of_members(those: list[tuple[str, Outlook | None]], found: Outlook | None) -> TableData | None:
    """Start, end by half the trend and by the whole, and the band, a row a member."""
    known = [(name, one) for name, one in those if one is not None]
    if not known:
        return None
    since, until = known[0][1].since, known[0][1].until
    rows = [(name, *_ends(one), " bis ".join(map(_hundreds, one.band[-1][1:]))) for name, one in known]
    if found is not None:
        rows.append(("Bündnis (Summe)", *_ends(found), "–"))
    return TableData(
        title="Modellrechnung der Einwohnerzahl",
        heads=("", f"Ende {since}", f"{until}, halber Trend", f"{until}, voller Trend", f"{until}, Band (80 %)"),
        rows=tuple(rows),
        source=(
            "Auf 100 gerundet, die Summe vor dem Runden gebildet. Start"
            f" {REBASED if known[0][1].rebased else 'wie veröffentlicht'}. Eigene Rechnung."
        ),
    )


def _ends(one: Outlook) -> tuple[str, str, str]:
    return _hundreds(one.start), _hundreds(one.half[-1][1]), _hundreds(one.full[-1][1])


def _calculated(found: Outlook) -> str:
    direction = "gewann" if found.rate > 0 else "verlor"
    rate, half = number(abs(found.rate), 2, "de"), number(abs(found.rate) / 2, 2, "de")
    base = f" ({REBASED})" if found.rebased else ""
    return (
        f"Wir rechnen den halben Trend weiter. Von {found.trend[0]} bis {found.trend[1]} {direction} der Ort {rate} %"
        f" im Jahr; gerechnet wird mit {half} %, ab rund {_hundreds(found.start)} Menschen Ende {found.since}{base}."
        f" Das ergibt für {found.until} etwa {_hundreds(found.half[-1][1])}. Das ist eine Modellrechnung, keine"
        " Vorhersage."
    )


def _width(pen: Pen, found: Outlook) -> str:
    ten = found.missed[-1]
    text = (
        f"Das Band ist so breit, wie die Methode in der Gruppe bisher danebenlag: Nach etwa {ten.years} Jahren waren es"
        f" in 80 % von {number(ten.cases, 0, 'de')} Fällen höchstens {number(ten.wide, 1, 'de')} % (Start"
        f" {', '.join(ten.launches)}), nach etwa {found.missed[0].years} Jahren höchstens"
        f" {number(found.missed[0].wide, 1, 'de')} %."
    )
    if found.own:
        told = "; ".join(f"für {target}, gerechnet ab {launch}, {_off(off)}" for launch, target, off in found.own[-3:])
        text += (
            f" Wie gut wäre sie {pen.town.inside} gewesen? {told[:1].upper()}{told[1:]}. Ein Teil dieser Rechnungen"
            " geht über den Wechsel der Zählung."
        )
    return text


def _off(by: float) -> str:
    """How far a calculation was off: "2,0 % zu hoch", "so gut wie genau"."""
    told = number(abs(by), 1, "de")
    return f"{told} % zu {'hoch' if by > 0 else 'niedrig'}" if told.strip("0,") else "so gut wie genau"


def _so_what(found: Outlook) -> str:
    _, low, high = found.band[-1]
    open_ = low < found.start < high
    head = (
        f"Ob der Ort {found.until} größer oder kleiner ist, bleibt offen."
        if open_
        else "Auch das Band liegt auf einer Seite von heute."
    )
    return (
        f"{head} Wer Räume plant, plant sie so, dass sie für {_hundreds(low)} wie für {_hundreds(high)} Menschen"
        " passen. Altersgruppen rechnen wir hier nicht: Jahrgänge nach Geschlecht liegen nicht vor. Die"
        " Vorausberechnung des Landes bitte mit Stand und Basisjahr daneben eintragen."
    )


def _table(found: Outlook) -> TableData:
    years = tuple(str(year) for year, _ in found.half)
    same = tuple(_hundreds(found.start) for _ in found.half)
    bands = tuple(
        "" if n == 0 else f"{_hundreds(low)} bis {_hundreds(high)}" for n, (_, low, high) in enumerate(found.band)
    )
    rows: tuple[tuple[str, ...], ...] = (
        ("unverändert", *same),
        ("halber Trend", *(_hundreds(value) for _, value in found.half)),
        ("voller Trend", *(_hundreds(value) for _, value in found.full)),
        ("Band (80 %) um den halben Trend", *bands),
        ("Vorausberechnung des Landes", *("bitte eintragen" for _ in years)),
    )
    rows = tuple(tuple(cell or "–" for cell in row) for row in rows)
    source = "Auf 100 gerundet. Eigene Rechnung aus den Einwohnerzahlen der Tabelle im Kapitel Einwohner."
    return TableData(title="Modellrechnung der Einwohnerzahl", heads=("", *years), rows=rows, source=source)


def _fan(pen: Pen, found: Outlook) -> FigureData:
    own = own_series(pen.town)
    last, base = found.half[-1], f", {REBASED}" if found.rebased else ""
    _, low, high = found.band[-1]
    alt = (
        f"Fächer: Einwohner {pen.town.inside} bis {found.since} und Modellrechnung. Von rund {_hundreds(found.start)}"
        f" ({found.since}{base}) führt eine Linie auf etwa {_hundreds(last[1])} ({last[0]}); das Band reicht dann von"
        f" {_hundreds(low)} bis {_hundreds(high)}. Eine waagerechte Linie zeigt unverändert. Daten in der Tabelle"
        " dieses Kapitels."
    )
    return FigureData(
        kind="fan",
        title="Einwohner und Modellrechnung",
        alt=alt,
        source=parts.sources(pen.town, ["population"]),
        lines=(
            *parts.on_each_census(pen.town.name, own),
            LineOf(
                name="halber Trend",
                times=tuple(float(y + 1) for y, _ in found.half),
                values=tuple(v for _, v in found.half),
            ),
            LineOf(
                name="unverändert",
                times=tuple(float(y + 1) for y, _ in found.half),
                values=tuple(found.start for _ in found.half),
            ),
        ),
        band=tuple((float(year + 1), a, b) for year, a, b in found.band),
        breaks=parts.census_breaks({*map(census_of, own), *([2022] if found.rebased else [])}),
    )
