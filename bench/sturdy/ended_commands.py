"""The commands that write, each small, with an old result to lose and a look at whether what it left is whole."""

import json
import os
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.edition.base_map.build import MANIFEST
from kleinstadt.edition.store import Store, embedded_path
from kleinstadt.errors import KleinstadtError
from kleinstadt.files import sha256_of
from kleinstadt.workbench.funding.own_copy import FILE, WANTED
from kleinstadt.workbench.storage.parcel import read
from kleinstadt.workbench.storage.store import Store as Plans

# Enough for an edition that a site can be made of: how many people there were in some years, and their reforms.
SMALL: Final = (
    *(f"gemeindeverzeichnis/3112{year}_Auszug_GV.xlsx" for year in (2014, 2016, 2017, 2019)),
    "bbsr/umsteigeschluessel_gemeinden_1990_19.parquet",
)
ONE_TOWN: Final = "16055"  # a Kreis that is a town
TOWN: Final = "05970004"
KREIS: Final = "05966"  # a small one
PROGRAMMES: Final = 50_000
TEMPORARY: Final = "temporary"  # stands for the system's folder of such files
DATA: Final = "data"  # stands for the folder of a user's own data
PLANS: Final = "sqlite:///plans.sqlite"


def _nothing(_: Path) -> None:
    pass


@dataclass(frozen=True)
class Command:
    """A command line, how long it takes, whether what it leaves is whole, and what is done before each run."""

    name: str
    arguments: tuple[str, ...]
    whole: Callable[[Path], bool]  # of the folder where it works
    before: Callable[[Path], None] = _nothing
    seconds: float = 6.0
    ends: bool = True  # by itself


def environment(folder: Path) -> dict[str, str]:
    """The commands' temporary files and their user's data lie in the folder, where they can be counted."""
    return os.environ | {"TMPDIR": str(folder / TEMPORARY), "XDG_DATA_HOME": str(folder / DATA)}


def run(arguments: tuple[str, ...], folder: Path) -> float:
    """Let a command finish; the seconds it took."""
    begun = time.perf_counter()
    line = [sys.executable, "-m", "kleinstadt", *arguments]
    subprocess.run(line, cwd=folder, env=environment(folder), check=True, capture_output=True)
    return time.perf_counter() - begun


def _edition(folder: Path) -> bool:
    store = Store(folder / "edition")
    store.verify()
    return bool(store.manifest["resources"])


def _same_files(name: str) -> Callable[[Path], bool]:
    """As many files as the first time: the folder was swapped as a whole."""

    def whole(folder: Path) -> bool:
        now, said = sorted(path.name for path in (folder / name).rglob("*")), folder / f"{name}.files.json"
        if not said.exists():
            said.write_text(json.dumps(now))
        first: list[str] = json.loads(said.read_text())
        return now == first

    return whole


def _embedded(_: Path) -> bool:
    Store(embedded_path()).verify()
    return True


def _csv(folder: Path) -> bool:
    return pl.read_csv(folder / "towns.csv", infer_schema=False).height > 4_000


def _geopackage(folder: Path) -> bool:
    with sqlite3.connect(folder / "towns.gpkg") as base:
        return bool(base.execute("PRAGMA integrity_check").fetchone() == ("ok",))


def _archive(name: str) -> Callable[[Path], bool]:
    return lambda folder: zipfile.ZipFile(folder / name).testzip() is None


def _pdf(name: str) -> Callable[[Path], bool]:
    def whole(folder: Path) -> bool:
        data = (folder / name).read_bytes()
        return data.startswith(b"%PDF") and data.rstrip().endswith(b"%%EOF")

    return whole


def _own_copy(folder: Path) -> bool:
    return pl.read_parquet(folder / DATA / "kleinstadt" / FILE).height == PROGRAMMES


def _base_map(folder: Path) -> bool:
    """Every file is the one that the manifest beside it means, by its size and sum."""
    kept = folder / "base_map"
    said = json.loads((kept / MANIFEST).read_text(encoding="utf-8"))["files"]
    return all(sha256_of(kept / name) == one["sha256"] for name, one in said.items())


def _backups(folder: Path) -> bool:
    return all(read(path).records for path in (folder / "backups").iterdir() if not path.name.startswith("."))


def _parquet(*names: str) -> Callable[[Path], bool]:
    return lambda folder: all(pl.read_parquet(folder / name).width > 0 for name in names)


