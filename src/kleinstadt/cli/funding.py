"""`kleinstadt funding TOWN`: which programmes fit a town, and why."""

import json
import sys
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kleinstadt.cli.options import EditionPath, Language, out_console
from kleinstadt.errors import UnknownNameError
from kleinstadt.words.language import Lang

if TYPE_CHECKING:
    from kleinstadt.workbench.funding.facts import Facts
    from kleinstadt.workbench.funding.telling import CopyTold, MatchTold

FORMATS: Final = ("screen", "json", "md")


def funding(
    town: Annotated[str, typer.Argument(help="A name, however spelled, or an AGS.")],
    form: Annotated[str, typer.Option("--format", "-f", help="screen, json or md.")] = "screen",
    topic: Annotated[str | None, typer.Option("--topic", help="Only programmes of a topic, e.g. digital.")] = None,
    finances: Annotated[
        str | None, typer.Option("--finances", help="weak or sound, as the Land counts the town; unknown by default.")
    ] = None,
    partners: Annotated[
        int | None, typer.Option("--partners", min=1, help="Municipalities that apply together, this one included.")
    ] = None,
    yes: Annotated[
        list[str] | None, typer.Option("--yes", help="A question answered with yes; repeat for more.")
    ] = None,
    no: Annotated[list[str] | None, typer.Option("--no", help="A question answered with no; repeat for more.")] = None,
    cost: Annotated[int | None, typer.Option("--cost", min=1, help="Eligible cost of a measure in euro.")] = None,
    budget: Annotated[
        int | None, typer.Option("--budget", min=0, help="What the town has for its own share, in euro.")
    ] = None,
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Day of the question; by default today.")
    ] = None,
    lang: Language = "de",
    edition: EditionPath = None,
) -> None:
    """Say which funding programmes fit a town, which do not, and what is not known yet."""
    from kleinstadt.compare.opened import OpenedEdition
    from kleinstadt.workbench.funding.facts import facts_of
    from kleinstadt.workbench.funding.matching import matches, share_of
    from kleinstadt.workbench.funding.own_copy import of_town
    from kleinstadt.workbench.funding.reading import programmes
    from kleinstadt.workbench.funding.telling import told, told_copy

    _known("format", form, FORMATS)
    weak = None if finances is None else _known("finances", finances, ("weak", "sound")) == "weak"
    opened = OpenedEdition(edition)
    year = opened.years[-1]
    place = opened.find(town, year)
    level, key = opened.finder(year).of_key(place.key)
    facts = facts_of(opened.atlas, level, key, year, weak_finances=weak, partners=partners, said=_said(yes, no))
    found = matches(programmes().values(), facts, on.date() if on else date.today(), _topic(topic))
    words = [told(one, share_of(one, cost, weak, budget), lang) for one in found]
    _show(place.name, facts, words, told_copy(of_town(facts.land, topic), lang), form, lang)


def _show(name: str, facts: "Facts", words: "list[MatchTold]", own: "CopyTold | None", form: str, lang: Lang) -> None:
    from kleinstadt.workbench.funding.telling import markdown, record

    if form == "json":
        answer = {"town": name, "facts": asdict(facts), "programmes": [record(one) for one in words]}
        answer |= {"own_copy": asdict(own)} if own else {}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
    elif form == "md":
        sys.stdout.write(markdown(name, [], words, lang, own))
    else:
        from kleinstadt.cli.screens_funding import screen

        out_console.print(screen(name, words, lang))
        if own is not None:
            out_console.print(f"{own.heading}. {own.note}")


def _said(yes: list[str] | None, no: list[str] | None) -> dict[str, bool]:
    from kleinstadt.workbench.funding.reading import questions

    given = [(name, True) for name in yes or []] + [(name, False) for name in no or []]
    both = {name for name in yes or [] if name in (no or [])}
    if both:
        msg = f"--yes and --no both name {', '.join(sorted(both))}; say one of them."
        raise typer.BadParameter(msg)
    return {_known("question", name, tuple(questions())): answer for name, answer in given}


def _topic(topic: str | None) -> str | None:
    from kleinstadt.workbench.funding.programme import TOPICS

    return None if topic is None else _known("topic", topic, tuple(TOPICS))


def _known(what: str, name: str, there: tuple[str, ...]) -> str:
    if name not in there:
        msg = f"No {what} '{name}'. There are: {', '.join(there)}."
        raise UnknownNameError(msg)
    return name
