"""Lage by the first four digits of the postcode."""

from pathlib import Path

import pytest

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.bbsr.lage_plz4 import read
from kleinstadt.sources.reading.tables import RawFile

FILE = RawFile("bbsr/lage_plz4.csv", "bbsr_lage_plz4", None, None, "")


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "lage_plz4.csv"
    path.write_text(text, encoding=encoding)
    return path


def test_codes_keep_their_leading_zero(tmp_path: Path) -> None:
    groups = read(write(tmp_path, "PLZ4,Raumtyp_Lage_bez\n0106,sehr zentral\n9998,peripher\n"), FILE).groups
    assert groups is not None
    assert groups.select("area_id", "group_id", "group_name").rows() == [
        ("0106", "1", "sehr zentral"),
        ("9998", "3", "peripher"),
    ]
    assert groups.select("scheme", "level").unique().rows() == [("lage_plz4", "plz4")]


@pytest.mark.parametrize("row", ["106,zentral", "0106,mittendrin", "0106,", "0107,zentral\n0107,peripher"])
def test_refuses_odd_rows(tmp_path: Path, row: str) -> None:
    with pytest.raises(SourceContentError):
        read(write(tmp_path, f"PLZ4,Raumtyp_Lage_bez\n{row}\n"), FILE)


def test_refuses_another_layout_and_encoding(tmp_path: Path) -> None:
    with pytest.raises(SourceLayoutError, match="Raumtyp_Lage_bez"):
        read(write(tmp_path, "PLZ4,Lage\n0106,zentral\n"), FILE)
    with pytest.raises(SourceLayoutError, match="not utf-8"):
        read(write(tmp_path, "PLZ4,Raumtyp_Lage_bez\n0106,äußerst zentral\n", "cp1252"), FILE)


def test_the_real_file(raw_dir: Path) -> None:
    groups = read(raw_dir / "bbsr/lage_plz4.csv", FILE).groups
    assert groups is not None
    assert groups.height == 1_997
