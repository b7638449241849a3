"""Chapter 2: how many small towns there are, where, how large."""

from typing import Final

from kleinstadt.report.contents.model import Item, Section

_SIZE: Final = ("population", "area_km2")

LANDSCAPE: Final = Section(
    "staedtelandschaft",
    2,
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
                "Lage aus der binnen zwei Stunden erreichbaren Tagesbevölkerung: {lage_basis}.",
                "Location from the day population within two hours by car: {lage_basis}.",
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
                "Lage aus der binnen zwei Stunden erreichbaren Tagesbevölkerung: {lage_basis}.",
                "Location from the day population within two hours by car: {lage_basis}.",
            ),
            ("potential_persons",),
            (
                "Karte: sehr zentrale Kleinstädte um die großen Städte, sehr periphere vor allem im Nordosten.",
                "Map: very central small towns around the large cities, very peripheral ones mostly in the northeast.",
            ),
        ),
        Item(
            "karte2",
            "map",
            ("Siedlungsdichte der Kleinstädte {land_year}", "Settlement density of small towns {land_year}"),
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
                "Gleicher Maßstab für alle Umrisse; Fläche nach Gemeindeverzeichnis, Siedlungsdichte wie in Karte 2. "
                "Gedruckt ist für 2019 Drebkau mit der niedrigsten (208, mit seinem Tagebau); Grafenwöhr liegt auch "
                "beim BBSR darunter (INKAR 2019: 201), weil sein Übungsplatz als Siedlung zählt.",
                "All outlines at one scale; area from the register, settlement density as in Map 2. Print names "
                "Drebkau as the lowest of 2019 (208, with its opencast mine); Grafenwöhr is lower with the BBSR, too "
                "(INKAR 2019: 201), as its training area counts as settled.",
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
            also=("1990", "2005"),
        ),
    ),
    (),
)
