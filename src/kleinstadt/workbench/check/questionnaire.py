"""The questions of the check, read from versioned files; old versions stay, so that old answers stay readable."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, TypeVar

from kleinstadt.errors import SourceContentError, UnknownNameError
from kleinstadt.indicators.catalogue import INDICATORS
from kleinstadt.words.language import Text
from kleinstadt.workbench.funding.programme import TOPICS
from kleinstadt.workbench.versioned import VersionedFiles

LEVELS: Final = 5  # 0 to 4
_FILES: Final = VersionedFiles("kleinstadt.workbench.check")


@dataclass(frozen=True)
class Step:
    """A described level.

    Attributes
    ----------
    text : Text
        What it looks like.
    evidence : Text or None
        What proves it; None where nothing can.
    """

    text: Text
    evidence: Text | None


@dataclass(frozen=True)
class Recommendation:
    """One of the six recommendations.

    Attributes
    ----------
    id : str
        Its id.
    title, question : Text
        What it is called, and what is asked.
    levels : tuple of Step
        Five, the lowest first.
    next : tuple of Text
        The next step from each level below the last.
    """

    id: str
    title: Text
    question: Text
    levels: tuple[Step, ...]
    next: tuple[Text, ...]


@dataclass(frozen=True)
class Item:
    """One thing that a town may have done in a field.

    Attributes
    ----------
    id : str
        Its id.
    text : Text
        What it is.
    """

    id: str
    text: Text


@dataclass(frozen=True)
class Topic:
    """One of the eight fields.

    Attributes
    ----------
    id : str
        Its id.
    title : Text
        What it is called.
    items : tuple of Item
        What a town may have done.
    beside : tuple of str
        Ids of the indicators whose values stand beside the questions.
    funding : tuple of str
        Topics of funding programmes that belong to the field.
    without : Text or None
        What has no value there, and why.
    """

    id: str
    title: Text
    items: tuple[Item, ...]
    beside: tuple[str, ...]
    funding: tuple[str, ...]
    without: Text | None


Q = TypeVar("Q", Recommendation, Topic)


@dataclass(frozen=True)
class Questionnaire:
    """One version of the questions.

    Attributes
    ----------
    version : int
        Its number.
    day : date
        Of the version.
    title : Text
        What it is called.
    recommendations : tuple of Recommendation
        Six.
    topics : tuple of Topic
        Eight.
    """

    version: int
    day: date
    title: Text
    recommendations: tuple[Recommendation, ...]
    topics: tuple[Topic, ...]

    def recommendation(self, name: str) -> Recommendation:
        """A recommendation by its id.

        Parameters
        ----------
        name : str
            Its id.

        Returns
        -------
        Recommendation
            With its levels.

        Raises
        ------
        UnknownNameError
            For an id that is not there, with those that are.
        """
        return _named(name, self.recommendations)

    def topic(self, name: str) -> Topic:
        """A field by its id.

        Parameters
        ----------
        name : str
            Its id.

        Returns
        -------
        Topic
            With its items.

        Raises
        ------
        UnknownNameError
            For an id that is not there, with those that are.
        """
        return _named(name, self.topics)


@cache
def questionnaire(version: int | None = None) -> Questionnaire:
    """The questions of a version.

    Parameters
    ----------
    version : int, optional
        The newest by default.

    Returns
    -------
    Questionnaire
        Read once, then kept.

    Raises
    ------
    UnknownNameError
        For a version that is not here.
    """
    return questionnaire_in(_FILES.text(version))


def questionnaire_in(text: str) -> Questionnaire:
    """The questions of a file's text.

    Parameters
    ----------
    text : str
        TOML.

    Returns
    -------
    Questionnaire
        Checked.

    Raises
    ------
    SourceContentError
        Naming what does not fit.
    """
    table = tomllib.loads(text)
    recommendations = tuple(_recommendation(one) for one in table["recommendation"])
    topics = tuple(_topic(one) for one in table["topic"])
    names = [one.id for one in recommendations] + [one.id for one in topics]
    if len(set(names)) < len(names):
        msg = f"questions {table['version']}: an id stands twice among {', '.join(names)}."
        raise SourceContentError(msg)
    return Questionnaire(table["version"], table["day"], Text(**table["title"]), recommendations, topics)


def _recommendation(table: Mapping[str, Any]) -> Recommendation:
    name, levels, following = table["id"], table["levels"], table["next"]
    if len(levels) != LEVELS or len(following) != LEVELS - 1:
        msg = f"question '{name}': {LEVELS} levels and {LEVELS - 1} next steps, not {len(levels)} and {len(following)}."
        raise SourceContentError(msg)
    steps = tuple(Step(Text(one["de"], one["en"]), _maybe(one.get("evidence"))) for one in levels)
    return Recommendation(
        name, Text(**table["title"]), Text(**table["question"]), steps, tuple(Text(**one) for one in following)
    )


def _topic(table: Mapping[str, Any]) -> Topic:
    name = table["id"]
    for kind, used, known in (("indicator", table["beside"], INDICATORS), ("topic", table["funding"], TOPICS)):
        unknown = [one for one in used if one not in known]
        if unknown:
            msg = f"field '{name}': no {kind} {', '.join(unknown)} is known."
            raise SourceContentError(msg)
    items = tuple(Item(one["id"], Text(one["de"], one["en"])) for one in table["items"])
    return Topic(
        name,
        Text(**table["title"]),
        items,
        tuple(table["beside"]),
        tuple(table["funding"]),
        _maybe(table.get("without")),
    )


def _maybe(table: Mapping[str, str] | None) -> Text | None:
    return Text(**table) if table else None


def _named(name: str, among: Sequence[Q]) -> Q:
    for one in among:
        if one.id == name:
            return one
    there = ", ".join(one.id for one in among)
    msg = f"No question '{name}'. There are: {there}."
    raise UnknownNameError(msg, f"Eine Frage „{name}“ gibt es nicht. Es gibt: {there}.")
