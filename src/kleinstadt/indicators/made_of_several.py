"""Numbers that are made of several: their status, and the times they speak of."""

from collections.abc import Sequence

import numpy as np

from kleinstadt.indicators.parts import Parts
from kleinstadt.indicators.vintages import with_spans
from kleinstadt.sources.reading.symbols import PRESENT
from kleinstadt.territory.coding import Codes
from kleinstadt.territory.ways import MISSING, NO_ROW


def worse_status(one: Codes, other: Codes) -> Codes:
    """The status of a number made of two: the missing one's reason, else modelled if either is.

    Parameters
    ----------
    one, other : array of int
        Places in STATUSES, NO_ROW where there is nothing to say; same length.

    Returns
    -------
    array of int
        Same length; NO_ROW only where neither says anything.
    """
    first, second = (np.where(status == NO_ROW, MISSING, status) for status in (one, other))
    worse = np.where(first >= len(PRESENT), first, np.where(second >= len(PRESENT), second, np.maximum(first, second)))
    return np.where((one == NO_ROW) & (other == NO_ROW), NO_ROW, worse)


def both_times(one: Parts, other: Parts) -> tuple[Codes, tuple[str, ...]]:
    """Of each municipality the times of both, or the only one: places in a list, and the list.

    Parameters
    ----------
    one, other : Parts
        One entry a municipality, of the same ones.

    Returns
    -------
    tuple of (array of int, tuple of str)
        Place in the list for each municipality, -1 for none; the list, with entries such as "2022 / 2021".
    """
    first, second = (np.array([*parts.vintages, ""], dtype=object)[parts.vintage] for parts in (one, other))
    pair = (one.vintage + 1) * (len(other.vintages) + 1) + other.vintage + 1
    _, row, place = np.unique(pair, return_index=True, return_inverse=True)
    words = [" / ".join(filter(None, dict.fromkeys((first[at], second[at])))) for at in row]
    told = np.array([number if word else -1 for number, word in enumerate(words)])
    return times_told(told[place], words)


def times_told(place: Codes, words: Sequence[str]) -> tuple[Codes, tuple[str, ...]]:
    """Places in a list of times, as places in the sorted list of those told and all spans between them.

    Parameters
    ----------
    place : array of int
        One entry a municipality: place in `words`, -1 for none.
    words : sequence of str
        Periods.

    Returns
    -------
    tuple of (array of int, tuple of str)
        Place in the new list for each municipality, -1 for none; the list.
    """
    there = np.unique(place[place >= 0])
    listed = with_spans(tuple({words[at] for at in there}))
    return np.array([*(listed.index(word) if word in listed else -1 for word in words), -1])[place], listed
