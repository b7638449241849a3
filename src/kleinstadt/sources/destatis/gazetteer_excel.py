"""Gemeindeverzeichnis of Destatis as Excel, fifteen layouts from 1990 to 2024.

What the files themselves say was looked at one by one; what is odd in them:

- 1990 has no Textkennzeichen (gemeindefreie Gebiete are told by their names) and names Verbände without a key: here
  they get "80" and their number in the order of names within the Kreis. A second sheet states sums for each Verband,
  which are held against the municipalities; its sums for Kreise are not, since Haßberge's is wrong (202,729 persons).
- "1998" has the keys of 31.12.1998, as its cover says, and the numbers of 31.12.1997, as its head says of everything:
  it lacks 57,862 of 82,057,379 persons, those of municipalities dissolved from 31.12.1997 on. Those that took them in
  have too few (their area is short by just that of the dissolved ones, and whole in 1994 and 2002), one has another's
  people as well; they are listed in gazetteer_flaws.csv and their values are given as unreliable.
- 2009's coordinates are degrees, minutes, seconds and were joined by name, so that hundreds of places lie at a
  namesake's: none is taken.
- 2016 has six municipalities without population ("/") and, like 2017, eight doubled rows of gemeindefreie Gebiete.
- 2011 counts on the basis of earlier censuses, 2013 to 2024 on that of the census of 2011.
"""

from datetime import date
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.destatis.gazetteer_header import COORDINATES, Header, read_header, stated_territory
from kleinstadt.sources.destatis.gazetteer_records import (
    INHABITED_FREE,
    LEVELS,
    RECORD_KINDS,
    UNINHABITED_FREE,
    area_table,
    fact_table,
    refuse_rows,
)
from kleinstadt.sources.destatis.gazetteer_verbaende import check_verband_sums
from kleinstadt.sources.reading.symbols import value_and_status
from kleinstadt.sources.reading.tables import RawFile, Reader, Reading
from kleinstadt.sources.reading.workbook import Row, Sheet, Workbook

VARIABLES: Final = ("population", "population_male", "population_female", "area_km2")

_SHEETS: Final = ("Gemeindedaten", "Onlineprodukt_Gemeinden")  # how the sheet's name begins
_WIDTHS: Final = {"land": 2, "rb": 1, "kreis": 2, "vb": 4, "gem": 3}
_FIRST_WITH_COORDINATES: Final = 2011
_HEAD_SAYS: Final = {date(1998, 12, 31): date(1997, 12, 31)}  # lists whose head states another day than their keys
_GEMEINDEFREI: Final = r"(?i)\bgemfr\b|gemeindefrei"
_LON, _LAT = (5.5, 15.5), (47.0, 55.5)  # Germany lies within


def read(path: Path, file: RawFile) -> Reading:
    """Areas of all levels, and population, by sex, and area of each municipality.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: areas, facts (persons, km²).

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If it is no spreadsheet, or has other sheets or columns.
    SourceContentError
        For another territory or year than the catalogue says, doubled keys, sums that do not hold.
    """
    workbook = Workbook(path)
    sheet = workbook.sheet(_sheet_name(workbook))
    first, last = _record_range(sheet)
    header = read_header(sheet, first, coordinates=_has_coordinates(file))
    _check_days(workbook, header, file, sheet.where)
    cells = _cells(sheet, header, first, last)
    records = _records(cells, sheet.where)
    values = _values(cells.filter(record="60"), sheet.where)
    if "verband_name" in header.columns:
        check_verband_sums(workbook, cells.filter(record="60"), values)
    areas = area_table(records, file, sheet.where)
    return Reading(areas=areas, facts=fact_table(_without_flaws(values, file.territory), file))


def _has_coordinates(file: RawFile) -> bool:
    return file.territory is not None and file.territory.year >= _FIRST_WITH_COORDINATES


def _sheet_name(workbook: Workbook) -> str:
    names = [name for name in workbook.sheet_names if name.startswith(_SHEETS)]
    if len(names) != 1:
        msg = (
            f"{workbook.path.name}: expected one sheet whose name begins with {' or '.join(map(repr, _SHEETS))} "
            f"(found: {', '.join(workbook.sheet_names)}). Is this a Gemeindeverzeichnis?"
        )
        raise SourceLayoutError(msg)
    return names[0]


def _record_range(sheet: Sheet) -> tuple[int, int]:
    """Index of the first and the last record; between them stand records only."""
    first_cells = pl.Series([row[0] for row in sheet.rows], dtype=pl.String, strict=False)
    kinds = first_cells.str.strip_chars().str.replace(r"\.0$", "")
    is_record = kinds.is_in(list(RECORD_KINDS))
    if not is_record.any():
        msg = f"{sheet.where}: no row begins with a Satzart ({', '.join(RECORD_KINDS)})."
        raise SourceLayoutError(msg)
    positions = is_record.arg_true()
    first, last = int(positions[0]), int(positions[-1])
    odd = (~is_record[first : last + 1]).arg_true()
    if len(odd):
        row = first + int(odd[0])
        msg = f"{sheet.where}, row {row + 1}: expected a Satzart ({', '.join(RECORD_KINDS)}), found '{kinds[row]}'."
        raise SourceContentError(msg)
    return first, last


