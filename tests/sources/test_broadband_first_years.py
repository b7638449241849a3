"""DSL of 2005 to 2008, whose shares a spreadsheet program took for dates, and broadband of businesses."""

from collections import defaultdict
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.broadband import businesses, dsl
from kleinstadt.sources.broadband.halfyear import read_halfyear
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.reading.tables import RawFile
from kleinstadt.sources.reading.workbook import Workbook, cell_text

FILES = {file.path.rpartition("/")[2]: file for file in known_files() if file.path.startswith("breitband/")}
DSL = [file for file in FILES.values() if file.source == "broadband_dsl"]


@pytest.mark.parametrize(
    ("cell", "typed"),
    [
        ("90.71", "90.71"),
        ("0", "0"),
        ("31,12,2021", "31.12"),  # 31 December of the year in which the file was opened
        ("01,09,1978", "09.78"),  # September 1978
        ("01,09,2027", "09.27"),
        ("01,12,2021", ""),  # 1.12 or 12.21
        ("", ""),
    ],
)
def test_a_share_that_became_a_date_is_read_back(cell: str, typed: str) -> None:
    assert dsl.as_typed(pl.Series([cell], dtype=pl.String)).to_list() == [typed]


@given(st.integers(2, 31), st.integers(1, 12))
def test_a_day_and_month_are_the_digits_that_were_typed(day: int, month: int) -> None:
    cell = f"{day:02d},{month:02d},2021"
    assert dsl.as_typed(pl.Series([cell])).to_list() == [f"{day:02d}.{month:02d}"]


@pytest.mark.parametrize("file", DSL, ids=lambda file: file.period)
def test_the_mean_of_every_kreis_is_that_of_its_own_sheet(raw_dir: Path, file: RawFile) -> None:
    """With the restored cells, weighted by the file's own residents; not in a Kreis with an unreadable cell."""
    workbook = Workbook(raw_dir / file.path)
    shares = dsl.read(raw_dir / file.path, file).facts
    assert shares.height == 11_832
    values = dict(shares.select("area_id", "value").iter_rows())
    sheets = {name.rpartition("_")[2]: workbook.sheet(name) for name in workbook.sheet_names}
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    unreadable = {key[:5] for key, value in values.items() if value is None}
    for row in sheets["gem"].rows[1:]:
        key = cell_text(row[1]).zfill(8)
        if values.get(key) is not None:
            sums[key[:5]][0] += values[key] * float(cell_text(row[4]))
            sums[key[:5]][1] += float(cell_text(row[4]))
    published = {cell_text(row[0]).zfill(5): cell_text(row[3]) for row in sheets["krs"].rows[1:] if cell_text(row[0])}
    held = [key for key, (_, people) in sums.items() if people and key not in unreadable and published.get(key)]
    assert len(held) > 400
    # 0.02: shares are printed with two digits, and one cell above 100 is cut to 100
    assert [key for key in held if abs(sums[key][0] / sums[key][1] - float(published[key])) > 0.02] == []


def test_a_workbook_without_municipalities_is_refused(raw_dir: Path) -> None:
    other = RawFile("breitband/verf_privat_alle_2010_2018.xls", "broadband_dsl", date(2008, 12, 31), "2005", "")
    with pytest.raises(SourceLayoutError, match="verf_2005_dsl_gem"):
        dsl.read(raw_dir / other.path, other)


def test_mid_2018_has_short_headings_and_lies_between_its_neighbours(raw_dir: Path) -> None:
    """Its 300 is "all technologies": between the ends of 2017 and 2018 in the mean, as the published 82.9 % say."""
    file = FILES["Verf_Gemeinden_atene_Mitte_18.csv"]
    facts = read_halfyear(raw_dir / file.path, file)
    later = FILES["gemeinde_privat_2018_ende.csv"]
    end = read_halfyear(raw_dir / later.path, later)
    middle, after = (
        frame.filter(pl.col("variable") == "broadband_all_50_pct")["value"].mean() for frame in (facts, end)
    )
    assert 55 < middle < after < 75
    assert facts["variable"].str.contains("umts|lte|wlan|plc|wimax").any() is False


def test_businesses_have_their_own_variables(raw_dir: Path) -> None:
    file = FILES["gemeinde_bezirke_gew_2021_mitte.csv"]
    facts = businesses.read(raw_dir / file.path, file).facts
    assert facts["variable"].str.starts_with("business_broadband_").all()
    flensburg = facts.filter(area_id="01001000", variable="business_broadband_wired_100_pct")
    assert flensburg["value"].item() == 99.14, "the ninth of twelve columns of wires"
    hamburg = facts.filter(area_id="02000000", variable="business_broadband_wired_100_pct")
    assert hamburg["status"].to_list() == ["modelled"], "the mean of its seven districts"
    assert abs(hamburg["value"].item() - 98.53) < 0.005
    assert facts.filter(pl.col("area_id").str.starts_with("02"))["area_id"].unique().to_list() == ["02000000"]


def test_a_file_of_businesses_that_was_cut_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gew.csv").write_text('"AGS","DSL ≥ 1 Mbit/s"\n"01001000",99.9\n', encoding="utf-8")
    with pytest.raises(SourceContentError, match="expected all 11215"):
        businesses.read(
            tmp_path / "gew.csv", RawFile("gew.csv", "broadband_businesses", date(2015, 12, 31), "2021", "")
        )
