"""One readable file holds a whole plan: a ZIP (or a folder, for git) of JSON, Markdown and attachments.

plan.json                 what it is: format, key, program
eintraege/measure.json    the records of a kind, in order of their ids
texte/chapter/demografie.text.md   long texts, one file each, so that a difference can be read
papierkorb/measure.json   deleted records
verlauf.json              who changed what when
anlagen/...               attachments
"""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kleinstadt import __version__
from kleinstadt.errors import PlanError
from kleinstadt.files import is_file_name, written_whole
from kleinstadt.words.language import Text
from kleinstadt.workbench.kinds import KINDS, kind_named
from kleinstadt.workbench.records import Json, Record, from_json, to_json
from kleinstadt.workbench.storage.workspace import natural

FORMAT: Final = 1
PROGRAM: Final = "kleinstadt plan"
HEAD: Final = "plan.json"
WITHOUT_HEAD: Final = "ein Ordner ohne plan.json"
NO_LIST: Final = Text("Erwartet wird eine Liste von Einträgen.", "a list of records was expected")
OF_ANOTHER: Final = "ein plan.json von etwas anderem"
LARGEST: Final = 300 * 1024 * 1024  # bytes unpacked
DAY: Final = (1980, 1, 1, 0, 0, 0)  # of every entry: the same plan gives the same bytes


@dataclass(frozen=True)
class Parcel:
    """What a file holds of a plan.

    Attributes
    ----------
    key : str
        Key of the plan.
    records : tuple of Record
        Those that stand.
    binned : tuple of Record
        Those in the bin.
    attachments : mapping of str to (str, bytes)
        Media type and bytes, by name.
    history : tuple of dict
        Changes with their revisions, oldest first.
    """

    key: str
    records: tuple[Record, ...]
    binned: tuple[Record, ...] = ()
    attachments: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    history: tuple[Json, ...] = ()


def files_of(parcel: Parcel) -> dict[str, bytes]:
    """The files of a parcel by name.

    Parameters
    ----------
    parcel : Parcel
        A plan.

    Returns
    -------
    dict of str to bytes
        Name in the ZIP or folder to content.
    """
    head = {"format": FORMAT, "key": parcel.key, "program": PROGRAM, "version": __version__}
    kinds = {name: kind for name, (kind, _) in parcel.attachments.items()}
    found = {HEAD: _lines(head | {"attachments": kinds})}
    for folder, records in (("eintraege", parcel.records), ("papierkorb", parcel.binned)):
        for kind in KINDS:
            those = sorted((one for one in records if kind == one.KIND), key=lambda one: natural(one.id))
            if those:
                texts: dict[str, bytes] = {}
                rows = [
                    _with_texts_apart(one, "texte" if folder == "eintraege" else "papierkorb", texts) for one in those
                ]
                found |= {f"{folder}/{kind}.json": _lines(rows)} | texts
    if parcel.history:
        found["verlauf.json"] = _lines(list(parcel.history))
    return found | {f"anlagen/{name}": data for name, (_, data) in parcel.attachments.items()}


def pack(parcel: Parcel) -> bytes:
    """A parcel as a ZIP; the same plan gives the same bytes.

    Parameters
    ----------
    parcel : Parcel
        A plan.

    Returns
    -------
    bytes
        A ZIP.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files_of(parcel).items()):
            archive.writestr(zipfile.ZipInfo(name, DAY), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def write(parcel: Parcel, path: Path) -> None:
    """Write a parcel: as a ZIP where the name ends in .zip, else as a folder, whose former files of a plan go.

    Parameters
    ----------
    parcel : Parcel
        A plan.
    path : Path
        The ZIP or folder.

    Raises
    ------
    PlanError
        For a key, an id or an attachment whose name no file can have.
    """
    if path.suffix == ".zip":
        with written_whole(path) as stream:
            stream.write(pack(parcel))
        return
    _refuse_unfit(parcel)
    wanted = files_of(parcel)
    for folder in ("eintraege", "texte", "papierkorb", "anlagen"):
        for old in sorted((path / folder).rglob("*")):
            if old.is_file() and str(old.relative_to(path).as_posix()) not in wanted:
                old.unlink()
    for name, data in wanted.items():
        with written_whole(path / name) as stream:
            stream.write(data)


def read(path: Path) -> Parcel:
    """The parcel of a ZIP or a folder.

    Parameters
    ----------
    path : Path
        As `write` wrote it.

    Returns
    -------
    Parcel
        Its records checked.

    Raises
    ------
    PlanError
        Saying what was expected and what was found.
    """
    if path.is_dir():
        names = (one for one in path.rglob("*") if one.is_file() and ".git" not in one.relative_to(path).parts)
        return parcel_of({one.relative_to(path).as_posix(): one.read_bytes() for one in names})
    return unpack(path.read_bytes())


def unpack(data: bytes) -> Parcel:
    """The parcel of a ZIP's bytes; nothing is taken half: what is damaged is named and refused as a whole.

    Parameters
    ----------
    data : bytes
        Of a ZIP.

    Returns
    -------
    Parcel
        Its records checked.

    Raises
    ------
    PlanError
        For what is damaged, too large, or no parcel.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if HEAD not in archive.namelist():
                raise _no_parcel(_kind_of(data, archive.namelist()))
            if sum(one.file_size for one in archive.infolist()) > LARGEST:
                msg = f"The file would unpack to more than {LARGEST // 1024**2} MB; it was not read."
                raise PlanError(msg, f"Die Datei wäre entpackt größer als {LARGEST // 1024**2} MB; nicht gelesen.")
            return parcel_of({name: archive.read(name) for name in archive.namelist() if not name.endswith("/")})
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        if isinstance(error, PlanError):
            raise
        raise _no_parcel(_kind_of(data, [])) from error


