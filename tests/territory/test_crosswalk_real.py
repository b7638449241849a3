"""Crosswalks on the publishers' own files: the real series from 1990."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Final

import polars as pl
import pytest
from reforms import END, carry_between

from kleinstadt.edition.draft import Draft
from kleinstadt.edition.edition import Edition
from kleinstadt.edition.manifest import describe
from kleinstadt.sources.bbsr import crosswalk as bbsr_crosswalk
from kleinstadt.sources.bbsr import reference_2020 as bbsr_reference_2020
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.destatis import changes as destatis_changes
from kleinstadt.sources.destatis import gazetteer_excel
from kleinstadt.territory.crosswalk import edition_crosswalk, links_of_changes
from kleinstadt.territory.reapportion import CROSSWALK, Crosswalk


@pytest.fixture(scope="module")
def real(raw_dir: Path) -> Crosswalk:
    listed = {file.path: file for file in known_files()}
    links_19 = bbsr_crosswalk.read(
        raw_dir / (name := "bbsr/umsteigeschluessel_gemeinden_1990_19.parquet"), listed[name]
    )
    links_20 = bbsr_crosswalk.read(
        raw_dir / (name := "bbsr/umsteigeschluessel_gemeinden_1990_20.parquet"), listed[name]
    )
    later = bbsr_reference_2020.read(raw_dir / (name := "bbsr/ref-gemeinden-ab-2020.xlsx"), listed[name])
    lists = [
        destatis_changes.read(raw_dir / (name := f"bbsr/namens-grenz-aenderung_{year}.xlsx"), listed[name]).changes
        for year in ("2023", "2024", "2025-02")
    ]
    gazetteers = [
        gazetteer_excel.read(raw_dir / path, file)
        for path, file in listed.items()
        if path.endswith(("GV.xlsx", "GV4Q.xlsx"))
    ]
    parts = (links_19.crosswalk, links_20.crosswalk, later.crosswalk)
    all_links = pl.concat([part for part in parts if part is not None])
    facts = pl.concat([part.facts for part in (*gazetteers, later) if part.facts is not None])
    areas = pl.concat([part.areas for part in gazetteers if part.areas is not None])
    changed = pl.concat([part for part in lists if part is not None])
    tables = {"areas": areas, "facts": facts, "crosswalk": edition_crosswalk(all_links, changed)}
    return Edition(Draft(tables, describe(tables, [], Path(__file__)))).crosswalk


def at(crosswalk: Crosswalk, day: date, variable: str) -> pl.DataFrame:
    register = crosswalk.registers[day]
    values = pl.Series("value", getattr(register, variable), nan_to_null=True)
    return pl.DataFrame([crosswalk.numbering.keys.gather(register.areas), values])


REGISTERS: Final = [
    date(1991, 1, 1),
    *(END[year] for year in (1994, 2002, 2005, 2009, 2011, 2013, 2014, 2016, 2017, 2019)),
]


@pytest.mark.parametrize("day", REGISTERS)
@pytest.mark.parametrize("target", [END[2019], END[2023]])
def test_every_person_and_km2_of_every_register_arrives(real: Crosswalk, day: date, target: date) -> None:
    for variable, weight in (("population", "population"), ("area_km2", "area")):
        before = at(real, day, variable)
        after, unassigned = carry_between(real, before, day, target, weight)  # type: ignore[arg-type]
        assert unassigned.is_empty()
        assert after["value"].sum() == pytest.approx(before["value"].sum(), abs=1e-3)
        assert after["value"].null_count() == before["value"].null_count()


def test_saxony_anhalt_keeps_its_people_on_constant_territory(real: Crosswalk) -> None:
    for day in REGISTERS:
        before = at(real, day, "population").filter(pl.col("area_id").str.starts_with("15"))
        after, _ = carry_between(real, before, day, END[2019])
        inside = after.filter(pl.col("area_id").str.starts_with("15"))
        assert inside["value"].sum() == pytest.approx(before["value"].sum(), rel=5e-3)  # few changed the Land


@pytest.mark.parametrize(("first", "last"), [*pairwise(REGISTERS[2:]), (END[2019], END[2011]), (END[2023], END[2019])])
def test_days_in_between_keep_totals_and_meet_the_areas_of_the_register(
    real: Crosswalk, first: date, last: date
) -> None:
    before = at(real, first, "area_km2")
    after, unassigned = carry_between(real, before, first, last, "area")
    total = after["value"].sum() + unassigned["value"].sum()
    assert total == pytest.approx(before["value"].sum(), abs=1e-6)
    both = after.join(at(real, last, "area_km2"), on="area_id", suffix="_register")
    error = (pl.col("value") - pl.col("value_register")).abs()
    wrong = both.filter((error > 0.02 * pl.col("value_register")) & (error > 0.5))
    assert wrong.height < 0.01 * both.height


def test_the_list_of_changes_leads_to_the_municipalities_of_2024(real: Crosswalk) -> None:
    reached = set(real.between(END[2023], END[2024])["to_id"])
    assert reached == set(at(real, END[2024], "population")["area_id"])


def test_the_list_of_changes_agrees_with_the_reference_of_2023(raw_dir: Path) -> None:
    listed = {file.path: file for file in known_files()}
    reference = bbsr_reference_2020.read(raw_dir / (name := "bbsr/ref-gemeinden-ab-2020.xlsx"), listed[name]).crosswalk
    changed = destatis_changes.read(raw_dir / (name := "bbsr/namens-grenz-aenderung_2023.xlsx"), listed[name]).changes
    assert reference is not None
    assert changed is not None
    step = reference.filter(pl.col("from_territory") == END[2022])
    own = links_of_changes(changed, step["from_id"].unique(), END[2022], END[2023])
    both = own.join(step, on=["from_id", "to_id"], how="full", coalesce=True, suffix="_bbsr")
    assert both.height == own.height == step.height
    for weight in ("weight_population", "weight_area"):
        assert (both[weight] - both[f"{weight}_bbsr"]).abs().max() < 1e-4  # type: ignore[operator]


@pytest.mark.parametrize("year", [1994, 2002, 2009, 2011, 2016])
def test_kreise_from_municipalities_are_bbsrs_kreise(real: Crosswalk, raw_dir: Path, year: int) -> None:
    listed = {file.path: file for file in known_files()}
    name = "bbsr/umsteigeschluessel_kreise_1990_20.parquet"
    published = bbsr_crosswalk.read(raw_dir / name, listed[name]).crosswalk
    assert published is not None
    published = published.filter(pl.col("from_territory") == END[year])
    own = real.kreise_between(END[year], END[2020])
    both = own.join(published, on=["from_id", "to_id"], how="full", coalesce=True, suffix="_bbsr")
    assert both.height == published.height
    assert (both["weight_population"] - both["weight_population_bbsr"]).abs().max() < 1e-6  # type: ignore[operator]


def test_no_register_forgets_land_but_for_known_ones(real: Crosswalk) -> None:
    """Land carried to 2019 that is there before and after, but not on a day: such a day's people are short as well."""
    carried = [
        carry_between(real, at(real, day, "area_km2"), day, END[2019], "area")[0].with_columns(day=pl.lit(day))
        for day in real.registers
        if day not in (END[2020], END[2022])
    ]
    land = pl.concat(carried).sort("area_id", "day")
    around = [pl.col("value").shift(step).over("area_id") for step in (1, -1)]
    land = land.with_columns(
        usual=pl.when(around[0].is_not_null() & around[1].is_not_null()).then(pl.min_horizontal(around))
    )
    short = land.filter((pl.col("value") < 0.95 * pl.col("usual")) & (pl.col("usual") - pl.col("value") > 1))
    assert set(short.select("day", "area_id").rows()) == {
        (END[1998], "14627030"),  # Ebersbach without Naunhof: gone with the persons of 1997 (repairs.csv)
        # single values of the registers themselves, 2 to 13 km² of forest or water, no people
        (END[1994], "09274176"),
        (END[2002], "09184148"),
        (END[2002], "13075085"),
        (END[2005], "09377127"),
        (END[2011], "15085040"),
        (END[2019], "01001000"),
    }


def test_the_edition_links_are_small(real: Crosswalk, tmp_path: Path) -> None:
    real.links.write_parquet(tmp_path / "crosswalk.parquet", compression="zstd")
    assert (tmp_path / "crosswalk.parquet").stat().st_size < 400_000


def test_rows_have_the_declared_columns(real: Crosswalk) -> None:
    for source, target in ((END[2005], END[2019]), (END[2023], END[2011])):
        assert real.between(source, target).schema == pl.Schema(CROSSWALK)
