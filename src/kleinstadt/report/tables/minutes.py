"""Abb. 14 and 19, computed: how long the ways by car are, official means over the area of each Verband."""

from typing import Final

import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.report.tables.spreads import small_towns_by_lage, spreads_of
from kleinstadt.words import labels

MIDDLE: Final = "minutes_to_mittelzentrum"
UPPER: Final = "minutes_to_oberzentrum"

CLASSES: Final = {  # limits in minutes, as printed
    MIDDLE: (7.5, 15.0),
    UPPER: (15.0, 30.0),
}
SCHEME: Final = "central_place"
AT_LEAST_MIDDLE: Final = ("1", "2")  # Oberzentrum, Mittelzentrum


def figure_14(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 14: share of small towns by minutes to the next Mittelzentrum and Oberzentrum, by size and Lage.

    Towns that are Mittelzentren (or parts of one, or more) are a class of their own, as in print.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        ziel, typ, lage (words), n (towns), eigen_pct, kurz_pct, mittel_pct, lang_pct (per cent of towns with known
        minutes).

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    names = [name for name in CLASSES if name in edition.indicators]
    units = edition.areas(year, "verband", names).filter(pl.col("type").is_in(labels.SMALL_TOWNS))
    units = units.with_columns(eigen=pl.col("verband").is_in(_middle_centres(edition, year).implode()))
    rows = [
        {"ziel": labels.CENTRES[name][0], "typ": labels.TYPES[kind][0], "lage": words[0], **_shares(own, name)}
        for name in names
        for lage, words in labels.LAGEN.items()
        for kind in reversed(labels.SMALL_TOWNS)
        for own in [units.filter((pl.col("type") == kind) & (pl.col("lage") == lage)).drop_nulls(name)]
    ]
    schema = {"ziel": pl.String, "typ": pl.String, "lage": pl.String, "n": pl.Int64}
    return pl.DataFrame(
        rows, schema=schema | dict.fromkeys(("eigen_pct", "kurz_pct", "mittel_pct", "lang_pct"), pl.Float64)
    )


def _shares(units: pl.DataFrame, name: str) -> dict[str, float | int | None]:
    low, high = CLASSES[name]
    own = pl.col("eigen") if name == MIDDLE else pl.lit(value=False)
    minutes = pl.col(name)
    tests = {
        "eigen_pct": own,
        "kurz_pct": ~own & (minutes < low),
        "mittel_pct": ~own & (minutes >= low) & (minutes < high),
        "lang_pct": ~own & (minutes >= high),
    }
    shares = {
        key: 100 * units.filter(test).height / units.height if units.height else None for key, test in tests.items()
    }
    return {"n": units.height, **shares}


def _middle_centres(edition: Edition, year: int) -> pl.Series:
    """Verbände of which a member is at least (part of) a Mittelzentrum, by the official list nearest to the year."""
    wanted = (pl.col("scheme") == SCHEME) & (pl.col("level") == "gemeinde")
    groups = edition.store.scan("groups").filter(wanted).collect()
    if groups.is_empty():
        return pl.Series("verband", [], pl.String)
    day = min(groups["territory"].unique(), key=lambda then: abs(then.year - year))
    centres = groups.filter(pl.col("territory") == day, pl.col("group_id").is_in(AT_LEAST_MIDDLE))
    return edition.members(year).filter(pl.col("ags").is_in(centres["area_id"].implode()))["verband"].unique()


def figure_19(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 19: spread of the minutes to motorway, IC station and airport.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        Columns as in `spreads.spreads_of`, the first is "ziel"; minutes.

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    return spreads_of(edition, year, "ziel", labels.FAR_WAYS, small_towns_by_lage())
