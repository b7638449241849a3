"""What is known of a town when a programme asks; what is not known stays unknown."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import isnan

from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Level
from kleinstadt.keys import town_level


@dataclass(frozen=True)
class Facts:
    """A town as a programme sees it; None wherever nobody has said.

    Attributes
    ----------
    land : str or None
        First two digits of its key.
    type, lage : str or None
        Keys of the report's types and Lagen.
    population : int or None
        Persons.
    population_period : str or None
        Of when.
    weak_finances : bool or None
        Whether the Land counts it as weak, as the town says.
    partners : int or None
        Municipalities that apply together, itself among them.
    said : mapping of str to bool
        The town's answers to a programme's questions, by the question's id.
    members : int
        Municipalities that the area consists of, more than one for most Verbände.
    towns : mapping of str to Facts
        Of an alliance, its members by name; each is asked for itself.
    """

    land: str | None = None
    type: str | None = None
    lage: str | None = None
    population: int | None = None
    population_period: str | None = None
    weak_finances: bool | None = None
    partners: int | None = None
    said: Mapping[str, bool] = field(default_factory=dict)
    members: int = 1
    towns: Mapping[str, "Facts"] = field(default_factory=dict)


def facts_of(
    atlas: Atlas,
    level: Level,
    key: str,
    year: int,
    *,
    weak_finances: bool | None = None,
    partners: int | None = None,
    said: Mapping[str, bool] | None = None,
) -> Facts:
    """What the edition knows of an area in a year, with what the town itself has said.

    Finances are never taken from figures: what counts as weak is the Land's decision, so the town is asked.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    level : Level
        Level of the area.
    key : str
        Key of the area.
    year : int
        Year of the borders.
    weak_finances : bool, optional
        Whether the Land counts it as weak.
    partners : int, optional
        Municipalities that apply together.
    said : mapping of str to bool, optional
        Answers by the question's id.

    Returns
    -------
    Facts
        For `match`.

    Raises
    ------
    UnknownNameError
        If the year has no such area.
    """
    area = atlas.areas(year, level).record(key)
    people = area["population"]
    known = people is not None and not isnan(people)
    origins = atlas.origins("population", year)
    return Facts(
        land=area["land"],
        type=area["type"],
        lage=area["lage"],
        population=int(people) if known else None,
        population_period=origins[0].period if known and origins else None,
        weak_finances=weak_finances,
        partners=partners,
        said=said or {},
        members=area["members"] or 1 if level == "verband" else 1,
    )


def facts_of_members(atlas: Atlas, names: Mapping[str, str], whole: Facts) -> Facts:
    """What is known of an alliance: of each member by itself, and what was said for all of them.

    The towns that apply together are its municipalities, unless it said otherwise.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    names : mapping of str to str
        Key of each member to what it is called.
    whole : Facts
        What the alliance has said.

    Returns
    -------
    Facts
        With its `towns`.

    Raises
    ------
    UnknownNameError
        If the newest borders have no such member.
    """
    areas = {key: atlas.areas(atlas.newest, town_level(key)).record(key) for key in names}
    together = sum(int(one["members"] or 1) for one in areas.values()) if whole.partners is None else whole.partners
    own = {
        name: facts_of(
            atlas,
            town_level(key),
            key,
            atlas.newest,
            weak_finances=whole.weak_finances,
            partners=together,
            said=whole.said,
        )
        for key, name in names.items()
    }
    return replace(whole, partners=together, towns=own)
