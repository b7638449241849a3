"""How the partners of an alliance see their cooperation, as a section of its plan: no names of people, no notes."""

from kleinstadt.words.dates import day
from kleinstadt.workbench.cooperation.records import CooperationRound
from kleinstadt.workbench.cooperation.rounds import answers, rounds, shown
from kleinstadt.workbench.cooperation.spread import Row, rows
from kleinstadt.workbench.cooperation.statements import statements
from kleinstadt.workbench.cooperation.telling import sentence, who_says_what
from kleinstadt.workbench.models.findings import TableData
from kleinstadt.workbench.storage.workspace import Workspace

COVERED = "noch nicht von allen beantwortet"
MOST = 3  # rounds beside each other on a page


def section(found: Workspace) -> tuple[str, TableData | None]:
    """The sentence and the table of the newest round with something to show, older ones beside.

    Parameters
    ----------
    found : Workspace
        The plan.

    Returns
    -------
    tuple of (str, TableData or None)
        In German; empty and None without any.
    """
    for place, one in enumerate(known := rounds(found)):
        told = rows(statements(one.version).all, shown(found, one))
        if any(row.said for row in told):
            return _section(found, told, known[place : place + MOST])
    return "", None


def _section(found: Workspace, told: list[Row], until: list[CooperationRound]) -> tuple[str, TableData]:
    newest = until[0]
    names = {partner.key: partner.name for one in until for partner in one.partners}
    heads = ("Aussage", *(one.label for one in until))
    older = [answers(found, one) for one in until[1:]]
    cells = [
        (
            row.statement.text.de,
            who_says_what(row, names, "de") if row.said else COVERED,
            *(who_says_what(rows([row.statement], said)[0], names, "de") for said in older),
        )
        for row in told
    ]
    begun = day(newest.day, "de")
    source = f"Selbstauskunft der Partner, Runde „{newest.label}“ vom {begun}, Fassung {newest.version} der Aussagen."
    title = "Sechs Erfolgsfaktoren der Zusammenarbeit"
    how = "Jede Stadt hat für sich geantwortet; „weiß nicht“ zählt nie als „stimmt nicht“."
    return f"{sentence(told, names, 'de')} {how}", TableData(title=title, heads=heads, rows=tuple(cells), source=source)
