"""Measures on a map (GeoJSON) and dates for a calendar (ICS)."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from kleinstadt.workbench import words
from kleinstadt.workbench.documents.sheets import cost_of, state_of, titled
from kleinstadt.workbench.models.measures import Measure, Step
from kleinstadt.workbench.models.proofs import Appointment, Decision, Participation
from kleinstadt.workbench.reading.when import When, last_day, of_day
from kleinstadt.workbench.storage.workspace import Workspace


def geojson(found: Workspace) -> bytes:
    """The measures that have a place, as points, lines and areas.

    Parameters
    ----------
    found : Workspace
        The plan.

    Returns
    -------
    bytes
        GeoJSON in UTF-8, each measure with its title, stage, state and cost in German.
    """
    features = []
    for one in found.all(Measure):
        if one.place:
            properties = {
                "id": one.id,
                "titel": titled(one),
                "stufe": words.STAGES[one.stage].de,
                "stand": state_of(one),
                "kosten": cost_of(one),
                "ort": one.place_name,
            }
            features.append({"type": "Feature", "geometry": json.loads(one.place), "properties": properties})
    whole = {"type": "FeatureCollection", "features": features}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def dates(found: Workspace) -> list[tuple[When, str, str]]:
    """Everything with a date, earliest first, without a day last.

    Parameters
    ----------
    found : Workspace
        The plan.

    Returns
    -------
    list of (When, str, str)
        When, what in German, and an id; a decision's has the place of its hearing behind it.
    """
    names = {one.id: titled(one) for one in found.all(Measure)}
    told: list[tuple[When, str, str]] = [(one.day, one.title, one.id) for one in found.all(Appointment)]
    told += [
        (one.until, f"{one.what} ({names.get(one.measure, '')})", one.id)
        for one in found.all(Step)
        if one.until and not one.done
    ]
    told += [(one.day, one.title, one.id) for one in found.all(Participation) if one.day]
    told += [
        (of_day(heard.day), f"{heard.body}: {one.title}", f"{one.id}-{place}")
        for one in found.all(Decision)
        for place, heard in enumerate(one.hearings)
        if heard.day
    ]
    return sorted(told, key=lambda one: (last_day(one[0]) is None, str(last_day(one[0]))))


def calendar(found: Workspace, now: datetime | None = None) -> bytes:
    """All dates as a calendar; a date that is a span stands on its last day and says so.

    Parameters
    ----------
    found : Workspace
        The plan.
    now : datetime, optional
        The moment of writing, with its time zone; now by default.

    Returns
    -------
    bytes
        iCalendar in UTF-8, the summaries in German; what has no day is left out.
    """
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", "-//kleinstadt//plan//DE")
    made.add("version", "2.0")
    yearly = {one.id for one in found.all(Appointment) if one.yearly}
    for point, title, identity in dates(found):
        day = last_day(point)
        if day is None:
            continue
        event = Event()
        latest = "" if point.earliest == point.latest and point.sure else "spätestens: "
        event.add("summary", f"{latest}{title}")
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("uid", f"{found.key}-{identity}@kleinstadt")
        event.add("dtstamp", now or datetime.now(UTC))
        if identity in yearly:
            event.add("rrule", {"freq": "yearly"})
        made.add_component(event)
    ical: Any = made.to_ical()
    return bytes(ical)
