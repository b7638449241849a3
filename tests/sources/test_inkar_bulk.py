"""INKAR 2021 and 2024 by theme: keys, what cannot be, other editions refused; cells held against pandas."""

import random
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Final

import pandas as pd
import polars as pl
import pytest

from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.inkar import bulk_2021, bulk_2024
from kleinstadt.sources.reading.tables import FACTS, RawFile
from kleinstadt.sources.registry import read_raw

CELLS: Final = 200  # of a table

FILE_2021 = RawFile("inkar2021/verkehr_und_erreichbarkeit.parquet", "inkar_2021", date(2019, 12, 31), None, "")
FILE_2024 = RawFile("inkar2024/wirtschaft.parquet", "inkar_2024", date(2022, 12, 31), None, "")


def ways(folder: Path, **changed: str) -> Path:
    """The traffic theme of 2021 with two Verbände and one Kreis, all its known columns."""
    names = {column.column: column.name for column in bulk_2021.columns_of(bulk_2021.COLUMNS, FILE_2021_THEME)}
    names |= changed
    listed = {"id": [int(name[1:]) for name in names], "kurzname": list(names.values())}
    pl.DataFrame(listed).write_parquet(folder / bulk_2021.INDICATORS)
    regions = {
        "id": [1, 2, 3],
        "raumbezug": ["Gemeindeverbände", "Gemeindeverbände", "Kreise"],
        "kennziffer": [1051975.0, 14521200.0, 1051.0],
    }
    pl.DataFrame(regions).write_parquet(folder / bulk_2021.REGIONS)
    rows = {"region_id": [1, 2, 3, 1], "zeitbezug": ["2019", "2019", "2019", "2016/2017/2018"]}
    rows |= {name: [None, None, None, 500.0 if name == "x343" else None] for name in names}
    rows |= {
        "x351": [0.0, 60.0, 50.0, None],
        "x352": [80.0, 70.0, 50.0, None],
        "x353": [-100.0, -33.3, 1.0, None],
        "x354": [110.0, 7.5, 1.0, None],
    }
    path = folder / "verkehr_und_erreichbarkeit.parquet"
    pl.DataFrame(rows, schema_overrides=dict.fromkeys(names, pl.Float64)).write_parquet(path)
    return path


FILE_2021_THEME = "verkehr_und_erreichbarkeit"


def test_ways_of_verbaende_with_what_cannot_be_left_out(tmp_path: Path) -> None:
    facts = bulk_2021.read(ways(tmp_path), FILE_2021).facts
    assert facts is not None
    assert dict(facts.schema) == FACTS
    rows = facts.select("variable", "area_id", "period", "value", "status").rows()
    assert sorted(rows) == [
        ("commuter_balance_per_100", "01051975", "2019", None, "missing"),
        ("commuter_balance_per_100", "14521200", "2019", -33.3, "measured"),
        ("commuters_50km_pct", "01051975", "2019", None, "unreliable"),
        ("commuters_50km_pct", "14521200", "2019", 7.5, "measured"),
        ("commuters_in_pct", "01051975", "2019", None, "missing"),
        ("commuters_in_pct", "14521200", "2019", 60.0, "measured"),
        ("commuters_out_pct", "01051975", "2019", 80.0, "measured"),
        ("commuters_out_pct", "14521200", "2019", 70.0, "measured"),
        ("distance_primary_school_m", "01051975", "2016/2018", 500.0, "measured"),
    ]


def test_another_edition_is_refused(tmp_path: Path) -> None:
    path = ways(tmp_path, x351="Auspendler")
    with pytest.raises(SourceContentError, match=r"x351 is 'Auspendler' in the file's list .* expected 'Einpendler'"):
        bulk_2021.read(path, FILE_2021)


def test_a_region_that_nobody_lists_is_refused(tmp_path: Path) -> None:
    path = ways(tmp_path)
    regions = pl.read_parquet(tmp_path / bulk_2021.REGIONS)
    regions.head(1).write_parquet(tmp_path / bulk_2021.REGIONS)
    with pytest.raises(SourceContentError, match=r"a region_id is not in _regionen\.parquet"):
        bulk_2021.read(path, FILE_2021)


def test_unknown_themes_and_absent_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourceLayoutError, match=r"bildung: no column of this theme is known \(themes: flaechennutzung"):
        bulk_2021.read(tmp_path / "bildung.parquet", FILE_2021)
    with pytest.raises(SourceMissingError, match="no such file"):
        bulk_2021.read(tmp_path / "siedlungsstruktur.parquet", FILE_2021)


