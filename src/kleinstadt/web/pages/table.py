"""Tabelle: the towns of a group with the columns and in the order asked for, as a page and as a file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, cast
from urllib.parse import urlencode

import numpy as np
import polars as pl
from numpy.typing import NDArray
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.basket import MOST
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.groups import TYPE_COLUMN, TYPES_TOLD
from kleinstadt.compare.values import Column
from kleinstadt.edition.edition import Level
from kleinstadt.sources.catalogue import SOURCES
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.web.api.responses import KINDS, MOST_ROWS, Format, Table, answer
from kleinstadt.web.api.tables import sources_of
from kleinstadt.web.pages.map_view import (
    LEVELS,
    choice,
    chosen,
    filter_choices,
    filters_of,
    kreis_of,
    kreise,
    places_of,
)
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.problems import NotFoundError, only_of
from kleinstadt.web.serving.site import Site
from kleinstadt.words import categories as words
from kleinstadt.words import dates
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

ROWS: Final = 100  # of a page
COLUMNS: Final = (
    "settlement_density",
    "residents_per_job",
    "unemployed_share",
    "census_vacancy_pct",
    "income_tax_eur_per_head",
)
MOST_COLUMNS: Final = 6
PLACE: Final = ("name", "land", "land_name", "kreis", "kreis_name")
OFFLINE_FILES: Final = ("csv", "xlsx")  # of a table that is delivered without a server
FILES: Final = {"csv": "CSV", "xlsx": "Excel", "parquet": "Parquet", "json": "JSON"}


@dataclass(frozen=True)
class _Listing:
    """A table as an address says it: which areas, which columns, in which order; places : keys of those to compare."""

    level: Level
    filters: Mapping[str, str]
    names: list[str]
    order: str
    down: bool
    page: int
    places: tuple[str, ...] = ()

    def query(self, **changes: str | int) -> str:
        """The address's query of this table, with changes."""
        state: dict[str, Any] = {
            "ebene": self.level,
            **self.filters,
            "i": self.names,
            "sort": self.order,
            "richtung": "ab" if self.down else "auf",
            "orte": ",".join(self.places),
        }
        return urlencode({name: value for name, value in {**state, **changes}.items() if value}, doseq=True, safe=",")


