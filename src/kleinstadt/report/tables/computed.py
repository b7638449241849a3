"""The report's tables, computed: unrounded frames with exactly the printed columns."""

from typing import Final

import polars as pl

from kleinstadt import keys
from kleinstadt.edition.edition import Edition
from kleinstadt.indicators.digital import BROADBAND
from kleinstadt.indicators.population import DENSITY
from kleinstadt.indicators.work import RESIDENTS_PER_JOB
from kleinstadt.report.ledger.needs import covers
from kleinstadt.report.tables.interpolation import population_at
from kleinstadt.words import labels

TYPES_OF_FIGURE_1: Final = {
    "Großstädte": ("grossstadt",),
    "Mittelstädte": ("mittelstadt",),
    "Kleinstädte": labels.SMALL_TOWNS,
    "Landgemeinden": ("landgemeinde",),
}

# The registers up to 2011 go on from older counts, those from 2012 to 2023 from the census of 2011.
FIRST_YEAR_AFTER_THE_CENSUS: Final = 2012

FIRST_YEAR_OF_JOBS: Final = 2000

INKAR_DENSITY: Final = "inkar_residents_per_km2"  # of INKAR, whose residents of 2000 fit the census of 2011

MOST_YEARS_OFF: Final = 3  # numbers from further away are not called numbers of the year

SPEEDS_OF_TABLE_4: Final = (16, 50, 100, 1000)


def table_1(edition: Edition, year: int) -> pl.DataFrame:
    """Tab. 1: small towns by Land, their number, area, population and density, with shares of the Land."""
    units = edition.areas(year, "verband").with_columns(small=pl.col("type").is_in(labels.SMALL_TOWNS))
    by_land = _small_town_sums(units, "land")
    listed = by_land.filter(~pl.col("land").is_in(keys.STADTSTAATEN)).with_columns(
        schluessel=pl.col("land"), land=pl.col("land").replace_strict(keys.LAENDER)
    )
    total = _small_town_sums(units.with_columns(land=pl.lit(labels.BUND[0])), "land")
    rows = pl.concat([listed.sort("land"), total.with_columns(schluessel=pl.lit(None, pl.String))], how="diagonal")
    small = {
        land: pl.col("type").is_in(labels.SMALL_TOWNS) & (pl.lit(value=True) if key is None else pl.col("land") == key)
        for land, key in rows.select("land", "schluessel").rows()
    }
    density = {land: found.value for land, found in edition.values_of(DENSITY.id, year, small).items()}
    by_rule = pl.col("land").replace_strict(density, return_dtype=pl.Float64)
    return rows.select(
        "land",
        "schluessel",
        "anzahl",
        anzahl_anteil_pct=pl.col("anzahl") / pl.col("alle") * 100,
        flaeche_km2="flaeche",
        flaeche_anteil_pct=pl.col("flaeche") / pl.col("flaeche_alle") * 100,
        bevoelkerung="personen",
        bevoelkerung_anteil_pct=pl.col("personen") / pl.col("personen_alle") * 100,
        dichte_ew_je_km2=pl.when(pl.col("anzahl").is_not_null()).then(by_rule),
    )


def _small_town_sums(units: pl.DataFrame, by: str) -> pl.DataFrame:
    """Sums of a Land, null where one of its units is unknown (then so is its type)."""
    small = pl.col("small")
    sums = {
        "anzahl": small.sum(),
        "flaeche": pl.col("area_km2").filter(small).sum(),
        "flaeche_alle": pl.col("area_km2").sum(),
        "personen": pl.col("population").filter(small).sum(),
        "personen_alle": pl.col("population").sum(),
    }
    whole = small.is_not_null().all()
    return units.group_by(by).agg(
        pl.len().alias("alle"), *(pl.when(whole).then(value).alias(name) for name, value in sums.items())
    )


