"""Numbers that the report prints in its text, computed."""

import math
from collections.abc import Callable
from functools import partial
from typing import Final

import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.indicators.digital import BROADBAND
from kleinstadt.report.tables import computed
from kleinstadt.typologies.location import PERIPHER_FROM, SEHR_ZENTRAL_FROM, ZENTRAL_FROM
from kleinstadt.words import labels

Statement = Callable[[Edition, int], float | None]


def _number_of_type(kind: str, edition: Edition, year: int) -> float:
    return edition.areas(year, "verband").filter(pl.col("type") == kind).height


def _of_verband(name: str, column: str, edition: Edition, year: int) -> float | None:
    found = edition.areas(year, "verband").filter(pl.col("name") == name)
    return float(found[column].item()) if found.height == 1 else None


def _small_towns(edition: Edition, year: int, indicator: str, period: str | None = None) -> pl.DataFrame:
    kinds = edition.areas(year, "verband").filter(pl.col("type").is_in(labels.SMALL_TOWNS)).select("verband")
    return edition.indicator(indicator, year, "verband", period=period).join(kinds, on="verband")


def _broadband_mean(speed: int, edition: Edition, year: int) -> float | None:
    period = computed.atlas_period(edition, year)
    if period not in computed.atlas_periods(edition, speed):
        return None
    small = {"small": pl.col("type").is_in(labels.SMALL_TOWNS)}
    return edition.values_of(BROADBAND[speed].id, year, small, period)["small"].value


def _towns_with_broadband(low: float, high: float, edition: Edition, year: int) -> float | None:
    period = computed.first_atlas_period(edition, 50, year)
    if period is None:
        return None
    small = _small_towns(edition, year, BROADBAND[50].id, period)
    return small.filter((pl.col("value") >= low) & (pl.col("value") < high)).height


def _losers(edition: Edition, year: int) -> float:
    """Share of small towns that lost 20 % or more of their people since 1990."""
    now = _small_towns(edition, year, "population", str(year))
    then = edition.indicator("population", year, "verband", period="1990").select("verband", then="value")
    change = now.join(then, on="verband").select(pl.col("value") / pl.col("then") - 1).to_series().drop_nulls()
    return int((change <= -0.2).sum()) / len(change) * 100


def _median_rate(tax: str, kind: str, edition: Edition, year: int) -> float | None:
    rates = edition.areas(year, "verband", [tax]).filter(pl.col("type") == kind)[tax]
    median = rates.median()
    return float(median) if isinstance(median, (int, float)) else None


def _mean_potential(edition: Edition, year: int) -> float | None:
    """Geometric mean of the potential over inhabited Verbände (persons)."""
    units = edition.areas(year, "verband").filter((pl.col("population") > 0) & (pl.col("potential") > 0))
    mean = units["potential"].log().mean()
    return math.exp(mean) if isinstance(mean, float) else None


def _threshold(persons: int, _edition: Edition, _year: int) -> float:
    """A printed threshold, which is taken over as it is."""
    return persons


STATEMENTS: Final[dict[str, Statement]] = {
    "Kleinstädte, größere (>=10.000 Einwohner), Anzahl": partial(_number_of_type, "groessere_kleinstadt"),
    "Kleinstädte, kleine (<10.000 Einwohner), Anzahl": partial(_number_of_type, "kleine_kleinstadt"),
    "Lage: Mittelwert des erreichbaren Tagesbevölkerungspotenzials aller Gemeinden": _mean_potential,
    "Lage: Schwelle sehr zentral ab": partial(_threshold, SEHR_ZENTRAL_FROM),
    "Lage: Schwelle zentral ab": partial(_threshold, ZENTRAL_FROM),
    "Lage: Schwelle peripher ab": partial(_threshold, PERIPHER_FROM),
    "Eichwalde: Bevölkerung": partial(_of_verband, "Eichwalde", "population"),
    "Amt Südtondern: Fläche": partial(_of_verband, "Südtondern", "area_km2"),
    "Breitband 50 Mbit/s 2020, Kleinstädte": partial(_broadband_mean, 50),
    "Breitband 100 Mbit/s 2020, Kleinstädte": partial(_broadband_mean, 100),
    "Kleinstädte 2019 mit <50 % der Haushalte an 50 Mbit/s": partial(_towns_with_broadband, -1, 50),
    "Kleinstädte 2019 mit 50-70 % der Haushalte an 50 Mbit/s": partial(_towns_with_broadband, 50, 70),
    "Kleinstädte mit >=20 % Bevölkerungsverlust 1990-2019": _losers,
    "Median Hebesatz Grundsteuer B der Großstädte 2019": partial(_median_rate, "grundsteuer_b_rate_pct", "grossstadt"),
}
