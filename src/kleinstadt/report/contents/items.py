"""What stands in the report, in which order, and what is said about each table, figure and map."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from kleinstadt.words.language import Lang, pick

Kind = Literal["table", "figure", "map"]
Pair = tuple[str, str]

KIND_LABELS: Final[dict[str, Pair]] = {
    "tab": ("Tabelle", "Table"),
    "abb": ("Abbildung", "Figure"),
    "karte": ("Karte", "Map"),
}


@dataclass(frozen=True)
class Item:
    """A table, figure or map. `{year}` and the other names of facts.py may stand in its texts.

    id : tab1, abb4, karte10, karte1lage
    how : a line on how it was computed
    alt : what a picture shows, for those who do not see it
    indicators : where its numbers come from
    """

    id: str
    kind: Kind
    title: Pair
    how: Pair
    indicators: tuple[str, ...]
    alt: Pair = ("", "")

    def label(self, lang: Lang) -> str:
        """ "Tabelle 1", "Map 10", "Map 1 (Lage)"."""
        stem, number, more = re.fullmatch(r"([a-z]+)(\d+)([a-z]*)", self.id).groups()  # type: ignore[union-attr]
        return f"{pick(KIND_LABELS[stem], lang)} {number}" + (f" ({more.capitalize()})" if more else "")


@dataclass(frozen=True)
class Section:
    """A chapter: a title, a few sentences, its items.

    lead_from : where the numbers in its sentences come from
    """

    id: str
    title: Pair
    lead: Pair
    lead_from: tuple[str, ...]
    items: tuple[Item, ...]


_SIZE: Final = ("population", "area_km2")

SECTIONS: Final = (
    Section(
        "staedtelandschaft",
        ("Eine Städtelandschaft", "A landscape of towns"),
        (
            "Von {n_all} Städten, Gemeinden und Gemeindeverbänden sind {n_small} Kleinstädte: {n_larger} größere mit "
            "mindestens 10.000 und {n_smaller} kleine mit weniger Einwohnern. Auf {share_area} % der Fläche leben dort "
            "{mio_small} Millionen Menschen, {share_population} % der Bevölkerung.",
            "Of {n_all} towns, municipalities and associations of municipalities {n_small} are small towns: {n_larger} "
            "larger ones with at least 10,000 and {n_smaller} smaller ones with fewer residents. On {share_area} % of "
            "the land live {mio_small} million people, {share_population} % of the population.",
        ),
        _SIZE,
        (
            Item(
                "karte1",
                "map",
                ("Kleinstädte in Deutschland {year}", "Small towns in Germany {year}"),
                (
                    "Stadt- und Gemeindetyp je Gemeindeverband: entschieden von der größten Mitgliedsgemeinde (5.000 "
                    "bis unter 20.000 Einwohner) und ihrer zentralörtlichen Funktion.",
                    "Type of each Verband: decided by its largest member municipality (5,000 to under 20,000 "
                    "residents) "
                    ""
                    "and its central-place function.",
                ),
                ("population",),
                (
                    "Karte Deutschlands: größere und kleine Kleinstädte farbig, Großstädte, Mittelstädte und "
                    "Landgemeinden zurückgenommen.",
                    "Map of Germany: larger and smaller small towns in colour, cities, medium-sized towns and rural "
                    "municipalities muted.",
                ),
            ),
            Item(
                "abb1",
                "figure",
                (
                    "Bedeutung der Kleinstädte als Stadttyp in Deutschland {year}",
                    "The weight of small towns in Germany {year}",
                ),
                (
                    "Zahl, Fläche und Bevölkerung der Gemeindeverbände je Typ, geteilt durch die Summe aller.",
                    "Number, area and population of the Verbände of each type, divided by the sum of all.",
                ),
                _SIZE,
                (
                    "Drei Balken: Anteile der vier Typen an Zahl, Fläche und Bevölkerung.",
                    "Three bars: shares of the four types in number, area and population.",
                ),
            ),
            Item(
                "tab1",
                "table",
                ("Kleinstädte nach Bundesländern {year}", "Small towns by Land {year}"),
                (
                    "Summen der Kleinstädte; Anteile an allen Gemeindeverbänden, an Fläche und Bevölkerung des Landes. "
                    "Stadtstaaten nicht aufgeführt, in der Summe enthalten.",
                    "Sums of small towns; shares in all Verbände, in area and population of the Land. City states not "
                    "listed, but part of the sum.",
                ),
                _SIZE,
            ),
            Item(
                "abb2",
                "figure",
                ("Kleinstädte nach Lage {year}", "Small towns by location {year}"),
                (
                    "Lage aus der binnen zwei Stunden erreichbaren Tagesbevölkerung; Fahrzeiten modelliert.",
                    "Location from the day population within two hours by car; travel times are modelled.",
                ),
                ("potential_persons",),
                (
                    "Balken je Typ: Zahl der Gemeindeverbände in sehr zentraler bis sehr peripherer Lage.",
                    "One bar a type: number of Verbände from very central to very peripheral.",
                ),
            ),
            Item(
                "karte1lage",
                "map",
                ("Kleinstädte nach Lage {year}", "Small towns by location {year}"),
                (
                    "Lage aus der binnen zwei Stunden erreichbaren Tagesbevölkerung; Fahrzeiten modelliert, an den "
                    "amtlichen Klassen nach Postleitzahlen geeicht: vier von fünf Verbänden liegen in derselben "
                    "Klasse.",
                    "Location from the day population within two hours by car; travel times are modelled, calibrated "
                    "on the official classes by postcode: four of five Verbände come out in the same class.",
                ),
                ("potential_persons",),
                (
                    "Karte: sehr zentrale Kleinstädte um die großen Städte, sehr periphere vor allem im Nordosten.",
                    "Map: very central small towns around the large cities, very peripheral ones mostly in the "
                    "northeast.",
                ),
            ),
            Item(
                "karte2",
                "map",
                ("Siedlungsstruktur der Kleinstädte {year}", "Settlement density of small towns {year}"),
                (
                    "Siedlungsdichte: Einwohner je km² Siedlungs- und Verkehrsfläche.",
                    "Settlement density: residents per km² of settlement and traffic area.",
                ),
                ("settlement_density",),
                (
                    "Karte: Siedlungsdichte der Kleinstädte in Klassen, am höchsten um die großen Städte.",
                    "Map: settlement density of small towns in classes, highest around the large cities.",
                ),
            ),
            Item(
                "abb3",
                "figure",
                (
                    "Kleinstädte in ihren Extremen: die kleinste, mittlere und größte {year}",
                    "Small towns at their extremes: smallest, median and largest {year}",
                ),
                (
                    "Gleicher Maßstab für alle Umrisse; Fläche nach Gemeindeverzeichnis, Siedlungsdichte wie in Karte "
                    "2.",
                    "All outlines at one scale; area from the register, settlement density as in Map 2.",
                ),
                ("area_km2", "settlement_density"),
                ("Umrisse von sechs Kleinstädten in gleichem Maßstab.", "Outlines of six small towns at one scale."),
            ),
            Item(
                "abb4",
                "figure",
                (
                    "Wirkung der Gebietsreformen in {land_name} auf Zahl und Fläche der Gemeinden",
                    "What reforms did to number and area of municipalities in {land_name}",
                ),
                (
                    "Bewohnte Gemeinden nach dem Gemeindeverzeichnis der Jahre; CSV und XLSX haben alle Länder.",
                    "Inhabited municipalities in the registers of the years; CSV and XLSX have all Länder.",
                ),
                _SIZE,
                (
                    "Je Jahr ein Feld aus Quadraten, eines je Gemeinde, so groß wie ihre Fläche.",
                    "One field of squares a year, one square a municipality, as large as its area.",
                ),
            ),
        ),
    ),
    Section(
        "wohnen",
        ("Leben und Wohnen", "Living"),
        (
            "Auf einen Arbeitsplatz kommen in Kleinstädten {residents_per_job} Einwohner, im Bund "
            "{residents_per_job_bund}: Sie sind vor allem Orte des Wohnens.",
            "Small towns have {residents_per_job} residents per job, Germany {residents_per_job_bund}: they are places "
            "to live before all.",
        ),
        ("residents_per_job",),
        (
            Item(
                "tab2",
                "table",
                (
                    "Wohnzentralität der Kleinstädte nach Größe und Lage {year}",
                    "Residents per job in small towns by size and location {year}",
                ),
                (
                    "Einwohner geteilt durch sozialversicherungspflichtig Beschäftigte am Arbeitsort, je Gruppe Summe "
                    "durch "
                    "Summe. Bevölkerung 2000 auf der Geraden zwischen den nächsten bekannten Jahren; "
                    "Beschäftigte 2000 fehlen.",
                    "Residents divided by employees at the place of work, sum by sum in each group. Population of 2000 "
                    "on the line between 1997 and 2002; employees of 2000 are missing.",
                ),
                ("residents_per_job",),
            ),
            Item(
                "abb6",
                "figure",
                (
                    "Bevölkerungsentwicklung nach Stadt- und Gemeindetyp, {first_year} = 100",
                    "Population by type of town, {first_year} = 100",
                ),
                (
                    "Alle Jahre auf dem Gebietsstand {territory}, umgerechnet mit den Umsteigeschlüsseln des BBSR. Der "
                    "Zensus 2011 bricht die Reihe; über den Bruch ist kein Wachstum gezeichnet. Bis 2023 setzt sie den "
                    "Zensus 2011 fort; der Zensus 2022 zählte 1,6 % weniger.",
                    "All years in the borders of {territory}, carried with the BBSR crosswalks. The census of 2011 "
                    "breaks the series; no growth is drawn across the break. To 2023 it goes on from the census of "
                    "2011; that of 2022 counted 1.6 % fewer.",
                ),
                ("population",),
                (
                    "Linien je Typ von 1990 an; Kleinstädte hervorgehoben, der Zensusbruch markiert.",
                    "One line a type from 1990 on; small towns emphasised, the census break marked.",
                ),
            ),
            Item(
                "karte3",
                "map",
                ("Mehrfamilienhäuser in Kleinstädten", "Multi-family houses in small towns"),
                (
                    "Anteil der Wohngebäude mit 3 und mehr Wohnungen an allen Wohngebäuden.",
                    "Share of residential buildings with 3 and more dwellings among all.",
                ),
                ("buildings_3plus_share",),
                (
                    "Karte: Anteil der Mehrfamilienhäuser, im Osten und in Zentren am höchsten.",
                    "Map: share of multi-family houses, highest in the east and in centres.",
                ),
            ),
        ),
    ),
    Section(
        "arbeiten",
        ("Arbeiten und Erreichen", "Work and reach"),
        (
            "Je zentraler eine Kleinstadt liegt, desto mehr Menschen pendeln aus ihr aus; periphere sind häufiger "
            "selbst Zentren der Arbeit.",
            "The more central a small town, the more people commute out of it; peripheral ones more often are centres "
            "of work themselves.",
        ),
        (),
        (
            Item(
                "abb9",
                "figure",
                (
                    "Pendlersaldo nach Stadt- und Gemeindetyp sowie nach Lage 2019",
                    "Commuter balance by type and location 2019",
                ),
                (
                    "Modelliert: Einpendler minus Auspendler der Kreise aus der Pendlermatrix 2019, auf Gemeinden "
                    "nach Beschäftigten am Arbeitsort 2020 und erwerbsfähiger Bevölkerung verteilt, je 100 "
                    "Beschäftigte am Arbeitsort. In kreisfreien Städten wie in der Matrix. Verteilung über die "
                    "Gemeindeverbände.",
                    "Modelled: in-commuters minus out-commuters of the Kreise in the matrix of 2019, spread over "
                    "municipalities by employees at the place of work in 2020 and working-age population, per 100 "
                    "employees at the place of work. In kreisfreie Städte as in the matrix. Spread over the Verbände.",
                ),
                ("commuter_balance_per_100",),
                (
                    "Waagerechte Spannen des Pendlersaldos je Typ, zentral und peripher.",
                    "Horizontal ranges of the commuter balance by type, central and peripheral.",
                ),
            ),
            Item(
                "abb14",
                "figure",
                (
                    "Pkw-Fahrzeit zum nächsten Mittelzentrum und zur nächsten Großstadt nach Lage",
                    "Minutes by car to the nearest Mittelzentrum and large city by location",
                ),
                (
                    "Modelliert, ohne Straßennetz; Verbände mit eigenem Zentrum zählen mit 0 Minuten. "
                    "Mittelzentren sind die Namensgeber der Mittelbereiche von 2015, in Bayern auch die des "
                    "Landesentwicklungsprogramms von 2018, soweit belegt, und höhere Zentren. Statt zum nächsten "
                    "Oberzentrum, deren Liste nicht offen vorliegt, zur nächsten Großstadt.",
                    "Modelled, without a road network; Verbände with a centre of their own count with zero minutes. "
                    "Mittelzentren are those that name the Mittelbereiche of 2015, in Bavaria also those of the state "
                    "plan of 2018, as far as shown, and higher centres. Not to the nearest Oberzentrum, of which no "
                    "list is open, but to the nearest large city.",
                ),
                ("minutes_to_mittelzentrum", "minutes_to_grossstadt"),
                (
                    "Waagerechte Spannen der Minuten für Kleinstädte und Landgemeinden nach Lage.",
                    "Horizontal ranges of minutes for small towns and rural municipalities by location.",
                ),
            ),
        ),
    ),
    Section(
        "digitales",
        ("Breitband", "Broadband"),
        (
            "Mit mindestens 50 Mbit/s können {broadband_50} % der Haushalte in Kleinstädten ins Netz, mit 1.000 Mbit/s "
            "{broadband_1000} %.",
            "{broadband_50} % of households in small towns can have 50 Mbit/s or more, {broadband_1000} % 1,000 "
            "Mbit/s.",
        ),
        ("broadband_all_1000_pct",),
        (
            Item(
                "tab4",
                "table",
                (
                    "Breitbandausbau nach Geschwindigkeitsstufen {atlas_year}",
                    "Broadband by speed {atlas_year}",
                ),
                (
                    "Breitbandatlas, Stand {atlas_period}: Anteil der Haushalte je Gemeinde; Gruppen mit Einwohnern "
                    "gewichtet, da Haushalte je Gemeinde nicht offen vorliegen.",
                    "Broadband atlas of {atlas_period}: share of households in each municipality; groups weighted by "
                    "residents, as households are not openly at hand.",
                ),
                ("broadband_all_50_pct", "broadband_all_1000_pct"),
            ),
            Item(
                "karte10",
                "map",
                ("Breitbandausbau in den Kleinstädten {atlas_year}", "Broadband in small towns {atlas_year}"),
                (
                    "Anteil der Haushalte, die mindestens 50 Mbit/s haben können, Stand {atlas_period}.",
                    "Share of households that can have 50 Mbit/s or more, as of {atlas_period}.",
                ),
                ("broadband_all_50_pct",),
                ("Karte: Breitbandverfügbarkeit der Kleinstädte.", "Map: availability of broadband in small towns."),
            ),
        ),
    ),
    Section(
        "finanzen",
        ("Gestaltungsfreiheit", "Room to act"),
        (
            "Der mittlere Hebesatz der Grundsteuer B liegt in Kleinstädten bei {rate_b} %, in Großstädten bei "
            "{rate_b_city} %.",
            "The median rate of property tax B is {rate_b} % in small towns and {rate_b_city} % in large cities.",
        ),
        ("grundsteuer_b_rate_pct",),
        (
            Item(
                "abb21",
                "figure",
                (
                    "Hebesätze der Städte und Gemeinden nach Stadt- und Gemeindetyp",
                    "Municipal tax rates by type of town",
                ),
                (
                    "Verteilung über die Gemeindeverbände: Median, mittlere Hälfte, mittlere 80 %. In "
                    "Verbänden ist der "
                    "Satz "
                    "das mit Einwohnern gewichtete Mittel der Mitglieder.",
                    "Spread over the Verbände: median, middle half, middle 80 %. The rate of a Verband is the mean of "
                    "its "
                    "members weighted by residents.",
                ),
                ("grundsteuer_a_rate_pct", "grundsteuer_b_rate_pct", "gewerbesteuer_rate_pct"),
                (
                    "Waagerechte Spannen der Hebesätze je Steuer und Typ.",
                    "Horizontal ranges of rates by tax and type.",
                ),
            ),
        ),
    ),
)

ITEMS: Final = {item.id: item for section in SECTIONS for item in section.items}
