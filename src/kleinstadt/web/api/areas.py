"""One area with everything known of it, and the Verbände most like it."""

from typing import Any, Final

import polars as pl
from fastapi import Request
from fastapi.responses import Response

from kleinstadt.compare.peers import LEVEL, WEIGHTS, twins
from kleinstadt.compare.profile import Figure, standing
from kleinstadt.edition.edition import Level
from kleinstadt.web.api import parameters as given
from kleinstadt.web.api.responses import MOST_ROWS, Table, answer
from kleinstadt.web.api.tables import sources_of
from kleinstadt.web.serving.site import Site

PEER_COLUMNS: Final = {
    "rank": pl.Int64,
    "verband": pl.String,
    "name": pl.String,
    "distance": pl.Float64,
    "alike": pl.String,
    "apart": pl.String,
}


class AreaCalls:
    """Calls about one area."""

    def __init__(self, site: Site) -> None:
        """Take the site."""
        self.site, self.atlas = site, site.atlas

    def profile(self, request: Request, key: given.Key, year: given.Year = None, form: given.Form = "json") -> Response:
        """Every indicator: value, status, vintage, group, land, bund, and the percentile in the area's own group."""

        def make() -> Table:
            when = self.atlas.year(year)
            level: Level = "verband" if len(key) == 9 else "gemeinde"
            found = standing(self.atlas, level, key, when)
            figures = [figure for theme in found.themes.values() for figure in theme]
            about = {"year": when, "level": level, "area": found.area, "group_size": found.group.size}
            names = [figure.indicator.id for figure in figures]
            rows = pl.DataFrame(list(map(_figure_row, figures)), infer_schema_length=None)
            return Table(rows, sources_of(self.atlas, names, when, None), about)

        return answer(self.site, request, f"profile-{key}", make, form=form, limit=MOST_ROWS)

    def peers(
        self, request: Request, key: given.VerbandKey, year: given.Year = None, form: given.Form = "json"
    ) -> Response:
        """The ten most alike, by weighted distance of standardised indicators, with what is alike and what is apart."""

        def make() -> Table:
            when = self.atlas.year(year)
            self.atlas.areas(when, LEVEL).record(key)
            found = twins(self.atlas, key, when)
            about = {"year": when, "verband": key, "weights": WEIGHTS}
            names = [indicator.id for indicator in found["table"].indicators]
            return Table(_peer_rows(found), sources_of(self.atlas, names, when, None), about)

        return answer(self.site, request, f"peers-{key}", make, form=form, limit=MOST_ROWS)


def _figure_row(figure: Figure) -> dict[str, Any]:
    return {
        "indicator": figure.indicator.id,
        "unit": figure.indicator.unit,
        "value": figure.value,
        "status": figure.status,
        "vintage": figure.vintage,
        "group": figure.group,
        "land": figure.land,
        "bund": figure.bund,
        "percentile": figure.place.percentile if figure.place else None,
        "group_median": figure.place.quartiles[1] if figure.place else None,
        "sources": ", ".join(dict.fromkeys(origin.source.id for origin in figure.origins)),
    }


def _peer_rows(found: dict[str, Any]) -> pl.DataFrame:
    areas, indicators = found["table"].areas, found["table"].indicators
    return pl.DataFrame(
        [
            {
                "rank": rank,
                "verband": areas.keys[place["row"]],
                "name": areas.names[place["row"]],
                "distance": place["distance"],
                "alike": ", ".join(indicators[column].id for column in place["alike"]),
                "apart": ", ".join(indicators[column].id for column in place["apart"]),
            }
            for rank, place in enumerate(found["places"], 1)
        ],
        schema=PEER_COLUMNS,
    )
