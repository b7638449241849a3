"""Where partners are apart: how far their answers to a statement lie from each other. No total, no mean, no rank."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kleinstadt.workbench.check.following import Span
from kleinstadt.workbench.cooperation.rounds import Answers
from kleinstadt.workbench.cooperation.statements import ANSWERS, Said, Statement, place_of


@dataclass(frozen=True)
class Row:
    """A statement with what each partner says of it, and how far they lie apart.

    Attributes
    ----------
    statement : Statement
        What was asked.
    said : mapping of str to str
        By key of the partner; only those who answered.
    """

    statement: Statement
    said: Mapping[str, Said]

    @property
    def span(self) -> Span | None:
        """The lowest and the highest answer on the scale; None where fewer than two partners took a side."""
        return span_of(self.said.values())

    @property
    def steps(self) -> int | None:
        """How many steps of the scale lie between the partners, 0 to 3; None where nothing can be said."""
        return None if self.span is None else self.span.high - self.span.low

    def saying(self, wanted: Said) -> list[str]:
        """The partners who gave this answer.

        Parameters
        ----------
        wanted : str
            An answer.

        Returns
        -------
        list of str
            Keys.
        """
        return [partner for partner, said in self.said.items() if said == wanted]

    def by_answer(self) -> dict[Said, list[str]]:
        """The partners by what they answered, in the order of the scale, "do not know" last.

        Returns
        -------
        dict of str to list of str
            Answers that nobody gave are left out.
        """
        return {said: those for said in ANSWERS if (those := self.saying(said))}


def span_of(said: Iterable[Said]) -> Span | None:
    """The lowest and the highest of some answers; "do not know" is none of them, and one alone is apart from nobody.

    Parameters
    ----------
    said : iterable of str
        Answers.

    Returns
    -------
    Span or None
        Places on the scale, from 0.
    """
    places = [place for one in said if (place := place_of(one)) is not None]
    return Span(min(places), max(places)) if len(places) > 1 else None


def rows(asked: Iterable[Statement], said: Answers) -> list[Row]:
    """A row a statement, in the order of the statements.

    Parameters
    ----------
    asked : iterable of Statement
        The statements.
    said : mapping
        As `rounds.answers` gives it.

    Returns
    -------
    list of Row
        Also for those that nobody answered.
    """
    return [Row(one, {partner: mine[one.id] for partner, mine in said.items() if mine.get(one.id)}) for one in asked]


def widest_first(found: Iterable[Row]) -> list[Row]:
    """The rows on which partners are apart, the widest first, else in their order.

    Parameters
    ----------
    found : iterable of Row
        Rows of a round.

    Returns
    -------
    list of Row
        Those with steps between the partners.
    """
    return sorted((row for row in found if row.steps), key=lambda row: -(row.steps or 0))
