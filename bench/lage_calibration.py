"""Calibration of Lage: fits the speeds of the modelled roads to the published classes, and says how well they agree.

    python -m bench.lage_calibration --raw DIR [--fit]

The published classes are those of areas of postcodes with the same first four digits (raw/bbsr/lage_plz4.csv) and the
counts in the last row of Tab. 3. A code's class comes of several municipalities, so the speeds are fitted to the mean
of the logarithms over the municipalities of a code, by ordered probit with the printed thresholds held fixed; and to
the counts, each taken as right within COUNT_ERROR. Half of the codes fit, the other half is asked, and the other way
round, for several halves. Without --fit the speeds of the package are asked.
"""

import argparse
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

import kleinstadt as ks
from kleinstadt.edition.reach import base_municipalities, base_places
from kleinstadt.sources.bbsr.lage_plz4 import read
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.reading.tables import RawFile
from kleinstadt.territory.grid import cells_to_base_polygons
from kleinstadt.travel.modelled.declared import abroad
from kleinstadt.travel.modelled.potential import CALIBRATED, day_population, potential
from kleinstadt.travel.modelled.roads import FITTED, Speeds, modelled_times
from kleinstadt.travel.walking.cells import cells_of_2011
from kleinstadt.typologies.location import LAGEN, PERIPHER_FROM, SEHR_ZENTRAL_FROM, ZENTRAL_FROM, lage

Floats = NDArray[np.float64]

LABELS: Final = "bbsr/lage_plz4.csv"
STEPS: Final = {
    "road": 0.05,
    "road_abroad": 0.05,
    "forest": 0.1,
    "height": 0.05,
    "east": 0.03,
    "motorway": 0.03,
    "junction_min": 0.7,
    "junction_off": 0.15,
    "terminal": 0.2,
}
START: Final = Speeds(1.25, 1.0, 0.2, 0.0, 0.0, 0.57, 3.0, 0.5, 1.7)  # what one would say without a single label
SPREAD: Final = 0.16  # of the logarithms, around the model: what the codes cannot tell
STRAY: Final = 0.015  # share of codes whose class has nothing to do with the place
COUNT_ERROR: Final = 0.02  # by which a count of Tab. 3 may be wrong
COUNT_WIDTH: Final = 0.08  # of the logarithms: a Verband this near to the threshold counts on both sides
HALVES: Final = (date(2019, 12, 31).toordinal(), 1, 2)  # seeds: which codes fit and which are asked
BOUNDS: Final = np.log([1e12, SEHR_ZENTRAL_FROM, ZENTRAL_FROM, PERIPHER_FROM, 1e-9])
PRINTED: Final = {  # Tab. 3, last row: sehr zentral and zentral, peripher and sehr peripher
    "grossstadt": (80, 0),
    "mittelstadt": (487, 147),
    "groessere_kleinstadt": (595, 286),
    "kleine_kleinstadt": (589, 656),
    "landgemeinde": (448, 1331),
}


@dataclass(frozen=True)
class Case:
    """What the fit needs: places in the order of `verband`, and the codes with their classes (0 to 3)."""

    places: pl.DataFrame  # verband, type, code of the largest member, official (class), and what modelled_times needs
    codes: list[str]
    classes: NDArray[np.int64]
    shares: Floats  # one row a code: the share of each Verband in its municipalities

    def potentials(self, speeds: Speeds) -> Floats:
        times = modelled_times(self.places, speeds=speeds)
        persons = np.r_[self.places["day"].to_numpy(), abroad()["population"].to_numpy()]
        return potential(times, persons, CALIBRATED)

    def logarithms(self, speeds: Speeds) -> Floats:
        """Logarithm of the potential of each Verband."""
        result: Floats = np.log(np.maximum(self.potentials(speeds), 1))
        return result


def case(raw: Path) -> Case:
    edition = ks.open()
    cells = cells_of_2011(raw).frame
    owners = cells_to_base_polygons(cells, edition.store.read("base_polygons")).rename({"area_id": "piece"})
    towns = base_municipalities(edition, cells.join(owners, on=["x", "y"]))
    towns = towns.with_columns(code=pl.col("postcode").str.slice(0, 4))
    places = _places(towns).sort("verband")
    labels = read(raw / LABELS, _raw_file(LABELS)).groups
    assert labels is not None
    classes = labels.select(code="area_id", official=pl.col("group_id").cast(pl.Int64) - 1)
    places = places.join(classes, on="code", how="left", maintain_order="left")
    asked = towns.filter(pl.col("population") > 0).join(classes, on="code")
    codes = asked.select("code", "official").unique().sort("code")
    shares = np.zeros((codes.height, places.height))
    row = {code: at for at, code in enumerate(codes["code"])}
    column = {verband: at for at, verband in enumerate(places["verband"])}
    for code, verband in asked.select("code", "verband").rows():
        shares[row[code], column[verband]] += 1
    return Case(
        places, codes["code"].to_list(), codes["official"].to_numpy(), shares / shares.sum(axis=1, keepdims=True)
    )


