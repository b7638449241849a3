"""Postcodes of municipalities: leading zeros come back, what is no key and what stands twice is refused."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kleinstadt.errors import SourceContentError
from kleinstadt.sources.openstreetmap.postcodes import read
from kleinstadt.sources.reading.tables import RawFile

FILE = RawFile("plz.csv", "osm_postcodes", date(2021, 12, 31), "2022-11", "0" * 64)
HEAD = "osm_id,ags,ort,plz,landkreis,bundesland\n"


def written(tmp_path: Path, rows: str) -> Path:
    path = tmp_path / FILE.path
    path.write_text(HEAD + rows, encoding="utf-8")
    return path


def test_lost_zeros_come_back(tmp_path: Path) -> None:
    table = read(written(tmp_path, "1,8128058,Grünsfeld,97947,x,y\n2,14522150,Frankenberg,9669,x,y\n"), FILE).postcodes
    assert table is not None
    assert table.select("postcode", "area_id").rows() == [("09669", "14522150"), ("97947", "08128058")]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("1,12071060,A,0x669,x,y\n", "no postcode of five digits in 1 of 1 rows"),
        ("1,120710601,A,03116,x,y\n", "no municipality key of eight digits"),
        ("1,12071060,A,03116,x,y\n2,12071060,B,3116,x,y\n", "a pair that stands twice"),
    ],
)
def test_what_is_no_pair_is_refused(tmp_path: Path, rows: str, said: str) -> None:
    with pytest.raises(SourceContentError, match=said):
        read(written(tmp_path, rows), FILE)


def test_the_real_file_covers_the_inhabited_municipalities_of_2021(raw_dir: Path) -> None:
    """Its pairs, read apart from the parser: 8,170 postcodes, 10,789 municipalities."""
    path = raw_dir / "plz" / "zuordnung_plz_ort_2022-11.csv"
    table = read(path, FILE).postcodes
    assert table is not None
    plain = pl.read_csv(path, infer_schema=False)
    assert table.height == plain.height
    assert (table["postcode"].n_unique(), table["area_id"].n_unique()) == (8170, 10_789)
    assert table.filter(pl.col("area_id") == "05970004")["postcode"].to_list() == ["57319"]
