"""Numbers that the report prints in its text, computed."""

import math
from collections.abc import Callable
from functools import partial
from typing import Final

import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.indicators.digital import BROADBAND
from kleinstadt.report.tables import broadband
from kleinstadt.report.tables.central_places import NONE, table_3
from kleinstadt.report.tables.flows import share_inside
from kleinstadt.report.tables.minutes import UPPER
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
    period = broadband.atlas_period(edition, year)
    if period not in broadband.atlas_periods(edition, speed):
        return None
    small = {"small": pl.col("type").is_in(labels.SMALL_TOWNS)}
    return edition.values_of(BROADBAND[speed].id, year, small, period)["small"].value


def _towns_with_broadband(low: float, high: float, edition: Edition, year: int) -> float | None:
    period = broadband.first_atlas_period(edition, 50, year)
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


def _without_function(edition: Edition, year: int) -> float | None:
    """Share of small towns without a central-place function, by Tab. 3."""
    frame = table_3(edition, year)
    small = [name for name in frame.columns if name.split()[0] in labels.SMALL_TOWNS]
    sums = dict(frame.select("funktion", n=pl.sum_horizontal(small, ignore_nulls=False)).iter_rows())
    without, every = sums.get(NONE), sums.get(labels.ALL[0])
    return 100 * without / every if without is not None and every else None


def _far_from_upper_centre(minutes: float, edition: Edition, year: int) -> pl.DataFrame:
    """Small towns with known minutes to the next Oberzentrum, and whether it is at least so far."""
    towns = edition.areas(year, "verband", [UPPER]).filter(pl.col("type").is_in(labels.SMALL_TOWNS))
    return towns.drop_nulls(UPPER).select("verband", "lage", far=pl.col(UPPER) >= minutes)


def _very_peripheral_far(edition: Edition, year: int) -> float | None:
    towns = _far_from_upper_centre(30, edition, year).filter(pl.col("lage") == "sehr_peripher")
    return 100 * float(towns["far"].sum()) / towns.height if towns.height else None


def _hour_away(edition: Edition, year: int) -> float:
    return int(_far_from_upper_centre(60, edition, year)["far"].sum())


def _in_commuters(edition: Edition, year: int, period: str) -> float | None:
    """Millions who work in another Gemeindeverband: shares of in-commuters times employees; None if not counted."""
    if not all(period in edition.periods(name) for name in ("commuters_in_pct", "employees_workplace")):
        return None
    share = edition.indicator("commuters_in_pct", year, "verband", period=period).select("verband", "value")
    jobs = edition.indicator("employees_workplace", year, "verband", period=period).select("verband", jobs="value")
    both = share.join(jobs, on="verband").drop_nulls()
    return float((both["value"] * both["jobs"]).sum()) / 1e8 if both.height else None


def _commuters(edition: Edition, year: int) -> float | None:
    return _in_commuters(edition, year, str(year))


def _more_commuters(edition: Edition, year: int) -> float | None:
    now, then = _in_commuters(edition, year, str(year)), _in_commuters(edition, year, str(year - 10))
    return None if now is None or then is None else now - then


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
    "Kleinstädte ohne zentralörtliche Funktion": _without_function,
    "Kleinstädte mit >30 Minuten zum nächsten Oberzentrum unter sehr peripheren": _very_peripheral_far,
    "Kleinstädte mit >60 Minuten zum nächsten Oberzentrum": _hour_away,
    "Anteil der Pendelbeziehungen innerhalb der Großstadtregionen": share_inside,
    "Pendelnde insgesamt": _commuters,
    "Zunahme Pendelaufkommen 2009-2019": _more_commuters,
    "Median Hebesatz Grundsteuer B der Großstädte 2019": partial(_median_rate, "grundsteuer_b_rate_pct", "grossstadt"),
}
