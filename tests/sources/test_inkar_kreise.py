"""INKAR's indicators of Kreise: units by the numbers, impossible zeros, and refusals."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.inkar import kreise as inkar_kreise
from kleinstadt.sources.reading.tables import FACTS, RawFile

FILE = RawFile("inkar/kreise.parquet", "inkar_kreise", date(2021, 12, 31), None, "")


def table(**columns) -> pl.DataFrame:
    rows = len(next(iter(columns.values()))) if columns else 2
    frame = pl.DataFrame({"county_code": ["01001", "16077"][:rows], "year": [2019.0, 2019.0][:rows]})
    filled = frame.with_columns(pl.lit(1.0).alias(name) for name in inkar_kreise.VARIABLES)
    return filled.with_columns(pl.Series(name, cells) for name, cells in columns.items())


def read(folder: Path, frame: pl.DataFrame) -> pl.DataFrame:
    frame.write_parquet(folder / "kreise.parquet")
    return inkar_kreise.read(folder / "kreise.parquet", FILE).facts


def value(facts: pl.DataFrame, area: str, variable: str, period: str = "2019"):
    chosen = facts.filter(pl.col("area_id") == area, pl.col("variable") == variable, pl.col("period") == period)
    return chosen.select("value", "status").row(0)


def test_every_column_becomes_a_variable_with_its_unit(tmp_path):
    facts = read(tmp_path, table(cars_per_capita=[567.0, None]))
    assert dict(facts.schema) == FACTS
    assert facts.height == 2 * len(inkar_kreise.VARIABLES)
    assert value(facts, "01001", "kreis_cars_per_1000") == (567.0, "measured")
    assert value(facts, "16077", "kreis_cars_per_1000") == (None, "missing")
    assert facts.select("level", "period", "territory").unique().rows() == [("kreis", "2019", date(2021, 12, 31))]
    assert all(name.startswith("kreis_") for name in facts["variable"].unique())


def test_what_cannot_be_is_missing_and_a_real_zero_stays(tmp_path):
    facts = read(
        tmp_path, table(cars_per_capita=[-0.01, 1.0], purchasing_power=[0.0, 1.0], students_per_100=[0.0, 1.0])
    )
    assert value(facts, "01001", "kreis_cars_per_1000") == (None, "missing")
    assert value(facts, "01001", "kreis_purchasing_power_eur_per_head") == (None, "missing")
    assert value(facts, "01001", "kreis_students_per_100") == (0.0, "measured")


@pytest.mark.parametrize(
    ("frame", "error", "named"),
    [
        (table().drop("cars_per_capita"), SourceLayoutError, "'cars_per_capita'"),
        (table(county_code=["01001", "01001"]), SourceContentError, "01001 2019"),
        (table(county_code=["01001", "Kiel"]), SourceContentError, "'Kiel'"),
        (table(year=[2019.0, None]), SourceContentError, "no year"),
        (table(year=[2019.0, 19.0]), SourceContentError, "19.0"),
    ],
)
def test_a_changed_table_is_refused(tmp_path, frame, error, named):
    with pytest.raises(error, match=named):
        read(tmp_path, frame)


def test_a_broken_or_missing_file_is_refused(tmp_path):
    with pytest.raises(SourceMissingError):
        inkar_kreise.read(tmp_path / "none.parquet", FILE)
    read(tmp_path, table())
    path = tmp_path / "kreise.parquet"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(SourceLayoutError, match=r"kreise.parquet"):
        inkar_kreise.read(path, FILE)


@pytest.fixture(scope="module")
def facts(raw_dir) -> pl.DataFrame:
    file = next(file for file in known_files() if file.source == "inkar_kreise")
    return inkar_kreise.read(raw_dir / file.path, file).facts


def test_the_raw_file_has_400_kreise_of_28_years(facts):
    assert facts.height == 400 * 28 * 30
    assert "16056" not in facts["area_id"].unique().to_list()
    assert "16063" in facts["area_id"].unique().to_list()
    assert facts.filter(pl.col("status") == "missing").height == 96_166 + 3 + 9


def test_kreise_are_those_of_31_december_2021(raw_dir, facts):
    crosswalk = pl.read_parquet(raw_dir / "bbsr/umsteigeschluessel_gemeinden_1990_20.parquet")
    kreise_2020 = set(crosswalk.filter(pl.col("year") == 2020)["ags"].str.slice(0, 5))
    assert set(facts["area_id"]) == kreise_2020 - {"16056"}


def test_units_by_known_numbers(facts):
    assert value(facts, "16054", "kreis_average_age_years", "2020") == (50.71, "measured")
    assert value(facts, "03103", "kreis_gdp_thousand_eur_per_head")[0] > 100
    permits = facts.filter(pl.col("variable") == "kreis_building_permits_per_1000", pl.col("period") == "2019")
    assert 3 < permits["value"].mean() < 5
