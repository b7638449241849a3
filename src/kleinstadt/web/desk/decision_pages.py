"""What the council decided: papers, the bodies that heard them, votes, and the measures they are about."""

from dataclasses import replace
from datetime import date
from typing import Any, Final, cast, get_args

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.errors import PlanError, UnknownNameError
from kleinstadt.web.desk.desk import Desk, Place, read_at
from kleinstadt.web.desk.sent import Sent
from kleinstadt.words import dates
from kleinstadt.words.language import Lang, Text, pick
from kleinstadt.workbench.models.measures import LogEntry, Measure
from kleinstadt.workbench.models.proofs import Decision, Hearing
from kleinstadt.workbench.reading.amounts import whole
from kleinstadt.workbench.reading.clean import one_line, plain
from kleinstadt.workbench.reading.when import when
from kleinstadt.workbench.storage.change import Change
from kleinstadt.workbench.words import STAGES

HOME: Final = "/beschluesse"
VOTES: Final = ("yes", "no", "abstained")
SUBJECTS: Final = {
    "": Text("sonstiges", "other"),
    "start": Text("Aufstellung", "beginning"),
    "contract": Text("Vergabe", "contract"),
    "draft": Text("Entwurf und Auslegung", "draft"),
    "concept": Text("Konzept", "concept"),
    "area": Text("Gebiet", "area"),
    "money": Text("Kosten und Finanzierung", "cost and finance"),
    "report": Text("Jahresbericht", "yearly report"),
    "renewal": Text("Fortschreibung", "renewal"),
}
MAKES: Final = {
    "": Text("ändert keine Stufe", "changes no stage"),
    "key_project": Text("wird Leitprojekt", "becomes a key project"),
    "measure": Text("wird Maßnahme", "becomes a measure"),
}
ROLES: Final = {"advises": Text("berät vor", "advises"), "decides": Text("entscheidet", "decides")}


class DecisionPages:
    """/beschluesse of a plan."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk.

        Parameters
        ----------
        desk : Desk
            The store of plans, and the site around its pages.
        """
        self.desk = desk

    def decisions(self, request: Request, place: Place, form: FormData | None) -> Response:
        """All papers; a new one needs a title.

        Parameters
        ----------
        request : Request
            For the page.
        place : Place
            The plan that the address means.
        form : FormData or None
            `title` of a new paper; None to show the page.

        Returns
        -------
        Response
            The page, or 303 back to it.
        """
        if form is not None:
            made = Decision(title=one_line(str(form.get("title", ""))) or "Beschluss")
            what = f"Beschluss „{made.title}“"
            return self.desk.save(request, place, form, what, lambda change: _put(change, made), HOME)
        return self.desk.page(request, place, "decisions.html", {"decisions": place.plan.all(Decision)})

    def decision(self, request: Request, place: Place, form: FormData | None) -> Response:
        """One paper with its way through the bodies.

        Parameters
        ----------
        request : Request
            `id` in its path is that of the paper.
        place : Place
            The plan that the address means.
        form : FormData or None
            The paper's fields, and for each body that heard it one of `body`, `day`, `role`, `result` and VOTES; `tun`
            "loeschen" puts the paper into the bin. None to show the page.

        Returns
        -------
        Response
            The page, 400 with all that was typed where a day or a vote cannot be read; 303 back to it, or to all papers
            where this one was deleted.

        Raises
        ------
        UnknownNameError
            If the plan has no such paper.
        """
        one = place.plan.one(Decision, request.path_params["id"])
        values = {
            "one": one,
            "rows": [_typed(heard) for heard in one.hearings],
            "measures": place.plan.all(Measure),
            "subjects": SUBJECTS,
            "roles": ROLES,
            "makes": MAKES,
            "wrong": {},
        }
        if form is not None:
            hearings, rows, wrong = _hearings(Sent(form), request.state.lang)
            if not wrong or form.get("tun") == "loeschen":
                return self._saved(request, place, form, one, hearings)
            values |= {"rows": rows, "wrong": wrong, "one": replace(one, **_fields(Sent(form), one))}
        return self.desk.page(request, place, "decision.html", values, 400 if values["wrong"] else 200)

    def _saved(
        self, request: Request, place: Place, form: FormData, one: Decision, hearings: tuple[Hearing, ...]
    ) -> Response:
        if form.get("tun") == "loeschen":
            what = f"Beschluss „{one.title}“ gelöscht"
            return self.desk.save(request, place, form, what, lambda change: change.delete(Decision, one.id), HOME)
        fields = _fields(Sent(form), one) | {"hearings": hearings}

        def write(change: Change) -> None:
            _staged(change, one, change.save(Decision, one.id, fields, read_at(form)))

        return self.desk.save(request, place, form, f"Beschluss „{one.title}“ geändert", write, f"{HOME}/{one.id}")


