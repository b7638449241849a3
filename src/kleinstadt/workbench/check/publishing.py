"""A check's levels as a file for other towns: six levels, no names, no notes, no evidence."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from kleinstadt.compare.alliance import is_alliance
from kleinstadt.errors import KeyFormatError, PlanError, UnknownNameError
from kleinstadt.keys import check_key, town_level
from kleinstadt.workbench.check.answers import levels_in, people_of
from kleinstadt.workbench.check.following import LAST, spans
from kleinstadt.workbench.check.questionnaire import questionnaire
from kleinstadt.workbench.check.records import CheckState

FORMAT: Final = "kleinstadt-check"
MOST_BYTES: Final = 20_000
NAME: Final = "check-profil-{key}.json"


@dataclass(frozen=True)
class Profile:
    """What a town shows of a check: a file for other towns.

    Attributes
    ----------
    format : str
        Which kind of file it is.
    key : str
        Of the municipality (8 digits) or Verband (9 digits).
    town, label : str
        What the town and the state are called.
    day : date
        Of the state.
    version : int
        Of the questions.
    levels : dict of str to int or None
        By id of the recommendation; None where there is no level or people differ.
    """

    format: str
    key: str
    town: str
    label: str
    day: date
    version: int
    levels: dict[str, int | None]


def profile_of(state: CheckState, key: str, town: str) -> Profile:
    """The profile of a frozen state; a level on which people differ is left out.

    Parameters
    ----------
    state : CheckState
        A frozen state.
    key : str
        Key of the town.
    town : str
        Its name.

    Returns
    -------
    Profile
        No names, notes or evidence.
    """
    found = spans(questionnaire(state.version), [levels_in(state, one) for one in people_of(state)])
    levels = {name: span.low if span and span.low == span.high else None for name, span in found.items()}
    return Profile(FORMAT, key, town, state.label, state.day, state.version, levels)


def profile_bytes(profile: Profile) -> bytes:
    """The profile as a readable file.

    Parameters
    ----------
    profile : Profile
        What a town shows.

    Returns
    -------
    bytes
        JSON.
    """
    content: dict[str, Any] = asdict(profile) | {"day": profile.day.isoformat()}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def read_profile(data: bytes) -> Profile:
    """A profile that another town gave away, checked by its content.

    Parameters
    ----------
    data : bytes
        The file.

    Returns
    -------
    Profile
        What that town shows.

    Raises
    ------
    PlanError
        Saying what is wrong.
    """
    if len(data) > MOST_BYTES:
        msg = f"A profile has at most {MOST_BYTES:,} bytes; this file has {len(data):,}."
        raise PlanError(msg, "Die Datei ist zu groß für ein Profil. Erwartet: check-profil-….json.", field="file")
    try:
        found = TypeAdapter(Profile).validate_json(data)
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"])) or "the whole file"
        msg = f"This is no profile of a check ({place} does not fit). Expected: check-profil-….json."
        raise PlanError(
            msg, "Die Datei ist kein Profil eines Checks. Erwartet: check-profil-….json.", field="file"
        ) from error
    _checked(found)
    return found


def _checked(found: Profile) -> None:
    """Raises PlanError where a field's content cannot be."""
    try:
        if not is_alliance(found.key):
            check_key(found.key, town_level(found.key))
        known = {one.id for one in questionnaire(found.version).recommendations}
    except (KeyFormatError, UnknownNameError) as error:
        german = error.german if isinstance(error, UnknownNameError) else f"Kein Schlüssel einer Gemeinde: {found.key}"
        raise PlanError(str(error), german, field="file") from error
    levels = found.levels
    right = set(levels) <= known and all(level is None or 0 <= level <= LAST for level in levels.values())
    if found.format != FORMAT or not right:
        msg = "This file holds levels that the questions do not have."
        raise PlanError(msg, "In der Datei stehen Stufen, die es in den Fragen nicht gibt.", field="file")
