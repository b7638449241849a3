"""/plan/…/zusammenarbeit: the six success factors, answered by each partner for itself, round by round."""

from datetime import date
from typing import Any, Final

from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.compare.alliance import is_alliance
from kleinstadt.errors import PlanError, UnknownNameError
from kleinstadt.report.check.together import COVERED, NARROW, WIDE, Drawn, together_picture
from kleinstadt.web.desk.check_forms import person_in
from kleinstadt.web.desk.cooperation_forms import begin, save_answers
from kleinstadt.web.desk.desk import Desk, Place
from kleinstadt.web.desk.sent import Sent
from kleinstadt.words import dates
from kleinstadt.words.language import Lang, pick
from kleinstadt.workbench.cooperation.records import CooperationRound, Partner
from kleinstadt.workbench.cooperation.rounds import answers, begun, kept_answers, rounds, shown, suggested_name
from kleinstadt.workbench.cooperation.spread import Row, rows, widest_first
from kleinstadt.workbench.cooperation.statements import ANSWERS, statements
from kleinstadt.workbench.cooperation.telling import sentence, who_says_what
from kleinstadt.workbench.storage.change import Change
from kleinstadt.workbench.storage.workspace import Workspace

HOME: Final = "/zusammenarbeit"
TO_TALK: Final = 2  # steps apart from which on a factor is listed as worth a talk


class CooperationPages:
    """The rounds of an alliance; in a town's own plan a page that says what they need."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk.

        Parameters
        ----------
        desk : Desk
            The store of plans, and the site around its pages.
        """
        self.desk = desk

    def overview(self, request: Request, place: Place, form: FormData | None) -> Response:
        """The newest round; a form begins the next one.

        Parameters
        ----------
        request : Request
            `stadt` in its query is the key of the partner that looks: it sees what it has answered itself.
        place : Place
            The plan that the address means.
        form : FormData or None
            `label` names the round that begins; None to show the page.

        Returns
        -------
        Response
            The page, 400 where the round cannot begin; or 303 back to it.
        """
        space = place.plan
        if not space.plan.members:
            return self._alone(request, place)
        if form is not None:
            return self._begin(request, place, form)
        known = rounds(space)
        return self._round(request, place, known[0] if known else None)

    def round(self, request: Request, place: Place, _form: FormData | None) -> Response:
        """A round, also one that is over.

        Parameters
        ----------
        request : Request
            `round` in its path is its id, `stadt` in its query the key of the partner that looks.
        place : Place
            The plan that the address means.
        _form : FormData or None
            Not read.

        Returns
        -------
        Response
            The page.

        Raises
        ------
        UnknownNameError
            If the plan has no such round.
        """
        return self._round(request, place, place.plan.one(CooperationRound, request.path_params["round"]))

    def _alone(self, request: Request, place: Place) -> Response:
        """A single town: which alliances kept here it is in, and how one is made."""
        kept = [self.desk.place(key) for key in self.desk.store.kept() if is_alliance(key)]
        mine = [one for one in kept if place.key in one.plan.plan.members]
        values = {"alliances": mine, "asked": statements().all, "lx": pick((0, 1), request.state.lang)}
        return self.desk.page(request, place, "cooperation_alone.html", values)

    def _begin(self, request: Request, place: Place, form: FormData) -> Response:
        label = person_in(Sent(form).get("label"))
        try:
            new = begun(place.plan, label, date.today())
        except PlanError as error:
            known = rounds(place.plan)
            wrong = {"label": pick((error.german, str(error)), request.state.lang)}
            return self._round(request, place, known[0] if known else None, wrong, label)

        def write(change: Change) -> None:
            begin(change, new)

        return self.desk.save(request, place, form, f"Zusammenarbeit: Runde „{label}“ begonnen", write, HOME)

    def _round(
        self,
        request: Request,
        place: Place,
        one: CooperationRound | None,
        wrong: dict[str, str] | None = None,
        label: str | None = None,
    ) -> Response:
        space, lang = place.plan, request.state.lang
        viewer = request.query_params.get("stadt", "")
        values: dict[str, Any] = {
            "round": one,
            "rounds": rounds(space),
            "wrong": wrong or {},
            "label": suggested_name(space, date.today()) if label is None else label,
            "asked": statements().all,
            "lx": pick((0, 1), lang),
            "day": lambda value: dates.day(value, lang),
        }
        if one is not None:
            values |= _seen(space, one, viewer, lang)
        return self.desk.page(request, place, "cooperation.html", values, 400 if wrong else 200)

    def partner(self, request: Request, place: Place, form: FormData | None) -> Response:
        """One partner's answers, without the others'; a form saves them. A round that is over is only shown.

        Parameters
        ----------
        request : Request
            `round` in its path is the id of the round, `partner` the key of the partner.
        place : Place
            The plan that the address means.
        form : FormData or None
            The answers, as save_answers reads them; `onward` goes on to the whole. None to show the page.

        Returns
        -------
        Response
            The page; 303 back to it or onward, and to the round where it is over.

        Raises
        ------
        UnknownNameError
            If the plan has no such round, or the round no such partner.
        """
        space, lang = place.plan, request.state.lang
        one = space.one(CooperationRound, request.path_params["round"])
        who = _partner(one, request.path_params["partner"])
        if one.id != rounds(space)[0].id:
            return self.desk.go(request, f"{place.base}{HOME}/{one.id}")
        if form is not None:
            return self._answered(request, place, one, who, form)
        kept = kept_answers(space, one, who.key)
        persons = [answer.person for answer in kept.values() if answer.person]
        values = {
            "round": one,
            "partner": who,
            "asked": statements(one.version).all,
            "kept": kept,
            "answered": sum(bool(answer.said) for answer in kept.values()),
            "person": persons[-1] if persons else "",
            "answers": ANSWERS,
            "lx": pick((0, 1), lang),
        }
        return self.desk.page(request, place, "cooperation_partner.html", values)

    def _answered(
        self, request: Request, place: Place, one: CooperationRound, who: Partner, form: FormData
    ) -> Response:
        sent, kept = Sent(form), kept_answers(place.plan, one, who.key)

        def write(change: Change) -> None:
            save_answers(change, one, who, kept, sent, date.today())

        own, whole = f"{HOME}/{one.id}/{who.key}", f"{HOME}/{one.id}?stadt={who.key}#auseinander"
        back = whole if sent.get("onward") else own
        return self.desk.save(request, place, form, f"Zusammenarbeit: Antworten von {who.name}", write, back)


