"""What the forms of the cooperation's rounds change: a round begins, a partner answers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kleinstadt.web.desk.check_forms import person_in
from kleinstadt.web.desk.desk import read_at
from kleinstadt.web.desk.sent import Sent
from kleinstadt.workbench.cooperation.records import CooperationAnswer, CooperationRound, Partner
from kleinstadt.workbench.cooperation.rounds import empty_answers
from kleinstadt.workbench.cooperation.statements import ANSWERS, Said, statements
from kleinstadt.workbench.reading.clean import plain
from kleinstadt.workbench.storage.change import Change


def begin(change: Change, new: CooperationRound) -> None:
    """Keep a new round, with an empty answer of each partner to each statement.

    Parameters
    ----------
    change : Change
        The change that is written.
    new : CooperationRound
        Without an id.
    """
    for answer in empty_answers(change.put(new)):
        change.put(answer)


def save_answers(
    change: Change,
    one: CooperationRound,
    who: Partner,
    kept: Mapping[str, CooperationAnswer],
    form: Sent,
    day: date,
) -> None:
    """Save what a partner says of all statements; only what this form changes gets its person and day.

    Parameters
    ----------
    change : Change
        The change that is written.
    one : CooperationRound
        The round.
    who : Partner
        Which partner answers.
    kept : mapping of str to CooperationAnswer
        Its answers so far, by id of the statement.
    form : Sent
        `said-STATEMENT` and `note-STATEMENT` of each, `person`, and `stand`.
    day : date
        On which it answers.
    """
    person = person_in(form.get("person"))
    for statement in statements(one.version).all:
        said, note = _said(form.get(f"said-{statement.id}")), plain(form.get(f"note-{statement.id}"))
        now = kept.get(statement.id)
        if now is None:  # somebody put it into the bin
            now = change.put(CooperationAnswer(round=one.id, partner=who.key, statement=statement.id))
        saved = change.save(CooperationAnswer, now.id, {"said": said, "note": note}, read_at(form.form))
        if (saved.said, saved.note) != (now.said, now.note):
            change.put(replace(saved, person=person, day=day))


def _said(text: str) -> Said:
    return text if text in ANSWERS else ""
