"""Funding programmes for one town: what fits, what does not, and what only the town itself can say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.edition.edition import Level
from kleinstadt.keys import town_level
from kleinstadt.web.pages.town import TownPages
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.problems import only_of
from kleinstadt.web.serving.site import Site
from kleinstadt.words.language import Lang
from kleinstadt.workbench.funding.facts import Facts, facts_of
from kleinstadt.workbench.funding.matching import VERDICTS, WORDS, Match, matches, share_of
from kleinstadt.workbench.funding.own_copy import of_town
from kleinstadt.workbench.funding.programme import TOPICS
from kleinstadt.workbench.funding.reading import programmes, questions
from kleinstadt.workbench.funding.telling import SIGNS, MatchTold, told, told_copy

YES_NO: Final = {"ja": True, "nein": False}
MOST_EUR: Final = 1_000_000_000
_WHOLE: Final = re.compile(r"(?:[0-9]{1,3}(?:[.\s][0-9]{3})+|[0-9]+)(?:\s*€)?$")


@dataclass(frozen=True)
class _Asked:
    """What the reader has said in the page's form; texts as they were typed, so that nothing typed is lost.

    wrong : names of the fields that hold something that cannot be read
    """

    topic: str
    finances: str
    partners: str
    cost: str
    budget: str
    said: Mapping[str, str]
    wrong: Sequence[str]

    @property
    def weak(self) -> bool | None:
        """Whether finances are weak; None if the reader has not said."""
        return YES_NO.get(self.finances)


class FundingPages:
    """/foerderung/05970004-bad-berleburg."""

    def __init__(self, site: Site, towns: TownPages) -> None:
        """Take the site and the pages of towns, which know what to answer for one that is not there.

        Parameters
        ----------
        site : Site
            What all pages share.
        towns : TownPages
            Know what to answer for a town that is not there.
        """
        self.site, self.towns = site, towns

    def town(self, request: Request) -> Response:
        """All programmes, held against one municipality or Verband in the newest borders.

        Parameters
        ----------
        request : Request
            Its path names the town; its query is the page's form.

        Returns
        -------
        Response
            HTML, which is not kept; 301 to the right address.

        Raises
        ------
        NotFoundError
            For a town that is not there, or for ?jahr= of another year.
        """
        year = self.site.atlas.newest
        only_of(year, request)
        part = request.path_params["part"]
        key = paths.key_in(part)
        level = town_level(key or "")
        areas = self.site.atlas.areas(year, level)
        if key is None or key not in areas.row:
            return self.towns.unknown(request, part, key, year)
        address = f"/foerderung/{key}-{paths.slug(areas.names[areas.row[key]])}"
        if request.scope["path"] != address:
            return paths.moved(request, address)
        values = self._values(level, key, _asked_in(request.query_params), request.state.lang)
        page = self.site.render(request, "funding.html", values)
        return Response(page, media_type="text/html", headers={"Cache-Control": "no-cache"})

    def _values(self, level: Level, key: str, asked: _Asked, lang: Lang) -> Mapping[str, Any]:
        atlas = self.site.atlas
        said = {name: YES_NO[answer] for name, answer in asked.said.items() if answer in YES_NO}
        facts = facts_of(
            atlas, level, key, atlas.newest, weak_finances=asked.weak, partners=whole(asked.partners), said=said
        )
        found = matches(programmes().values(), facts, date.today(), asked.topic or None)
        lists = {verdict: [one for one in found if one.verdict == verdict] for verdict in VERDICTS}
        return {
            "a": atlas.areas(atlas.newest, level).record(key),
            "level": level,
            "facts": facts,
            "asked": asked,
            "topics": TOPICS,
            "questions": _open(found, facts),
            "lists": {verdict: _told(one, asked, lang) for verdict, one in lists.items()},
            "verdict_words": WORDS,
            "signs": SIGNS,
            "known": len(programmes()),
            # The copy is the user's own: a published atlas does not pass it on.
            "own": told_copy(of_town(facts.land, asked.topic or None), lang) if self.site.plans else None,
        }


def _asked_in(query: Mapping[str, str]) -> _Asked:
    """What the form's address says; unknown topics and answers count as not given."""
    topic = query.get("thema", "")
    answers = {name: query.get(f"frage-{name}", "") for name in questions()}
    typed = {name: query.get(name, "").strip()[:40] for name in ("partner", "kosten", "haushalt")}
    return _Asked(
        topic=topic if topic in TOPICS else "",
        finances=query.get("finanzen", "") if query.get("finanzen") in YES_NO else "",
        partners=typed["partner"],
        cost=typed["kosten"],
        budget=typed["haushalt"],
        said={name: answer for name, answer in answers.items() if answer in YES_NO},
        wrong=[name for name, text in typed.items() if text and whole(text) is None],
    )


def whole(text: str) -> int | None:
    """A whole number as people type it: "160000", "160.000", "160 000 €"; None for what may mean two things.

    Parameters
    ----------
    text : str
        As typed.

    Returns
    -------
    int or None
        At most a billion.

    Examples
    --------
    >>> whole("160.000"), whole("160 000 €"), whole("1.5")
    (160000, 160000, None)
    """
    if not text.isascii() and "€" not in text:
        return None
    if not _WHOLE.match(text):
        return None
    value = int(re.sub(r"[^0-9]", "", text))
    return value if value <= MOST_EUR else None


def _told(found: Sequence[Match], asked: _Asked, lang: Lang) -> list[MatchTold]:
    cost, budget = whole(asked.cost), whole(asked.budget)
    return [told(one, share_of(one, cost, asked.weak, budget), lang) for one in found]


def _open(found: Sequence[Match], facts: Facts) -> list[Any]:
    """The questions that matter here: unanswered ones of programmes that may still fit, and those answered already."""
    matter = {one.value for match in found if match.verdict in ("fits", "unknown") for one in match.conditions}
    return [one for name, one in questions().items() if name in matter or name in facts.said]
