"""Chapter 7: what towns can do."""

from typing import Final

from kleinstadt.report.contents.model import Item, Section

STRATEGIES: Final = Section(
    "strategien",
    7,
    ("Strategien", "Strategies"),
    (
        "Kluge Städte, abgestimmte Pläne, Nachbarn, die zusammenarbeiten: Dafür gibt es in kleinstadt die Werkstatt.",
        "Smart towns, plans that fit together, neighbours who cooperate: for these kleinstadt has its workbench.",
    ),
    (),
    (
        Item(
            "abb26",
            "drawing",
            ("Die Pyramide der Beteiligung", "The pyramid of participation"),
            (
                "Die unteren Ebenen tragen die oberen. Stadtseite, Atlas und offene Daten sind der Informationsraum, "
                "die Werkstatt führt bis zur Umsetzung.",
                "The lower levels carry the upper ones. The town's page, the atlas and open data are the room of "
                "information, the workbench leads on to the goal.",
            ),
            (),
            ("Pyramide mit sieben Ebenen.", "Pyramid of seven levels."),
            ("nach Maier-Rabler/Hartwig (BBSR 2019)", "after Maier-Rabler/Hartwig (BBSR 2019)"),
        ),
    ),
    (),
)
