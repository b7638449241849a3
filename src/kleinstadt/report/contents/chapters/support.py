"""Chapter 8: who helps small towns."""

from typing import Final

from kleinstadt.report.contents.model import Item, Section

SUPPORT: Final = Section(
    "staerken",
    8,
    ("Kleinstädte stärken", "Support for small towns"),
    (
        "Bund und Länder fördern Kleinstädte mit Programmen, mit Forschung und mit Austausch.",
        "Federation and Länder support small towns with programmes, research and exchange.",
    ),
    (),
    (
        Item(
            "abb27",
            "drawing",
            ("Eine Akademie der Kleinstädte", "An academy of small towns"),
            (
                "Austausch im Verbund von mindestens vier Städten. Ähnliche und ergänzende Städte findet `kleinstadt "
                "peers` und `kleinstadt partners`; Verbünde führt die Werkstatt.",
                "Exchange in alliances of at least four towns. `kleinstadt peers` and `kleinstadt partners` find "
                "towns that are alike or complement each other; the workbench keeps alliances.",
            ),
            (),
            (
                "Vier Angebote um die Akademie, Städte in Verbünden an beiden Seiten.",
                "Four offers around the academy, towns in alliances at both sides.",
            ),
            ("nach Felker/Hummel/Neumüllers 2021", "after Felker/Hummel/Neumüllers 2021"),
        ),
        Item(
            "abb28",
            "drawing",
            ("Kleinstadtforschung", "Research on small towns"),
            (
                "Beobachten, verstehen, erproben. Den ersten Strang rechnet dieses Programm: jede Zahl dieses "
                "Berichts ist mit `kleinstadt report` wiederholbar, jede Reihe mit `kleinstadt areas` zu haben.",
                "Observe, understand, try out. This program computes the first strand: every number of this report "
                "can be repeated with `kleinstadt report`, every series taken with `kleinstadt areas`.",
            ),
            (),
            (
                "Drei Stränge der Forschung zwischen Fragen und Wissen.",
                "Three strands of research between questions and knowledge.",
            ),
            ("eigenes Schema", "our own scheme"),
        ),
    ),
    (),
)
