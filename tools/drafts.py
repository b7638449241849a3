"""`python -m tools.drafts [--seed 7] [--count 20] [KEY ...]`: print the drafts of towns, to be read by a person.

Without keys: as many towns as asked for, drawn at random over all types and Länder, after those at the edges.
"""

import argparse
import random
import time

from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Edition
from kleinstadt.workbench.draft.create import draft
from kleinstadt.workbench.models.findings import Chapter, Finding
from kleinstadt.workbench.models.goals import Goal
from kleinstadt.workbench.models.plan import Plan
from kleinstadt.workbench.models.proofs import Appointment
from kleinstadt.workbench.records import Record

# A Verband, a city of a Stadtstaat, two islands, a Mittelstadt, a small town, one whose jobs jump.
EDGES = ("010545489", "04012000", "01054168", "03457002", "14625240", "12071057", "09672135")


def drawn(atlas: Atlas, seed: int, count: int) -> list[str]:
    """The edges, then municipalities at random: a type and a Land at a time, so that no kind is left out."""
    members = atlas.edition.members(atlas.newest).sort("ags")
    chance = random.Random(seed)
    kinds = sorted(set(members["own_type"].drop_nulls()) - {"grossstadt"})
    laender = sorted(set(members["land"]) - {"02", "04", "11"})
    chance.shuffle(laender)
    found = list(EDGES)
    for turn in range(len(found), count):
        own = members.filter(land=laender[turn % len(laender)], own_type=kinds[turn % len(kinds)])
        found.append(chance.choice((own if own.height else members.filter(land=laender[turn % len(laender)]))["ags"]))
    return found[:count]


def told(records: list[Record]) -> str:
    """Everything that a draft says, as plain text."""
    lines: list[str] = []
    for one in records:
        if isinstance(one, Plan):
            lines += [f"######## {one.name} ({one.key}): {one.title}"]
        elif isinstance(one, Finding):
            lines += [f"[{one.side}] {one.sentence}", f"      {one.compared_with}; {one.distance}; {one.unsure}"]
        elif isinstance(one, Chapter) and one.text:
            lines += ["", f"== {one.title}", one.text]
            lines += [line for table in one.tables for line in (f"-- {table.title}", *map(" | ".join, table.rows))]
            lines += [f"   ({table.source})" for table in one.tables]
            lines += [f"-- Abbildung: {figure.title}: {figure.alt}" for figure in one.figures]
        elif isinstance(one, Goal):
            lines += [f"ZIEL {one.sentence} {one.start_value} ({one.start_period}) -> {one.target} ({one.target_year})"]
            lines += [f"      {one.why} {one.no_corridor} | {one.comment} | {one.influence_note}"]
        elif isinstance(one, Appointment):
            lines += [f"TERMIN {one.title}: {one.day} {one.why} {one.source}"]
    return "\n".join(lines)


def main() -> None:
    """Print the drafts asked for, each with the time it took."""
    parser = argparse.ArgumentParser(prog="python -m tools.drafts")
    parser.add_argument("keys", nargs="*")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--count", type=int, default=20)
    chosen = parser.parse_args()
    atlas = Atlas(Edition())
    for key in chosen.keys or drawn(atlas, chosen.seed, chosen.count):
        begun = time.monotonic()
        records = draft(atlas, key)
        print(told(records), f"(drafted in {time.monotonic() - begun:.2f} s)\n", sep="\n", flush=True)


if __name__ == "__main__":
    main()
