"""All kinds of records there are. A new kind is a dataclass in a module of its own and a line here."""

from typing import Final

from kleinstadt.errors import PlanError
from kleinstadt.workbench.check.records import CheckAnswer, CheckField, CheckState
from kleinstadt.workbench.cooperation.records import CooperationAnswer, CooperationRound
from kleinstadt.workbench.funding.records import FundingAnswers
from kleinstadt.workbench.models.findings import Chapter, Finding
from kleinstadt.workbench.models.goals import ActionField, Goal
from kleinstadt.workbench.models.measures import FormerMeasure, LogEntry, Measure, Step
from kleinstadt.workbench.models.money import FrozenMoney, MoneyRow
from kleinstadt.workbench.models.plan import FundingArea, OwnFigure, Plan, TownPart
from kleinstadt.workbench.models.proofs import Appointment, ColumnMapping, Decision, Participation, SideText
from kleinstadt.workbench.records import Record

KINDS: Final[dict[str, type[Record]]] = {
    kind.KIND: kind
    for kind in (
        Plan,
        FundingArea,
        TownPart,
        OwnFigure,
        Finding,
        Chapter,
        ActionField,
        Goal,
        Measure,
        Step,
        LogEntry,
        FormerMeasure,
        MoneyRow,
        FrozenMoney,
        Participation,
        Decision,
        Appointment,
        SideText,
        ColumnMapping,
        CheckAnswer,
        CheckField,
        CheckState,
        CooperationRound,
        CooperationAnswer,
        FundingAnswers,
    )
}


def kind_named(name: str) -> type[Record]:
    """The class of a kind.

    Parameters
    ----------
    name : str
        "measure", as files and the database name it.

    Returns
    -------
    type
        A class of records.

    Raises
    ------
    PlanError
        For one that this version does not know.
    """
    if name not in KINDS:
        msg = f"No kind of record '{name}' is known here; there are: {', '.join(KINDS)}. Is the file newer?"
        raise PlanError(msg, f"Eine Art „{name}“ kennt dieses Programm nicht. Vielleicht ist die Datei neuer.")
    return KINDS[name]
