"""The one mechanism that every reading goes through: what must hold, known files, known areas."""

import random
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from bench.sturdy.grids import grid_of
from bench.sturdy.mutants import CELLS, KINDS, Whole, tried
from kleinstadt.errors import SourceContentError
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.known_areas import areas_in, known_areas, refuse_strangers
from kleinstadt.sources.reading.checks import Expected, refuse_unexpected
from kleinstadt.sources.reading.symbols import plain_number
from kleinstadt.sources.reading.tables import AREAS, FACTS, RawFile, Reading, tidy
from kleinstadt.sources.registry import READERS, read_checked, read_known
from kleinstadt.sources.releases import differences, expected_of
from tools.releases import chosen

DAY = date(2022, 12, 31)
PERSONS = Expected("zensus2022", "gemeinde", "persons", 3, 3, 1, 0, 1.0, 1000.0, whole=True)
CENSUS = "zensus2022/zensus2022_gemeinden.csv"


def facts(values: list[float | None], keys: tuple[str, ...] = ("01001000", "01002000", "01003000")) -> Reading:
    rows = pl.DataFrame({"area_id": keys[: len(values)], "value": values}, schema_overrides={"value": pl.Float64})
    constants = {"level": "gemeinde", "territory": DAY, "period": "2022", "source": "zensus2022", "status": "measured"}
    return Reading(facts=tidy(rows, FACTS, variable="persons", **constants))


def test_what_may_be_is_left_alone() -> None:
    refuse_unexpected(facts([1.0, 1000.0, None]), [PERSONS], "a.csv")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([1.0, float("inf"), 2.0], "'persons' of 01002000 .* is not finite"),
        ([1.0, float("nan"), 2.0], "is not finite"),
        ([1.0, 1001.0, 2.0], "1,001, which is more than 1,000"),
        ([1.0, 0.0, 2.0], "0, which is less than 1"),
        ([1.0, 2.5, 2.0], "2.5, which is no whole number"),
        ([1.0, None, None], "2 cells .* have no value, expected at most 1"),
        ([1.0, 2.0], "2 rows .* expected 3"),
    ],
)
def test_what_cannot_be_is_refused(values: list[float | None], said: str) -> None:
    with pytest.raises(SourceContentError, match=said):
        refuse_unexpected(facts(values), [PERSONS], "a.csv")


def test_all_wrong_counts_are_named_at_once() -> None:
    two, other = facts([1.0, 2.0]), replace(PERSONS, variable="dwellings")
    both = (
        pl.concat([two.facts, two.facts.with_columns(variable=pl.lit("dwellings"))]) if two.facts is not None else None
    )
    with pytest.raises(SourceContentError, match=r"'persons' .*expected 3; 2 rows of 'dwellings' .*`least` or `most`"):
        refuse_unexpected(Reading(facts=both), [PERSONS, other], "a.csv")


def test_only_named_raw_files_are_read_for_what_is_written_down() -> None:
    assert chosen([CENSUS]) == [CENSUS]
    assert len(chosen([])) == len(known_files())
    with pytest.raises(SystemExit, match=r"'zensus2022/other.csv' has no row in sources/editions.csv"):
        chosen(["zensus2022/other.csv"])


def test_a_key_twice_and_a_variable_that_nobody_declared_are_refused() -> None:
    with pytest.raises(SourceContentError, match="share a key that must be unique"):
        refuse_unexpected(facts([1.0, 2.0, 3.0], ("01001000", "01001000", "01003000")), [PERSONS], "a.csv")
    with pytest.raises(SourceContentError, match=r"'persons' .* says nothing.*\w+,gemeinde,persons,3,3,0,0,1,3,yes$"):
        refuse_unexpected(facts([1.0, 2.0, 3.0]), [replace(PERSONS, variable="dwellings*")], "a.csv")


@pytest.mark.parametrize("text", ["1e5", "inf", "NaN", "1.010", "12.345.678", "0x10", "1_000", "#N/A", "1,5", "-", ""])
def test_only_plain_numbers_are_numbers(text: str) -> None:
    assert pl.DataFrame({"text": [text]}).select(plain_number(pl.col("text"))).item() is None


