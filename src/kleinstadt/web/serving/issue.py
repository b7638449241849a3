"""What a site without a server holds: templates ask it, so that nothing is offered that only a server can do."""

from dataclasses import dataclass
from datetime import date

from kleinstadt.edition.edition import Level
from kleinstadt.words import dates
from kleinstadt.words.language import Lang


@dataclass(frozen=True)
class Issue:
    """A Kreis or a Land, delivered as files.

    Attributes
    ----------
    level : {"kreis", "land"}
        Which of the two it is.
    key : str
        Its key.
    path, name : str
        Of the region's page, without language.
    made : date
        The day on which the files are written.
    town, town_path, town_name : str
        Of the municipality that it opens with; empty for none.
    slides : bool
        Whether each town's slides are among its files.
    """

    level: Level
    key: str
    path: str
    name: str
    made: date
    town: str = ""
    town_path: str = ""
    town_name: str = ""
    slides: bool = False

    @property
    def land(self) -> str:
        """Key of its Land."""
        return self.key[:2]

    @property
    def kreis(self) -> str:
        """Key of its Kreis; empty for a Land."""
        return self.key if self.level == "kreis" else ""

    def when(self, lang: Lang) -> str:
        """The day on which its files were written."""
        return dates.day(self.made, lang)