def _raw_file(path: str) -> RawFile:
    return next(file for file in known_files() if file.path == path)


def _places(towns: pl.DataFrame) -> pl.DataFrame:
    """Verbände as reach.py sees them, each with its people by day, and name, type and code of its largest member."""
    largest = towns.sort("population", descending=True).unique("verband", keep="first", maintain_order=True)
    places = base_places(towns).rename({"persons": "population"})
    by_day = day_population(places["population"], places["balance"]).alias("day")
    return places.with_columns(by_day).join(largest.select("verband", "name", "type", "code"), on="verband")


def surprise(logarithms: Floats, classes: NDArray[np.int64], weights: Floats) -> float:
    """Mean negative log-likelihood of the classes of the codes."""
    from scipy.special import ndtr

    upper, lower = BOUNDS[classes], BOUNDS[classes + 1]
    hit = ndtr((upper - logarithms) / SPREAD) - ndtr((lower - logarithms) / SPREAD)
    return float(-(weights * np.log(STRAY + (1 - STRAY) * hit)).sum() / weights.sum())


def surprise_of_counts(given: Case, logarithms: Floats) -> float:
    """Negative log-likelihood of the printed counts of central and peripheral Verbände, as a share of all codes."""
    from scipy.special import ndtr

    central, kinds = ndtr((logarithms - BOUNDS[2]) / COUNT_WIDTH), given.places["type"].to_numpy()
    total = 0.0
    for kind, (inner, outer) in PRINTED.items():
        found = central[kinds == kind]
        pairs = ((found.sum(), inner), ((1 - found).sum(), outer))
        total += sum(((have / want - 1) / COUNT_ERROR) ** 2 / 2 for have, want in pairs if want)
    return total / len(given.classes)


def fit(given: Case, chosen: NDArray[np.bool_], rounds: int = 3) -> Speeds:
    """Speeds under which the chosen codes and the counts are least surprising (Gauss-Newton on the logarithms)."""
    from scipy.optimize import minimize

    shares, classes, speeds = given.shares[chosen], given.classes[chosen], START
    weights, scale = (shares > 0).sum(axis=1).astype(float), 4 * np.array(list(STEPS.values()))
    for _ in range(rounds):
        base = given.logarithms(speeds)
        slopes = []
        for name, step in STEPS.items():
            moved = replace(speeds, **{name: getattr(speeds, name) + step})
            slopes.append((given.logarithms(moved) - base) / step)
        slope, moved_so_far = np.column_stack(slopes), _numbers(speeds) - _numbers(START)

        def cost(move: Floats, base: Floats = base, slope: Floats = slope, so_far: Floats = moved_so_far) -> float:
            there = base + slope @ move
            far = 1e-3 * float((((so_far + move) / scale) ** 2).sum())
            return surprise(shares @ there, classes, weights) + surprise_of_counts(given, there) + far

        move = minimize(cost, np.zeros(len(STEPS)), method="BFGS", options={"maxiter": 60}).x
        speeds = replace(speeds, **dict(zip(STEPS, (_numbers(speeds) + move).tolist(), strict=True)))
    return speeds


def _numbers(speeds: Speeds) -> Floats:
    return np.array([getattr(speeds, name) for name in STEPS])


def agreement(given: Case, persons: Floats) -> pl.DataFrame:
    """Verbände with their computed class and that of the code of their largest municipality's town hall."""
    computed = lage(pl.Series(persons))
    table = given.places.with_columns(potential=pl.Series(persons), lage=computed, computed=computed.to_physical())
    return table.with_columns(pl.col("computed").cast(pl.Int64))


def show(title: str, given: Case, persons: Floats) -> None:
    table = agreement(given, persons)
    compared = table.drop_nulls("official").filter(pl.col("population") > 0)
    off = np.abs((compared["computed"] - compared["official"]).to_numpy())
    exact, close = np.mean(off == 0), np.mean(off <= 1)
    print(f"\n{title}\n{compared.height} Verbände: exact {exact:.2%}, within one class {close:.2%}")
    print("\nofficial class of the code (rows) against computed (columns):")
    print(f"{'':>15}" + "".join(f"{name:>15}" for name in LAGEN))
    for at, name in enumerate(LAGEN):
        counts = [compared.filter((pl.col("official") == at) & (pl.col("computed") == to)).height for to in range(4)]
        print(f"{name:>15}" + "".join(f"{count:>15}" for count in counts))
    _show_counts(table)
    _show_agreed(given, table)
    _show_noise(given, table, persons)


