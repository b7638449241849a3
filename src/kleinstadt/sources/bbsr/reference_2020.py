"""BBSR, Referenz Gemeinden ab 2020: three sheets, each with the step to the next year's municipalities.

| sheet | step         | people and jobs          | weights                   | rows of a divided municipality |
| ----- | ------------ | ------------------------ | ------------------------- | ------------------------------ |
| 2020  | 2020 to 2021 | hundreds, rounded to ten | area, population, jobs    | carry each its part's numbers  |
| 2021  | 2021 to 2022 | hundreds, exact          | area, population, jobs    | repeat the whole               |
| 2022  | 2022 to 2023 | persons                  | area, population; and ARS | repeat the whole               |

Employees (sozialversicherungspflichtig, at the place of work) are those of 30 June, given here with the year's borders
of 31 December. Those of 2021 only tell how a municipality was divided and are no facts: where the Federal Employment
Agency withholds the number they are zero, in 1,381 places with residents (one of them a town of 42,408), and INKAR has
the same numbers. The sheet of 2022 has no employees.
"""

from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt import keys
from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.bbsr.crosswalk import refuse_wrong_weights
from kleinstadt.sources.reading.symbols import plain_number
from kleinstadt.sources.reading.tables import AREAS, CROSSWALK, FACTS, RawFile, Reader, Reading, refuse_doubled, tidy
from kleinstadt.sources.reading.workbook import Sheet, Workbook, cell_text

YEARS: Final = (2020, 2021, 2022)

# beginning of the heading without blanks and hyphens -> name here; {y} is the sheet's year, {n} the next
KEY_COLUMNS: Final = {
    "Gemeinden31.12.{y}": "from_id",
    "GemeindenRegionalschlüssel31.12.{y}": "ars",
    "Gemeindename{y}": "name",
    "Gemeinden31.12.{n}": "to_id",
}
NUMBER_COLUMNS: Final = {
    "flächenproportionaler": "weight_area",
    "bevölkerungsproportionaler": "weight_population",
    "beschäftigtenproportionaler": "weight_employees",
    "Flächeam31.12.{y}inkm²": "area_km2",
    "Bevölkerungam31.12.{y}in100": "population_100",
    "Bevölkerungam31.12.{y}": "population",
    "sozialvers.pflichtigBeschäftigteamArbeitsortam30.6.{y}in100": "employees_workplace_100",
}
ALWAYS: Final = ("from_id", "to_id", "name", "weight_area", "weight_population", "area_km2")
PERSONS: Final = ("population", "employees_workplace")
WEIGHT_TOLERANCE: Final = 5e-4  # shares are printed to four digits
WITHHELD: Final = ("employees_workplace", 2021)
ROUNDING: Final = 2e-3  # of a part's number, as share of the whole


def read(path: Path, file: RawFile) -> Reading:
    """Links of the three yearly steps, counts of the three years, and the municipalities of 31.12.2022.

    Facts: `population`, `employees_workplace` (persons; 2020 alone, rounded to tens by the publisher), `area_km2`.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: facts, areas, crosswalk.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For changed headings.
    SourceContentError
        For bad keys, numbers, doubled rows or weights.
    """
    book = Workbook(path)
    tables = {year: _table(book.sheet(str(year)), year) for year in YEARS}
    facts = [_facts(table, year, file, path.name) for year, table in tables.items()]
    links = [_links(table, year, file, path.name) for year, table in tables.items()]
    return Reading(facts=pl.concat(facts), crosswalk=pl.concat(links), areas=_areas(tables[2022], file))


def _table(sheet: Sheet, year: int) -> pl.DataFrame:
    """One sheet: keys as text, numbers as Float64, counts in persons."""
    names = _names(sheet, year)
    data = {name: [cell_text(row[at]) for row in sheet.rows[1:]] for name, at in names.items()}
    numbers = [name for name in names if name in NUMBER_COLUMNS.values()]
    table = pl.DataFrame(data, schema=dict.fromkeys(data, pl.String)).with_columns(
        *(keys.pad_key(pl.col(name), "gemeinde") for name in ("from_id", "to_id")),
        *(plain_number(pl.col(name), thousandths=True) for name in numbers),
    )
    for name in ("from_id", "to_id", *numbers):
        if table[name].has_nulls():
            row = int(table[name].is_null().arg_max() or 0)
            msg = f"{sheet.where}, row {row + 2}: '{name}' is no number: '{data[name][row]}'. Get the file again."
            raise SourceContentError(msg)
    return _persons(refuse_doubled(table, ["from_id", "to_id"], sheet.where))


