"""Tab. 3, computed: central places by type and Lage, from the official lists of functions.

The list of 2019 has four classes, that of 2017 also tells who has partial functions of the next higher class. Which
Verband has which function is not printed. The rule here is fitted, among 192 variants, on the printed table: a Verband
of one municipality has its function, one of several has none.
"""

from typing import Final

import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.report.tables.broadband import groups_of_table_4
from kleinstadt.report.tables.jobs import MOST_YEARS_OFF
from kleinstadt.words import labels

FUNCTIONS: Final = tuple(german for german, _ in labels.FUNCTIONS)
NONE: Final = FUNCTIONS[-1]

CLASSES: Final = {"1": FUNCTIONS[0], "2": FUNCTIONS[2], "3": FUNCTIONS[4], "0": NONE}
"""The four classes of the official list by code; Klein- and Unterzentren are Grundzentren."""

WITH_PARTS: Final = {"2": (("20", "21"), FUNCTIONS[1]), "3": (("40", "41"), FUNCTIONS[3])}
"""Class, codes of the list of 2017 that have partial functions of the next class, and what they are called."""


def table_3(edition: Edition, year: int) -> pl.DataFrame:
    """Tab. 3: number of Verbände by central-place function, type and Lage; null where it is not known.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        funktion (German name, "insgesamt" last), then a column for each of `groups_of_table_4`: number of Verbände.

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    units = edition.areas(year, "verband")
    columns = dict.fromkeys(groups_of_table_4())
    functions = functions_of_verbaende(edition, year)
    if functions.is_empty():
        rows = [{"funktion": name, **columns} for name in FUNCTIONS]
    else:
        known = units.join(functions, on="verband", how="left").with_columns(pl.col("funktion").fill_null(NONE))
        rows = [{"funktion": name, **_counts(known.filter(pl.col("funktion") == name), units)} for name in FUNCTIONS]
    rows.append({"funktion": labels.ALL[0], **_counts(units, units)})
    return pl.DataFrame(rows, schema={"funktion": pl.String, **dict.fromkeys(columns, pl.Int64)})


def functions_of_verbaende(edition: Edition, year: int) -> pl.DataFrame:
    """The function of each Verband of one inhabited municipality, as FUNCTIONS name it; others are left out.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        verband, funktion; empty where the edition has no list.

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    classes = _list(edition, "central_place", year).rename({"code": "klasse"})
    if classes.is_empty():
        return pl.DataFrame(schema={"verband": pl.String, "funktion": pl.String})
    parts = _list(edition, "central_place_13", year)
    members = edition.members(year).filter(pl.col("population") > 0).select("ags", "verband")
    alone = members.filter(pl.len().over("verband") == 1)
    coded = alone.join(classes, on="ags").join(parts, on="ags", how="left")
    function = pl.col("klasse").replace_strict(CLASSES)
    for one, (codes, name) in WITH_PARTS.items():
        partial = (pl.col("klasse") == one) & pl.col("code").is_in(codes).fill_null(value=False)
        function = pl.when(partial).then(pl.lit(name)).otherwise(function)
    return coded.select("verband", funktion=function)


def _list(edition: Edition, scheme: str, year: int) -> pl.DataFrame:
    """The codes of an official list, of the day nearest to a year's end, at most MOST_YEARS_OFF away: ags, code."""
    wanted = (pl.col("scheme") == scheme) & (pl.col("level") == "gemeinde")
    groups = edition.store.scan("groups").filter(wanted).collect()
    near = [day for day in groups["territory"].unique() if abs(day.year - year) <= MOST_YEARS_OFF]
    nearest = min(near, key=lambda day: abs(day.year - year), default=None)
    of_day = groups.filter(pl.col("territory") == nearest) if nearest else groups.clear()
    return of_day.select(ags="area_id", code="group_id")


def _counts(own: pl.DataFrame, units: pl.DataFrame) -> dict[str, int | None]:
    """How many of `own` each column has; None where the Lage of any unit of that type is not known."""
    unknown = set(units.filter(pl.col("lage").is_null())["type"].cast(pl.String).unique())
    groups = groups_of_table_4().items()
    return {name: None if name.split()[0] in unknown else own.filter(wanted).height for name, wanted in groups}
