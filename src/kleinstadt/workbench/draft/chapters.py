"""The data chapters: how much, over time, beside the group, doubts, and a question to the town, in this order."""

from collections.abc import Callable
from typing import Final

from kleinstadt.words.numbers import number
from kleinstadt.workbench.draft import parts
from kleinstadt.workbench.draft.ahead import ahead
from kleinstadt.workbench.draft.findings import nothing_special
from kleinstadt.workbench.draft.outlook import Outlook
from kleinstadt.workbench.draft.pen import Pen
from kleinstadt.workbench.draft.people import people
from kleinstadt.workbench.draft.place import place
from kleinstadt.workbench.draft.services import services
from kleinstadt.workbench.draft.subject import Subject
from kleinstadt.workbench.models.findings import Chapter, FigureData, TableData

Part = TableData | FigureData | None
Written = tuple[list[str], list[Part]]

BROADBAND: Final = [f"broadband_all_{speed}_pct" for speed in (50, 100, 200, 1000)] + ["broadband_ftth_1000_pct"]
LAND: Final = ["settlement_traffic_share", "agriculture_share", "forest_share", "water_share"]


def chapters(town: Subject, outlook: Outlook | None) -> list[Chapter]:
    """The chapters that the figures can write; a chapter without any figure is not begun.

    Parameters
    ----------
    town : Subject
        Whom the plan is for.
    outlook : Outlook or None
        As `outlook.outlook` gives it.

    Returns
    -------
    list of Chapter
        In the order of TOPICS, in German.
    """
    made = []
    for order, (topic, title, write) in enumerate(TOPICS, 1):
        pen = Pen(town)
        said, shown = write(pen, outlook)
        if not said:
            continue
        text = "\n\n".join(said)
        made.append(
            Chapter(
                id=topic,
                topic=topic,
                title=title,
                text=text,
                suggested=text,
                quoted=pen.taken(),
                tables=tuple(one for one in shown if isinstance(one, TableData)),
                figures=tuple(one for one in shown if isinstance(one, FigureData)),
                order=order,
            )
        )
    return made


def _housing(pen: Pen, _: Outlook | None) -> Written:
    said = []
    if pen.has("census_dwellings", "census_vacancy_pct"):
        said.append(
            f"Im Zensus vom 15. Mai 2022 wurden {pen.value('census_dwellings')} Wohnungen gezählt;"
            f" {pen.value('census_vacancy_pct')} % standen leer; {pen.beside('census_vacancy_pct')}. Warum sie leer"
            " stehen und wo, sagt der Zensus nicht; auf Ortsteile lässt sich die Quote nicht übertragen."
        )
    if pen.has("census_owner_pct", "buildings_3plus_share"):
        said.append(
            f"{pen.value('census_owner_pct')} % der Haushalte wohnen im Eigentum; {pen.beside('census_owner_pct')}. "
            f"{pen.value('buildings_3plus_share')} % der Wohngebäude haben drei und mehr Wohnungen "
            f"({pen.year('buildings_3plus_share')}); {pen.beside('buildings_3plus_share')}."
        )
    if pen.has("census_rent_eur_per_m2"):
        rent = pen.beside("census_rent_eur_per_m2", "höher ist sie", "niedriger ist sie")
        said.append(
            f"Die Nettokaltmiete lag im Mittel bei {pen.value('census_rent_eur_per_m2')} € je m²; {rent}. Neue Verträge"
            " sind teurer als der Bestand; ihre Höhe steht in keiner amtlichen Statistik."
        )
    if said:
        said.append("Baufertigstellungen, Baulücken und Leerstand je Straße: bitte aus dem Bauamt ergänzen.")
    names = [
        "census_dwellings",
        "census_vacancy_pct",
        "census_owner_pct",
        "buildings_3plus_share",
        "census_rent_eur_per_m2",
        "census_household_size_persons",
    ]
    bars = parts.shares(
        pen.town, "Wohnen in Prozent", ["census_vacancy_pct", "census_owner_pct", "buildings_3plus_share"]
    )
    return said, [*parts.facts(pen.town, "Wohnen", names), bars]