class TablePages:
    """Everything under /tabelle."""

    def __init__(self, site: Site) -> None:
        """Take the site.

        Parameters
        ----------
        site : Site
            What all pages share.
        """
        self.site, self.atlas = site, site.atlas

    def page(self, request: Request) -> Response:
        """/tabelle: a hundred rows at a time.

        Parameters
        ----------
        request : Request
            ?i= once for each column, ?sort= and ?richtung=auf or ab, ?seite= from 1, and filters.

        Returns
        -------
        Response
            HTML, or 304.

        Raises
        ------
        NotFoundError
            For a column or a filter that there is not; for ?jahr= of another year.
        """
        only_of(self.atlas.newest, request)
        wanted = _listing_of(self.atlas, request.query_params)
        return self.site.page(request, "table.html", lambda: self._values(wanted, request.state.lang))

    def file(self, request: Request) -> Response:
        """/tabelle.csv and .xlsx, .parquet, .json: all rows of the table, in its order.

        Parameters
        ----------
        request : Request
            Its path names the format, its query columns, order and filters as on the page.

        Returns
        -------
        Response
            As the API gives a table (api/responses.py): with its licences, or 304.

        Raises
        ------
        NotFoundError
            For another format, or as the page.
        """
        only_of(self.atlas.newest, request)
        wanted, form = _listing_of(self.atlas, request.query_params), request.path_params["form"]
        if form not in KINDS:
            listed = ", ".join(FILES)
            german = f"Kein Format „{form[:20]}“. Es gibt: {listed}."
            raise NotFoundError(german, f"No format '{form[:20]}'. There are: {listed}.")
        name = f"kleinstadt-{wanted.level}-{self.atlas.newest}"
        make = partial(self._table, wanted)
        return answer(self.site, request, name, make, form=cast("Format", form), limit=MOST_ROWS)

    def _values(self, wanted: _Listing, lang: Lang) -> Mapping[str, Any]:
        areas, columns, rows = self._found(wanted)
        of_page = max(1, len(rows)) if self.site.issue else ROWS
        pages = max(1, -(-len(rows) // of_page))
        wanted = replace(wanted, page=min(wanted.page, pages))
        shown = rows[(wanted.page - 1) * of_page : wanted.page * of_page]
        kreis = wanted.filters["kreis"]
        return {
            "wanted": wanted,
            "columns": [column.indicator for column in columns],
            "vintages": [_vintages(column, rows, lang) for column in columns],
            "rows": [
                (areas.record(areas.keys[row]), [_said(column, int(row), lang) for column in columns]) for row in shown
            ],
            "total": len(rows),
            "pages": pages,
            "year": self.atlas.newest,
            "choices": _choices(lang),
            "sortable": self._sortable(columns, wanted.order, lang),
            "indicators": self.atlas.indicators,
            "files": [one for one in FILES.items() if not self.site.issue or one[0] in OFFLINE_FILES],
            "kreis": kreise(self.atlas, self.atlas.newest, kreis[:2]).get(kreis, "") if kreis else "",
            "most": MOST_COLUMNS,
            "full": len(wanted.places) == MOST,
            "key_column": KEY_COLUMN[wanted.level],
            "type_column": TYPE_COLUMN[wanted.level],
        }

    def _sortable(self, columns: list[Column], order: str, lang: Lang) -> list[tuple[str, str]]:
        """The figures that rows can be sorted by: those shown, and the one that they are sorted by."""
        shown = {column.indicator.id: column.indicator for column in columns}
        if order in self.atlas.indicators:
            shown.setdefault(order, self.atlas.indicators[order])
        return [(name, one.label(lang)) for name, one in shown.items() if name != "population"]

    def _table(self, wanted: _Listing) -> Table:
        areas, columns, rows = self._found(wanted)
        about = (*PLACE, *TYPES_TOLD[wanted.level], "lage", "population")
        frame = areas.frame.select(KEY_COLUMN[wanted.level], *about)[rows]
        added = []
        for column in columns:
            name = column.indicator.id
            vintages = [column.vintage[row] for row in rows]
            added += [
                pl.Series(name if name not in about else f"{name}_value", column.values[rows]).fill_nan(None),
                pl.Series(f"{name}_vintage", vintages, dtype=pl.String),
                pl.Series(f"{name}_people_pct", column.coverage()[0][rows]).fill_nan(None).round(1),
            ]
        sources = sources_of(self.atlas, wanted.names, self.atlas.newest, None)
        said = {"year": self.atlas.newest, "level": wanted.level, "indicators": wanted.names}
        return Table(frame.with_columns(added), list(dict.fromkeys([SOURCES["gv"], *sources])), said)

    def _found(self, wanted: _Listing) -> tuple[Areas, list[Column], NDArray[np.intp]]:
        """The areas, the columns, and the rows that are meant in their order."""
        areas = self.atlas.areas(self.atlas.newest, wanted.level)
        columns = [self.atlas.column(name, areas.year, areas.level) for name in wanted.names]
        rows = np.flatnonzero(chosen(areas, wanted.filters) & areas.inhabited)
        return areas, columns, rows[self._places(areas, rows, wanted)]

    def _places(self, areas: Areas, rows: NDArray[np.intp], wanted: _Listing) -> NDArray[np.intp]:
        """The order of rows; missing values last."""
        if wanted.order == "name":
            slugs = [paths.slug(areas.names[row]) for row in rows]
            return np.array(sorted(range(len(rows)), key=slugs.__getitem__, reverse=wanted.down), dtype=np.intp)
        own = wanted.order == "population"
        values = areas.population if own else self.atlas.column(wanted.order, areas.year, areas.level).values
        inside = values[rows]
        return np.argsort(np.where(np.isnan(inside), np.inf, -inside if wanted.down else inside), kind="stable")


def _listing_of(atlas: Atlas, query: QueryParams) -> _Listing:
    """The table that an address's query means; raises NotFoundError for what is not there."""
    known = list(atlas.indicators)
    names = [name for name in query.getlist("i") if name][:MOST_COLUMNS] or [n for n in COLUMNS if n in known]
    for name in names:
        choice({"i": name}, "i", known, "")
    order = choice(query, "sort", ["name", "population", *known], "population")
    return _Listing(
        level=cast("Level", choice(query, "ebene", LEVELS, "verband")),
        filters=filters_of(query) | {"kreis": kreis_of(atlas, query, atlas.newest)},
        names=list(dict.fromkeys(names)),
        order=order,
        down=choice(query, "richtung", ("auf", "ab"), "auf" if order == "name" else "ab") == "ab",
        page=int(choice(query, "seite", [str(number) for number in range(1, 200)], "1")),
        places=places_of(query)[:MOST],
    )


def _choices(lang: Lang) -> dict[str, list[tuple[str, str]]]:
    """What the form offers in each of its fields: value and label."""
    return {"ebene": [(level, pick(words.LEVELS[level], lang)) for level in LEVELS], **filter_choices(lang)}


def _vintages(column: Column, rows: NDArray[np.intp], lang: Lang) -> str:
    """The times that a column speaks of, and of how many of the table's rows it is modelled.

    "Ende 2023", "von 2017 bis 2023", "2022 (bei 600 von 724 modelliert)".
    """
    found = sorted(vintage for vintage in column.vintage.used() if vintage)
    if not found:
        return "–"
    first, last = dates.newest_year(found[0].partition(dates.BOTH)[0]), dates.newest_year(found[-1])
    several = pick((f"von {first} bis {last}", f"from {first} to {last}"), lang)
    when = several if first != last else dates.period(found[-1], lang)
    modelled = number(sum(column.status[row] == "modelled" for row in rows), 0, lang)
    if modelled == "0":
        return when
    of = number(len(rows), 0, lang)
    return when + pick((f" (bei {modelled} von {of} modelliert)", f" (modelled in {modelled} of {of})"), lang)


def _said(column: Column, row: int, lang: Lang) -> str:
    """A value as the area's own page has it: with the share of the people where it is known for a part of them."""
    return column.own(row).said(column.indicator.decimals, lang)
