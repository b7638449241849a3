"""Ages, turnout, occupations, rent levels, stops, aerodromes: what is read, what is refused, cells against pandas."""

import gzip
from datetime import date
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.elections import turnout
from kleinstadt.sources.employment_agency import occupations
from kleinstadt.sources.law import rent_levels
from kleinstadt.sources.reading.tables import RawFile
from kleinstadt.sources.registry import read_raw
from kleinstadt.sources.statistical_offices import ages_of_census, ages_of_kreise
from kleinstadt.sources.transport import stops

DAY = date(2018, 12, 31)


def file(source: str, period: str | None = "2018") -> RawFile:
    return RawFile(f"{source}.csv", source, DAY, period, "")


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


# --- ages of Kreise -----------------------------------------------------------------------------------------------


def ages(folder: Path, *, men: int = 10, women: int = 9, total: int | None = None, year: str = "2018") -> Path:
    """A Kreis with the same number of men and women at every age, in GENESIS's layout."""
    classes = ["unter 1 Jahr", *(f"{age} bis unter {age + 1} Jahre" for age in range(1, 75))]
    classes += ["75 bis unter 80 Jahre", "80 bis unter 85 Jahre", "85 bis unter 90 Jahre", "90 Jahre und mehr"]
    rows = [f"01051;    Dithmarschen;{name};{men + women};{men};{women}" for name in classes]
    sum_of_all = len(classes) * (men + women) if total is None else total
    rows.append(f"01051;    Dithmarschen;Insgesamt;{sum_of_all};{len(classes) * men};{len(classes) * women}")
    dissolved = [row.replace("01051;", "03152;").rsplit(";", 3)[0] + ";-;-;-" for row in rows]
    head = [f"GENESIS-Tabelle: {year}", f"Stichtag: 31.12.{year};;;;;", ages_of_kreise.HEADER]
    path = folder / "pop.csv.gz"
    path.write_bytes(gzip.compress("\n".join([*head, *rows, *dissolved, "Fußnote"]).encode("latin-1")))
    return path


def test_ages_of_a_kreis(tmp_path: Path) -> None:
    facts = ages_of_kreise.read(ages(tmp_path), file("ages_kreise")).facts
    assert facts is not None
    values = dict(facts.select("variable", "value").rows())
    assert facts["area_id"].unique().to_list() == ["01051"], "a Kreis that is no more has no row"
    assert values["kreis_women_per_100_men_20_44"] == pytest.approx(90)
    assert values["kreis_aged_0_17_pct"] == pytest.approx(18 / 79 * 100)
    middle = (sum(age + 0.5 for age in range(75)) + 77.5 + 82.5 + 87.5 + 93) / 79
    assert values["kreis_mean_age_years"] == pytest.approx(middle)


def test_ages_that_do_not_add_up_or_are_of_another_day_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceContentError, match="the ages of 01051 do not add up"):
        ages_of_kreise.read(ages(tmp_path, total=1), file("ages_kreise"))
    with pytest.raises(SourceLayoutError, match=r"expected the table of 31\.12\.2017"):
        ages_of_kreise.read(ages(tmp_path), file("ages_kreise", "2017"))


def test_the_census_groups_are_told_by_their_size(raw_dir: Path) -> None:
    """The people of the end of 2018, three years and four months older, have the shares of the census of May 2022."""
    lines = gzip.decompress((raw_dir / "altersgruppen" / "pop2018.csv.gz").read_bytes()).decode("latin-1").splitlines()
    germany = {row[2]: float(row[3]) for row in (line.split(";") for line in lines) if row[0] == "DG"}
    by_age = [germany["unter 1 Jahr"], *(germany[f"{age} bis unter {age + 1} Jahre"] for age in range(1, 75))]
    over = sum(germany.values()) - germany["Insgesamt"] - sum(by_age)
    born_since = 3.37 * by_age[0]
    older = [*([born_since / 3.37] * 3), *by_age]  # index: age in 2022, about
    total = sum(older) + 0.37 * by_age[0] + over
    table = pd.read_csv(raw_dir / "altersgruppen" / "zensus2022_gemeinden_altersgruppen.csv", dtype={"ags": str})
    shares = [
        (table[name] * table.population).sum() / table.population[table[name].notna()].sum()
        for name in ages_of_census.GROUPS
    ]
    expected = [sum(older[low:high]) / total * 100 for low, high in ((0, 16), (16, 25), (25, 60), (60, 67))]
    expected.append(100 - sum(expected))
    labelled = [sum(older[low:high]) / total * 100 for low, high in ((0, 18), (18, 30), (30, 50), (50, 65))]
    assert max(abs(a - b) for a, b in zip(shares, expected, strict=True)) < 3.0, (
        "the deaths of three years are not taken off"
    )
    assert max(abs(a - b) for a, b in zip(shares, labelled, strict=False)) > 10


# --- turnout ------------------------------------------------------------------------------------------------------

HEAD = "election,date,ags,source,postal_joint,name,eligible,voters,turnout\n"


