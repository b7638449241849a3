"""Calibration of Lage: fits the modelled roads to the official classes of 2019, and says how well they agree.

    python -m bench.lage_calibration --raw DIR [--edition DIR] [--fit]

Asked are the 4,410 inhabited Verbände of 31 December 2019, each with its official class. The logarithm of the
potential, corrected by official minutes, lies a normal error away from what the BBSR found; the limits between the
classes are those that the report prints (ordered probit). Fitted are the speeds of the roads, the half-life and the
two exponents of the correction, all at once, by Gauss-Newton on the logarithms. Cross-validation holds out whole
Kreise, a fifth at a time, and fits everything in the other four. The classes of 2017 take no part in any fit: they
are the second test.

Without --fit the constants of the package are asked.
"""

import argparse
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

import kleinstadt as ks
from kleinstadt.edition.classes import official_at
from kleinstadt.edition.edition import Edition
from kleinstadt.edition.reach import BASE_YEAR, base_municipalities, base_places, official_minutes, places_from
from kleinstadt.indicators.location import MINUTES_TO_MOTORWAY, MINUTES_TO_OBERZENTRUM
from kleinstadt.territory.coding import Floats
from kleinstadt.territory.grid import cells_to_base_polygons
from kleinstadt.travel.modelled.correction import FITTED_CORRECTION, Correction
from kleinstadt.travel.modelled.declared import abroad
from kleinstadt.travel.modelled.potential import CALIBRATED, Kernel, day_population, potential
from kleinstadt.travel.modelled.roads import FITTED, Speeds, road_model
from kleinstadt.travel.walking.cells import cells_of_2011
from kleinstadt.typologies.location import (
    LAGE,
    LAGEN,
    PERIPHER_FROM,
    SEHR_ZENTRAL_FROM,
    ZENTRAL_FROM,
    agreeing_shares,
    agreement,
)
from kleinstadt.typologies.official import class_of_most

Classes = NDArray[np.int64]

STEPS: Final = {  # by which each is moved to see what it does
    "road": 0.05,
    "road_abroad": 0.05,
    "forest": 0.1,
    "height": 0.05,
    "east": 0.03,
    "motorway": 0.03,
    "junction_min": 0.7,
    "junction_off": 0.15,
    "terminal": 0.2,
    "half_life": 0.5,
}
LIMITS: Final = (SEHR_ZENTRAL_FROM, ZENTRAL_FROM, PERIPHER_FROM)
BOUNDS: Final = np.r_[np.inf, np.log(LIMITS), -np.inf]
FIFTHS: Final = 5
SEEDS: Final = (0, 1)  # of the parts of the cross-validation
ROUNDS: Final = 2
STRAY: Final = 0.002  # share of classes that have nothing to do with the place
LOOSE: Final = 2e-4  # how little it costs to move one by four steps


@dataclass(frozen=True)
class Case:
    """What the fit needs, one value an inhabited Verband where nothing else is said.

    places : all Verbände, inhabited or not, with what road_model needs, and `day` (persons by day)
    inhabited : which of them are asked
    oberzentren : positions among `places`
    motorway, oberzentrum : official minutes
    official : class, 0 (sehr zentral) to 3
    kreis : its key
    """

    places: pl.DataFrame
    inhabited: NDArray[np.bool_]
    oberzentren: NDArray[np.int64]
    motorway: Floats
    oberzentrum: Floats
    official: Classes
    kreis: NDArray[np.str_]


@dataclass(frozen=True)
class Model:
    """All that is fitted; spread is that of the logarithms around the model."""

    speeds: Speeds = FITTED
    half_life: float = CALIBRATED.half_life_min
    correction: Correction = FITTED_CORRECTION
    spread: float = 0.13

    @property
    def numbers(self) -> Floats:
        """In the order of STEPS."""
        return np.array([*(getattr(self.speeds, name) for name in STEPS if name != "half_life"), self.half_life])

    def moved(self, move: Floats) -> "Model":
        """The same with other speeds and another half-life."""
        *speeds, half_life = (self.numbers + move).tolist()
        named = dict(zip(list(STEPS)[:-1], speeds, strict=True))
        return replace(self, speeds=replace(self.speeds, **named), half_life=half_life)


@dataclass(frozen=True)
class Around:
    """What is near a model: logarithms of potential and of minutes to the Oberzentrum, and their slopes."""

    model: Model
    potential: Floats
    minutes: Floats
    potential_slopes: Floats
    minutes_slopes: Floats


