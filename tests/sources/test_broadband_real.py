"""Breitbandatlas on the real files: every municipality, the odd cells counted, the reports met."""

from pathlib import Path

import polars as pl
import pytest
from broadband_facts import value

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.broadband import atlas as broadband
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.statistical_offices import hebesaetze


@pytest.fixture(scope="module")
def atlas(raw_dir) -> dict[str, pl.DataFrame]:
    """Facts of each raw file, by its period; the series as "series"."""
    files = [file for file in known_files() if file.source == "breitbandatlas"]
    return {file.period or "series": broadband.read(raw_dir / file.path, file).facts for file in files}


EDITIONS = ["2018-12", "2019-06", "2019-12", "2020-06", "2020-12", "2021-06"]
UNINCORPORATED = "^(09...4|03...5|06...2|08...971|01053105|01060014)"


def keys_of(raw_dir: Path, year: int) -> pl.Series:
    crosswalk = pl.read_parquet(raw_dir / "bbsr/umsteigeschluessel_gemeinden_1990_20.parquet")
    return crosswalk.filter(pl.col("year") == year)["ags"]


def test_each_edition_has_every_municipality_of_2015(raw_dir, atlas):
    known = keys_of(raw_dir, 2015)
    for period in EDITIONS:
        areas = atlas[period]["area_id"].unique()
        lacking = known.filter(~known.is_in(areas.implode()))
        assert lacking.filter(~lacking.str.contains(UNINCORPORATED)).to_list() == []
        assert areas.len() == (11_210 if period == "2018-12" else 11_211 if period < "2020-12" else 11_092)
        assert not areas.str.contains("^(11000|02000|09162|05315|04011)00[1-9]").any()


@pytest.mark.parametrize("period", EDITIONS)
def test_a_real_file_cut_off_is_refused(raw_dir, tmp_path, period):
    """In the middle, by its last line break, and by its last line, which is a city or an area without households."""
    file = next(file for file in known_files() if file.source == "breitbandatlas" and file.period == period)
    data = (raw_dir / file.path).read_bytes()
    for kept in (300_000, len(data) - 1, data.rstrip().rindex(b"\n") + 1):
        (tmp_path / "cut.csv").write_bytes(data[:kept])
        with pytest.raises((SourceLayoutError, SourceContentError), match=r"cut.csv: .*line .* expected"):
            broadband.read(tmp_path / "cut.csv", file)


def test_the_series_has_exactly_the_keys_of_2017(raw_dir, atlas):
    known = set(keys_of(raw_dir, 2017))
    found = set(atlas["series"].filter(pl.col("level") == "gemeinde")["area_id"])
    assert found < known
    assert len(known - found) == 17  # unincorporated areas with 0 in every column


def test_odd_cells_are_counted(atlas):
    modelled = {period: atlas[period].filter(pl.col("status") == "modelled").height for period in EDITIONS}
    assert modelled == {"2018-12": 0, "2019-06": 0, "2019-12": 15, "2020-06": 225, "2020-12": 1, "2021-06": 0}
    series = atlas["series"].filter(pl.col("status") != "measured")
    assert series.group_by("level", "status").agg(pl.col("area_id").n_unique()).sort("level").rows() == [
        ("bund", "unreliable", 1),
        ("gemeinde", "missing", 6559),
        ("kreis", "missing", 243),
    ]
    assert series["period"].unique().sort().to_list() == ["2010-12", "2011-12", "2012-12", "2013-12", "2014-12"]


def test_germany_is_as_published(atlas):
    bund = atlas["series"].filter(pl.col("level") == "bund")
    assert value(bund, "00", "broadband_all_16_pct", "2018-12") == (93.94, "measured")
    assert value(bund, "00", "broadband_all_50_pct", "2018-12")[0] == pytest.approx(90.2 - 2.5, abs=0.15)
    assert value(bund, "00", "broadband_all_50_pct", "2015-12") == (70.12, "measured")


def test_the_series_ends_with_the_edition_2018_12(atlas):
    keys = ["area_id", "period", "variable"]
    both = atlas["series"].filter(pl.col("level") == "gemeinde").join(atlas["2018-12"], on=keys, suffix="_edition")
    near = (both["value"] - both["value_edition"]).abs() <= 0.51
    assert both.height > 30_000
    assert near.mean() > 0.92


@pytest.mark.parametrize(
    ("variable", "printed", "tolerance"),
    [
        ("broadband_all_50_pct", {"2018-12": 87.7, "2019-06": 90.2}, 0.8),
        (
            "broadband_all_1000_pct",
            {"2018-12": 27.3, "2019-06": 34.1, "2019-12": 43.2, "2020-06": 55.9, "2020-12": 59.2, "2021-06": 62.1},
            2.5,
        ),
    ],
)
def test_weighted_by_people_the_editions_meet_the_reports(raw_dir, atlas, variable, printed, tolerance):
    file = next(file for file in known_files() if file.source == "hebesaetze")
    people = hebesaetze.read(raw_dir / file.path, file).facts.filter(pl.col("variable") == "population_mid2021")
    for period, expected in printed.items():
        shares = atlas[period].filter(pl.col("variable") == variable)
        both = shares.join(people.select("area_id", people="value"), on="area_id")
        mean = (both["value"] * both["people"]).sum() / both["people"].sum()
        assert both["people"].sum() > 82.4e6
        assert mean == pytest.approx(expected, abs=tolerance)


def test_the_faster_is_never_the_more_available(atlas):
    for period in EDITIONS:
        speeds = [f"broadband_all_{speed}_pct" for speed in (16, 50, 1000)]
        facts = atlas[period].filter(pl.col("variable").is_in(speeds))
        wide = facts.pivot("variable", index="area_id", values="value")
        assert (wide["broadband_all_16_pct"] + 0.02 >= wide["broadband_all_50_pct"]).all()
        assert (wide["broadband_all_50_pct"] + 0.02 >= wide["broadband_all_1000_pct"]).all()
