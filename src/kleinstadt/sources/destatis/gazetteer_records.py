"""Records of the Gemeindeverzeichnis, whichever way it is printed: checked, and brought into areas and facts.

A record frame has one row a record of the list and the columns

| column   | what                                                                                        |
| -------- | ------------------------------------------------------------------------------------------- |
| row      | row of the sheet or line of the file, counted from 1                                        |
| record   | Satzart: "10" Land, "20" Regierungsbezirk, "40" Kreis, "50" Verband, "60" municipality      |
| key      | key of the area, as long as its level wants (keys.py)                                       |
| verband  | municipalities: the Verband that the list names; null where it names none                   |
| name     | clean name                                                                                  |
| kind     | Textkennzeichen of Destatis, two digits; null where the list has none                       |
| postcode | of the town hall; null where the list has none                                              |
| lon, lat | degrees WGS 84; null where the list has none                                                |
"""

from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.keys import DIGITS, LAENDER, kreis_of, land_of
from kleinstadt.sources.reading.tables import AREAS, FACTS, RawFile, refuse_doubled, tidy

LEVELS: Final = {"10": "land", "20": "region", "40": "kreis", "50": "verband", "60": "gemeinde"}
RECORD_KINDS: Final = ("10", "20", "30", "40", "50", "60")  # 30, a Region of Baden-Württemberg, is not kept

INHABITED_FREE: Final = "65"  # gemeindefreies Gebiet, inhabited
UNINHABITED_FREE: Final = "66"  # gemeindefreies Gebiet, uninhabited
OWN_VERBAND: Final = "50"  # a municipality that is its own Verband

_NOT_A_NUMBER: Final = r"^[0-9]{%d}$"


def area_table(records: pl.DataFrame, file: RawFile, where: str) -> pl.DataFrame:
    """All areas of one list: Länder, Kreise, Verbände, municipalities, gemeindefreie Gebiete included.

    Parameters
    ----------
    records : pl.DataFrame
        The list's records as text, with their kind and keys.
    file : RawFile
        Its row of the catalogue.
    where : str
        Name of file and sheet, for the error.

    Returns
    -------
    pl.DataFrame
        AREAS.

    Raises
    ------
    SourceContentError
        For a key that is none, a doubled key, a Land that is missing, or an area whose Kreis, Land or Verband is not in
        the list.
    """
    records = records.with_columns(level=pl.col("record").replace_strict(LEVELS))
    _check_keys(records, where)
    refuse_doubled(records, ["level", "key"], where)
    _check_complete(records.filter(level="land")["key"], where)
    _check_hierarchy(records, where)
    verbaende = records.filter(level="verband")
    towns = with_own_verband(records.filter(level="gemeinde"), verbaende["key"])
    own = _own_verband_records(towns, verbaende["key"])
    rest = records.filter(~pl.col("level").is_in(["verband", "gemeinde"]))
    areas = pl.concat([rest, verbaende, own.select(records.columns), towns.select(records.columns)])
    areas = refuse_doubled(areas, ["level", "key"], where).sort("level", "key").rename({"key": "area_id"})
    return tidy(areas, AREAS, territory=file.territory, source=file.source)


def with_own_verband(towns: pl.DataFrame, listed: pl.Series) -> pl.DataFrame:
    """Fill `verband` for municipalities that belong to no listed Verband: each is its own.

    The lists of 1990 to 2005 give all of them in a Kreis the same empty Verband ("0000"), which says nothing. From
    2009 on each has a code of its own, "0" and its three digits ("9" and its three digits for a gemeindefreies
    Gebiet); the earlier years get the same here. Where a listed Verband has that code by chance (Wesselburen in 1994
    and 1998), the leading digit is "9" too.

    Parameters
    ----------
    towns : pl.DataFrame
        Municipalities, with key and verband.
    listed : pl.Series of str
        Keys of the Verbände in the list.

    Returns
    -------
    pl.DataFrame
        The same rows, each with a Verband.
    """
    number = pl.col("key").str.slice(5, 3)
    zero, nine = (pl.concat_str(kreis_of(pl.col("key")), pl.lit(digit), number) for digit in "09")
    free = pl.col("kind").is_in([INHABITED_FREE, UNINHABITED_FREE]).fill_null(False)
    own = pl.when(free | zero.is_in(listed.to_list())).then(nine).otherwise(zero)
    return towns.with_columns(verband=pl.coalesce("verband", own))


