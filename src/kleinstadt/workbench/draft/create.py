"""A workspace that is already a draft: findings, chapters, proposed goals, dates."""

from datetime import date

from kleinstadt.compare.columns import Atlas
from kleinstadt.workbench.draft.chapters import chapters
from kleinstadt.workbench.draft.findings import findings
from kleinstadt.workbench.draft.goals import fields, proposals
from kleinstadt.workbench.draft.outlook import outlook
from kleinstadt.workbench.draft.subject import VERBAND_DIGITS, Subject, subject
from kleinstadt.workbench.laender.profiles import profile_of, title_of, titles
from kleinstadt.workbench.models.findings import Chapter
from kleinstadt.workbench.models.plan import Plan
from kleinstadt.workbench.models.proofs import Appointment
from kleinstadt.workbench.reading.when import of_year, when
from kleinstadt.workbench.records import Record
from kleinstadt.workbench.storage.workspace import PLAN_ID

AHEAD = 10  # years that a title looks ahead
WRITTEN_BY_PEOPLE = ("kurzfassung", "anlass", "bilanz", "einzelhandel", "raumleitbild", "buendelung", "fortschreibung")


def draft(atlas: Atlas, key: str, today: date | None = None) -> list[Record]:
    """All records of a new plan for a municipality (8 digits) or Verband (9); raises UnknownNameError for others."""
    town = subject(atlas, key)
    ahead = outlook(town)
    found = findings(town)
    areas = fields(found)
    day = today or date.today()
    plan = Plan(
        id=PLAN_ID,
        key=key,
        unit="verband" if len(key) == VERBAND_DIGITS else "gemeinde",
        name=town.name,
        land=key[:2],
        title=title_of(town.name, key[:2], day.year + AHEAD),
        edition=atlas.fingerprint,
        year=town.year,
    )
    goals = proposals(town, found, areas, ahead)
    return [plan, *found, *chapters(town, ahead), *_to_write(town), *areas, *goals, *_dates(town, day)]


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
        point = when(f"{due.day}{day.year + 1}") if due.day else when("offen")
        assert point is not None
        found.append(Appointment(title=due.title, day=point, yearly=True, source=due.source))
    years = profile.max_age or 6
    why = "Förderbedingung" if profile.max_age else "in der Praxis alle 6 bis 12 Jahre"
    found.append(Appointment(title="Fortschreibung entscheiden", day=of_year(day.year + years), why=why))
    return [Appointment(**{**vars(one), "id": f"t{n}"}) for n, one in enumerate(found, 1)]
