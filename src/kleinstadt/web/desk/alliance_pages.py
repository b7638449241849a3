"""The page on which towns are chosen that plan together, by name, one after the other; its address holds the choice."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kleinstadt.compare.alliance import LONGEST_NAME, MOST, formed, name_of
from kleinstadt.compare.places import Place as Found
from kleinstadt.errors import PlanError
from kleinstadt.keys import town_level
from kleinstadt.territory.names import short
from kleinstadt.web.desk.desk import Desk, Place
from kleinstadt.web.desk.posting import remember
from kleinstadt.web.desk.sent import Sent
from kleinstadt.web.serving import paths
from kleinstadt.words.language import pick
from kleinstadt.workbench.draft.create import draft_of

ADDRESS: Final = "/plan/buendnis"


class AlliancePages:
    """/plan/buendnis?orte=KEY,KEY: ?dazu=NAME adds a town or asks which one; the form begins the plan."""

    def __init__(self, desk: Desk, prepare: Callable[[str], None]) -> None:
        """Take the desk, and what reads a town's figures ahead while others are chosen.

        Parameters
        ----------
        desk : Desk
            The store of plans, and the site around its pages.
        prepare : callable
            Called with the key of the first member; returns at once (OverviewPages.prepare).
        """
        self.desk, self.prepare = desk, prepare

    def page(self, request: Request, place: Place, form: FormData | None) -> Response:
        """The members so far, a field for one more, and the form that begins their plan.

        Parameters
        ----------
        request : Request
            `orte` in its query: keys of the members so far, separated by commas; `dazu`: a name to add.
        place : Place
            Of no plan.
        form : FormData or None
            `orte` the members' keys, `buendnis` what they call themselves, `name` who writes; None to show the page.

        Returns
        -------
        Response
            The page, 400 where the alliance cannot be formed; 303 to the choice with one more, or to the plan that was
            begun.
        """
        if form is not None:
            return self._begin(request, place, Sent(form))
        members = self._members(request.query_params.getlist("orte"))
        if members:
            self.prepare(members[0])
        wanted = request.query_params.get("dazu", "").strip()[:80]
        if not wanted or len(members) == MOST:
            return self._shown(request, place, members)
        known = [one for one in self.desk.site.finder.candidates(wanted, limit=30) if one.key not in members]
        if len(known) == 1 and self.desk.site.finder.is_a_name(wanted):
            address = paths.in_language(_with([*members, known[0].key]), request.state.lang)
            return RedirectResponse(address, 303)
        near = known or [one for one in self.desk.site.finder.nearest(wanted) if one.key not in members]
        return self._shown(request, place, members, {"wanted": wanted, "meant": _addable(near, members)})

    def _members(self, given: Iterable[str]) -> list[str]:
        """The keys of an address that there are, each once, as many as an alliance may have."""
        atlas = self.desk.site.atlas
        keys = dict.fromkeys(part for one in given for part in one.split(",") if len(part) in (8, 9))
        there = [key for key in keys if key in atlas.areas(atlas.newest, town_level(key)).row]
        return there[:MOST]

    def _shown(
        self, request: Request, place: Place, members: list[str], more: Mapping[str, object] | None = None
    ) -> Response:
        names = [short(name_of(self.desk.site.atlas, key)) for key in members]
        rows = [
            {
                "name": name,
                "first": _with([key, *(other for other in members if other != key)]),
                "without": _with([other for other in members if other != key]),
            }
            for key, name in zip(members, names, strict=True)
        ]
        told = {"keys": ",".join(members), "rows": rows, "most": MOST, "longest": LONGEST_NAME, "problems": {}}
        values = told | {"wanted": "", "meant": [], "title": ""} | dict(more or {})
        return self.desk.page(request, place, "alliance.html", values, 400 if values["problems"] else 200)

    def _begin(self, request: Request, place: Place, form: Sent) -> Response:
        """Make the draft and open it; what is wrong is said at its field, and nothing is lost."""
        members, title, who = self._members([form.get("orte")]), form.get("buendnis"), form.get("name")
        try:
            alliance = formed(self.desk.site.atlas, title, members)
        except PlanError as error:
            wrong = {error.field or "mitglieder": pick((error.german, str(error)), request.state.lang)}
            return self._shown(request, place, members, {"problems": wrong, "title": title, "who": who})
        if not self.desk.store.has(alliance.key):
            self.desk.store.create(
                alliance.key, draft_of(self.desk.site.atlas, alliance), who.strip()[:80] or "Planung"
            )
        return remember(self.desk.go(request, self.desk.place(alliance.key).base), who)


def _with(members: list[str]) -> str:
    """The address of a choice."""
    return f"{ADDRESS}?{urlencode({'orte': ','.join(members)}, safe=',')}" if members else ADDRESS


def _addable(found: Iterable[Found], members: list[str]) -> list[tuple[Found, str]]:
    """Places with the address that adds each."""
    return [(one, _with([*members, one.key])) for one in found]
