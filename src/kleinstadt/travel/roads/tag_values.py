"""What the values of access and barrier tags mean for cars, for walkers and for services: tag_values.csv, read here.

Verdicts: `open`; `residents` (open, but no way through, so slow); `closed`; `unsaid` (as if the tag were not there).
A value that the table does not have is closed for cars, and says nothing of walkers and services.
"""

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, Literal

Who = Literal["car", "walk", "service"]
Verdict = Literal["open", "residents", "closed", "unsaid"]
Tags = Mapping[str, str]

FREEST_FIRST: Final[tuple[Verdict, ...]] = ("open", "residents", "closed", "unsaid")
UNLISTED: Final[dict[Who, Verdict]] = {"car": "closed", "walk": "unsaid", "service": "unsaid"}
SEPARATORS: Final = re.compile(r"[;,|]")
DENIED: Final = frozenset({"no", "private", "false", "never"})  # in one list with these they contradict them:
GRANTED: Final = frozenset({"yes", "true", "public", "allowed", "permissive", "designated", "official"})

# A thing that is there no more, or not yet: the key is its whole state ("disused=yes"), or stands before another
# ("disused:shop=supermarket")
GONE: Final = ("abandoned", "closed", "construction", "demolished", "destroyed", "disused", "dismantled", "historic",
               "planned", "proposed", "razed", "removed", "ruined", "ruins", "was")  # fmt: skip
GONE_BY_ITSELF: Final = tuple(key for key in GONE if key not in {"construction", "historic", "ruins", "was"})
NOT_SO: Final = frozenset({"no", "false", "0", "minor", ""})


@cache
def _table() -> dict[tuple[str, str], dict[Who, Verdict]]:
    """Verdicts by key and value."""
    text = files("kleinstadt.travel.roads").joinpath("tag_values.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        (row["key"], row["value"]): {"car": row["car"], "walk": row["walk"], "service": row["service"]}  # type: ignore[dict-item]
        for row in rows
    }


def values(text: str) -> list[str]:
    """The values of a tag: lists are separated by ";", in the wild by "," and "|", with or without blanks.

    Parameters
    ----------
    text : str
        Value of the tag.

    Returns
    -------
    list of str
        In small letters.
    """
    return [part.strip().lower() for part in SEPARATORS.split(text) if part.strip()]


def access_verdict(text: str, who: Who) -> Verdict:
    """What an access tag says: of a list the freest value counts, but one that contradicts itself is closed.

    Parameters
    ----------
    text : str
        Value of the tag.
    who : {"car", "walk", "service"}
        Who wants to pass.

    Returns
    -------
    {"open", "residents", "closed", "unsaid"}
        As above.

    Examples
    --------
    >>> access_verdict("private;delivery", "car"), access_verdict("destination;agricultural", "car")
    ('closed', 'residents')
    """
    listed = values(text)
    found = {_table().get(("access", value), {}).get(who, UNLISTED[who]) for value in listed}
    if GRANTED & set(listed) and DENIED & set(listed):
        return "closed"
    return next((verdict for verdict in FREEST_FIRST if verdict in found), "unsaid")


def first_verdict(tags: Tags, keys: tuple[str, ...], who: Who) -> Verdict:
    """What the most special key says that says anything; `keys` from special to general.

    Parameters
    ----------
    tags : mapping of str to str
        Of a way or node.
    keys : tuple of str
        Keys of access, from special to general.
    who : {"car", "walk", "service"}
        Who wants to pass.

    Returns
    -------
    {"open", "residents", "closed", "unsaid"}
        "unsaid" where none says anything.
    """
    for key in keys:
        if key in tags and (verdict := access_verdict(tags[key], who)) != "unsaid":
            return verdict
    return "unsaid"


def barrier_open(text: str, who: Who) -> bool:
    """Whether one passes a barrier that says nothing of access; of a list every one must be open.

    Parameters
    ----------
    text : str
        Value of the tag `barrier`.
    who : {"car", "walk", "service"}
        Who wants to pass.

    Returns
    -------
    bool
        One that the table does not have stops cars, and nobody else.
    """
    unlisted: Verdict = "closed" if who == "car" else "open"
    return all(_table().get(("barrier", value), {}).get(who, unlisted) == "open" for value in values(text))


def gone(tags: Tags) -> bool:
    """Whether the tags say of the whole thing that it is there no more, or not yet.

    Parameters
    ----------
    tags : mapping of str to str
        Of a thing.

    Returns
    -------
    bool
        True for "disused=yes".
    """
    closed = any(tags.get(key, "no").lower() not in NOT_SO for key in GONE_BY_ITSELF)
    return closed or tags.get("construction", "").lower() == "yes"


def said_gone(tags: Tags, key: str, value: str) -> bool:
    """Whether the tags say that one use is gone: "disused:amenity=pharmacy" of pharmacies.

    Parameters
    ----------
    tags : mapping of str to str
        Of a thing.
    key, value : str
        The tag of the use.

    Returns
    -------
    bool
        Whatever the thing is still used for.
    """
    return any(value in values(tags.get(f"{state}:{key}", "")) for state in GONE)
