"""The cooperation of an alliance at the desk: each partner answers for itself, then sees where they are apart."""

import re

import desks
import pytest

from kleinstadt.workbench.cooperation.records import CooperationAnswer
from kleinstadt.workbench.documents.assemble import document
from kleinstadt.workbench.documents.model import Audience, Grid
from kleinstadt.workbench.storage.store import Store

KEY = desks.ALLIANCE_KEY
HOME = f"{desks.ALLIANCE}/zusammenarbeit"
LEAD, OTHER = desks.MEMBERS
NAME = 'name="label"'
ANSWER = 'name="person"'


@pytest.fixture
def alliance(plan_store: Store) -> Store:
    desks.begin_alliance(plan_store)
    return plan_store


def text(html: str) -> str:
    return re.sub(r"\s+", " ", html.partition("<main")[2])


def test_partners_answer_apart_and_see_where_they_differ(browser_of: desks.Browser, alliance: Store) -> None:
    assert f'href="{HOME}"' in browser_of.get(desks.ALLIANCE)
    assert f'href="{HOME}"' in browser_of.get(f"{desks.ALLIANCE}/check/exchange?wer=Hauptamt")
    assert "Fehler:" in browser_of.send(HOME, NAME, 400, label=" ")
    browser_of.send(HOME, NAME, label="Start 2026")
    trust = {"said-trust": "disagree", "said-top": "agree", "said-form": "unknown"}
    own = {"person": "Hauptamt <b>", "note-trust": "Streit um die Halle"}
    seen = browser_of.send(f"{HOME}/r1/{LEAD}", ANSWER, onward="1", **trust, **own)
    assert seen.startswith(f"{HOME}/r1?stadt={LEAD}&gespeichert=")
    page = browser_of.get(f"{HOME}/r1/{OTHER}")
    assert "stimmt nicht: Bad Berleburg" not in text(browser_of.get(HOME)) + page, "covered until all have answered"
    assert " checked" not in page, "nobody sees the others' answers while answering"
    browser_of.send(f"{HOME}/r1/{OTHER}", ANSWER, onward="1", **{"said-trust": "agree"})
    page = text(browser_of.get(f"{HOME}/r1?stadt={OTHER}"))
    assert "um 3 Schritte, liegen die Partner bei „Wir vertrauen einander" in page
    assert "stimmt: Bad Berleburg" not in page, "Bad Laasphe has not answered that one"
    assert "Streit um die Halle" not in page
    assert "Hauptamt" not in page
    assert page.count('class="between"') == 2, "once for the page, once for a phone"
    assert "The partners are furthest apart, by 3 steps" in text(browser_of.get(f"/en{HOME}/r1?stadt={OTHER}"))
    browser_of.send(f"{HOME}/r1/{OTHER}", ANSWER, **{"said-trust": ""})
    assert "um 3 Schritte" not in browser_of.get(f"{HOME}/r1?stadt={LEAD}"), "an answer taken back is none"
    kept = [one for one in alliance.load(KEY).all(CooperationAnswer) if one.said or one.day]
    assert {(one.partner, one.statement, one.person) for one in kept} == {
        (LEAD, "trust", "Hauptamt"),
        (LEAD, "top", "Hauptamt"),
        (LEAD, "form", "Hauptamt"),
        (OTHER, "trust", ""),
    }


def test_an_older_round_stays_and_the_plan_prints_it_without_people(browser_of: desks.Browser, alliance: Store) -> None:
    browser_of.send(HOME, NAME, label="Start 2026")
    for partner, said in ((LEAD, "disagree"), (OTHER, "agree")):
        fields = {"said-trust": said, "note-trust": "geheim", "person": "Amt 7"}
        browser_of.send(f"{HOME}/r1/{partner}", ANSWER, **fields)
    browser_of.send(HOME, NAME, label="2027")
    assert "stimmt nicht: Bad Berleburg; stimmt: Bad Laasphe" in text(browser_of.get(f"{HOME}/r1"))
    over = browser_of.client.get(f"{HOME}/r1/{LEAD}", follow_redirects=False)
    assert over.headers["location"] == f"{HOME}/r1", "a round that is over is not changed any more"
    browser_of.send(f"{HOME}/r2/{LEAD}", ANSWER, **{"said-trust": "agree"})
    both = text(browser_of.get(f"{HOME}/r2?stadt={LEAD}"))
    assert both.count('class="before"') == 4, "two partners, drawn for page and phone"
    assert '<td data-of="Start 2026">stimmt nicht: Bad Berleburg; stimmt: Bad Laasphe</td>' in both
    audiences: tuple[Audience, ...] = ("mayor", "council", "land", "public")
    for audience in audiences:
        blocks = document(alliance.load(KEY), audience).blocks
        words = " ".join(map(str, blocks))
        printed = audience in ("mayor", "council")
        assert ("um 3 Schritte" in words) == printed
        assert any(isinstance(one, Grid) and one.data.heads == ("Aussage", "Start 2026") for one in blocks) == printed
        assert "geheim" not in words
        assert "Amt 7" not in words


def test_a_single_town_is_told_what_it_needs(browser_of: desks.Browser, alliance: Store) -> None:
    page = text(browser_of.get(f"{desks.TOWN}/zusammenarbeit"))
    assert "Dieser Plan ist von einer einzigen Stadt" in page
    assert f'href="{HOME}"><b>Wittgenstein</b>' in page
    assert f"/plan/buendnis?orte={LEAD}" in page
    assert "<form" not in page
    assert f'href="{desks.TOWN}/zusammenarbeit"' in browser_of.get(f"{desks.TOWN}/check/exchange?wer=Hauptamt")
    alliance.remove(KEY)
    assert "Bündnis anlegen" in browser_of.get(f"{desks.TOWN}/zusammenarbeit")
