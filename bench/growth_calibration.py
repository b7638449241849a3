"""How far the points of typologies/growth.csv meet the official growing or shrinking of 2019.

    python -m bench.growth_calibration [--edition DIR]

Prints agreement and confusion for the limits of the package, then for limits that are fitted without the Kreis of the
Verband that is asked (five parts). The points themselves are not fitted here: they are a table that one can read.
"""

import argparse
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

import kleinstadt as ks
from kleinstadt.typologies.growth import GROWTH, LIMITS

Numbers = NDArray[np.float64]
Classes = NDArray[np.int64]

FIFTHS: Final = 5
SEEDS: Final = (0, 1)
NAMES: Final = tuple(reversed(GROWTH.categories.to_list()))  # from strongly shrinking on


def classes(points: Numbers, limits: tuple[float, ...]) -> Classes:
    found: Classes = np.sum([points >= limit for limit in limits], axis=0)
    return found


def best_limits(points: Numbers, official: Classes) -> tuple[float, ...]:
    """For each pair of neighbours the limit that divides it best."""
    asked = np.unique(points)
    return tuple(
        float(max(asked, key=lambda limit: ((points >= limit) == (official >= side)).mean()))
        for side in range(1, len(NAMES))
    )


def cross_validated(points: Numbers, official: Classes, kreis: NDArray[np.str_], seed: int) -> Classes:
    kreise = np.unique(kreis)
    part = dict(zip(kreise, np.random.default_rng(seed).permutation(len(kreise)) % FIFTHS, strict=True))
    parts = np.array([part[key] for key in kreis])
    found = np.empty(len(points), dtype=np.int64)
    for held_out in range(FIFTHS):
        rest = parts != held_out
        found[~rest] = classes(points[~rest], best_limits(points[rest], official[rest]))
    return found


def show(title: str, computed: Classes, official: Classes) -> None:
    off = np.abs(computed - official)
    print(f"\n{title}: {len(off)} Verbände, exact {np.mean(off == 0):.2%}, within one class {np.mean(off <= 1):.2%}")
    print(f"{'official (rows)':>20}" + "".join(f"{name:>20}" for name in NAMES))
    for at, name in enumerate(NAMES):
        row = [np.sum((official == at) & (computed == to)) for to in range(len(NAMES))]
        print(f"{name:>20}" + "".join(f"{count:>20}" for count in row))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--edition", type=Path, help="edition with official classes; by default the embedded one")
    edition = ks.open(parser.parse_args().edition)
    official = edition.growth(2019).filter(pl.col("growth_basis") == "official").select("verband", official="growth")
    asked = edition.growth(2019, computed=True).drop_nulls("growth").join(official, on="verband").sort("verband")
    points, kreis = asked["points"].to_numpy(), asked["verband"].str.slice(0, 5).to_numpy()
    given = len(NAMES) - 1 - asked["official"].to_physical().to_numpy().astype(np.int64)
    show(f"Limits of the package {LIMITS}", classes(points, LIMITS), given)
    print(f"limits that divide best: {best_limits(points, given)}")
    for seed in SEEDS:
        show(f"Limits cross-validated by Kreis, parts {seed}", cross_validated(points, given, kreis, seed), given)


if __name__ == "__main__":
    main()
