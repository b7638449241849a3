"""Abb. 23, 24 and 26: when people can still change a plan, how far they take part, and what carries it."""

from typing import Final

import altair as alt
import numpy as np
import shapely

from kleinstadt.report.drawing.schemes.board import BLUE, BRICK, GREY, PALE, PALE_BLUE, Board
from kleinstadt.report.drawing.style import BOLD, HAIRLINE, INK, QUIET_INK
from kleinstadt.words.language import Lang, Text, pick

PHASES: Final = (
    Text("Idee", "Idea"),
    Text("Konzept", "Concept"),
    Text("Entwurf", "Draft"),
    Text("Beschluss", "Decision"),
    Text("Bau", "Building"),
)
INTENSITIES: Final = (
    (
        Text("Informieren", "Inform"),
        Text("Die Stadt sagt, was sie vorhat.", "The town says what it means to do."),
        Text("Aushang, Amtsblatt, Sprechstunde", "notice, gazette, office hours"),
    ),
    (
        Text("Konsultieren", "Consult"),
        Text("Die Stadt fragt, hört und antwortet.", "The town asks, listens and answers."),
        Text("Umfrage, Auslegung, Werkstatt", "survey, display of plans, workshop"),
    ),
    (
        Text("Kooperieren", "Cooperate"),
        Text("Stadt und Menschen entscheiden und handeln zusammen.", "Town and people decide and act together."),
        Text("Beirat, Budget der Bürger, Eigenarbeit", "council, citizens' budget, own work"),
    ),
)
LEVELS: Final = (  # from the ground up
    (
        Text("Informationsraum", "Information"),
        Text("Was geplant ist, findet jeder.", "Everyone finds what is planned."),
    ),
    (Text("Interesse", "Interest"), Text("Es geht mich an.", "It concerns me.")),
    (Text("Meinungsbildung", "Opinion"), Text("Ich kann mir ein Bild machen.", "I can make up my mind.")),
    (Text("Mitsprache", "Say"), Text("Ich werde gehört, mit Antwort.", "I am heard, and answered.")),
    (Text("Mit-Entscheidung", "Co-decision"), Text("Meine Stimme zählt.", "My vote counts.")),
    (Text("Aktivbeteiligung", "Action"), Text("Ich packe mit an.", "I lend a hand.")),
    (Text("Umsetzung", "Done"), Text("Das Ziel ist erreicht.", "The goal is reached.")),
)
GROUND: Final = 3  # levels that only make participation possible


def planning_paradox(lang: Lang) -> alt.LayerChart:
    """Abb. 23: influence falls from phase to phase while attention rises."""
    left, right, top, floor = 8.0, 540.0, 30.0, 200.0
    board = Board(lang)
    step = (right - left) / len(PHASES)
    early = shapely.box(left, top - 10, left + 2 * step, floor)
    board.shape(early, "#fbf1ea")
    for place, phase in enumerate(PHASES):
        x = left + place * step
        board.line([(x, top - 10), (x, floor)], colour=HAIRLINE, width=0.7)
        board.words([pick(phase, lang)], x + step / 2, floor + 14, step)
    board.arrow([(left, floor), (right + 12, floor)])
    along = np.linspace(0, 1, 60)
    rise = 1 / (1 + np.exp(-9 * (along - 0.55)))
    rise = (rise - rise[0]) / (rise[-1] - rise[0])
    xs = left + along * (right - left)
    for colour, level in ((BLUE, 1 - rise), (BRICK, rise)):
        ys = floor - 6 - level * (floor - top - 12)
        board.line(list(zip(xs.tolist(), ys.tolist(), strict=True)), colour=colour, width=3)
    say = board.canvas.say
    say(
        pick(("Einfluss auf das Ergebnis", "influence on the outcome"), lang),
        left + 6,
        top - 20,
        weight=BOLD,
        colour=BLUE,
    )
    say(pick(("Aufmerksamkeit", "attention"), lang), right, top - 20, align="right", weight=BOLD, colour=BRICK)
    say(
        pick(("hier beteiligen", "involve people here"), lang),
        left + step,
        (top + floor) / 2,
        align="center",
        colour=INK,
    )
    says = pick(
        (
            "Zwei Linien über fünf Phasen von der Idee bis zum Bau: Der mögliche Einfluss fällt, die Aufmerksamkeit "
            "steigt; in den ersten beiden Phasen ist Beteiligung am wirksamsten.",
            "Two lines over five phases from idea to building: possible influence falls, attention rises; "
            "participation works best in the first two phases.",
        ),
        lang,
    )
    return board.finished(floor + 24, says)


def intensities(lang: Lang) -> alt.LayerChart:
    """Abb. 24: three intensities of participation as three steps."""
    board, wide, gap, floor = Board(lang), 192.0, 14.0, 212.0
    for place, (name, what, how) in enumerate(INTENSITIES):
        x, tall = place * (wide + gap), 92.0 + place * 34
        colour = (GREY, PALE, BRICK)[place]
        board.box(x, floor - tall, wide, tall, [pick(name, lang), pick(what, lang)], colour)
        _who_speaks(board, place, x, floor - tall - 26, wide)
        board.words([pick(how, lang)], x + wide / 2, floor + 21, wide, QUIET_INK)
    says = "; ".join(f"{pick(name, lang)}: {pick(what, lang)} ({pick(how, lang)})" for name, what, how in INTENSITIES)
    return board.finished(floor + 42, says)


def _who_speaks(board: Board, place: int, x: float, y: float, wide: float) -> None:
    """Town and people over a step: who speaks to whom."""
    town, people = pick(("Stadt", "town"), board.lang), pick(("Menschen", "people"), board.lang)
    board.canvas.say(town, x + 26, y + 8, align="center").say(people, x + wide - 34, y + 8, align="center")
    board.arrow([(x + 50, y + 4), (x + wide - 68, y + 4)], colour=BRICK)
    if place:
        board.arrow([(x + wide - 68, y + 13), (x + 50, y + 13)], colour=BRICK)


def pyramid(lang: Lang) -> alt.LayerChart:
    """Abb. 26: seven levels, of which the upper ones are participation and the lower ones what it stands on."""
    board, tall, centre, foot = Board(lang), 34.0, 232.0, 340.0
    for place, (name, means) in enumerate(reversed(LEVELS)):
        y = 6 + place * tall
        upper, lower = (foot * (place + cut) / len(LEVELS) / 2 for cut in (0.62, 1.5))
        corners = [
            (centre - upper, y),
            (centre + upper, y),
            (centre + lower, y + tall - 3),
            (centre - lower, y + tall - 3),
        ]
        ground = place >= len(LEVELS) - GROUND
        board.shape(shapely.polygons(corners), PALE_BLUE if ground else PALE)
        board.words([pick(name, lang)], centre, y + tall / 2 - 1, foot, bold_first=True)
        board.words([pick(means, lang)], 424, y + tall / 2 - 1, 182, QUIET_INK, align="left")
    split = 6 + tall * (len(LEVELS) - GROUND) - 1.5
    board.line([(0, split), (605, split)], colour=QUIET_INK, width=0.9)
    board.canvas.say(pick(("Beteiligung", "participation"), lang), 0, split - 11, weight=BOLD)
    board.canvas.say(pick(("Voraussetzungen", "what it needs"), lang), 0, split + 12, weight=BOLD)
    says = "; ".join(f"{pick(name, lang)}: {pick(means, lang)}" for name, means in LEVELS)
    return board.finished(6 + tall * len(LEVELS) + 4, says)
