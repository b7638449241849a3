"""The second sheet of 1990: sums for each Verband, held against the sums of its municipalities."""

import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.reading.symbols import plain_number
from kleinstadt.sources.reading.workbook import Sheet, Workbook, cell_text

_SHEET = "Gemeindeverbandsdaten"
_NO_VERBAND = r"^(Einheitsgemeinden|(samt|verbands|amts|kirchspiels)freie )"  # rows that gather what has no Verband
_HEADS = {
    "record": "Satz-art",
    "land": "Land",
    "rb": "RB",
    "kreis": "Kreis",
    "verband_name": "Kreis amtsfreie Gemeinden Amt",
    "members": "Gemeinden",
    "population": "insgesamt",
}


def check_verband_sums(workbook: Workbook, towns: pl.DataFrame, values: pl.DataFrame) -> None:
    """Raise an error unless every Verband's members and persons add up to what its own row states.

    Parameters
    ----------
    workbook : Workbook
        The list of municipalities.
    towns : pl.DataFrame
        key, kreis_key, verband_name of each municipality.
    values : pl.DataFrame
        key, population.

    Raises
    ------
    SourceLayoutError
        If the sheet of Verbände has another layout.
    SourceContentError
        Naming the first Verbände that do not.
    """
    sheet = workbook.sheet(_SHEET)
    stated = _stated_sums(sheet)
    people = values.select("key", people="population")
    members = (
        towns.filter(pl.col("verband_name") != "").select("key", "kreis_key", "verband_name").join(people, on="key")
    )
    summed = members.group_by("kreis_key", "verband_name").agg(members=pl.len(), population=pl.col("people").sum())
    both = stated.join(summed, on=["kreis_key", "verband_name"], how="full", coalesce=True, suffix="_summed")
    same = (pl.col("members") == pl.col("members_summed")) & (pl.col("population") == pl.col("population_summed"))
    wrong = both.filter(~same.fill_null(False)).sort("kreis_key", "verband_name")
    if wrong.is_empty():
        return
    first = wrong.row(0, named=True)
    msg = (
        f"{sheet.where}: {first['kreis_key']} {first['verband_name']} states {first['population']} persons in "
        f"{first['members']} municipalities, but its municipalities have {first['population_summed']} in "
        f"{first['members_summed']} ({wrong.height} Verbände differ). Get the file from its publisher again."
    )
    raise SourceContentError(msg)


def _stated_sums(sheet: Sheet) -> pl.DataFrame:
    """kreis_key, verband_name, members, population of each Verband's row; those have no Satzart."""
    columns = _columns(sheet)
    first = next((i for i, row in enumerate(sheet.rows) if cell_text(row[0]) == "10"), len(sheet.rows))
    cells = list(zip(*sheet.rows[first:], strict=True))
    frame = pl.DataFrame([pl.Series(name, cells[i], dtype=pl.String, strict=False) for name, i in columns.items()])
    frame = frame.with_columns(pl.col("verband_name").str.replace_all(r"[\s\u00a0]+", " ").str.strip_chars())
    verbaende = frame.filter(pl.col("record") == "", ~pl.col("verband_name").str.contains(_NO_VERBAND))
    numbers = plain_number(pl.col("members", "population"))
    return verbaende.select(pl.concat_str("land", "rb", "kreis").alias("kreis_key"), "verband_name", numbers)


def _columns(sheet: Sheet) -> dict[str, int]:
    heads = {cell_text(cell): i for row in sheet.rows[:6] for i, cell in enumerate(row) if cell != ""}
    absent = [head for head in _HEADS.values() if head not in heads]
    if absent:
        msg = f"{sheet.where}: no column {', '.join(map(repr, absent))} (found: {', '.join(heads)})."
        raise SourceLayoutError(msg)
    return {name: heads[head] for name, head in _HEADS.items()}