def figure_1(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 1: number, area and population of the four types, with shares."""
    units = edition.areas(year, "verband")
    rows = [_type_row(units, name, types) for name, types in TYPES_OF_FIGURE_1.items()]
    columns = {"typ": pl.String, "anzahl": pl.Int64, "km2": pl.Float64, "personen": pl.Float64}
    total = units.select(n=pl.len(), km2=pl.col("area_km2").sum(), persons=pl.col("population").sum()).row(
        0, named=True
    )
    return pl.DataFrame(rows, schema=columns).select(
        "typ",
        "anzahl",
        anzahl_pct=pl.col("anzahl") / total["n"] * 100,
        flaeche_1000_km2=pl.col("km2") / 1e3,
        flaeche_pct=pl.col("km2") / total["km2"] * 100,
        bevoelkerung_mio=pl.col("personen") / 1e6,
        bevoelkerung_pct=pl.col("personen") / total["persons"] * 100,
    )


def _type_row(units: pl.DataFrame, name: str, types: tuple[str, ...]) -> dict[str, object]:
    if units["type"].null_count():
        return {"typ": name, "anzahl": None, "km2": None, "personen": None}
    of_type = units.filter(pl.col("type").is_in(types))
    return {
        "typ": name,
        "anzahl": of_type.height,
        "km2": of_type["area_km2"].sum(),
        "personen": of_type["population"].sum(),
    }


def _rows_of_table_2() -> list[tuple[str, str | None, pl.Expr]]:
    """Label of type, label of Lage, and which units are meant."""
    rows: list[tuple[str, str | None, pl.Expr]] = [(labels.BUND[0], None, pl.lit(value=True))]
    for key, (name, _) in labels.TYPES.items():
        of_type = pl.col("type") == key
        rows.append((name, None, of_type))
        if key in labels.SMALL_TOWNS:
            rows += [(name, lage[0], of_type & (pl.col("lage") == code)) for code, lage in labels.LAGEN.items()]
    return rows


def table_2(edition: Edition, year: int) -> pl.DataFrame:
    """Tab. 2: residents per job by type and Lage, and what became of residents and jobs since 2000.

    Residents per job of a year without employees of about that time stay null, and so does a change of which one end
    is not known. Units of which one of two counts is unknown are left out of both.
    """
    units = _residents_and_jobs(edition, year)
    start, end = FIRST_YEAR_OF_JOBS, year
    groups = {str(row): wanted for row, (*_, wanted) in enumerate(_rows_of_table_2())}
    per_job = {} if far_from_jobs(edition, year) else edition.values_of(RESIDENTS_PER_JOB.id, year, groups)
    rows = []
    for row, (name, lage, wanted) in enumerate(_rows_of_table_2()):
        of_row = units.filter(wanted)
        then = _quotient(of_row, "population_then", "employees_then")
        now = per_job[str(row)].value if per_job else None
        rows.append(
            {
                "typ": name,
                "lage": lage,
                f"wohnzentralitaet_{start}": then,
                f"wohnzentralitaet_{end}": now,
                f"veraenderung_{start}_{end}": None if then is None or now is None else now - then,
                f"bevoelkerung_{start}_{end}_pct": _growth(of_row, "population", "population_then"),
                f"beschaeftigte_arbeitsort_{start}_{end}_pct": _growth(of_row, "employees_workplace", "employees_then"),
            }
        )
    schema = {name: pl.String if name in ("typ", "lage") else pl.Float64 for name in rows[0]}
    return pl.DataFrame(rows, schema=schema)


def _residents_and_jobs(edition: Edition, year: int) -> pl.DataFrame:
    """Verbände with population and employees_workplace, now and in 2000 (*_then); null where there are no figures."""
    near = not far_from_jobs(edition, year)
    units = edition.areas(year, "verband", ["employees_workplace"] if near else [])
    then = str(FIRST_YEAR_OF_JOBS)
    if near and then in edition.periods("employees_workplace"):
        jobs = edition.indicator("employees_workplace", year, "verband", period=then)
        units = units.join(jobs.select("verband", employees_then="value"), on="verband", how="left")
    missing = [name for name in ("employees_workplace", "employees_then") if name not in units.columns]
    units = units.with_columns(pl.lit(None, pl.Float64).alias(name) for name in missing)
    return units.join(_residents_then(edition, year), on="verband", how="left")


def _residents_then(edition: Edition, year: int) -> pl.DataFrame:
    """Residents of each Verband in 2000: INKAR's, which go back from the census of 2011, else of the registers.

    Returns verband, population_then.
    """
    then = str(FIRST_YEAR_OF_JOBS)
    if INKAR_DENSITY in edition.indicators and then in edition.periods(INKAR_DENSITY):
        density = edition.indicator(INKAR_DENSITY, year, "verband", period=then).select("verband", "value")
        area = edition.areas(year, "verband").select("verband", "area_km2")
        return density.join(area, on="verband").select("verband", population_then=pl.col("value") * pl.col("area_km2"))
    if not covers(edition, "population", then):
        return pl.DataFrame(schema={"verband": pl.String, "population_then": pl.Float64})
    return population_at(edition, FIRST_YEAR_OF_JOBS, year)


def _growth(units: pl.DataFrame, now: str, then: str) -> float | None:
    """Change in per cent of the units that have both."""
    found = _quotient(units, now, then)
    return None if found is None else (found - 1) * 100


def _quotient(units: pl.DataFrame, above: str, below: str) -> float | None:
    """Sum over sum of the units that have both."""
    known = units.drop_nulls([above, below])
    total = float(known[below].sum())
    return float(known[above].sum()) / total if total else None


def far_from_jobs(edition: Edition, year: int) -> bool:
    """Whether there are no employees of about that year."""
    there = "employees_workplace" in edition.indicators
    return not there or years_off(edition, "employees_workplace", year) > MOST_YEARS_OFF


def years_off(edition: Edition, variable: str, year: int) -> float:
    """How many years the vintage of a variable that serves a year is away from its end."""
    return min(abs(vintage.year - (year + 1)) for vintage in edition.engine.vintages.of(variable))


def groups_of_table_4() -> dict[str, pl.Expr]:
    """The columns of Tab. 3 and Tab. 4: "mittelstadt zentral" to the units meant."""
    central = pl.col("lage").is_in(labels.CENTRAL)
    groups = {"grossstadt zentral": (pl.col("type") == "grossstadt") & central}
    for key in list(labels.TYPES)[1:]:
        groups[f"{key} zentral"] = (pl.col("type") == key) & central
        groups[f"{key} peripher"] = (pl.col("type") == key) & ~central
    return groups


def table_4(edition: Edition, year: int) -> pl.DataFrame:
    """Tab. 4: share of households that can have broadband, by speed, type and Lage, and its growth."""
    latest = atlas_period(edition, year)
    named = latest[:4]
    rows = [
        {"uebertragungsrate": f"{speed} Mbit/s {named}", **_broadband_row(edition, year, speed, latest)}
        for speed in SPEEDS_OF_TABLE_4
    ]
    for speed, since in ((50, 2015), (1000, 2018)):
        before = _broadband_row(edition, year, speed, first_atlas_period(edition, speed, since))
        after = _broadband_row(edition, year, speed, latest)
        growth = {name: _difference(after[name], before[name]) for name in after}
        rows.append({"uebertragungsrate": f"Zunahme {speed} Mbit/s {since}-{named} (%-Punkte)", **growth})
    return pl.DataFrame(rows, schema_overrides=dict.fromkeys(groups_of_table_4(), pl.Float64))


def _difference(after: float | None, before: float | None) -> float | None:
    return None if after is None or before is None else after - before


def _broadband_row(edition: Edition, year: int, speed: int, period: str | None) -> dict[str, float | None]:
    """One value a group; none where the edition has no atlas of this period."""
    if period is None or period not in atlas_periods(edition, speed):
        return dict.fromkeys(groups_of_table_4())
    found = edition.values_of(BROADBAND[speed].id, year, groups_of_table_4(), period)
    return {name: group.value for name, group in found.items()}


def atlas_period(edition: Edition, year: int) -> str:
    """The half-year of the broadband atlas for a report: the middle of the year after it, else the newest before.

    The report of 2019 prints "2020" and means the middle of that year: weighted by residents, the atlas of 2020-06 is
    0.3 points off the printed levels, that of 2020-12 3.2 and that of 2019-12 4.2 (mean of 20 levels).
    """
    periods = atlas_periods(edition, 1000) or atlas_periods(edition, 50)
    wanted = f"{year + 1}-06"
    return max((period for period in periods if period <= wanted), default=min(periods, default=wanted))


def atlas_periods(edition: Edition, speed: int) -> list[str]:
    """The periods at which the edition has the broadband atlas of a speed, oldest first; it may have none."""
    return edition.periods(BROADBAND[speed].id) if BROADBAND[speed].id in edition.indicators else []


def first_atlas_period(edition: Edition, speed: int, since: int) -> str | None:
    """The last period of a year in which the atlas knew this speed; None if the edition has none of it."""
    return max((period for period in atlas_periods(edition, speed) if period.startswith(str(since))), default=None)


def figure_4(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 4: number and size of municipalities by Land in 1990, 2005 and the year."""
    frames = [_municipality_sizes(edition, then) for then in _reform_years(edition, year)]
    return pl.concat(frames).sort("schluessel", "jahr")


def _reform_years(edition: Edition, year: int) -> list[int]:
    """1990, 2005 and the year, as far as the edition knows them."""
    return sorted({1990, 2005, year}.intersection(edition.years) | {year})


def _municipality_sizes(edition: Edition, year: int) -> pl.DataFrame:
    inhabited = edition.members(year).filter(pl.col("population") > 0)
    return (
        inhabited.group_by("land")
        .agg(
            pl.len().alias("gemeinden"),
            pl.col("area_km2").mean().alias("flaeche_mittel_km2"),
            pl.col("area_km2").median().alias("flaeche_median_km2"),
            pl.col("population").mean().alias("einwohner_mittel"),
            pl.col("population").median().alias("einwohner_median"),
        )
        .select(
            pl.col("land").replace_strict(keys.LAENDER).alias("land"),
            pl.col("land").alias("schluessel"),
            pl.lit(year).alias("jahr"),
            pl.exclude("land"),
        )
    )


def figure_6(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 6: population by type in the borders of a year, 1990 = 100; `abschnitt` counts the census breaks."""
    kinds = edition.areas(year, "verband").select("verband", "type", "lage")
    series = edition.series("population", year, "verband").join(kinds, on="verband")
    series = series.with_columns(jahr=pl.col("period").str.slice(0, 4).cast(pl.Int64)).filter(
        pl.col("jahr") <= max(year, 2019)
    )
    frames = [_index_of(series.filter(wanted), name, lage) for name, lage, wanted in _rows_of_figure_6()]
    return pl.concat(frames)


def _rows_of_figure_6() -> list[tuple[str, str | None, pl.Expr]]:
    rows = _rows_of_table_2()
    small = pl.col("type").is_in(labels.SMALL_TOWNS)
    rows.append((labels.KLEINSTAEDTE[0], None, small))
    rows += [(labels.KLEINSTAEDTE[0], lage[0], small & (pl.col("lage") == key)) for key, lage in labels.LAGEN.items()]
    return [row for row in rows if row[1] is None or row[0] == labels.KLEINSTAEDTE[0]]


def _index_of(series: pl.DataFrame, name: str, lage: str | None) -> pl.DataFrame:
    """Sum of a group's units, as an index of its first year; years in which a unit is unknown are left out."""
    sums = (
        series.group_by("jahr")
        .agg(pl.col("value").sum().alias("bevoelkerung"), pl.col("value").is_null().any().alias("gap"))
        .filter(~pl.col("gap"))
        .sort("jahr")
    )
    return sums.select(
        pl.lit(name).alias("typ"),
        pl.lit(lage, pl.String).alias("lage"),
        "jahr",
        "bevoelkerung",
        (pl.col("bevoelkerung") / pl.col("bevoelkerung").first() * 100).alias("index"),
        (pl.col("jahr") >= FIRST_YEAR_AFTER_THE_CENSUS).cast(pl.Int64).alias("abschnitt"),
    )


def small_towns_and_germany(
    edition: Edition, year: int, indicator: str, period: str | None = None
) -> tuple[float | None, float | None]:
    """The group value of an indicator for all small towns, and for Germany."""
    small = {"small": pl.col("type").is_in(labels.SMALL_TOWNS)}
    bund = edition.indicator(indicator, year, "bund", period=period)["value"]
    return edition.values_of(indicator, year, small, period)["small"].value, bund.item()


def figure_2(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 2: number of Verbände by type and Lage: typ, lage, anzahl."""
    units = edition.areas(year, "verband").filter(pl.col("lage").is_not_null())
    counts = units.group_by("type", "lage").agg(pl.len().alias("anzahl"))
    frames = [
        counts.filter((pl.col("type") == kind) & (pl.col("lage") == lage)).select(
            pl.lit(name).alias("typ"), pl.lit(word).alias("lage"), "anzahl"
        )
        for kind, (name, _) in labels.TYPES.items()
        for lage, (word, _) in labels.LAGEN.items()
    ]
    return pl.concat(frames)


def extremes(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 3: the smallest, median and largest small town by area, and by settlement density.

    Returns role ("area min", "area median", ... "settlement_density max"), verband, name, population, area_km2,
    settlement_density (persons per km²).
    """
    units = edition.areas(year, "verband", ["settlement_density"])
    small = units.filter(pl.col("type").is_in(labels.SMALL_TOWNS) & pl.col("settlement_density").is_not_null())
    rows = []
    for measure in ("area_km2", "settlement_density"):
        ordered = small.sort(measure, "verband")
        places = {"min": 0, "median": (ordered.height - 1) // 2, "max": ordered.height - 1}
        rows += [ordered[[place]].with_columns(role=pl.lit(f"{measure} {end}")) for end, place in places.items()]
    return pl.concat(rows).select("role", "verband", "name", "population", "area_km2", "settlement_density")


def reform_sizes(edition: Edition, year: int, land: str) -> pl.DataFrame:
    """Abb. 4, for one Land: the area of every inhabited municipality in 1990, 2005 and the year: jahr, flaeche_km2."""
    frames = [
        edition.members(then)
        .filter((pl.col("land") == land) & (pl.col("population") > 0))
        .select(pl.lit(then).alias("jahr"), pl.col("area_km2").alias("flaeche_km2"))
        for then in _reform_years(edition, year)
    ]
    return pl.concat(frames).drop_nulls()