def case(raw: Path, edition: Edition) -> Case:
    cells = cells_of_2011(raw).frame
    owners = cells_to_base_polygons(cells, edition.store.read("base_polygons")).rename({"area_id": "piece"})
    places = base_places(base_municipalities(edition, cells.join(owners, on=["x", "y"])))
    by_day = day_population(places["persons"], places["balance"]).alias("day")
    members, day = edition.members(BASE_YEAR), edition.territory(BASE_YEAR)
    given = official_at(edition.store, day)
    if given is None:
        msg = "The edition holds no official classes of 2019; build one with the BBSR's reference of 31.12.2019."
        raise SystemExit(msg)
    official = class_of_most(members, given, "lage", LAGE)
    places = places.with_columns(by_day).join(official, on="verband", how="left", maintain_order="left")
    inhabited = (places["persons"] > 0).to_numpy()
    upper = members.filter(pl.col("ags").is_in(places_from(day, "upper").to_list()))["verband"].to_list()
    asked = places.filter(pl.Series(inhabited))
    return Case(
        places,
        inhabited,
        places["verband"].is_in(upper).arg_true().to_numpy().astype(np.int64),
        official_minutes(edition, places, MINUTES_TO_MOTORWAY.id)[inhabited],
        official_minutes(edition, places, MINUTES_TO_OBERZENTRUM.id)[inhabited],
        asked["lage"].to_physical().to_numpy().astype(np.int64),
        asked["verband"].str.slice(0, 5).to_numpy(),
    )


def logarithms(given: Case, model: Model) -> tuple[Floats, Floats]:
    """Of the potential, and of the minutes to the Oberzentrum (with the first minutes), of the inhabited Verbände."""
    roads = road_model(given.places, speeds=model.speeds)
    persons = np.r_[given.places["day"].to_numpy(), abroad()["population"].to_numpy()]
    reached = potential(roads.times(CALIBRATED.limit_min), persons, Kernel(model.half_life))[given.inhabited]
    minutes = roads.to_nearest(given.oberzentren)[given.inhabited]
    return np.log(np.maximum(reached, 1)), np.log(minutes + FITTED_CORRECTION.first_min)


def here(given: Case, model: Model) -> Around:
    """The model itself, without slopes."""
    reached, minutes = logarithms(given, model)
    flat = np.zeros((len(reached), len(STEPS)))
    return Around(model, reached, minutes, flat, flat)


def around(given: Case, model: Model) -> Around:
    base, slopes = logarithms(given, model), []
    for column, step in enumerate(STEPS.values()):
        move = np.zeros(len(STEPS))
        move[column] = step
        moved = logarithms(given, model.moved(move))
        slopes.append([(there - now) / step for there, now in zip(moved, base, strict=True)])
    of_potential, of_minutes = (np.column_stack([slope[which] for slope in slopes]) for which in (0, 1))
    return Around(model, *base, of_potential, of_minutes)


def corrected(given: Case, near: Around, model: Model) -> Floats:
    """Logarithm of the corrected potential, with numbers near those of `near`."""
    move = model.numbers - near.model.numbers
    reached, minutes = near.potential + near.potential_slopes @ move, near.minutes + near.minutes_slopes @ move
    everybody = np.ones(len(reached), dtype=np.bool_)
    modelled = np.exp(minutes) - model.correction.first_min
    factor = model.correction.factor(given.motorway, given.oberzentrum, modelled, everybody)
    return reached + np.log(factor)


def fit(given: Case, near: Around, chosen: NDArray[np.bool_]) -> Model:
    """The model under which the classes of the chosen Verbände are least surprising."""
    from scipy.optimize import minimize
    from scipy.special import ndtr

    count, scale = len(STEPS), 4 * np.array(list(STEPS.values()))
    official = given.official[chosen]

    def model_of(x: Floats) -> Model:
        exponents = Correction(float(x[count]), float(x[count + 1]))
        return replace(near.model.moved(x[:count]), correction=exponents, spread=float(np.exp(x[-1])))

    def cost(x: Floats) -> float:
        model = model_of(x)
        logs = corrected(given, near, model)[chosen]
        upper, lower = ((BOUNDS[official + side] - logs) / model.spread for side in (0, 1))
        hit = np.maximum(ndtr(upper) - ndtr(lower), 1e-12)
        far = float(((x[:count] / scale) ** 2).sum())
        return float(-np.log(STRAY + (1 - STRAY) * hit).mean()) + LOOSE * far

    known = near.model.correction
    first = np.r_[np.zeros(count), known.motorway, known.oberzentrum, np.log(near.model.spread)]
    return model_of(minimize(cost, first, method="BFGS", options={"maxiter": 100}).x)


