"""Land use: the sums of the country, the empty cells of 2018, the gemeindefreie Gebiete."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.reading.tables import FACTS, RawFile
from kleinstadt.sources.statistical_offices import landuse

FILE = RawFile("flaeche/area_2021.csv", "landuse", date(2021, 12, 31), "2021", "")
HEADER = (
    "ags,land_total,land_settlement,land_traffic,veg_agri,veg_forrest,veg_wood,veg_heath,veg_moor,veg_marsh,"
    "veg_plant_uncover_com,water_total,settlement_ghd"
)
# Flensburg as published; a Kreis of two towns of which one has dashes; Hamburg made small.
ROWS = {
    "01001000": "5673,2249,786,1267,373,8,114,4,5,50,818,293",
    "01051001": "1000,100,50,800,40,10,0,0,0,0,0,20",
    "01051002": "500,40,20,400,40,0,,,,,,",
    "01051000": "1501,140,70,1200,80,10,,,,,,20",
    "01000000": "7174,2389,856,2467,453,18,114,4,5,50,818,313",
    "02000000": "700,600,50,50,0,0,0,0,0,0,0,100",
    "DG000000": "7874,2989,906,2517,453,18,114,4,5,50,818,413",
}


def write(folder: Path, rows: dict[str, str], header: str = HEADER) -> Path:
    path = folder / "area_2021.csv"
    path.write_text("\n".join([header, *(f"{key},{row}" for key, row in rows.items())]) + "\n", encoding="utf-8")
    return path


def facts(path: Path, file: RawFile = FILE) -> pl.DataFrame:
    table = landuse.read(path, file).facts
    assert table is not None
    return table


def test_a_small_country_is_read(tmp_path: Path) -> None:
    table = facts(write(tmp_path, ROWS))
    assert dict(table.schema) == FACTS
    towns = table.filter(pl.col("level") == "gemeinde", pl.col("variable") == "land_total_ha")
    assert dict(towns.select("area_id", "value").rows()) == {
        "01001000": 5673,
        "01051001": 1000,
        "01051002": 500,
        "02000000": 700,
    }
    assert set(table["level"]) == {"gemeinde", "land", "bund"}
    assert set(table["source"]) == {"landuse"}
    assert set(table["territory"]) == {date(2021, 12, 31)}


def test_an_empty_use_is_zero_where_the_others_make_up_the_area(tmp_path: Path) -> None:
    town = facts(write(tmp_path, ROWS)).filter(pl.col("area_id") == "01051002")
    moor = town.filter(pl.col("variable") == "land_moor_ha").row(0, named=True)
    assert (moor["value"], moor["status"]) == (0.0, "measured")


def test_an_empty_subitem_stays_missing(tmp_path: Path) -> None:
    town = facts(write(tmp_path, ROWS)).filter(pl.col("area_id") == "01051002")
    industry = town.filter(pl.col("variable") == "land_settlement_commercial_ha").row(0, named=True)
    assert (industry["value"], industry["status"]) == (None, "missing")


def test_dissolved_areas_are_left_out(tmp_path: Path) -> None:
    table = facts(write(tmp_path, ROWS | {"01051003": ",,,,,,,,,,,", "01052000": ",,,,,,,,,,,"}))
    assert table.filter(pl.col("area_id").is_in(["01051003", "01052000"])).is_empty()


def test_until_2018_bavarian_empty_land_has_one_key_a_kreis(tmp_path: Path) -> None:
    bavaria = {
        "09172111": "100,10,10,80,0,0,0,0,0,0,0,1",
        "09172452": "300,0,0,0,300,0,0,0,0,0,0,0",
        "09172454": "200,0,0,0,200,0,0,0,0,0,0,0",
        "09172000": "600,10,10,80,500,0,0,0,0,0,0,1",
        "09000000": "600,10,10,80,500,0,0,0,0,0,0,1",
        "DG000000": "600,10,10,80,500,0,0,0,0,0,0,1",
    }
    old = RawFile("x", "landuse", date(2018, 12, 31), "2018", "")
    forest = pl.col("variable") == "land_forest_ha", pl.col("level") == "gemeinde"
    areas = dict(facts(write(tmp_path, bavaria), old).filter(forest).select("area_id", "value").rows())
    assert areas == {"09172111": 0, "09172444": 500}
    later = facts(write(tmp_path, bavaria)).filter(forest)
    assert set(later["area_id"]) == {"09172111", "09172452", "09172454"}


def test_uses_that_do_not_make_up_the_area_are_refused(tmp_path: Path) -> None:
    rows = ROWS | {"01051001": "1000,100,50,700,40,10,0,0,0,0,0,20"}
    with pytest.raises(SourceContentError, match=r"area_2021.csv: 1 rows .* 01051001: 1000.0 ha in all, 100.0 ha"):
        landuse.read(write(tmp_path, rows), FILE)


@pytest.mark.parametrize("key", ["01051000", "01000000", "DG000000"])
def test_a_total_too_small_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(SourceContentError, match=r"area_2021\.csv: .* parts add up to"):
        landuse.read(write(tmp_path, ROWS | {key: "400,40,20,300,40,0,0,0,0,0,0,4"}), FILE)


def test_a_missing_town_is_refused(tmp_path: Path) -> None:
    rows = {key: row for key, row in ROWS.items() if key != "01051001"}
    with pytest.raises(SourceContentError):
        landuse.read(write(tmp_path, rows), FILE)


def test_another_layout_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceLayoutError, match="veg_forrest"):
        landuse.read(write(tmp_path, ROWS, HEADER.replace("veg_forrest", "veg_forest")), FILE)


def raw_facts(raw_dir: Path, year: int) -> pl.DataFrame:
    file = next(file for file in known_files() if file.path == f"flaeche/area_{year}.csv")
    return facts(raw_dir / file.path, file)


def official_keys(raw_dir: Path, year: int) -> set[str]:
    crosswalk = pl.read_parquet(raw_dir / "bbsr/umsteigeschluessel_gemeinden_1990_20.parquet")
    return set(crosswalk.filter(pl.col("year") == year)["ags"])


@pytest.mark.parametrize(
    ("year", "total", "settlement", "traffic", "industry"),
    [(2018, 35_758_154, 3_326_797, 1_804_703, 382_347), (2021, 35_759_189, 3_370_892, 1_810_421, 383_768)],
)
def test_official_areas_of_germany(
    raw_dir: Path, year: int, total: int, settlement: int, traffic: int, industry: int
) -> None:
    bund = raw_facts(raw_dir, year).filter(pl.col("level") == "bund")
    values = dict(bund.select("variable", "value").rows())
    assert values["land_total_ha"] == total
    assert values["land_settlement_ha"] == settlement
    assert values["land_traffic_ha"] == traffic
    assert values["land_settlement_commercial_ha"] == industry


def test_the_edition_of_2018_has_exactly_the_areas_of_its_day(raw_dir: Path) -> None:
    table = raw_facts(raw_dir, 2018).filter(pl.col("level") == "gemeinde")
    assert set(table["area_id"]) == official_keys(raw_dir, 2018)
    total = table.filter(pl.col("variable") == "land_total_ha")["value"].sum()
    assert abs(total - (35_758_154 - 620)) < 100  # all but the German-Luxembourg border rivers
    missing = table.filter(pl.col("status") == "missing")
    assert missing["variable"].unique().to_list() == ["land_settlement_commercial_ha"]
    assert missing.height == 23


def test_the_edition_of_2021_lacks_the_gemeindefreie_gebiete_only(raw_dir: Path) -> None:
    table = raw_facts(raw_dir, 2021).filter(pl.col("level") == "gemeinde")
    assert table["area_id"].n_unique() == 10_789
    total = table.filter(pl.col("variable") == "land_total_ha")["value"].sum()
    assert total == 35_759_189 - 383_216  # the empty land and the border rivers
    assert set(table["status"]) == {"measured"}
