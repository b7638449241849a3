"""`python -m bench.outlook`: the back-test of the Modellrechnung, as docs/outlook.md prints it."""

from typing import Final

import numpy as np

from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.values import Series
from kleinstadt.edition.edition import Edition
from kleinstadt.workbench.draft.outlook import damped, trend_start

SIZES: Final = ((2000, 5000), (5000, 10000), (10000, 20000))
LAUNCHES: Final = (("2017", "2023"), ("2002", "2011"), ("2009", "2019"), ("2013", "2023"), ("2005", "2019"))
WAYS: Final = (("full", 1.0), ("half", 0.5), ("unchanged", 0.0))


def main() -> None:
    """Print the table: median / 90th percentile of absolute errors in per cent."""
    atlas = Atlas(Edition())
    series = atlas.series("population", atlas.newest, "verband")
    sizes = [f"{low // 1000}-{high // 1000}k {way}" for low, high in SIZES for way, _ in WAYS]
    print(f"Edition {atlas.fingerprint}, {series.values.shape[1]:,} Verbände on the borders of {atlas.newest}\n")
    print(f"| launch > target (years), trend from | {' | '.join(sizes)} | bias, half |")
    print(f"| --- |{' ---: |' * (len(sizes) + 1)}")
    for launch, target in LAUNCHES:
        print(row(series, series.periods.index(launch), series.periods.index(target)))


def row(series: Series, launch: int, target: int) -> str:
    """One launch at all sizes and by all ways."""
    start = series.values[launch]
    first = trend_start(series.periods, launch)
    assert first is not None
    cells, bias = [], []
    for low, high in SIZES:
        inside = (start >= low) & (start < high) & (series.values[target] > 0)
        for way, by in WAYS:
            calculated = damped(series, launch, target, by)
            assert calculated is not None
            off = (calculated[inside] / series.values[target][inside] - 1) * 100
            off = off[np.isfinite(off)]
            cells.append(f"{np.median(np.abs(off)):.1f} / {np.quantile(np.abs(off), 0.9):.1f}")
            if way == "half":
                bias.append(off)
    span = int(series.periods[target]) - int(series.periods[launch])
    name = f"{series.periods[launch]} > {series.periods[target]} ({span}), {series.periods[first]}"
    return f"| {name} | {' | '.join(cells)} | {np.median(np.concatenate(bias)):+.1f} |"


if __name__ == "__main__":
    main()