def _check_days(workbook: Workbook, header: Header, file: RawFile, where: str) -> None:
    """The list must be of the day and year that the catalogue says: a wrong year would be the worst defect."""
    if file.territory is None or file.period is None:
        msg = f"{where}: the catalogue must say of which day and year this list is."
        raise SourceContentError(msg)
    in_head = _HEAD_SAYS.get(file.territory, file.territory)
    _same_day(header.territory, in_head, f"{where}, head")
    if "Inhalt" in workbook.sheet_names:
        stated = stated_territory(workbook.sheet("Inhalt").rows)
        _same_day(stated or file.territory, file.territory, f"{workbook.path.name}, sheet 'Inhalt'")
    if str(header.population.year) != file.period:
        msg = (
            f"{where}: expected the population of {file.period}, found that of {header.population:%d.%m.%Y}. "
            "Correct the catalogue or take the other file."
        )
        raise SourceContentError(msg)


def _same_day(found: date, expected: date, where: str) -> None:
    if found != expected:
        msg = (
            f"{where}: expected 'Gebietsstand {expected:%d.%m.%Y}', found {found:%d.%m.%Y}. "
            "It is the list of another day: correct the catalogue or the file's name."
        )
        raise SourceContentError(msg)


def _text(rows: list[Row], columns: dict[str, int]) -> pl.DataFrame:
    """The named columns of `rows` as text, a number 60.0 as "60.0", an empty cell as ""."""
    cells = list(zip(*rows, strict=True))
    return pl.DataFrame([pl.Series(name, cells[i], dtype=pl.String, strict=False) for name, i in columns.items()])


def _cells(sheet: Sheet, header: Header, first: int, last: int) -> pl.DataFrame:
    """One row a record, all text but clean: parts of keys padded, names without footnote marks and odd blanks."""
    cells = _text(sheet.rows[first : last + 1], header.columns).with_columns(row=pl.int_range(first + 1, last + 2))
    names = [name for name in ("name", "verband_name") if name in header.columns]
    whole = [name for name in ("record", "kind", "postcode", *_WIDTHS) if name in header.columns]
    cells = cells.with_columns(
        *(pl.col(name).str.replace_all(r"[\s\u00a0]+", " ").str.strip_chars() for name in names),
        *(pl.col(name).str.strip_chars().str.replace(r"\.0$", "").replace("", None) for name in whole),
    )
    cells = cells.with_columns(pl.col("name").str.replace(r"\s*\d\)$", ""))
    padded = [pl.col(name).str.zfill(_WIDTHS[name]) for name in _WIDTHS if name in header.columns]
    return _with_keys(_without_doubled_free_areas(cells.with_columns(padded)))


def _without_doubled_free_areas(cells: pl.DataFrame) -> pl.DataFrame:
    """Drop rows that repeat an uninhabited gemeindefreies Gebiet cell by cell (2016, 2017); any other double stays."""
    if "kind" not in cells.columns:
        return cells
    content = pl.struct(pl.exclude("row"))
    return cells.filter((pl.col("kind") != UNINHABITED_FREE).fill_null(True) | content.is_first_distinct())


def _with_keys(cells: pl.DataFrame) -> pl.DataFrame:
    kreis = pl.concat_str("land", "rb", "kreis")
    verband = pl.concat_str(kreis, pl.col("vb")) if "vb" in cells.columns else _numbered_verband(kreis)
    cells = cells.with_columns(verband=verband, kreis_key=kreis)
    region = pl.concat_str("land", "rb")
    keys = {"10": pl.col("land"), "20": region, "40": kreis, "50": verband, "60": pl.concat_str(kreis, pl.col("gem"))}
    return cells.with_columns(key=pl.coalesce(pl.when(record=kind).then(key) for kind, key in keys.items()))


def _numbered_verband(kreis: pl.Expr) -> pl.Expr:
    """1990: "80" and the number of the Verband's name within its Kreis; null for a municipality without Verband."""
    named = pl.col("verband_name").replace("", None)
    number = named.rank("dense").over(kreis).cast(pl.Int64).cast(pl.String).str.zfill(2)
    return pl.when(named.is_not_null()).then(pl.concat_str(kreis, pl.lit("80"), number))


