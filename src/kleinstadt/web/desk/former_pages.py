"""The plan before this one: its list is read in three steps, then said row by row what became of it."""

from dataclasses import replace
from typing import Any, Final, cast

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.errors import PlanError
from kleinstadt.web.desk.desk import Desk, Place, read_at
from kleinstadt.web.desk.reading import text
from kleinstadt.web.desk.sent import Sent
from kleinstadt.web.serving.problems import NotFoundError
from kleinstadt.words.language import pick
from kleinstadt.workbench.documents.parts import former
from kleinstadt.workbench.former import taking
from kleinstadt.workbench.former.lists import MOST_BYTES, OldList, old_list
from kleinstadt.workbench.models.measures import FormerMeasure
from kleinstadt.workbench.models.proofs import ColumnMapping
from kleinstadt.workbench.storage.change import Change
from kleinstadt.workbench.words import FORMER_STATES

HOME: Final = "/einlesen"
KEPT_AS: Final = "alte-liste-"
MOST_LISTS: Final = 20
TYPES: Final = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv"}
SHOWN: Final = 12  # rows of the list in its preview
SAMPLES: Final = 3


class FormerPages:
    """/einlesen and /bilanz of a plan."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk.

        Parameters
        ----------
        desk : Desk
            The store of plans, and the site around its pages.
        """
        self.desk = desk

    def file(self, request: Request, place: Place, form: FormData | None) -> Response:
        """Step 1: a file is chosen; it is kept with the plan as it is.

        Parameters
        ----------
        request : Request
            For the page.
        place : Place
            The plan that the address means.
        form : FormData or None
            `datei` is an Excel or CSV file; None to show the page.

        Returns
        -------
        Response
            The page, 400 where the file is none that can be read; 303 to step 2.
        """
        key, wrong = place.plan.key, ""
        if form is not None:
            answer = self._keep(request, place, Sent(form))
            if isinstance(answer, Response):
                return answer
            wrong = pick((answer.german, str(answer)), request.state.lang)
        lists = [name for name in self.desk.store.attachments(key) if name.startswith(KEPT_AS)]
        values = {"lists": lists, "wrong": wrong, "former": len(place.plan.all(FormerMeasure))}
        return self.desk.page(request, place, "former_file.html", values, 400 if wrong else 200)

    def _keep(self, request: Request, place: Place, form: Sent) -> Response | PlanError:
        data, kept = form.file("datei", MOST_BYTES + 1), self.desk.store.attachments(place.plan.key)
        there = [name for name in kept if name.startswith(KEPT_AS)]
        try:
            old_list(data)
            same = next((name for name in there if kept[name][1] == data), None)
            if same is None and len(there) >= MOST_LISTS:
                german = f"Es liegen schon {MOST_LISTS} Listen bei diesem Plan."
                return PlanError(f"There are {MOST_LISTS} lists with this plan already.", german)
        except PlanError as error:
            return error
        kind = "xlsx" if data[:2] == b"PK" else "csv"
        name = same or f"{KEPT_AS}{len(there) + 1}.{kind}"
        if same is None:
            self.desk.store.attach(place.plan.key, name, TYPES[kind], data)
        return self.desk.go(request, f"{place.base}{HOME}/{name}/spalten")

    def columns(self, request: Request, place: Place, form: FormData | None) -> Response:
        """Step 2: each column is placed by a person; what was placed before is proposed again.

        Parameters
        ----------
        request : Request
            `name` in its path is the file's; `blatt` and `zeile` in its query say which sheet, and in which row its
            headings stand.
        place : Place
            The plan that the address means.
        form : FormData or None
            `s0`, `s1`, ...: the field that each column is placed in, "" for none. None to show the page.

        Returns
        -------
        Response
            The page, 400 where the columns do not do; 303 to step 3.

        Raises
        ------
        NotFoundError
            If the plan has no such list.
        PlanError
            If the sheet that is asked for holds no list.
        """
        found, name = self._list(request, place), request.path_params["name"]
        known = place.plan.all(ColumnMapping)
        columns = {head: field for head, (field, _) in taking.guessed(found.headings, known).items()}
        wrong: list[Any] = []
        if form is not None:
            columns = {head: str(form.get(f"s{at}", "")) for at, head in enumerate(found.headings)}
            wrong = taking.wrong_in(columns)
            if not wrong:
                return self._columns_saved(request, place, form, found, columns)
        values = {
            "list": found,
            "name": name,
            "columns": columns,
            "known": {head for head, (_, before) in taking.guessed(found.headings, known).items() if before},
            "samples": [
                [cells[at] for _, cells in found.rows if cells[at]][:SAMPLES] for at in range(len(found.headings))
            ],
            "fields": taking.FIELDS,
            "wrong": wrong,
        }
        return self.desk.page(request, place, "former_columns.html", values, 400 if wrong else 200)

    def _columns_saved(
        self, request: Request, place: Place, form: FormData, found: OldList, columns: dict[str, str]
    ) -> Response:
        before = _mapping(place, found)
        made = replace(before or ColumnMapping(headings=found.headings, columns=()), columns=tuple(columns.items()))
        back = f"{HOME}/{request.path_params['name']}/pruefen?{_where(found)}"
        return self.desk.save(request, place, form, "Spalten zugeordnet", lambda change: _put(change, made), back)

    def check(self, request: Request, place: Place, form: FormData | None) -> Response:
        """Step 3: what the list comes to; nothing is taken before the button.

        Parameters
        ----------
        request : Request
            As in step 2.
        place : Place
            The plan that the address means.
        form : FormData or None
            `w0`, `w1`, ...: the state that each word of the state column means. None to show the page.

        Returns
        -------
        Response
            The page; 303 to step 2 where no column is placed yet, and to /bilanz where the list was taken over.

        Raises
        ------
        NotFoundError
            If the plan has no such list.
        PlanError
            If the sheet that is asked for holds no list.
        """
        found, name = self._list(request, place), request.path_params["name"]
        mapping = _mapping(place, found)
        if mapping is None:
            return self.desk.go(request, f"{place.base}{HOME}/{name}/spalten")
        states = taking.states_in(found, mapping)
        if form is not None:
            states = {word: str(form.get(f"w{at}", "")) for at, word in enumerate(states)}
            return self._taken(request, place, form, taking.taken(found, mapping, states), mapping, states)
        made = taking.taken(found, mapping, states)
        values = {
            "list": found,
            "name": name,
            "where": _where(found),
            "states": states,
            "taken": made,
            "former_states": FORMER_STATES,
            "shown": made.measures[:SHOWN],
            "former": len(place.plan.all(FormerMeasure)),
        }
        return self.desk.page(request, place, "former_check.html", values)

    def _taken(
        self,
        request: Request,
        place: Place,
        form: FormData,
        made: taking.Taken,
        mapping: ColumnMapping,
        states: dict[str, str],
    ) -> Response:
        kept = place.plan.all(FormerMeasure)

        def write(change: Change) -> None:
            change.put(replace(mapping, values=tuple(states.items())))
            for one in made.measures:
                change.put(taking.joined(one, kept))

        what = f"{len(made.measures)} Maßnahmen des früheren Plans eingelesen"
        return self.desk.save(request, place, form, what, write, "/bilanz")

    def became(self, request: Request, place: Place, form: FormData | None) -> Response:
        """What became of the last plan: a state a row; the chapter writes itself from it.

        Parameters
        ----------
        request : Request
            For the page.
        place : Place
            The plan that the address means.
        form : FormData or None
            `state:ID` and `because:ID` of rows; None to show the page.

        Returns
        -------
        Response
            The page, or 303 back to it.
        """
        those = place.plan.all(FormerMeasure)
        if form is not None:
            what = "Was aus dem früheren Plan wurde"
            return self.desk.save(
                request, place, form, what, lambda change: _became(change, form, those), "/bilanz#liste"
            )
        said, _ = former(place.plan)
        values = {"those": those, "said": said, "former_states": FORMER_STATES}
        return self.desk.page(request, place, "former.html", values)

    def _list(self, request: Request, place: Place) -> OldList:
        name = request.path_params["name"]
        kept = self.desk.store.attachments(place.plan.key)
        if not name.startswith(KEPT_AS) or name not in kept:
            german = f"Eine Liste „{name[:60]}“ liegt nicht bei diesem Plan."
            raise NotFoundError(german, f"There is no list '{name[:60]}' with this plan.")
        row = request.query_params.get("zeile", "")
        at = int(row) if row.isascii() and row.isdigit() and len(row) < 6 else 0
        return old_list(kept[name][1], request.query_params.get("blatt", ""), at)


def _where(found: OldList) -> str:
    from urllib.parse import urlencode

    return urlencode({"blatt": found.sheet, "zeile": found.at})


def _mapping(place: Place, found: OldList) -> ColumnMapping | None:
    return next((one for one in place.plan.all(ColumnMapping) if one.headings == found.headings), None)


def _became(change: Change, form: FormData, those: list[FormerMeasure]) -> None:
    """State and reason of the rows that the form has; all others stay as they are."""
    for one in those:
        if f"state:{one.id}" not in form:
            continue
        state = str(form.get(f"state:{one.id}"))
        fields = {
            "state": cast("Any", state if state in FORMER_STATES else one.state),
            "because": text(str(form.get(f"because:{one.id}", ""))),
        }
        change.save(FormerMeasure, one.id, fields, read_at(form))


def _put(change: Change, record: Any) -> None:  # noqa: ANN401 - any record
    change.put(record)