def test_plain_numbers_are_read() -> None:
    column = pl.DataFrame({"text": ["12", " 0.125", "-3.5", "1234.567", "1.0101"]})
    assert column.select(plain_number(pl.col("text"))).to_series().to_list() == [12.0, 0.125, -3.5, 1234.567, 1.0101]
    thousandths = pl.DataFrame({"text": ["10.568"]}).select(plain_number(pl.col("text"), thousandths=True))
    assert thousandths.item() == 10.568


def test_every_source_declares_what_must_hold() -> None:
    assert {source for source in READERS if not expected_of(source)} == set()


def test_areas_that_no_register_of_the_day_has_are_refused() -> None:
    towns = pl.DataFrame({"area_id": ["01001000", "01002000", "01003000"], "name": ["Flensburg", "Kiel", "Lübeck"]})

    def register(year: int) -> Reading:
        return Reading(areas=tidy(towns, AREAS, level="gemeinde", territory=date(year, 12, 31), source="gv"))

    known = known_areas([register(2021), register(2023)])
    file = RawFile(CENSUS, "zensus2022", DAY, "2022", "")
    refuse_strangers(file, areas_in(facts([1.0, 2.0, 3.0])), known)
    flipped = areas_in(facts([1.0, 2.0, 3.0], ("01001000", "01002000", "01008000")))
    with pytest.raises(SourceContentError, match=r"1 keys \(gemeinde\) are in no register near 31\.12\.2022.*01008000"):
        refuse_strangers(file, flipped, known)
    refuse_strangers(file, flipped, known_areas([register(1990)]))


def census_copy(raw_dir: Path, folder: Path, old: bytes, new: bytes) -> tuple[Path, RawFile]:
    file = next(file for file in known_files() if file.path == CENSUS)
    copy = folder / file.path
    copy.parent.mkdir()
    data = (raw_dir / file.path).read_bytes()
    assert data.count(old) == 1
    copy.write_bytes(data.replace(old, new))
    return folder, file


def test_a_file_that_is_not_the_known_one_is_refused_or_says_what_differs(raw_dir: Path, tmp_path: Path) -> None:
    line = next(row for row in (raw_dir / CENSUS).read_bytes().splitlines() if row.startswith(b"01001000"))
    persons = line.split(b",")[-6]
    raw, file = census_copy(raw_dir, tmp_path, line, line.replace(persons, b"%d" % (float(persons) + 7)))
    with pytest.raises(SourceContentError, match=r"not the file that the catalogue knows.*--accept-changed 'zensus"):
        read_known(raw, file)
    done = read_known(raw, file, [file.path])
    assert len(done.differing) == 1
    assert "'census_population' (gemeinde): sum 82,711,282, now 82,711,289" in done.differing[0]


def test_the_known_file_differs_in_nothing(raw_dir: Path, tmp_path: Path) -> None:
    for path in (CENSUS, "flaeche/area_kinds_2021.csv", "orte/euronym_DE_20.csv", "pendler/kreise_pendler_2019-12.csv"):
        file = next(file for file in known_files() if file.path == path)
        assert differences(read_checked(raw_dir, file), file) == [], "run `python3 run.py releases --raw DIR`"
        assert read_known(raw_dir, file).differing == ()
    (tmp_path / "zensus2022").mkdir()
    shutil.copy(raw_dir / CENSUS, tmp_path / CENSUS)
    with (tmp_path / CENSUS).open("ab") as stream:
        stream.write(b"\n")
    changed = next(file for file in known_files() if file.path == CENSUS)
    assert read_known(tmp_path, changed, [CENSUS]).differing == ("its numbers are the same",)


def test_mutants_are_refused_or_named(raw_dir: Path) -> None:
    """Each kind of damage once on two real files (bench/sturdy/mutants.py makes thousands)."""
    crosswalk = next(file for file in known_files() if file.path.endswith("gemeinden_1990_20.parquet"))
    known = known_areas([read_checked(raw_dir, crosswalk)])
    files = (CENSUS, "flaeche/renewable_energy_2024.csv")
    outcomes: dict[str, set[str]] = {}
    for file in (file for file in known_files() if file.path in files):
        grid = grid_of(raw_dir, file, CELLS)
        assert grid is not None
        whole = Whole(grid, read_checked(raw_dir, file))
        for kind in KINDS:
            if made := tried(kind, whole, known, random.Random(12)):
                outcomes.setdefault(made.outcome, set()).add(f"{kind} of {file.path}: {made.said}")
    assert set(outcomes) <= {"refused", "same numbers", "named"}
    assert len(outcomes["refused"]) > 30