def _names(sheet: Sheet, year: int) -> dict[str, int]:
    """Name here -> position; raises SourceLayoutError when a column that every sheet has is not there."""
    headings = [cell_text(cell).replace(" ", "").replace("-", "") for cell in sheet.rows[0]] if sheet.rows else []
    names: dict[str, int] = {}
    for pattern, name in {**KEY_COLUMNS, **NUMBER_COLUMNS}.items():
        wanted = pattern.format(y=year, n=year + 1)
        exact = [at for at, found in enumerate(headings) if found == wanted or _is_weight(found, wanted)]
        if exact:
            names[name] = exact[0]
    absent = [name for name in ALWAYS if name not in names]
    absent += ["population"] if not names.keys() & {"population", "population_100"} else []
    if absent:
        msg = (
            f"{sheet.where}, row 1: no column for {', '.join(absent)} (found: {', '.join(headings)}). "
            "BBSR has changed the layout: compare with the columns named in sources/bbsr/reference_2020.py."
        )
        raise SourceLayoutError(msg)
    return names


def _is_weight(found: str, wanted: str) -> bool:
    return wanted.endswith("proportionaler") and found.startswith(wanted)


def _persons(table: pl.DataFrame) -> pl.DataFrame:
    """Hundreds to whole persons: 899.3 gives 89930."""
    hundreds = [name for name in PERSONS if f"{name}_100" in table.columns]
    return table.with_columns((pl.col(f"{name}_100") * 100).round(0).alias(name) for name in hundreds)


def _facts(table: pl.DataFrame, year: int, file: RawFile, where: str) -> pl.DataFrame:
    weights = {"population": "weight_population", "employees_workplace": "weight_employees", "area_km2": "weight_area"}
    wholes = [
        _whole(table, name, weight, f"{where}, sheet '{year}'")
        for name, weight in weights.items()
        if name in table and (name, year) != WITHHELD
    ]
    return tidy(
        pl.concat(wholes),
        FACTS,
        level="gemeinde",
        territory=date(year, 12, 31),
        period=str(year),
        status="measured",
        source=file.source,
    )


def _whole(table: pl.DataFrame, name: str, weight: str, where: str) -> pl.DataFrame:
    """One value a municipality, whether its rows repeat the whole or carry each its part; refuses anything else."""
    value, share = pl.col(name), pl.col(weight)
    spread = value.max() - value.min()
    apart = (value - share * value.sum()).abs().max()
    totals = table.group_by(area_id="from_id", maintain_order=True).agg(
        value=pl.when(spread == 0).then(value.first()).otherwise(value.sum().round(4)),
        odd=(spread > 0) & (apart > ROUNDING * value.sum()),
    )
    odd = totals.filter("odd")
    if not odd.is_empty():
        msg = (
            f"{where}: the rows of {odd['area_id'][0]} neither repeat '{name}' nor divide it by '{weight}'. "
            "Get the file again from BBSR."
        )
        raise SourceContentError(msg)
    return totals.select("area_id", "value", pl.lit(name).alias("variable"))


def _links(table: pl.DataFrame, year: int, file: RawFile, where: str) -> pl.DataFrame:
    """The step to the next year. Where nobody lives or works, people and jobs go by area."""
    for weight, count in (("weight_population", "population"), ("weight_employees", "employees_workplace")):
        if count in table.columns:
            nobody = (pl.col(count) == 0).all().over("from_id")
            table = table.with_columns(
                pl.when(nobody).then(pl.col("weight_area")).otherwise(pl.col(weight)).alias(weight)
            )
    days = {"from_territory": date(year, 12, 31), "to_territory": date(year + 1, 12, 31)}
    links = tidy(table, CROSSWALK, level="gemeinde", source=file.source, **days)
    return refuse_wrong_weights(links, f"{where}, sheet '{year}'", WEIGHT_TOLERANCE).sort("from_id", "to_id")


def _areas(table: pl.DataFrame, file: RawFile) -> pl.DataFrame:
    """Municipalities of 31.12.2022 with the Verband of their ARS; the sheets before name none."""
    if "ars" not in table.columns:
        msg = "sheet '2022': no column 'Gemeinden Regionalschlüssel 31.12.2022'. BBSR has changed the layout."
        raise SourceLayoutError(msg)
    unique = table.unique("from_id", maintain_order=True)
    verband = keys.verband_of_ars(keys.pad_key(pl.col("ars"), "ars"))
    unique = unique.select(area_id="from_id", name="name", verband=verband)
    return tidy(unique, AREAS, territory=date(2022, 12, 31), level="gemeinde", source=file.source)


READER: Final = Reader("bbsr_reference_2020", read)
