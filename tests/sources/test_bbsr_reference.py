"""BBSR's reference of 2015: the shifted column, sums against the sheets' own totals, and refused files."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.bbsr.reference_2015 import read
from kleinstadt.sources.reading.tables import RawFile, Reading

FILE = RawFile("bbsr/Referenz_1998_2015.xlsx", "bbsr_reference", date(2015, 12, 31), "2015", "")

Rows = list[list[object]]
Sheets = dict[str, Rows]


def sheets() -> Sheets:
    """Two municipalities of one Amt and a town of its own in Dithmarschen, in the publisher's layout."""
    verband = ["gvb15", "Name des Gemeindeverbands", "Regionalschlüssel", "sgtyp", "", "i_sgtyp_wo", "wo", ""]
    verband += ["kenn_ihk", "Name_IHK", "mittelb15", "mittelb15name", "Fläche in km²", "Bevölkerung 31.12.2015"]
    verband += ["männl. Bevölkerung 31.12.2015", "weibl. Bevölkerung 31.12.2015"]
    gemeinde = ["gem15", "Regionalschlüssel 2015", "Gemeindename 2015", "Gemeindeverband, Stand 31.12.2015"]
    gemeinde += ["Regionalschlüssel Gemeindeverband 2015", "Name des Gemeindeverbands", "Fläche in km²"]
    gemeinde += ["Bevölkerung 31.12.2015", "männl. Bevölkerung 31.12.2015", "weibl. Bevölkerung 31.12.2015"]
    gemeinde += ["Postleitzahl", "mehrere Postleitzahlen (1=ja)"]
    kreis = ["krs15", "krs15name", "kslk", "", "fl15", "z_bev15", "kreg", "kregname", "ktyp4", "", "slraum", ""]
    kreis += ["ROR11", "ROR11name", "rtyp3", "", "amr", "amr_name", "RBZ", "RBZname", "NUTS2", "NUTS2name", "land", ""]
    west = [1.0, "Westdeutschland", 26.0, "IHK Flensburg"]
    amt = [1051975.0, "Mitteldithmarschen", 10515175.0, 50.0, "Landgemeinde", 50.0, *west, 10402.0, "Meldorf"]
    town = [
        1051011.0,
        "Brunsbüttel, Stadt",
        10510011.0,
        30.0,
        "Größere Kleinstadt",
        30.0,
        *west,
        10403.0,
        "Brunsbüttel",
    ]
    # the fifth column is shifted against the rows, as in the real sheet
    albersdorf = [1051001.0, 10515175001.0, "Albersdorf", 1051975.0, 10510011.0, "Mitteldithmarschen", 17.12]
    arkebek = [1051002.0, 10515175002.0, "Arkebek", 1051975.0, 10510044.0, "Mitteldithmarschen", 6.92]
    brunsbuettel = [1051011.0, 10510011011.0, "Brunsbüttel, Stadt", 1051011.0, 10515163.0, "Brunsbüttel, Stadt", 65.24]
    dithmarschen = [1051000.0, "Dithmarschen", 2.0, "Landkreis", 89.28, 16428.0, 1051000.0, "Dithmarschen"]
    dithmarschen += [
        4.0,
        "Dünn besiedelte ländliche Kreise",
        2.0,
        "Ländlicher Raum",
        105.0,
        "Schleswig-Holstein Süd-West",
    ]
    dithmarschen += [3.0, "Ländliche Regionen", 2.0, "Heide", 10.0, "Schleswig-Holstein"]
    dithmarschen += ["DEF0", "Schleswig-Holstein", 1.0, "Schleswig-Holstein"]
    return {
        "GVB 2015": [
            ["Gemeindeverbände, Stand 31.12.2015"],
            ["Gemeindeverband", "", "", "Stadt-/Gemeindetyp"],
            verband,
            [*amt, 24.04, 3688.0, 1780.0, 1908.0],
            [*town, 65.24, 12740.0, 6430.0, 6310.0],
        ],
        "Gemeinden": [
            ["Gemeinden, Stand 31.12.2015"],
            ["Gemeinden, Stand 31.12.2015"],
            gemeinde,
            [*albersdorf, 3482.0, 1675.0, 1807.0, 25767.0, ""],
            [*arkebek, 206.0, 105.0, 101.0, 1234.0, ""],
            [*brunsbuettel, 12740.0, 6430.0, 6310.0, "", ""],
        ],
        "Kreise": [["Kreise/kreisfreie Städte, Stand 31.12.2015"], ["Kreiskennziffer"], kreis, dithmarschen],
    }


def write(folder: Path, content: Sheets) -> Path:
    path = folder / "Referenz.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in content.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


def test_the_verband_comes_from_the_fourth_column_not_the_shifted_fifth(tmp_path: Path) -> None:
    areas = read(write(tmp_path, sheets()), FILE).areas
    assert areas is not None
    verband = dict(areas.filter(pl.col("level") == "gemeinde").select("area_id", "verband").rows())
    assert verband == {"01051001": "010515175", "01051002": "010515175", "01051011": "010510011"}


