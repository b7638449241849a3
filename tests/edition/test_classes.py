"""Official classes that an edition holds: they win on their own day alone, and can be left aside."""

from pathlib import Path

import polars as pl
import pytest
from small_edition import NOW, NOW_IDS, THEN, VERBAND_OF, facts, manifest, tables, write_small

import kleinstadt as ks
from kleinstadt.edition.classes import GROWTH_CLASSES, LAGE, TYPES, official_at
from kleinstadt.edition.draft import Draft, write_edition
from kleinstadt.edition.edition import Edition
from kleinstadt.sources.bbsr import official_classes
from kleinstadt.sources.reading.tables import FACTS, GROUPS, tidy

GIVEN = {"01098001": ("10", "4"), "01098002": ("50", "1"), "01098004": ("50", "2"), "01099001": ("30", "3")}
POTENTIAL = 100_000.0


def groups(scheme: str, codes: dict[str, str], names: dict[str, str] | None = None) -> pl.DataFrame:
    rows = [(ags, code, (names or {}).get(code, code)) for ags, code in codes.items()]
    frame = pl.DataFrame(rows, schema=["area_id", "group_id", "group_name"], orient="row")
    return tidy(frame, GROUPS, territory=NOW, level="gemeinde", scheme=scheme, source="bbsr_reference_2019")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    reached = pl.DataFrame({"area_id": sorted(set(VERBAND_OF.values()))}).with_columns(value=pl.lit(POTENTIAL))
    constants = {"level": "verband", "variable": "potential_persons", "status": "modelled", "source": "reach_model"}
    both = [tidy(reached, FACTS, territory=day, period=str(day.year), **constants) for day in (THEN, NOW)]
    of = tables(*both)
    of["groups"] = pl.concat(
        [
            of["groups"],
            groups("type_official", {ags: codes[0] for ags, codes in GIVEN.items()}),
            groups("lage_official", {ags: codes[1] for ags, codes in GIVEN.items()}),
            groups("central_place", dict.fromkeys(NOW_IDS, "2"), official_classes.CENTRAL_PLACE),
            groups("mittelbereich", {"01098001": "010101"}, {"010101": "Großstadtl"}),
        ]
    )
    write_edition(tmp_path / "edition", of, manifest(of))
    return tmp_path / "edition"


def test_codes_mean_what_the_publisher_says() -> None:
    spelled = {name.replace(" ", "_").lower() for name in official_classes.LAGE.values()}
    assert spelled == set(LAGE.values())
    for code, name in official_classes.LAGE.items():
        assert LAGE[code] == name.replace(" ", "_")
    for code, name in official_classes.TYPE.items():
        assert TYPES[code] == name.lower().replace("ß", "ss").replace("ö", "oe").replace(" ", "_").replace(
            "groessstadt", "grossstadt"
        )
    assert {code: GROWTH_CLASSES[code] for code in official_classes.GROWTH} == {
        "1": "strongly_shrinking",
        "2": "shrinking",
        "3": "no_clear_direction",
        "4": "growing",
        "5": "strongly_growing",
    }


def test_they_win_on_their_day(small: Path) -> None:
    found = ks.open(small).areas(2019).select("type", "type_basis", "lage", "lage_basis")
    assert found.rows() == [
        ("grossstadt", "official", "sehr_peripher", "official"),
        ("landgemeinde", "official", "sehr_zentral", "official"),  # 7,400 of the Amt's 8,300 people
        ("groessere_kleinstadt", "official", "peripher", "official"),
        ("landgemeinde", "computed", "peripher", "modelled"),
        ("landgemeinde", "computed", "peripher", "modelled"),
    ]


def test_other_years_are_computed(small: Path) -> None:
    then = ks.open(small).areas(2018)
    assert set(then["type_basis"]) == {"computed"}
    assert set(then["lage_basis"]) == {"modelled"}


