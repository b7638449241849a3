"""The ledger: every printed number beside the computed one, with a verdict and its reason."""

from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import Final, Literal

import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.report.contents.statements import STATEMENTS
from kleinstadt.report.ledger import needs
from kleinstadt.report.ledger.needs import lacking_of
from kleinstadt.report.ledger.printed import PrintedNumber, all_printed_numbers
from kleinstadt.report.ledger.reasons import Reason, reason_for
from kleinstadt.report.tables.catalogue import unrounded
from kleinstadt.words.language import Lang, pick

Verdict = Literal["exact", "close", "deviates", "no data"]

VERDICTS: Final[tuple[Verdict, ...]] = ("exact", "close", "deviates", "no data")

YEAR: Final = 2019  # the territory of the printed report

TABLES: Final = {
    "tabelle_1": "tab1",
    "tabelle_2": "tab2",
    "tabelle_3": "tab3",
    "tabelle_4": "tab4",
    "abbildung_1": "abb1",
}


OF_THE_REGISTER: Final = ("tabelle_1", "abbildung_1")  # what every edition should have

NOT_KNOWN_HERE: Final = (
    "Das Gemeindeverzeichnis dieser Ausgabe (gv) hat dieses Gebiet nicht oder nicht ganz.",
    "The register of municipalities of this edition (gv) does not have this area, or not all of it.",
)


@dataclass(frozen=True)
class Entry:
    """One line of the ledger.

    Attributes
    ----------
    table, row, column : str
        Where the number is printed.
    printed : float
        As printed, in the table's unit; `digits` is its number of decimals.
    digits : int
        Decimals in print.
    computed : float or None
        Our number, not rounded; None where there is no data.
    difference : float or None
        computed - printed.
    verdict : {"exact", "close", "deviates", "no data"}
        "exact" where it rounds to the printed number, "close" within the tolerance stated beforehand.
    reason_de, reason_en : str
        Why; empty for an exact number, unless equality shows nothing.
    """

    table: str
    row: str
    column: str
    printed: float
    digits: int
    computed: float | None
    difference: float | None
    verdict: Verdict
    reason_de: str
    reason_en: str

    def reason(self, lang: Lang) -> str:
        """Why the verdict is what it is, in "de" or "en"; empty for an exact number, unless equality shows nothing."""
        return pick((self.reason_de, self.reason_en), lang)


OF_THE_LISTS: Final = ("zentralörtliche", "Pendelbeziehungen")  # statements that rest on the official lists

NO_LISTS: Final = (
    "Die amtlichen Listen von 2017 und 2019 (inkar_central_places_2017, bbsr_reference_2019) fehlen dieser Ausgabe.",
    "The official lists of 2017 and 2019 (inkar_central_places_2017, bbsr_reference_2019) are missing from this "
    "edition.",
)


def ledger(edition: Edition) -> list[Entry]:
    """Every printed number of the report, held against the edition's territory and data of 2019.

    Parameters
    ----------
    edition : Edition
        The opened edition.

    Returns
    -------
    list of Entry
        In the order of print; tolerances and reasons are those of docs/methods.md, The ledger.
    """
    return [_entry_of(edition, number) for number in all_printed_numbers()]


def _entry_of(edition: Edition, number: PrintedNumber) -> Entry:
    missing = lacking_of(edition, number)
    in_text = number.table == "zahlen_im_text"  # a statement has no use for what is not there; a table leaves it empty
    value = None if missing and in_text else _computed(edition, number)
    entry = _entry(number, value)
    if value is None and not missing and _rests_on_lists(number):
        return replace(entry, reason_de=NO_LISTS[0], reason_en=NO_LISTS[1])
    if value is not None or not (missing or number.table in OF_THE_REGISTER or number.row in STATEMENTS):
        return entry
    why = needs.reason(missing) if missing else NOT_KNOWN_HERE
    return replace(entry, reason_de=why[0], reason_en=why[1])


def _rests_on_lists(number: PrintedNumber) -> bool:
    return number.table == "tabelle_3" or any(part in number.row for part in OF_THE_LISTS)


def _computed(edition: Edition, number: PrintedNumber) -> float | None:
    if number.table == "zahlen_im_text":
        compute = STATEMENTS.get(number.row)
        return compute(edition, YEAR) if compute else None
    if number.table not in TABLES:
        return None
    frame = unrounded(edition, TABLES[number.table], YEAR)
    if number.column not in frame.columns:
        return None
    keys = frame.columns[: len(number.key)]
    same = [pl.col(name).fill_null("") == value for name, value in zip(keys, number.key, strict=True)]
    found = frame.filter(*same)
    value = found[number.column].item() if found.height == 1 else None
    return None if value is None else float(value)


def _entry(number: PrintedNumber, value: float | None) -> Entry:
    reason = reason_for(number)
    difference = None if value is None else value - number.value
    verdict = _verdict(number, difference, reason)
    said = (reason.de, reason.en) if verdict != "exact" or reason.even_if_exact else ("", "")
    return Entry(
        number.table, number.row, number.column, number.value, number.digits, value, difference, verdict, *said
    )


def _verdict(number: PrintedNumber, difference: float | None, reason: Reason) -> Verdict:
    if difference is None:
        return "no data"
    if abs(difference) <= number.half_digit * (1 + 1e-9):
        return "exact"
    return "close" if abs(difference) <= reason.tolerance_of(number.value) else "deviates"


def frame(entries: list[Entry]) -> pl.DataFrame:
    """The ledger as a frame, one row a printed number.

    Parameters
    ----------
    entries : list of Entry
        As `ledger` gives them.

    Returns
    -------
    pl.DataFrame
        The fields of Entry as columns.

    Examples
    --------
    >>> frame(ks.ledger(ed)).columns[:5]
    ['table', 'row', 'column', 'printed', 'digits']
    """
    return pl.DataFrame([asdict(entry) for entry in entries], infer_schema_length=None)


def counts(entries: list[Entry]) -> dict[Verdict, int]:
    """How many numbers have which verdict.

    Parameters
    ----------
    entries : list of Entry
        As `ledger` gives them.

    Returns
    -------
    dict of str to int
        By verdict, in the order of VERDICTS.
    """
    found = Counter(entry.verdict for entry in entries)
    return {verdict: found[verdict] for verdict in VERDICTS}
