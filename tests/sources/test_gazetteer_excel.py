"""Gemeindeverzeichnis in Excel: small lists of our own are read as they stand."""

from datetime import date
from pathlib import Path

import polars as pl
from gazetteer_lists import (
    BODY_2019,
    HEAD_2019,
    LIST_1990,
    LIST_1994,
    LIST_2019,
    areas,
    body,
    fact,
    list_1990,
    list_1994,
    list_2019,
    write,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from kleinstadt.keys import LAENDER
from kleinstadt.sources.destatis import gazetteer_excel
from kleinstadt.sources.destatis.gazetteer_records import with_own_verband
from kleinstadt.sources.reading.tables import AREAS, FACTS


def test_a_list_of_2019_gives_areas_of_all_levels(tmp_path: Path) -> None:
    reading = gazetteer_excel.read(list_2019(tmp_path), LIST_2019)
    assert reading.areas is not None and reading.areas.schema == AREAS
    assert set(areas(reading, "land")) == set(LAENDER)
    assert set(areas(reading, "kreis")) == {"01060", "08115"}
    assert set(areas(reading, "verband")) == {"010609014", "081150003", "081155001"}
    boeblingen = areas(reading, "gemeinde")["08115003"]
    assert boeblingen == {
        "territory": date(2019, 12, 31),
        "level": "gemeinde",
        "area_id": "08115003",
        "name": "Böblingen, Stadt",
        "verband": "081150003",
        "postcode": "71032",
        "lon": 9.009663,
        "lat": 48.685296,
        "kind": "67",
        "source": "gv",
    }


def test_names_lose_footnote_marks_and_odd_blanks(tmp_path: Path) -> None:
    reading = gazetteer_excel.read(list_2019(tmp_path), LIST_2019)
    assert areas(reading, "gemeinde")["08115001"]["name"] == "Aidlingen"
    assert areas(reading, "verband")["081150003"]["name"] == "Böblingen, Stadt"


def test_a_coordinate_of_zero_is_unknown(tmp_path: Path) -> None:
    forest = areas(gazetteer_excel.read(list_2019(tmp_path), LIST_2019), "gemeinde")["01060014"]
    assert (forest["lon"], forest["lat"], forest["postcode"], forest["kind"]) == (None, None, None, "66")


def test_facts_keep_value_and_status_apart(tmp_path: Path) -> None:
    reading = gazetteer_excel.read(list_2019(tmp_path), LIST_2019)
    assert reading.facts is not None and reading.facts.schema == FACTS
    assert set(reading.facts["period"]) == {"2019"}
    assert fact(reading, "08115003", "population") == (50161, "measured")
    assert fact(reading, "08115003", "population_female") == (25356, "measured")
    assert fact(reading, "08115001", "population") == (None, "unreliable")
    assert fact(reading, "08115001", "area_km2") == (26.56, "measured")
    assert fact(reading, "01060014", "population") == (0, "measured")


def test_columns_are_found_wherever_they_stand(tmp_path: Path) -> None:
    """Here the key stands behind the name, and the Postleitzahl before the area."""
    order = [0, 1, 7, 13, 8, 9, 10, 11, 12, 2, 3, 4, 5, 6, 14, 15, 16, 17]
    sheet = HEAD_2019 + body(BODY_2019, text=True)
    moved = [[(row + [""] * 18)[i] for i in order] for row in sheet]
    reading = gazetteer_excel.read(write(tmp_path / "x.xlsx", {"Gemeindedaten": moved}), LIST_2019)
    straight = gazetteer_excel.read(list_2019(tmp_path), LIST_2019)
    assert reading.facts is not None and reading.facts.equals(straight.facts)
    assert reading.areas is not None and reading.areas.equals(straight.areas)


def test_of_1994_each_town_without_verband_is_its_own(tmp_path: Path) -> None:
    reading = gazetteer_excel.read(list_1994(tmp_path), LIST_1994)
    towns = areas(reading, "gemeinde")
    assert {key: towns[key]["verband"] for key in towns} == {
        "01001000": "010010000",
        "08115003": "081150003",
        "08115001": "081150803",
        "08115054": "081150803",
        "08415086": "084159086",
    }
    assert set(areas(reading, "verband")) == {"010010000", "081150003", "081150803", "084159086"}
    assert areas(reading, "verband")["081150003"]["name"] == "Böblingen, Stadt"
    assert towns["08115003"]["kind"] == "63" and towns["08115003"]["lon"] is None


def test_of_1990_verbaende_are_told_by_name(tmp_path: Path) -> None:
    reading = gazetteer_excel.read(list_1990(tmp_path), LIST_1990)
    towns, verbaende = areas(reading, "gemeinde"), areas(reading, "verband")
    assert towns["08115001"]["verband"] == towns["08115054"]["verband"] == "081158001"
    assert verbaende["081158001"]["name"] == "Verwaltungsgemeinschaft Aidlingen/Grafenau"
    assert towns["08115003"]["verband"] == "081150003" and towns["08115003"]["kind"] is None
    assert towns["01060014"]["kind"] == "66" and towns["01060014"]["verband"] == "010609014"


def test_of_1990_an_empty_cell_of_nobody_is_zero(tmp_path: Path) -> None:
    reading = gazetteer_excel.read(list_1990(tmp_path), LIST_1990)
    assert fact(reading, "01060014", "population_female") == (0, "measured")


def test_doubled_rows_of_uninhabited_areas_count_once(tmp_path: Path) -> None:
    doubled = [*BODY_2019[:3], BODY_2019[2], *BODY_2019[3:]]
    reading = gazetteer_excel.read(list_2019(tmp_path, doubled), LIST_2019)
    assert reading.areas is not None
    assert reading.areas.equals(gazetteer_excel.read(list_2019(tmp_path), LIST_2019).areas)


@settings(max_examples=50, deadline=None)
@given(
    st.sets(st.integers(0, 999), min_size=1, max_size=60),
    st.sets(st.integers(0, 9999), max_size=60),
    st.data(),
)
def test_every_town_gets_a_verband_and_shares_none_that_is_its_own(
    numbers: set[int], codes: set[int], data: st.DataObject
) -> None:
    listed = pl.Series([f"08115{code:04}" for code in codes if not code >= 9000], dtype=pl.String)
    named = st.sampled_from(listed.to_list()) | st.none() if len(listed) else st.none()
    towns = pl.DataFrame(
        {"key": [f"08115{number:03}" for number in sorted(numbers)]},
    ).with_columns(
        kind=pl.Series([data.draw(st.sampled_from(["63", "64", "66", None])) for _ in numbers], dtype=pl.String),
        verband=pl.Series([data.draw(named) for _ in numbers], dtype=pl.String),
    )
    given_names = towns["verband"]
    filled = with_own_verband(towns, listed)["verband"]
    assert filled.null_count() == 0 and filled.str.len_chars().eq(9).all()
    own = filled.filter(given_names.is_null())
    assert own.is_unique().all() and not own.is_in(listed.to_list()).any()
    assert filled.filter(given_names.is_not_null()).equals(given_names.drop_nulls())