def _partner(one: CooperationRound, key: str) -> Partner:
    for partner in one.partners:
        if partner.key == key:
            return partner
    there = ", ".join(f"{partner.key} ({partner.name})" for partner in one.partners)
    msg = f"No partner {key[:20]} was asked in this round; there are: {there}."
    raise UnknownNameError(msg, f"Einen Partner {key[:20]} gibt es in dieser Runde nicht; es gibt: {there}.")


def _seen(space: Workspace, one: CooperationRound, viewer: str, lang: Lang) -> dict[str, Any]:
    """What of a round may be seen: its partners, where they are apart, and the rounds before beside it."""
    names = {partner.key: partner.name for other in rounds(space) for partner in other.partners}
    asked, said = statements(one.version).all, answers(space, one)
    found = rows(asked, shown(space, one, viewer))
    covered = {
        row.statement.id for row in found if not row.said and any(mine.get(row.statement.id) for mine in said.values())
    }
    until = rounds(space)
    until = until[until.index(one) :]
    drawn = _drawn(space, found, covered, until)
    partners = {partner.key: partner.name for partner in one.partners}
    return {
        "partners": [(partner, len(said[partner.key])) for partner in one.partners],
        "total": len(asked),
        "newest": one.id == rounds(space)[0].id,
        "viewer": partners.get(viewer, ""),
        "covered": bool(covered),
        "anything": any(row.said for row in found),
        "told": sentence(found, names, lang),
        "pictures": [Markup(together_picture(drawn, partners, lang, frame)) for frame in (WIDE, NARROW)],
        "ringed": len(until) > 1,
        "to_talk": [
            (pick(row.statement.text, lang), who_says_what(row, names, lang))
            for row in widest_first(found)
            if (row.steps or 0) >= TO_TALK
        ],
        "beside": [(pick(row.statement.text, lang), _cells(space, row, covered, until, names, lang)) for row in found],
        "until": until,
    }


def _drawn(space: Workspace, found: list[Row], covered: set[str], until: list[CooperationRound]) -> list[Drawn]:
    """The rows of the picture; rings are what partners said in the round before."""
    before = answers(space, until[1]) if len(until) > 1 else {}
    return [
        Drawn(
            row,
            row.statement.id in covered,
            {partner: mine[row.statement.id] for partner, mine in before.items() if row.statement.id in mine},
        )
        for row in found
    ]


def _cells(
    space: Workspace, row: Row, covered: set[str], until: list[CooperationRound], names: dict[str, str], lang: Lang
) -> list[tuple[str, str]]:
    """Who says what of a statement: in this round, and in each before it."""
    now, *older = until
    first = pick(COVERED, lang) if row.statement.id in covered else who_says_what(row, names, lang)
    cells = [(now.label, first)]
    for one in older:
        then = rows([row.statement], answers(space, one))[0]
        cells.append((one.label, who_says_what(then, names, lang)))
    return cells