def test_leading_zeros_come_back_everywhere(tmp_path: Path) -> None:
    reading = read(write(tmp_path, sheets()), FILE)
    assert reading.areas is not None
    assert reading.groups is not None
    postcodes = dict(reading.areas.filter(pl.col("level") == "gemeinde").select("area_id", "postcode").rows())
    assert postcodes == {"01051001": "25767", "01051002": "01234", "01051011": None}
    members = reading.groups.filter(pl.col("area_id") == "01051002").select("scheme", "group_id", "group_name").rows()
    assert sorted(members) == [
        ("mittelbereich", "010402", "Meldorf"),
        ("type_official", "50", "Landgemeinde"),
        ("verband_official", "010515175", "Mitteldithmarschen"),
    ]
    codes = dict(
        reading.groups.filter(pl.col("area_id").is_in(["010515175", "01051"])).select("scheme", "group_id").rows()
    )
    assert codes == {
        "settlement_type_official": "50",
        "mittelbereich": "010402",
        "kreis_type": "4",
        "urban_rural": "2",
        "kreisregion": "01051",
        "planning_region": "0105",
        "region_type": "3",
        "labour_market_region": "2",
        "nuts2": "DEF0",
    }


def _wrong_verband_total(content: Sheets) -> None:
    content["GVB 2015"][3][13] = 3689.0


def _wrong_kreis_area(content: Sheets) -> None:
    content["Kreise"][3][4] = 99.28


def _moved_heading(content: Sheets) -> None:
    content["Gemeinden"][2].insert(3, "neu")


def _doubled(content: Sheets) -> None:
    content["Gemeinden"].append(list(content["Gemeinden"][3]))


def _no_number(content: Sheets) -> None:
    content["Gemeinden"][4][7] = "k. A."


def _unknown_verband(content: Sheets) -> None:
    content["Gemeinden"][3][3] = 1051999.0


def _contrary_keys(content: Sheets) -> None:
    content["Gemeinden"][3][1] = 10515175003.0


@pytest.mark.parametrize(
    ("spoil", "error", "message"),
    [
        (
            _wrong_verband_total,
            SourceContentError,
            "'population' of 010515175 is 3689.0, its municipalities sum to 3688",
        ),
        (_wrong_kreis_area, SourceContentError, "'area_km2' of 01051 is 99.28"),
        (_moved_heading, SourceLayoutError, "row 3, column 4"),
        (_doubled, SourceContentError, "share a key"),
        (_no_number, SourceContentError, "row 5: 'population' is no number"),
        (_unknown_verband, SourceContentError, "01051001 Albersdorf"),
        (_contrary_keys, SourceContentError, "contradict"),
    ],
)
def test_refuses(tmp_path: Path, spoil: Callable[[Sheets], None], error: type[Exception], message: str) -> None:
    content = sheets()
    spoil(content)
    with pytest.raises(error, match=message):
        read(write(tmp_path, content), FILE)


def test_refuses_a_missing_sheet_and_a_broken_zip(tmp_path: Path) -> None:
    content = sheets()
    del content["Kreise"]
    with pytest.raises(SourceLayoutError, match="Kreise"):
        read(write(tmp_path, content), FILE)
    path = write(tmp_path, sheets())
    path.write_bytes(path.read_bytes()[:1500])
    with pytest.raises(SourceLayoutError):
        read(path, FILE)


@pytest.fixture(scope="module")
def real(raw_dir: Path) -> Reading:
    return read(raw_dir / "bbsr/Referenz_1998_2015.xlsx", FILE)


def test_official_counts_of_2015(real: Reading) -> None:
    assert real.facts is not None
    assert real.areas is not None
    assert dict(real.areas["level"].value_counts().rows()) == {
        "gemeinde": 11_166,
        "verband": 4_538,
        "kreis": 402,
        "land": 16,
    }
    population = real.facts.filter(pl.col("variable") == "population")
    assert population["value"].sum() == 82_175_684


def test_two_municipalities_belong_to_another_verband_than_their_key_says(real: Reading) -> None:
    assert real.areas is not None
    verbaende = real.areas.filter(pl.col("level") == "verband")["area_id"]
    gemeinden = real.areas.filter(pl.col("level") == "gemeinde")
    assert gemeinden["verband"].is_in(verbaende.implode()).all()
    einheitsgemeinden = gemeinden.filter(pl.col("verband").str.slice(5, 1) == "0")
    assert einheitsgemeinden["verband"].is_unique().all()


def test_official_types_of_2015(real: Reading) -> None:
    assert real.groups is not None
    types = real.groups.filter(pl.col("scheme") == "settlement_type_official")
    assert types["group_name"].n_unique() == 5
    assert types.filter(pl.col("area_id") == "031020000")["group_name"].to_list() == ["Mittelstadt"]  # Salzgitter