def fact_table(values: pl.DataFrame, file: RawFile) -> pl.DataFrame:
    """Facts of municipalities from wide columns.

    Parameters
    ----------
    values : pl.DataFrame
        `key` and, for each variable v, `v` and `v_status`.
    file : RawFile
        Its row of the catalogue.

    Returns
    -------
    pl.DataFrame
        FACTS.
    """
    variables = [name for name in values.columns if f"{name}_status" in values.columns]
    long = pl.concat(
        values.select(area_id="key", variable=pl.lit(name), value=name, status=f"{name}_status") for name in variables
    )
    return tidy(long, FACTS, level="gemeinde", territory=file.territory, period=file.period, source=file.source)


def refuse_rows(frame: pl.DataFrame, bad: pl.Expr, where: str, what: str) -> None:
    """Raise an error that names the first odd rows.

    Parameters
    ----------
    frame : pl.DataFrame
        With the columns row, key, name.
    bad : pl.Expr
        True for an odd row.
    where : str
        Name of file and sheet.
    what : str
        What is wrong with them.

    Raises
    ------
    SourceContentError
        If there is any.
    """
    odd = frame.filter(bad)
    if odd.is_empty():
        return
    shown = "; ".join(f"row {row}: {key} {name}" for row, key, name in odd.select("row", "key", "name").head(5).rows())
    msg = f"{where}: {odd.height} rows {what} ({shown}). The file is damaged or was edited; get it from its publisher."
    raise SourceContentError(msg)


def _check_keys(records: pl.DataFrame, where: str) -> None:
    for level in LEVELS.values():
        well_formed = pl.col("key").str.contains(_NOT_A_NUMBER % DIGITS[level]) & land_of(pl.col("key")).is_in(
            list(LAENDER)
        )
        bad = ~well_formed.fill_null(False)
        refuse_rows(records.filter(level=level), bad, where, f"have no key of {DIGITS[level]} digits for a {level}")
    nameless = (pl.col("name").fill_null("") == "") & pl.col("level").is_in(["gemeinde", "verband"])
    refuse_rows(records, nameless, where, "have no name")


def _check_complete(laender: pl.Series, where: str) -> None:
    absent = [name for key, name in LAENDER.items() if key not in laender.to_list()]
    if absent:
        msg = f"{where}: no record for {', '.join(absent)}; a list has all 16 Länder. It is cut off: get it again."
        raise SourceContentError(msg)


def _check_hierarchy(records: pl.DataFrame, where: str) -> None:
    """Each area lies in listed ones, save for uninhabited areas outside every Kreis (coastal waters, 07000999)."""
    keys = {level: records.filter(level=level)["key"].to_list() for level in LEVELS.values()}
    towns = records.filter(level="gemeinde")
    settled = pl.col("kind").fill_null("") != UNINHABITED_FREE
    in_kreis = kreis_of(pl.col("key")).is_in(keys["kreis"])
    refuse_rows(towns, settled & ~in_kreis, where, "lie in a Kreis that the list does not have")
    in_land = land_of(pl.col("key")).is_in(keys["land"])
    refuse_rows(records, ~in_land, where, "lie in a Land that the list does not have")
    in_verband = pl.col("verband").is_null() | pl.col("verband").is_in(keys["verband"])
    refuse_rows(towns, ~in_verband, where, "name a Verband that the list does not have")
    has_member = pl.col("key").is_in(towns["verband"].drop_nulls().to_list())
    refuse_rows(records.filter(level="verband"), ~has_member, where, "are Verbände without a member")
    has_town = pl.col("key").is_in(towns["key"].str.slice(0, 5).to_list())
    refuse_rows(records.filter(level="kreis"), ~has_town, where, "are Kreise without a municipality")


def _own_verband_records(towns: pl.DataFrame, listed: pl.Series) -> pl.DataFrame:
    """A Verband record for each municipality that is its own and has none in the list."""
    alone = towns.filter(~pl.col("verband").is_in(listed.to_list()))
    nothing = {name: pl.lit(None, dtype=towns.schema[name]) for name in ("verband", "postcode", "lon", "lat")}
    return alone.with_columns(
        key="verband", level=pl.lit("verband"), record=pl.lit("50"), kind=pl.lit(OWN_VERBAND)
    ).with_columns(**nothing)
