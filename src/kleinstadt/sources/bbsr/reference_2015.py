"""BBSR, Referenzdateien 1998-2015: who belonged to whom on 31.12.2015, with the official types.

Three sheets are read, each with two or three rows of headings: 'GVB 2015' (Verbände with Stadt- und Gemeindetyp and
Mittelbereich), 'Gemeinden', 'Kreise' (with the groupings of Kreise). The fifth column of 'Gemeinden', the Verband's
Regionalschlüssel, is shifted against the rows and is not read: a municipality finds its Verband by BBSR's own key in
the fourth column. That is the Verband of its ARS but for two municipalities, which BBSR counts to a neighbouring Amt.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt import keys
from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.reading.symbols import plain_number
from kleinstadt.sources.reading.tables import AREAS, GROUPS, RawFile, Reader, Reading, melt_facts, refuse_doubled, tidy
from kleinstadt.sources.reading.workbook import Sheet, Workbook, cell_text

HEADING_ROW: Final = 3  # as the sheets count
FIRST_ROW: Final = 4  # of the data

# position -> heading that must stand there -> name here
VERBAENDE: Final = {
    0: ("gvb15", "gvb"),
    1: ("Name des Gemeindeverbands", "name"),
    2: ("Regionalschlüssel", "area_id"),
    3: ("sgtyp", "settlement_type_official"),
    4: ("", "settlement_type_official_name"),
    10: ("mittelb15", "mittelbereich"),
    11: ("mittelb15name", "mittelbereich_name"),
    12: ("Fläche in km²", "area_km2"),
    13: ("Bevölkerung 31.12.2015", "population"),
    14: ("männl. Bevölkerung 31.12.2015", "population_male"),
    15: ("weibl. Bevölkerung 31.12.2015", "population_female"),
}
GEMEINDEN: Final = {
    0: ("gem15", "area_id"),
    1: ("Regionalschlüssel 2015", "ars"),
    2: ("Gemeindename 2015", "name"),
    3: ("Gemeindeverband, Stand 31.12.2015", "gvb"),
    6: ("Fläche in km²", "area_km2"),
    7: ("Bevölkerung 31.12.2015", "population"),
    8: ("männl. Bevölkerung 31.12.2015", "population_male"),
    9: ("weibl. Bevölkerung 31.12.2015", "population_female"),
    10: ("Postleitzahl", "postcode"),
}
KREISE: Final = {
    0: ("krs15", "area_id"),
    1: ("krs15name", "name"),
    4: ("fl15", "area_km2"),
    5: ("z_bev15", "population"),
    6: ("kreg", "kreisregion"),
    7: ("kregname", "kreisregion_name"),
    8: ("ktyp4", "kreis_type"),
    9: ("", "kreis_type_name"),
    10: ("slraum", "urban_rural"),
    11: ("", "urban_rural_name"),
    12: ("ROR11", "planning_region"),
    13: ("ROR11name", "planning_region_name"),
    14: ("rtyp3", "region_type"),
    15: ("", "region_type_name"),
    16: ("amr", "labour_market_region"),
    17: ("amr_name", "labour_market_region_name"),
    20: ("NUTS2", "nuts2"),
    21: ("NUTS2name", "nuts2_name"),
    22: ("land", "land"),
    23: ("", "land_name"),
}
COUNTS: Final = ("area_km2", "population", "population_male", "population_female")
VERBAND_SCHEMES: Final = ("settlement_type_official", "mittelbereich")
KREIS_SCHEMES: Final = (
    "kreis_type",
    "urban_rural",
    "kreisregion",
    "planning_region",
    "region_type",
    "labour_market_region",
    "nuts2",
)
DIGITS: Final = {"mittelbereich": 6, "planning_region": 4}  # lost leading zeros of the Land
KM2_TOLERANCE: Final = 0.05  # sums of rounded areas


def read(path: Path, file: RawFile) -> Reading:
    """Areas (gemeinde, verband, kreis, land), counts of 2015 and the groupings of Verbände and Kreise.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: areas, facts, groups.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For moved headings.
    SourceContentError
        For doubled keys, unknown Verbände and sums over municipalities that miss the sheet's own total of the Verband
        or the Kreis.
    """
    book = Workbook(path)
    verbaende = _verbaende(book.sheet("GVB 2015"))
    gemeinden = _gemeinden(book.sheet("Gemeinden"))
    kreise = _kreise(book.sheet("Kreise"))
    members = gemeinden.join(verbaende.select("gvb", verband="area_id"), on="gvb", how="left")
    _refuse_unknown_verband(members, path.name)
    _refuse_wrong_sums(members, "verband", verbaende, f"{path.name}, sheet 'GVB 2015'")
    by_kreis = members.with_columns(kreis=keys.kreis_of(pl.col("area_id")))
    _refuse_wrong_sums(by_kreis, "kreis", kreise, f"{path.name}, sheet 'Kreise'")
    return Reading(
        facts=melt_facts(gemeinden.select("area_id", *COUNTS), file, level="gemeinde"),
        areas=_areas(members, verbaende, kreise, file),
        groups=pl.concat(
            [
                _groups(verbaende, "verband", VERBAND_SCHEMES, file),
                _groups(kreise, "kreis", KREIS_SCHEMES, file),
                _classes_of_members(members, verbaende, file),
            ]
        ),
    )


def _verbaende(sheet: Sheet) -> pl.DataFrame:
    table = _table(sheet, VERBAENDE, COUNTS)
    table = table.with_columns(keys.pad_key(pl.col("area_id"), "verband"), keys.pad_key(pl.col("gvb"), "gemeinde"))
    return refuse_doubled(_padded(table, sheet), ["area_id"], sheet.where)


def _gemeinden(sheet: Sheet) -> pl.DataFrame:
    table = _table(sheet, GEMEINDEN, COUNTS)
    ars = keys.pad_key(pl.col("ars"), "ars")
    table = table.with_columns(
        keys.pad_key(pl.col("area_id"), "gemeinde"),
        keys.pad_key(pl.col("gvb"), "gemeinde"),
        ars=ars,
        postcode=pl.when(pl.col("postcode") != "").then(pl.col("postcode").str.zfill(5)),
    )
    contrary = table.filter(keys.ags_of_ars(pl.col("ars")).ne_missing(pl.col("area_id")))
    if not contrary.is_empty():
        msg = f"{sheet.where}: {_shown(contrary)}: key and Regionalschlüssel contradict each other."
        raise SourceContentError(msg)
    return refuse_doubled(table, ["area_id"], sheet.where)


def _kreise(sheet: Sheet) -> pl.DataFrame:
    table = _table(sheet, KREISE, ("area_km2", "population"))
    kreis_keys = [
        keys.kreis_of(keys.pad_key(pl.col(name), "gemeinde")).alias(name) for name in ("area_id", "kreisregion")
    ]
    table = table.with_columns(*kreis_keys, land=keys.pad_key(pl.col("land"), "land"))
    return refuse_doubled(_padded(table, sheet), ["area_id"], sheet.where)


def _table(sheet: Sheet, columns: dict[int, tuple[str, str]], numbers: tuple[str, ...]) -> pl.DataFrame:
    """The sheet's data rows as text, `numbers` as Float64; refuses moved headings and cells that are no number."""
    headings = [cell_text(cell) for cell in sheet.rows[HEADING_ROW - 1]] if len(sheet.rows) >= FIRST_ROW else []
    for position, (wanted, _) in columns.items():
        found = headings[position] if position < len(headings) else "nothing"
        if found != wanted:
            msg = (
                f"{sheet.where}, row {HEADING_ROW}, column {position + 1}: expected the heading '{wanted}', found "
                f"'{found}'. BBSR has changed the layout: compare with the columns named in "
                "sources/bbsr/reference_2015.py."
            )
            raise SourceLayoutError(msg)
    rows = sheet.rows[FIRST_ROW - 1 :]
    data = {name: [cell_text(row[at]) for row in rows] for at, (_, name) in columns.items()}
    table = pl.DataFrame(data, schema=dict.fromkeys(data, pl.String))
    table = table.with_columns(plain_number(pl.col(name)) for name in numbers)
    for name in numbers:
        if table[name].has_nulls():
            row = int(table[name].is_null().arg_max() or 0)
            msg = f"{sheet.where}, row {row + FIRST_ROW}: '{name}' is no number. Get the file again from BBSR."
            raise SourceContentError(msg)
    return table


