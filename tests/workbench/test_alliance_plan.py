"""The plan of an alliance: its own sums, its members beside each other, nobody's rank; kept like any other plan."""

from dataclasses import replace
from functools import cache

import pytest
from stores import KEY, RECORDS, workspace

from kleinstadt.cli.plan import _alliance_called
from kleinstadt.compare.alliance import formed
from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Edition
from kleinstadt.errors import PlanError
from kleinstadt.workbench.documents.assemble import document
from kleinstadt.workbench.documents.model import Paragraph
from kleinstadt.workbench.documents.papers import council_paper
from kleinstadt.workbench.draft.create import draft_of, plan_in
from kleinstadt.workbench.draft.subject import subject, town_of
from kleinstadt.workbench.funding.conditions import judged
from kleinstadt.workbench.funding.facts import Facts, facts_of_members
from kleinstadt.workbench.funding.programme import Conditions
from kleinstadt.workbench.models.findings import Chapter, Finding
from kleinstadt.workbench.models.goals import Goal
from kleinstadt.workbench.monitoring.stale import stale
from kleinstadt.workbench.monitoring.verdicts import newest
from kleinstadt.workbench.records import Record
from kleinstadt.workbench.storage.exchange import exported, imported
from kleinstadt.workbench.storage.parcel import pack, unpack
from kleinstadt.workbench.storage.store import Store

NAMES = {KEY: "Bad Berleburg", "05970028": "Bad Laasphe", "05970012": "Erndtebrück"}
ALLIANCE = "05b000001"


@cache
def atlas() -> Atlas:
    return Atlas(Edition())


@cache
def drafted() -> tuple[Record, ...]:
    return tuple(draft_of(atlas(), formed(atlas(), "Wittgenstein", tuple(NAMES))))


def test_it_is_kept_beside_the_plan_of_its_lead_and_comes_back_from_its_file(filled: Store) -> None:
    """On both engines."""
    lead, *others = RECORDS
    plan = replace(lead, key=ALLIANCE, unit="alliance", members=tuple(NAMES), member_names=tuple(NAMES.values()))
    filled.create(ALLIANCE, (plan, *others), "Planung")
    parcel = exported(filled, ALLIANCE)
    filled.remove(ALLIANCE)
    assert filled.kept() == [KEY]
    assert imported(filled, unpack(pack(parcel)), "Planung") == ALLIANCE
    assert filled.load(ALLIANCE).plan == plan
    assert filled.load(KEY).plan == lead


def test_an_alliance_is_found_by_its_name_unless_another_plan_has_it(filled: Store) -> None:
    lead, *_ = RECORDS
    plan = replace(lead, key=ALLIANCE, unit="alliance", name="Wittgenstein")
    filled.create(ALLIANCE, (plan,), "Planung")
    assert _alliance_called("wittgenstein", filled) == ALLIANCE
    assert _alliance_called("Bad Berleburg", filled) is None
    filled.create("05b000002", (replace(plan, key="05b000002", name="Bad Berleburg"),), "Planung")
    with pytest.raises(PlanError, match="05970004, 05b000002"):
        _alliance_called("Bad Berleburg", filled)


def test_a_programme_asks_each_member() -> None:
    facts = facts_of_members(atlas(), NAMES | {"06635013": "Hatzfeld"}, Facts(weak_finances=True))
    assert facts.partners == 4
    land, small, weak = judged(Conditions(lands=("05",), population_under=100_000, weak_finances=True), facts)
    assert land.answer == "unknown"
    assert land.reason.de.startswith("Bad Berleburg: ja (hier: Nordrhein-Westfalen); Bad Laasphe: ja")
    assert land.reason.de.endswith("Hatzfeld: nein (hier: Hessen)")
    assert land.reason.en.endswith("Hatzfeld: no (here: Hessen)")
    assert small.answer == "yes"
    assert "Erndtebrück: ja (6.973 Einwohner (2023))" in small.reason.de
    assert (weak.answer, weak.reason.de) == ("yes", "nach Ihrer Angabe: ja")


@pytest.mark.slow
def test_its_figures_are_sums_and_its_members_stand_beside_them() -> None:
    chapters = {one.topic: one for one in drafted() if isinstance(one, Chapter)}
    people = sum(subject(atlas(), key).figures["population"].value or 0 for key in NAMES)
    place = chapters["lage"]
    assert f"Zusammen leben dort {people:,.0f} Menschen".replace(",", ".") in place.text
    assert place.tables[0].heads[2:6] == (*NAMES.values(), "Bündnis")
    assert "keinen Rang" in place.text or "keine Gruppe, in der sie einen Rang hätten" in place.text
    texts = [one.text for one in chapters.values()] + [one.sentence for one in drafted() if isinstance(one, Finding)]
    assert not [text for text in texts if " nv" in text]
    vacancy = town_of(atlas(), plan_in(drafted())).figures["census_vacancy_pct"]
    assert vacancy.place is None


@pytest.mark.slow
def test_findings_say_what_is_common_and_whose_the_others_are() -> None:
    findings = [one for one in drafted() if isinstance(one, Finding)]
    common = [one for one in findings if one.sentence.startswith("Gemeinsame")]
    assert common == findings[: len(common)]
    assert len(common) > 1
    for one in common:
        assert sum(name in one.sentence for name in NAMES.values()) > 1
        assert one.distance is None
    starts = tuple(f"{name}: " for name in NAMES.values())
    assert all(one.sentence.startswith(starts) for one in findings[len(common) :])
    goals = [one for one in drafted() if isinstance(one, Goal) and one.findings]
    assert goals
    assert all(one.corridor is None and one.no_corridor for one in goals)


@pytest.mark.slow
def test_a_new_edition_finds_what_is_old_of_the_alliance_a_member_and_a_members_group() -> None:
    old = [
        replace(one, quoted=tuple(replace(q, edition="alt") for q in one.quoted)) if isinstance(one, Finding) else one
        for one in drafted()
    ]
    assert stale(workspace(tuple(old)), atlas()) == []
    at = next(n for n, one in enumerate(old) if isinstance(one, Finding) and one.sentence.startswith("Erndtebrück: "))
    finding = old[at]
    assert isinstance(finding, Finding)
    quoted = tuple(replace(one, text=f"9{one.text}") for one in finding.quoted)
    sentence = " ".join(one.text for one in quoted)
    old[at] = replace(finding, sentence=sentence, quoted=quoted)
    told = stale(workspace(tuple(old)), atlas())
    assert [one.quoted for one in told] == list(quoted)
    assert [one.now_text for one in told] == [one.text for one in finding.quoted]


@pytest.mark.slow
def test_its_goal_follows_the_alliances_own_series_and_its_papers_name_everybody() -> None:
    found = workspace(drafted())
    goal = next(one for one in drafted() if isinstance(one, Goal) and one.indicator == "population")
    value = newest(found, goal, atlas())
    assert value is not None
    assert value.value == pytest.approx(39_310)
    for made in (document(found, atlas=atlas()), council_paper(found)):
        assert made.lines[0] == "Bündnis von Bad Berleburg (federführend), Bad Laasphe, Erndtebrück"
    decides = next(one for one in council_paper(found).blocks if isinstance(one, Paragraph))
    assert decides.text.startswith("Der Rat jedes Mitglieds (Bad Berleburg, Bad Laasphe, Erndtebrück)")
