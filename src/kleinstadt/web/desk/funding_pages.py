"""/plan/…/massnahmen/m1/foerderung: what may pay for a measure, its own share, and a draft of why."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.errors import PlanError
from kleinstadt.keys import town_level
from kleinstadt.web.desk.desk import Desk, Place
from kleinstadt.web.desk.sent import Sent
from kleinstadt.words import dates
from kleinstadt.words.language import LANGUAGES, Lang, pick
from kleinstadt.workbench.check.questionnaire import questionnaire
from kleinstadt.workbench.check.records import CheckField
from kleinstadt.workbench.funding.case import case_of
from kleinstadt.workbench.funding.draft import justification, markdown, written_on
from kleinstadt.workbench.funding.facts import Facts, facts_of, facts_of_members
from kleinstadt.workbench.funding.matching import VERDICTS, WORDS, Match, match, matches, share_of
from kleinstadt.workbench.funding.own_copy import of_town
from kleinstadt.workbench.funding.own_share import OwnShare
from kleinstadt.workbench.funding.programme import TOPICS
from kleinstadt.workbench.funding.reading import programme, programmes, questions
from kleinstadt.workbench.funding.records import FundingAnswers, answers_of
from kleinstadt.workbench.funding.telling import SIGNS, told, told_copy
from kleinstadt.workbench.models.measures import Measure
from kleinstadt.workbench.models.proofs import Appointment
from kleinstadt.workbench.reading.amounts import whole
from kleinstadt.workbench.reading.when import When
from kleinstadt.workbench.storage.change import Change
from kleinstadt.workbench.storage.workspace import Workspace

YES_NO: Final = {"ja": True, "nein": False}


class MeasureFundingPages:
    """Funding for one measure."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk.

        Parameters
        ----------
        desk : Desk
            The store of plans, and the site around its pages.
        """
        self.desk = desk

    def matches(self, request: Request, place: Place, form: FormData | None) -> Response:
        """All programmes of a topic, held against the town and the measure's cost; a form keeps the town's answers.

        Parameters
        ----------
        request : Request
            `id` in its path is that of the measure; `thema` in its query narrows to one topic.
        place : Place
            The plan that the address means.
        form : FormData or None
            `frage-NAME` and `finanzen`, each "ja", "nein" or nothing, and `partner`, how many there are. None to show
            the page.

        Returns
        -------
        Response
            The page, or 303 back to it.

        Raises
        ------
        UnknownNameError
            If the plan has no such measure.
        """
        space, lang = place.plan, request.state.lang
        one = space.one(Measure, request.path_params["id"])
        if form is not None:
            return self._answered(request, place, Sent(form))
        topic, answers = request.query_params.get("thema", ""), answers_of(space)
        found = matches(programmes().values(), self._facts(place, answers), date.today(), topic or None)
        words = [told(match, _share(match, one, space, answers), lang) for match in found]
        asked = {one.value for match in found if match.verdict in ("fits", "unknown") for one in match.conditions}
        shown = {
            "m": one,
            "answers": answers,
            "topic": topic,
            "topics": TOPICS,
            "suggested": _suggested(space, one),
            "own": told_copy(of_town(place.key[:2], topic or None), lang),
            "lists": {verdict: [word for word in words if word.verdict == verdict] for verdict in VERDICTS},
            "verdict_words": WORDS,
            "signs": SIGNS,
            "questions": [question for name, question in questions().items() if name in asked or name in answers.said],
            "without_budget": bool(one.cost) and _budget(space.plan.free_budget, one) is None,
            "lx": pick((0, 1), lang),
        }
        return self.desk.page(request, place, "measure_funding.html", shown)

    def _answered(self, request: Request, place: Place, form: Sent) -> Response:
        """Keep what the town says of itself; the same answers serve all measures."""
        given = {name: YES_NO.get(form.get(f"frage-{name}")) for name in questions()}
        said = {name: answer for name, answer in given.items() if answer is not None}
        weak, kept = YES_NO.get(form.get("finanzen")), answers_of(place.plan)

        def write(change: Change) -> None:
            change.put(replace(kept, weak_finances=weak, partners=_partners(form), said=said))

        return self.desk.save(
            request, place, form.form, "Angaben für Förderprogramme", write, f"{_home(request)}#passt"
        )

    def draft(self, request: Request, place: Place, form: FormData | None) -> Response:
        """A first draft of why the measure should be funded; its button puts the deadline into the calendar.

        Parameters
        ----------
        request : Request
            `id` in its path is that of the measure, `programme` that of the programme.
        place : Place
            The plan that the address means.
        form : FormData or None
            Without fields of its own: that it comes is the button. None to show the page.

        Returns
        -------
        Response
            The page, or 303 back to it.

        Raises
        ------
        UnknownNameError
            If the plan has no such measure, or there is no such programme.
        """
        one, found, text = self._draft(request, place)
        if form is not None:
            return self._remembered(request, place, form, found)
        lang, due = request.state.lang, found.deadline.next
        shown = {
            "m": one,
            "match": found,
            "text": text,
            "deadline": dates.day(due, lang) if due else "",
            "remembered": bool({_reminder(found, one) for one in LANGUAGES} & _appointments(place.plan)),
        }
        return self.desk.page(request, place, "funding_draft.html", shown)

    def draft_file(self, request: Request, place: Place, _form: FormData | None) -> Response:
        """The draft as a text file.

        Parameters
        ----------
        request : Request
            `id` in its path is that of the measure, `programme` that of the programme.
        place : Place
            The plan that the address means.
        _form : FormData or None
            Not read.

        Returns
        -------
        Response
            Markdown, to be saved.

        Raises
        ------
        UnknownNameError
            If the plan has no such measure, or there is no such programme.
        """
        one, found, text = self._draft(request, place)
        headers = {"Content-Disposition": f'attachment; filename="foerderung-{one.id}-{found.programme.id}.md"'}
        return Response(text, media_type="text/markdown; charset=utf-8", headers=headers)

    def _remembered(self, request: Request, place: Place, form: FormData, found: Match) -> Response:
        due, title, there = found.deadline.next, _reminder(found, request.state.lang), _appointments(place.plan)

        def write(change: Change) -> None:
            if due is not None and title not in there:
                day = When(f"{due.day}.{due.month}.{due.year}", due, due)
                yearly = found.programme.window.kind == "yearly"
                change.put(Appointment(title=title, day=day, yearly=yearly, source=found.programme.sources[0]))

        back = f"{_home(request)}/{found.programme.id}"
        return self.desk.save(request, place, form, "Förderfrist in den Kalender", write, back)

    def _facts(self, place: Place, answers: FundingAnswers) -> Facts:
        atlas, plan = self.desk.site.atlas, place.plan.plan
        weak, partners, said = answers.weak_finances, answers.partners, answers.said
        if plan.members:
            names = dict(zip(plan.members, plan.member_names, strict=True))
            return facts_of_members(atlas, names, Facts(weak_finances=weak, partners=partners, said=said))
        level = town_level(place.key)
        return facts_of(atlas, level, place.key, atlas.newest, weak_finances=weak, partners=partners, said=said)

    def _draft(self, request: Request, place: Place) -> tuple[Measure, Match, str]:
        space, lang = place.plan, request.state.lang
        one, answers = space.one(Measure, request.path_params["id"]), answers_of(space)
        found = match(programme(request.path_params["programme"]), self._facts(place, answers), date.today())
        sections = justification(case_of(space, one, place.name, lang), found, _share(found, one, space, answers), lang)
        title = pick(("Begründung", "Justification"), lang) + f": {one.title} – {found.programme.name}"
        return one, found, markdown(sections, title, lang) + f"\n{written_on(date.today(), lang)}\n"


def _suggested(space: Workspace, one: Measure) -> list[str]:
    """Topics of funding that belong to the fields of the check from which a measure comes."""
    fields = {kept.topic for kept in space.all(CheckField) for point in kept.points.values() if point.measure == one.id}
    return list(
        dict.fromkeys(topic for field in questionnaire().topics if field.id in fields for topic in field.funding)
    )


def _reminder(found: Match, lang: Lang) -> str:
    """What a deadline is called in the calendar."""
    return f"{pick(('Förderfrist', 'Deadline for funding'), lang)}: {found.programme.name}"


def _appointments(space: Workspace) -> set[str]:
    return {one.title for one in space.all(Appointment)}


def _home(request: Request) -> str:
    return f"/massnahmen/{request.path_params['id']}/foerderung"


def _share(found: Match, one: Measure, space: Workspace, answers: FundingAnswers) -> OwnShare | None:
    """The own share of a measure's cost, held against what the town has free in its years."""
    cost = int(one.cost) if one.cost else None
    return share_of(found, cost, answers.weak_finances, _budget(space.plan.free_budget, one))


def _budget(free: Mapping[int, Any], one: Measure) -> int | None:
    """What the town has free in the years of a measure, as it typed it in; None where a year is missing."""
    if one.begin is None or one.begin.earliest is None:
        return None
    last = one.end.latest if one.end and one.end.latest else one.begin.latest or one.begin.earliest
    years = range(one.begin.earliest.year, last.year + 1)
    return int(sum(free[year] for year in years)) if years and all(year in free for year in years) else None


def _partners(form: Sent) -> int | None:
    try:
        found = whole(form.get("partner"))
    except PlanError:
        return None
    return found if found is not None and found >= 1 else None