def test_only_municipal_elections_count(tmp_path: Path) -> None:
    rows = [
        "Gemeinderatswahl 2019,2019-05-26,08111000,BW,False,Stuttgart,452227,260017,57.5",
        "BTW 2025,2025-02-23,08111000,BW,False,Stuttgart,400000,320000,80.0",
        "Landtagswahl 2024,2024-09-01,14511000,SN,True,Chemnitz,1000,500,50.0",
        "Gemeinderatswahl 2024,2024-06-09,14511000,SN,False,Chemnitz,100,104,104.0",
    ]
    path = write(tmp_path / "turnout.csv", HEAD + "\n".join(rows) + "\n")
    facts = turnout.read(path, file("turnout", None)).facts
    assert facts is not None
    assert sorted(facts.select("area_id", "variable", "period", "value", "status").rows()) == [
        ("08111000", "eligible_voters", "2019", 452_227.0, "measured"),
        ("08111000", "voters", "2019", 260_017.0, "measured"),
        ("14511000", "eligible_voters", "2024", None, "unreliable"),
        ("14511000", "voters", "2024", None, "unreliable"),
    ]


def test_an_election_without_a_day_is_refused(tmp_path: Path) -> None:
    row = "Gemeinderatswahl 2019,26.5.2019,08111000,BW,False,Stuttgart,452227,260017,57.5\n"
    with pytest.raises(SourceContentError, match=r"'date': '26\.5\.2019' of 08111000 is no day"):
        turnout.read(write(tmp_path / "turnout.csv", HEAD + row), file("turnout", None))


def test_a_turnout_that_its_voters_contradict_is_refused(tmp_path: Path) -> None:
    row = "Gemeinderatswahl 2019,2019-05-26,08111000,BW,False,Stuttgart,452227,260017,75.5\n"
    with pytest.raises(SourceContentError, match=r"turnout of 08111000 is printed as 75\.5"):
        turnout.read(write(tmp_path / "turnout.csv", HEAD + row), file("turnout", None))


# --- the others ---------------------------------------------------------------------------------------------------


def test_a_rent_level_that_is_none_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "levels.csv", "ags,mietniveaustufe\n08335001,2\n08136088,8\n")
    with pytest.raises(SourceContentError, match="08136088 has the rent level '8'; there are 1 to 7"):
        rent_levels.read(path, file("rent_levels"))


def test_a_stop_counts_for_each_of_its_modes(tmp_path: Path) -> None:
    text = 'id,name,lat,lon,products\n1,"Hbf, Nürnberg",49.44,11.08,231\n2,Dorf,49.5,11.1,128\n3,Halle,49.6,11.2,0\n'
    path = tmp_path / "stops.csv.gz"
    path.write_bytes(gzip.compress(text.encode()))
    cells = stops.read(path, file("hafas_stops")).cells
    assert cells is not None
    counts = cells.group_by("variable").agg(pl.col("value").sum()).sort("variable").rows()
    assert counts == [
        ("stations_long_distance", 1.0),
        ("stations_regional", 1.0),
        ("stops_bus", 2.0),
        ("stops_urban_rail", 1.0),
    ]
    path.write_bytes(gzip.compress(text.replace("49.5", "79.5").encode()))
    with pytest.raises(SourceContentError, match=r"1 stops are odd, first 2 at 79\.5"):
        stops.read(path, file("hafas_stops"))


def test_hanau_is_counted_with_its_old_kreis(tmp_path: Path) -> None:
    rows = {
        "region": ["06415", "06435", "01001", "01001"],
        "occupational_group": ["111", "111", "111", None],
        "year": [2019] * 4,
        "type": ["social insurance"] * 4,
        "group": ["total"] * 4,
        "n": [3.0, 4.0, None, 9.0],
    }
    path = tmp_path / "occupations.parquet"
    pl.DataFrame(rows).write_parquet(path)
    facts = occupations.read(path, file("occupations", None)).facts
    assert facts is not None
    assert sorted(facts.select("area_id", "variable", "value", "status").rows()) == [
        ("01001", "occupation_111", None, "secret"),
        ("01001", "occupation_unknown", 9.0, "measured"),
        ("06435", "occupation_111", 7.0, "measured"),
    ]


def _facts(raw_dir: Path, source: str) -> pl.DataFrame:
    frames = [read_raw(raw_dir, found).facts for found in known_files() if found.source == source]
    return pl.concat([frame for frame in frames if frame is not None])


def test_200_cells_of_occupations_and_turnout_as_pandas_reads_them(raw_dir: Path) -> None:
    table = pd.read_parquet(raw_dir / "berufe" / "employees_by_workplace.parquet")
    table = table[(table.type == "social insurance") & (table.group == "total")]
    indexed = table.set_index(["region", "occupational_group", "year"]).n
    drawn = _facts(raw_dir, "occupations").filter(
        (pl.col("area_id") != "06435") & (pl.col("variable") != "occupation_unknown")
    )
    for area, variable, period, value in (
        drawn.sample(200, seed=9).select("area_id", "variable", "period", "value").rows()
    ):
        assert indexed[(area, variable.removeprefix("occupation_"), int(period))] == pytest.approx(
            value, nan_ok=True
        ) or (value is None)
    votes = pd.read_csv(raw_dir / "wahlbeteiligung" / "turnout_municipalities.csv", dtype={"ags": str})
    votes = votes[votes.election.str.match("Gemeinderatswahl|Gemeindewahl|Kommunalwahl") & ~votes.postal_joint]
    eligible = votes.set_index("ags").eligible
    for area, value in (
        (_facts(raw_dir, "turnout").filter(variable="eligible_voters").drop_nulls().sample(200, seed=9))
        .select("area_id", "value")
        .rows()
    ):
        assert eligible[area] == value