def hotels(folder: Path) -> Path:
    names = {column.column: column.name for column in bulk_2024.columns_of(bulk_2024.COLUMNS, "wirtschaft")}
    listed = {"kuerzel": list(names), "kurzname": list(names.values())}
    pl.DataFrame(listed).write_parquet(folder / bulk_2024.INDICATORS)
    rows = {
        "raumbezug": ["Gemeinden", "Gemeinden", "Gemeinden", "Kreise", "Bund"],
        "kennziffer": ["09780133", "09780134", "09780133", "09780", "00"],
        "zeitbezug": ["2019", "2019", "2017", "2019", "2019"],
        "q_übern_bev": [204.5, 0.0, 199.95, 100.0, 6.0],
        "q_schlafg_bev": [1009.28, 0.0, 0.0, 300.0, 40.0],
        "q_bip_ew": [None, None, None, 35.1, 42.0],
    }
    path = folder / "wirtschaft.parquet"
    pl.DataFrame(rows).write_parquet(path)
    return path


def test_zero_nights_are_no_number_and_beds_begin_in_2019(tmp_path: Path) -> None:
    facts = bulk_2024.read(hotels(tmp_path), FILE_2024).facts
    assert facts is not None
    assert sorted(facts.select("variable", "level", "area_id", "period", "value").rows()) == [
        ("gdp_thousand_eur_per_head", "kreis", "09780", "2019", 35.1),
        ("guest_beds_per_1000", "gemeinde", "09780133", "2019", 1009.28),
        ("guest_beds_per_1000", "gemeinde", "09780134", "2019", None),
        ("overnight_stays_per_resident", "gemeinde", "09780133", "2017", 199.95),
        ("overnight_stays_per_resident", "gemeinde", "09780133", "2019", 204.5),
        ("overnight_stays_per_resident", "gemeinde", "09780134", "2019", None),
    ]


def _columns(table: str) -> list[tuple[str, str, str]]:
    """Theme, column, variable of every column that is read."""
    folder = Path(bulk_2021.__file__).parent
    rows = pl.read_csv(folder / table, infer_schema=False)
    return rows.select("theme", "column", "variable").rows()


def _each(columns: list[tuple[str, str, str]]) -> dict[str, int]:
    """How many cells of each column make at least 200 of each theme's table."""
    return {theme: max(20, -(-CELLS // count)) for theme, count in Counter(theme for theme, *_ in columns).items()}


def test_200_cells_of_each_table_of_2021_as_pandas_reads_them(raw_dir: Path) -> None:
    folder = raw_dir / "inkar2021"
    regions = pd.read_parquet(folder / "_regionen.parquet")
    ids = {int(row.kennziffer): row.id for row in regions[regions.raumbezug == "Gemeindeverbände"].itertuples()}
    chance = random.Random(9)
    facts = {
        file.path: read_raw(raw_dir, file).facts
        for file in known_files()
        if file.source == "inkar_2021" and "/_" not in file.path
    }
    columns = _columns(bulk_2021.COLUMNS)
    frames = {
        theme: pd.read_parquet(folder / f"{theme}.parquet").set_index(["region_id", "zeitbezug"])
        for theme, *_ in columns
    }
    for theme, column, variable in columns:
        read = facts[f"inkar2021/{theme}.parquet"]
        assert read is not None
        mine = read.filter(pl.col("variable") == variable, pl.col("value").is_not_null())
        for area, period, value in (
            mine.sample(_each(columns)[theme], seed=chance.randrange(99)).select("area_id", "period", "value").rows()
        ):
            when = "2016/2017/2018" if period == "2016/2018" else period
            assert frames[theme].at[(ids[int(area)], when), column] == value, (variable, area, period)


def test_200_cells_of_each_table_of_2024_as_pandas_reads_them(raw_dir: Path) -> None:
    folder = raw_dir / "inkar2024"
    columns = _columns(bulk_2024.COLUMNS)
    facts = {file.path: read_raw(raw_dir, file).facts for file in known_files() if file.source == "inkar_2024"}
    for theme, column, variable in columns:
        read = facts[f"inkar2024/{theme}.parquet"]
        assert read is not None
        frame = pd.read_parquet(folder / f"{theme}.parquet", columns=["raumbezug", "kennziffer", "zeitbezug", column])
        level = {"gemeinde": "Gemeinden", "kreis": "Kreise"}[read.filter(variable=variable)["level"][0]]
        indexed = frame[frame.raumbezug == level].set_index(["kennziffer", "zeitbezug"])[column]
        mine = read.filter(pl.col("variable") == variable, pl.col("value").is_not_null())
        for area, period, value in (
            mine.sample(_each(columns)[theme], seed=9).select("area_id", "period", "value").rows()
        ):
            assert indexed[(area.ljust(8, "0"), period)] == value, (variable, area, period)


def test_employees_of_wolfsburg_and_germany_are_the_published_ones(raw_dir: Path) -> None:
    """README of the raw folder: Germany 2019 33.4 million, Wolfsburg 121,299."""
    from kleinstadt.edition.edition import Edition

    edition = Edition()
    if "2019" not in edition.periods("employees_workplace"):
        pytest.skip("an edition without INKAR 2024")
    towns = edition.indicator("employees_workplace", 2019, "gemeinde", period="2019")
    assert towns.filter(ags="03103000")["value"].item() == pytest.approx(121_299, abs=10)
    assert towns["value"].sum() == pytest.approx(33.4e6, rel=0.002)
