"""The six success factors of cooperation: laws of the spread, what may be seen, rounds and files."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kleinstadt.errors import PlanError, UnknownNameError
from kleinstadt.report.check.together import NARROW, WIDE, Drawn, together_picture
from kleinstadt.workbench.cooperation.records import CooperationAnswer, CooperationRound, Partner
from kleinstadt.workbench.cooperation.rounds import (
    answers,
    begun,
    empty_answers,
    rounds,
    seen_by,
    shown,
    suggested_name,
)
from kleinstadt.workbench.cooperation.spread import Row, rows, span_of, widest_first
from kleinstadt.workbench.cooperation.statements import ANSWERS, Said, statements
from kleinstadt.workbench.cooperation.telling import sentence, who_says_what
from kleinstadt.workbench.models.plan import Plan
from kleinstadt.workbench.records import Record
from kleinstadt.workbench.storage.exchange import exported, imported
from kleinstadt.workbench.storage.parcel import pack, unpack
from kleinstadt.workbench.storage.store import Store
from kleinstadt.workbench.storage.workspace import Workspace

KEY = "05b9dbc84"
NAMES = {"05970004": "Bad Berleburg", "05970028": "Bad Laasphe", "05970012": "Erndtebrück"}
LEAD, SECOND, THIRD = NAMES
ALLIANCE = Plan(
    id="plan",
    key=KEY,
    unit="alliance",
    name="Wittgenstein",
    land="05",
    title="INSEK",
    edition="e",
    year=2024,
    members=tuple(NAMES),
    member_names=tuple(NAMES.values()),
)
ROUND = CooperationRound(
    id="r1",
    label="Start 2026",
    day=date(2026, 3, 1),
    version=1,
    partners=tuple(Partner(key, name) for key, name in NAMES.items()),
)
ASKED = statements(1).all
SVG = "{http://www.w3.org/2000/svg}"
SAID = st.sampled_from([one for one in get_args(Said) if one])
ALL_SAID = st.dictionaries(st.sampled_from(list(NAMES)), st.dictionaries(st.sampled_from([s.id for s in ASKED]), SAID))


def space(*records: Record) -> Workspace:
    found: dict[str, dict[str, Record]] = {}
    for one in (ALLIANCE, *records):
        found.setdefault(one.KIND, {})[one.id] = one
    return Workspace(KEY, 1, found)


def said_in(round_: str, said: Mapping[str, Mapping[str, Said]]) -> list[CooperationAnswer]:
    pairs = [(partner, name, one) for partner, mine in said.items() for name, one in mine.items()]
    return [
        CooperationAnswer(id=f"{round_}a{n}", round=round_, partner=partner, statement=name, said=one)
        for n, (partner, name, one) in enumerate(pairs)
    ]


# --- laws of the spread -------------------------------------------------------------------------------------------


@given(st.lists(SAID))
def test_do_not_know_never_moves_the_spread(given_: list[Said]) -> None:
    assert span_of([*given_, "unknown"]) == span_of(given_) == span_of([one for one in given_ if one != "unknown"])


@given(st.lists(SAID, min_size=1), st.data())
def test_an_answer_taken_away_only_narrows_or_makes_unknown(given_: list[Said], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(given_) - 1))
    before, after = span_of(given_), span_of([*given_[:at], "", *given_[at + 1 :]])
    if before is None:
        assert after is None
    elif after is not None:
        assert before.low <= after.low <= after.high <= before.high


@given(ALL_SAID, st.sampled_from(["", *NAMES]))
def test_nobody_sees_of_others_what_it_has_not_answered_itself(said: dict[str, dict[str, Said]], viewer: str) -> None:
    whole = {key: said.get(key, {}) for key in NAMES}
    seen = seen_by(whole, viewer)
    assert set(seen) == set(NAMES)
    for mine in seen.values():
        for name in mine:
            assert name in whole[viewer] if viewer else all(name in each for each in whole.values())
    for viewed in NAMES:
        assert seen_by(whole, viewed)[viewed] == whole[viewed], "its own answers it always sees"


def test_one_partner_alone_is_apart_from_nobody() -> None:
    assert span_of(["disagree"]) is None
    assert span_of(["disagree", "unknown", ""]) is None
    assert span_of(["disagree", "agree"]) is not None


# --- words --------------------------------------------------------------------------------------------------------


def test_the_widest_is_said_first_by_name_and_ties_are_named() -> None:
    said: dict[str, dict[str, Said]] = {
        LEAD: {"top": "agree", "trust": "agree", "goals": "agree"},
        SECOND: {"top": "rather_agree", "trust": "unknown", "goals": "agree"},
        THIRD: {"top": "agree", "trust": "disagree", "goals": "disagree"},
    }
    found = rows(ASKED, said)
    assert [(row.statement.id, row.steps) for row in widest_first(found)] == [("trust", 3), ("goals", 3), ("top", 1)]
    assert sentence(found, NAMES, "de") == (
        "Am weitesten auseinander, um 3 Schritte, liegen die Partner bei „Wir vertrauen einander und rechnen in "
        "Jahren“: Erndtebrück sagt „stimmt nicht“, Bad Berleburg „stimmt“. Ebenso weit bei „Wir haben gemeinsame "
        "Ziele; jede Stadt setzt selbst um“."
    )
    assert (
        who_says_what(found[2], NAMES, "en") == "disagree: Erndtebrück; agree: Bad Berleburg; do not know: Bad Laasphe"
    )
    assert "Noch haben keine zwei" in sentence(rows(ASKED, {LEAD: {"top": "agree"}}), NAMES, "de")
    same = {key: {"top": said} for key, said in ((LEAD, "agree"), (SECOND, "agree"), (THIRD, "unknown"))}
    assert "sagen alle dasselbe" in sentence(rows(ASKED, same), NAMES, "de")  # type: ignore[arg-type]


def test_the_picture_marks_each_partner_and_covers_what_is_not_to_be_seen() -> None:
    row = Row(ASKED[2], {LEAD: "agree", SECOND: "unknown", THIRD: "rather_disagree"})
    drawn = [Drawn(row, before={THIRD: "disagree"}), Drawn(Row(ASKED[3], {LEAD: "agree"}), covered=True)]
    for frame in (WIDE, NARROW):
        svg = ElementTree.fromstring(together_picture(drawn, NAMES, "de", frame))
        places = {one.get("class"): float(one.get("cx", "")) for one in svg.iter(f"{SVG}circle")}
        band = next(one for one in svg.iter(f"{SVG}rect"))
        now = sorted(float(one.get("cx", "")) for one in svg.iter(f"{SVG}circle") if one.get("class") == "now")
        assert len(now) == 2, "of the covered row nothing is drawn"
        assert [float(band.get("x", "")), float(band.get("x", "")) + float(band.get("width", ""))] == pytest.approx(now)
        assert places["before"] < now[0] < now[1] < places["unknown"] < frame.width
        words = [one.text for one in svg.iter(f"{SVG}text")]
        assert words.count("Erndtebrück") == 1
        assert "noch verdeckt" in words


# --- rounds -------------------------------------------------------------------------------------------------------


def test_a_round_asks_each_partner_everything_under_a_name_of_its_own() -> None:
    made = replace(begun(space(), " Start  2026 ", date(2026, 3, 1)), id="r1")
    assert made == ROUND
    assert len(empty_answers(made)) == len(ASKED) * len(NAMES) == 18
    for label in ("", "Start 2026"):
        with pytest.raises(PlanError):
            begun(space(ROUND), label, date(2027, 1, 1))
    assert suggested_name(space(), date(2026, 3, 1)) == "Start 2026"
    assert suggested_name(space(ROUND), date(2027, 2, 1)) == "2027"
    assert suggested_name(space(ROUND), date(2026, 12, 1)) == "", "a second round in a year has no name of its own"
    with pytest.raises(UnknownNameError, match="No version 9"):
        statements(9)


def test_an_older_round_is_readable_for_everybody() -> None:
    said = {LEAD: {"top": "agree"}}
    newer = replace(ROUND, id="r2", label="2027", day=date(2027, 3, 1))
    kept = space(ROUND, newer, *said_in("r1", said), *said_in("r2", said))  # type: ignore[arg-type]
    assert [one.id for one in rounds(kept)] == ["r2", "r1"]
    assert answers(kept, ROUND)[LEAD] == {"top": "agree"}
    assert shown(kept, ROUND)[LEAD] == {"top": "agree"}
    assert shown(kept, newer)[LEAD] == {}
    assert shown(kept, newer, SECOND)[LEAD] == {}
    assert shown(kept, newer, LEAD)[LEAD] == {"top": "agree"}


def test_rounds_come_back_from_a_file_as_they_were_and_two_notes_are_merged(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/plans.sqlite")
    store.create(KEY, [ALLIANCE, ROUND, *empty_answers(ROUND)], "Planung")
    first = store.load(KEY).all(CooperationAnswer)[0]
    for who, field in (("A", {"said": "unknown", "person": "Hauptamt"}), ("B", {"note": "Erst der Rat.\n\nDann wir."})):
        with store.change(KEY, who, "Antwort") as change:
            change.save(CooperationAnswer, first.id, field, store.load(KEY).changed if who == "A" else 1)
    kept = store.load(KEY)
    saved = kept.one(CooperationAnswer, first.id)
    assert (saved.said, saved.person, saved.note) == ("unknown", "Hauptamt", "Erst der Rat.\n\nDann wir.")
    packed = pack(exported(store, KEY))
    store.remove(KEY)
    assert imported(store, unpack(packed), "Planung") == KEY
    assert store.load(KEY).records == kept.records
    store.close()


def test_every_answer_has_words_in_both_languages() -> None:
    assert set(ANSWERS) == set(get_args(Said)) - {""}
    assert [len(ASKED), len({one.id for one in ASKED})] == [6, 6]
    assert all(one.text.de and one.text.en for one in ASKED)