def classes(logs: Floats) -> Classes:
    found: Classes = np.sum([logs < bound for bound in BOUNDS[1:-1]], axis=0)
    return found


def cross_validate(given: Case, near: Around, seed: int) -> Classes:
    """The class of each Verband by a model that was fitted without its Kreis."""
    kreise = np.unique(given.kreis)
    part = dict(zip(kreise, np.random.default_rng(seed).permutation(len(kreise)) % FIFTHS, strict=True))
    parts = np.array([part[kreis] for kreis in given.kreis])
    found = np.empty(len(parts), dtype=np.int64)
    for held_out in range(FIFTHS):
        asked = parts == held_out
        model = fit(given, near, ~asked)
        found[asked] = classes(corrected(given, near, model))[asked]
    return found


def show(title: str, computed: Classes, official: Classes) -> None:
    met = agreement(*(pl.Series([LAGEN[at] for at in column]) for column in (computed, official)))
    print(f"\n{title}: {len(official)} Verbände, exact {agreeing_shares(met)[0]:.2%}", end="")
    print(f", within one class {agreeing_shares(met)[1]:.2%}")
    print("official (rows) against computed (columns):")
    print(f"{'':>15}" + "".join(f"{name:>15}" for name in LAGEN))
    for at, name in enumerate(LAGEN):
        print(f"{name:>15}" + "".join(f"{np.sum((official == at) & (computed == to)):>15}" for to in range(len(LAGEN))))


def show_best_limits(given: Case, logs: Floats) -> None:
    """Which limits would divide the potential best; the report prints others for its own."""
    best = []
    for side in range(1, len(LAGEN)):
        order = np.argsort(-logs)
        right = np.cumsum(np.where(given.official[order] < side, 1, -1))
        best.append(np.exp(logs[order][int(np.argmax(right))]))
    words = ", ".join(f"{found:,.0f} ({printed:,})" for found, printed in zip(best, LIMITS, strict=True))
    print(f"limits that would divide it best, with the printed ones that are used: {words}")


def show_2017(edition: Edition) -> None:
    """The second test: classes of another year, which took part in no fit."""
    both = (
        edition.areas(2017)
        .select("verband", "lage", "population")
        .join(edition.areas(2017, computed=True).select("verband", computed="lage"), on="verband")
    )
    both = both.filter(pl.col("population") > 0).drop_nulls()
    columns = [both[name].to_physical().to_numpy().astype(np.int64) for name in ("computed", "lage")]
    show("Classes of 2017, kept out of every fit", *columns)


def _said(model: Model) -> str:
    speeds = {name: round(value, 3) for name, value in asdict(model.speeds).items()}
    exponents = f"motorway {model.correction.motorway:.3f}, Oberzentrum {model.correction.oberzentrum:.3f}"
    return f"{speeds}\n  half-life {model.half_life:.2f} min; exponents: {exponents}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--raw", type=Path, required=True, help="folder of raw files")
    parser.add_argument("--edition", type=Path, help="edition with official classes; by default the embedded one")
    parser.add_argument("--fit", action="store_true", help="fit again, and cross-validate (some minutes)")
    arguments = parser.parse_args()
    edition = ks.open(arguments.edition)
    given = case(arguments.raw, edition)
    report_constants(given)
    show_2017(edition)
    if arguments.fit:
        report_fit(given)


def report_constants(given: Case) -> None:
    """How well the constants of the package do."""
    near = here(given, Model())
    logs = corrected(given, near, near.model)
    show(f"Constants of the package\n{_said(near.model)}\n", classes(logs), given.official)
    show("The same without official minutes", classes(near.potential), given.official)
    print(f"geometric mean of the potential {np.exp(near.potential.mean()):,.0f} (printed 183,000)")
    show_best_limits(given, logs)


def report_fit(given: Case) -> None:
    """What a fit on all Verbände gives, and how it does where it was not fitted."""
    everybody, model = np.ones(len(given.official), dtype=np.bool_), Model()
    for _ in range(ROUNDS):
        near = around(given, model)
        model = fit(given, near, everybody)
    near = around(given, model)
    show(f"Fitted\n{_said(model)}\n", classes(corrected(given, near, model)), given.official)
    for seed in SEEDS:
        show(f"Cross-validated by Kreis, parts {seed}", cross_validate(given, near, seed), given.official)


if __name__ == "__main__":
    main()
