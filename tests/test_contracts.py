"""What the house has agreed on, held by reading its own source: layers, network, words, sources, size."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Final

import pytest

from kleinstadt.errors import KleinstadtError, UnknownNameError
from kleinstadt.files import is_file_name
from kleinstadt.indicators.catalogue import INDICATORS
from kleinstadt.indicators.model import Count, Published, Ratio
from kleinstadt.indicators.units import THEMES, UNITS
from kleinstadt.sources.catalogue import SOURCES, known_files
from kleinstadt.sources.registry import READERS

ROOT: Final = Path(__file__).parent.parent
SRC: Final = ROOT / "src" / "kleinstadt"
MODULES: Final = sorted(SRC.rglob("*.py"))

# From the ground up. A room may import those above it in this list, never those below; the longest name counts.
LAYERS: Final = (
    ("errors",),
    ("keys",),
    ("files",),
    ("disk_cache", "memory", "spreadsheets", "workers"),
    ("words.language",),
    ("words.numbers",),
    ("words.labels",),
    ("words",),
    ("sources.reading",),
    ("sources",),
    ("edition.store",),
    ("territory",),
    ("travel",),
    ("indicators",),
    ("typologies",),
    ("edition.manifest", "edition.classes", "edition.developments", "edition.registers"),
    ("edition.kept_columns",),
    ("edition.part_columns",),
    ("edition.territories",),
    ("edition.indicator_values",),
    ("edition.edition",),
    ("edition",),
    ("compare",),
    ("workbench",),
    ("report",),
    ("workbench.documents",),
    ("web.serving",),
    ("web",),
    ("cli",),
    ("__main__",),
    ("__init__",),
)
RANK: Final = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}

# urllib.parse only knows how addresses are written, so it is not among them.
NETWORK: Final = (
    "aiohttp",
    "ftplib",
    "http.client",
    "httpx",
    "requests",
    "socket",
    "ssl",
    "subprocess",
    "urllib.request",
    "urllib3",
)
NO_NETWORK: Final = {
    ("cli/serve.py", "socket"),  # asks which port of this machine is free
}

# Sources that are no file of the raw folder, and who gets their numbers.
READ_ELSEWHERE: Final = {
    "vg250": "edition/manifest.py",  # borders, fetched by fetch.py
    "zensus2022_grid": "travel/walking/cells.py",  # a file that the user brings
    "reach_model": "edition/reach.py",  # computed here
    "natural_earth": "edition/base_map/build.py",  # lies under the map, has no figures
    "db_railways": "edition/base_map/build.py",
}

MOST_LINES: Final = 400


def named(path: Path) -> str:
    return str(path.relative_to(SRC))


@cache
def imported(path: Path) -> tuple[str, ...]:
    """Full names of the modules that a file imports, at whatever place."""
    return tuple(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)}: imports are written in full here"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_name(path: Path) -> str:
    """Its name below kleinstadt: "web.api.routes", "web.api" for a package's own file."""
    return ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__") or "__init__"


def room_of(module: str) -> str | None:
    """The room of LAYERS that a module stands in."""
    parts = module.split(".")
    heads = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((head for head in heads if head in RANK), None)


# --- layers and network -------------------------------------------------------------------------------------------


def test_every_room_has_its_layer() -> None:
    rooms = {module_name(path): room_of(module_name(path)) for path in MODULES if path.name != "__init__.py"}
    assert sorted(module for module, room in rooms.items() if room is None) == [], (
        "say in LAYERS where a new room stands"
    )
    assert sorted(set(RANK) - {"__init__"} - set(rooms.values())) == [], "take rooms that are gone out of LAYERS"


def test_the_decision_names_the_layers_in_their_order() -> None:
    text = (ROOT / "docs" / "decisions" / "0009-layers.md").read_text(encoding="utf-8")
    told = re.search(r"^    errors <.*?\n\n", text, re.MULTILINE | re.DOTALL)
    assert told
    rooms = tuple(tuple(re.split(r",\s+", layer.strip())) for layer in re.split(r"<", told[0]))
    assert rooms == tuple(layer for layer in LAYERS if not layer[0].startswith("__"))


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_imports_follow_the_flow(path: Path) -> None:
    own = room_of(module_name(path)) if path.name != "__init__.py" or path.parent == SRC else None
    if own is None:
        assert imported(path) == (), f"{named(path)} is the front of a package and imports nothing"
        return
    rooms = {room_of(name.removeprefix("kleinstadt.")) for name in imported(path) if name.startswith("kleinstadt.")}
    upward = [room for room in rooms - {own, None} if RANK[str(room)] >= RANK[own]]
    assert upward == [], f"{named(path)} imports from above"


def test_imports_run_one_way() -> None:
    """No module imports itself by a detour, not even at the last moment inside a function."""
    modules = {".".join(("kleinstadt", *path.relative_to(SRC).with_suffix("").parts)): path for path in MODULES}
    modules = {name.removesuffix(".__init__"): path for name, path in modules.items()}
    ahead = {name: {found for found in imported(path) if found in modules} for name, path in modules.items()}
    for package, found in ahead.items():  # a module stands on its own, whatever its package's front door imports
        found -= {package, *(name for name in found if name in modules and modules[name].name == "__init__.py")}
    while ready := {name for name, found in ahead.items() if not found}:
        ahead = {name: found - ready for name, found in ahead.items() if name not in ready}
    assert ahead == {}, "these import each other"


