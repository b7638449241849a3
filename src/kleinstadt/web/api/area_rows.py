"""The rows of the calls about one area: their columns, and what stands in them."""

from typing import Any, Final

import polars as pl

from kleinstadt.compare.findings import Finding
from kleinstadt.compare.groups import Group
from kleinstadt.compare.profile import Figure
from kleinstadt.compare.sentences import Pair
from kleinstadt.indicators.aggregation import GroupValue
from kleinstadt.web.api import compared

FIGURE_COLUMNS: Final = {
    name: pl.String if name in ("indicator", "unit", "status", "vintage", "sources") else pl.Float64
    for name in compared.FigureRow.model_fields
}
PEER_COLUMNS: Final = {
    "rank": pl.Int64,
    "verband": pl.String,
    "name": pl.String,
    "distance": pl.Float64,
    "alike": pl.String,
    "apart": pl.String,
    "said_de": pl.String,
    "said_en": pl.String,
}
FINDING_COLUMNS: Final = {
    "indicator": pl.String,
    "kind": pl.String,
    "value": pl.Float64,
    "reference": pl.Float64,
    "goodness": pl.Float64,
    "better_than": pl.Int64,
    "of": pl.Int64,
    "status": pl.String,
    "vintage": pl.String,
    "sources": pl.String,
    "said_de": pl.String,
    "said_en": pl.String,
}
MODEL_COLUMNS: Final = {
    "rank": pl.Int64,
    "verband": pl.String,
    "name": pl.String,
    "distance": pl.Float64,
    "indicator": pl.String,
    "start": pl.String,
    "end": pl.String,
    "change": pl.Float64,
    "own_change": pl.Float64,
    "better": pl.Boolean,
}
PARTNER_COLUMNS: Final = {
    "verband": pl.String,
    "name": pl.String,
    "kind": pl.String,
    "indicator": pl.String,
    "own": pl.Float64,
    "other": pl.Float64,
}


def said_of_group(group: Group) -> dict[str, Any]:
    """What `meta` says of the group that an area is compared with.

    Parameters
    ----------
    group : Group
        The area's own group.

    Returns
    -------
    dict of str to object
        The fields that compared.GroupMeta adds; the median in persons.
    """
    return {
        "group_de": f"{group.name('de')}: {group.counted('de')}",
        "group_en": f"{group.name('en')}: {group.counted('en')}",
        "group_rule_de": group.rule("de"),
        "group_rule_en": group.rule("en"),
        "group_size": group.size,
        "group_median_population": group.median_population,
    }


def pair_row(pair: Pair) -> dict[str, Any]:
    """An indicator beside a neighbour's.

    Parameters
    ----------
    pair : Pair
        Both values.

    Returns
    -------
    dict of str to object
        Id of the indicator, both values in its unit.
    """
    return {"indicator": pair.indicator.id, "own": pair.own, "other": pair.other}


def finding_row(one: Finding) -> dict[str, Any]:
    """A strength or a weakness.

    Parameters
    ----------
    one : Finding
        As it is found.

    Returns
    -------
    dict of str to object
        With FINDING_COLUMNS.
    """
    return {
        "indicator": one.indicator.id,
        "kind": one.kind,
        "value": one.value,
        "reference": one.reference,
        "goodness": one.goodness,
        "better_than": one.better_than,
        "of": one.of,
        "status": one.status,
        "vintage": one.vintage,
        "sources": ", ".join(dict.fromkeys(origin.source_id for origin in one.origins)),
        "said_de": "; ".join(filter(None, [one.sentence("de"), one.in_doubt("de")])),
        "said_en": "; ".join(filter(None, [one.sentence("en"), one.in_doubt("en")])),
    }


def figure_row(figure: Figure) -> dict[str, Any]:
    """A figure beside those of the group, the Land and Germany.

    Parameters
    ----------
    figure : Figure
        As the profile has it.

    Returns
    -------
    dict of str to object
        With FIGURE_COLUMNS; None where missing.
    """
    return {
        "indicator": figure.indicator.id,
        "unit": figure.indicator.unit,
        "value": figure.value,
        "status": figure.status,
        "people_pct": figure.own.people_pct,
        "area_pct": figure.own.area_pct,
        "vintage": figure.vintage,
        **_beside("group", figure.group),
        **_beside("land", figure.land),
        **_beside("bund", figure.bund),
        "percentile": figure.place.percentile if figure.place else None,
        "group_median": figure.place.quartiles[1] if figure.place else None,
        "sources": ", ".join(dict.fromkeys(origin.source.id for origin in figure.origins)),
    }


def _beside(what: str, found: GroupValue) -> dict[str, float | None]:
    """The value of a group, and of how much of its people and its land it is known."""
    return {what: found.value, f"{what}_people_pct": found.people_pct, f"{what}_area_pct": found.area_pct}