def cross_validate(given: Case, seed: int) -> None:
    """Fits on half of the codes and asks of the Verbände whose own code is in the other half; both ways."""
    half = np.random.default_rng(seed).permutation(len(given.classes)) % 2 == 0
    apart = []
    for chosen in (half, ~half):
        speeds = fit(given, chosen)
        asked = pl.col("code").is_in([given.codes[at] for at in np.flatnonzero(~chosen)]) & (pl.col("population") > 0)
        table = agreement(given, given.potentials(speeds)).filter(asked).drop_nulls("official")
        apart.append(np.abs((table["computed"] - table["official"]).to_numpy()))
        print(f"\nfitted on half of the codes: {_rounded(speeds)}")
        print(f"  {len(apart[-1])} Verbände of the other half: exact {np.mean(apart[-1] == 0):.2%}", end="")
        print(f", within one class {np.mean(apart[-1] <= 1):.2%}")
    both = np.concatenate(apart)
    print(f"  both halves, {len(both)} Verbände: exact {np.mean(both == 0):.2%}, within {np.mean(both <= 1):.2%}")


def _rounded(speeds: Speeds) -> dict[str, float]:
    return {name: round(value, 4) for name, value in asdict(speeds).items()}


def _show_counts(table: pl.DataFrame) -> None:
    inhabited = table.filter((pl.col("population") > 0) & (pl.col("potential") > 0))["potential"].to_numpy()
    logarithms = np.log(inhabited)
    print(f"\nmean of the logarithms {np.exp(logarithms.mean()):,.0f} (printed 183,000); ", end="")
    print(f"plain mean {inhabited.mean():,.0f}; spread of the logarithms {logarithms.std():.2f}")
    print("\nTab. 3, last row   computed zentral/peripher   printed   difference")
    for kind, printed in PRINTED.items():
        of_kind = table.filter(pl.col("type") == kind)
        found = (of_kind.filter(pl.col("computed") < 2).height, of_kind.filter(pl.col("computed") >= 2).height)
        apart = [
            f"{have / want - 1:+.1%}" if want else f"{have - want:+d}"
            for have, want in zip(found, printed, strict=True)
        ]
        print(f"{kind:>21} {found[0]:>6}/{found[1]:<6} {printed[0]:>6}/{printed[1]:<6} {' '.join(apart)}")


def _show_agreed(given: Case, table: pl.DataFrame) -> None:
    """The Verbände about which the postcodes do not contradict each other."""
    touched = given.shares > 0
    highest = np.where(touched, given.classes[:, None], -1).max(axis=0)
    lowest = np.where(touched, given.classes[:, None], 9).min(axis=0)
    own, sure = table["computed"].to_numpy(), highest == lowest
    print(
        f"\nVerbände whose town halls' codes all have one class: {sure.sum()}, exact {(own == lowest)[sure].mean():.2%}"
    )


def _show_noise(given: Case, table: pl.DataFrame, persons: Floats) -> None:
    """How much of the disagreement the codes make: the same model, spread over codes and read back."""
    logarithms = np.log(np.maximum(persons, 1))
    of_code = np.searchsorted(-BOUNDS[1:4], -(given.shares @ logarithms), side="left")
    print(f"\ncodes whose mean falls into their class: {(of_code == given.classes).mean():.2%} of {len(of_code)}")
    own = table["computed"].to_numpy()
    mixed = np.array([len(np.unique(own[row > 0])) > 1 for row in given.shares])
    hit = of_code == given.classes
    print(f"  all Verbände of the code in one class: {hit[~mixed].mean():.2%} of {(~mixed).sum()}")
    print(f"  Verbände of the code in several classes: {hit[mixed].mean():.2%} of {mixed.sum()}")
    verband = np.flatnonzero(table["official"].is_not_null().to_numpy() & (table["population"].to_numpy() > 0))
    main = {code: at for at, code in enumerate(given.codes)}
    same = [of_code[main[code]] == own[at] for at, code in zip(verband, table["code"].gather(verband), strict=True)]
    print(f"ceiling: were the model the truth, a code's class would be its Verband's for {np.mean(same):.2%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--raw", type=Path, required=True, help="folder of raw files")
    parser.add_argument("--fit", action="store_true", help="fit the speeds again, and cross-validate (ten minutes)")
    arguments = parser.parse_args()
    given = case(arguments.raw)
    show(f"Speeds of the package: {_rounded(FITTED)}", given, given.potentials(FITTED))
    if not arguments.fit:
        return
    for seed in HALVES:
        cross_validate(given, seed)
    speeds = fit(given, np.ones(len(given.classes), dtype=np.bool_))
    show(f"Fitted on all codes: {_rounded(speeds)}", given, given.potentials(speeds))


if __name__ == "__main__":
    main()
