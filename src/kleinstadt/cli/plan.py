"""`kleinstadt plan`: a plan without a browser: begin, print, carry out and in."""

import getpass
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kleinstadt.cli.options import EditionPath, err_console, writable_file
from kleinstadt.errors import PlanError, UnknownNameError
from kleinstadt.files import written_whole

if TYPE_CHECKING:
    from kleinstadt.compare.columns import Atlas
    from kleinstadt.compare.place_search import Finder
    from kleinstadt.workbench.documents.model import Audience, Document
    from kleinstadt.workbench.records import Record
    from kleinstadt.workbench.storage.store import Store

app = typer.Typer(help="Write, follow and renew a town's plan (INSEK).", no_args_is_help=True)

Town = Annotated[
    str, typer.Argument(metavar="TOWN", help="A name, an AGS, or the key of a Verband (9 digits) or alliance.")
]
Database = Annotated[
    str | None,
    typer.Option("--database", help="sqlite:///file or postgresql://host/name; by default a file in your data folder."),
]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="File to write.", callback=writable_file)]
AUDIENCES: Final = ("mayor", "council", "land", "public")


def _store(database: str | None) -> "Store":
    from kleinstadt.workbench.storage.store import Store

    return Store(database)


def _atlas(edition: Path | None) -> "Atlas":
    from kleinstadt.compare.columns import Atlas
    from kleinstadt.edition.edition import Edition

    return Atlas(Edition(edition))


def _key(town: str, atlas: "Callable[[], Atlas]", store: "Store") -> str:
    """The key of a town or alliance: as typed where a plan has it, else found by name."""
    if store.has(town) or _is_verband(town):
        return town
    from kleinstadt.compare.place_search import Finder

    return _alliance_called(town, store) or Finder(atlas()).find(town).key


def _alliance_called(name: str, store: "Store") -> str | None:
    """The key of the alliance that is called so; raises PlanError where another plan has the same name."""
    from kleinstadt.compare.alliance import is_alliance

    found = [key for key in store.kept() if store.load(key).plan.name.casefold() == name.casefold()]
    if len(found) > 1 and any(map(is_alliance, found)):
        msg = f"Several plans are called {name}: {', '.join(found)}. Say which by its key."
        raise PlanError(msg, f"Mehrere Pläne heißen {name}: {', '.join(found)}. Bitte den Schlüssel nennen.")
    return next(filter(is_alliance, found), None)


def _is_verband(town: str) -> bool:
    return town.isdigit() and len(town) == 9


def _member(town: str, finder: "Finder") -> str:
    """The key of a member: as typed for a Verband, else found by name or key."""
    return town if _is_verband(town) else finder.find(town).key


def _written(data: bytes, out: Path | None, name: str) -> None:
    path = out or Path(name)
    with written_whole(path) as stream:
        stream.write(data)
    err_console.print(f"Wrote {path}", markup=False, highlight=False)


def _formed(made: "Document", form: str) -> bytes:
    if form == "docx":
        from kleinstadt.workbench.documents.word import word

        return word(made)
    from kleinstadt.workbench.documents.pdf import pdf

    return pdf(made)


def _form(form: str | None, out: Path | None, known: tuple[str, ...]) -> str:
    wanted = form or (out.suffix.lstrip(".") if out and out.suffix else known[0])
    if wanted not in known:
        msg = f"No format '{wanted}' here. There are: {', '.join(known)}."
        raise UnknownNameError(msg)
    return wanted


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "Kommandozeile"


@app.command()
def start(
    town: Town,
    others: Annotated[
        str | None,
        typer.Option("--with", metavar="TOWN,TOWN", help="Plan as an alliance with these towns; TOWN leads."),
    ] = None,
    name: Annotated[str, typer.Option("--name", help="What the alliance is called.")] = "",
    database: Database = None,
    edition: EditionPath = None,
) -> None:
    """Begin a plan that is already a draft: findings, chapters, proposed goals, dates. Of one town, or of several."""
    from kleinstadt.compare.place_search import Finder
    from kleinstadt.workbench.draft.create import draft, plan_in

    store, atlas = _store(database), _atlas(edition)
    if others is None and name:
        msg = "--name is what an alliance is called: say with whom, as in --with 05970028,05970012."
        raise PlanError(msg)
    if others is None:
        records = draft(atlas, _member(town, Finder(atlas)))
    else:
        records = _of_alliance(atlas, [town, *others.split(",")], name)
    key = plan_in(records).key
    done = store.create(key, records, _who())
    found = store.load(key)
    counts = {kind: len(those) for kind, those in found.records.items() if those}
    err_console.print(
        f"{found.plan.title}: {counts.get('finding', 0)} findings, {counts.get('chapter', 0)} chapters, "
        f"{counts.get('goal', 0)} proposed goals (change {done.number}). Next: kleinstadt plan document {key}",
        markup=False, highlight=False,
    )  # fmt: skip


def _of_alliance(atlas: "Atlas", towns: list[str], name: str) -> "list[Record]":
    """The draft of towns that plan together; the first of them leads."""
    from kleinstadt.compare.alliance import formed
    from kleinstadt.compare.place_search import Finder
    from kleinstadt.workbench.draft.create import draft_of

    finder = Finder(atlas)
    return draft_of(atlas, formed(atlas, name, [_member(one.strip(), finder) for one in towns if one.strip()]))


