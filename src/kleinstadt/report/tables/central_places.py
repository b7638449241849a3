"""Tab. 3, computed: central places by type and Lage, as far as open files tell.

Known is which municipalities are at least Mittelzentren (typologies/central_places.csv); which of them are more, and
who is a Grundzentrum, is not. So the printed rows of single functions stay empty, and one row says what is known.
"""

from typing import Final

import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.report.tables.computed import groups_of_table_4
from kleinstadt.typologies.central_places import FUNCTION, functions_at

NOT_KNOWN: Final = (
    "Oberzentrum (oder Teil)",
    "Mittelzentrum mit Teilfunktion eines Oberzentrums",
    "Mittelzentrum (oder Teil)",
    "Grundzentrum mit Teilfunktion eines Mittelzentrums",
    "Grundzentrum (oder Teil)",
    "keine zentralörtliche Funktion",
)
AT_LEAST_MIDDLE: Final = ("mindestens Mittelzentrum (soweit belegt)", "at least Mittelzentrum (as far as shown)")
ALL: Final = ("insgesamt", "all")


def table_3(edition: Edition, year: int) -> pl.DataFrame:
    """Tab. 3: number of Verbände by central-place function, type and Lage; null where it is not known.

    A Verband has the highest function of its members. The row of AT_LEAST_MIDDLE is not in print: there it is the sum
    of three.
    """
    units = edition.areas(year, "verband")
    function = functions_at(edition.territory(year)).filter(pl.col("function") >= pl.lit("middle", FUNCTION))
    centres = edition.members(year).join(function, on="ags", how="semi")["verband"].unique()
    empty = dict.fromkeys(groups_of_table_4())
    rows = [{"funktion": name, **empty} for name in NOT_KNOWN]
    middle = units.filter(pl.col("verband").is_in(centres.to_list()))
    shown = centres.len() > 0  # the table of functions begins at the end of 2015
    rows.append({"funktion": AT_LEAST_MIDDLE[0], **(_counts(middle) if shown else empty)})
    rows.append({"funktion": ALL[0], **_counts(units)})
    return pl.DataFrame(rows, schema={"funktion": pl.String, **dict.fromkeys(empty, pl.Int64)})


def _counts(units: pl.DataFrame) -> dict[str, int | None]:
    """How many units each column has; None where the Lage of any of that type is not known."""
    unknown = set(units.filter(pl.col("lage").is_null())["type"].cast(pl.String).unique())
    groups = groups_of_table_4().items()
    return {name: None if name.split()[0] in unknown else units.filter(wanted).height for name, wanted in groups}
