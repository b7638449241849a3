"""What can be wrong with a request, and the page or the JSON that says so."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from starlette.requests import Request

from kleinstadt.compare.columns import Atlas
from kleinstadt.errors import KleinstadtError
from kleinstadt.words.language import Lang, pick

if TYPE_CHECKING:
    from kleinstadt.compare.places import Place


class RequestError(KleinstadtError, ValueError):
    """A request that cannot be answered, with the reason in both languages."""

    status = 400

    def __init__(self, german: str, english: str) -> None:
        """Take the reason in German and in English."""
        super().__init__(english)
        self.german, self.english = german, english

    def text(self, lang: Lang) -> str:
        """The reason in "de" or "en"."""
        return pick((self.german, self.english), lang)


class NotFoundError(RequestError):
    """Something that is not there, with places that may have been meant."""

    status = 404

    def __init__(self, german: str, english: str, near: "Sequence[Place]" = ()) -> None:
        """Take the reason in both languages, and what may have been meant."""
        super().__init__(german, english)
        self.near = near


class BadValueError(RequestError):
    """A parameter that is not of its kind."""

    status = 422


LONGEST_YEAR: Final = 20  # characters of ?jahr= that are read; a slip of the hand is answered with the years there are


def year_of(atlas: Atlas, request: Request) -> int:
    """The year asked for by ?jahr=, by default the newest.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    request : Request
        Its query is read.

    Returns
    -------
    int
        Year of the borders.

    Raises
    ------
    NotFoundError
        For a year that the edition does not know, with all that it does.
    BadValueError
        For a text far too long for a year.
    """
    text = request.query_params.get("jahr", "")
    if not text:
        return atlas.newest
    known = atlas.edition.years
    if len(text) > LONGEST_YEAR:
        german, english = f"jahr={text[:20]}… ist kein Jahr.", f"jahr={text[:20]}… is no year."
        raise BadValueError(german, english)
    if not text.isascii() or not text.isdigit() or int(text) not in known:
        listed = ", ".join(map(str, known))
        german = f"Für das Jahr {text[:20]} gibt es keinen Gebietsstand. Es gibt: {listed}."
        english = f"There is no territory for the year {text[:20]}. There are: {listed}."
        raise NotFoundError(german, english)
    return int(text)


def only_of(year: int, request: Request) -> None:
    """Refuse ?jahr= of another year than the one that a page is made for, instead of showing what was not asked for.

    Parameters
    ----------
    year : int
        Year of the borders that the page is made for.
    request : Request
        Its query is read.

    Raises
    ------
    NotFoundError
        For another year, with the pages that show others.
    """
    text = request.query_params.get("jahr") or str(year)
    if text != str(year):
        german = (
            f"Diese Seite gibt es nur für den Gebietsstand {year}, nicht für {text[:20]}. Andere Jahre zeigen die "
            "Steckbriefe und Karten (?jahr=) und die Schnittstelle (?year=)."
        )
        english = (
            f"This page is made for the borders of {year} only, not of {text[:20]}. Profiles and maps (?jahr=) and the "
            "API (?year=) show other years."
        )
        raise NotFoundError(german, english)
