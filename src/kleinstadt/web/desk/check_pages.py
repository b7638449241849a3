"""/plan/05970004-bad-berleburg/check: the self-check, a question a page; its states have pages of their own."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.compare.columns import Atlas
from kleinstadt.errors import PlanError
from kleinstadt.keys import town_level
from kleinstadt.web.desk import check_forms as forms
from kleinstadt.web.desk import check_view as view
from kleinstadt.web.desk.check_states import TYPES
from kleinstadt.web.desk.desk import Desk, Place
from kleinstadt.web.desk.sent import Sent
from kleinstadt.web.serving.problems import NotFoundError
from kleinstadt.words import dates
from kleinstadt.words.language import Lang, Text, pick
from kleinstadt.workbench.check import evidence
from kleinstadt.workbench.check.answers import answer_of, frozen
from kleinstadt.workbench.check.beside import values_beside
from kleinstadt.workbench.check.publishing import NAME, Profile, profile_bytes, read_profile
from kleinstadt.workbench.check.questionnaire import Questionnaire, questionnaire
from kleinstadt.workbench.draft.subject import atlas_of
from kleinstadt.workbench.storage.change import Change

MOST_PROFILES: Final = 500
HOME: Final = "/check"


class CheckPages:
    """The pages of the check."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk.

        Parameters
        ----------
        desk : Desk
            The store of plans, and the site around its pages.
        """
        self.desk = desk

    def overview(self, request: Request, place: Place, _form: FormData | None) -> Response:
        """All of it: who answers, the profile, next steps, differences, kept states, other towns.

        Parameters
        ----------
        request : Request
            `wer` in its query: somebody who is about to answer; `alles` "1" uncovers what not everybody has answered
            yet.
        place : Place
            The plan that the address means.
        _form : FormData or None
            Not read.

        Returns
        -------
        Response
            The page.
        """
        return self._overview(request, place, {}, "")

    def _overview(self, request: Request, place: Place, wrong: dict[str, str], label: str) -> Response:
        space, questions, lang = place.plan, questionnaire(), request.state.lang
        joining = forms.person_in(request.query_params.get("wer", ""))
        uncovered = request.query_params.get("alles", "") == "1"
        values = view.overview(space, questions, self._profiles(place.key), joining, lang, uncovered=uncovered)
        shown = {"wrong": wrong, "label": label, "day": _day(lang), "lx": pick((0, 1), lang)} | values
        return self.desk.page(request, place, "check.html", shown, 400 if wrong else 200)

    def _profiles(self, key: str) -> list[Profile]:
        """Profiles that other towns gave; one that cannot be read any more is left out."""
        found = []
        for name, (_, data) in self.desk.store.attachments(key).items():
            if name.startswith("check-profil-"):
                try:
                    found.append(read_profile(data))
                except PlanError:
                    continue
        return found

    def question(self, request: Request, place: Place, form: FormData | None) -> Response:
        """One question, as one person has answered it so far; a form saves the answer.

        Parameters
        ----------
        request : Request
            `name` in its path is the id of a recommendation or of a field; `wer` in its query says who answers.
        place : Place
            The plan that the address means.
        form : FormData or None
            `wer` and the answer, as check_forms reads it; `take` makes a measure of an item, `onward` goes on to the
            next page. None to show the page.

        Returns
        -------
        Response
            The page; 303 back to it or onward, and to the overview where nobody is named.

        Raises
        ------
        UnknownNameError
            If there is no such question.
        """
        if form is not None:
            return self._answered(request, place, Sent(form))
        space, questions, lang = place.plan, questionnaire(), request.state.lang
        person, name = forms.person_in(request.query_params.get("wer", "")), request.path_params["name"]
        if not person:
            return self.desk.go(request, place.base + HOME)
        base = {"person": person, "lx": pick((0, 1), lang), "wrong": {}}
        if name in {one.id for one in questions.recommendations}:
            wrong = forms.wrong_in(answer_of(space, questions.version, name, person))
            return self._question(request, place, name, person, wrong)
        topic = questions.topic(name)
        values = values_beside(self._atlas(place), town_level(place.key), place.key, topic.beside)
        shown = view.topic_page(space, questions, topic, person, values, lang)
        return self.desk.page(request, place, "check_field.html", base | shown)

    def _atlas(self, place: Place) -> Atlas:
        """The atlas that knows whom the plan is for."""
        return atlas_of(self.desk.site.atlas, place.plan.plan)

    def _question(
        self, request: Request, place: Place, name: str, person: str, wrong: Mapping[str, Text], status: int = 200
    ) -> Response:
        space, questions = place.plan, questionnaire()
        shown = view.question(space, questions, questions.recommendation(name), person)
        there = self.desk.store.attachments(place.plan.key)
        files = [one for one in evidence.named_in(shown["said"].evidence) if one in there]
        more = {"wrong": wrong, "files": files, "person": person, "lx": pick((0, 1), request.state.lang)}
        return self.desk.page(request, place, "check_question.html", shown | more, status)

    def evidence(self, request: Request, place: Place, form: FormData | None) -> Response:
        """Keep a file as evidence of one person's answer, and name it there.

        Parameters
        ----------
        request : Request
            `name` in its path is the id of the recommendation.
        place : Place
            The plan that the address means.
        form : FormData or None
            `wer` says who answers, `file` is the file. None leads back to the question.

        Returns
        -------
        Response
            303 to the question; the question's page with 400 where the file is none that may be kept.

        Raises
        ------
        UnknownNameError
            If there is no such recommendation.
        """
        questions, name = questionnaire(), request.path_params["name"]
        one, key = questions.recommendation(name), place.plan.key
        person = forms.person_in(Sent(form).get("wer") if form is not None else request.query_params.get("wer", ""))
        back = f"{HOME}/{name}?wer={quote(person)}"
        if form is None or not person:
            return self.desk.go(request, place.base + back)
        sent = Sent(form)
        data, there = sent.file("file", evidence.MOST_BYTES + 1), self.desk.store.attachments(key)
        try:
            kind = evidence.kind_of(data)
            if sum(bool(evidence.NAMED.fullmatch(each)) for each in there) >= evidence.MOST_FILES:
                german = f"Bei diesem Plan liegen schon {evidence.MOST_FILES} Belege; bitte einen Link eintragen."
                msg = f"There are {evidence.MOST_FILES} files of evidence with this plan; please enter a link."
                raise PlanError(msg, german, field="file")
        except PlanError as error:
            return self._question(request, place, name, person, {"file": Text(error.german, str(error))}, 400)
        made, given = evidence.name_for(name, kind, there), sent.called("file")
        self.desk.store.attach(key, made, evidence.TYPES[kind], data)
        space = place.plan

        def write(change: Change) -> None:
            forms.save_evidence(change, space, questions, one, person, made, given)

        return self.desk.save(request, place, form, f"Check: Beleg {made}", write, back + "#beleg")

    def evidence_file(self, request: Request, place: Place, _form: FormData | None) -> Response:
        """A file of evidence, to be saved, never shown inside the page.

        Parameters
        ----------
        request : Request
            `file` in its path is its name among the plan's attachments.
        place : Place
            The plan that the address means.
        _form : FormData or None
            Not read.

        Returns
        -------
        Response
            The file, with the type it was kept with.

        Raises
        ------
        NotFoundError
            If the plan has no such evidence.
        """
        name, there = request.path_params["file"], self.desk.store.attachments(place.plan.key)
        if not evidence.NAMED.fullmatch(name) or name not in there:
            german = f"Einen Beleg „{name[:60]}“ gibt es bei diesem Plan nicht."
            raise NotFoundError(german, f"There is no evidence '{name[:60]}' with this plan.")
        kind, data = there[name]
        return Response(data, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})

    def _answered(self, request: Request, place: Place, form: Sent) -> Response:
        """Save one person's answer; a field's button may also make a measure of an item."""
        space, questions, name = place.plan, questionnaire(), request.path_params["name"]
        person = forms.person_in(form.get("wer"))
        if not person:
            return self.desk.go(request, place.base + HOME)

        def write(change: Change) -> None:
            if name in {one.id for one in questions.recommendations}:
                one = questions.recommendation(name)
                forms.save_answer(change, space, questions, one, person, form, date.today())
                return
            topic = questions.topic(name)
            taken = next((item for item in topic.items if item.id == form.get("take")), None)
            kept = forms.save_field(change, space, questions, topic, person, form, date.today())
            if taken is not None:
                forms.measure_of_item(change, kept, topic, taken, request.state.lang)

        title = view.title_of(questions, name)
        back = HOME + view.leads_to(questions, name, person, onward=self._onward(form, questions, name))
        return self.desk.save(request, place, form.form, f"Check: {title} ({person})", write, back)

    @staticmethod
    def _onward(form: Sent, questions: Questionnaire, name: str) -> bool:
        """Whether to go on after saving: somebody wants to, and the page has nothing to say about the answer."""
        return bool(form.get("onward")) and not form.get("take") and forms.says_all(form, questions, name)

    def step(self, request: Request, place: Place, form: FormData | None) -> Response:
        """Make a next step a measure.

        Parameters
        ----------
        request : Request
            Its language is that of the measure.
        place : Place
            The plan that the address means.
        form : FormData or None
            `step` is the id of the recommendation. None leads back to the overview.

        Returns
        -------
        Response
            303 to the overview.
        """
        if form is None:
            return self.desk.go(request, place.base + HOME)
        space, questions, sent = place.plan, questionnaire(), Sent(form)

        def write(change: Change) -> None:
            one = forms.step_of(space, questions, sent.get("step"))
            if one is not None:
                forms.measure_of_step(change, one, request.state.lang)

        return self.desk.save(request, place, form, "Check: nächster Schritt als Maßnahme", write, f"{HOME}#schritte")

    def freeze(self, request: Request, place: Place, form: FormData | None) -> Response:
        """Keep the state of today under a name.

        Parameters
        ----------
        request : Request
            For the page.
        place : Place
            The plan that the address means.
        form : FormData or None
            `label` names the state. None leads back to the overview.

        Returns
        -------
        Response
            303 to the overview; the overview with 400 where the state cannot be kept.
        """
        if form is None:
            return self.desk.go(request, place.base + HOME)
        questions, label = questionnaire(), forms.person_in(Sent(form).get("label"))
        values = view.all_values(self._atlas(place), town_level(place.key), place.key, questions)
        try:
            state = frozen(place.plan, questions, label, date.today(), values)
        except PlanError as error:
            return self._overview(request, place, {"label": _said(error, request.state.lang)}, label)

        def write(change: Change) -> None:
            change.put(state)

        return self.desk.save(request, place, form, f"Check: Stand „{label}“ festgehalten", write, f"{HOME}#stand")

    def take_profile(self, request: Request, place: Place, form: FormData | None) -> Response:
        """Keep the profile that another town gave away.

        Parameters
        ----------
        request : Request
            For the page.
        place : Place
            The plan that the address means.
        form : FormData or None
            `file` is the profile, as JSON. None leads back to the overview.

        Returns
        -------
        Response
            303 to the overview; the overview with 400 where the file is no profile. The town's own is not kept, nor
            more than MOST_PROFILES.
        """
        if form is None:
            return self.desk.go(request, place.base + HOME)
        try:
            found = read_profile(Sent(form).file("file"))
        except PlanError as error:
            return self._overview(request, place, {"file": _said(error, request.state.lang)}, "")
        name, kept = NAME.format(key=found.key), self.desk.store.attachments(place.plan.key)
        if found.key != place.key and (name in kept or len(kept) < MOST_PROFILES):
            self.desk.store.attach(place.key, name, TYPES["json"], profile_bytes(found))
        return self.desk.go(request, f"{place.base}{HOME}#andere")


def _said(error: PlanError, lang: Lang) -> str:
    return pick((error.german, str(error)), lang)


def _day(lang: Lang) -> Callable[[date], str]:
    return lambda day: dates.day(day, lang)
