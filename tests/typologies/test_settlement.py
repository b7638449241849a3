"""The type by rule, the official types of 2015, and the printed Tab. 1 of 2019."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from kleinstadt.edition.edition import Edition
from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.typologies.central_places import (
    FUNCTION,
    FUNCTIONS,
    SETTLEMENT_TYPES,
    functions_at,
    joint_units_at,
    observation_units,
    overrides_at,
)
from kleinstadt.typologies.settlement import settlement_type, types_at, verband_types, with_own_type

OFFICIAL = {
    10: "grossstadt",
    20: "mittelstadt",
    30: "groessere_kleinstadt",
    40: "kleine_kleinstadt",
    50: "landgemeinde",
}

# Tab. 1 of the report: towns, share, km², share, persons, share, persons per km²
TAB1 = {
    "01": (76, 44.7, 6205, 39.3, 1044595, 36.0, 168),
    "03": (238, 55.2, 26466, 55.5, 2961163, 37.0, 112),
    "05": (183, 46.2, 13764, 40.3, 2337835, 13.0, 170),
    "06": (244, 57.1, 12237, 58.0, 2479647, 39.4, 203),
    "07": (102, 57.3, 11372, 57.3, 1889931, 46.2, 166),
    "08": (303, 65.6, 19917, 55.7, 4267186, 38.4, 214),
    "10": (43, 82.7, 1754, 68.2, 532919, 54.0, 304),
    "12": (97, 49.0, 11882, 40.1, 1035002, 41.0, 87),
    "13": (43, 37.1, 7864, 33.8, 475492, 29.6, 60),
    "14": (137, 44.3, 8465, 45.9, 1343792, 33.0, 159),
    "15": (80, 65.6, 11642, 56.9, 807072, 36.8, 69),
    "16": (82, 42.9, 7075, 43.7, 728153, 34.1, 103),
}
NEED_INFERRED = {"13", "14", "16"}


def types_of(persons: list[int | None], functions: list[str | None]) -> list[str | None]:
    found = settlement_type(pl.Series(persons, dtype=pl.Int64), pl.Series(functions, dtype=FUNCTION))
    return found.cast(pl.String).to_list()


def frame(rows: list[tuple[Any, ...]], *names: str) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=list(names), orient="row", infer_schema_length=None)


@pytest.mark.parametrize(
    ("persons", "function", "expected"),
    [
        (100_000, "none", "grossstadt"),
        (99_999, "none", "mittelstadt"),
        (20_000, "none", "mittelstadt"),
        (19_999, "none", "groessere_kleinstadt"),
        (10_000, "none", "groessere_kleinstadt"),
        (9_999, "none", "kleine_kleinstadt"),
        (5_000, "none", "kleine_kleinstadt"),
        (4_999, "none", "landgemeinde"),
        (4_999, "basic", "landgemeinde"),
        (4_999, "basic_plus", "kleine_kleinstadt"),
        (4_999, "middle_plus", "kleine_kleinstadt"),
        (4_999, "upper", "mittelstadt"),
        (12_913, "upper", "mittelstadt"),
        (12_913, "middle_plus", "groessere_kleinstadt"),
        (100_000, "upper", "grossstadt"),
        (0, None, "landgemeinde"),
        (None, "upper", None),
    ],
)
def test_type_at_each_threshold(persons: int | None, function: str | None, expected: str | None) -> None:
    assert types_of([persons], [function]) == [expected]


@given(st.integers(0, 4_000_000), st.integers(0, 200_000), st.sampled_from(FUNCTIONS), st.sampled_from(FUNCTIONS))
def test_more_persons_or_a_higher_function_never_lower_the_type(persons: int, more: int, one: str, other: str) -> None:
    low, high = sorted((one, other), key=FUNCTIONS.index)
    below, above = types_of([persons, persons + more], [low, high])
    assert SETTLEMENT_TYPES.index(str(above)) <= SETTLEMENT_TYPES.index(str(below))


def test_the_type_is_an_ordered_category() -> None:
    found = settlement_type(pl.Series([30_000]), pl.Series(["none"], dtype=FUNCTION))
    assert found.dtype == pl.Enum(SETTLEMENT_TYPES)


MEMBERS = frame(
    [
        ("v1", "01000001", 4_000),
        ("v1", "01000002", 4_500),  # largest; together 8,500, which does not count
        ("v2", "01000003", 3_000),
        ("v2", "01000004", 1_300),  # a Mittelzentrum smaller than its neighbour lifts the Verband
        ("v3", "01000005", 101_079),
        ("v4", "01000006", None),
        ("v4", "01000007", 30_000),
    ],
    "verband",
    "ags",
    "population",
)
NO_FUNCTIONS = frame([("09999999", "middle")], "ags", "function")
NO_OVERRIDES = frame([("09999999", "mittelstadt")], "ags", "type")


def test_the_largest_member_decides_not_the_sum() -> None:
    found = verband_types(MEMBERS, NO_FUNCTIONS, NO_OVERRIDES).row(0, named=True)
    assert found == {
        "verband": "v1",
        "type": "landgemeinde",
        "largest_ags": "01000002",
        "largest_population": 4_500,
        "function": "none",
        "basis": "population",
    }


def test_the_function_of_a_smaller_member_lifts_the_verband() -> None:
    functions = frame([("01000004", "middle"), ("01000003", "basic")], "ags", "function")
    found = verband_types(MEMBERS, functions, NO_OVERRIDES).row(1, named=True)
    assert (found["type"], found["function"], found["basis"]) == ("kleine_kleinstadt", "middle", "function")
    assert found["largest_ags"] == "01000003"


def test_an_override_wins_and_says_so() -> None:
    overrides = frame([("01000005", "mittelstadt")], "ags", "type")
    found = verband_types(MEMBERS, NO_FUNCTIONS, overrides).row(2, named=True)
    assert (found["type"], found["basis"]) == ("mittelstadt", "override")


def test_a_member_of_unknown_size_leaves_the_type_unknown_even_with_an_override() -> None:
    overrides = frame([("01000007", "mittelstadt")], "ags", "type")
    found = verband_types(MEMBERS, NO_FUNCTIONS, overrides).row(3, named=True)
    assert (found["type"], found["largest_ags"], found["largest_population"], found["basis"]) == (None,) * 4


def test_an_exception_that_only_printed_sums_ask_for_is_not_applied() -> None:
    day = date(2019, 12, 31)
    inferred = overrides_at(day).filter(certainty="inferred").select("ags", "type")
    assert not inferred.is_empty(), "this test would not see it"
    members = inferred.select("ags", verband=pl.lit("0") + pl.col("ags"), population=pl.lit(4_999))
    applied = verband_types(members, functions_at(day), inferred).sort("verband")
    found = types_at(members, day).sort("verband")
    assert set(applied["basis"]) == {"override"}
    assert "override" not in set(found["basis"])


def test_a_missing_column_is_refused() -> None:
    with pytest.raises(SourceLayoutError, match="population"):
        verband_types(MEMBERS.drop("population"), NO_FUNCTIONS, NO_OVERRIDES)


def test_a_municipality_given_twice_is_refused() -> None:
    with pytest.raises(SourceContentError, match="01000001"):
        verband_types(pl.concat([MEMBERS, MEMBERS.head(1)]), NO_FUNCTIONS, NO_OVERRIDES)


@pytest.fixture(scope="module")
def official(raw_dir: Path) -> pl.DataFrame:
    """Verband, official type and members of 31.12.2015."""
    book = CalamineWorkbook.from_path(raw_dir / "bbsr" / "Referenz_1998_2015.xlsx")
    units = [(f"{row[0]:08.0f}", OFFICIAL[int(row[3])]) for row in book.get_sheet_by_name("GVB 2015").to_python()[3:]]
    members = [
        (f"{row[0]:08.0f}", f"{row[3]:08.0f}", int(row[7]))
        for row in book.get_sheet_by_name("Gemeinden").to_python()[3:]
    ]
    return frame(members, "ags", "verband", "population").join(frame(units, "verband", "official"), on="verband")


def test_every_official_type_of_2015_is_met(official: pl.DataFrame) -> None:
    day = date(2015, 12, 31)
    types = types_at(official, day)
    compared = official.unique("verband").join(types, on="verband")
    wrong = compared.filter(pl.col("official").ne_missing(pl.col("type").cast(pl.String)))
    assert (compared.height, wrong.height) == (4_538, 0)
    assert types["basis"].value_counts().sort("basis").rows() == [
        ("population", 4509),
        ("function", 28),
        ("override", 1),
    ]


@pytest.fixture(scope="module")
def members_2019(raw_dir: Path) -> pl.DataFrame:
    book = CalamineWorkbook.from_path(raw_dir / "gemeindeverzeichnis" / "31122019_Auszug_GV.xlsx")
    rows = [row for row in book.get_sheet_by_index(1).to_python() if row[0] == "60"]
    keys = ["".join(str(part) for part in row[2:7]) for row in rows]
    table = [(k[:9], k[:5] + k[9:], float(r[8]), int(r[9] or 0)) for k, r in zip(keys, rows, strict=True)]
    members = frame(table, "verband", "ags", "km2", "population")
    return observation_units(members, joint_units_at(date(2019, 12, 31)))


def table1(members: pl.DataFrame, overrides: pl.DataFrame) -> dict[str, tuple[float, ...]]:
    types = verband_types(members, functions_at(date(2019, 12, 31)), overrides)
    size = members.group_by("verband").agg(pl.col("km2", "population").sum())
    small = pl.col("type").is_in(["groessere_kleinstadt", "kleine_kleinstadt"])
    units = types.join(size, on="verband").with_columns(pl.col("verband").str.slice(0, 2).alias("land"))
    n, km2, persons = small.sum(), pl.col("km2").filter(small).sum(), pl.col("population").filter(small).sum()
    found = units.group_by("land").agg(
        n.alias("n"),
        (100 * n / pl.len()).round(1).alias("n_pct"),
        km2.round().alias("km2"),
        (100 * km2 / pl.col("km2").sum()).round(1).alias("km2_pct"),
        persons.alias("persons"),
        (100 * persons / pl.col("population").sum()).round(1).alias("persons_pct"),
        (persons / km2).round().alias("density"),
    )
    return {row[0]: row[1:] for row in found.rows()}


def test_with_the_inferred_rows_tab1_is_exact_but_for_bavaria(members_2019: pl.DataFrame) -> None:
    found = table1(members_2019, overrides_at(date(2019, 12, 31)))
    assert {land: found[land] for land in TAB1} == TAB1
    # printed: 498, 31.9, 27716, 39.3, 4521238, 34.4, 163; the plan of 2018 is known in part (docs/central-places.md)
    assert found["09"] == (493, 31.6, 27554, 39.1, 4501731, 34.3, 163)


def test_nine_of_them_need_no_inferred_row(members_2019: pl.DataFrame) -> None:
    shown = overrides_at(date(2019, 12, 31)).filter(pl.col("certainty") == "shown")
    found = table1(members_2019, shown)
    assert {land for land in TAB1 if found[land] != TAB1[land]} == NEED_INFERRED


def test_number_of_units_by_type_in_2019(members_2019: pl.DataFrame) -> None:
    day = date(2019, 12, 31)
    counts = types_at(members_2019, day)["type"].value_counts().sort("type")
    # printed: 80, 634, 881, 1,245, 1,779; the rest is what is not known of Bavaria's plan of 2018, three exceptions
    # that no plan shows, and one unit that the print has more
    assert counts["count"].to_list() == [80, 637, 878, 1240, 1783]


def test_a_member_of_several_has_a_type_of_its_own_and_an_only_one_its_verbands() -> None:
    members = pl.DataFrame(
        {
            "ags": ["01001001", "01001002", "01001003"],
            "verband": ["010015001", "010015001", "010010003"],
            "population": [6_000.0, 400.0, 300.0],
            "type": ["kleine_kleinstadt", "kleine_kleinstadt", "mittelstadt"],
            "type_basis": ["official", "official", "official"],
        }
    )
    own = with_own_type(members, date(2019, 12, 31))
    assert own["own_type"].to_list() == ["kleine_kleinstadt", "landgemeinde", "mittelstadt"]
    assert own["own_type_basis"].to_list() == ["computed", "computed", "official"]


def test_villages_leave_the_towns_of_their_verband(edition: Edition) -> None:
    """Büsingen (1,621 people) is grouped with Gottmadingen; Drebkau and Oberstdorf are Verbände by themselves."""
    members = edition.members(2024)
    own = dict(members.select("ags", "own_type").iter_rows())
    assert own["08335015"] == "landgemeinde"
    assert own["09780133"] == own["12071057"] == "kleine_kleinstadt"
    alone = members.filter(pl.len().over("verband") == 1)
    assert (alone["own_type"] == alone["type"].cast(pl.String)).all()
    towns = members.filter(pl.col("own_type") == "kleine_kleinstadt")
    assert 6_500 < towns["population"].median() < 7_500