@app.command(name="document")
def document_(
    town: Town,
    form: Annotated[
        str | None, typer.Option("--format", "-f", help="docx or pdf; by default what --out ends in.")
    ] = None,
    out: Out = None,
    audience: Annotated[str, typer.Option("--for", help="mayor, council, land or public.")] = "mayor",
    paper: Annotated[bool, typer.Option("--paper", help="The council paper instead of the whole concept.")] = False,
    database: Database = None,
    edition: EditionPath = None,
) -> None:
    """Print the concept, or the council paper, as Word or PDF."""
    from kleinstadt.workbench.documents.assemble import document
    from kleinstadt.workbench.documents.papers import council_paper

    store, atlas = _store(database), _atlas(edition)
    key = _key(town, lambda: atlas, store)
    found, wanted = store.load(key), _form(form, out, ("docx", "pdf"))
    made = council_paper(found) if paper else document(found, _audience(audience), atlas=atlas)
    _written(_formed(made, wanted), out, f"{key}-{'vorlage' if paper else 'konzept'}.{wanted}")


def _audience(name: str) -> "Audience":
    for known in AUDIENCES:
        if known == name:
            return known
    msg = f"No audience '{name}'. There are: {', '.join(AUDIENCES)}."
    raise UnknownNameError(msg)


@app.command()
def sheets(
    town: Town,
    form: Annotated[str | None, typer.Option("--format", "-f", help="docx, pdf or xlsx.")] = None,
    out: Out = None,
    database: Database = None,
) -> None:
    """Print the measure sheets, one after the other."""
    from kleinstadt.workbench.documents import parts, tables
    from kleinstadt.workbench.documents.model import Document, Grid, Heading

    store = _store(database)
    key = _key(town, lambda: _atlas(None), store)
    found, wanted = store.load(key), _form(form, out, ("docx", "pdf", "xlsx"))
    if wanted == "xlsx":
        _written(tables.measures(found), out, f"{key}-massnahmen.xlsx")
        return
    blocks = [
        block
        for place, (heading, table) in enumerate(parts.sheets(found), 1)
        for block in (Heading(1, heading), Grid(place, table))
    ]
    made = Document(f"Maßnahmenblätter, {found.plan.title}", found.plan.name, (), tuple(blocks))
    _written(_formed(made, wanted), out, f"{key}-massnahmen.{wanted}")


@app.command()
def report(
    town: Town,
    form: Annotated[str | None, typer.Option("--format", "-f", help="docx, pdf or xlsx (goals and states).")] = None,
    out: Out = None,
    database: Database = None,
    edition: EditionPath = None,
) -> None:
    """Print the yearly report: goals beside newest values, measures, deviations, next year."""
    from kleinstadt.workbench.documents import tables
    from kleinstadt.workbench.documents.papers import yearly_report

    store, atlas = _store(database), _atlas(edition)
    key = _key(town, lambda: atlas, store)
    found, wanted = store.load(key), _form(form, out, ("docx", "pdf", "xlsx"))
    data = tables.monitoring(found, atlas) if wanted == "xlsx" else _formed(yearly_report(found, atlas), wanted)
    _written(data, out, f"{key}-jahresbericht.{wanted}")


@app.command()
def export(
    town: Town,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="A .zip, or a folder for git.")] = None,
    form: Annotated[
        str, typer.Option("--format", "-f", help="zip (the whole plan), xlsx (money), geojson or ics.")
    ] = "zip",
    history: Annotated[bool, typer.Option("--history/--no-history", help="With who changed what when.")] = True,
    database: Database = None,
) -> None:
    """Write a whole plan to one readable file, or its money, places or dates alone."""
    from kleinstadt.workbench.documents import exchange, tables
    from kleinstadt.workbench.storage.exchange import exported
    from kleinstadt.workbench.storage.parcel import write

    store = _store(database)
    key = _key(town, lambda: _atlas(None), store)
    made = {"xlsx": tables.money, "geojson": exchange.geojson, "ics": exchange.calendar}
    wanted = _form(form, None, ("zip", *made))
    if wanted != "zip":
        _written(made[wanted](store.load(key)), out, f"{key}.{wanted}")
        return
    path = out or Path(f"{key}-plan.zip")
    write(exported(store, key, history=history), path)
    err_console.print(f"Wrote {path}", markup=False, highlight=False)


@app.command(name="import")
def import_(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A plan's .zip or folder.", exists=True)],
    key: Annotated[str | None, typer.Option("--key", help="Keep it under another key.")] = None,
    database: Database = None,
) -> None:
    """Read a plan from its file; a plan that is there already is not touched."""
    from kleinstadt.workbench.storage.exchange import imported
    from kleinstadt.workbench.storage.parcel import read

    taken = imported(_store(database), read(path), _who(), key=key)
    err_console.print(f"The plan of {taken} is here now.", markup=False, highlight=False)


@app.command()
def backup(
    town: Town,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for backups.")] = Path("plan-backups"),
    database: Database = None,
) -> None:
    """Write a plan with its whole history and bin to a dated file, and read it once to be sure."""
    from datetime import datetime

    from kleinstadt.workbench.storage.exchange import exported
    from kleinstadt.workbench.storage.parcel import read, write

    store = _store(database)
    key = _key(town, lambda: _atlas(None), store)
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{key}-{datetime.now():%Y-%m-%d-%H%M%S}.zip"
    parcel = exported(store, key)
    write(parcel, path)
    if len(read(path).records) != len(parcel.records):
        shutil.move(path, path.with_suffix(".damaged"))
        msg = f"The backup {path} could not be read back; it is marked as damaged."
        raise PlanError(msg)
    err_console.print(
        f"Wrote {path} ({len(parcel.records)} records, {len(parcel.history)} changes)", markup=False, highlight=False
    )
