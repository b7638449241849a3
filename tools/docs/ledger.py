"""The generated parts of docs/ledger.md, and the counts for the README."""

from functools import cache

from kleinstadt.edition.edition import Edition
from kleinstadt.report.ledger.column_words import all_in_words
from kleinstadt.report.ledger.deviating import deviating
from kleinstadt.report.ledger.entries import VERDICTS, Entry, counts, ledger
from kleinstadt.report.ledger.reasons import REASONS, Reason
from kleinstadt.report.page import PRINTED_TABLES
from tools.docs.markdown import table


@cache
def _entries(opened: Edition) -> tuple[Entry, ...]:
    return tuple(ledger(opened))


def counts_line(opened: Edition) -> str:
    """One sentence: how many printed numbers have which verdict."""
    entries = list(_entries(opened))
    found = counts(entries)
    return (
        f"Of the report's {len(entries)} printed numbers, {found['exact']} come out exactly (equal at the printed "
        f"digits) and {found['close']} closely (within a tolerance that is stated with its reason); "
        f"{found['deviates']} deviate, each with its reason; for {found['no data']} there are no data here, and the "
        "ledger says what is missing and who has it."
    )


def counts_by_table(opened: Edition) -> str:
    """One row a printed table."""
    rows = []
    for name, (_, english) in PRINTED_TABLES.items():
        of_table = [entry for entry in _entries(opened) if entry.table == name]
        found = counts(of_table)
        rows.append((english, len(of_table), *(found[verdict] for verdict in VERDICTS)))
    total = counts(list(_entries(opened)))
    rows.append(("**all**", len(_entries(opened)), *(total[verdict] for verdict in VERDICTS)))
    return table(("in print", "numbers", *VERDICTS), rows)


def deviations(opened: Edition) -> str:
    """Every number that deviates, those of a row with the same reason together."""
    found = deviating(list(_entries(opened)), "en")
    rows = [(PRINTED_TABLES[one.table][1], one.row, one.numbers, one.reason) for one in found]
    return table(("in print", "row", "printed, and computed here", "reason"), rows)


def tolerances(opened: Edition) -> str:  # noqa: ARG001 - every part is made from an edition
    """Every tolerance that is allowed: where, how much, why."""
    allowed = [found for found in REASONS if found.absolute or found.relative]
    rows = [(PRINTED_TABLES[found.table][1], _where(found), _how_far(found), found.en) for found in allowed]
    return table(("in print", "where", "tolerance", "why"), rows)


def _where(found: Reason) -> str:
    columns = all_in_words(found.table, found.column, "en") if found.column else ""
    return ": ".join(part for part in (found.row.strip(":"), columns) if part) or "all"


def _how_far(found: Reason) -> str:
    return f"{found.relative * 100:g} %" if found.relative else f"{found.absolute:g} (in the unit printed)"


def missing(opened: Edition) -> str:
    """What has no data, by reason: which source would bring it."""
    tally: dict[tuple[str, str], int] = {}
    for entry in _entries(opened):
        if entry.verdict == "no data":
            key = (PRINTED_TABLES[entry.table][1], entry.reason("en"))
            tally[key] = tally.get(key, 0) + 1
    return table(("in print", "numbers", "why"), [(where, count, reason) for (where, reason), count in tally.items()])
