"""Employees from two densities: what is withheld is no zero, totals of Verbände fill gaps, areas of their own."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kleinstadt.edition import build
from kleinstadt.edition.build import with_verband_keys
from kleinstadt.edition.employees import BOTH, RESIDENTS, employees_facts
from kleinstadt.errors import SourceContentError
from kleinstadt.sources.known_areas import areas_in
from kleinstadt.sources.reading.tables import FACTS, GROUPS, RawFile, ReadFile, Reading, tidy

NOW, THEN = date(2022, 12, 31), date(2019, 12, 31)
VERBAND = {"01051001": "010515175", "01051002": "010515175", "01051003": "010515175", "01051011": "010510011"}
PEOPLE = {"01051001": 3500.0, "01051002": 200.0, "01051003": 300.0, "01051011": 12_000.0}
KM2 = {"01051001": 17.0, "01051002": 7.0, "01051003": 5.0, "01051011": 65.0}

Jobs = dict[str, dict[str, float]]


def _facts(values: dict[str, float], variable: str, period: str, day: date, level: str = "gemeinde") -> pl.DataFrame:
    frame = pl.DataFrame({"area_id": list(values), "value": list(values.values())})
    constants = {"variable": variable, "period": period, "territory": day, "level": level, "source": "gv"}
    return tidy(frame, FACTS, status="measured", **constants)


def _areas(facts: pl.DataFrame) -> pl.DataFrame:
    return areas_in(Reading(facts=facts)).with_columns(file=pl.lit("inkar/2019.csv"))


def edition_of(jobs: Jobs, totals: dict[str, dict[str, float]]) -> pl.DataFrame:
    """Counts of both days; densities that say `jobs` by year and municipality and `totals` by year and Verband."""
    frames = [_facts(PEOPLE, "population", str(day.year), day) for day in (NOW, THEN)]
    frames += [_facts(KM2, "area_km2", str(day.year), day) for day in (NOW, THEN)]
    for year, numbers in jobs.items():
        density = {key: PEOPLE[key] / KM2[key] for key in numbers}
        frames.append(_facts(density, RESIDENTS, year, NOW))
        frames.append(_facts({key: density[key] + jobs_ / KM2[key] for key, jobs_ in numbers.items()}, BOTH, year, NOW))
    for year, numbers in totals.items():
        people = {v: sum(PEOPLE[k] for k in VERBAND if VERBAND[k] == v) for v in numbers}
        land = {v: sum(KM2[k] for k in VERBAND if VERBAND[k] == v) for v in numbers}
        frames.append(_facts({v: people[v] / land[v] for v in numbers}, RESIDENTS, year, THEN, "verband"))
        frames.append(_facts({v: (people[v] + n) / land[v] for v, n in numbers.items()}, BOTH, year, THEN, "verband"))
    return pl.concat(frames)


def employees(
    jobs: Jobs, totals: dict[str, dict[str, float]] | None = None
) -> dict[tuple[str, str], tuple[float, str]]:
    members = pl.DataFrame(
        [(key, verband, day) for key, verband in VERBAND.items() for day in (NOW, THEN)],
        schema=["area_id", "verband", "territory"],
        orient="row",
    )
    found = employees_facts(edition_of(jobs, totals or {}), members)
    return {
        (key, year): (value, status)
        for key, year, value, status in found.select("area_id", "period", "value", "status").rows()
    }


def test_the_difference_of_the_densities_times_the_area() -> None:
    found = employees({"2019": {"01051001": 900.0, "01051002": 1.0, "01051003": 0.0, "01051011": 4000.0}})
    assert found["01051001", "2019"] == (900.0, "measured")
    assert found["01051003", "2019"] == (0.0, "measured"), "in a year that prints ones, none is none"


def test_one_gap_is_what_the_verband_has_more() -> None:
    jobs = {"2018": {"01051001": 900.0, "01051002": 0.0, "01051003": 8.0, "01051011": 4000.0}}
    found = employees(jobs, {"2018": {"010515175": 920.0}})
    assert found["01051002", "2018"] == (12.0, "measured")


def test_several_gaps_share_it_by_residents_and_are_modelled() -> None:
    jobs = {"2018": {"01051001": 900.0, "01051002": 0.0, "01051003": 0.0, "01051011": 4000.0}}
    found = employees(jobs, {"2018": {"010515175": 910.0}})
    assert found["01051002", "2018"] == (4.0, "modelled")
    assert found["01051003", "2018"] == (6.0, "modelled")


def test_without_a_total_the_nearest_year_stands_in_or_nothing() -> None:
    jobs = {
        "2019": {"01051001": 900.0, "01051002": 7.0, "01051003": 2.0, "01051011": 4000.0},
        "2022": {"01051001": 910.0, "01051002": 0.0, "01051003": 0.0, "01051011": 0.0},
        "2010": {"01051001": 910.0, "01051002": 0.0, "01051003": 9.0, "01051011": 3.0},
    }
    found = employees(jobs)
    assert found["01051002", "2022"] == (7.0, "modelled")
    assert found["01051011", "2022"] == (4000.0, "modelled")
    assert found["01051002", "2010"] == (None, "secret"), "nine years are too far"


def test_verbaende_get_the_nine_digits_of_their_ars() -> None:
    own = _facts({"01051975": 5.0}, "commuters_in_pct", "2019", THEN, "verband")
    key = pl.DataFrame({"area_id": ["01051975"], "scheme": ["inkar_verband"], "group_id": ["010515175"]})
    groups = tidy(key, GROUPS, level="verband", territory=THEN, group_name="Mitteldithmarschen", source="gv")
    assert with_verband_keys(own, groups, _areas(own))["area_id"].to_list() == ["010515175"]
    unknown = with_verband_keys(own, groups.clear(), _areas(own))
    assert unknown.is_empty(), "without the reference nobody knows whose they are"
    left_out = _facts({"01051976": 5.0}, "of_no_indicator", "2019", THEN, "verband")
    with pytest.raises(SourceContentError, match=r"first 01051976 \(inkar/2019\.csv, borders of 2019-12-31\)"):
        with_verband_keys(own, groups, pl.concat([_areas(own), _areas(left_out)]))


def test_a_file_tells_all_its_areas_also_those_of_numbers_that_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = _facts({"01051975": 5.0}, "commuters_in_pct", "2019", THEN, "verband")
    left_out = _facts({"01051976": 5.0}, "of_no_indicator", "2019", THEN, "verband")
    file = RawFile("inkar/2019.csv", "inkar", THEN, None, "")
    whole = ReadFile(file, "", Reading(facts=pl.concat([kept, left_out])))
    monkeypatch.setattr(build, "read_known", lambda *_: whole)
    done, areas = build.read_kept(Path(), file, ())
    assert done.reading.tables()["facts"]["area_id"].to_list() == ["01051975"]
    assert sorted(areas["area_id"]) == ["01051975", "01051976"]


def test_a_town_that_is_counted_to_another_kreis_has_the_numbers_of_its_verband() -> None:
    numbers = _facts({"010575739": 34.5}, "minutes_to_oberzentrum", "2020", THEN, "verband")
    rows = [
        ("01057001", "inkar_verband", "010575739", "verband"),
        ("01055007", "verband_official", "010575739", "gemeinde"),
    ]
    frame = pl.DataFrame(rows, schema=["area_id", "scheme", "group_id", "level"], orient="row")
    groups = tidy(frame, GROUPS, territory=THEN, group_name="Großer Plöner See", source="gv")
    found = with_verband_keys(numbers, groups, _areas(numbers))
    assert dict(found.select("area_id", "value").rows()) == {"010575739": 34.5, "010550007": 34.5}