def _fields(form: Sent, one: Decision) -> dict[str, Any]:
    subject, makes = form.get("subject"), form.get("makes")
    return {
        "makes": makes if makes in MAKES else one.makes,
        "title": one_line(form.get("title")) or one.title,
        "paper": one_line(form.get("paper"), 60),
        "lead": one_line(form.get("lead")),
        "subject": subject if subject in SUBJECTS else one.subject,
        "measures": tuple(form.all("measures")),
    } | {name: plain(form.get(name)) for name in ("text", "facts", "finances", "climate")}


def _staged(change: Change, before: Decision, now: Decision) -> None:
    """A yes gives its measures their stage, once: what somebody sets afterwards is not set back."""
    heard = now.agreed_on
    if heard is None or not now.makes:
        return
    done = set(before.measures) if before.agreed_on is not None and before.makes == now.makes else set()
    day = f" vom {dates.day(heard.day, 'de')}" if heard.day else ""
    for name in now.measures:
        if name in done:
            continue
        try:
            measure = change.get(Measure, name)
        except UnknownNameError:  # in the bin since
            continue
        change.put(replace(measure, stage=now.makes))
        what = f"{STAGES[now.makes].de} durch Beschluss „{now.title}“{day} ({heard.body})"
        change.put(LogEntry(measure=name, day=heard.day or date.today(), what=what))


def _hearings(form: Sent, lang: Lang) -> tuple[tuple[Hearing, ...], list[dict[str, str]], dict[str, str]]:
    """The bodies as typed, and what cannot be read, by row and field; a row without a body is dropped."""
    names = ("body", "day", "role", "result", *VOTES)
    rows = [dict(zip(names, row, strict=True)) for row in zip(*(form.all(name) for name in names), strict=False)]
    rows = [row for row in rows if row["body"].strip()]
    made, wrong = [], {}
    for at, row in enumerate(rows):
        try:
            made.append(_hearing(row, lang))
        except PlanError as error:
            wrong[f"{error.field or 'day'}-{at}"] = pick((error.german, str(error)), lang)
    return tuple(made), rows, wrong


def _hearing(row: dict[str, str], lang: Lang) -> Hearing:
    counts: dict[str, int | None] = {}
    for name in VOTES:
        try:
            counts[name] = whole(row[name], lang)
        except PlanError as error:
            raise PlanError(str(error), error.german, field=name) from error
    day = when(row["day"])
    if day is not None and day.earliest != day.latest:
        german = f"„{row['day']}“ ist kein einzelner Tag. Möglich: 14.8.2028."
        msg = f"'{row['day']}' is no single day. Possible: 14.8.2028."
        raise PlanError(msg, german, field="day")
    role = row["role"] if row["role"] in get_args(Hearing.__annotations__["role"]) else "advises"
    return Hearing(
        body=one_line(row["body"]),
        day=day.earliest if day else None,
        role=cast("Any", role),
        result=one_line(row["result"]),
        yes=counts["yes"],
        no=counts["no"],
        abstained=counts["abstained"],
    )


def _typed(heard: Hearing) -> dict[str, str]:
    day = f"{heard.day.day}.{heard.day.month}.{heard.day.year}" if heard.day else ""
    counts = {name: "" if (count := getattr(heard, name)) is None else str(count) for name in VOTES}
    return {"body": heard.body, "day": day, "role": heard.role, "result": heard.result, **counts}


def _put(change: Change, record: Any) -> None:  # noqa: ANN401 - any record
    change.put(record)
