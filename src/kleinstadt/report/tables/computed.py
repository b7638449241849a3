"""Tab. 1 and Abb. 1, 2, 3 and 6, computed: how many towns of each type there are, how large, with how many people."""

from typing import Final

import polars as pl

from kleinstadt import keys
from kleinstadt.edition.edition import Edition
from kleinstadt.indicators.population import DENSITY
from kleinstadt.report.tables.groups import rows_of_table_2
from kleinstadt.words import labels

TYPES_OF_FIGURE_1: Final = {
    "Großstädte": ("grossstadt",),
    "Mittelstädte": ("mittelstadt",),
    "Kleinstädte": labels.SMALL_TOWNS,
    "Landgemeinden": ("landgemeinde",),
}

# The registers up to 2011 go on from older counts, those from 2012 to 2023 from the census of 2011.
FIRST_YEAR_AFTER_THE_CENSUS: Final = 2012


def table_1(edition: Edition, year: int) -> pl.DataFrame:
    """Tab. 1: small towns by Land, their number, area, population and density, with shares of the Land.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        A row for each Land but the city states, and for Germany: land, schluessel (key; null for Germany), anzahl,
        flaeche_km2, bevoelkerung, each with its share of the Land (_anteil_pct), dichte_ew_je_km2; null where a unit of
        the Land has no type.

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
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
    """Abb. 1: number, area and population of the four types, with shares.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        A row a type, small towns together: typ, anzahl, flaeche_1000_km2, bevoelkerung_mio, each with its share of
        Germany (_pct).

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
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


def figure_6(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 6: population by type in the borders of a year, 1990 = 100; `abschnitt` counts the census breaks.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        typ, lage (words), jahr, bevoelkerung (persons), index, abschnitt.

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    kinds = edition.areas(year, "verband").select("verband", "type", "lage")
    series = edition.series("population", year, "verband").join(kinds, on="verband")
    series = series.with_columns(jahr=pl.col("period").str.slice(0, 4).cast(pl.Int64)).filter(
        pl.col("jahr") <= max(year, 2019)
    )
    frames = [_index_of(series.filter(wanted), name, lage) for name, lage, wanted in _rows_of_figure_6()]
    return pl.concat(frames)


def _rows_of_figure_6() -> list[tuple[str, str | None, pl.Expr]]:
    rows = rows_of_table_2()
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
    """The group value of an indicator for all small towns, and for Germany.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.
    indicator : str
        Id of the indicator.
    period : str, optional
        Exactly this period instead of the vintage nearest to the year.

    Returns
    -------
    tuple of (float or None, float or None)
        In the indicator's unit.

    Raises
    ------
    UnknownNameError
        For an indicator, period or year that is not there.
    """
    small = {"small": pl.col("type").is_in(labels.SMALL_TOWNS)}
    bund = edition.indicator(indicator, year, "bund", period=period)["value"]
    return edition.values_of(indicator, year, small, period)["small"].value, bund.item()


def figure_2(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 2: number of Verbände by type and Lage.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        typ, lage (words), anzahl; pairs that no Verband has are left out.

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
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

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        role ("area min", "area median", ... "settlement_density max"), verband, name, population (persons), area_km2,
        settlement_density (persons per km² of settled land); six rows.

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    units = edition.areas(year, "verband", ["settlement_density"])
    small = units.filter(pl.col("type").is_in(labels.SMALL_TOWNS) & pl.col("settlement_density").is_not_null())
    rows = []
    for measure in ("area_km2", "settlement_density"):
        ordered = small.sort(measure, "verband")
        places = {"min": 0, "median": (ordered.height - 1) // 2, "max": ordered.height - 1}
        rows += [ordered[[place]].with_columns(role=pl.lit(f"{measure} {end}")) for end, place in places.items()]
    return pl.concat(rows).select("role", "verband", "name", "population", "area_km2", "settlement_density")