def parcel_of(found: Mapping[str, bytes]) -> Parcel:
    """The parcel that these files are.

    Parameters
    ----------
    found : mapping of str to bytes
        Files by name.

    Returns
    -------
    Parcel
        Its records checked.

    Raises
    ------
    PlanError
        For files that are none of a parcel, or of a newer version.
    """
    if HEAD not in found:
        raise _no_parcel(WITHOUT_HEAD)
    head = _json(HEAD, found[HEAD])
    if not isinstance(head, dict) or head.get("program") != PROGRAM or not isinstance(head.get("format"), int):
        raise _no_parcel(OF_ANOTHER)
    if head["format"] > FORMAT:
        raise _newer(head["format"])
    kinds = head.get("attachments") or {}
    attachments = {
        name.removeprefix("anlagen/"): (str(kinds.get(name.removeprefix("anlagen/"), "application/octet-stream")), data)
        for name, data in found.items()
        if name.startswith("anlagen/")
    }
    history = _json("verlauf.json", found["verlauf.json"]) if "verlauf.json" in found else []
    standing, binned = _records(found, "eintraege"), _records(found, "papierkorb")
    whole = Parcel(str(head["key"]), standing, binned, attachments, tuple(history))
    _refuse_unfit(whole)
    return whole


def _refuse_unfit(parcel: Parcel) -> None:
    """Names that a plan would be written to must be names of files, within its folder, on every system."""
    kept = (*parcel.records, *parcel.binned)
    for name in (parcel.key, *(one.id for one in kept), *parcel.attachments):
        if not is_file_name(name):
            raise _damaged(repr(name), "is no name that a file can have", "So kann keine Datei heißen.")


def _records(found: Mapping[str, bytes], folder: str) -> tuple[Record, ...]:
    records: list[Record] = []
    for kind in KINDS:
        name = f"{folder}/{kind}.json"
        rows = _json(name, found[name]) if name in found else []
        if not isinstance(rows, list):
            raise _damaged(name, NO_LIST.en, NO_LIST.de)
        for place, row in enumerate(rows, 1):
            try:
                records.append(from_json(kind_named(kind), _with_texts(row, found)))
            except (PlanError, AttributeError, TypeError) as error:
                german = error.german if isinstance(error, PlanError) else "kein Eintrag"
                where = f"{name}, {place}"
                raise _damaged(where, str(error), german) from error
    strange = [name for name in found if name.startswith(f"{folder}/") and name.endswith(".json")]
    for name in strange:
        kind_named(name.removeprefix(f"{folder}/").removesuffix(".json"))
    return tuple(records)


def _with_texts_apart(record: Record, folder: str, texts: dict[str, bytes]) -> Json:
    """The record's JSON, its long texts as files beside it."""
    row = to_json(record)
    for name in record.LONG:
        if row[name]:
            file = f"{folder}/{record.KIND}/{record.id}.{name}.md"
            texts[file] = row[name].encode() + b"\n"
            row[name] = {"$text": file}
    return row


def _with_texts(row: Json, found: Mapping[str, bytes]) -> Json:
    whole = dict(row)
    for name, value in row.items():
        if isinstance(value, dict) and set(value) == {"$text"}:
            file = str(value["$text"])
            if file not in found:
                msg = f"{file} is missing"
                raise PlanError(msg, f"Die Datei {file} fehlt.")
            whole[name] = found[file].decode().removesuffix("\n")
    return whole


def _lines(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _json(name: str, data: bytes) -> Any:  # noqa: ANN401 - any JSON
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _damaged(name, f"no JSON: {error}", "Das ist kein lesbares JSON.") from error


def _damaged(where: str, why: str, german: str) -> PlanError:
    return PlanError(f"{where}: {why}. Nothing was imported.", f"{where}: {german} Es wurde nichts eingelesen.")


def _newer(found: int) -> PlanError:
    msg = f"This file has format {found}, this program knows {FORMAT}. It was not changed; please update kleinstadt."
    german = f"Diese Datei stammt aus Fassung {found}, dieses Programm kennt {FORMAT}. Sie wurde nicht verändert."
    return PlanError(msg, f"{german} Bitte kleinstadt aktualisieren.")


def _kind_of(data: bytes, names: list[str]) -> str:
    """What somebody seems to have chosen instead of a plan."""
    if any(name.startswith("xl/") for name in names):
        return "eine Excel-Datei. Meinten Sie „Alte Liste einlesen“?"
    if any(name.startswith("word/") for name in names):
        return "eine Word-Datei"
    return "ein anderes ZIP" if names else "eine PDF-Datei" if data[:5] == b"%PDF-" else "etwas anderes"


def _no_parcel(found: str) -> PlanError:
    german = f"Die Datei ist keine Plan-Datei von kleinstadt. Erwartet: plan.zip mit plan.json; gefunden: {found}"
    return PlanError(
        "This is no plan of kleinstadt: a ZIP with plan.json was expected.", german.rstrip("."), field="file"
    )
