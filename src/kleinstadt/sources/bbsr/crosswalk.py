"""BBSR, Umsteigeschlüssel 1990-2019 and 1990-2020: shares of each area of a year that later belonged to another.

One row a year, giving area and taking area; the file's last column is the target: `ags19` or `ags20`. Where nobody
lived in the giving area (the forests without municipality in Bavaria) the publisher prints 1 for the people and the
jobs of every part; read as it stands, a person there would be counted many times. Such parts take the share of area.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.sources.reading.parquet import read_parquet
from kleinstadt.sources.reading.tables import CROSSWALK, RawFile, Reader, Reading, refuse_doubled, tidy
from kleinstadt.sources.reading.text import require_columns

WEIGHTS: Final = {"pop_conv": "weight_population", "size_conv": "weight_area", "emp_conv": "weight_employees"}
TARGETS: Final = {"ags19": 2019, "ags20": 2020}
LEVELS: Final = {5: "kreis", 8: "gemeinde"}
TOLERANCE: Final = 1e-5  # shares are printed to six digits


def read(path: Path, file: RawFile) -> Reading:
    """Links from 31.12. of each year to 31.12. of 2019 or 2020; weights of each giving area sum to 1.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: crosswalk, weights of 0 to 1.

    Raises
    ------
    SourceLayoutError
        For another layout.
    SourceContentError
        For doubled rows, malformed keys, or weights outside 0 to 1 or that do not sum to 1.
    """
    raw = read_parquet(path)
    target = next((name for name in TARGETS if name in raw.columns), "ags19")
    require_columns(raw.columns, ["year", "ags", *WEIGHTS, target], path.name)
    links = raw.rename({**WEIGHTS, "ags": "from_id", target: "to_id"}).with_columns(
        from_territory=pl.date(pl.col("year"), 12, 31), to_territory=pl.date(TARGETS[target], 12, 31)
    )
    level = _level(links, path.name)
    divided = pl.struct("year", "from_id").is_duplicated()
    parts = refuse_doubled(links.filter(divided), ["year", "from_id", "to_id"], path.name)
    parts = refuse_wrong_weights(by_area_where_uninhabited(parts), path.name)
    links = pl.concat([refuse_wrong_weights(links.filter(~divided), path.name, whole=True), parts])
    order = ["from_territory", "from_id", "to_id"]
    return Reading(crosswalk=tidy(links, CROSSWALK, level=level, source=file.source).sort(order))


def _level(links: pl.DataFrame, where: str) -> str:
    ids = pl.concat([links["from_id"], links["to_id"]]).cast(pl.String)
    digits = ids.str.len_chars().unique().to_list()
    if len(digits) != 1 or digits[0] not in LEVELS or not ids.str.contains(r"^(0[1-9]|1[0-6])[0-9]+$").all():
        msg = f"{where}: keys must be text of 5 (Kreis) or 8 digits (municipality) throughout, found {digits} digits."
        raise SourceContentError(msg)
    return LEVELS[digits[0]]


def by_area_where_uninhabited(links: pl.DataFrame) -> pl.DataFrame:
    """Where each of several parts has a weight of 1, nobody was there: the parts take their share of area.

    Parameters
    ----------
    links : pl.DataFrame
        from_id, to_id, weight_population, weight_area and the other columns of CROSSWALK.

    Returns
    -------
    pl.DataFrame
        The same rows.
    """
    giving = ["from_territory", "from_id"]
    parts = pl.len().over(giving)

    def repaired(name: str) -> pl.Expr:
        weight = pl.col(name)
        everywhere_one = (parts > 1) & (weight.min().over(giving) == 1)
        return pl.when(everywhere_one).then(pl.col("weight_area")).otherwise(weight).alias(name)

    return links.with_columns(repaired("weight_population"), repaired("weight_employees"))


def refuse_wrong_weights(
    links: pl.DataFrame, where: str, tolerance: float = TOLERANCE, *, whole: bool = False
) -> pl.DataFrame:
    """Links whose weights are found right: within 0 to 1, and summing to 1 for each giving area.

    Sums within the publisher's rounding are brought to exactly 1, so that carrying loses nobody.

    Parameters
    ----------
    links : pl.DataFrame
        CROSSWALK.
    where : str
        Name of the file, for the error.
    tolerance : float
        How far a sum may be from 1.
    whole : bool
        Whether every row is known to be an area that goes to another undivided.

    Returns
    -------
    pl.DataFrame
        The same rows.

    Raises
    ------
    SourceContentError
        For weights outside 0 to 1, or of an area's parts that miss 1.
    """
    giving = ["from_territory", "from_id"]
    for name in WEIGHTS.values():
        total = pl.col(name) if whole else pl.col(name).sum().over(giving)
        unknown = pl.col(name).is_null() if whole else pl.col(name).is_null().any().over(giving)
        odd = ~pl.col(name).is_between(0, 1) | (~unknown & ((total - 1).abs() > tolerance))
        wrong = links.filter(odd)
        if not wrong.is_empty():
            day, area, found = wrong.select(*giving, total).row(0)
            msg = (
                f"{where}: '{name}' of {area} on {day} sums to {found:g} instead of 1, or has a part outside 0 to 1 "
                f"({wrong.height} such rows). Nobody may be made or lost; get the file again from its publisher."
            )
            raise SourceContentError(msg)
        links = links.with_columns(pl.when(~unknown).then(pl.col(name) / total))
    return links


READER: Final = Reader("bbsr_crosswalk", read)
