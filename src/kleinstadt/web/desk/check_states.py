"""/plan/…/check/stand/s1: a kept state of the check as a page, on paper, and as the profile to give away."""

from typing import Final

from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.errors import UnknownNameError
from kleinstadt.report.check.content import Paper, paper
from kleinstadt.report.check.pictures import field_picture, level_picture
from kleinstadt.web.desk.desk import Desk, Place
from kleinstadt.words.language import Lang
from kleinstadt.workbench.check.publishing import NAME, profile_bytes, profile_of
from kleinstadt.workbench.check.records import CheckState

TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}


class CheckStatePages:
    """The kept states of a check."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk.

        Parameters
        ----------
        desk : Desk
            The store of plans, and the site around its pages.
        """
        self.desk = desk

    def state(self, request: Request, place: Place, _form: FormData | None) -> Response:
        """A kept state as a page.

        Parameters
        ----------
        request : Request
            `state` in its path is its id.
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
            If the plan has no such state.
        """
        state, found = self._paper(request, place)
        lang: Lang = request.state.lang
        shown = {
            "state": state,
            "paper": found,
            "level_picture": Markup(level_picture(found.levels, lang)),
            "field_picture": Markup(field_picture(found.fields_drawn, lang)),
        }
        return self.desk.page(request, place, "check_state.html", shown)

    def file(self, request: Request, place: Place, _form: FormData | None) -> Response:
        """A kept state as PDF, as Word, or as the profile to give away.

        Parameters
        ----------
        request : Request
            `state` in its path is its id, `form` one of TYPES.
        place : Place
            The plan that the address means.
        _form : FormData or None
            Not read.

        Returns
        -------
        Response
            The file, to be saved.

        Raises
        ------
        UnknownNameError
            If the plan has no such state, or there is no such form.
        """
        kind = request.path_params["form"]
        if kind not in TYPES:
            msg = f"No form '{kind[:10]}'. There are: {', '.join(TYPES)}."
            raise UnknownNameError(msg, f"Keine Form „{kind[:10]}“. Es gibt: {', '.join(TYPES)}.")
        state, found = self._paper(request, place)
        name = NAME.format(key=place.key) if kind == "json" else f"check-{place.key}-{state.id}.{kind}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(_bytes(kind, state, found, place, request.state.lang), media_type=TYPES[kind], headers=headers)

    def _paper(self, request: Request, place: Place) -> tuple[CheckState, Paper]:
        space = place.plan
        state = space.one(CheckState, request.path_params["state"])
        earlier = [one for one in space.all(CheckState) if (one.day, one.id) < (state.day, state.id)]
        before = max(earlier, key=lambda one: (one.day, one.id), default=None)
        return state, paper(state, place.name, request.state.lang, before)


def _bytes(kind: str, state: CheckState, found: Paper, place: Place, lang: Lang) -> bytes:
    if kind == "json":
        return profile_bytes(profile_of(state, place.key, place.name))
    if kind == "pdf":
        from kleinstadt.report.check.print import check_pdf  # with Typst

        return check_pdf(found, lang)
    from kleinstadt.report.check.chapter import check_docx  # with python-docx

    return check_docx(found, lang)
