"""/plan/…/massnahmen/m1/beteiligung: who is asked about a measure, when, and what becomes of their word."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final, Literal, cast, get_args

from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.errors import PlanError
from kleinstadt.report.participation.axis import NARROW, WIDE, Dot, axis, decides, sentence
from kleinstadt.web.desk.desk import Desk, Place, read_at
from kleinstadt.web.desk.sent import Sent
from kleinstadt.words import dates
from kleinstadt.words.language import Lang, Text, pick
from kleinstadt.workbench.models.measures import Measure
from kleinstadt.workbench.models.proofs import Decision, Hearing, Outcome, Participation, Phase
from kleinstadt.workbench.participation.formats import EFFORT, REAL_FROM, STEPS, formats
from kleinstadt.workbench.participation.phases import PHASES, stretches
from kleinstadt.workbench.participation.timing import decided_on, timing
from kleinstadt.workbench.reading.amounts import whole
from kleinstadt.workbench.reading.clean import one_line, plain
from kleinstadt.workbench.reading.when import when
from kleinstadt.workbench.storage.change import Change

LONG: Final = ("question", "fixed", "still_open")
SHORT: Final = ("title", "place", "format", "target_group", "invited_by")
READERS: Final[dict[str, Callable[[str], Any]]] = {"day": when, "until": when, "people": whole, "young_people": whole}
BECAME: Final = {
    "open": Text("noch offen", "still open"),
    "taken_up": Text("übernommen", "taken up"),
    "refused": Text("abgelehnt, weil …", "refused, because …"),
}


class ParticipationPages:
    """The participation of one measure."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk.

        Parameters
        ----------
        desk : Desk
            The store of plans, and the site around its pages.
        """
        self.desk = desk

    def line(self, request: Request, place: Place, form: FormData | None) -> Response:
        """The measure's line of time: all steps, the decision, and whether people are asked in time.

        Parameters
        ----------
        request : Request
            `id` in its path is that of the measure.
        place : Place
            The plan that the address means.
        form : FormData or None
            `title` or `format` of a new step; `kind` "bodies" for a public body that is asked. None to show the page.

        Returns
        -------
        Response
            The page, or 303 back to it.

        Raises
        ------
        UnknownNameError
            If the plan has no such measure.
        """
        if form is not None:
            return self._added(request, place, Sent(form))
        return self._line(request, place, {}, "")

    def _line(self, request: Request, place: Place, wrong: dict[str, tuple[str, str]], decided: str) -> Response:
        space, lang = place.plan, request.state.lang
        one = space.one(Measure, request.path_params["id"])
        steps = [step for step in space.all(Participation) if step.measure == one.id]
        decisions = [each for each in space.all(Decision) if each.kind == "decision"]
        timed = timing(one.id, steps, decisions)
        citizens = [step for step in steps if step.kind == "citizens"]
        phased = stretches(citizens)
        shown = {
            "m": one,
            "citizens": citizens,
            "bodies": [step for step in steps if step.kind != "citizens"],
            "timed": timed,
            "axis": [Markup(axis(_dots(citizens), timed, lang, phased, frame)) for frame in (WIDE, NARROW)],
            "phased": phased,
            "warning": sentence(timed, lang, date.today()),
            "council": decides(timed.decided, lang, date.today()) if timed.decided else "",
            "decision": next((each.id for each in decisions if one.id in each.measures), None),
            "wrong": wrong,
            "decided": decided,
        }
        return self.desk.page(request, place, "participation.html", shown | _words(lang), 400 if wrong else 200)

    def _added(self, request: Request, place: Place, form: Sent) -> Response:
        """Add a step, or a public body that is asked."""
        one = place.plan.one(Measure, request.path_params["id"])
        kind: Literal["bodies", "citizens"] = "bodies" if form.get("kind") == "bodies" else "citizens"
        chosen = formats().get(form.get("format"))
        title = one_line(form.get("title")) or (pick(chosen.name, request.state.lang) if chosen else "")
        if not title:
            return self.desk.go(request, f"{place.base}{_home(request)}")
        level = chosen.low if chosen and chosen.low == chosen.high else None
        known = chosen.id if chosen else ""

        def write(change: Change) -> None:
            change.put(Participation(title=title, kind=kind, measure=one.id, format=known, level=level))

        return self.desk.save(request, place, form.form, f"Beteiligung: {title}", write, f"{_home(request)}#schritte")

    def decide(self, request: Request, place: Place, form: FormData | None) -> Response:
        """Note the day on which the council decides on this measure.

        Parameters
        ----------
        request : Request
            `id` in its path is that of the measure.
        place : Place
            The plan that the address means.
        form : FormData or None
            `decided`, a single day, as typed. None leads back to the line.

        Returns
        -------
        Response
            303 to the line; the line with 400 where the day cannot be read.

        Raises
        ------
        UnknownNameError
            If the plan has no such measure.
        """
        if form is None:
            return self.desk.go(request, f"{place.base}{_home(request)}")
        one, typed = place.plan.one(Measure, request.path_params["id"]), one_line(Sent(form).get("decided"), 40)
        try:
            day = _one_day(typed)
        except PlanError as error:
            return self._line(request, place, {"decided": (error.german, str(error))}, typed)

        def write(change: Change) -> None:
            body, called = (pick(word, request.state.lang) for word in (("Rat", "Council"), ("Beschluss", "Decision")))
            council = Hearing(body=body, day=day, role="decides")
            change.put(Decision(title=f"{called}: {one.title}", hearings=(council,), measures=(one.id,)))

        return self.desk.save(request, place, form, "Beschluss des Rates eingetragen", write, _home(request))

    def step(self, request: Request, place: Place, form: FormData | None) -> Response:
        """One step with its results, and what became of each.

        Parameters
        ----------
        request : Request
            `id` in its path is that of the measure, `step` that of the step.
        place : Place
            The plan that the address means.
        form : FormData or None
            The step's fields, and for each result one of `said`, `became`, `where` and `because`; `publish` "yes" or
            "no" is the button for the reply. None to show the page.

        Returns
        -------
        Response
            The page, or 303 back to it.

        Raises
        ------
        UnknownNameError
            If the plan has no such step or measure.
        """
        space = place.plan
        step = space.one(Participation, request.path_params["step"])
        if form is not None:
            return self._saved(request, place, Sent(form), step)
        shown = {
            "m": space.one(Measure, request.path_params["id"]),
            "p": step,
            "chosen": formats().get(step.format),
            "typed": _typed(step),
            "wrong": _wrong(step),
        }
        return self.desk.page(request, place, "participation_step.html", shown | _words(request.state.lang))

    def _saved(self, request: Request, place: Place, form: Sent, step: Participation) -> Response:
        """Save a step with all its results; the reply is published or withdrawn by a button of its own."""
        fields = _fields(form, step)
        if form.get("publish") in ("yes", "no"):
            published = form.get("publish") == "yes"
            fields |= {"published": published, "answered_on": date.today() if published else None}

        def write(change: Change) -> None:
            change.save(Participation, step.id, fields, read_at(form.form))

        back = f"{_home(request)}/{step.id}"
        return self.desk.save(request, place, form.form, "Beteiligung bearbeitet", write, back)

    def sheet(self, request: Request, place: Place, _form: FormData | None) -> Response:
        """A page for citizens in plain words: no notes, no names, results only where the reply is published.

        Parameters
        ----------
        request : Request
            `id` in its path is that of the measure.
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
            If the plan has no such measure.
        """
        space = place.plan
        one = space.one(Measure, request.path_params["id"])
        steps = [step for step in space.all(Participation) if step.measure == one.id and step.kind == "citizens"]
        decided, lang = decided_on(one.id, space.all(Decision)), request.state.lang
        shown = {
            "m": one,
            "steps": steps,
            "replies": [step for step in steps if step.published and step.outcomes],
            "council": decides(decided, lang, date.today()) if decided else "",
        }
        return self.desk.page(request, place, "participation_sheet.html", shown | _words(lang))

    def every(self, request: Request, place: Place, _form: FormData | None) -> Response:
        """All measures with their steps: what has a date, what waits for a reply, where people are asked too late.

        Parameters
        ----------
        request : Request
            For the page.
        place : Place
            The plan that the address means.
        _form : FormData or None
            Not read.

        Returns
        -------
        Response
            The page.
        """
        space, lang = place.plan, request.state.lang
        found, decisions = space.all(Participation), space.all(Decision)
        rows = []
        for one in space.all(Measure):
            steps = [step for step in found if step.measure == one.id]
            timed = timing(one.id, steps, decisions)
            citizens = [step for step in steps if step.kind == "citizens"]
            rows.append((one, citizens, len(steps) - len(citizens), sentence(timed, lang, date.today())))
        shown = {"rows": rows, "without": sum(not citizens for _, citizens, _, _ in rows)}
        return self.desk.page(request, place, "participation_all.html", shown | _words(lang))


def _home(request: Request) -> str:
    return f"/massnahmen/{request.path_params['id']}/beteiligung"


def _words(lang: Lang) -> dict[str, Any]:
    return {
        "lx": pick((0, 1), lang),
        "pyramid": STEPS,
        "real_from": REAL_FROM,
        "formats": formats(),
        "effort": EFFORT,
        "phases": PHASES,
        "became": BECAME,
        "day": lambda value: dates.day(value, lang),
    }


def _dots(steps: list[Participation]) -> list[Dot]:
    """The steps that have a day and a place in the pyramid, numbered as in the list."""
    return [
        Dot(number, step.day.earliest, step.level, step.title)
        for number, step in enumerate(steps, 1)
        if step.day is not None and step.day.earliest is not None and step.level in STEPS
    ]


def _one_day(text: str) -> date:
    found = when(text)
    if found is None or found.earliest is None or found.earliest != found.latest:
        german = f"„{text}“ ist kein einzelner Tag. Möglich: 14.8.2028."
        msg = f"'{text}' is no single day. Possible: 14.8.2028."
        raise PlanError(msg, german, field="decided")
    return found.earliest


def _fields(form: Sent, step: Participation) -> dict[str, Any]:
    fields: dict[str, Any] = {name: plain(form.get(name)) for name in LONG}
    fields |= {name: one_line(form.get(name)) for name in SHORT}
    fields["title"] = fields["title"] or step.title
    level = form.get("level")
    fields["level"] = int(level) if level.isdecimal() and int(level) in STEPS else None
    phase = form.get("phase")
    fields["phase"] = phase if phase in get_args(Phase) else ""
    unread = {name: text for name, text in step.unread.items() if name not in READERS}
    for name, read in READERS.items():
        text = one_line(form.get(name), 60)
        try:
            fields[name] = read(text)
        except PlanError:
            unread[name] = text
    return fields | {"unread": unread, "outcomes": _outcomes(form)}


def _outcomes(form: Sent) -> tuple[Outcome, ...]:
    """The results, one a row; a row without a word of what was said is dropped."""
    rows = zip(form.all("said"), form.all("became"), form.all("where"), form.all("because"), strict=False)
    found = [(plain(said), became, one_line(place), plain(why)) for said, became, place, why in rows]
    return tuple(
        Outcome(said=said, became=cast("Any", became if became in BECAME else "open"), where=place, because=why)
        for said, became, place, why in found
        if said
    )


def _typed(step: Participation) -> dict[str, str]:
    dates = {name: found.typed if (found := getattr(step, name)) else "" for name in ("day", "until")}
    counts = {name: "" if (count := getattr(step, name)) is None else str(count) for name in ("people", "young_people")}
    return dates | counts | dict(step.unread)


def _wrong(step: Participation) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for name, text in step.unread.items():
        try:
            READERS[name](text)
        except PlanError as error:
            found[name] = (error.german, str(error))
    for number, one in enumerate(step.outcomes):
        if one.became == "refused" and not one.because:
            found[f"because-{number}"] = ("Bitte einen Grund wählen, damit man später weiß, warum.", "Please say why.")
    return found
