"""Funding areas, parts of the town, and the figures that a town brings itself."""

import json
from typing import Any, Final, cast, get_args

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.errors import PlanError
from kleinstadt.web.desk.desk import Desk, Place, read_at
from kleinstadt.web.desk.reading import Reader, end_before, problems, read, text
from kleinstadt.words.language import Lang, Text, pick
from kleinstadt.workbench.models.goals import Goal
from kleinstadt.workbench.models.measures import Measure
from kleinstadt.workbench.models.money import MoneyRow
from kleinstadt.workbench.models.plan import FundingArea, OwnFigure, Register, TownPart
from kleinstadt.workbench.money.checks import totals
from kleinstadt.workbench.reading.amounts import decimal, euro, whole
from kleinstadt.workbench.reading.clean import one_line, plain
from kleinstadt.workbench.reading.when import when
from kleinstadt.workbench.storage.change import Change
from kleinstadt.workbench.storage.workspace import Workspace

GEOMETRIES: Final = ("Polygon", "MultiPolygon")
BASES: Final = {
    "register": Text("Melderegister", "register"),
    "official": Text("amtliche Statistik", "official statistics"),
    "survey": Text("eigene Erhebung", "own survey"),
    "estimate": Text("Schätzung", "estimate"),
}


def _border(typed: str, _lang: Lang = "de") -> str:
    """The border of an area as GeoJSON; anything else is refused with PlanError."""
    words = typed.strip()
    if not words:
        return ""
    try:
        found = json.loads(words)
    except (ValueError, RecursionError):
        found = None
    kind = found.get("type") if isinstance(found, dict) else None
    if kind not in GEOMETRIES or not found.get("coordinates"):
        msg = "This is no GeoJSON area: a geometry of type Polygon or MultiPolygon is expected, as QGIS writes it."
        german = "Das ist keine Fläche in GeoJSON: erwartet wird eine Geometrie Polygon oder MultiPolygon, wie QGIS sie"
        raise PlanError(msg, f"{german} schreibt.")
    return words


AREA: Final[dict[str, Reader]] = {
    "name": text,
    "programme": text,
    "since": whole,
    "until": whole,
    "least_share": decimal,
    "ceiling": euro,
    "grievances": text,
    "border": _border,
}


class AreaPages:
    """/gebiete and /zahlen of a plan."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk.

        Parameters
        ----------
        desk : Desk
            The store of plans, and the site around its pages.
        """
        self.desk = desk

    def areas(self, request: Request, place: Place, form: FormData | None) -> Response:
        """All funding areas; a new one needs a name.

        Parameters
        ----------
        request : Request
            For the page.
        place : Place
            The plan that the address means.
        form : FormData or None
            `name` of a new area; None to show the page.

        Returns
        -------
        Response
            The page, or 303 back to it.
        """
        if form is not None:
            made = FundingArea(name=one_line(str(form.get("name", ""))) or "Gebiet")
            return self.desk.save(
                request, place, form, f"Gebiet „{made.name}“", lambda change: _put(change, made), "/gebiete"
            )
        return self.desk.page(request, place, "areas.html", {"areas": place.plan.all(FundingArea)})

    def area(self, request: Request, place: Place, form: FormData | None) -> Response:
        """One funding area.

        Parameters
        ----------
        request : Request
            `id` in its path is that of the area.
        place : Place
            The plan that the address means.
        form : FormData or None
            The fields of AREA; `tun` "loeschen" puts the area into the bin. None to show the page.

        Returns
        -------
        Response
            The page; 303 back to it, or to all areas where this one was deleted.

        Raises
        ------
        UnknownNameError
            If the plan has no such area.
        """
        one, lang = place.plan.one(FundingArea, request.path_params["id"]), request.state.lang
        if form is None:
            values = {"one": one, "problems": _of_years(one, lang) | problems(one, AREA, lang)} | _inside(
                place.plan, one
            )
            return self.desk.page(request, place, "area.html", values)
        if form.get("tun") == "loeschen":
            what = f"Gebiet „{one.name}“ gelöscht"
            return self.desk.save(
                request, place, form, what, lambda change: change.delete(FundingArea, one.id), "/gebiete"
            )
        fields, unread = read(form, AREA, one, lang)
        fields["name"] = fields.get("name") or one.name
        fields["border"] = fields.get("border") or ""

        def write(change: Change) -> None:
            change.save(FundingArea, one.id, fields | {"unread": unread}, read_at(form))

        return self.desk.save(request, place, form, f"Gebiet „{one.name}“ geändert", write, f"/gebiete/{one.id}")

    def figures(self, request: Request, place: Place, form: FormData | None) -> Response:
        """Parts of the town and own figures; what is wrong with a new figure is named, all that was typed stays.

        Parameters
        ----------
        request : Request
            For the page.
        place : Place
            The plan that the address means.
        form : FormData or None
            `tun` "ortsteil" adds a part of the town, "loeschen" deletes the figure `id`, anything else adds a figure.
            None to show the page.

        Returns
        -------
        Response
            The page, 400 with what was typed where something is wrong with it; or 303 back to it.
        """
        wrong: dict[str, str] = {}
        if form is not None:
            answer = self._added(request, place, form)
            if isinstance(answer, Response):
                return answer
            wrong = answer
        found = place.plan
        values = {
            "parts": found.all(TownPart),
            "names": {"": place.name} | _places(found),
            "figures": sorted(found.all(OwnFigure), key=lambda one: (one.subject, one.part, one.basis, one.day)),
            "bases": BASES,
            "typed": {} if form is None or not wrong else {name: str(value) for name, value in form.items()},
            "wrong": wrong,
        }
        return self.desk.page(request, place, "figures.html", values, 400 if wrong else 200)

    def _added(self, request: Request, place: Place, form: FormData) -> Response | dict[str, str]:
        act, identity = str(form.get("tun", "")), str(form.get("id", ""))
        if act == "ortsteil":
            name = one_line(str(form.get("name", "")))
            if not name:
                return {"name": pick(("Bitte einen Namen eintragen.", "Please enter a name."), request.state.lang)}
            part = TownPart(name=name)
            return self.desk.save(
                request, place, form, f"Ortsteil „{name}“", lambda change: _put(change, part), "/zahlen#ortsteile"
            )
        if act == "loeschen":
            return self.desk.save(
                request,
                place,
                form,
                "Eigene Zahl gelöscht",
                lambda change: change.delete(OwnFigure, identity),
                "/zahlen",
            )
        made = _figure(form, request.state.lang, _places(place.plan))
        if isinstance(made, dict):
            return made
        what = f"Eigene Zahl: {made.subject}"
        return self.desk.save(request, place, form, what, lambda change: _put(change, made), "/zahlen#zahlen")