def _work(pen: Pen, _: Outlook | None) -> Written:
    said = []
    if pen.has("employees_workplace", "jobs_per_100_working_age"):
        said.append(
            f"{pen.value('employees_workplace')} Menschen arbeiten hier sozialversicherungspflichtig"
            f" ({pen.year('employees_workplace')}). Auf 100 Menschen im Erwerbsalter kommen damit"
            f" {pen.value('jobs_per_100_working_age')} Arbeitsplätze; {pen.beside('jobs_per_100_working_age')}."
            " Beamtinnen, Selbständige und Minijobs sind nicht dabei."
        )
    if pen.has("unemployed", "unemployed_share"):
        said.append(
            f"Arbeitslos waren im Mittel {pen.value('unemployed')} Menschen ({pen.year('unemployed')}),"
            f" {pen.value('unemployed_share')} je 100 im Erwerbsalter; {pen.beside('unemployed_share')}. Das ist nicht"
            " die amtliche Quote, die es nur für Kreise gibt."
        )
    if said:
        said[1:1] = _jumps(pen.town)
    own_ways = pen.has("commuters_out_pct", "commuters_in_pct") and pen.town.own("commuters_out_pct")
    if (said and pen.town.alliance) or (own_ways and pen.town.several):
        whole = ("Bündnisses", "das Bündnis") if pen.town.alliance else ("Verbands", "den Verband")
        said.append(
            f"Zahlen über Ein- und Auspendelnde zählen auch Wege zwischen den Gemeinden des {whole[0]}; für {whole[1]}"
            " als Ganzes sagen sie nichts. Die Bundesagentur für Arbeit kann sie zusammenstellen."
        )
    elif own_ways:
        said.append(
            f"{pen.value('commuters_out_pct')} % der hier wohnenden Beschäftigten pendeln aus"
            f" ({pen.year('commuters_out_pct')}); {pen.beside('commuters_out_pct')}. Von den Arbeitsplätzen sind"
            f" {pen.value('commuters_in_pct')} % mit Einpendelnden besetzt ({_median_said(pen, 'commuters_in_pct')})."
            " Kurze Wege und fehlende Auswahl sehen in diesen Zahlen gleich aus; was zutrifft, wissen die Betriebe."
        )
    elif said:
        lent = pen.has("commuters_out_pct")
        said.append(
            "Wie viele Menschen ein- und auspendeln, zählt die Bundesagentur für Arbeit; die Zahl für den Ort bitte"
            f" dort erfragen.{' Die Tabelle nennt, was für den ganzen Gemeindeverband gilt.' if lent else ''}"
        )
    names = [
        "employees_workplace",
        "jobs_per_100_working_age",
        "working_age_population",
        "working_age_share",
        "unemployed",
        "unemployed_share",
        *(() if pen.town.several else ("commuters_out_pct", "commuters_in_pct")),
    ]
    line = parts.over_time(pen.town, "unemployed_share", "Arbeitslose je 100 Menschen im Erwerbsalter")
    jobs = parts.over_time(pen.town, "employees_workplace", "Sozialversicherungspflichtig Beschäftigte am Arbeitsort")
    return said, [*parts.facts(pen.town, "Arbeit", names), line, jobs]


def _jumps(town: Subject) -> list[str]:
    """That the number of jobs jumps, of an alliance for each member where it does."""
    found = [(one, one.jump("employees_workplace")) for one in town.members or (town,)]
    return [
        f"{f'{one.name}: ' if town.alliance else ''}{leap.said('de')} Bis dahin steht der Wert für {leap.after} hier"
        " und in keinem Ziel."
        for one, leap in found
        if leap is not None
    ]


