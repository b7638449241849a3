"""The chapter on where a town lies; of an alliance: who is in it, whose rules hold, what its figures are."""

from typing import Final

from kleinstadt.compare.whereabouts import in_land
from kleinstadt.keys import LAENDER, town_level
from kleinstadt.territory.names import joint
from kleinstadt.words import categories
from kleinstadt.words.numbers import number
from kleinstadt.workbench.draft import parts
from kleinstadt.workbench.draft.outlook import Outlook
from kleinstadt.workbench.draft.pen import Pen
from kleinstadt.workbench.draft.subject import Subject
from kleinstadt.workbench.draft.telling import counted, listed, years
from kleinstadt.workbench.models.findings import FigureData, TableData

Written = tuple[list[str], list[TableData | FigureData | None]]

CALLED_KREIS: Final = ("01", "05")  # elsewhere it is a Landkreis
WAYS: Final = {
    "minutes_to_mittelzentrum": "zum nächsten Mittelzentrum",
    "minutes_to_oberzentrum": "zum nächsten Oberzentrum",
    "minutes_to_motorway": "zur nächsten Autobahn",
}
SIZE: Final = ("population", "area_km2", "density", "settlement_density", *WAYS)


def place(pen: Pen, _: Outlook | None) -> Written:
    """The chapter on where the town lies and what it is compared with, in German.

    Parameters
    ----------
    pen : Pen
        Of the town.
    _ : Outlook or None
        Not used; all chapters are called alike.

    Returns
    -------
    tuple of (list of str, list)
        Paragraphs, and the tables below them.
    """
    said = _alliance(pen) if pen.town.alliance else _town(pen)
    parts_of = "Gemeinde und Ortsteil" if pen.town.several else "Ortsteil"
    said.append(f"Einwohner je {parts_of} stehen im Melderegister; bitte mit Stichtag eintragen.")
    return said, [*parts.facts(pen.town, "Lage und Größe", list(SIZE))]


def _town(pen: Pen) -> list[str]:
    """Kreis, type, Lage, size, ways, and the group that it is compared with."""
    town, area = pen.town, pen.town.area
    kind = categories.one_of_type(town.group.type, "de")
    kind = kind[:1].lower() + kind[1:] if kind.startswith(("Größere", "Kleine")) else kind
    lage = f" in {categories.lage(area['lage'], 'de')}er Lage" if area.get("lage") else ""
    kreis = str(area["kreis_name"])
    in_kreis = district(kreis, town.key[:2])
    name = f"Der {joint(town.name)}" if town_level(town.key) == "verband" else town.name
    land = in_land(town.land, "de")
    where = f"ist kreisfrei, liegt {land}" if kreis == area["name"] else f"liegt {in_kreis} {land}"
    by = "; maßgeblich ist die größte Gemeinde" if town.several else ""
    said = [
        f"{name} {where} und zählt nach der Einteilung des Bundesinstituts für Bau-, Stadt- und Raumforschung als "
        f"{kind}{lage} (nachgerechnet{by})."
    ]
    if pen.has("population", "area_km2", "density"):
        said[0] += (
            f" {pen.value('population')} Menschen leben auf {pen.value('area_km2', 1)} km², das sind "
            f"{pen.value('density', 0)} je km² ({pen.year('population')}); {pen.beside('density')}."
        )
    said += _ways(pen)
    said.append(
        f"Verglichen wird in diesem Konzept mit der Gruppe: {town.group_name}, {number(town.group_size, 0, 'de')} "
        f"{town.units}, {town.name} eingeschlossen. Genannt ist der Median; „andere“ heißt ohne {town.name}."
    )
    return said


def _ways(pen: Pen) -> list[str]:
    """How far it is to the next centres and to a motorway, by car; of an alliance that stands in its table alone."""
    town = pen.town
    known = [name for name in WAYS if pen.has(name) and (town.value(name) or 0) > 0]
    if not known:
        return []
    told = " und ".join(f"{WAYS[name]} {pen.value(name, 0)}" for name in known[-2:])
    when = years(town.figures[known[0]].vintage)
    of = "der Fläche" if town.own(known[0]) else "des ganzen Gemeindeverbands"
    return [
        f"Mit dem Auto sind es im Mittel {of} {told} Minuten ({when}; das Bundesinstitut hat gerechnet, nicht"
        " gemessen; ein Dorf am Rand liegt darüber)."
    ]


