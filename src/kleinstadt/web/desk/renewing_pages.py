"""/veraltet: what a new edition made old, each sentence with one button; nothing changes by itself."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.web.desk.desk import Desk, Place
from kleinstadt.web.desk.sent import Sent
from kleinstadt.workbench.models.findings import Chapter, Finding
from kleinstadt.workbench.monitoring.renewing import Renewal, renewals, replaced
from kleinstadt.workbench.monitoring.stale import stale
from kleinstadt.workbench.storage.change import Change

HOME = "/veraltet"


class RenewingPages:
    """/veraltet of a plan."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk.

        Parameters
        ----------
        desk : Desk
            The store of plans, and the site around its pages.
        """
        self.desk = desk

    def page(self, request: Request, place: Place, form: FormData | None) -> Response:
        """Statements that no longer hold first, then numbers that moved.

        Parameters
        ----------
        request : Request
            For the page.
        place : Place
            The plan that the address means.
        form : FormData or None
            `tun` "alle" renews every number whose statement still holds; "neu" writes the record `was` anew, "zahl" one
            `zahl` in it. None to show the page.

        Returns
        -------
        Response
            The page, or 303 back to it.
        """
        atlas = self.desk.site.atlas
        found = renewals(place.plan, atlas, stale(place.plan, atlas))
        if form is not None:
            return self._renewed(request, place, form, found)
        edition = atlas.fingerprint
        easy = sum(_easy(one) for one in found)
        return self.desk.page(request, place, "renewing.html", {"renewals": found, "edition": edition, "easy": easy})

    def _renewed(self, request: Request, place: Place, form: FormData, found: list[Renewal]) -> Response:
        sent = Sent(form)
        if sent.get("tun") == "alle":
            what, records = (
                "Überholte Zahlen ersetzt",
                [made for one in found if (made := _all_numbers(one)) is not None],
            )
        else:
            what, records = _one(found, sent)

        def write(change: Change) -> None:
            for record in records:
                change.put(record)

        return self.desk.save(request, place, form, what, write, HOME)


def _easy(one: Renewal) -> int:
    """How many of its numbers may be renewed with all others: what is said of them still holds."""
    can = [one.anew is not None or free for free in one.replaceable]
    return sum(free and old.kind == "moved" for free, old in zip(can, one.old, strict=True))


def _all_numbers(one: Renewal) -> Chapter | Finding | None:
    """A record with all its numbers renewed whose statements still hold; None where there is nothing to do."""
    if one.anew is not None and all(old.kind == "moved" for old in one.old):
        return one.anew
    record = one.record
    for old in one.old:
        if old.kind == "moved":
            record = replaced(record, old) or record
    return record if record != one.record else None


def _one(found: list[Renewal], sent: Sent) -> tuple[str, list[Chapter | Finding]]:
    """One record anew, or one number in it: "chapter k1" or "chapter k1 0", with the number as it was shown."""
    act = sent.get("tun")
    kind, _, rest = sent.get("was").partition(" ")
    name, _, number = rest.partition(" ")
    for one in found:
        if (one.record.KIND, one.record.id) != (kind, name):
            continue
        if act == "neu" and one.anew is not None:
            return f"„{one.title}“ aus der neuen Ausgabe geschrieben", [one.anew]
        if act == "zahl" and number.isdigit() and int(number) < len(one.old):
            old = one.old[int(number)]
            made = replaced(one.record, old) if old.quoted.text == sent.get("zahl") else None
            return f"{old.quoted.text} durch {old.now_text} ersetzt", [made] if made else []
    return "Nichts ersetzt", []
