"""Findings of an alliance: what its members have in common first, then what each of them has for itself.

An alliance is ranked among nobody. Each member is compared with its own group, as in its own plan.
"""

from dataclasses import dataclass, replace
from typing import Final

from kleinstadt.compare.findings import room_for
from kleinstadt.indicators.model import Indicator
from kleinstadt.words.language import Text
from kleinstadt.words.numbers import number
from kleinstadt.workbench.draft.findings import (
    Candidate,
    finding_of,
    findings,
    judged,
    most_marked,
    numbered,
    of_population,
)
from kleinstadt.workbench.draft.pen import Pen
from kleinstadt.workbench.draft.phrases import PHRASES
from kleinstadt.workbench.draft.subject import Subject
from kleinstadt.workbench.draft.telling import counted, listed, years
from kleinstadt.workbench.models.findings import GROUP, Finding, Quoted, Side

FEWEST: Final = 2  # members that something is common to
MOST: Final = 4  # common findings a side
MOST_OF_ONE: Final = 2  # findings of one member a side, beside its population
SELECTION: Final = Text(
    "Vorgeschlagen sind Stärken und Schwächen von den Seiten der Mitglieder: zuerst von beiden höchstens vier, die"
    " mehrere teilen, dann je Mitglied von beiden die zwei ausgeprägtesten.",
    "Proposed are strengths and weaknesses of the members' pages: first at most four of each that several share, then"
    " for each member the two most marked of each.",
)
JUDGED: Final[dict[Side, str]] = {"strength": "Stärke", "weakness": "Schwäche"}


@dataclass(frozen=True)
class _Shared:
    """A figure that stands out on the same side for several members: each with what it is there."""

    name: str
    side: Side
    of: tuple[tuple[Subject, Candidate], ...]

    @property
    def indicator(self) -> Indicator:
        """What stands out."""
        return self.of[0][1].figure.indicator

    @property
    def nearest(self) -> float:
        """How far the member that is least marked stands from the middle of its group."""
        return min(one.distance for _, one in self.of)


def findings_of(town: Subject) -> list[Finding]:
    """What a plan begins with: a town's findings, or those of an alliance.

    Parameters
    ----------
    town : Subject
        Whom the plan is for.

    Returns
    -------
    list of Finding
        With their ids; an alliance's begin with what several members share.
    """
    if not town.alliance:
        return findings(town)
    out = [(member, judged(member)) for member in town.members]
    common = [one for side in JUDGED for one in _common(out, side)]
    told = {(member.key, one.name) for one in common for member, _ in one.of}
    found = [_together(town, one) for one in common]
    for member, candidates in out:
        found += _of_one(member, [one for one in candidates if (member.key, one.figure.indicator.id) not in told])
    return numbered(found)


def _common(out: list[tuple[Subject, list[Candidate]]], side: Side) -> list[_Shared]:
    """What at least two members share and no other has on the other side: of a topic the most shared, few a theme."""
    found: dict[str, _Shared] = {}
    names = dict.fromkeys(one.figure.indicator.id for _, those in out for one in those)
    for name in names:
        having = [(member, one) for member, those in out for one in those if one.figure.indicator.id == name]
        if len(having) < FEWEST or any(one.side != side for _, one in having):
            continue
        topic = having[0][1].phrase.topic
        made, known = _Shared(name, side, tuple(having)), found.get(topic)
        if known is None or (len(made.of), made.nearest) > (len(known.of), known.nearest):
            found[topic] = made
    chosen: list[_Shared] = []
    for one in sorted(found.values(), key=lambda one: (-len(one.of), -one.nearest)):
        if room_for(one.indicator, [other.indicator for other in chosen]):
            chosen.append(one)
    return chosen[:MOST]


def _together(town: Subject, one: _Shared) -> Finding:
    """In one sentence: who shares it, each value beside its group's median, the alliance's own, and who has it not."""
    indicator, pen = one.indicator, Pen(town)
    whole = town.figures[one.name]
    own = whole.value is not None and said_of_all(town, one.name)
    together = f"; im Bündnis {pen.value(one.name)}{whole.own.covered('de')}" if own else ""
    told = ", ".join(_beside(pen, member, candidate) for member, candidate in one.of)
    having = [member.name for member, _ in one.of]
    everybody = len(having) == len(town.members)
    who = f"aller {counted(len(having))} Mitglieder" if everybody else f"von {listed(having)}"
    when = years(whole.vintage)
    sentence = f"Gemeinsame {JUDGED[one.side]} {who}: {indicator.titled('de')}, {when}: {told}{together}."
    return Finding(
        side=one.side,
        theme=one.indicator.theme,
        sentence=sentence,
        suggested=sentence,
        quoted=pen.taken(),
        compared_with="jedes Mitglied mit seiner eigenen Gruppe",
        unsure="; ".join(dict.fromkeys(candidate.unsure for _, candidate in one.of if candidate.unsure)),
    )


def said_of_all(town: Subject, name: str) -> bool:
    """Whether an alliance's own value says something: no way out is one between members, no member's number jumps.

    Parameters
    ----------
    town : Subject
        The alliance.
    name : str
        Id of the indicator.

    Returns
    -------
    bool
        True for a town, which has no members.
    """
    return (name not in PHRASES or PHRASES[name].topic != "commuters") and all(
        one.jump(name) is None for one in town.members
    )


def _beside(pen: Pen, member: Subject, one: Candidate) -> str:
    """ "Bad Berleburg 7,1 (Median der Gruppe 5,0)"."""
    name, place, own = one.figure.indicator.id, one.figure.place, Pen(member)
    text = own.value(name)
    assert place is not None
    middle = place.quartiles[1]
    said = number(middle, one.figure.indicator.decimals, "de")
    own.quote(name, GROUP, str(one.figure.vintage), middle, said)
    pen.quoted += _of_member(own.taken(), member)
    return f"{member.name} {text} (Median der Gruppe {said})"


def _of_one(member: Subject, candidates: list[Candidate]) -> list[Finding]:
    """A member's population, and what else stands out most for it alone."""
    found = [one for one in (of_population(member),) if one is not None]
    for side in JUDGED:
        found += [finding_of(member, one) for one in most_marked(candidates, side, MOST_OF_ONE)]
    return [_named(one, member) for one in found]


def _named(one: Finding, member: Subject) -> Finding:
    sentence, compared = (f"{member.name}: {text}" for text in (one.sentence, one.compared_with))
    quoted = _of_member(one.quoted, member)
    return replace(one, sentence=sentence, suggested=sentence, quoted=quoted, compared_with=compared)


def _of_member(quoted: tuple[Quoted, ...], member: Subject) -> tuple[Quoted, ...]:
    """Numbers of a member, its group's marked as such: an alliance has as many groups as members."""
    return tuple(replace(one, area=f"{GROUP} {member.key}") if one.area == GROUP else one for one in quoted)
