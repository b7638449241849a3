"""The computed Lage held against the official one that the user brought."""

from dataclasses import dataclass

from kleinstadt.edition.edition import Edition
from kleinstadt.typologies.location import agreeing_shares, agreement, lage
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number


@dataclass(frozen=True)
class Agreement:
    """How far the calculation of the Lage agrees with the official classes of a file.

    Attributes
    ----------
    file : str
        Name of the file.
    year : int
        Year whose borders are compared.
    named : int
        Verbände that the file names.
    compared : int
        Those that also have a computed class.
    same : float
        Share of these with the same class, 0 to 1.
    within_one : float
        Share of these that are at most one class apart, 0 to 1.
    """

    file: str
    year: int
    named: int
    compared: int
    same: float
    within_one: float

    def line(self, lang: Lang) -> str:
        """All of it in a sentence."""
        same, near = (number(100 * share, 1, lang) for share in (self.same, self.within_one))
        german = (
            f"Lage {self.year}: {self.named} Verbände amtlich ({self.file}); das Modell trifft {same} % von "
            f"{self.compared}, {near} % bis auf eine Klasse."
        )
        english = (
            f"Lage {self.year}: {self.named} Verbände official ({self.file}); the model agrees with {same} % of "
            f"{self.compared}, {near} % within one class."
        )
        return pick((german, english), lang)


def lage_agreement(edition: Edition) -> Agreement | None:
    """The agreement in the edition's year nearest to the file's; None without a file, or with nothing to compare.

    Parameters
    ----------
    edition : Edition
        Opened with the user's file of official classes.

    Returns
    -------
    Agreement or None
        None also where nobody has both classes.
    """
    if edition.official is None:
        return None
    file, wanted = edition.official.file, edition.official.year
    year = min(edition.years, key=lambda known: (abs(known - wanted), known))
    units = edition.areas(year, "verband")
    units = units.filter(units["lage_basis"] == "official")
    met = agreement(lage(units["potential"]), units["lage"])
    if met.is_empty():
        return None
    return Agreement(file, year, units.height, int(met["len"].sum()), *agreeing_shares(met))
