"""The rows of a profile as JSON, put together from pieces that all areas of a level, a group or a Land share.

They are the rows that the same call gives as CSV or Parquet (areas.py), to the last byte what Polars would write of
them, in a tenth of the time. What stands in a row and in which order is said by compared.FigureRow.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

import numpy as np
from pydantic import TypeAdapter

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.beside import Beside, Own, beside, land_beside, land_of, own_figures
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.groups import Group
from kleinstadt.compare.values import Origin
from kleinstadt.indicators.aggregation import GroupValue
from kleinstadt.report.tables.export import without_dust

KINDS_KEPT: Final = 4096  # of status, coverage and vintage together; there are some hundred
Pieces = tuple[bytes, ...]  # one an indicator
_AS_JSON: Final = TypeAdapter(list[float])  # writes numbers as Polars does, and NaN as null


@dataclass(frozen=True)
class _OfLevel:
    """Pieces that all areas of a level share: up to the value, and from Germany's to the percentile."""

    heads: Pieces
    bund: Pieces


@dataclass(frozen=True)
class _OfGroup:
    """Pieces that all areas of a group share: its values, and the end of a row, with its median or without a place."""

    values: Pieces
    ends: Pieces
    ends_without: Pieces


def rows_written(atlas: Atlas, areas: Areas, key: str, group: Group) -> bytes:
    """All figures of an area as a list of JSON objects.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    areas : Areas
        All areas of the level.
    key : str
        The area's key.
    group : Group
        What it is compared with.

    Returns
    -------
    bytes
        UTF-8.
    """
    row = areas.row[key]
    held, land, who = beside(atlas, areas, group), land_of(areas, row), (areas.year, areas.level)
    of_level = atlas.once(("written", *who), lambda: _of_level(held))
    of_group = atlas.once(("written", *who, group.type, group.lage), lambda: _of_group(held))
    of_land = atlas.once(("written of a Land", *who, land), lambda: _values_of("land", land_beside(atlas, areas, land)))
    own = own_figures(atlas, areas, row, held)
    pieces = (
        of_level.heads,
        numbers(own.value),
        map(_of_when, own.status, own.people_pct, own.area_pct, own.vintage),
        of_group.values,
        of_land,
        of_level.bund,
        numbers(own.percentile),
        _ends(own, of_group),
    )
    return b"[%b]" % b"".join(chain.from_iterable(zip(*pieces, strict=True)))


def _ends(own: Own, of_group: _OfGroup) -> Pieces:
    """The end of each row; the group's median stands only where the area has a place in it."""
    both = zip(own.percentile, of_group.ends, of_group.ends_without, strict=True)
    return tuple(without if percentile is None else end for percentile, end, without in both)


def _of_level(held: Beside) -> _OfLevel:
    heads = [f'{{"indicator":{_text(one.id)},"unit":{_text(one.unit)},"value":'.encode() for one in held.indicators]
    bund = [b'%b,"percentile":' % piece for piece in _values_of("bund", held.bund)]
    return _OfLevel((*heads[:1], *(b"," + head for head in heads[1:])), tuple(bund))


def _of_group(held: Beside) -> _OfGroup:
    medians, sources = numbers([middle for _, middle, _ in held.quartiles]), list(map(_sources, held.origins))
    ends = [b',"group_median":%b,"sources":%b}' % both for both in zip(medians, sources, strict=True)]
    without = [b',"group_median":null,"sources":%b}' % one for one in sources]
    return _OfGroup(_values_of("group", held.group), tuple(ends), tuple(without))


def _values_of(what: str, values: Sequence[GroupValue]) -> Pieces:
    """The values of a group, a Land or Germany, and for how much of its people and its land they are known."""
    columns = [numbers([getattr(one, name) for one in values]) for name in ("value", "people_pct", "area_pct")]
    told = f',"{what}":%b,"{what}_people_pct":%b,"{what}_area_pct":%b'.encode()
    return tuple(told % found for found in zip(*columns, strict=True))


@lru_cache(KINDS_KEPT)
def _of_when(status: str, people_pct: float | None, area_pct: float | None, vintage: str | None) -> bytes:
    """What is said between an area's value and those of its group."""
    people, land = numbers([people_pct, area_pct])
    told = b',"status":%b,"people_pct":%b,"area_pct":%b,"vintage":%b'
    return told % (_text(status).encode(), people, land, _text(vintage).encode())


def _sources(origins: Sequence[Origin]) -> bytes:
    return _text(", ".join(dict.fromkeys(origin.source_id for origin in origins))).encode()


def _text(text: str | None) -> str:
    return json.dumps(text, ensure_ascii=False)


def numbers(values: Sequence[float | None]) -> list[bytes]:
    """Numbers as JSON writes them, without the dust of binary arithmetic; what is missing is null.

    Parameters
    ----------
    values : sequence of float or None
        None or NaN where missing.

    Returns
    -------
    list of bytes
        One a value.

    Examples
    --------
    >>> numbers([0.1 + 0.2, 4.0, None])
    [b'0.3', b'4.0', b'null']
    """
    cleaned = without_dust(np.array(values, dtype=np.float64)).tolist()
    return _AS_JSON.dump_json(cleaned)[1:-1].split(b",") if cleaned else []
