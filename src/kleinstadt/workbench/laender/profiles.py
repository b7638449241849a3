"""The profiles of the Länder: which chapters a concept needs, in which order, what is due when (TOML beside)."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final, Literal, get_args

from kleinstadt.errors import PlanError
from kleinstadt.keys import LAENDER
from kleinstadt.words.dates import day
from kleinstadt.words.language import Lang, pick
from kleinstadt.workbench.models.goals import Goal
from kleinstadt.workbench.models.plan import Plan

Duty = Literal["required", "recommended", "usual"]

FOLDER: Final = "kleinstadt.workbench.laender"
BUND: Final = "bund"
DUTIES: Final = {"required": "Pflicht", "recommended": "empfohlen", "usual": "üblich"}


@dataclass(frozen=True)
class Due:
    """Something that comes back every year.

    Attributes
    ----------
    title : str
        What it is.
    day : str
        "28.2.", or "" where the day is to be asked.
    source : str
        Who says so.
    with_grant : bool
        Only while a grant runs, so that a plan without one has no such day.
    """

    title: str
    day: str
    source: str
    with_grant: bool = False


@dataclass(frozen=True)
class LandProfile:
    """What is known of a Land.

    Attributes
    ----------
    key, name : str
        Of the Land.
    label : str
        How the document is called there.
    kinds : str
        Whole town or area.
    compiled : date
        Of when the profile is.
    sources, notes : tuple of str
        Where the rules stand, and what else is to be said.
    chapters : dict of str to {"required", "recommended", "usual"}
        Duty by chapter.
    due : tuple of Due
        What comes back every year.
    known : bool
        False where no rules of the Land are known and only the Bund's hold.
    min_size : int, optional
        Inhabitants below which there is no funding; None where not known.
    max_age : int, optional
        Years; None where not known.
    least_share : int, optional
        Per cent; None where not known.
    """

    key: str
    name: str
    label: str
    kinds: str
    compiled: date
    sources: tuple[str, ...]
    notes: tuple[str, ...]
    chapters: dict[str, Duty]
    due: tuple[Due, ...]
    known: bool = True
    min_size: int | None = None
    max_age: int | None = None
    least_share: int | None = None


@cache
def titles() -> dict[str, str]:
    """The chapters of a concept in their order: id and German title.

    Returns
    -------
    dict of str to str
        Id to title.
    """
    return tomllib.loads(files(FOLDER).joinpath("chapters.toml").read_text(encoding="utf-8"))


@cache
def _all() -> dict[str, LandProfile]:
    found = [one for one in files(FOLDER).iterdir() if one.name.endswith(".toml") and one.name != "chapters.toml"]
    made = [_read(one.name, one.read_text(encoding="utf-8")) for one in found]
    return {one.key: one for one in made}


def _read(name: str, text: str) -> LandProfile:
    row = tomllib.loads(text)
    strange = set(row["chapters"]) - set(titles()) | set(row["chapters"].values()) - set(get_args(Duty))
    if strange:
        msg = f"{name}: '{min(strange)}' is no chapter of chapters.toml or no duty ({', '.join(get_args(Duty))})."
        raise PlanError(msg)
    row |= {"sources": tuple(row["sources"]), "notes": tuple(row["notes"])}
    return LandProfile(**row | {"due": tuple(Due(**one) for one in row.get("due", []))})


def profile_of(land: str) -> LandProfile:
    """The profile of a Land by its key; the Bund's demands are in every one, alone where no rules are known.

    Parameters
    ----------
    land : str
        Key of the Land, two digits.

    Returns
    -------
    LandProfile
        With the Bund's demands.
    """
    bund = _all()[BUND]
    own = _all().get(land)
    if own is None:
        name = LAENDER[land]
        note = (
            f"Für {name} kennen wir keine Vorgaben; Reihenfolge und Pflichten nach dem Bund. Bitte beim Land erfragen."
        )
        return LandProfile(
            land,
            name,
            bund.label,
            bund.kinds,
            bund.compiled,
            bund.sources,
            (note, *bund.notes),
            bund.chapters,
            (),
            known=False,
        )
    required = {name: duty for name, duty in bund.chapters.items() if duty == "required"}
    chapters = {
        name: duty
        for name in titles()
        if (duty := required.get(name) or own.chapters.get(name) or bund.chapters.get(name))
    }
    row = vars(own) | {"chapters": chapters, "notes": (*own.notes, *bund.notes), "known": bool(own.chapters)}
    return LandProfile(**row)


def flagged(goal: Goal, measures: int) -> str:
    """What a goal lacks: at least one measure and one indicator; empty where nothing is.

    Parameters
    ----------
    goal : Goal
        A goal of a plan.
    measures : int
        How many measures serve it.

    Returns
    -------
    str
        In German.
    """
    if not goal.measure_by:
        return "kein Indikator"
    return "" if measures else "keine Maßnahme"


def title_of(plan_name: str, land: str, year: int) -> str:
    """How the document is called in a Land: "ISEK Bad Berleburg 2035".

    Parameters
    ----------
    plan_name : str
        What the town is called.
    land : str
        Key of the Land, two digits.
    year : int
        The year that the concept looks to.

    Returns
    -------
    str
        In German.
    """
    return f"{profile_of(land).label} {plan_name} {year}"


def rests_on(plan: Plan, lang: Lang = "de") -> str:
    """One line: which profile holds, and of when it is.

    Parameters
    ----------
    plan : Plan
        The plan.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        One line.
    """
    found = profile_of(plan.land)
    german = f"Landesprofil {found.name}" if found.known else f"Vorgaben des Bundes (für {found.name} keine bekannt)"
    english = f"Profile of {found.name}" if found.known else f"Federal rules (none known for {found.name})"
    made = day(found.compiled, lang)
    return pick((f"{german}, zusammengestellt {made}", f"{english}, compiled {made}"), lang)