def _digital(pen: Pen, _: Outlook | None) -> Written:
    said = []
    if pen.has("broadband_all_1000_pct"):
        said.append(
            f"{pen.value('broadband_all_1000_pct', 1)} % der Haushalte konnten {pen.year('broadband_all_1000_pct')}"
            f" einen Anschluss mit 1.000 Mbit/s bekommen; {pen.beside('broadband_all_1000_pct')}."
        )
    if pen.has("mobile_lte_pct", "mobile_5g_pct"):
        said.append(
            f"LTE war {pen.year('mobile_lte_pct')} auf {pen.value('mobile_lte_pct', 1)} % der Fläche verfügbar"
            f" ({_median_said(pen, 'mobile_lte_pct')}), 5G auf {pen.value('mobile_5g_pct', 1)} %"
            f" ({_median_said(pen, 'mobile_5g_pct')}). Haushalte und Fläche sind verschiedene Nenner; ob die Lücken im"
            " Wald oder in den Dörfern liegen, zeigt erst die Karte."
        )
    if pen.has("broadband_ftth_1000_pct"):
        said.append(
            f"Über Glasfaser bis ins Haus ging es {pen.year('broadband_ftth_1000_pct')} bei "
            f"{pen.value('broadband_ftth_1000_pct', 1)} %; {pen.beside('broadband_ftth_1000_pct')}."
        )
    if said:
        said.append(
            "Die Angaben stammen von den Netzbetreibern und sagen, was möglich wäre, nicht, was gebucht ist. Bitte den "
            "heutigen Stand des Ausbaus ergänzen."
        )
    years = {pen.town.figures[name].vintage for name in BROADBAND if name in pen.town.figures}
    bars = parts.shares(pen.town, "Verfügbares Breitband, Anteil der Haushalte", BROADBAND) if len(years) == 1 else None
    return said, [
        *parts.facts(pen.town, "Breitband und Mobilfunk", [*BROADBAND, "mobile_lte_pct", "mobile_5g_pct"]),
        bars,
    ]


def _median_said(pen: Pen, name: str) -> str:
    """ "Median der Gruppe 98,9"; of an alliance, which has no group, its members' values."""
    if pen.town.alliance:
        return pen.members(name)
    place = pen.town.figures[name].place
    if place is None:
        return "Median der Gruppe nv"
    figure, middle = pen.town.figures[name], place.quartiles[1]
    return f"Median der Gruppe {pen.quote(name, 'group', str(figure.vintage), middle, number(middle, 1, 'de'))}"


def _land(pen: Pen, _: Outlook | None) -> Written:
    said = []
    if pen.has(*LAND[:3]):
        group = (
            f"; Median der Gruppe {_median(pen, 'forest_share')}, {_median(pen, 'agriculture_share')} und"
            f" {_median(pen, 'settlement_traffic_share')} %"
        )
        said.append(
            f"{pen.value('forest_share', 0)} % der Fläche sind Wald, {pen.value('agriculture_share', 0)} %"
            f" Landwirtschaft, {pen.value('settlement_traffic_share', 0)} % Siedlung und Verkehr"
            f" ({pen.year('forest_share')}{'' if pen.town.alliance else group})."
        )
    if pen.has("renewable_kw_per_head", "renewable_kw"):
        kw = pen.town.value("renewable_kw") or 0.0
        text = pen.quote("renewable_kw", pen.town.key, "2023", kw, number(kw / 1000, 1, "de"))
        said.append(
            f"Anlagen für Strom aus Sonne, Wind, Wasser und Biomasse leisten zusammen {text} MW "
            f"({pen.year('renewable_kw')}), je Einwohner {pen.value('renewable_kw_per_head')} kW; "
            f"{pen.beside('renewable_kw_per_head')}. Gezählt sind Anlagen, nicht Verbrauch und nicht Wärme."
        )
    if said:
        said.append(
            "Wärmeplanung, Verbrauch eigener Gebäude, Gefahren durch Hitze und Starkregen: bitte aus eigenen Gutachten."
        )
    names = [*LAND, "settlement_density", "renewable_pv_kw", "renewable_wind_kw", "renewable_kw_per_head"]
    return said, [
        *parts.facts(pen.town, "Fläche und Energie", names),
        parts.shares(pen.town, "Nutzung der Fläche", LAND),
    ]


def _median(pen: Pen, name: str) -> str:
    place = pen.town.figures[name].place
    if place is None:
        return "nv"
    figure = pen.town.figures[name]
    middle = place.quartiles[1]
    return pen.quote(name, "group", str(figure.vintage), middle, number(middle, 0, "de"))


