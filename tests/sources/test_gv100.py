"""GV100AD: the real file against the Excel list of the same year, and refusals on a small file of our own."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.keys import LAENDER
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.destatis import gazetteer_excel, gv100
from kleinstadt.sources.reading.tables import AREAS, FACTS, RawFile, Reading

FILE = RawFile("gemeindeverzeichnis/GV100AD_301123.txt", "gv100", date(2023, 11, 30), "2022", "")


def line(
    record: str, key: str, verband: str = "", name: str = "", kind: str = "", numbers: str = "", postcode: str = ""
) -> str:
    """One record at the publisher's positions; `numbers` are 33 digits: hectares, persons, men."""
    text = f"{record}20231130{key:<8}{verband:<4}{name:<50}{'':<50}{kind:<2}{'':<4}{numbers:<33}{'':<4}{postcode:<5}"
    return text.ljust(220)


def numbers(hectares: int, people: int, men: int) -> str:
    return f"{hectares:011}{people:011}{men:011}"


LINES = [
    *(line("10", key, name=name) for key, name in LAENDER.items()),
    line("20", "081", name="Reg.-Bez. Stuttgart"),
    line("30", "0811", name="Region Stuttgart"),
    line("40", "08115", name="Böblingen", kind="44"),
    line("50", "08115", "0003", "Böblingen, Stadt", "50"),
    line("60", "08115003", "0003", "Böblingen,  Stadt", "67", numbers(3904, 51040, 25200), "71032"),
    line("50", "08115", "5001", "GVV Aidlingen/Grafenau", "56"),
    line("60", "08115001", "5001", "Aidlingen", "64", numbers(2656, 8900, 4400), "71134"),
    line("60", "08115054", "5001", "Grafenau", "64", numbers(1304, 6700, 3400), "71120"),
]


def write(folder: Path, lines: list[str] = LINES, encoding: str = "utf-8", end: str = "\n") -> Path:
    path = folder / "GV100AD_301123.txt"
    path.write_bytes("".join(text + end for text in lines).encode(encoding))
    return path


def areas(reading: Reading, level: str) -> dict[str, dict[str, object]]:
    assert reading.areas is not None
    return {row["area_id"]: row for row in reading.areas.filter(level=level).iter_rows(named=True)}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_small_file_gives_areas_and_facts(tmp_path: Path, end: str) -> None:
    reading = gv100.read(write(tmp_path, end=end), FILE)
    assert reading.areas is not None and reading.areas.schema == AREAS
    assert reading.facts is not None and reading.facts.schema == FACTS
    assert {level: len(areas(reading, level)) for level in ("land", "kreis", "verband", "gemeinde")} == {
        "land": 16,
        "kreis": 1,
        "verband": 2,
        "gemeinde": 3,
    }
    town = areas(reading, "gemeinde")["08115003"]
    assert (town["name"], town["verband"], town["postcode"], town["kind"], town["lon"]) == (
        "Böblingen, Stadt", "081150003", "71032", "67", None,
    )  # fmt: skip
    values = reading.facts.filter(area_id="08115003")
    assert dict(values.select("variable", "value").iter_rows()) == {
        "population": 51040,
        "population_male": 25200,
        "population_female": 25840,
        "area_km2": 39.04,
    }
    assert set(values["status"]) == {"measured"} and set(values["period"]) == {"2022"}


def replaced(position: int, text: str) -> list[str]:
    return [*LINES[:position], text, *LINES[position + 1 :]]


def test_the_old_encoding_is_refused_with_the_line(tmp_path: Path) -> None:
    with pytest.raises(SourceLayoutError, match=r"GV100AD_301123.txt: line 8 is not utf-8 \(byte 0xfc\)"):
        gv100.read(write(tmp_path, encoding="latin-1"), FILE)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([*LINES[:-1], LINES[-1][:150]], r"line 24: expected 220 characters .* found 150"),
        (replaced(20, "70" + LINES[20][2:]), r"line 21: .*begin with a Satzart.* '702023113008'"),
        ([*LINES, ""], r"line 25: expected 220 characters .* found 0"),
        ([], r"line 1: expected 220 characters"),
    ],
)
def test_another_layout_is_refused(tmp_path: Path, lines: list[str], message: str) -> None:
    with pytest.raises(SourceLayoutError, match=message):
        gv100.read(write(tmp_path, lines), FILE)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([*LINES, LINES[-1]], "must be unique .*gemeinde 08115054"),
        (replaced(20, LINES[20].replace("20231130", "20221231")), "expected Gebietsstand 20231130 .*20221231"),
        (replaced(20, line("60", "08115003", "0003", "X", "67", numbers(1, 5, 6))), "more men than persons .*row 21"),
        (replaced(20, line("60", "08115003", "0003", "X", "67", "?" * 33)), "no number of eleven digits"),
        (replaced(20, line("60", "08115003", "0004", "X", "67", numbers(1, 5, 2))), "a Verband that the list does not"),
        (replaced(20, line("60", "08115", "0003", "X", "67", numbers(1, 5, 2))), "no key of 8 digits"),
        (LINES[:19] + LINES[20:21] + LINES[21:], "name a Verband that the list does not have .*08115003"),
        (LINES[:18] + LINES[19:], "lie in a Kreis that the list does not have"),
        (LINES[:15] + LINES[16:], "no record for Thüringen"),
    ],
)
def test_content_that_cannot_be_is_refused(tmp_path: Path, lines: list[str], message: str) -> None:
    with pytest.raises(SourceContentError, match=message):
        gv100.read(write(tmp_path, lines), FILE)


def test_without_the_year_of_its_population_it_is_refused(tmp_path: Path) -> None:
    file = RawFile(FILE.path, FILE.source, FILE.territory, None, "")
    with pytest.raises(SourceContentError, match="does not say of which year"):
        gv100.read(write(tmp_path), file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceMissingError, match=r"gone\.txt"):
        gv100.read(tmp_path / "gone.txt", FILE)


# --- the real file ---


@pytest.fixture(scope="module")
def reading(raw_dir: Path) -> Reading:
    file = next(file for file in known_files() if file.source == "gv100")
    return gv100.read(raw_dir / file.path, file)


def test_it_adds_up_to_the_official_population_of_2022(reading: Reading) -> None:
    assert reading.areas is not None and reading.facts is not None
    assert dict(reading.areas["level"].value_counts().iter_rows()) == {
        "land": 16,
        "region": 29,
        "kreis": 400,
        "verband": 4597,
        "gemeinde": 10981,
    }
    sums = reading.facts.group_by("variable").agg(pl.col("value").sum().round(2))
    assert dict(sums.iter_rows()) == {
        "population": 84_358_845,
        "population_male": 41_559_052,
        "population_female": 42_799_793,
        "area_km2": 357_595.7,
    }


def test_it_agrees_with_the_excel_list_of_a_month_later(raw_dir: Path, reading: Reading) -> None:
    file = next(file for file in known_files() if "31122023" in file.path)
    excel = gazetteer_excel.read(raw_dir / file.path, file)
    towns, same = areas(reading, "gemeinde"), areas(excel, "gemeinde")
    assert set(towns) == set(same)
    assert all(towns[key]["verband"] == same[key]["verband"] for key in towns)
    assert all(towns[key]["postcode"] == same[key]["postcode"] for key in towns)
    assert set(areas(reading, "verband")) == set(areas(excel, "verband"))
