"""Lists that a user writes: what is wrong with them is said, and never as an error of the table library."""

import pytest

from kleinstadt.errors import SourceLayoutError, SourceMissingError
from kleinstadt.travel.driving.listed import read_listed

COLUMNS = ("goal", "name", "lon", "lat")


def test_text_stays_text_and_an_empty_place_is_null(tmp_path):
    path = tmp_path / "goals.csv"
    path.write_text("lat,lon,name,note,goal\n 49.5,11.2 ,01,x,station\n,,02,,airport\n", encoding="utf-8")
    assert read_listed(path, COLUMNS).rows() == [("station", "01", 11.2, 49.5), ("airport", "02", None, None)]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no well-formed CSV"),
        ("goal,name,lon,lat\nstation,Lübeck,10,53\n".encode("cp1252"), "no well-formed CSV in UTF-8"),
        (b"goal,name,lon\nstation,x,10\n", "no column lat .found: goal, name, lon.. Expected goal, name, lon, lat"),
        (b'goal,name,lon,lat\nstation,x,"10,5",53\n', "decimal point"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, content, says):
    path = tmp_path / "goals.csv"
    path.write_bytes(content)
    with pytest.raises(SourceLayoutError, match=says):
        read_listed(path, COLUMNS)


def test_no_file(tmp_path):
    with pytest.raises(SourceMissingError, match="goal, name, lon, lat"):
        read_listed(tmp_path / "goals.csv", COLUMNS)
