"""Census of 2022 by municipality."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.reading.tables import RawFile
from kleinstadt.sources.statistical_offices import zensus2022

FILE = RawFile("zensus2022/zensus2022_gemeinden.csv", "zensus2022", date(2022, 12, 31), "2022", "")
HEADER = ",".join(["ags", "municipality_name", *zensus2022.COLUMNS])
SAMPLE = (
    HEADER
    + """
01001000,"Flensburg, Stadt",95015.0,53561.0,2.9,23.6,6.96,1.81
01051052,Hövede,64.0,27.0,,77.8,,
01061111,Wiedenborstel,11.0,9.0,,118.2,4.0,
"""
)


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "zensus2022_gemeinden.csv"
    path.write_bytes(text.encode(encoding))
    return path


def cell(facts: pl.DataFrame | None, area_id: str, variable: str) -> tuple[float | None, str]:
    assert facts is not None
    row = facts.filter(pl.col("area_id") == area_id, pl.col("variable") == variable).row(0, named=True)
    return row["value"], row["status"]


def test_values_and_reasons(tmp_path: Path) -> None:
    facts = zensus2022.read(write(tmp_path, SAMPLE), FILE).facts
    assert cell(facts, "01001000", "census_population") == (95_015, "measured")
    assert cell(facts, "01001000", "census_rent_eur_per_m2") == (6.96, "measured")
    assert cell(facts, "01051052", "census_vacancy_pct") == (None, "missing")
    assert cell(facts, "01051052", "census_owner_pct") == (77.8, "measured")


def test_a_share_above_a_hundred_is_no_value(tmp_path: Path) -> None:
    facts = zensus2022.read(write(tmp_path, SAMPLE), FILE).facts
    assert cell(facts, "01061111", "census_owner_pct") == (None, "unreliable")


@pytest.mark.parametrize(
    ("old", "new", "error", "message"),
    [
        ("avg_rent_per_m2_census22", "rent", SourceLayoutError, "avg_rent_per_m2_census22"),
        (HEADER, HEADER + ",more", SourceLayoutError, "8 cells, expected 9 as in the header"),
        ("01051052", "01001000", SourceContentError, "01001000"),
        ("01051052", "1051052", SourceContentError, "data row 2"),
        ("64.0", "", SourceContentError, "data row 2"),
        ("27.0", "-1", SourceContentError, "data row 2"),
        ("77.8", "/", SourceContentError, "share_owner_occupied_census22"),
    ],
)
def test_bad_input_is_refused(tmp_path: Path, old: str, new: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        zensus2022.read(write(tmp_path, SAMPLE.replace(old, new, 1)), FILE)


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceLayoutError, match="line 3 is not utf-8"):
        zensus2022.read(write(tmp_path, SAMPLE, "latin-1"), FILE)


def test_official_census(raw_dir: Path) -> None:
    file = next(file for file in known_files() if file.source == "zensus2022")
    facts = zensus2022.read(raw_dir / file.path, file).facts
    assert facts is not None
    people = facts.filter(pl.col("variable") == "census_population")
    assert people.height == 10_786
    assert people["value"].sum() == 82_711_282
    assert people["value"].sum() == pytest.approx(82_719_540, rel=0.0002)  # official; counts were changed for secrecy
    assert cell(facts, "11000000", "census_population") == (3_596_999, "measured")
    missing = facts.filter(pl.col("status") == "missing").group_by("variable").len()
    assert dict(missing.rows()) == {
        "census_vacancy_pct": 242,
        "census_owner_pct": 1,
        "census_rent_eur_per_m2": 103,
        "census_household_size_persons": 1349,
    }
    assert facts.filter(pl.col("status") == "unreliable").height == 2
