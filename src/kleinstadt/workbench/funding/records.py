"""What a town says of itself for funding programmes: kept once, used for all its measures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from kleinstadt.workbench.records import Record
from kleinstadt.workbench.storage.workspace import Workspace

ONLY = "answers"


@dataclass(frozen=True, kw_only=True)
class FundingAnswers(Record):
    """Answers to what no source of the edition knows; None and absent ones are not given yet.

    Attributes
    ----------
    weak_finances : bool, optional
        Whether the Land counts the town as weak.
    partners : int, optional
        Municipalities that apply together.
    said : mapping of str to bool
        By a question's id (funding/questions.toml).
    """

    KIND: ClassVar[str] = "funding_answers"
    PREFIX: ClassVar[str] = "x"

    weak_finances: bool | None = None
    partners: int | None = None
    said: Mapping[str, bool] = field(default_factory=dict)


def answers_of(space: Workspace) -> FundingAnswers:
    """The plan's answers; empty ones where it has none yet.

    Parameters
    ----------
    space : Workspace
        The plan.

    Returns
    -------
    FundingAnswers
        The one record of its kind.
    """
    return space.find(FundingAnswers, ONLY) or FundingAnswers(id=ONLY)
