"""A workspace that is already a draft: findings, chapters, proposed goals, dates."""

from collections.abc import Sequence
from datetime import date

from kleinstadt.compare.alliance import Alliance, atlas_with
from kleinstadt.compare.columns import Atlas
from kleinstadt.keys import town_level
from kleinstadt.workbench.draft.chapters import chapters
from kleinstadt.workbench.draft.goals import fields, proposals
from kleinstadt.workbench.draft.outlook import outlook
from kleinstadt.workbench.draft.shared import findings_of
from kleinstadt.workbench.draft.subject import Subject, subject
from kleinstadt.workbench.laender.profiles import profile_of, title_of, titles
from kleinstadt.workbench.models.findings import Chapter
from kleinstadt.workbench.models.plan import Plan, Unit
from kleinstadt.workbench.models.proofs import Appointment
from kleinstadt.workbench.reading.when import of_year, when
from kleinstadt.workbench.records import Record
from kleinstadt.workbench.storage.workspace import PLAN_ID

AHEAD = 10  # years that a title looks ahead
WRITTEN_BY_PEOPLE = ("kurzfassung", "anlass", "bilanz", "einzelhandel", "raumleitbild", "buendelung", "fortschreibung")


def draft(atlas: Atlas, key: str, today: date | None = None) -> list[Record]:
    """All records of a new plan for a municipality or Verband.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    key : str
        Of a municipality (8 digits) or Verband (9).
    today : date, optional
        The day from which dates are counted; today's by default.

    Returns
    -------
    list of Record
        The Plan first.

    Raises
    ------
    UnknownNameError
        If the newest borders have no such area.
    """
    return _drafted(subject(atlas, key), today or date.today())


def draft_of(atlas: Atlas, alliance: Alliance, today: date | None = None) -> list[Record]:
    """All records of a new plan for an alliance; the Land of its lead sets the rules.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    alliance : Alliance
        As `alliance.formed` gives it.
    today : date, optional
        The day from which dates are counted; today's by default.

    Returns
    -------
    list of Record
        The Plan first.
    """
    town = subject(atlas_with(atlas, alliance, alliance.key), alliance.key)
    return _drafted(town, today or date.today())


def plan_in(records: Sequence[Record]) -> Plan:
    """The one record of a draft that says for whom it is.

    Parameters
    ----------
    records : sequence of Record
        As `draft` gives them.

    Returns
    -------
    Plan
        There is exactly one.
    """
    return next(one for one in records if isinstance(one, Plan))


def _drafted(town: Subject, day: date) -> list[Record]:
    ahead = outlook(town)
    found = findings_of(town)
    areas = fields(found)
    land = town.key[:2]
    plan = Plan(
        id=PLAN_ID,
        key=town.key,
        unit=_unit(town),
        name=town.name,
        land=land,
        title=title_of(town.name, land, day.year + AHEAD),
        edition=town.atlas.fingerprint,
        year=town.year,
        members=town.alliance.members if town.alliance else (),
        member_names=tuple(one.name for one in town.members),
    )
    goals = proposals(town, found, areas, ahead)
    return [plan, *found, *chapters(town, ahead), *_to_write(town), *areas, *goals, *_dates(town, day)]


def _unit(town: Subject) -> Unit:
    return "alliance" if town.alliance else town_level(town.key)


def _to_write(town: Subject) -> list[Chapter]:
    """Chapters that only people can write, as far as the Land asks for them or they are usual."""
    asked = profile_of(town.key[:2]).chapters
    places = list(titles())
    return [
        Chapter(id=name, topic=name, title=titles()[name], text="", order=100 + places.index(name))
        for name in WRITTEN_BY_PEOPLE
        if name in asked
    ]


def _dates(town: Subject, day: date) -> list[Appointment]:
    """What comes back every year, by the Land's profile, and the day to think of renewal."""
    profile = profile_of(town.key[:2])
    report = when(f"30.6.{day.year + 1}")
    assert report is not None
    found = [
        Appointment(title="Jahresbericht an den Rat", day=report, yearly=True, why="Ziele, Maßnahmen, Abweichungen")
    ]
    for due in profile.due:
        dated = due.day and not due.with_grant  # of a new plan no grant is known
        point = when(f"{due.day}{day.year + 1}") if dated else when("offen")
        assert point is not None
        why = f"nur wenn eine Förderung läuft, dann zum {due.day}" if due.with_grant else ""
        found.append(Appointment(title=due.title, day=point, yearly=True, why=why, source=due.source))
    years = profile.max_age or 6
    why = "Förderbedingung" if profile.max_age else "in der Praxis alle 6 bis 12 Jahre"
    found.append(Appointment(title="Fortschreibung entscheiden", day=of_year(day.year + years), why=why))
    return [Appointment(**{**vars(one), "id": f"t{n}"}) for n, one in enumerate(found, 1)]
