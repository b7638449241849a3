"""What a map is drawn from: borders, and single columns in the order of the borders' ids."""

import gzip
import json
from typing import Any, Final

import numpy as np
from fastapi import Request
from fastapi.responses import JSONResponse, Response

from kleinstadt.compare.borders import borders, borders_within, years_with_borders
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.values import Column
from kleinstadt.edition.edition import Level
from kleinstadt.sources.catalogue import SOURCES
from kleinstadt.web.api import parameters as given
from kleinstadt.web.api.responses import head, licences
from kleinstadt.web.api.tables import sources_of
from kleinstadt.web.serving.site import Site, is_known, packed_response


class GeoJson(JSONResponse):
    """GeoJSON, as the description names it; the borders themselves are kept ready as bytes."""

    media_type = "application/geo+json"


FILTERS: Final = ("type", "own_type", "lage", "land")  # what the map can be filtered by


class MapCalls:
    """Calls of the map's own script, open to others."""

    def __init__(self, site: Site) -> None:
        """Take the site.

        Parameters
        ----------
        site : Site
            What all pages share.
        """
        self.site, self.atlas = site, site.atlas

    def geometry(
        self,
        request: Request,
        year: given.Year = None,
        level: given.LevelOf = "verband",
        within: given.Within = None,
    ) -> Response:
        """WGS 84, simplified to 500 m with neighbours still together; ids are rows of /column and /areas.

        With `within` the areas of one Kreis or Land, simplified to 150 m: as fine as the atlas has them.

        Parameters
        ----------
        request : Request
            Its address and its If-None-Match are read.
        year : int, optional
            Year of the borders; the newest whose borders are known by default.
        level : {"gemeinde", "verband", "kreis", "land", "bund"}
            Level of the areas.
        within : str, optional
            Key of a Kreis (5 digits) or Land (2); all of Germany by default.

        Returns
        -------
        Response
            GeoJSON, compressed where the client takes that; 304 if it has it already.

        Raises
        ------
        UnknownNameError
            If the borders of the year are not known, or there is no such Kreis or Land.
        """
        when = year or years_with_borders(self.atlas)[-1]
        headers = head(self.site.etag("geometry", when, level, within), [SOURCES["vg250"]])
        if is_known(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        atlas = self.atlas
        packed = borders_within(atlas, when, level, within) if within else borders(atlas, when, level)
        return packed_response(request, packed, str(GeoJson.media_type), headers)

    def column(
        self,
        request: Request,
        indicator: given.Indicator,
        year: given.Year = None,
        level: given.LevelOf = "verband",
        period: given.Period = None,
    ) -> Response:
        """Values of all areas of a level in the order of /areas, null where missing; made for maps.

        Parameters
        ----------
        request : Request
            Its address and its If-None-Match are read.
        indicator : str
            Id of the indicator.
        year : int, optional
            Year of the borders; the newest by default.
        level : {"gemeinde", "verband", "kreis", "land", "bund"}
            Level of the areas.
        period : str, optional
            Exactly this period instead of the vintage nearest to the year.

        Returns
        -------
        Response
            JSON, values rounded to two decimals more than are printed; 304 if the client has it already.

        Raises
        ------
        UnknownNameError
            If there is no such indicator, year or period.
        """
        when = self.atlas.year(year)
        etag = self.site.etag("column", indicator, when, level, period)
        headers = head(etag, sources_of(self.atlas, [indicator], when, period))
        if is_known(request, etag):
            return Response(status_code=304, headers=headers)
        found = self.atlas.column(indicator, when, level, period)
        body = self.atlas.once(("list", indicator, when, level, period), lambda: _bare(self.atlas, found, when))
        return JSONResponse(body, headers=headers)

    def attributes(self, request: Request, year: given.Year = None, level: given.LevelOf = "verband") -> Response:
        """Name, Land, type, Lage and population of all areas of a level as lists, in the order of /areas.

        Parameters
        ----------
        request : Request
            Its address and its If-None-Match are read.
        year : int, optional
            Year of the borders; the newest by default.
        level : {"gemeinde", "verband", "kreis", "land", "bund"}
            Level of the areas.

        Returns
        -------
        Response
            JSON, population in persons; 304 if the client has it already.

        Raises
        ------
        UnknownNameError
            If there is no such year.
        """
        when = self.atlas.year(year)
        headers = head(self.site.etag("attributes", when, level), [SOURCES["gv"]])
        if is_known(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        packed = self.atlas.once(("attributes", when, level), lambda: _attributes(self.atlas, when, level))
        return packed_response(request, packed, "application/json", headers)


def _attributes(atlas: Atlas, year: int, level: Level) -> bytes:
    areas = atlas.areas(year, level)
    columns = {name: values.tolist() for name, values in areas.codes.items() if name in FILTERS}
    people = [None if np.isnan(number) else int(number) for number in areas.population]
    licence = {"licences": licences([SOURCES["gv"]])}
    told = {**licence, "key": areas.keys, "name": areas.names, "population": people, **columns}
    return gzip.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0)


def _bare(atlas: Atlas, column: Column, year: int) -> dict[str, Any]:
    digits = column.indicator.decimals + 2
    values = [None if np.isnan(value) else round(float(value), digits) for value in column.values]
    vintages = [vintage for vintage in column.vintage if vintage]
    return {
        "indicator": column.indicator.id,
        "vintage": vintages[0] if vintages else None,
        "licences": licences(sources_of(atlas, [column.indicator.id], year, column.period)),
        "values": values,
    }
