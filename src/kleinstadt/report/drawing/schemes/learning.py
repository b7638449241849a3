"""Abb. 25, 27 and 28: how knowledge meets, what an academy of small towns offers, how they are studied."""

from typing import Final

import altair as alt

from kleinstadt.report.drawing.schemes.board import BLUE, BRICK, GREY, PALE, PALE_BLUE, Board
from kleinstadt.words.language import Lang, Text, pick

EXPERTS: Final = Text("Fachwissen", "Expert knowledge")
LOCALS: Final = Text("Ortswissen", "Local knowledge")
STAGES: Final = (
    (
        Text("Lage verstehen", "Understand"),
        Text("Zahlen, Vergleiche", "figures, comparisons"),
        Text("Alltag, Wege", "daily life"),
    ),
    (
        Text("Ziele setzen", "Set goals"),
        Text("Recht, Geld, Prognosen", "law, money, forecasts"),
        Text("Wünsche, Sorgen", "wishes, worries"),
    ),
    (
        Text("Maßnahmen wählen", "Choose measures"),
        Text("Varianten, Kosten", "variants, costs"),
        Text("Ideen, Mitarbeit", "ideas, own work"),
    ),
)
OFFERS: Final = (
    (
        Text("Vernetzen", "Connect"),
        Text("Städte mit gleichen Fragen finden sich", "towns with the same questions meet"),
    ),
    (Text("Beraten", "Advise"), Text("Hilfe vor Ort und im Netz", "help on the spot and online")),
    (Text("Erproben", "Try out"), Text("Modellvorhaben im Verbund", "model projects in alliances")),
    (Text("Weitergeben", "Pass on"), Text("Was gelang, steht allen offen", "what worked is open to all")),
)
STRANDS: Final = (
    (Text("Beobachten", "Observe"), Text("Zahlen für jede Stadt, jedes Jahr", "figures for every town and year")),
    (Text("Verstehen", "Understand"), Text("Fallstudien, Gespräche", "case studies, interviews")),
    (Text("Erproben", "Try out"), Text("Modellvorhaben mit Städten", "model projects with towns")),
)


def countercurrent(lang: Lang) -> alt.LayerChart:
    """Abb. 25: knowledge from above and from below meets at every stage of a plan."""
    board, wide, gap, left = Board(lang), 138.0, 22.0, 122.0
    board.box(0, 6, 104, 40, [pick(EXPERTS, lang)], BLUE)
    board.box(0, 204, 104, 40, [pick(LOCALS, lang)], BRICK)
    board.words([pick(("Verwaltung, Planung, Forschung", "administration, planners, research"), lang)], 52, 66, 102)
    board.words([pick(("Menschen, Vereine, Betriebe", "people, clubs, businesses"), lang)], 52, 182, 102)
    for place, (stage, above, below) in enumerate(STAGES):
        x = left + place * (wide + gap)
        middle = x + wide / 2
        board.box(x, 6, wide, 40, [pick(above, lang)], PALE_BLUE, bold_first=False)
        board.box(x, 204, wide, 40, [pick(below, lang)], PALE, bold_first=False)
        board.box(x, 103, wide, 44, [pick(stage, lang)], GREY)
        board.arrow([(middle - 8, 50), (middle - 8, 99)], colour=BLUE, width=2.2).arrow(
            [(middle + 8, 99), (middle + 8, 50)], colour=BRICK
        )
        board.arrow([(middle + 8, 200), (middle + 8, 151)], colour=BRICK, width=2.2).arrow(
            [(middle - 8, 151), (middle - 8, 200)], colour=BLUE
        )
        if place:
            board.arrow([(x - gap + 3, 125), (x - 3, 125)])
    says = "; ".join(
        f"{pick(stage, lang)}: {pick(above, lang)} / {pick(below, lang)}" for stage, above, below in STAGES
    )
    return board.finished(250, f"{pick(EXPERTS, lang)} / {pick(LOCALS, lang)}. {says}")


def academy(lang: Lang) -> alt.LayerChart:
    """Abb. 27: the academy in the middle, four offers around it, alliances of towns at both sides."""
    board = Board(lang)
    core = [
        pick(("Kleinstadtakademie", "Academy"), lang),
        pick(("von, mit und für Kleinstädte", "by, with and for small towns"), lang),
    ]
    board.box(212, 94, 180, 58, core, BRICK)
    for place, (name, means) in enumerate(OFFERS):
        x, y = (0.0 if place % 2 == 0 else 405.0), (4.0 if place < 2 else 186.0)
        board.box(x, y, 198, 56, [pick(name, lang), pick(means, lang)], PALE)
        near = (x + 99, y + 60 if place < 2 else y - 4)
        far = (214 if place % 2 == 0 else 390, 104 if place < 2 else 142)
        board.line([near, far], width=1.2)
    for x, town in ((0.0, "Verbund A"), (405.0, "Verbund B")):
        alliance = pick((town, town.replace("Verbund", "Alliance")), lang)
        board.box(
            x + 30, 104, 138, 38, [alliance, pick(("vier und mehr Städte", "four towns or more"), lang)], PALE_BLUE
        )
    board.arrow([(172, 123), (208, 123)], colour=BLUE).arrow([(431, 123), (396, 123)], colour=BLUE)
    says = "; ".join(f"{pick(name, lang)}: {pick(means, lang)}" for name, means in OFFERS)
    return board.finished(246, f"{core[0]}, {core[1]}. {says}")


def research(lang: Lang) -> alt.LayerChart:
    """Abb. 28: three strands of research that feed each other, with the towns at both ends."""
    board, wide, gap = Board(lang), 186.0, 23.5
    questions = pick(("Fragen aus den Kleinstädten", "Questions from small towns"), lang)
    answers = pick(("Wissen für Stadt, Land und Bund", "Knowledge for town, Land and federation"), lang)
    board.box(0, 4, 605, 34, [questions], PALE)
    board.box(0, 168, 605, 34, [answers], PALE)
    for place, (name, means) in enumerate(STRANDS):
        x = place * (wide + gap)
        middle = x + wide / 2
        board.box(x, 76, wide, 56, [pick(name, lang), pick(means, lang)], (BLUE, BLUE, BRICK)[place])
        board.arrow([(middle, 42), (middle, 72)]).arrow([(middle, 136), (middle, 164)])
        if place:
            board.arrow([(x - gap + 2, 98), (x - 2, 98)]).arrow([(x - 2, 110), (x - gap + 2, 110)])
    says = "; ".join(f"{pick(name, lang)}: {pick(means, lang)}" for name, means in STRANDS)
    return board.finished(208, f"{questions}. {says}. {answers}.")
