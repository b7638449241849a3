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
    ),
    (
        Absent(
            "abb13",
            (
                "die Sitze von Hidden Champions nach Stadttyp und Lage",
                "the seats of hidden champions by type and location",
            ),
            (
                "eine Liste der Unternehmen mit Gemeindeschlüssel, mit `kleinstadt add`",
                "a list of the companies with municipality keys, with `kleinstadt add`",
            ),
        ),
        Absent(
            "karte7",
            ("die Sitze der Hidden Champions in Kleinstädten", "the seats of hidden champions in small towns"),
            ("dieselbe Liste", "the same list"),
        ),
    ),
)
