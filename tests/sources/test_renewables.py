"""Installed renewable power."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.bnetza import renewables
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.reading.tables import RawFile

FILE = RawFile("flaeche/renewable_energy_2024.csv", "renewables", date(2021, 12, 31), "2023", "")
HEADER = "ags,pv,wind_on,biomass,water"
ROWS = {
    "01001000": "25567.737,69110.000,769.000,3.500",
    "01058145": "182.310,0,0,0",
    "01058147": "1311.228,0,2280.000,0",
    "01058000": "1493.538,0,2280.000,0",
    "01000000": "27061.275,69110.000,3049.000,3.500",
    "DG000000": "27061.276,69110.000,3049.000,3.500",
}


def write(folder: Path, rows: dict[str, str], header: str = HEADER) -> Path:
    path = folder / "renewable_energy_2024.csv"
    path.write_text("\n".join([header, *(f"{key},{row}" for key, row in rows.items())]) + "\n", encoding="utf-8")
    return path


def test_kilowatts_by_town(tmp_path: Path) -> None:
    facts = renewables.read(write(tmp_path, ROWS), FILE).facts
    assert facts is not None
    town = facts.filter(pl.col("area_id") == "01058147")
    assert dict(town.select("variable", "value").rows()) == {
        "renewable_pv_kw": 1311.228,
        "renewable_wind_kw": 0.0,
        "renewable_biomass_kw": 2280.0,
        "renewable_water_kw": 0.0,
    }
    assert set(facts["period"]) == {"2023"}


@pytest.mark.parametrize("key", ["01058145", "01058000", "01000000", "DG000000"])
def test_a_total_that_is_a_kilowatt_off_is_refused(tmp_path: Path, key: str) -> None:
    pv, rest = ROWS[key].split(",", 1)
    with pytest.raises(SourceContentError, match="renewable_pv_kw"):
        renewables.read(write(tmp_path, ROWS | {key: f"{float(pv) + 1:.3f},{rest}"}), FILE)


def test_another_layout_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceLayoutError, match="geothermal"):
        renewables.read(write(tmp_path, ROWS, HEADER.replace("biomass", "geothermal")), FILE)


def test_national_power_is_that_of_the_end_of_2023(raw_dir: Path) -> None:
    file = next(file for file in known_files() if file.source == "renewables")
    facts = renewables.read(raw_dir / file.path, file).facts
    assert facts is not None
    towns = facts.filter(pl.col("level") == "gemeinde")
    gigawatts = {name: value / 1e6 for name, value in towns.group_by("variable").agg(pl.col("value").sum()).rows()}
    assert gigawatts["renewable_pv_kw"] == pytest.approx(81.9, abs=0.1)  # Bundesnetzagentur, January 2024: 81.8 GW
    assert gigawatts["renewable_wind_kw"] == pytest.approx(60.9, abs=0.1)  # and 61 GW
    assert gigawatts["renewable_biomass_kw"] == pytest.approx(9.05, abs=0.01)
    assert towns["area_id"].n_unique() == 10_789
    assert file.territory == date(2021, 12, 31)
    assert file.period == "2023"
