"""Two versions of a text that began with the same one, merged by paragraph (three-way)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

Paragraphs = list[str]


@dataclass(frozen=True)
class Part:
    """A stretch of a merged text: settled paragraphs, or one that both changed in different ways.

    Attributes
    ----------
    by : {"both", "theirs", "mine", "open"}
        Who wrote it; "open" where a person must decide.
    theirs, mine : str
        The two versions, the same text where it is settled.
    """

    by: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Merged:
    """Two versions as one text.

    Attributes
    ----------
    parts : tuple of Part
        In order.
    """

    parts: tuple[Part, ...]

    @property
    def open(self) -> tuple[Part, ...]:
        """What a person must decide."""
        return tuple(part for part in self.parts if part.by == "open")

    @property
    def text(self) -> str:
        """The merged text; where something is open it holds both versions, first theirs."""
        return _joined(part.theirs if part.by != "open" else _joined([part.theirs, part.mine]) for part in self.parts)

    @property
    def text_with_theirs(self) -> str:
        """The merged text with their version where something is open."""
        return _joined(part.theirs for part in self.parts)


def paragraphs(text: str) -> Paragraphs:
    """The paragraphs of a text, which empty lines divide.

    Parameters
    ----------
    text : str
        A text.

    Returns
    -------
    tuple or list of str
        Without the empty lines.
    """
    return [one for one in re.split(r"\n\s*\n", text.strip()) if one.strip()]


def merge(base: str, theirs: str, mine: str) -> Merged:
    """Merge two versions of `base` by paragraph.

    Paragraphs that all three share hold the versions together (diff3); what lies between is decided piece by piece.

    Parameters
    ----------
    base : str
        What both began with.
    theirs, mine : str
        The two versions.

    Returns
    -------
    Merged
        With what a person must decide.

    Notes
    -----
    diff3 (Khanna, Kunal, Pierce 2007), by paragraph.

    Examples
    --------
    >>> merge("a", "a", "b").text, len(merge("a", "b", "c").open)
    ('b', 1)
    """
    old, left, right = paragraphs(base), paragraphs(theirs), paragraphs(mine)
    in_left, in_right = _places(old, left), _places(old, right)
    parts: list[Part] = []
    at = (0, 0, 0)
    for place in [*(place for place in in_left if place in in_right), len(old)]:
        here = (place, in_left.get(place, len(left)), in_right.get(place, len(right)))
        parts += _between(old[at[0] : here[0]], left[at[1] : here[1]], right[at[2] : here[2]])
        if place < len(old):
            parts.append(Part("both", old[place], old[place]))
        at = (here[0] + 1, here[1] + 1, here[2] + 1)
    return Merged(tuple(parts))


def _places(old: Paragraphs, new: Paragraphs) -> dict[int, int]:
    """Where the old paragraphs stand in the new version, as far as they do."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {start + n: other + n for start, other, size in blocks for n in range(size)}


def _between(old: Paragraphs, theirs: Paragraphs, mine: Paragraphs) -> list[Part]:
    """A stretch without common paragraphs; as many in all three are decided one by one."""
    if not (old or theirs or mine):
        return []
    if len(old) == len(theirs) == len(mine):
        return [part for trio in zip(old, theirs, mine, strict=True) for part in _decided(*([one] for one in trio))]
    return _decided(old, theirs, mine)


def _decided(old: Paragraphs, theirs: Paragraphs, mine: Paragraphs) -> list[Part]:
    one, other, was = map(_joined, (theirs, mine, old))
    if one == other:
        return [Part("both", one, one)]
    if other == was:
        return [Part("theirs", one, one)]
    if one == was:
        return [Part("mine", other, other)]
    return [Part("open", one, other)]


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part)