def test_they_can_be_left_aside(small: Path) -> None:
    opened = ks.open(small)
    alone = opened.areas(2019, computed=True)
    assert set(alone["type_basis"]) == {"computed"}
    assert set(alone["lage_basis"]) == {"modelled"}
    assert alone["type"].to_list() == [
        "mittelstadt",
        "kleine_kleinstadt",
        "groessere_kleinstadt",
        *["landgemeinde"] * 2,
    ]
    assert Edition(small, computed=True).areas(2019).equals(alone)
    assert set(opened.areas(2019)["type_basis"]) == {"official", "computed"}, "and are there again"


def test_town_classes_say_of_which_day_they_are(small: Path) -> None:
    found = ks.open(small).town_classes(2018).filter(pl.col("ags").is_in(["01098001", "01098002"]))
    assert found.select("central_place", "mittelbereich", "mittelbereich_of", "grossstadtregion").rows() == [
        ("Mittelzentrum", "Großstadtl", NOW, None),
        ("Mittelzentrum", None, None, None),
    ]


def test_an_edition_without_any_has_none(tmp_path: Path) -> None:
    of = tables(facts("schools", "2019", dict.fromkeys(NOW_IDS, 1.0)))
    assert official_at(Draft(of, manifest(of)), NOW) is None
    plain = ks.open(write_small(tmp_path / "edition"))
    assert plain.areas(2019).equals(plain.areas(2019, computed=True))
    assert plain.town_classes(2019)["central_place"].null_count() == len(NOW_IDS)


LAND_ROWS = {  # Tab. 1: towns, persons, km²
    "01": (76, 1_044_595, 6_205),
    "03": (238, 2_961_163, 26_466),
    "05": (183, 2_337_835, 13_764),
    "06": (244, 2_479_647, 12_237),
    "07": (102, 1_889_931, 11_372),
    "08": (303, 4_267_186, 19_917),
    "09": (498, 4_521_238, 27_716),
    "10": (43, 532_919, 1_754),
    "12": (97, 1_035_002, 11_882),
    "13": (43, 475_492, 7_864),
    "14": (137, 1_343_792, 8_465),
    "15": (80, 807_072, 11_642),
    "16": (82, 728_153, 7_075),
}


@pytest.fixture(scope="module")
def units(edition: Edition) -> pl.DataFrame:
    if official_at(edition.store, NOW) is None:
        pytest.skip("the edition was built before it held official classes")
    return edition.areas(2019)


def test_with_official_types_tab1_is_exact_in_every_land(units: pl.DataFrame) -> None:
    small = units.filter(pl.col("type").cast(pl.String).is_in(["groessere_kleinstadt", "kleine_kleinstadt"]))
    of_land = small.group_by("land").agg(pl.len(), pl.col("population").sum(), pl.col("area_km2").sum().round())
    assert {row[0]: row[1:] for row in of_land.rows()} == LAND_ROWS
    assert (small.height, small["population"].sum(), round(small["area_km2"].sum())) == (2_126, 24_424_025, 166_359)


def test_units_by_type_and_lage_are_the_official_ones(units: pl.DataFrame) -> None:
    central = pl.col("lage").cast(pl.String).is_in(["sehr_zentral", "zentral"])
    counts = units.group_by("type").agg(central.sum().alias("in"), (~central).sum().alias("out"))
    assert {str(row[0]): row[1:] for row in counts.rows()} == {
        "grossstadt": (80, 0),
        "mittelstadt": (487, 147),
        "groessere_kleinstadt": (595, 286),
        "kleine_kleinstadt": (589, 656),
        "landgemeinde": (448, 1_330),
    }
    assert set(units["type_basis"]) == set(units["lage_basis"]) == {"official"}


def test_computed_types_differ_where_the_rule_does_not_know_better(edition: Edition, units: pl.DataFrame) -> None:
    alone = edition.areas(2019, computed=True)
    assert (alone["type"] != units["type"]).sum() == 9
    assert set(alone["type_basis"]) == {"computed"}
