"""BBSR's yearly references since 2020: units, rows of divided municipalities, and refused files."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.bbsr.reference_2020 import read
from kleinstadt.sources.reading.tables import RawFile, Reading

FILE = RawFile("bbsr/ref-gemeinden-ab-2020.xlsx", "bbsr_reference_2020", None, None, "")

Rows = list[list[object]]
Sheets = dict[str, Rows]

WEIGHTS = [
    "flächen-\nproportionaler\nUmsteige-schlüssel",
    "bevölkerungs- \nproportionaler \nUmsteige- \nschlüssel",
    "beschäftigten- \nproportionaler \nUmsteige- \nschlüssel",
]


def _heading(year: int) -> list[object]:
    counts = [f"Fläche am 31.12.{year} in km²", f"Bevölkerung am 31.12.{year} in 100"]
    counts += [f"sozialvers.pflichtig Beschäftigte am Arbeitsort am 30.6.{year} in 100"]
    ends = [f"Gemeinden\n 31.12.{year + 1}", f"Gemeindename {year + 1}"]
    return [f"Gemeinden\n 31.12.{year}", f"Gemeindename {year}", *WEIGHTS, *counts, *ends]


def sheets() -> Sheets:
    """Rows of the real file: a town that stays, Oberkrämer and Velten that exchange land, a forest without people."""
    flensburg = [1001000.0, "Flensburg, Stadt"]
    oberkraemer, velten = [12065251.0, "Oberkrämer"], [12065332.0, "Velten, Stadt"]
    forest = [9671456.0, "Forst Hain im Spessart"]
    ref_2022 = ["Gemeinden\n 31.12.2022", "Gemeinden Regionalschlüssel\n 31.12.2022", "Gemeindename 2022", *WEIGHTS[:2]]
    ref_2022 += ["Fläche am 31.12.2022 in km²", "Bevölkerung am 31.12.2022", "Gemeinden\n 31.12.2023"]
    ref_2022 += ["Gemeinden Regionalschlüssel\n 31.12.2023", "Gemeindename 2023"]
    return {
        "2020": [
            _heading(2020),
            [*flensburg, 1.0, 1.0, 1.0, 56.73, 899.3, 439.8, *flensburg],
            [*oberkraemer, 0.99, 0.990028, 0.989944, 102.6234, 117.2, 38.8, *oberkraemer],
            [*oberkraemer, 0.01, 0.009972, 0.010056, 1.0366, 1.2, 0.4, *velten],
            [*forest, 0.01, 1.0, 1.0, 0.3903, 0.0, 0.0, 9671157.0, "Wiesen"],
            [*forest, 0.99, 1.0, 1.0, 38.6397, 0.0, 0.0, *forest],
        ],
        "2021": [
            _heading(2021),
            [*flensburg, 1.0, 1.0, 1.0, 56.73, 911.13, 434.69, *flensburg],
            [*velten, 0.01, 0.01, 0.01, 23.42, 124.05, 50.0, *oberkraemer],
            [*velten, 0.99, 0.99, 0.99, 23.42, 124.05, 50.0, *velten],
        ],
        "2022": [
            ref_2022,
            [
                1001000.0,
                10010000000.0,
                "Flensburg, Stadt",
                1.0,
                1.0,
                56.73,
                92550.0,
                1001000.0,
                10010000000.0,
                "Flensburg",
            ],
            [
                12065251.0,
                120650251251.0,
                "Oberkrämer",
                0.9996,
                0.9927,
                103.62,
                12145.0,
                12065251.0,
                120650251251.0,
                "x",
            ],
            [
                12065251.0,
                120650251251.0,
                "Oberkrämer",
                0.0004,
                0.0073,
                103.62,
                12145.0,
                12065332.0,
                120650332332.0,
                "y",
            ],
        ],
    }


def write(folder: Path, content: Sheets) -> Path:
    path = folder / "ref.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in content.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


def values(reading: Reading, area: str, variable: str) -> dict[str, float]:
    assert reading.facts is not None
    found = reading.facts.filter((pl.col("area_id") == area) & (pl.col("variable") == variable))
    return dict(found.select("period", "value").rows())


def test_hundreds_become_whole_persons_and_persons_stay(tmp_path: Path) -> None:
    reading = read(write(tmp_path, sheets()), FILE)
    assert values(reading, "01001000", "population") == {"2020": 89_930, "2021": 91_113, "2022": 92_550}
    assert values(reading, "01001000", "employees_workplace") == {"2020": 43_980}, "2021 has withheld zeros"


def test_divided_municipalities_count_once_whether_rows_carry_parts_or_repeat_the_whole(tmp_path: Path) -> None:
    reading = read(write(tmp_path, sheets()), FILE)
    assert values(reading, "12065251", "population") == {"2020": 11_840, "2022": 12_145}
    assert values(reading, "12065251", "area_km2") == {"2020": 103.66, "2022": 103.62}
    assert values(reading, "12065332", "population") == {"2021": 12_405}


def test_links_of_three_steps(tmp_path: Path) -> None:
    links = read(write(tmp_path, sheets()), FILE).crosswalk
    assert links is not None
    assert links.select("from_territory", "to_territory").unique().height == 3
    forest = links.filter(pl.col("from_id") == "09671456").sort("to_id")
    assert forest["weight_population"].to_list() == pytest.approx([0.01, 0.99])
    assert links.filter(pl.col("from_territory") == date(2022, 12, 31))["weight_employees"].null_count() == 3


def test_areas_of_2022_with_their_verband(tmp_path: Path) -> None:
    areas = read(write(tmp_path, sheets()), FILE).areas
    assert areas is not None
    assert dict(areas.select("area_id", "verband").rows()) == {"01001000": "010010000", "12065251": "120650251"}
    assert areas["territory"].unique().to_list() == [date(2022, 12, 31)]


def _renamed(content: Sheets) -> None:
    content["2021"][0][6] = "Einwohner am 31.12.2021"


def _lost_share(content: Sheets) -> None:
    content["2021"][3][3] = 0.9


def _contradiction(content: Sheets) -> None:
    content["2020"][3][6] = 60.0


def _doubled(content: Sheets) -> None:
    content["2022"].append(list(content["2022"][1]))


def _no_number(content: Sheets) -> None:
    content["2022"][1][6] = "."


@pytest.mark.parametrize(
    ("spoil", "error", "message"),
    [
        (_renamed, SourceLayoutError, "sheet '2021', row 1: no column for population"),
        (_lost_share, SourceContentError, "sheet '2021': 'weight_population' of 12065332"),
        (_contradiction, SourceContentError, "12065251 neither repeat 'population' nor divide"),
        (_doubled, SourceContentError, "share a key"),
        (_no_number, SourceContentError, "row 2: 'population' is no number"),
    ],
)
def test_refuses(tmp_path: Path, spoil: Callable[[Sheets], None], error: type[Exception], message: str) -> None:
    content = sheets()
    spoil(content)
    with pytest.raises(error, match=message):
        read(write(tmp_path, content), FILE)


def test_official_totals(raw_dir: Path) -> None:
    facts = read(raw_dir / "bbsr/ref-gemeinden-ab-2020.xlsx", FILE).facts
    assert facts is not None
    sums = {(v, p): total for v, p, total in facts.group_by("variable", "period").agg(pl.col("value").sum()).rows()}
    assert sums["population", "2021"] == 83_237_124  # official, to the person
    assert sums["population", "2022"] == 84_358_845
    assert sums["population", "2020"] == pytest.approx(83_155_031, rel=1e-4)  # rounded to tens by the publisher
    assert sums["employees_workplace", "2020"] == pytest.approx(33_322_952, rel=1e-3)  # BA, 30 June 2020