def _places(found: Workspace) -> dict[str, str]:
    """What a figure may be of, by id: parts of the town and funding areas."""
    return {one.id: one.name for one in found.all(TownPart)} | {one.id: one.name for one in found.all(FundingArea)}


def _figure(form: FormData, lang: Lang, parts: dict[str, str]) -> OwnFigure | dict[str, str]:
    """A figure with all that makes it one: value, day, source; or what is missing, by field."""
    wrong: dict[str, str] = {}
    subject, source = one_line(str(form.get("subject", ""))), one_line(str(form.get("source", "")))
    value = day = None
    try:
        value = decimal(str(form.get("value", "")), lang)
    except PlanError as error:
        wrong["value"] = pick((error.german, str(error)), lang)
    try:
        day = when(str(form.get("day", "")))
    except PlanError as error:
        wrong["day"] = pick((error.german, str(error)), lang)
    needed = {"subject": subject, "source": source, "value": value, "day": day and day.latest}
    for name, given in needed.items():
        if given in ("", None) and name not in wrong:
            wrong[name] = pick(("Bitte eintragen.", "Please fill in."), lang)
    if wrong or value is None or day is None or day.latest is None:
        return wrong
    basis, part = str(form.get("basis", "")), str(form.get("part", ""))
    return OwnFigure(
        subject=subject,
        value=value,
        unit=one_line(str(form.get("unit", "")), 40),
        day=day.latest,
        source=source,
        basis=cast("Register", basis if basis in get_args(Register) else "register"),
        part=part if part in parts else "",
        note=plain(str(form.get("note", ""))),
    )


def _inside(found: Workspace, area: FundingArea) -> dict[str, Any]:
    """What belongs to an area: its goals with where they stand, its measures, its money."""
    rows = [one for one in found.all(MoneyRow) if one.area == area.id]
    return {
        "goals": [one for one in found.all(Goal) if one.area == area.id and one.state != "declined"],
        "measures": [one for one in found.all(Measure) if one.area == area.id],
        "sums": totals(rows) if rows else None,
    }


def _of_years(one: FundingArea, lang: Lang) -> dict[str, str]:
    if one.since and one.until and one.until < one.since:
        return {"until": end_before(one.since, one.until, lang)}
    return {}


def _put(change: Change, record: Any) -> None:  # noqa: ANN401 - any record
    change.put(record)
