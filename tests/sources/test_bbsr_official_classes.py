"""BBSR's references of 2019 and 2017: the official classes, INKAR's own keys of Verbände, and what is refused."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
import xlsxwriter

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.bbsr import reference_2017, reference_2019
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.inkar import central_places_2017
from kleinstadt.sources.reading.tables import RawFile
from kleinstadt.sources.registry import read_raw

FILE_2019 = RawFile("reference.xlsx", "bbsr_reference_2019", date(2019, 12, 31), "2019", "")
FILE_2017 = RawFile("reference.xlsx", "bbsr_reference_2017", date(2017, 12, 31), "2017", "")

Sheets = dict[str, list[list[object]]]

ARKEBEK = {  # one of the municipalities of Mitteldithmarschen, as in the real file
    "Gemeinden": (1051002, "Arkebek"),
    "Gemeindeverbände": (1051975, "Mitteldithmarschen"),
    "Zentralörtliche Einstufung (zusammengefasst)": (0, "keine zentralörtliche Einstufun"),
    "BBSR-Mittelbereiche": (10402, "Meldorf"),
    "Großstadtregionen": (99999999, "keine Großstadtregion"),
    "Großstadtregionaler Einzugsbereich": (0, "nicht zu Großstadtregion gehörend"),
    "Raumtyp Bezug: Lage (Gemeindeverbände)": (3, "peripher"),
    "RegioStaR17": (225, "Periphere ländliche Region - Kleinstädtischer, dörflicher Raum"),
    "RegioStaR7": (77, "Ländliche Region - kleinstädtischer, dörflicher Raum"),
    "Stadt- und Gemeindetyp": (50, "Landgemeinde"),
    "Wachsend-Schrumpfend Gemeinden": (2, "schrumpfend"),
}
DITHMARSCHEN = {
    "Kreise": (1051000, "Dithmarschen"),
    "Arbeitsmarktregionen": (4, "Heide"),
    "Raumordnungsregionen": (105, "Schleswig-Holstein Süd-West"),
    "Raumtyp Bezug Lage (Kreise)": (3, "peripher"),
    "Siedlungsstrukturelle Kreistyp": (4, "Dünn besiedelter ländlicher Kreis"),
    "Siedlungsstruktureller Regionstyp": (3, "Ländliche Regionen"),
    "Städtischer-Ländlicher Raum": (2, "Ländlicher Raum"),
    "Wachsend-Schrumpfend (Kreise)": (3, "keine eindeutige Entwicklungsrichtung"),
}


def _pairs(classes: dict[str, tuple[object, str]]) -> list[list[object]]:
    headings = [text for name in classes for text in (f"{name} Kennziffer", f"{name} Name")]
    return [[""], headings, [cell for pair in classes.values() for cell in pair]]


def reference_of_2019() -> Sheets:
    own = ["Gemeindeverbände Kennziffer", "Gemeindeverbände Regionalschlüssel", "Gemeindeverbände Name"]
    return {
        "Gemeinden-Gemeindeverbände": _pairs(ARKEBEK),
        "Kreise": _pairs(DITHMARSCHEN),
        "Regionalschlüssel GVB": [own, [1051975, 10515175, "Mitteldithmarschen"]],
    }


def reference_of_2017() -> Sheets:
    return {
        "Gemeinden": [
            ["gem17", "gem17name", "ZO4", "ZO4_bez", "Raumtyp_Lage", "Raumtyp_Lage_bez", "SGtyp17", "SGtyp17_bez"],
            ["Gemeinden 31.12.2017"],
            [1051002, "Arkebek", 0, "keine zentralörtliche Einstufung", 3, "peripher", 50, "Landgemeinde"],
        ],
        "Gemeinden-GVB": [["gem17", "vbgem17"], ["", ""], [1051002, 1051975]],
        "Gemeindeverbände": [["gvb17", "mittelb17", "mittelb17name"], [""], [1051975, 10402, "Meldorf"]],
        "KRS": [
            ["krs17", "ktyp4", "", "slraum", "", "rtyp3", "", "ROR11", "ROR11name"],
            [""],
            [1051000, 4, "Dünn besiedelt", 2, "Ländlicher Raum", 3, "Ländliche Region", 105, "Süd-West"],
        ],
    }


def write(folder: Path, content: Sheets) -> Path:
    path = folder / "reference.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in content.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


def test_classes_of_2019_have_our_names_and_their_codes(tmp_path: Path) -> None:
    groups = reference_2019.read(write(tmp_path, reference_of_2019()), FILE_2019).groups
    assert groups is not None
    assert sorted(groups.filter(level="gemeinde").select("area_id", "scheme", "group_id", "group_name").rows()) == [
        ("01051002", "central_place", "0", "keine zentralörtliche Einstufung"),
        ("01051002", "einzugsbereich", "0", "nicht zu einer Großstadtregion gehörend"),
        ("01051002", "growth_official", "2", "schrumpfend"),
        ("01051002", "lage_official", "3", "peripher"),
        ("01051002", "mittelbereich", "010402", "Meldorf"),
        ("01051002", "regiostar17", "225", "Periphere ländliche Region – Kleinstädtischer, dörflicher Raum"),
        ("01051002", "regiostar7", "77", "Ländliche Region – Kleinstädtischer, dörflicher Raum"),
        ("01051002", "type_official", "50", "Landgemeinde"),
        ("01051002", "verband_official", "010515175", "Mitteldithmarschen"),
    ], "outside any Großstadtregion: no row of that scheme"
    of_kreis = groups.filter(level="kreis", scheme="kreis_type").select("area_id", "group_name").row(0)
    assert of_kreis == ("01051", "Dünn besiedelte ländliche Kreise")
    key = groups.filter(scheme="inkar_verband").select("area_id", "group_id").row(0)
    assert key == ("01051975", "010515175")
    assert groups["territory"].unique().to_list() == [date(2019, 12, 31)]


def test_classes_of_2017(tmp_path: Path) -> None:
    groups = reference_2017.read(write(tmp_path, reference_of_2017()), FILE_2017).groups
    assert groups is not None
    assert sorted(groups.select("level", "area_id", "scheme", "group_id").rows()) == [
        ("gemeinde", "01051002", "central_place", "0"),
        ("gemeinde", "01051002", "lage_official", "3"),
        ("gemeinde", "01051002", "mittelbereich", "010402"),
        ("gemeinde", "01051002", "type_official", "50"),
        ("kreis", "01051", "kreis_type", "4"),
        ("kreis", "01051", "planning_region", "0105"),
        ("kreis", "01051", "region_type", "3"),
        ("kreis", "01051", "urban_rural", "2"),
    ]


def test_nobody_lives_there_so_it_neither_grows_nor_shrinks(tmp_path: Path) -> None:
    content = reference_of_2019()
    content["Gemeinden-Gemeindeverbände"] = _pairs(ARKEBEK | {"Wachsend-Schrumpfend Gemeinden": (0, "missing")})
    groups = reference_2019.read(write(tmp_path, content), FILE_2019).groups
    assert groups is not None
    assert "growth_official" not in groups.filter(level="gemeinde")["scheme"].to_list()


def _new_class(content: Sheets) -> None:
    content["Gemeinden-Gemeindeverbände"] = _pairs(ARKEBEK | {"Stadt- und Gemeindetyp": (60, "Weiler")})


def _lost_verband(content: Sheets) -> None:
    content["Gemeinden-Gemeindeverbände"][2][2] = 1051976


def _no_key(content: Sheets) -> None:
    content["Gemeinden-Gemeindeverbände"][2][0] = "Arkebek"


def _twice(content: Sheets) -> None:
    content["Gemeinden-Gemeindeverbände"].append(content["Gemeinden-Gemeindeverbände"][2])


def _two_names(content: Sheets) -> None:
    other = [1051003, *content["Gemeinden-Gemeindeverbände"][2][1:]]
    other[7] = "Heide"
    content["Gemeinden-Gemeindeverbände"].append(other)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_new_class, r"column 'Stadt- und Gemeindetyp Kennziffer': 1 areas have no known class, .*'60' 'Weiler'"),
        (_lost_verband, r"1 municipalities name a Verband .* 01051002 with 01051976"),
        (_no_key, r"row 3: 'Arkebek' is no key"),
        (_twice, r"share a key that must be unique"),
        (_two_names, r"code 010402 has several names: Heide; Meldorf"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, spoil: Callable[[Sheets], None], said: str) -> None:
    content = reference_of_2019()
    spoil(content)
    with pytest.raises(SourceContentError, match=said):
        reference_2019.read(write(tmp_path, content), FILE_2019)


def test_a_moved_heading_is_refused(tmp_path: Path) -> None:
    content = reference_of_2017()
    content["Gemeinden"][0][6] = "SGtyp18"
    with pytest.raises(SourceLayoutError, match=r"sheet 'Gemeinden', row 1: no heading 'SGtyp17' \(found: gem17, "):
        reference_2017.read(write(tmp_path, content), FILE_2017)


def test_central_places_of_another_year_are_refused(tmp_path: Path) -> None:
    head = ["Kennziffer", "Raumeinheit", "Aggregat", "Zentralörtlicher Status (differenziert)"]
    file = RawFile("reference.xlsx", "inkar_central_places_2017", date(2017, 12, 31), "2017", "")
    rows = [head, ["", "", "", "2017"], ["01051001", "Albersdorf", "Gemeinde", 50]]
    groups = central_places_2017.read(write(tmp_path, {"Daten": rows}), file).groups
    assert groups is not None
    assert groups.select("area_id", "scheme", "group_id", "group_name").rows() == [
        ("01051001", "central_place_13", "50", "Unterzentrum")
    ]
    rows[1][3] = "2018"
    with pytest.raises(SourceLayoutError, match="is of 2018, expected 2017"):
        central_places_2017.read(write(tmp_path, {"Daten": rows}), file)


def _read(raw_dir: Path, source: str) -> pl.DataFrame:
    file = next(file for file in known_files() if file.source == source)
    groups = read_raw(raw_dir, file).groups
    assert groups is not None
    return groups


def test_tab_1_counts_the_verbaende_of_2019_by_type(raw_dir: Path) -> None:
    """BBSR 2021, Tab. 1: 80 Großstädte, 634 Mittelstädte, 2,126 small towns, 1,779 Landgemeinden (one fewer here)."""
    groups = _read(raw_dir, "bbsr_reference_2019").filter(level="gemeinde")
    verband = groups.filter(scheme="verband_official").select("area_id", verband="group_id")
    types = groups.filter(scheme="type_official").join(verband, on="area_id").select("verband", "group_name").unique()
    assert Counter(types["group_name"]) == {
        "Großstadt": 80,
        "Mittelstadt": 634,
        "Größere Kleinstadt": 881,
        "Kleine Kleinstadt": 1245,
        "Landgemeinde": 1778,
    }


def test_two_files_of_2017_agree_and_pandas_reads_the_same(raw_dir: Path) -> None:
    book = raw_dir / "bbsr" / "Referenz Gemeinden-GVB-Kreise_NUTS_31.12.2017.xlsx"
    sheet = pd.read_excel(
        book, sheet_name="Gemeinden", skiprows=[1], engine="openpyxl", dtype={"gem17": str}
    ).set_index("gem17")
    fine = _read(raw_dir, "inkar_central_places_2017")
    assert fine.height == len(sheet) == 11_127
    for key, code in fine.select("area_id", "group_id").rows():
        assert sheet.at[key.lstrip("0"), "ZOalle"] == int(code), key
    of_2017 = _read(raw_dir, "bbsr_reference_2017").filter(level="gemeinde")
    for scheme, column in {"type_official": "SGtyp17", "lage_official": "Raumtyp_Lage", "central_place": "ZO4"}.items():
        for key, code in of_2017.filter(scheme=scheme).sample(200, seed=9).select("area_id", "group_id").rows():
            assert sheet.at[key.lstrip("0"), column] == int(code), (scheme, key)
