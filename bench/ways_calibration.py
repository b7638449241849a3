"""How far the modelled ways of single municipalities meet the official minutes, and how their speeds were fitted.

    python -m bench.ways_calibration --raw DIR [--edition DIR] [--fit]

The same quantity on both sides: minutes by car to the nearest Ober- and Mittelzentrum, from the middle of each
municipality (ours) or from everywhere in it (the BBSR's), as the mean over the area of the Verband; 0 in a centre. The
official minutes are those of 2020. --fit fits the speeds again, from others, to the logarithms (with three minutes),
and cross-validates them by Kreis.
"""

import argparse
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

import kleinstadt as ks
from kleinstadt.edition.edition import Edition
from kleinstadt.edition.reach import BASE_YEAR, base_municipalities, official_minutes, places_from, way_places
from kleinstadt.indicators.location import MINUTES_TO_MITTELZENTRUM, MINUTES_TO_OBERZENTRUM
from kleinstadt.territory.coding import Floats
from kleinstadt.territory.grid import cells_to_base_polygons
from kleinstadt.travel.modelled.roads import WAYS, Speeds, road_model
from kleinstadt.travel.walking.cells import cells_of_2011

GOALS: Final = {"upper": MINUTES_TO_OBERZENTRUM, "middle": MINUTES_TO_MITTELZENTRUM}
STEPS: Final = {
    "road": 0.05,
    "forest": 0.1,
    "height": 0.05,
    "east": 0.03,
    "motorway": 0.03,
    "junction_min": 0.5,
    "junction_off": 0.15,
}
START: Final = replace(WAYS, road=1.1, forest=0.2, height=0.13, east=0.07, motorway=0.55, junction_min=1.5)
ROUNDS: Final = 3
FIFTHS: Final = 5
SEEDS: Final = (0, 1)


@dataclass(frozen=True)
class Case:
    """Municipalities, positions of the goals among them, and of each inhabited Verband key and official minutes."""

    towns: pl.DataFrame
    goals: tuple[NDArray[np.int64], ...]
    units: pl.DataFrame
    official: Floats


def case(raw: Path, edition: Edition) -> Case:
    cells = cells_of_2011(raw).frame
    owners = cells_to_base_polygons(cells, edition.store.read("base_polygons")).rename({"area_id": "piece"})
    towns = way_places(base_municipalities(edition, cells.join(owners, on=["x", "y"])))
    day = edition.territory(BASE_YEAR)
    units = edition.areas(BASE_YEAR).filter(pl.col("population") > 0).select("verband")
    goals = [towns["ags"].is_in(places_from(day, least).to_list()).arg_true().to_numpy() for least in GOALS]
    official = np.column_stack([official_minutes(edition, units, found.id) for found in GOALS.values()])
    return Case(towns, tuple(goal.astype(np.int64) for goal in goals), units, official)


def minutes(given: Case, speeds: Speeds) -> Floats:
    """Area means over Verbände: a row a Verband, a column a goal."""
    roads = road_model(given.towns, speeds=speeds)
    columns = []
    for goals in given.goals:
        ways = given.towns.select("verband", "area_km2", way=pl.Series(roads.to_nearest(goals)))
        known = ways.filter(pl.col("way").is_finite())
        means = known.group_by("verband").agg(way=(pl.col("way") * pl.col("area_km2")).sum() / pl.col("area_km2").sum())
        joined = given.units.join(means, on="verband", how="left", maintain_order="left")
        columns.append(joined["way"].fill_null(np.nan).to_numpy())
    means_of_all: Floats = np.column_stack(columns)
    return means_of_all


def fit(given: Case, base: Floats, slopes: Floats, chosen: NDArray[np.bool_]) -> Floats:
    """By how much to move the speeds, from the chosen Verbände that are no centre themselves."""
    from scipy.optimize import least_squares

    asked = chosen[:, None] & (given.official > 0) & np.isfinite(base)
    scale = 4 * np.array(list(STEPS.values()))

    def off(move: Floats) -> Floats:
        there = np.maximum(base + slopes @ move, 0.5)
        residuals: Floats = np.r_[(np.log(there + 3) - np.log(given.official + 3))[asked], 0.1 * move / scale]
        return residuals

    found: Floats = least_squares(off, np.zeros(len(STEPS)), loss="soft_l1", f_scale=0.15).x
    return found


def slopes_at(given: Case, speeds: Speeds, base: Floats) -> Floats:
    moved = [minutes(given, replace(speeds, **{n: getattr(speeds, n) + step})) for n, step in STEPS.items()]
    slopes: Floats = np.stack(
        [(there - base) / step for there, step in zip(moved, STEPS.values(), strict=True)], axis=-1
    )
    return slopes


def show(title: str, given: Case, modelled: Floats) -> None:
    print(f"\n{title}")
    for at, goal in enumerate(GOALS.values()):
        both = (
            pl.DataFrame({"official": given.official[:, at], "modelled": modelled[:, at]}).fill_nan(None).drop_nulls()
        )
        for words, rows in (("all Verbände", both), ("those on the way", both.filter(pl.col("official") > 0))):
            rank = rows.select(pl.corr("official", "modelled", method="spearman")).item()
            error = float(np.median(np.abs(rows["official"].to_numpy() - rows["modelled"].to_numpy())))
            print(f"  {goal.id}, {words} ({rows.height}): rank correlation {rank:.3f}, median error {error:.1f} min")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--raw", type=Path, required=True, help="folder of raw files")
    parser.add_argument("--edition", type=Path, help="edition with official minutes; by default the embedded one")
    parser.add_argument("--fit", action="store_true", help="fit the speeds again, and cross-validate (some minutes)")
    arguments = parser.parse_args()
    given = case(arguments.raw, ks.open(arguments.edition))
    show(f"Speeds of the package: {asdict(WAYS)}", given, minutes(given, WAYS))
    if arguments.fit:
        _fit_again(given)


def _fit_again(given: Case) -> None:
    speeds, everybody = START, np.ones(given.units.height, dtype=np.bool_)
    for _ in range(ROUNDS):
        base = minutes(given, speeds)
        move = fit(given, base, slopes_at(given, speeds, base), everybody)
        moved = {name: max(float(getattr(speeds, name) + by), 0.0) for name, by in zip(STEPS, move, strict=True)}
        speeds = replace(speeds, **moved)
    base = minutes(given, speeds)
    show(f"Fitted: { {name: round(value, 3) for name, value in asdict(speeds).items()} }", given, base)
    slopes, kreis = slopes_at(given, speeds, base), given.units["verband"].str.slice(0, 5).to_numpy()
    for seed in SEEDS:
        keys = np.unique(kreis)
        part = dict(zip(keys, np.random.default_rng(seed).permutation(len(keys)) % FIFTHS, strict=True))
        parts, found = np.array([part[key] for key in kreis]), np.empty_like(base)
        for held_out in range(FIFTHS):
            asked = parts == held_out
            found[asked] = (base + slopes @ fit(given, base, slopes, ~asked))[asked]
        show(f"Cross-validated by Kreis, parts {seed}", given, found)


if __name__ == "__main__":
    main()