def _alliance(pen: Pen) -> list[str]:
    """Members, size, whose rules hold, and that nobody ranks an alliance."""
    town, names = pen.town, [one.name for one in pen.town.members]
    kreise = dict.fromkeys(_kreis_of(one) for one in town.members)
    where = f", alle {district(*next(iter(kreise)))} {in_land(town.land, 'de')}" if len(kreise) == 1 else ""
    listing = listed([_named(one, lead=not at, apart=len(kreise) > 1) for at, one in enumerate(town.members)])
    said = [f"Im {town.titled} planen {counted(len(names))} Mitglieder gemeinsam: {listing}{where}."]
    if pen.has("population", "area_km2", "density"):
        said[0] += (
            f" Zusammen leben dort {pen.value('population')} Menschen auf {pen.value('area_km2', 1)} km², das sind"
            f" {pen.value('density', 0)} je km² ({pen.year('population')}); {pen.members('density')}."
        )
    laender = dict.fromkeys(LAENDER[one.key[:2]] for one in town.members)
    if len(laender) > 1:
        said.append(
            f"Die Mitglieder liegen in {listed(list(laender))}. Gliederung und Pflichten dieses Konzepts richten sich"
            f" nach dem Land des federführenden Mitglieds, {town.land}; was die anderen Länder verlangen, bitte dort"
            " erfragen."
        )
    said.append(
        "Die Zahlen des Bündnisses sind nach der Regel des jeweiligen Merkmals gerechnet: Anzahlen sind die Summe der"
        " Mitglieder, Anteile entstehen aus den Summen, veröffentlichte Sätze sind gewichtet. Kein Wert ist das"
        " einfache Mittel der Mitglieder."
    )
    groups = "; ".join(f"{one.name}: {one.group_name} ({number(one.group_size, 0, 'de')})" for one in town.members)
    said.append(
        "Für Bündnisse gibt es keine amtliche Einteilung und keine Gruppe, in der sie einen Rang hätten. Daneben steht"
        " deshalb der eigene Wert jedes Mitglieds. Die Befunde vergleichen jedes Mitglied mit seiner eigenen Gruppe,"
        f" genannt ist deren Median. Die Gruppen (mit Zahl der Gemeinden oder Verbände): {groups}."
    )
    return said


def _kreis_of(town: Subject) -> tuple[str, str]:
    return str(town.area["kreis_name"]), town.key[:2]


def _named(one: Subject, *, lead: bool, apart: bool) -> str:
    """A member, with its Kreis and Land where they differ: "Bad Berleburg (federführend; Kreis Soest)"."""
    kreis, land = _kreis_of(one)
    free = kreis == one.area["name"]
    where = f"{'kreisfrei' if free else _called(kreis, land)}, {LAENDER[land]}"
    told = [*(["federführend"] if lead else []), *([where] if apart else [])]
    return f"{one.name} ({'; '.join(told)})" if told else one.name


def _called(kreis: str, land: str) -> str:
    """What a Kreis is called: "Kreis Soest", "Landkreis Celle", "Märkischer Kreis", "Region Hannover"."""
    words = kreis.lower().split()
    if words[0] in ("region", "städteregion", "regionalverband") or any(word.endswith("kreis") for word in words):
        return kreis
    return f"{'Kreis' if land in CALLED_KREIS else 'Landkreis'} {kreis}"


def district(kreis: str, land: str) -> str:
    """Where: "im Kreis Soest", "im Landkreis Celle", "im Märkischen Kreis", "in der Region Hannover".

    Parameters
    ----------
    kreis : str
        Its name as the register has it, with or without "Kreis".
    land : str
        Key of the Land, two digits.

    Returns
    -------
    str
        In German.
    """
    name = _called(kreis, land)
    if name.endswith("er Kreis"):
        return f"im {name.removesuffix('er Kreis')}en Kreis"
    return f"{'in der' if name.lower().startswith(('region ', 'städteregion ')) else 'im'} {name}"