def _records(cells: pl.DataFrame, where: str) -> pl.DataFrame:
    """The record frame of gazetteer_records: all levels from Land to municipality."""
    kept = cells.filter(pl.col("record").is_in(list(LEVELS)))
    if "vb" in cells.columns:
        listed = kept.filter(record="50")["key"].to_list()
        empty = (pl.col("vb") == "0000") & ~pl.col("verband").is_in(listed)
        kept = kept.with_columns(verband=pl.when((pl.col("record") == "60") & ~empty).then("verband"))
        _check_postcodes(kept, where)
        coordinates = _coordinates(kept, where)
        return kept.select("row", "record", "key", "verband", "name", "kind", "postcode", *coordinates)
    absent = {"postcode": pl.String, "lon": pl.Float64, "lat": pl.Float64}
    towns = kept.with_columns(kind=_kind_by_name(), **{k: pl.lit(None, dtype=v) for k, v in absent.items()})
    columns = ("row", "record", "key", "verband", "name", "kind", *absent)
    members = towns.filter(pl.col("verband").is_not_null())
    verbaende = members.unique("verband", keep="first", maintain_order=True).with_columns(
        record=pl.lit("50"), key="verband", name="verband_name", kind=None
    )
    verbaende = verbaende.with_columns(verband=pl.lit(None, dtype=pl.String), kind=pl.lit(None, dtype=pl.String))
    return pl.concat([towns.select(columns), verbaende.select(columns)])


def _kind_by_name() -> pl.Expr:
    """1990: the Textkennzeichen of gemeindefreie Gebiete, which their names tell; null for all others."""
    empty = pl.col("population").cast(pl.Float64, strict=False) == 0
    kind = pl.when(empty).then(pl.lit(UNINHABITED_FREE)).otherwise(pl.lit(INHABITED_FREE))
    return pl.when((pl.col("record") == "60") & pl.col("name").str.contains(_GEMEINDEFREI)).then(kind)


def _check_postcodes(cells: pl.DataFrame, where: str) -> None:
    odd = ~pl.col("postcode").str.contains(r"^[0-9]{5}$")
    refuse_rows(cells.filter(record="60"), odd.fill_null(False), where, "have a Postleitzahl that is not five digits")


def _coordinates(cells: pl.DataFrame, where: str) -> list[pl.Series]:
    """Longitude and latitude; null where empty or 0 (which the list prints for "unknown")."""
    if "lon" not in cells.columns:
        return [pl.Series(name, [None] * cells.height, dtype=pl.Float64) for name in COORDINATES]
    columns = [
        value_and_status(cells[name], f"{where}, {name}", decimal_comma=True, thousandths=True)[0]
        for name in COORDINATES
    ]
    known = pl.DataFrame(columns).with_columns(pl.all().replace(0.0, None))
    placed = cells.select("row", "key", "name").hstack(known)
    outside = ~(pl.col("lon").is_between(*_LON) & pl.col("lat").is_between(*_LAT))
    refuse_rows(placed, outside.fill_null(False), where, "lie outside Germany")
    return known.get_columns()


def _values(towns: pl.DataFrame, where: str) -> pl.DataFrame:
    """row, key, name, and value and status of each variable, one row a municipality; held against each other."""
    values = towns.select("row", "key", "name")
    for name in (*VARIABLES, "density"):
        value, status = value_and_status(towns[name], f"{where}, column {name}")
        values = values.with_columns(value, status.alias(f"{name}_status"))
    values = _with_empty_female_of_nobody(values)
    total = pl.col("population_male") + pl.col("population_female")
    refuse_rows(values, total != pl.col("population"), where, "have men and women that are not the whole population")
    per_km2 = pl.col("population") / pl.col("area_km2")
    tolerance = pl.max_horizontal(1.0, 0.05 * per_km2)
    refuse_rows(
        values, (per_km2 - pl.col("density")).abs() > tolerance, where, "have another density than persons over area"
    )
    negative = pl.any_horizontal(pl.col(VARIABLES) < 0)
    refuse_rows(values, negative, where, "have a negative number")
    return values.drop("density", "density_status")


def _with_empty_female_of_nobody(values: pl.DataFrame) -> pl.DataFrame:
    """1990 leaves the women's cell empty where nobody lives: of no persons and no men, no women are left."""
    nobody = (pl.col("population") == 0) & (pl.col("population_male") == 0) & pl.col("population_female").is_null()
    return values.with_columns(
        population_female=pl.when(nobody).then(0.0).otherwise("population_female"),
        population_female_status=pl.when(nobody).then(pl.lit("measured")).otherwise("population_female_status"),
    )


def _without_flaws(values: pl.DataFrame, territory: date | None) -> pl.DataFrame:
    """Null and "unreliable" where the publisher's number is known to be that of other borders."""
    flaws = known_flaws().filter(territory=territory)
    for name in VARIABLES:
        affected = "area" if name == "area_km2" else "population"
        keys = flaws.filter(pl.col("affected").str.contains(affected))["ags"].to_list()
        flawed = pl.col("key").is_in(keys)
        values = values.with_columns(
            pl.when(~flawed).then(name).alias(name),
            pl.when(flawed).then(pl.lit("unreliable")).otherwise(f"{name}_status").alias(f"{name}_status"),
        )
    return values


@cache
def known_flaws() -> pl.DataFrame:
    """Municipalities whose printed numbers are not those of their borders.

    Returns
    -------
    pl.DataFrame
        territory, ags, name, affected, reason.
    """
    data = files("kleinstadt.sources.destatis").joinpath("gazetteer_flaws.csv").read_bytes()
    return pl.read_csv(BytesIO(data), schema_overrides={"ags": pl.String, "territory": pl.Date})


READER: Final = Reader("gv", read)