def test_only_fetch_touches_the_network() -> None:
    found = {
        (named(path), module)
        for path in MODULES
        for name in imported(path)
        for module in NETWORK
        if f"{name}.".startswith(f"{module}.")
    }
    assert {place for place in found - NO_NETWORK if place[0] != "sources/fetch/npm.py"} == set()
    assert ("sources/fetch/npm.py", "subprocess") in found, "this test would not see it"
    assert found >= NO_NETWORK, "take exceptions that are gone out of NO_NETWORK"


@pytest.mark.parametrize("path", [path for path in MODULES if "words" not in path.parts], ids=named)
def test_only_words_picks_a_language(path: Path) -> None:
    """Elsewhere nothing asks which language it is: `pick` takes both wordings."""
    compared = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Compare)]
    sides = [side for node in compared for side in (node.left, *node.comparators)]
    asked = [side.lineno for side in sides if getattr(side, "attr", getattr(side, "id", "")) == "lang"]
    assert asked == [], f"{named(path)}: use kleinstadt.words.language.pick"


def test_no_template_picks_a_language_by_itself() -> None:
    """Pages say `t(german, english)`, which is `pick` (web/serving/bilingual.py)."""
    own = re.compile(r"""\blang\s*[=!]=|\[lang\]|["']\s*[+~]\s*lang\b""")
    pages = sorted(SRC.rglob("*.html"))
    assert len(pages) > 50
    assert [named(path) for path in pages if own.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_only_the_indicators_divide_numerators_by_denominators(path: Path) -> None:
    """One arithmetic: what turns parts into a group's value stands in indicators/ alone."""
    if room_of(named(path)) == "indicators" or "indicators" in path.parts:
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            said = ast.unparse(node)
            assert not ("numerator" in said and "denominator" in said), f"{named(path)}: {said}"


def test_no_module_is_longer_than_a_thought() -> None:
    long = {named(path): lines for path in MODULES if (lines := len(path.read_text().splitlines())) > MOST_LINES}
    assert long == {}


def test_no_two_files_of_tests_bear_one_name() -> None:
    """Together they could not be read, though each alone can."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert [name for name in sorted(set(names)) if names.count(name) > 1] == []


def test_every_error_is_also_a_builtin_and_says_what_it_is() -> None:
    kinds = KleinstadtError.__subclasses__()
    assert 6 <= len(kinds) <= 10
    for kind in kinds:
        assert kind.__doc__
        assert any(base.__module__ == "builtins" for base in kind.__bases__), f"{kind.__name__} is no builtin"


# --- dependencies -------------------------------------------------------------------------------------------------

# Rooms that may need an extra, because they ask for it by name when it is not there (ExtraMissingError).
EXTRAS_OF: Final = {"travel": ("access", "access-fast", "access-cluster")}


def distributions(requirements: list[str]) -> set[str]:
    """Normal names of what is required: "dask[distributed]>=2025.1" is dask and distributed."""
    found: set[str] = set()
    for requirement in requirements:
        name, extras = re.match(r"([\w.-]+)(?:\[([^]]*)\])?", requirement).groups()  # type: ignore[union-attr]
        found |= {name, *(extras or "").split(",")} - {""}
    return {normal(name) for name in found}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_library_that_is_imported_is_declared() -> None:
    """Not left to come along with another: what the package imports is required by itself, or by the room's extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    base, extras = distributions(project["dependencies"]), project["optional-dependencies"]
    providers = packages_distributions()
    undeclared = set()
    for path in MODULES:
        allowed = base.union(
            *(distributions(extras[name]) for name in EXTRAS_OF.get(path.relative_to(SRC).parts[0], ()))
        )
        for library in {name.partition(".")[0] for name in imported(path)} - {"kleinstadt"} - sys.stdlib_module_names:
            if not {normal(name) for name in providers.get(library, [library])} & allowed:
                undeclared.add((named(path), library))
    assert undeclared == set()
    assert "pyarrow" in base, "Polars and pandas need it to hand frames to each other (to_pandas)"


WRITES_TABLES: Final = r"\.write_csv\(|\.write_excel\(|(from|import) xlsxwriter"


def test_one_module_writes_csv_and_excel() -> None:
    """So that text that begins with = + - @ is made harmless wherever a table leaves the program."""
    allowed = {"spreadsheets.py", "sources/releases.py"}  # the last writes for a checksum only
    asked = {path.relative_to(SRC).as_posix() for path in MODULES if re.search(WRITES_TABLES, path.read_text())}
    assert asked == allowed


# --- indicators ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", INDICATORS)
def test_an_indicator_is_declared_whole(name: str) -> None:
    found = INDICATORS[name]
    assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
    assert found.de.strip()
    assert found.en.strip()
    assert bool(found.note_de) == bool(found.note_en), "a note in one language only"
    assert found.unit in UNITS
    assert found.theme in THEMES
    assert isinstance(found, Count | Ratio | Published)
    assert 0 <= found.decimals <= 2


def test_labels_are_not_shared() -> None:
    for lang in ("de", "en"):
        labels = [(found.label(lang), found.unit) for found in INDICATORS.values()]
        assert sorted({label for label in labels if labels.count(label) > 1}) == []


def test_every_indicator_is_told_in_the_documents() -> None:
    page = (ROOT / "docs" / "indicators.md").read_text(encoding="utf-8")
    assert [name for name in INDICATORS if f"### {name}\n" not in page] == [], "run `python3 run.py docs`"


# --- sources ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_says_whose_it_is_and_what_may_be_done(name: str) -> None:
    source = SOURCES[name]
    assert source.id == name
    for field in (source.publisher, source.title_de, source.title_en, source.licence, source.attribution):
        assert field.strip()
    assert re.match(r"https?://\S+$", source.url)
    assert re.match(r"https?://\S+$", source.licence_url)
    assert name in READERS or f'"{name}"' in (SRC / READ_ELSEWHERE[name]).read_text(), "a source that nobody reads"


def test_every_reader_and_every_file_has_its_source() -> None:
    assert set(READERS) <= set(SOURCES)
    files = known_files()
    assert {file.source for file in files} == set(READERS), "a reader without a file, or a file without a reader"
    assert len({file.path for file in files}) == len(files)
    for file in files:
        assert re.fullmatch(r"[0-9a-f]{64}", file.sha256), file.path
        assert not Path(file.path).is_absolute()
        assert ".." not in Path(file.path).parts


def test_an_unknown_source_is_answered_with_the_known() -> None:
    from kleinstadt.sources import catalogue

    with pytest.raises(UnknownNameError, match="gv"):
        catalogue.source("gv_isys")


# --- the command line ---------------------------------------------------------------------------------------------


def test_every_command_and_option_is_told_in_the_documents() -> None:
    import typer

    from kleinstadt.cli.main import app

    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (kleinstadt .+?)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))

    def walk(command: object, path: str) -> Iterator[tuple[str, object]]:
        inner = getattr(command, "commands", None)
        if inner is None:
            yield path, command
        for name, found in (inner or {}).items():
            if not found.hidden:
                yield from walk(found, f"{path} {name}")

    commands = dict(walk(typer.main.get_command(app), "kleinstadt"))
    assert set(sections) == set(commands)
    for name, command in commands.items():
        for option in command.params:  # type: ignore[attr-defined]
            flags = [flag for flag in option.opts if flag.startswith("--")] or [option.metavar or option.name.upper()]
            assert [flag for flag in flags if f"`{flag}" not in sections[name]] == [], name
            assert option.help, f"{name} {option.name} has no help"


