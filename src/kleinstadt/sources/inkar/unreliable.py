"""Numbers of INKAR that cannot be, a year of a Land at a time: unreliable.csv says which and how that was seen.

Each of its values lies in the range of its indicator. Only beside the years before and after does it show that many
stand at the wrong municipalities, so no limit of a column finds them, and none of that year can be trusted.
"""

from importlib.resources import files
from typing import Final

import polars as pl

TABLE: Final = "unreliable.csv"


def without_unreliable(facts: pl.DataFrame) -> pl.DataFrame:
    """The same rows; a value that cannot be trusted is null and "unreliable".

    Parameters
    ----------
    facts : pl.DataFrame
        area_id (which begins with its Land), variable, period, value, status.

    Returns
    -------
    pl.DataFrame
        In the same order.
    """
    text = files("kleinstadt.sources.inkar").joinpath(TABLE).read_bytes()
    known = pl.read_csv(text, schema_overrides={"period": pl.String, "land": pl.String}).with_columns(bad=True)
    keys = {"variable": pl.col("variable").cast(pl.String), "period": pl.col("period").cast(pl.String)}
    found = facts.select(**keys, land=pl.col("area_id").str.slice(0, 2)).join(
        known, on=["variable", "period", "land"], how="left", maintain_order="left"
    )
    bad = found["bad"].fill_null(value=False) & facts["value"].is_not_null()
    return facts.with_columns(
        value=pl.when(~bad).then("value"),
        status=pl.when(bad).then(pl.lit("unreliable").cast(facts.schema["status"])).otherwise("status"),
    )
