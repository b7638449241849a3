"""The rounds of an alliance: how one begins, what was said in it, and what may be seen of it."""

from collections.abc import Mapping
from datetime import date

from kleinstadt.errors import PlanError
from kleinstadt.workbench.cooperation.records import CooperationAnswer, CooperationRound, Partner
from kleinstadt.workbench.cooperation.statements import Said, statements
from kleinstadt.workbench.storage.workspace import Workspace, natural

Answers = Mapping[str, Mapping[str, Said]]  # by partner, by statement; only what was answered


def rounds(space: Workspace) -> list[CooperationRound]:
    """All rounds, newest first.

    Parameters
    ----------
    space : Workspace
        The plan.

    Returns
    -------
    list of CooperationRound
        By day.
    """
    return sorted(space.all(CooperationRound), key=lambda one: (one.day, natural(one.id)), reverse=True)


def begun(space: Workspace, label: str, day: date) -> CooperationRound:
    """A new round of the partners there are.

    Parameters
    ----------
    space : Workspace
        The plan.
    label : str
        What it is called.
    day : date
        On which it begins.

    Returns
    -------
    CooperationRound
        To be kept in the plan.

    Raises
    ------
    PlanError
        Without a name, or for one that is taken.
    """
    name = " ".join(label.split())
    if not name:
        msg = "The round needs a name, for instance 'Start 2026'."
        raise PlanError(msg, "Die Runde braucht einen Namen, etwa „Start 2026“.", field="label")
    if name in {one.label for one in rounds(space)}:
        msg = f"There is a round called '{name}' already; choose another name."
        raise PlanError(msg, f"Eine Runde „{name}“ gibt es schon. Bitte einen anderen Namen wählen.", field="label")
    plan = space.plan
    if not plan.members:
        msg = "This plan is of one town; only partners of an alliance are asked."
        raise PlanError(msg, "Dieser Plan ist von einer einzigen Stadt; gefragt werden Partner eines Bündnisses.")
    partners = tuple(Partner(key, name) for key, name in zip(plan.members, plan.member_names, strict=True))
    return CooperationRound(label=name, day=day, version=statements().version, partners=partners)


def empty_answers(one: CooperationRound) -> list[CooperationAnswer]:
    """The answers of a round before anybody has answered.

    They are kept with the round: two people who begin for the same town at once then change the same records, and
    meet as they do everywhere else in the plan.

    Parameters
    ----------
    one : CooperationRound
        A round that is kept.

    Returns
    -------
    list of CooperationAnswer
        One for each partner and statement.
    """
    asked = statements(one.version).all
    return [
        CooperationAnswer(round=one.id, partner=partner.key, statement=statement.id)
        for partner in one.partners
        for statement in asked
    ]


def suggested_name(space: Workspace, today: date) -> str:
    """What a round that begins today may be called: the first "Start 2026", one a year later "2027"; else nothing.

    Parameters
    ----------
    space : Workspace
        The plan.
    today : date
        The day.

    Returns
    -------
    str
        "" where there is no plain name.
    """
    known = rounds(space)
    if not known:
        return f"Start {today.year}"
    taken = any(one.day.year == today.year or one.label == str(today.year) for one in known)
    return "" if taken else str(today.year)


def kept_answers(space: Workspace, one: CooperationRound, partner: str) -> dict[str, CooperationAnswer]:
    """A partner's records of a round, by statement.

    Parameters
    ----------
    space : Workspace
        The plan.
    one : CooperationRound
        The round.
    partner : str
        Key of the partner.

    Returns
    -------
    dict of str to CooperationAnswer
        By id of the statement.
    """
    those = [answer for answer in space.all(CooperationAnswer) if (answer.round, answer.partner) == (one.id, partner)]
    return {answer.statement: answer for answer in those}


def answers(space: Workspace, one: CooperationRound) -> Answers:
    """What each partner of a round has said so far.

    Parameters
    ----------
    space : Workspace
        The plan.
    one : CooperationRound
        The round.

    Returns
    -------
    dict of str to dict of str to str
        By key of the partner, then by id of the statement; what is not answered is left out.
    """
    return {
        partner.key: {name: kept.said for name, kept in kept_answers(space, one, partner.key).items() if kept.said}
        for partner in one.partners
    }


def seen_by(said: Answers, viewer: str) -> Answers:
    """What a partner may see: only statements that it has answered itself, so that each answers for itself.

    Who says for no partner that it looks sees what all have answered.

    Parameters
    ----------
    said : mapping
        As `answers` gives it.
    viewer : str
        Key of the partner who looks; "" for none.

    Returns
    -------
    dict of str to dict of str to str
        The same, with fewer statements.
    """
    looking = [said[viewer]] if viewer in said else list(said.values())
    known = {name for mine in looking for name in mine if all(name in each for each in looking)}
    return {partner: {name: one for name, one in mine.items() if name in known} for partner, mine in said.items()}


def shown(space: Workspace, one: CooperationRound, viewer: str = "") -> Answers:
    """What may be seen of a round; once a newer one has begun, all of it.

    Parameters
    ----------
    space : Workspace
        The plan.
    one : CooperationRound
        The round.
    viewer : str
        Key of the partner who looks; "" for none.

    Returns
    -------
    dict of str to dict of str to str
        As `answers` gives it.
    """
    said = answers(space, one)
    return seen_by(said, viewer) if one.id == rounds(space)[0].id else said
