"""Residential buildings of 2021 and the census of 2011 by year of construction."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.reading.tables import RawFile
from kleinstadt.sources.statistical_offices import dwellings

FILE = RawFile("flaeche/flats_2021.csv", "dwellings", date(2021, 12, 31), "2021", "")
HEADER = ",".join(["ags", *dwellings.FLATS])
ROWS = {
    "01001000": "17453,11548,972,4886,47,3993",
    "01058144": "80,70,7,3,0,11.3",
    "01058145": "111,90,20,1,0,16",
    "01058000": "191,160,27,4,0,27.3",
    "01000000": "17644,11708,999,4890,47,4020.3",
    "DG000000": "17644,11708,999,4890,47,4020",
}
CENSUS_HEADER = ",".join(["ags", *dwellings.BUILDINGS])


def census_row(buildings: int, flats: int) -> str:
    """All built before 1919, a third of them on district heating."""
    return ",".join(
        map(str, [buildings, buildings, *[0] * 9, buildings // 3, flats, flats, *[0] * 9, flats // 3]),
    )


def write(folder: Path, rows: dict[str, str], header: str = HEADER) -> Path:
    path = folder / "flats_2021.csv"
    path.write_text("\n".join([header, *(f"{key},{row}" for key, row in rows.items())]) + "\n", encoding="utf-8")
    return path


def facts(path: Path, file: RawFile = FILE) -> pl.DataFrame:
    table = dwellings.read(path, file).facts
    assert table is not None
    return table


def values(table: pl.DataFrame, area_id: str) -> dict[str, float]:
    return dict(table.filter(pl.col("area_id") == area_id).select("variable", "value").rows())


def test_buildings_by_number_of_dwellings(tmp_path: Path) -> None:
    assert values(facts(write(tmp_path, ROWS)), "01001000") == {
        "residential_buildings": 17_453,
        "residential_buildings_1": 11_548,
        "residential_buildings_2": 972,
        "residential_buildings_3plus": 4_886,
        "residential_buildings_dorms": 47,
        "residential_area_1000m2": 3_993,
    }


@pytest.mark.parametrize(
    ("key", "row", "message"),
    [
        ("01001000", "17453,11547,972,4886,47,3993", "classes do not add up to 'residential_buildings'"),
        ("01001000", "17453,,972,4886,47,3993", "classes do not add up"),
        ("01058000", "192,161,27,4,0,27.3", "parts add up to"),
        ("01058145", "112,91,20,1,0,16", "parts add up to"),
        ("DG000000", "17645,11709,999,4890,47,4020", "parts add up to"),
        ("DG000000", "17644,11708,999,4890,47,4025", "residential_area_1000m2"),
    ],
)
def test_wrong_sums_are_refused(tmp_path: Path, key: str, row: str, message: str) -> None:
    with pytest.raises(SourceContentError, match=message):
        dwellings.read(write(tmp_path, ROWS | {key: row}), FILE)


def test_another_layout_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceLayoutError, match="buildings_dorms"):
        dwellings.read(write(tmp_path, ROWS, HEADER.replace("buildings_dorms", "homes")), FILE)


def census(lost: int) -> dict[str, str]:
    """Two Kreise, the second of which lost some buildings of a town that it had merged."""
    counts = {"01051001": 300, "01051002": 600, "01051000": 900, "01058001": 9000 - lost, "01058000": 9000}
    counts |= {"01000000": 9900, "DG000000": 9900}
    return {key: census_row(count, 2 * count) for key, count in counts.items()}


def test_a_census_that_adds_up_is_measured(tmp_path: Path) -> None:
    table = facts(write(tmp_path, census(0), CENSUS_HEADER))
    assert set(table["status"]) == {"measured"}
    town = values(table, "01051001")
    assert (town["buildings_with_dwellings"], town["dwellings_until_1919"], town["dwellings_2009_2011"]) == (
        300,
        600,
        0,
    )
    assert town["dwellings_district_heating"] == 200


def test_towns_of_a_kreis_that_falls_short_have_no_values(tmp_path: Path) -> None:
    table = facts(write(tmp_path, census(30), CENSUS_HEADER))
    doubtful = table.filter(pl.col("status") == "unreliable")
    assert doubtful["area_id"].unique().to_list() == ["01058001"]
    assert doubtful["value"].null_count() == doubtful.height
    assert values(table, "01051001")["buildings_with_dwellings"] == 300
    assert values(table, "01")["buildings_with_dwellings"] == 9900


def test_a_census_that_lost_more_than_a_percent_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceContentError, match="area 01"):
        dwellings.read(write(tmp_path, census(300), CENSUS_HEADER), FILE)


def test_towns_that_exceed_their_land_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceContentError, match="area 01"):
        dwellings.read(write(tmp_path, census(-30), CENSUS_HEADER), FILE)


def raw_facts(raw_dir: Path, path: str) -> pl.DataFrame:
    file = next(file for file in known_files() if file.path == path)
    return facts(raw_dir / file.path, file)


def test_official_stock_of_2021(raw_dir: Path) -> None:
    table = raw_facts(raw_dir, "flaeche/flats_2021.csv")
    towns = table.filter(pl.col("level") == "gemeinde")
    sums = dict(towns.group_by("variable").agg(pl.col("value").sum()).rows())
    assert sums["residential_buildings"] == 19_375_911
    assert sums["residential_buildings_1"] == 12_939_452
    assert sums["residential_buildings_3plus"] == 3_247_507
    assert sums["residential_area_1000m2"] == pytest.approx(3_841_438, abs=10)
    assert towns["area_id"].n_unique() == 10_789
    assert set(table["status"]) == {"measured"}


def test_official_census_of_2011(raw_dir: Path) -> None:
    table = raw_facts(raw_dir, "flaeche/buildings_2021.csv")
    bund = values(table, "00")
    assert (bund["buildings_with_dwellings"], bund["dwellings"]) == (18_922_618, 40_545_317)
    assert set(table["period"]) == {"2011"}
    doubtful = table.filter(pl.col("status") == "unreliable")["area_id"].unique()
    assert set(doubtful.str.slice(0, 5)) == {"03251", "13076", "14522", "16070", "16073"}
    assert doubtful.len() == 282
    assert "03251049" in doubtful  # Bruchhausen-Vilsen: 502 buildings of 2011, 2,926 of 2021
