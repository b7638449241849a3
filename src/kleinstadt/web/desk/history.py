"""History, undo, the bin, and two versions of one text side by side."""

from html import escape
from typing import Any

from diff_match_patch import diff_match_patch
from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.web.desk.desk import Desk, Place, read_at
from kleinstadt.web.desk.reading import text
from kleinstadt.workbench.kinds import kind_named
from kleinstadt.workbench.merging import Merged, merge
from kleinstadt.workbench.models.proofs import SideText
from kleinstadt.workbench.storage.change import Change


class HistoryPages:
    """/verlauf, /papierkorb, /zusammenfuehren of a plan."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk.

        Parameters
        ----------
        desk : Desk
            The store of plans, and the site around its pages.
        """
        self.desk = desk

    def history(self, request: Request, place: Place, form: FormData | None) -> Response:
        """Who changed what when; any change can be taken back.

        Parameters
        ----------
        request : Request
            For the page.
        place : Place
            The plan that the address means.
        form : FormData or None
            `nummer_aenderung` is the change that is taken back, `zurueck` the page to go on with. What was changed
            again since stays, and the history says so. None to show the page.

        Returns
        -------
        Response
            The page, or 303.
        """
        found = place.plan
        if form is not None:
            number = int(str(form.get("nummer_aenderung", "0")) or 0)
            back = str(form.get("zurueck", "/verlauf"))
            back = back if back.startswith("/") and not back.startswith("//") else "/verlauf"

            def undo(change: Change) -> None:
                left = change.undo(number)
                if left:
                    change.what += f" (geblieben, weil seither geändert: {', '.join(left)})"

            return self.desk.save(request, place, form, f"Änderung {number} rückgängig gemacht", undo, back)
        return self.desk.page(request, place, "history.html", {"changes": self.desk.store.history(found.key)})

    def bin(self, request: Request, place: Place, form: FormData | None) -> Response:
        """Deleted things, and the way back.

        Parameters
        ----------
        request : Request
            For the page.
        place : Place
            The plan that the address means.
        form : FormData or None
            `art` and `id` of what comes back; None to show the page.

        Returns
        -------
        Response
            The page, or 303 back to it.
        """
        if form is not None:
            kind, identity = kind_named(str(form.get("art", ""))), str(form.get("id", ""))
            return self.desk.save(
                request,
                place,
                form,
                f"{identity} wiederhergestellt",
                lambda change: _restore(change, kind, identity),
                "/papierkorb",
            )
        named = [(one, _name_of(one)) for one in self.desk.store.bin(place.plan.key)]
        return self.desk.page(request, place, "bin.html", {"binned": named})

    def merging(self, request: Request, place: Place, form: FormData | None) -> Response:
        """Two versions of a field: paragraphs that only one changed are merged, the rest stands side by side.

        Parameters
        ----------
        request : Request
            `id` in its path is that of the second version.
        place : Place
            The plan that the address means.
        form : FormData or None
            `wahl`, or for a long text `wahl0`, `wahl1`, ... of each paragraph: whose version stands, "selbst" with
            `selbst0`, ... as words of one's own. None to show the page.

        Returns
        -------
        Response
            The page with differences marked; 303 to the plan's first page. Paragraphs without a choice stay open.

        Raises
        ------
        UnknownNameError
            If the plan has no such second version.
        """
        side = place.plan.one(SideText, request.path_params["id"])
        kind = kind_named(side.of_kind)
        long = side.field in kind.LONG
        now = place.plan.find(kind, side.of_id)
        theirs = str(getattr(now, side.field, side.theirs)) if long and now else side.theirs
        found = merge(side.base, theirs, side.mine) if long else None
        if form is not None:
            return self._merged(request, place, form, side, found)
        parts = (
            [(at, part, _differences(part.theirs, part.mine)) for at, part in enumerate(found.parts)] if found else []
        )
        return self.desk.page(
            request, place, "merge.html", {"side": side, "parts": parts, "long": long, "lost": now is None}
        )

    def _merged(self, request: Request, place: Place, form: FormData, side: SideText, found: Merged | None) -> Response:
        """Save what was chosen; undecided paragraphs keep what stands in the plan, and the side version stays open."""
        kind, at = kind_named(side.of_kind), read_at(form)
        if found is None:
            import json

            taken = form.get("wahl") == "meine"
            mine = side.mine if side.mine[:1] not in '["{0123456789ntf' else _value(side.mine, json.loads)

            def choose(change: Change) -> None:
                if taken:
                    change.save(kind, side.of_id, {side.field: mine}, at)
                change.save(SideText, side.id, {"settled": True}, at)

            return self.desk.save(request, place, form, "Zwei Fassungen entschieden", choose, "")
        chosen, open_ = [], False
        for place_of, part in enumerate(found.parts):
            wahl = str(form.get(f"wahl{place_of}", "")) if part.by == "open" else part.by
            open_ |= part.by == "open" and not wahl
            chosen.append(_taken(part.theirs, part.mine, wahl, text(str(form.get(f"selbst{place_of}", "")))))
        words = "\n\n".join(part for part in chosen if part)

        def settle(change: Change) -> None:
            change.save(kind, side.of_id, {side.field: words}, at)
            change.save(SideText, side.id, {"settled": not open_}, at)

        return self.desk.save(request, place, form, "Zwei Fassungen zusammengeführt", settle, "")


def _taken(theirs: str, mine: str, wahl: str, own: str) -> str:
    return {
        "mine": mine,
        "meine": mine,
        "beide": "\n\n".join(part for part in (theirs, mine) if part),
        "selbst": own,
    }.get(wahl, theirs)


def _value(words: str, loads: Any) -> Any:  # noqa: ANN401 - any JSON
    try:
        return loads(words)
    except ValueError:
        return words


def _restore(change: Change, kind: type[Any], identity: str) -> None:
    change.restore(kind, identity)


def _name_of(record: Any) -> str:  # noqa: ANN401 - any record
    return next(
        (
            str(getattr(record, name))
            for name in ("title", "sentence", "name", "label", "what", "subject")
            if hasattr(record, name)
        ),
        record.id,
    )


def _differences(theirs: str, mine: str) -> tuple[Markup, Markup]:
    """Both versions with what differs marked: underlined and struck, not by colour alone."""
    tool = diff_match_patch()
    told = tool.diff_main(theirs, mine)
    tool.diff_cleanupSemantic(told)
    left = "".join(f"<del>{escape(words)}</del>" if kind < 0 else escape(words) for kind, words in told if kind <= 0)
    right = "".join(f"<ins>{escape(words)}</ins>" if kind > 0 else escape(words) for kind, words in told if kind >= 0)
    return Markup(left), Markup(right)