def _finances(pen: Pen, _: Outlook | None) -> Written:
    said = []
    if pen.has("income_tax_eur_per_head"):
        lent = not pen.town.alliance and not pen.town.own("income_tax_eur_per_head")
        of = "im Mittel des ganzen Gemeindeverbands " if lent else ""
        said.append(
            f"Der Gemeindeanteil an der Einkommensteuer betrug {of}{pen.value('income_tax_eur_per_head')} € je"
            f" Einwohner ({pen.year('income_tax_eur_per_head')}); {pen.beside('income_tax_eur_per_head')}."
        )
    if pen.has("tax_revenue_eur_per_head"):
        said.append(
            f"Die Steuereinnahmekraft betrug {pen.value('tax_revenue_eur_per_head')} € je Einwohner"
            f" ({pen.year('tax_revenue_eur_per_head')}); {pen.beside('tax_revenue_eur_per_head')}. Ein Jahr ist wenig:"
            " Die Gewerbesteuer schwankt."
        )
    if pen.has("gewerbesteuer_rate_pct", "grundsteuer_b_rate_pct"):
        said.append(
            f"{'Die Räte hatten im Mittel' if pen.town.several else 'Der Rat hatte'} die Gewerbesteuer auf"
            f" {pen.value('gewerbesteuer_rate_pct')} % festgesetzt und die"
            f" Grundsteuer B auf {pen.value('grundsteuer_b_rate_pct')} % ({_rates_beside(pen)})."
            " Seit der Reform der Grundsteuer 2025 gelten andere Sätze."
        )
    if said:
        said.append(
            "Schulden, Rücklagen, freie Mittel für Investitionen und eine mögliche Haushaltssicherung: bitte von der "
            "Kämmerei. Davon hängt ab, welche Eigenanteile möglich sind."
        )
    names = [
        "income_tax_eur_per_head",
        "tax_revenue_eur_per_head",
        "gewerbesteuer_rate_pct",
        "grundsteuer_b_rate_pct",
        "grundsteuer_a_rate_pct",
    ]
    title = f"Finanzen {pen.town.kind}"
    line = parts.over_time(pen.town, "income_tax_eur_per_head", "Gemeindeanteil an der Einkommensteuer, € je Einwohner")
    return said, [
        *parts.facts(pen.town, title, names),
        line,
    ]


def _rates_beside(pen: Pen) -> str:
    """Of when the rates are, and the group's medians, or what each member of an alliance has set."""
    trade, land = "gewerbesteuer_rate_pct", "grundsteuer_b_rate_pct"
    if pen.town.alliance:
        return f"{pen.year(trade)}; Gewerbesteuer {pen.members(trade)}; Grundsteuer B {pen.members(land)}"
    return f"{pen.year(trade)}; Median der Gruppe {_median(pen, trade)} und {_median(pen, land)} %"


def _balance(pen: Pen, _: Outlook | None) -> Written:
    """What was looked at and stands near the middle."""
    people_judge = (
        "Chancen, Risiken und städtebauliche Missstände beurteilen Menschen, die den Ort kennen; dieser Entwurf nennt"
        " nur, was in den Zahlen auffällt."
    )
    if pen.town.alliance:
        return [
            people_judge,
            (
                "Zuerst steht, was mehrere Mitglieder gemeinsam haben, dann jedes Mitglied für sich; jedes ist mit"
                " seiner eigenen Gruppe verglichen (Kapitel Lage im Raum), das Bündnis selbst mit niemandem."
            ),
        ], []
    said = nothing_special(pen.town)
    if not said:
        return [], []
    return [
        people_judge,
        f"Kein Befund, weil in der mittleren Hälfte der Gruppe: {'; '.join(said)}.",
    ], []


TOPICS: Final[tuple[tuple[str, str, Callable[[Pen, Outlook | None], Written]], ...]] = (
    ("lage", "Lage im Raum", place),
    ("demografie", "Einwohner und Alter", people),
    ("ausblick", "Ausblick: eine Modellrechnung", ahead),
    ("wohnen", "Wohnen", _housing),
    ("wirtschaft", "Arbeit und Wirtschaft", _work),
    ("daseinsvorsorge", "Daseinsvorsorge", services),
    ("digital", "Digitales", _digital),
    ("flaeche", "Fläche, Klima und Energie", _land),
    ("finanzen", "Finanzen", _finances),
    ("swot", "Stärken und Schwächen", _balance),
)
