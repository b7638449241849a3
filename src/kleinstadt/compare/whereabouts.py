"""What a place is and where it lies, as parts of a sentence: "größere Kleinstadt in peripherer Lage in Hessen"."""

from collections.abc import Mapping
from typing import Any, Final

from kleinstadt.territory.names import short
from kleinstadt.words import categories as words
from kleinstadt.words.language import Lang, pick

LAGE_IN: Final[dict[str, tuple[str, str]]] = {
    "sehr_zentral": ("sehr zentraler", "a very central"),
    "zentral": ("zentraler", "a central"),
    "peripher": ("peripherer", "a peripheral"),
    "sehr_peripher": ("sehr peripherer", "a very peripheral"),
}


def one_of(kind: str, lang: Lang) -> str:
    """A type within a sentence: "größere Kleinstadt".

    Parameters
    ----------
    kind : str
        Id of a type ("groessere_kleinstadt").
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        In small letters where the grammar asks for it.
    """
    one = words.one_of_type(kind, lang)
    small = one[0].lower() + one[1:]
    return pick((small if " " in one else one, small), lang)  # German nouns keep their capital


def in_lage(lage: str | None, lang: Lang) -> str:
    """A Lage as it follows the type: " in peripherer Lage".

    Parameters
    ----------
    lage : str or None
        Id of a Lage.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        With the blank before it; "" for None.
    """
    if lage not in LAGE_IN:
        return ""
    return pick((f" in {LAGE_IN[lage][0]} Lage", f" in {LAGE_IN[lage][1]} location"), lang)


def within(area: Mapping[str, Any], lang: Lang) -> str:
    """Kreis and Land, each unless it is the area itself: " im Wetteraukreis in Hessen".

    Parameters
    ----------
    area : mapping of str
        name, kreis_name and land_name, as in a row of Edition.areas.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        With the blank before it; "" for Germany.
    """
    own, kreis, land = (short(str(area[name] or "")) for name in ("name", "kreis_name", "land_name"))
    said = ""
    if kreis and kreis != own:
        said += f" {in_kreis(kreis, lang)}"
    if land and land != own:
        said += pick((f" {in_land(land, lang)}", f", {land}"), lang)
    return said


def in_kreis(kreis: str, lang: Lang) -> str:
    """A Kreis as where something is: "im Wetteraukreis", "im Kreis Siegen-Wittgenstein", "in der Region Hannover".

    Parameters
    ----------
    kreis : str
        Name of a Kreis, without what registers add.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        With its preposition.

    Examples
    --------
    >>> in_kreis("Siegen-Wittgenstein", "de"), in_kreis("Region Hannover", "de")
    ('im Kreis Siegen-Wittgenstein', 'in der Region Hannover')
    """
    plainly = "kreis" in kreis.lower() or "verband" in kreis
    inside = "in der" if "egion" in kreis else "im" if plainly else "im Kreis"
    of = "" if plainly or "egion" in kreis else "the Kreis of "
    return pick((f"{inside} {kreis}", f"in {of}{kreis}"), lang)


def in_land(land: str, lang: Lang) -> str:
    """A Land as where something is: "in Hessen", "im Saarland".

    Parameters
    ----------
    land : str
        Name of a Land.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        With its preposition.
    """
    return pick((f"im {land}" if land == "Saarland" else f"in {land}", f"in {land}"), lang)
