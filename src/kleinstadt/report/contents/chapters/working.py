"""Chapter 4: small towns as places of work."""

from typing import Final

from kleinstadt.report.contents.model import Absent, Item, Section

WORKING: Final = Section(
    "arbeiten",
    4,
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
                "Pendlersaldo nach Stadt- und Gemeindetyp sowie nach Lage {year}",
                "Commuter balance by type and location {year}",
            ),
            (
                "Einpendler minus Auspendler je 100 sozialversicherungspflichtig Beschäftigte am Arbeitsort, amtlich "
                "je Gemeindeverband. Verteilung über die Gemeindeverbände.",
                "In-commuters minus out-commuters per 100 employees at the place of work, official for each Verband. "
                "Spread over the Verbände.",
            ),
            ("commuter_balance_per_100",),
            (
                "Waagerechte Spannen des Pendlersaldos je Typ, zentral und peripher.",
                "Horizontal ranges of the commuter balance by type, central and peripheral.",
            ),
        ),
        Item(
            "karte5",
            "map",
            ("Pendlersaldo der Kleinstädte {year}", "Commuter balance of small towns {year}"),
            (
                "Einpendler minus Auspendler je 100 Beschäftigte am Arbeitsort, amtlich. Über 0: mehr kommen als "
                "gehen.",
                "In-commuters minus out-commuters per 100 employees at the place of work, official. Above zero: more "
                "come than leave.",
            ),
            ("commuter_balance_per_100",),
            (
                "Karte: Pendlersaldo der Kleinstädte in fünf Klassen, um große Städte meist negativ.",
                "Map: commuter balance of small towns in five classes, mostly negative around large cities.",
            ),
        ),
        Item(
            "abb10",
            "figure",
            (
                "Pendelnde zwischen Kreisen nach Kreistyp, inner- und außerhalb der Großstadtregionen 2019 "
                "(nur Kreise)",
                "Commuters between Kreise by type of Kreis, inside and outside city regions 2019 (Kreise only)",
            ),
            (
                "Nur Wege über eine Kreisgrenze: Flüsse zwischen Gemeinden liegen nicht offen vor. Ein Kreis zählt "
                "als innerhalb, wenn mehr als die Hälfte seiner Menschen in einer amtlichen Großstadtregion wohnt. "
                "Kreistypen amtlich.",
                "Only ways across the border of a Kreis: flows between municipalities are not open. A Kreis counts as "
                "inside if more than half of its people live in an official city region. Types of Kreis are official.",
            ),
            (),
            (
                "Bänder von Wohn- zu Arbeitsorten, so breit wie die Zahl der Pendelnden.",
                "Bands from homes to places of work, as wide as the number of commuters.",
            ),
            sources=(("pendler", "2019"), ("bbsr_reference_2019", "2019")),
        ),
        Item(
            "abb11",
            "figure",
            (
                "Wissensintensive Beschäftigung nach Kreistyp 2013 bis 2025 (nur Kreise)",
                "Knowledge-intensive employment by type of Kreis 2013 to 2025 (Kreise only)",
            ),
            (
                "Beschäftigte am Arbeitsort in Berufen, die mit analytischem, synthetischem oder symbolischem Wissen "
                "arbeiten, je 100 Beschäftigte. Welche Berufsgruppen das sind, haben wir nach der Beschreibung des "
                "Berichts bestimmt (docs/methods.md). Geheim gehaltene Zellen fehlen in den Summen.",
                "Employees at the place of work in occupations that work with analytic, synthetic or symbolic "
                "knowledge, per 100 employees. Which groups these are was decided here, after the report's "
                "description (docs/methods.md). Withheld cells are not in the sums.",
            ),
            (),
            (
                "Linien: Anteil wissensintensiver Berufe je Kreistyp über die Jahre.",
                "Lines: share of knowledge-intensive occupations by type of Kreis over the years.",
            ),
            sources=(("occupations", "2013–2025"), ("bbsr_reference_2019", "2019")),
        ),
        Item(
            "abb12",
            "figure",
            (
                "Standortquotienten nach Wissensform und Kreistyp {occupations_year} (nur Kreise)",
                "Location quotients by form of knowledge and type of Kreis {occupations_year} (Kreise only)",
            ),
            (
                "Anteil der Berufe mit analytischem, synthetischem und symbolischem Wissen in der Gruppe, geteilt "
                "durch den Anteil in Deutschland. Der Druck hat Stadttypen; Berufe liegen je Gemeinde nicht offen vor.",
                "Share of occupations with analytic, synthetic and symbolic knowledge in the group, divided by the "
                "share in Germany. Print has types of towns; occupations are not open by municipality.",
            ),
            (),
            (
                "Punkte je Kreistyp und Wissensform um den Wert eins.",
                "Dots by type of Kreis and form of knowledge around one.",
            ),
            sources=(("occupations", "{occupations_year}"), ("bbsr_reference_2019", "2019")),
        ),
        Item(
            "karte6",
            "map",
            (
                "Wissensintensive Berufe in den Kreisen der Kleinstädte {occupations_year} (nur Kreise)",
                "Knowledge-intensive occupations in the Kreise of small towns {occupations_year} (Kreise only)",
            ),
            (
                "Standortquotient des Kreises, in dem die Kleinstadt liegt. Kreise, von deren Beschäftigten mehr als "
                "5 % geheim gehalten sind, haben keine Angabe.",
                "Location quotient of the Kreis in which the small town lies. A Kreis of whose employees more than 5 "
                "% are withheld has no value.",
            ),
            (),
            (
                "Karte: Quotient der Kreise auf die Kleinstädte gelegt.",
                "Map: quotient of the Kreise laid on the small towns.",
            ),
            sources=(("occupations", "{occupations_year}"),),
        ),
    ),
    (
        Absent(
            "abb13",
            (
                "die Sitze von Hidden Champions nach Stadttyp und Lage",
                "the seats of hidden champions by type and location",
            ),
            (
                "eine Liste der Unternehmen mit Gemeindeschlüssel",
                "a list of the companies with municipality keys",
            ),
        ),
        Absent(
            "karte7",
            ("die Sitze der Hidden Champions in Kleinstädten", "the seats of hidden champions in small towns"),
            ("dieselbe Liste", "the same list"),
        ),
    ),
)
