"""What a parser gives back: tidy tables with fixed columns, the same for every publisher.

A parser is a function `read(path, file) -> Reading`: bytes in, tidy tables out, nothing kept back. It refuses what it
does not understand (SourceLayoutError, SourceContentError) instead of guessing. Its module says whose files it reads:
`READER = Reader("gv", read)`.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError

Schema = dict[str, pl.DataType | type[pl.DataType]]

FACTS: Final[Schema] = {
    "area_id": pl.String,  # key of the area, its length as in keys.py; Germany is "00"
    "level": pl.String,  # gemeinde, verband, kreis, land, bund
    "territory": pl.Date,  # the day whose borders the number is drawn in
    "period": pl.String,  # what it speaks of: "2019", or "2019-06" where there are several a year
    "variable": pl.String,  # name with its unit as suffix, persons and pieces bare
    "value": pl.Float64,  # null exactly where the status is a reason for missing
    "status": pl.String,  # measured, modelled, or a reason for missing (symbols.py)
    "source": pl.String,  # id in the catalogue
}

FEW_WORDS: Final = ("level", "period", "variable", "status", "source")  # columns of FACTS

AREAS: Final[Schema] = {
    "territory": pl.Date,
    "level": pl.String,
    "area_id": pl.String,
    "name": pl.String,
    "verband": pl.String,  # municipalities only; null where the year's list does not say
    "postcode": pl.String,  # of the town hall; municipalities only
    "lon": pl.Float64,  # degrees WGS 84 of the municipality's centre
    "lat": pl.Float64,
    "kind": pl.String,  # Textkennzeichen of Destatis, two digits
    "source": pl.String,
}

CROSSWALK: Final[Schema] = {
    "from_territory": pl.Date,
    "to_territory": pl.Date,
    "from_id": pl.String,
    "to_id": pl.String,
    "level": pl.String,  # gemeinde, kreis
    "weight_population": pl.Float64,  # share of the giving area's people that goes to the taking one
    "weight_area": pl.Float64,
    "weight_employees": pl.Float64,  # null where the publisher gives none
    "source": pl.String,
}

CHANGES: Final[Schema] = {
    "effective": pl.Date,  # when it counts for statistics
    "kind": pl.String,  # Änderungsart of Destatis, as text
    "from_id": pl.String,  # AGS
    "from_name": pl.String,
    "to_id": pl.String,
    "to_name": pl.String,
    "area_m2": pl.Float64,  # what moves
    "population": pl.Float64,
    "source": pl.String,
}

GROUPS: Final[Schema] = {
    "territory": pl.Date,
    "level": pl.String,
    "area_id": pl.String,
    "scheme": pl.String,  # settlement_type_official, mittelbereich, kreis_type, planning_region, regiostar7, ...
    "group_id": pl.String,
    "group_name": pl.String,
    "source": pl.String,
}

FLOWS: Final[Schema] = {
    "from_id": pl.String,
    "to_id": pl.String,
    "level": pl.String,
    "territory": pl.Date,
    "period": pl.String,
    "variable": pl.String,
    "value": pl.Float64,
    "status": pl.String,
    "source": pl.String,
}

CELLS: Final[Schema] = {
    "x": pl.Int32,  # centre of the cell, metres EPSG:3035
    "y": pl.Int32,
    "period": pl.String,
    "variable": pl.String,
    "value": pl.Float64,
    "status": pl.String,
    "source": pl.String,
}

POSTCODES: Final[Schema] = {
    "postcode": pl.String,  # five digits
    "area_id": pl.String,  # AGS
    "territory": pl.Date,
    "source": pl.String,
}

PLACES: Final[Schema] = {
    "name": pl.String,
    "lon": pl.Float64,  # degrees WGS 84
    "lat": pl.Float64,
    "off": pl.Float64,  # degrees by which the point may be wrong, in either direction
    "source": pl.String,
}


@dataclass(frozen=True)
class RawFile:
    """One file of one publisher: a row of editions.csv.

    Attributes
    ----------
    path : str
        Below the raw folder.
    source : str
        Id of the source.
    territory : date or None
        Borders of its numbers.
    period : str or None
        What its numbers speak of; None where the file itself says.
    sha256 : str
        Of the file this row was written for.
    """

    path: str
    source: str
    territory: date | None
    period: str | None
    sha256: str


@dataclass(frozen=True)
class Reading:
    """What one raw file gave: any of the tidy tables, each with the columns of its schema above.

    Attributes
    ----------
    facts : pl.DataFrame, optional
        FACTS: numbers of areas.
    areas : pl.DataFrame, optional
        AREAS: names and places of areas.
    crosswalk : pl.DataFrame, optional
        CROSSWALK: who goes where between two days.
    changes : pl.DataFrame, optional
        CHANGES: reforms one by one.
    groups : pl.DataFrame, optional
        GROUPS: classes of areas.
    flows : pl.DataFrame, optional
        FLOWS: numbers of pairs of areas.
    cells : pl.DataFrame, optional
        CELLS: numbers of cells and places.
    postcodes : pl.DataFrame, optional
        POSTCODES: postcodes of municipalities.
    places : pl.DataFrame, optional
        PLACES: named points.
    """

    facts: pl.DataFrame | None = None
    areas: pl.DataFrame | None = None
    crosswalk: pl.DataFrame | None = None
    changes: pl.DataFrame | None = None
    groups: pl.DataFrame | None = None
    flows: pl.DataFrame | None = None
    cells: pl.DataFrame | None = None
    postcodes: pl.DataFrame | None = None
    places: pl.DataFrame | None = None

    def tables(self) -> dict[str, pl.DataFrame]:
        """The tables that are there, by name.

        Returns
        -------
        dict of str to pl.DataFrame
            In the order of the fields.
        """
        present = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: frame for name, frame in present.items() if frame is not None}


@dataclass(frozen=True)
class ReadFile:
    """A raw file that was read.

    Attributes
    ----------
    file : RawFile
        Its row of the catalogue.
    sha256 : str
        Of the file as it was found.
    reading : Reading
        What it gave.
    differing : tuple of str
        In words, what differs from the known release; empty for that itself.
    """

    file: RawFile
    sha256: str
    reading: Reading
    differing: tuple[str, ...] = ()


Read = Callable[[Path, RawFile], Reading]


@dataclass(frozen=True)
class Reader:
    """A module's parser, and the source whose files it reads; the module's READER is one.

    Attributes
    ----------
    source : str
        Id of the source.
    read : callable
        From a path and its RawFile to a Reading.
    """

    source: str
    read: Read


SCHEMAS: Final[dict[str, Schema]] = {
    "facts": FACTS,
    "areas": AREAS,
    "crosswalk": CROSSWALK,
    "changes": CHANGES,
    "groups": GROUPS,
    "flows": FLOWS,
    "cells": CELLS,
    "postcodes": POSTCODES,
    "places": PLACES,
}


def tidy(frame: pl.DataFrame, schema: Schema, **constants: object) -> pl.DataFrame:
    """Bring a frame into a schema: constants become columns, absent columns null; in order, and cast.

    Parameters
    ----------
    frame : pl.DataFrame
        With any of the columns.
    schema : dict of str to data type
        Columns in order.
    **constants : object
        Columns of one value.

    Returns
    -------
    pl.DataFrame
        Exactly the columns of the schema.
    """
    frame = frame.with_columns(pl.lit(value).alias(name) for name, value in constants.items())
    absent = [pl.lit(None).alias(name) for name in schema if name not in frame.columns]
    return frame.with_columns(absent).select(pl.col(name).cast(kind) for name, kind in schema.items())


def compact(facts: pl.DataFrame) -> pl.DataFrame:
    """FACTS or CELLS whose few words stand as numbers: half of the memory, and a sixth of what grouping by them takes.

    Parameters
    ----------
    facts : pl.DataFrame
        FACTS or CELLS.

    Returns
    -------
    pl.DataFrame
        FEW_WORDS as Categorical.
    """
    return facts.cast({name: pl.Categorical for name in FEW_WORDS if name in facts.columns})


def spelt(facts: pl.DataFrame) -> pl.DataFrame:
    """FACTS or CELLS again, from what compact() made.

    Parameters
    ----------
    facts : pl.DataFrame
        As `compact` gives them.

    Returns
    -------
    pl.DataFrame
        FACTS.
    """
    return facts.cast({pl.Categorical: pl.String})


def melt_facts(
    wide: pl.DataFrame, file: RawFile, *, level: str, status: str = "measured", period: str | None = None
) -> pl.DataFrame:
    """Facts from one row an area and one column a variable.

    Parameters
    ----------
    wide : pl.DataFrame
        Column `area_id`, and Float64 columns called like their variables; null means "missing".
    file : RawFile
        Its row of the catalogue.
    level : str
        Level of the areas.
    status : str
        Of all values that are there.
    period : str, optional
        What they speak of; the file's own period by default.

    Returns
    -------
    pl.DataFrame
        FACTS.
    """
    variables = [name for name in wide.columns if name != "area_id"]
    long = wide.unpivot(variables, index="area_id", variable_name="variable", value_name="value")
    long = long.with_columns(
        status=pl.when(pl.col("value").is_null()).then(pl.lit("missing")).otherwise(pl.lit(status))
    )
    return tidy(long, FACTS, level=level, territory=file.territory, period=period or file.period, source=file.source)


def refuse_doubled(frame: pl.DataFrame, columns: list[str], where: str) -> pl.DataFrame:
    """Return a frame whose keys are all different.

    Parameters
    ----------
    frame : pl.DataFrame
        The rows.
    columns : list of str
        Columns whose values together name a row.
    where : str
        Name of the file, for the error.

    Returns
    -------
    pl.DataFrame
        The same.

    Raises
    ------
    SourceContentError
        Naming the first doubled keys.
    """
    if frame[columns[-1]].n_unique() == frame.height:  # mostly one column tells all rows apart, and is quicker asked
        return frame
    doubled = frame.filter(pl.struct(columns).is_duplicated())
    if doubled.is_empty():
        return frame
    shown = "; ".join(
        " ".join(map(str, row)) for row in doubled.select(columns).unique(maintain_order=True).head(5).rows()
    )
    msg = (
        f"{where}: {doubled.height} rows share a key that must be unique ({', '.join(columns)}): {shown}. "
        "Take the doubled rows out, or get the file again from its publisher."
    )
    raise SourceContentError(msg)
