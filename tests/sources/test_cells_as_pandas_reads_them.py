"""200 cells of the embedded edition for each newer table, a file of a source, held against the raw file by pandas.

The readers' own code has no part in this: the edition is what users get, and pandas is another library. Of each source
cells are drawn with a seed, so that the same 200 are looked at each time.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
import polars as pl
import pytest

from kleinstadt.edition.edition import Edition
from kleinstadt.sources.inkar import kreise_2020
from kleinstadt.sources.transport.stops import MODES

pytestmark = pytest.mark.raw

CELLS: Final = 200
Cell = tuple[str, str, str]  # area_id, variable, period
Lookup = Callable[[Cell], float]

AGES_OF_BW: Final = {"aged_10_14": "10 - 15 Jahre", "aged_20_24": "20 - 25 Jahre", "aged_55_59": "55 - 60 Jahre"}
AGES_OF_CENSUS: Final = {  # the file's headings name other ages than its figures are of: test_people.py shows which
    "census_aged_0_15_pct": "share_under18",
    "census_aged_16_24_pct": "share_18to29",
    "census_aged_25_59_pct": "share_30to49",
    "census_aged_60_66_pct": "share_50to64",
    "census_aged_67_pct": "share_65plus",
}


CLASSES: Final = {  # our name of a class: its code in the file of 2019, its code in the file of 2017
    "lage_official": ("Raumtyp Bezug: Lage (Gemeindeverbände) Kennziffer", "Raumtyp_Lage"),
    "type_official": ("Stadt- und Gemeindetyp Kennziffer", "SGtyp17"),
    "central_place": ("Zentralörtliche Einstufung (zusammengefasst) Kennziffer", "ZO4"),
    "mittelbereich": ("BBSR-Mittelbereiche Kennziffer", None),
    "regiostar7": ("RegioStaR7 Kennziffer", None),
}


def _reference(raw: Path, year: int) -> Path:
    names = {
        2019: "Referenz Gemeinden Kreise NUTS_ 31.12.2019.xlsx",
        2017: "Referenz Gemeinden-GVB-Kreise_NUTS_31.12.2017.xlsx",
    }
    return raw / "bbsr" / names[year]


def _exported(path: Path) -> pd.DataFrame:
    """A table export of INKAR: key as index, (indicator, last year of the period) as columns."""
    table = pd.read_excel(path, sheet_name="Daten", header=[0, 1], dtype=str, engine=_engine(path))
    keyed = table.set_index(table.columns[0])
    keyed.columns = pd.MultiIndex.from_tuples([(name, str(year)[-4:]) for name, year in keyed.columns])
    return keyed


def _engine(path: Path) -> str:
    return "openpyxl" if path.suffix == ".xlsx" else "calamine"


def _kreise_2020(raw: Path) -> Lookup:
    tables = [_exported(path) for path in sorted((raw / "inkar2020").glob("*.xls"))]
    headings = {variable: heading for heading, variable in kreise_2020.INDICATORS.items()}

    def cell(at: Cell) -> float:
        column = (headings[at[1]], at[2])
        table = next(table for table in tables if column in table.columns)
        return float(table.at[at[0], column])

    return cell


def _verbaende_2019(raw: Path) -> Lookup:
    table = _exported(raw / "inkar" / "gemeindeverbaende_2019" / "A_Beschaeftigtenquote.xlsx")
    keys = pd.read_excel(
        _reference(raw, 2019), sheet_name="Regionalschlüssel GVB", engine="calamine", dtype="Int64", usecols=[0, 1]
    )
    own = {f"{ars:09}": f"{key:08}" for key, ars in keys.dropna().itertuples(index=False)}
    return lambda at: float(table.at[own[at[0]], ("Beschäftigtenquote", at[2])])


def _income_tax(raw: Path) -> Lookup:
    path = raw / "inkar" / "gemeindeverbaende_2019" / "IRIS_Einkommenssteuer_Gemeindeverbaende_2022.csv"
    table = pd.read_csv(path, sep=";", decimal=",", encoding="cp1252", skiprows=[1], dtype={"gemeindeve22": str})
    keyed = table.set_index("gemeindeve22")
    return lambda at: float(keyed.at[at[0], f"q_einkst_bev{at[2][2:]}"])


def _ages_of_kreise(raw: Path) -> Lookup:
    tables = {path.name[3:7]: _single_years(path) for path in (raw / "altersgruppen").glob("pop*.csv.gz")}

    def cell(at: Cell) -> float:
        rows = tables[at[2]].loc[{"02000": "02", "11000": "11"}.get(at[0], at[0])]
        young = rows[(rows["first"] >= 20) & (rows["first"] < 45)]
        return float(young.women.sum() / young.men.sum() * 100)

    return cell


def _single_years(path: Path) -> pd.DataFrame:
    """By key: first of an age, men, women."""
    names = ["key", "name", "age", "total", "men", "women"]
    rows = pd.read_csv(path, sep=";", encoding="latin-1", names=names, dtype=str)
    rows = rows[rows.age.str.contains("Jahr", na=False)].set_index("key").sort_index()
    first = rows.age.str.extract(r"^(\d+)")[0].where(rows.age != "unter 1 Jahr", "0").astype(float)
    counts = rows[names[4:]].apply(pd.to_numeric, errors="coerce")
    return counts.assign(first=first)


def _ages_of_bw(raw: Path) -> Lookup:
    tables = {
        path.stem[-4:]: pd.read_csv(path).set_index(["AGS", "Alter von bis unter"])["Bevölkerung insgesamt"]
        for path in (raw / "altersgruppen").glob("bevoelkerung_bw_*.csv")
    }
    return lambda at: float(tables[at[2]].loc[(int(at[0]), AGES_OF_BW[at[1]])])


def _ages_of_census(raw: Path) -> Lookup:
    table = pd.read_csv(raw / "altersgruppen" / "zensus2022_gemeinden_altersgruppen.csv", dtype={"ags": str})
    keyed = table.set_index("ags")
    return lambda at: float(keyed.at[at[0], AGES_OF_CENSUS[at[1]]])


def _rent_levels(raw: Path) -> Lookup:
    table = pd.read_csv(raw / "mietniveau" / "mietniveaustufen_2021.csv", dtype={"ags": str}).set_index("ags")
    return lambda at: float(table.at[at[0], "mietniveaustufe"])


def _dsl(raw: Path) -> Lookup:
    """A workbook a year; shares that were taken for dates ("9.78" for the first of September 1978) are turned back."""
    years = {path.name[:4]: _dsl_of(path) for path in (raw / "breitband").glob("200?_DSL_*.xlsx")}
    return lambda at: float(years[at[2]].at[str(int(at[0]))])


def _dsl_of(path: Path) -> pd.Series:
    with pd.ExcelFile(path, engine="openpyxl") as book:
        sheet = next(str(name) for name in book.sheet_names if str(name).endswith("_dsl_gem"))
        table = book.parse(sheet, dtype=str)
    dates = table.verf_dsl.str.extract(r"^(\d\d),(\d\d),\d\d(\d\d)$")
    typed = (dates[1] + "." + dates[2]).where(dates[2] != "21", dates[0] + "." + dates[1])
    return table.assign(share=typed.fillna(table.verf_dsl)).dropna(subset="ags").set_index("ags").share


def _mid_2018(raw: Path) -> Lookup:
    path = raw / "breitband" / "Verf_Gemeinden_atene_Mitte_18.csv"
    table = pd.read_csv(path, sep=";", decimal=",", dtype={"AGS": str}).set_index("AGS")
    return lambda at: float(table.at[at[0], f"300_{at[1].split('_')[2]}"])


def _businesses(raw: Path) -> Lookup:
    table = pd.read_csv(raw / "breitband" / "gemeinde_bezirke_gew_2021_mitte.csv", dtype={"AGS": str})
    keyed = table.set_index("AGS")
    return lambda at: float(keyed.at[at[0], f"leitungsg. Technologien ≥ {at[1].split('_')[3]} Mbit/s"])


TABLES: Final[dict[str, tuple[pl.Expr, Callable[[Path], Lookup]]]] = {
    "inkar_2020": (pl.lit(value=True), _kreise_2020),
    "inkar_verbaende_2019": (pl.lit(value=True), _verbaende_2019),
    "inkar_income_tax_2022": (pl.lit(value=True), _income_tax),
    "ages_kreise": (pl.lit(value=True), _ages_of_kreise),
    "ages_bw": (pl.col("variable").is_in(list(AGES_OF_BW)), _ages_of_bw),
    "census_ages": (pl.lit(value=True), _ages_of_census),
    "rent_levels": (pl.lit(value=True), _rent_levels),
    "broadband_dsl": (pl.lit(value=True), _dsl),
    "breitbandatlas": (pl.col("period") == "2018-06", _mid_2018),
    "broadband_businesses": (pl.lit(value=True), _businesses),
}


FILES_OF: Final = {  # sources of several files: what tells the file
    "ages_kreise": "period",
    "ages_bw": "period",
    "broadband_dsl": "period",
    "inkar_2020": "variable",
}


@pytest.mark.parametrize("source", TABLES)
def test_200_cells_of_each_file(source: str, edition: Edition, raw_dir: Path) -> None:
    which, lookup_in = TABLES[source]
    facts = edition.store.scan("facts").filter(pl.col("source") == source, which).drop_nulls("value").collect()
    files = facts.partition_by(FILES_OF[source]) if source in FILES_OF else [facts]
    cells = [table.select("area_id", "variable", "period", "value").sample(CELLS, seed=9) for table in files]
    drawn = pl.concat(cells)
    lookup = lookup_in(raw_dir)
    for area, variable, period, value in drawn.rows():
        assert lookup((area, variable, period)) == pytest.approx(value, abs=1e-6), (area, variable, period)


@pytest.mark.parametrize(("year", "header", "of_file"), [(2019, 1, 0), (2017, 0, 1)])
def test_200_official_classes(year: int, header: int, of_file: int, edition: Edition, raw_dir: Path) -> None:
    table = pd.read_excel(_reference(raw_dir, year), header=header, engine="calamine")
    keyed = table[pd.to_numeric(table.iloc[:, 0], errors="coerce").notna()].set_index(table.columns[0])
    keyed.index = keyed.index.astype(int)
    columns = {scheme: names[of_file] for scheme, names in CLASSES.items() if names[of_file]}
    groups = edition.store.read("groups").filter(
        pl.col("source") == f"bbsr_reference_{year}", pl.col("scheme").is_in(list(columns))
    )
    drawn = groups.select("area_id", "scheme", "group_id").sample(CELLS, seed=9).rows()
    assert {scheme for _, scheme, _ in drawn} == set(columns)
    for area, scheme, code in drawn:
        assert int(keyed.at[int(area), columns[scheme]]) == int(code), (area, scheme)


def test_all_stops_and_aerodromes_of_germany_are_in_some_municipality(edition: Edition, raw_dir: Path) -> None:
    """Points are counted in finer polygons than these, so of the stops near the border one in 200 may lie otherwise."""
    borders = gpd.read_file(raw_dir / "grenzen" / "VG250_DE_simplified.zip").to_crs(3035)
    germany = borders.geometry.make_valid().simplify(300).union_all()
    stops = pd.read_csv(raw_dir / "bahn" / "hafas_stops_bbox_de.csv.gz")
    airports = pd.read_csv(raw_dir / "strassen" / "flughaefen.csv", dtype={"iata": str})
    airports = airports[(airports.country == "DE") & airports.iata.notna() & (airports.iata != "TXL")]
    counts = {"airports": len(airports)}
    inside = gpd.GeoSeries.from_xy(stops.lon, stops.lat, crs=4326).to_crs(3035).within(germany)
    for variable, bits in MODES.items():
        counts[variable] = int((inside & (stops.products.astype(int) & bits > 0)).sum())
    facts = edition.store.scan("facts").filter(pl.col("variable").is_in(list(counts)))
    for variable, mine in facts.group_by("variable").agg(pl.col("value").sum()).collect().rows():
        assert mine == pytest.approx(counts[variable], rel=0.005, abs=0.5 if variable == "airports" else 2), variable
