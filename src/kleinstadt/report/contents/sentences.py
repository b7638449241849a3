"""The numbers that the report says in its text, as sentences computed anew, each beside what was printed."""

from dataclasses import dataclass
from typing import Final

from kleinstadt.edition.edition import Edition
from kleinstadt.report.contents.statements import STATEMENTS
from kleinstadt.report.ledger.needs import lacking_of
from kleinstadt.report.ledger.printed import printed_numbers
from kleinstadt.words.language import Lang, Text, pick
from kleinstadt.words.numbers import number


@dataclass(frozen=True)
class _Sentence:
    """A sentence with one number in it.

    row : the statement as the printed numbers name it
    digits : decimals that the computed number is shown with
    """

    row: str
    chapter: int
    text: Text
    digits: int = 0


SENTENCES: Final = (
    _Sentence(
        "Kleinstädte, größere (>=10.000 Einwohner), Anzahl",
        2,
        Text(
            "{value} größere Kleinstädte mit mindestens 10.000 Menschen.",
            "{value} larger small towns with at least 10,000 people.",
        ),
    ),
    _Sentence(
        "Kleinstädte, kleine (<10.000 Einwohner), Anzahl",
        2,
        Text("{value} kleine Kleinstädte mit weniger.", "{value} smaller small towns with fewer."),
    ),
    _Sentence(
        "Eichwalde: Bevölkerung", 2, Text("In Eichwalde leben {value} Menschen.", "{value} people live in Eichwalde.")
    ),
    _Sentence(
        "Amt Südtondern: Fläche",
        2,
        Text("Das Amt Südtondern hat {value} km².", "Amt Südtondern has {value} km²."),
        1,
    ),
    _Sentence(
        "Kleinstädte mit >=20 % Bevölkerungsverlust 1990-2019",
        5,
        Text(
            "{value} % aller Kleinstädte haben seit 1990 mindestens ein Fünftel ihrer Menschen verloren.",
            "{value} % of all small towns have lost at least a fifth of their people since 1990.",
        ),
    ),
    _Sentence(
        "Pendelnde insgesamt",
        4,
        Text(
            "{value} Millionen arbeiten in einem anderen Gemeindeverband, als sie wohnen.",
            "{value} million work in another Verband than they live in.",
        ),
        1,
    ),
    _Sentence(
        "Zunahme Pendelaufkommen 2009-2019",
        4,
        Text(
            "Das sind {value} Millionen mehr als zehn Jahre zuvor.",
            "That is {value} million more than ten years before.",
        ),
        1,
    ),
    _Sentence(
        "Anteil der Pendelbeziehungen innerhalb der Großstadtregionen",
        4,
        Text(
            "{value} % der Wege zwischen Kreisen bleiben in den Großstadtregionen.",
            "{value} % of the ways between Kreise stay within the city regions.",
        ),
    ),
    _Sentence(
        "Kleinstädte ohne zentralörtliche Funktion",
        5,
        Text(
            "{value} % aller Kleinstädte haben keine zentralörtliche Funktion.",
            "{value} % of all small towns have no central-place function.",
        ),
    ),
    _Sentence(
        "Kleinstädte mit >30 Minuten zum nächsten Oberzentrum unter sehr peripheren",
        5,
        Text(
            "Von {value} % der sehr peripheren Kleinstädte sind es mindestens 30 Minuten zum nächsten Oberzentrum.",
            "From {value} % of very peripheral small towns it is at least 30 minutes to the next Oberzentrum.",
        ),
    ),
    _Sentence(
        "Kleinstädte mit >60 Minuten zum nächsten Oberzentrum",
        5,
        Text(
            "Von {value} Kleinstädten ist es mindestens eine Stunde.",
            "From {value} small towns it is at least an hour.",
        ),
    ),
    _Sentence(
        "Breitband 50 Mbit/s 2020, Kleinstädte",
        5,
        Text(
            "{value} % der Haushalte in Kleinstädten können 50 Mbit/s haben.",
            "{value} % of households in small towns can have 50 Mbit/s.",
        ),
        1,
    ),
    _Sentence(
        "Breitband 100 Mbit/s 2020, Kleinstädte",
        5,
        Text("{value} % können 100 Mbit/s haben.", "{value} % can have 100 Mbit/s."),
        1,
    ),
    _Sentence(
        "Kleinstädte 2019 mit <50 % der Haushalte an 50 Mbit/s",
        5,
        Text(
            "In {value} Kleinstädten kann es weniger als die Hälfte der Haushalte.",
            "In {value} small towns fewer than half of the households can.",
        ),
    ),
    _Sentence(
        "Median Hebesatz Grundsteuer B der Großstädte 2019",
        6,
        Text(
            "Der mittlere Hebesatz der Grundsteuer B liegt in Großstädten bei {value} %.",
            "The median rate of property tax B in large cities is {value} %.",
        ),
    ),
)


@dataclass(frozen=True)
class Said:
    """A sentence as it stands on the page, and the number that was printed.

    Attributes
    ----------
    text : str
        With the number that is computed.
    printed : str
        As a reader writes it.
    """

    text: str
    printed: str


def sentences(edition: Edition, year: int, chapter: int, lang: Lang) -> list[Said]:
    """The sentences of a chapter whose number the edition gives, for a year.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.
    chapter : int
        Number of the printed report's chapter.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    list of Said
        In the order of SENTENCES.
    """
    printed = {found.row: found for found in printed_numbers("zahlen_im_text")}
    said = []
    for sentence in SENTENCES:
        found = printed[sentence.row]
        if sentence.chapter != chapter or lacking_of(edition, found):
            continue
        value = STATEMENTS[sentence.row](edition, year)
        if value is not None:
            words = pick(sentence.text, lang).format(value=number(value, sentence.digits, lang))
            said.append(Said(words, number(found.value, found.digits, lang)))
    return said
