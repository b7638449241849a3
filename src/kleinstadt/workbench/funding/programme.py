"""A funding programme as we know it: whom it is for, what it pays, until when, and how sure that is."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from kleinstadt.words.language import Text

Level = Literal["bund", "kfw", "bund_land", "land", "eu"]
Kind = Literal["grant", "loan"]
Certainty = Literal["high", "medium"]
WindowKind = Literal["running", "call", "yearly", "unknown", "closed"]
QuestionKind = Literal["area", "document", "applicant"]

LEVELS: Final[dict[str, Text]] = {
    "bund": Text("Bund", "Bund"),
    "kfw": Text("Bund/KfW", "Bund/KfW"),
    "bund_land": Text("Bund und Land", "Bund and Land"),
    "land": Text("Land", "Land"),
    "eu": Text("EU", "EU"),
}
TOPICS: Final[dict[str, Text]] = {
    "urban": Text("Stadtentwicklung", "Urban development"),
    "centre": Text("Ortskern", "Town centre"),
    "village": Text("Dorf", "Village"),
    "housing": Text("Wohnen", "Housing"),
    "culture": Text("Baukultur", "Built heritage"),
    "cohesion": Text("Zusammenhalt", "Cohesion"),
    "participation": Text("Beteiligung", "Participation"),
    "cooperation": Text("Zusammenarbeit", "Cooperation"),
    "digital": Text("Digitales", "Digital services"),
    "administration": Text("Verwaltung", "Administration"),
    "mobility": Text("Mobilität", "Mobility"),
    "energy": Text("Energie", "Energy"),
    "climate": Text("Klimaschutz", "Climate action"),
    "adaptation": Text("Klimaanpassung", "Climate adaptation"),
    "nature": Text("Natur und Grün", "Nature and green space"),
    "economy": Text("Wirtschaft", "Economy"),
    "education": Text("Bildung", "Education"),
    "health": Text("Gesundheit", "Health"),
    "sport": Text("Sport", "Sport"),
    "safety": Text("Sicherheit", "Safety"),
    "infrastructure": Text("Kommunale Infrastruktur", "Municipal infrastructure"),
}
# The Länder by the letters that their programmes bear, with the first two digits of a key.
LANDS: Final = {
    "SH": "01", "HH": "02", "NI": "03", "HB": "04", "NW": "05", "HE": "06", "RP": "07", "BW": "08", "BY": "09",
    "SL": "10", "BE": "11", "BB": "12", "MV": "13", "SN": "14", "ST": "15", "TH": "16",
}  # fmt: skip
CHECK_AFTER_MONTHS: Final = 12


@dataclass(frozen=True)
class Period:
    """A time as exactly as it is known.

    Attributes
    ----------
    text : str
        A year, a month or a day ("2025", "2025-11", "2025-11-26").
    """

    text: str

    @property
    def earliest(self) -> date:
        """The first day that may be meant."""
        year, month, day = (*map(int, self.text.split("-")), 1, 1)[:3]
        return date(year, month, day)

    def older_than(self, months: int, today: date) -> bool:
        """Whether so many months may have gone by: the earliest day counts, since nobody knows that it was later.

        Parameters
        ----------
        months : int
            How many.
        today : date
            The day.

        Returns
        -------
        bool
            Whether it may be so long ago.

        Examples
        --------
        >>> Period("2025").older_than(12, date(2026, 2, 1)), Period("2025-11").older_than(12, date(2026, 2, 1))
        (True, False)
        """
        start = self.earliest
        total = start.year * 12 + start.month - 1 + months
        return (today.year * 12 + today.month - 1, today.day) > (total, start.day)


@dataclass(frozen=True)
class Question:
    """What a programme asks and no source of the edition knows.

    Attributes
    ----------
    id : str
        Its id.
    kind : {"area", "document", "applicant"}
        What it is about.
    text : Text
        The question.
    ask : Text
        Who knows.
    """

    id: str
    kind: QuestionKind
    text: Text
    ask: Text


@dataclass(frozen=True)
class Conditions:
    """Whom a programme is for; what is left empty is no condition.

    Attributes
    ----------
    lands : tuple of str
        First two digits of the Land's key.
    types, lagen : tuple of str
        Keys of the report's types and Lagen.
    population_under : int, optional
        Persons in the municipality.
    places_up_to : int, optional
        Persons in the single place, which may be smaller.
    weak_finances : bool
        Only for municipalities that the Land counts as weak.
    partners : int, optional
        So many municipalities at least.
    questions : tuple of Question
        What else is asked.
    """

    lands: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    lagen: tuple[str, ...] = ()
    population_under: int | None = None
    places_up_to: int | None = None
    weak_finances: bool = False
    partners: int | None = None
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Rate:
    """What a programme pays; None where we do not know it.

    Attributes
    ----------
    usual : tuple of (float, float), optional
        Per cent of the eligible cost, from and to.
    weak : tuple of (float, float), optional
        The same for municipalities with weak finances; None where there is no other rate for them.
    least_own_pct : float, optional
        Least share that the municipality bears itself.
    least_grant_eur, most_grant_eur, least_cost_eur, most_cost_eur : int, optional
        Limits in euro.
    note : Text, optional
        What else is to be said.
    """

    usual: tuple[float, float] | None = None
    weak: tuple[float, float] | None = None
    least_own_pct: float | None = None
    least_grant_eur: int | None = None
    most_grant_eur: int | None = None
    least_cost_eur: int | None = None
    most_cost_eur: int | None = None
    note: Text | None = None


@dataclass(frozen=True)
class Window:
    """When one may apply.

    Attributes
    ----------
    kind : {"running", "call", "yearly", "unknown", "closed"}
        What kind of window.
    opens, closes : date, optional
        First and last day.
    month, day : int, optional
        Of a deadline that comes back every year.
    note : Text, optional
        What else is to be said.
    """

    kind: WindowKind
    opens: date | None = None
    closes: date | None = None
    month: int | None = None
    day: int | None = None
    note: Text | None = None


@dataclass(frozen=True)
class Programme:
    """A programme with its conditions and with what makes it checkable.

    Attributes
    ----------
    id, name, provider : str
        Its id, what it is called, who funds.
    level : {"bund", "kfw", "bund_land", "land", "eu"}
        Whose it is.
    purpose : Text
        What it is for.
    topics : tuple of str
        Ids of topics.
    window : Window
        When one may apply.
    known : Period
        The time that the facts speak of.
    checked : Period
        When somebody last looked at the source.
    certainty : {"high", "medium"}
        How sure the facts are.
    sources : tuple of str
        Addresses.
    kind : {"grant", "loan"}
        What is given.
    conditions : Conditions
        Whom it is for.
    rate : Rate
        What it pays.
    combination : Text, optional
        With other funds; None where we do not know.
    """

    id: str
    name: str
    provider: str
    level: Level
    purpose: Text
    topics: tuple[str, ...]
    window: Window
    known: Period
    checked: Period
    certainty: Certainty
    sources: tuple[str, ...]
    kind: Kind = "grant"
    conditions: Conditions = field(default_factory=Conditions)
    rate: Rate = field(default_factory=Rate)
    combination: Text | None = None

    def needs_check(self, today: date) -> bool:
        """Whether more than twelve months may have gone by since somebody looked.

        Parameters
        ----------
        today : date
            The day.

        Returns
        -------
        bool
            CHECK_AFTER_MONTHS are allowed.
        """
        return self.checked.older_than(CHECK_AFTER_MONTHS, today)
