"""Twins, role models, partners and groups of Verbände: which indicators count, with which weights, and the words."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.compare import likeness as peers
from kleinstadt.compare.borders import years_with_borders
from kleinstadt.compare.columns import Areas, Atlas
from kleinstadt.edition.edition import Level
from kleinstadt.indicators.model import Indicator
from kleinstadt.typologies import clusters
from kleinstadt.typologies.standard import Floats, standardise
from kleinstadt.words.labels import SMALL_TOWNS

LEVEL: Final[Level] = "verband"  # types, Lage and cooperation are of Verbände
TWINS: Final = 10
MODELS: Final = 8
ALIKE_AT_START: Final = 60

# Indicator: weight. Size and location weigh double; those in LOGARITHMIC are compared by ratio.
WEIGHTS: Final = {
    "population": 2.0,
    "potential_persons": 2.0,
    "income_tax_eur_per_head": 1.5,
    "residents_per_job": 1.5,
    "settlement_density": 1.0,
    "mean_age_years": 1.0,
    "unemployed_share": 1.0,
    "buildings_3plus_share": 1.0,
    "census_vacancy_pct": 1.0,
    "census_rent_eur_per_m2": 1.0,
    "minutes_to_mittelzentrum": 1.0,
}
LOGARITHMIC: Final = ("population", "potential_persons", "settlement_density", "residents_per_job")

# Start ten years before the end: these decide who started alike, and 1 or -1 says in which direction a change is good.
OUTCOMES: Final = {"population": 1.0, "unemployed_share": -1.0, "income_tax_eur_per_head": 1.0}
YEARS: Final = 10

# What a town may have or lack: 1 where more is a strength, -1 where less is.
TOPICS: Final = {
    "jobs_per_100_working_age": 1.0,
    "income_tax_eur_per_head": 1.0,
    "unemployed_share": -1.0,
    "buildings_3plus_share": 1.0,
    "census_vacancy_pct": -1.0,
    "broadband_ftth_1000_pct": 1.0,
    "schools_per_1000": 1.0,
    "renewable_kw_per_head": 1.0,
    "mean_age_years": -1.0,
}

CLUSTERED: Final = (
    "population",
    "settlement_density",
    "settlement_traffic_share",
    "forest_share",
    "mean_age_years",
    "working_age_share",
    "residents_per_job",
    "unemployed_share",
    "income_tax_eur_per_head",
    "gewerbesteuer_rate_pct",
    "buildings_3plus_share",
    "census_vacancy_pct",
    "census_owner_pct",
    "census_rent_eur_per_m2",
    "census_household_size_persons",
    "broadband_all_1000_pct",
    "renewable_kw_per_head",
    "potential_persons",
)
COUNTS: Final = range(3, 9)


@dataclass(frozen=True)
class Table:
    """Standardised indicators of all Verbände of a year: rows as in `areas`, columns as in `indicators`."""

    areas: Areas
    indicators: list[Indicator]
    raw: Floats
    scaled: Floats


@dataclass(frozen=True)
class Change:
    """An indicator at the start and at the end of the time that role models are judged by."""

    indicator: Indicator
    start: str
    end: str
    before: Floats
    after: Floats


def table(atlas: Atlas, names: tuple[str, ...], year: int) -> Table:
    """These indicators, as far as the edition has them, standardised over the inhabited Verbände."""
    return atlas.once(("likeness", names, year), lambda: _table(atlas, names, year))


def _table(atlas: Atlas, names: tuple[str, ...], year: int) -> Table:
    areas = atlas.areas(year, LEVEL)
    found = [name for name in names if name in atlas.indicators]
    raw = np.column_stack([atlas.column(name, year, LEVEL).values for name in found])
    compared = np.column_stack([_compared(raw[:, place], name) for place, name in enumerate(found)])
    compared[~areas.inhabited] = np.nan
    return Table(areas, [atlas.known(name) for name in found], raw, standardise(compared))


def _compared(values: Floats, name: str) -> Floats:
    """The values, or their logarithms where ratios count."""
    return np.log(np.where(values > 0, values, np.nan)) if name in LOGARITHMIC else values


def twins(atlas: Atlas, key: str, year: int) -> dict[str, Any]:
    """The Verbände most alike: rows with distance, what is alike, what is apart."""
    found = table(atlas, tuple(WEIGHTS), year)
    weights = np.array([WEIGHTS[indicator.id] for indicator in found.indicators])
    row = found.areas.row[key]
    distance = peers.distances(found.scaled, weights, row)
    rows = peers.nearest(distance, _others(found.areas, row), TWINS)
    places = [
        {"row": int(other), "distance": float(distance[other]), **_said(found, weights, row, int(other))}
        for other in rows
    ]
    return {"table": found, "places": places, "weights": weights}


def _said(found: Table, weights: Floats, row: int, other: int) -> dict[str, list[int]]:
    alike, apart = peers.reasons(found.scaled, weights, row, other)
    return {"alike": alike[:4], "apart": apart[:1]}


def _others(areas: Areas, row: int) -> NDArray[np.bool_]:
    others = areas.inhabited.copy()
    others[row] = False
    return others


def changes(atlas: Atlas, year: int) -> list[Change]:
    """What role models are judged by, over the ten years that end with the newest period."""
    return atlas.once(("changes", year), lambda: _changes(atlas, year))


def _changes(atlas: Atlas, year: int) -> list[Change]:
    found = []
    for name in OUTCOMES:
        if name not in atlas.indicators:
            continue
        series = atlas.series(name, year, LEVEL)
        end = len(series.periods) - 1
        wanted = int(series.periods[end][:4]) - YEARS
        start = min(range(end + 1), key=lambda place: abs(int(series.periods[place][:4]) - wanted))
        before, after = series.values[start], series.values[end]
        found.append(Change(atlas.known(name), series.periods[start], series.periods[end], before, after))
    return found


def role_models(atlas: Atlas, key: str, year: int) -> dict[str, Any]:
    """Verbände that started alike ten years ago and did better since."""
    areas, found = atlas.areas(year, LEVEL), changes(atlas, year)
    row = areas.row[key]
    start, gained = atlas.once(("start and gain", year), lambda: _start_and_gain(areas, found))
    rows = peers.better_from_the_same_start(start, gained, row, _others(areas, row), alike=ALIKE_AT_START, count=MODELS)
    return {"changes": found, "rows": [int(other) for other in rows], "row": row}


def _start_and_gain(areas: Areas, found: list[Change]) -> tuple[Floats, Floats]:
    before = np.column_stack([_compared(c.before, c.indicator.id) for c in found])
    signs = np.array([OUTCOMES[change.indicator.id] for change in found])
    gains = np.column_stack([gain(change) for change in found])
    before[~areas.inhabited], gains[~areas.inhabited] = np.nan, np.nan
    return standardise(before), standardise(gains) * signs


def gain(change: Change) -> Floats:
    """Change in percentage points for shares, in per cent for everything else."""
    if change.indicator.unit == "pct":
        return change.after - change.before
    with np.errstate(divide="ignore", invalid="ignore"):
        grown: Floats = (change.after / change.before - 1) * 100
    grown[~np.isfinite(grown)] = np.nan
    return grown


def partners(atlas: Atlas, key: str, year: int) -> dict[str, Any]:
    """Neighbouring Verbände with complementary strengths and deficits."""
    found = table(atlas, tuple(TOPICS), year)
    signs = np.array([TOPICS[indicator.id] for indicator in found.indicators])
    around = atlas.once(("neighbours", year), lambda: _neighbours(atlas, year))
    rows = np.array(
        [found.areas.row[other] for other in around.get(key, []) if other in found.areas.row], dtype=np.intp
    )
    inhabited = rows[found.areas.inhabited[rows]] if len(rows) else rows
    return {"table": found, "places": peers.complements(found.scaled, signs, found.areas.row[key], inhabited)}


def _neighbours(atlas: Atlas, year: int) -> dict[str, list[str]]:
    from kleinstadt.territory.geometry import neighbours

    if year not in years_with_borders(atlas):
        return {}
    found: dict[str, list[str]] = {}
    for one, other in neighbours(atlas.edition.polygons(year, LEVEL)).select("from_id", "to_id").iter_rows():
        found.setdefault(one, []).append(other)
    return found


def small_towns(atlas: Atlas, year: int) -> NDArray[np.bool_]:
    """Which of the Verbände are inhabited small towns, as Atlas.areas lists them."""
    areas = atlas.areas(year, LEVEL)
    small: NDArray[np.bool_] = areas.inhabited & np.isin(areas.codes["type"], SMALL_TOWNS)
    return small


def _components(atlas: Atlas, year: int) -> clusters.Components:
    """What the small towns are grouped by, however many groups there are to be."""
    found, small = table(atlas, CLUSTERED, year), small_towns(atlas, year)
    return atlas.once(("components", year), lambda: clusters.components(found.scaled[small]))


def clustered(atlas: Atlas, year: int, count: int, method: clusters.Method) -> dict[str, Any]:
    """The small towns of a year in groups: labels of all Verbände, how they separate, what is typical of each."""
    return atlas.once(("clusters", year, count, method), lambda: _clustered(atlas, year, count, method))


def _clustered(atlas: Atlas, year: int, count: int, method: clusters.Method) -> dict[str, Any]:
    found, small, parts = table(atlas, CLUSTERED, year), small_towns(atlas, year), _components(atlas, year)
    grouping = clusters.group(parts, count, method)
    labels = np.full(len(small), clusters.NONE, dtype=np.intp)
    labels[np.flatnonzero(small)] = grouping.labels
    middle = np.nanmedian(found.scaled[small], axis=0)
    typical = [np.nanmedian(found.scaled[labels == place], axis=0) - middle for place in range(count)]
    return {
        "table": found,
        "labels": labels,
        "grouping": grouping,
        "explained": float(parts.explained.sum()),
        "components": len(parts.explained),
        "sizes": [int((labels == place).sum()) for place in range(count)],
        "typical": typical,
        "medians": [np.nanmedian(found.raw[labels == place], axis=0) for place in range(count)],
        "without": int((small & (labels == clusters.NONE)).sum()),
    }


def separation(atlas: Atlas, year: int, method: clusters.Method) -> dict[int, float]:
    """The silhouette for each number of groups."""
    parts = _components(atlas, year)
    return atlas.once(("silhouettes", year, method), lambda: clusters.silhouettes(parts, COUNTS, method))
