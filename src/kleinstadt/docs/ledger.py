"""The generated parts of docs/ledger.md, and the counts for the README."""

from functools import cache

from kleinstadt.docs.markdown import table
from kleinstadt.observatory import Edition
from kleinstadt.report.numbers import number
from kleinstadt.report.page import PRINTED_TABLES
from kleinstadt.report.published import VERDICTS, Entry, counts, ledger


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
    """Every number that deviates."""
    rows = [
        (PRINTED_TABLES[entry.table][1], entry.row, f"`{entry.column}`", *_figures(entry), entry.reason("en"))
        for entry in _entries(opened)
        if entry.verdict == "deviates"
    ]
    return table(("in print", "row", "column", "printed", "computed", "difference", "reason"), rows)


def _figures(entry: Entry) -> tuple[str, ...]:
    values = (entry.printed, entry.computed, entry.difference)
    return tuple(number(value, entry.digits, "en") for value in values)


def missing(opened: Edition) -> str:
    """What has no data, by reason: which source would bring it."""
    tally: dict[tuple[str, str], int] = {}
    for entry in _entries(opened):
        if entry.verdict == "no data":
            key = (PRINTED_TABLES[entry.table][1], entry.reason("en"))
            tally[key] = tally.get(key, 0) + 1
    return table(("in print", "numbers", "why"), [(where, count, reason) for (where, reason), count in tally.items()])