def _padded(table: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """Leading zeros of group codes; refuses rows without a proper key."""
    if table["area_id"].has_nulls():
        row = int(table["area_id"].is_null().arg_max() or 0)
        msg = f"{sheet.where}, row {row + FIRST_ROW}: no key of an area. Get the file again from BBSR."
        raise SourceContentError(msg)
    return table.with_columns(pl.col(name).str.zfill(n) for name, n in DIGITS.items() if name in table.columns)


def _shown(rows: pl.DataFrame) -> str:
    return ", ".join(f"{key} {name}" for key, name in rows.select("area_id", "name").head(5).rows())


def _refuse_unknown_verband(members: pl.DataFrame, where: str) -> None:
    lost = members.filter(pl.col("verband").is_null())
    if not lost.is_empty():
        msg = (
            f"{where}, sheet 'Gemeinden': {lost.height} municipalities name a Verband that sheet 'GVB 2015' does not "
            f"have: {_shown(lost)}."
        )
        raise SourceContentError(msg)


def _refuse_wrong_sums(members: pl.DataFrame, group: str, totals: pl.DataFrame, where: str) -> None:
    """Persons must add up exactly, areas within the rounding of their parts."""
    names = [name for name in COUNTS if name in totals.columns]
    sums = members.group_by(area_id=pl.col(group)).agg(pl.col(names).sum())
    both = totals.join(sums, on="area_id", how="full", coalesce=True, suffix="_sum")
    for name in names:
        allowed = KM2_TOLERANCE if name == "area_km2" else 0.0
        apart = (pl.col(name) - pl.col(f"{name}_sum")).abs() > allowed
        wrong = both.filter(apart | pl.col(name).is_null() | pl.col(f"{name}_sum").is_null())
        if not wrong.is_empty():
            key, printed, found = wrong.select("area_id", name, f"{name}_sum").row(0)
            msg = (
                f"{where}: '{name}' of {key} is {printed}, its municipalities sum to {found} ({wrong.height} rows). "
                "Get the file again from BBSR."
            )
            raise SourceContentError(msg)


def _areas(members: pl.DataFrame, verbaende: pl.DataFrame, kreise: pl.DataFrame, file: RawFile) -> pl.DataFrame:
    laender = kreise.select(area_id="land", name="land_name").unique("area_id").sort("area_id")
    levels = {
        "gemeinde": members.select("area_id", "name", "verband", "postcode"),
        "verband": verbaende.select("area_id", "name"),
        "kreis": kreise.select("area_id", "name"),
        "land": laender,
    }
    return pl.concat(
        tidy(frame, AREAS, level=level, territory=file.territory, source=file.source) for level, frame in levels.items()
    )


def _classes_of_members(members: pl.DataFrame, verbaende: pl.DataFrame, file: RawFile) -> pl.DataFrame:
    """Type and Mittelbereich of each municipality, under the names they have in later files, and whom it belongs to."""
    classes = verbaende.select(
        verband="area_id",
        type_official="settlement_type_official",
        type_official_name="settlement_type_official_name",
        mittelbereich="mittelbereich",
        mittelbereich_name="mittelbereich_name",
        verband_official="area_id",
        verband_official_name="name",
    )
    named = members.select("area_id", "verband").join(classes, on="verband", maintain_order="left")
    return _groups(named, "gemeinde", ("type_official", "mittelbereich", "verband_official"), file)


def _groups(frame: pl.DataFrame, level: str, schemes: tuple[str, ...], file: RawFile) -> pl.DataFrame:
    parts = [
        frame.select(
            "area_id", pl.lit(scheme).alias("scheme"), group_id=pl.col(scheme), group_name=pl.col(f"{scheme}_name")
        )
        for scheme in schemes
    ]
    return tidy(pl.concat(parts), GROUPS, level=level, territory=file.territory, source=file.source)


READER: Final = Reader("bbsr_reference", read)