# --- what must not be in the repository -----------------------------------------------------------------------------

# Written so that this file does not match itself.
FORBIDDEN: Final = {
    "a package registry": r"pypi[.]org|pythonhosted[.]|npmjs[.](?:org|com)|crates[.]io|proxy[.]golang|anaconda[.]org",
    "a folder of tools": r"[.]library\b|/opt/(?:pypi|wheels)",
    "a path of some machine": r"(?<![\w.])/(?:work|root|home)/\w",
}


def test_no_committed_file_names_a_registry_or_this_machine() -> None:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listing.returncode:
        pytest.skip("no checkout")
    paths = [ROOT / name for name in listing.stdout.decode().split("\0") if name]
    assert ROOT / "pyproject.toml" in paths
    found = []
    for path in paths:
        if not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", errors="ignore")
        found += [f"{path.relative_to(ROOT)}: {what}" for what, words in FORBIDDEN.items() if re.search(words, text)]
    assert found == []


def test_every_committed_file_can_be_checked_out_on_windows() -> None:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listing.returncode:
        pytest.skip("no checkout")
    names = [name for name in listing.stdout.decode().split("\0") if name]
    parts = {part for name in names for part in Path(name).parts}
    assert [part for part in parts if not is_file_name(part.removeprefix("."))] == []
    assert len({name.casefold() for name in names}) == len(names)
    assert max(map(len, names)) < 150, "with the folder before it a path has 260 signs there"


def test_no_raw_file_is_committed() -> None:
    """Raw files are the publishers'; what is here is written by us, and small."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listing.returncode:
        pytest.skip("no checkout")
    names = {Path(file.path).name for file in known_files()}
    committed = [Path(name) for name in listing.stdout.decode().split("\0") if name]
    assert [str(path) for path in committed if path.name in names] == []
    assert [str(path) for path in committed if path.suffix in (".xls", ".xlsx", ".pbf", ".zip", ".shp", ".tgz")] == []


def test_every_licence_has_german_words_or_a_name_of_its_own() -> None:
    names = {"dl-de/by-2-0", "CC BY 4.0", "GeoNutzV", "MIT", "ODbL 1.0"}
    for source in SOURCES.values():
        assert source.licence in names or source.licence_in("de") != source.licence, source.id
        assert source.licence_in("en") == source.licence
