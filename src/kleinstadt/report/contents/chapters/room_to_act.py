"""Chapter 6: money, and people who take part."""

from typing import Final

from kleinstadt.report.contents.model import Item, Section

ROOM_TO_ACT: Final = Section(
    "finanzen",
    6,
    ("Gestaltungsfreiheit", "Room to act"),
    (
        "Der mittlere Hebesatz der Grundsteuer B liegt in Kleinstädten bei {rate_b} %, in Großstädten bei "
        "{rate_b_city} %.",
        "The median rate of property tax B is {rate_b} % in small towns and {rate_b_city} % in large cities.",
    ),
    ("grundsteuer_b_rate_pct",),
    (
        Item(
            "abb20",
            "drawing",
            ("Wie sich eine Stadt finanziert", "How a town is financed"),
            (
                "Was in die Gemeindekasse kommt und wofür sie zahlt. Die Zahlen dazu stehen in der Stadtseite unter "
                "Finanzen (`kleinstadt town`), passende Förderung mit Eigenanteil in der Werkstatt.",
                "What comes into a town's purse and what it pays for. The figures stand on the town's page under "
                "finances (`kleinstadt town`), fitting programmes with their own shares in the workbench.",
            ),
            (),
            ("Schema der Einnahmen und Ausgaben einer Gemeinde.", "Scheme of what a municipality takes in and spends."),
            ("nach Milbert 2006", "after Milbert 2006"),
        ),
        Item(
            "karte11",
            "map",
            (
                "Gewerbesteuer und Einkommensteueranteil der Kleinstädte {year}",
                "Trade tax and income-tax share of small towns {year}",
            ),
            (
                "Je Einwohner, amtlich je Gemeindeverband; Klassen nahe den Dritteln der Kleinstädte, die Zahl steht "
                "in jedem Feld.",
                "Per head, official for each Verband; classes near the thirds of small towns, each field says how "
                "many.",
            ),
            ("trade_tax_eur_per_head", "income_tax_eur_per_head"),
            ("Karte in neun Farben, die zwei Steuern mischen.", "Map in nine colours that mix two taxes."),
        ),
        Item(
            "abb21",
            "figure",
            (
                "Hebesätze der Städte und Gemeinden nach Stadt- und Gemeindetyp 2021",
                "Municipal tax rates by type of town 2021",
            ),
            (
                "Verteilung über die Gemeindeverbände: Median, mittlere Hälfte, mittlere 80 %. In Verbänden ist der "
                "Satz das mit Einwohnern gewichtete Mittel der Mitglieder.",
                "Spread over the Verbände: median, middle half, middle 80 %. The rate of a Verband is the mean of its "
                "members weighted by residents.",
            ),
            ("grundsteuer_a_rate_pct", "grundsteuer_b_rate_pct", "gewerbesteuer_rate_pct"),
            (
                "Waagerechte Spannen der Hebesätze je Steuer und Typ.",
                "Horizontal ranges of rates by tax and type.",
            ),
        ),
        Item(
            "abb22",
            "figure",
            (
                "Steuerkraft nach Stadt- und Gemeindetyp und Lage 1997 bis 2019",
                "Tax strength by type of town and location 1997 to 2019",
            ),
            (
                "Gemeindliche Steuerkraft je Einwohner mit den einheitlichen Hebesätzen von 1970, amtlich je "
                "Gemeindeverband, Gruppen mit Einwohnern gewichtet; Preise der Zeit. 2017 fehlt Bayern, daher die "
                "Lücke: Seine Werte stehen in der Quelle bei anderen Gemeinden.",
                "Municipal tax strength per head at the uniform rates of 1970, official for each Verband, groups "
                "weighted by residents; prices of the time. In 2017 Bavaria is missing, hence the gap: the source "
                "has its values at other municipalities.",
            ),
            ("tax_strength_eur_per_head",),
            (
                "Linien je Typ und je Lage; Abschwung 2001 bis 2003 und Finanzkrise 2008 bis 2010 hinterlegt.",
                "Lines by type and location; the downturn of 2001 to 2003 and the crisis of 2008 to 2010 shaded.",
            ),
            also=("1997",),
        ),
        Item(
            "abb23",
            "drawing",
            ("Das Planungsparadox", "The planning paradox"),
            (
                "Wer früh fragt, kann noch viel ändern. Die Werkstatt legt darum Beteiligung an den Anfang eines "
                "Plans.",
                "Who asks early can still change much. The workbench therefore puts participation at the start of a "
                "plan.",
            ),
            (),
            ("Zwei Linien: Einfluss fällt, Aufmerksamkeit steigt.", "Two lines: influence falls, attention rises."),
            ("nach Porsche 2015", "after Porsche 2015"),
        ),
        Item(
            "abb24",
            "drawing",
            ("Drei Stufen der Beteiligung", "Three intensities of participation"),
            (
                "Von der Mitteilung zum gemeinsamen Handeln. In der Werkstatt nennt jeder Schritt eines Plans seine "
                "Stufe.",
                "From telling to acting together. In the workbench every step of a plan names its intensity.",
            ),
            (),
            ("Drei Stufen: informieren, konsultieren, kooperieren.", "Three steps: inform, consult, cooperate."),
            ("nach Müller/Porsche/Schön 2012", "after Müller/Porsche/Schön 2012"),
        ),
        Item(
            "abb25",
            "drawing",
            ("Wissen im Gegenstrom", "Knowledge in countercurrent"),
            (
                "Zahlen von oben, Erfahrung von unten: Der Plan der Werkstatt stellt zu jedem Ziel die Werte der "
                "Stadt neben das, was die Menschen sagen.",
                "Figures from above, experience from below: the plan in the workbench sets the town's values beside "
                "what people say, goal by goal.",
            ),
            (),
            (
                "Fachwissen und Ortswissen treffen sich auf drei Stufen eines Plans.",
                "Expert and local knowledge meet at three stages of a plan.",
            ),
            ("nach Müller/Porsche/Schön 2012", "after Müller/Porsche/Schön 2012"),
        ),
    ),
    (),
)
