"""Abb. 11 and 12, Karte 6, computed: knowledge-intensive work by occupation, which is known by Kreis only.

knowledge_work.csv says which occupation groups (KldB 2010, three digits) work with analytic knowledge (it makes new
knowledge, mostly in science), synthetic (it applies and recombines what is known) or symbolic (it gives things a
meaning). The assignment is our own, after the report's definitions (BBSR 2021, with Abb. 12): its list, made by Anna
Growe, is not open. Whoever wants another changes that table.

Small cells are withheld by the Bundesagentur. They are left out of sums, so a share is a little too low where many are
withheld; a Kreis of which more than 5 % of employees are withheld is missing.
"""

from functools import cache
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.indicators.catalogue import OCCUPATION

FORMS: Final = ("analytic", "synthetic", "symbolic")
LEAST_KNOWN: Final = 0.95  # of a Kreis's employees, for its share to be shown


@cache
def knowledge_work() -> pl.DataFrame:
    """Which occupation group works with which form of knowledge.

    Returns
    -------
    pl.DataFrame
        group (KldB 2010, three digits), form, name_de, name_en.
    """
    text = Path(__file__).with_name("knowledge_work.csv").read_bytes()
    return pl.read_csv(text, schema_overrides={"group": pl.String})


def has_occupations(edition: Edition) -> bool:
    """Whether the edition knows occupations.

    Parameters
    ----------
    edition : Edition
        The opened edition.

    Returns
    -------
    bool
        Whether figures here can have any value.
    """
    return edition.choice.vintages.has(OCCUPATION + "434")


def employees(edition: Edition) -> pl.DataFrame:
    """Employees of each Kreis and year, without withheld cells.

    Parameters
    ----------
    edition : Edition
        The opened edition.

    Returns
    -------
    pl.DataFrame
        kreis, jahr, alle, and a column a form of knowledge (persons).
    """
    return edition.kept.memory.once("employees by form of knowledge", lambda: _employees(edition))


def _employees(edition: Edition) -> pl.DataFrame:
    occupations = edition.store.scan("facts").filter(pl.col("variable").str.starts_with(OCCUPATION)).collect()
    group = pl.col("variable").str.strip_prefix(OCCUPATION).alias("group")
    joined = occupations.with_columns(group).join(knowledge_work(), on="group", how="left")
    sums = [pl.col("value").filter(pl.col("form") == form).sum().alias(form) for form in FORMS]
    found = joined.group_by("area_id", "period").agg(pl.col("value").sum().alias("alle"), *sums)
    return found.select(pl.col("area_id").alias("kreis"), pl.col("period").cast(pl.Int64).alias("jahr"), "alle", *FORMS)


def figure_11(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 11: share of employees in knowledge-intensive occupations by type of Kreis, of every year known.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        kreistyp, jahr, anteil_pct (of employees).

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    schema = {"kreistyp": pl.String, "jahr": pl.Int64, "anteil_pct": pl.Float64}
    if not has_occupations(edition):
        return pl.DataFrame(schema=schema)
    known = _with_types(edition, year).group_by("kreistyp", "jahr").agg(pl.col("alle", *FORMS).sum())
    share = 100 * pl.sum_horizontal(FORMS) / pl.col("alle")
    return known.select("kreistyp", "jahr", anteil_pct=share).sort("kreistyp", "jahr").cast(schema)  # type: ignore[arg-type]


def figure_12(edition: Edition, year: int) -> pl.DataFrame:
    """Abb. 12: location quotients of each form of knowledge, of the nearest year.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        kreistyp, analytisch, synthetisch, symbolisch: share of the group by that of Germany.

    Raises
    ------
    UnknownNameError
        For a year that is not there.

    Notes
    -----
    Location quotient: (employees of a form / all) in the group, divided by the same in Germany.
    """
    schema = {"kreistyp": pl.String, "analytisch": pl.Float64, "synthetisch": pl.Float64, "symbolisch": pl.Float64}
    if not has_occupations(edition):
        return pl.DataFrame(schema=schema)
    known = _nearest(_with_types(edition, year), year)
    germany = known.select(pl.col("alle", *FORMS).sum()).row(0, named=True)
    groups = known.group_by("kreistyp").agg(pl.col("alle", *FORMS).sum())
    quotients = {
        name: pl.col(form) / pl.col("alle") / (germany[form] / germany["alle"])
        for name, form in zip(("analytisch", "synthetisch", "symbolisch"), FORMS, strict=True)
    }
    order = pl.col("kreistyp").replace_strict({kind: place for place, kind in enumerate(ORDER)}, default=None)
    return groups.sort(order).select("kreistyp", **quotients)


def map_6(edition: Edition, year: int) -> pl.DataFrame:
    """Karte 6: location quotient of knowledge-intensive occupations, of the nearest year.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        kreis, value (share of the Kreis by that of Germany; null where too few employees are known).

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    if not has_occupations(edition):
        return pl.DataFrame(schema={"kreis": pl.String, "value": pl.Float64})
    known = _nearest(employees(edition), year)
    germany = known.select(pl.sum_horizontal(FORMS).sum() / pl.col("alle").sum()).item()
    jobs = edition.indicator("employees_workplace", year, "kreis").select("kreis", jobs="value")
    enough = (pl.col("alle") >= LEAST_KNOWN * pl.col("jobs")).fill_null(value=False)
    quotient = pl.sum_horizontal(FORMS) / pl.col("alle") / germany
    return known.join(jobs, on="kreis", how="left").select("kreis", value=pl.when(enough).then(quotient))


def year_of(edition: Edition, year: int) -> int | None:
    """The year of occupations that serves a report's year.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    int or None
        None where the edition knows no occupations.
    """
    return _nearest(employees(edition), year)["jahr"][0] if has_occupations(edition) else None


def _nearest(known: pl.DataFrame, year: int) -> pl.DataFrame:
    nearest = min(known["jahr"].unique().sort(), key=lambda one: abs(one - year))
    return known.filter(pl.col("jahr") == nearest)


def _with_types(edition: Edition, year: int) -> pl.DataFrame:
    kinds = edition.members(year).select("kreis", kreistyp="kreis_type").drop_nulls().unique("kreis")
    return employees(edition).join(kinds, on="kreis")


ORDER: Final = (
    "Kreisfreie Großstädte",
    "Städtische Kreise",
    "Ländliche Kreise mit Verdichtungsansätzen",
    "Dünn besiedelte ländliche Kreise",
)
