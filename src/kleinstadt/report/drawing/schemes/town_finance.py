"""Abb. 20: where a town's money comes from and where it goes."""

from collections.abc import Callable
from typing import Final

import altair as alt

from kleinstadt.report.drawing.schemes.board import BLUE, BRICK, GREY, PALE, Board
from kleinstadt.words.language import Lang, pick

HEIGHT: Final = 320


def town_finance(lang: Lang) -> alt.LayerChart:
    """Money that comes from people and businesses, the Land, the Kreis and banks, and what it is spent on."""

    def t(german: str, english: str) -> str:
        return pick((german, english), lang)

    board = Board(lang)
    board.box(226, 146, 154, 62, [t("Gemeinde", "Municipality"), t("ihr Haushalt", "its budget")], BRICK)
    board.box(226, 4, 154, 40, [t("Bund und Land", "Federation and Land")], BLUE)
    board.box(226, 276, 154, 40, [t("Landkreis", "District (Kreis)")], BLUE)
    board.box(0, 132, 112, 48, [t("Menschen und Betriebe", "People and businesses")], PALE)
    board.box(0, 226, 112, 40, [t("Banken", "Banks")], GREY)
    _spending(board, t)
    board.arrow([(116, 156), (222, 166)], colour=BRICK, width=2.4)
    board.words([t("Steuern,", "taxes,"), t("Gebühren,", "fees,"), t("Beiträge", "charges")], 170, 132, 110)
    board.arrow([(116, 246), (222, 194)])
    board.words([t("Kredite", "loans")], 186, 236, 100, align="left")
    board.arrow([(284, 48), (284, 142)], colour=BLUE, width=2.4)
    board.words(
        [t("Steueranteile,", "tax shares,"), t("Zuweisungen,", "grants,"), t("Förderung", "programmes")],
        276,
        84,
        150,
        align="right",
    )
    board.arrow([(322, 142), (322, 48)])
    levies = (t("Umlagen:", "levies:"), t("Gewerbesteuer,", "trade tax,"), t("Ausgleich", "equalisation"))
    board.words(levies, 330, 84, 150, align="left")
    board.arrow([(303, 212), (303, 272)])
    board.words([t("Kreisumlage", "levy of the district")], 311, 242, 130, align="left")
    says = t(
        "Die Gemeinde in der Mitte: Steuern, Gebühren und Beiträge von Menschen und Betrieben, Steueranteile und "
        "Zuweisungen von Bund und Land, Kredite; sie zahlt Umlagen an Land und Landkreis, ihre Aufgaben und Schulden.",
        "The municipality in the middle: taxes and fees from people and businesses, tax shares and grants from the "
        "federation and the Land, loans; it pays levies to Land and district, for its tasks and for its debts.",
    )
    return board.finished(HEIGHT, says)


def _spending(board: Board, t: Callable[[str, str], str]) -> None:
    """What the money goes to, at the right."""
    duties = (
        (t("Pflichtaufgaben", "Duties"), t("Schulen, Feuerwehr, Kita", "schools, fire service, day care")),
        (t("Freiwillige Aufgaben", "Voluntary tasks"), t("Bad, Bücherei, Vereine", "pool, library, clubs")),
        (t("Eigenanteile", "Own shares"), t("in jeder Förderung", "in every programme")),
        (t("Schuldendienst", "Debt service"), t("Zins und Tilgung", "interest and repayment")),
    )
    for place, lines in enumerate(duties):
        y = 64 + place * 58
        board.box(455, y, 150, 50, lines, GREY if place == len(duties) - 1 else PALE)
        board.arrow([(384, 177), (424, 177), (424, y + 25), (451, y + 25)], colour=BRICK)