def _plan(folder: Path) -> bool:
    """No plan, or the whole of it, in a sound database."""
    with sqlite3.connect(folder / "new.sqlite") as base:
        sound = base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    store = Plans(f"sqlite:///{folder / 'new.sqlite'}")
    try:
        found = store.load(TOWN)
    except KleinstadtError:
        return sound and not store.kept()
    finally:
        store.close()
    return sound and sum(map(len, found.records.values())) > 30


def _small_edition(folder: Path) -> None:
    """What the small site is made of, made once."""
    if not (folder / "small").exists():
        run(("build", "--raw", "raw", "--out", "small"), folder)


def _no_plan(folder: Path) -> None:
    for left in folder.glob("new.sqlite*"):
        left.unlink()


def _all(folder: Path, raw: Path) -> Iterator[Command]:
    for name in SMALL:
        (folder / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "raw" / name).symlink_to(raw / name)
    kept, new = ("--database", PLANS), ("--database", "sqlite:///new.sqlite")
    yield Command("build (small)", ("build", "--raw", "raw", "--out", "edition"), _edition)
    yield Command("report", ("report", "--year", "2019", "--out", "report"), _same_files("report"))
    yield Command("areas as CSV", ("areas", "--level", "gemeinde", "--out", "towns.csv"), _csv)
    yield Command("areas as Excel", ("areas", "--out", "towns.xlsx"), _archive("towns.xlsx"))
    yield Command("areas with borders", ("areas", "--out", "towns.gpkg"), _geopackage)
    yield Command("table as Excel", ("table", "tab2", "--out", "table.xlsx"), _archive("table.xlsx"))
    for name, kind, whole in (("slides", "pptx", _archive("town.pptx")), ("sheet", "pdf", _pdf("town.pdf"))):
        yield Command(f"town as {name}", ("town", TOWN, "--out", f"town.{kind}"), whole)
    yield Command("base-map", ("base-map", "--raw", str(raw), "--out", "base_map"), _base_map)
    small_site = ("site", "--kreis", ONE_TOWN, "--edition", "small", "--out", "small_site")
    yield Command("site (small)", small_site, _same_files("small_site"), _small_edition)
    yield Command("site", ("site", "--kreis", KREIS, "--out", "site"), _same_files("site"))
    programmes = {name: [f"{name} {number}" for number in range(PROGRAMMES)] for name in WANTED}
    pl.DataFrame(programmes).write_parquet(folder / "own.parquet")
    yield Command("add", ("add", "foerderdatenbank", "own.parquet"), _own_copy)
    run(("plan", "start", TOWN, *kept), folder)
    run(("plan", "export", TOWN, "--out", "carried.zip", *kept), folder)
    yield Command("plan start", ("plan", "start", TOWN, *new), _plan, _no_plan)
    yield Command("plan import", ("plan", "import", "carried.zip", *new), _plan, _no_plan)
    for name, kind in (("document", "docx"), ("sheets", "xlsx"), ("report", "docx"), ("export", "zip")):
        out = f"{name}.{kind}"
        yield Command(f"plan {name}, {kind}", ("plan", name, TOWN, "--out", out, *kept), _archive(out))
    yield Command("plan document, pdf", ("plan", "document", TOWN, "--out", "concept.pdf", *kept), _pdf("concept.pdf"))
    yield Command("plan backup", ("plan", "backup", TOWN, "--out", "backups", *kept), _backups)
    on_foot = ("access", "walk", "--osm", str(raw / "osm/lauf-200115.osm.pbf"), "--raw", str(raw))
    by_car = ("access", "car", "--osm", str(raw / "osm/north-bayreuth.osm.pbf"), "--out", "car.parquet")
    files = ("walk.parquet", "walk_cells.parquet", "walk_gaps.parquet")
    yield Command("access walk", (*on_foot, "--out", files[0], "--cache", "ways"), _parquet(*files))
    yield Command("access car", (*by_car, "--cache", "ways"), _parquet("car.parquet"))
    yield Command("serve", ("serve", "--port", "0", "--no-plans"), _embedded, ends=False)


def commands(folder: Path, raw: Path, only: Collection[str] = ()) -> Iterator[Command]:
    """Each command, run once before: so it has an old result to lose, and we know how long it takes."""
    (folder / TEMPORARY).mkdir()
    for command in _all(folder, raw):
        if only and command.name not in only:
            continue
        if not command.ends:
            yield command
            continue
        command.before(folder)
        seconds = run(command.arguments, folder)
        assert command.whole(folder), command.name
        yield replace(command, seconds=seconds)
