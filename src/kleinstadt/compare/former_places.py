"""Municipalities of earlier days that are none today, and who took them over."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from kleinstadt.compare.areas import Areas
from kleinstadt.edition.edition import Edition
from kleinstadt.edition.kept_columns import code_of

LINKS: Final = {"key": pl.String, "name": pl.String, "until": pl.Int64, "to": pl.String, "share": pl.Float64}


@dataclass(frozen=True)
class Successor:
    """Where people of a former municipality belong today.

    Attributes
    ----------
    key, name : str
        Of the municipality.
    share : float
        Of the former municipality's people, 0 to 1; of its land where nobody lived there.
    """

    key: str
    name: str
    share: float


@dataclass(frozen=True)
class Former:
    """A municipality of earlier days that is none today.

    Attributes
    ----------
    name : str
        Its last name.
    until : int
        The last year whose register has it.
    takers : list of Successor
        Who took it over, the largest share first.
    """

    name: str
    until: int
    takers: list[Successor]


def former_places(edition: Edition, today: Areas) -> dict[str, Former]:
    """Municipalities of earlier years that are none in this one, by key; successors with the largest share first.

    Parameters
    ----------
    edition : Edition
        The edition.
    today : Areas
        All municipalities of the year.

    Returns
    -------
    dict of str to Former
        By key of the former municipality, eight digits.
    """
    found: dict[str, Former] = {}
    links = edition.frame_kept(f"former-places-{code_of(__file__)}", today.year, lambda: _links(edition, today))
    for key, name, until, to, share in links.iter_rows():
        former = found.setdefault(key, Former(name, until, []))
        former.takers.append(Successor(to, today.names[today.row[to]], share))
    return found


def _links(edition: Edition, today: Areas) -> pl.DataFrame:
    """A row a former municipality and successor: looking through all years takes seconds."""
    rows: list[pl.DataFrame] = []
    seen = set(today.row)
    for year in sorted((year for year in edition.years if year < today.year), reverse=True):
        then = edition.territory(year)
        names = edition.gazetteer.gemeinden(then).select(key="ags", name="name")
        gone = names.filter(~pl.col("key").is_in(seen))
        seen |= set(gone["key"])
        if gone.height:
            rows.append(_takers(edition, then, today, gone).with_columns(until=pl.lit(year, pl.Int64)))
    links = pl.concat(rows) if rows else pl.DataFrame(schema=LINKS)
    return links.select(list(LINKS)).sort("key", "share", "to", descending=[False, True, False])


def _takers(edition: Edition, then: date, today: Areas, gone: pl.DataFrame) -> pl.DataFrame:
    way = edition.crosswalk.between(then, edition.territory(today.year))
    share = pl.coalesce("weight_population", "weight_area")
    to = way.select(key="from_id", to="to_id", share=share).filter(pl.col("share") > 0, pl.col("to").is_in(today.keys))
    return gone.join(to, on="key")
