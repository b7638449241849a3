"""Docstrings of the rooms that other people call: each names its parameters and what it returns; examples run."""

import doctest
import inspect
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

import polars as pl
import pytest

import kleinstadt
from kleinstadt.words.language import Lang

# Modules whose public callables are told in numpydoc's sections. A room that is finished is added here.
TOLD: Final = (
    "compare.findings",
    "compare.groups",
    "compare.opened",
    "compare.partners",
    "compare.peers",
    "compare.places",
    "compare.profile",
    "compare.role_models",
    "compare.scaled",
    "compare.standings",
    "compare.ten_years",
    "compare.town_clusters",
    "compare.trends",
    "edition.edition",
    "edition.indicator_values",
    "edition.territories",
    "indicators.aggregation",
    "indicators.group_frames",
    "indicators.model",
    "indicators.sums",
    "territory.areas",
    "territory.crosswalk",
    "territory.names",
    "territory.numbering",
    "territory.reapportion",
    "territory.successors",
    "territory.ways",
    "travel.driving.car",
    "travel.driving.nearest",
    "travel.modelled.centres",
    "travel.modelled.correction",
    "travel.modelled.potential",
    "travel.modelled.roads",
    "travel.roads.hierarchy",
    "travel.roads.routing",
    "travel.walking.walk_shares",
    "travel.walking.walking",
    "typologies.central_places",
    "typologies.clusters",
    "typologies.growth",
    "typologies.location",
    "typologies.official",
    "typologies.settlement",
    "typologies.standard",
)
# What the package itself offers.
FRONT: Final = ("open", "build", "ledger", "table", "write_report")

EXAMPLES: Final = ("__init__", "report.tables.catalogue", *TOLD)

LEAST_EXAMPLES: Final = 100


def section(doc: str, name: str) -> str:
    """What stands below a heading that is underlined, up to the next one."""
    found = re.search(rf"^{name}\n-{{{len(name)}}}\n(.*?)(?=^\w[\w ]*\n---|\Z)", doc, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def named_in(text: str) -> set[str]:
    """The parameters of a section: "lang, year : str" names two."""
    heads = re.findall(r"^(\w[\w, ]*) : \S", text, re.MULTILINE)
    return {name.strip() for head in heads for name in head.split(",")}


def methods_of(kind: type) -> Iterator[tuple[str, Callable[..., object]]]:
    """Public methods that a class declares itself; those that only carry out what its base tells are left out."""
    for name, found in vars(kind).items():
        called = found.__func__ if isinstance(found, classmethod | staticmethod) else found
        if not inspect.isfunction(called) or (name.startswith("_") and name != "__init__"):
            continue
        generated = name == "__init__" and any(
            hasattr(kind, mark) for mark in ("__dataclass_fields__", "_fields", "_is_protocol")
        )
        if not generated and not any(name in vars(base) for base in kind.__mro__[1:-1]):
            yield name, called


def callables_of(module: str) -> Iterator[tuple[str, Callable[..., object]]]:
    """Every public function and method that a module declares, by name."""
    room = import_module(f"kleinstadt.{module}")
    for name, found in vars(room).items():
        if name.startswith("_") or getattr(found, "__module__", "") != room.__name__:
            continue
        if inspect.isclass(found):
            yield from ((f"{module}.{name}.{method}", called) for method, called in methods_of(found))
        elif callable(found):
            yield f"{module}.{name}", inspect.unwrap(found)


def missing_in(called: Callable[..., object]) -> list[str]:
    """What its docstring does not say: parameters, and that it returns something.

    A method that only writes something in a language is told by its one sentence.
    """
    parameters = [name for name in inspect.signature(called).parameters if name not in ("self", "cls")]
    if parameters == ["lang"] and called.__annotations__["lang"] in (Lang, "Lang"):
        return []
    doc = inspect.getdoc(called) or ""
    missing = [name for name in parameters if name not in named_in(section(doc, "Parameters"))]
    returns = called.__annotations__.get("return") not in (None, "None")
    return missing + (["Returns"] if returns and not section(doc, "Returns").strip() else [])


def fields_missing_in(kind: type) -> list[str]:
    """Public fields of a dataclass or named tuple that its docstring does not name."""
    fields = getattr(kind, "__dataclass_fields__", None) or getattr(kind, "_fields", None) or ()
    inherited = {name for base in kind.__mro__[1:] for name in getattr(base, "__dataclass_fields__", ())}
    doc = inspect.getdoc(kind) or ""
    named = named_in(section(doc, "Attributes")) | named_in(section(doc, "Parameters"))
    return [name for name in fields if not name.startswith("_") and name not in named | inherited]


@pytest.mark.parametrize("module", TOLD)
def test_every_public_callable_names_its_parameters_and_what_it_returns(module: str) -> None:
    lacking = {name: missing for name, called in callables_of(module) if (missing := missing_in(called))}
    assert lacking == {}


@pytest.mark.parametrize("name", FRONT)
def test_the_front_door_is_told_too(name: str) -> None:
    assert missing_in(getattr(kleinstadt, name)) == []


@pytest.mark.parametrize("module", TOLD)
def test_every_dataclass_names_its_fields(module: str) -> None:
    room = import_module(f"kleinstadt.{module}")
    kinds = [found for found in vars(room).values() if inspect.isclass(found) and found.__module__ == room.__name__]
    public = [kind for kind in kinds if not kind.__name__.startswith("_")]
    assert {kind.__name__: missing for kind in public if (missing := fields_missing_in(kind))} == {}


def test_no_heading_runs_into_its_text() -> None:
    sources = Path(kleinstadt.__file__).parent.rglob("*.py")
    assert [path.name for path in sources if re.search(r"^ +[A-Z]\w+ -{4,}", path.read_text("utf-8"), re.M)] == []


def test_these_tests_see_what_is_missing() -> None:
    def told(year: int, lang: Lang) -> str:
        """Do something.

        Parameters
        ----------
        year : int
            Year of the borders.
        """
        return f"{year}{lang}"

    assert missing_in(told) == ["lang", "Returns"]


def test_every_example_runs() -> None:
    """All of them ask one opened edition, as the package's own docstring says."""
    opened = {"ks": kleinstadt, "pl": pl, "ed": kleinstadt.open()}
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    finder = doctest.DocTestFinder(exclude_empty=True)
    for module in EXAMPLES:
        room = import_module(f"kleinstadt.{module}".removesuffix(".__init__"))
        for test in finder.find(room, extraglobs=opened):
            runner.run(test)
    assert runner.failures == 0, "see above what was printed instead"
    assert runner.tries >= LEAST_EXAMPLES
