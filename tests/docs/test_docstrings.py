"""Docstrings of the rooms that other people call: each names its parameters and what it returns; examples run."""

import ast
import doctest
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import Annotated, Final, TypeGuard, get_origin

import polars as pl
import pytest
import typer
from typer.models import ParameterInfo

import kleinstadt
from kleinstadt import errors
from kleinstadt.compare.alliance import formed
from kleinstadt.compare.areas import Areas
from kleinstadt.compare.place_search import Finder
from kleinstadt.compare.spellings import plain
from kleinstadt.errors import KleinstadtError, PlanError, UnknownNameError
from kleinstadt.words.language import Lang

PACKAGE: Final = Path(kleinstadt.__file__).parent
ELSEWHERE: Final = ("__init__", "__main__")  # the front has a test of its own, the other is two lines


def modules() -> list[str]:
    """All modules of the package; migrations of a database are steps, which nobody calls by name."""
    paths = [path.relative_to(PACKAGE).with_suffix("") for path in sorted(PACKAGE.rglob("*.py"))]
    names = [".".join(path.parts).removesuffix(".__init__") for path in paths if "migrations" not in path.parts]
    return [name for name in names if name not in ELSEWHERE]


# Public classes, functions and methods of every module are told in numpydoc's sections: a new one is held to it.
TOLD: Final = tuple(modules())
# What the package itself offers.
FRONT: Final = ("open", "build", "ledger", "table", "write_report")

EXAMPLES: Final = ("__init__", *TOLD)

LEAST_EXAMPLES: Final = 250

OURS: Final = ("kleinstadt.", __name__)
ERRORS: Final = tuple(
    found for found in vars(errors).values() if inspect.isclass(found) and issubclass(found, KleinstadtError)
)


def section(doc: str, name: str) -> str:
    """What stands below a heading that is underlined, up to the next one."""
    found = re.search(rf"^{name}\n-{{{len(name)}}}\n(.*?)(?=^\w[\w ]*\n---|\Z)", doc, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def named_in(text: str) -> set[str]:
    """The parameters of a section: "lang, year : str" names two."""
    heads = re.findall(r"^\*{0,2}(\w[\w, ]*) : \S", text, re.MULTILINE)
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
        elif callable(found) and get_origin(found) is None:  # an alias of a type is nobody's function
            yield f"{module}.{name}", inspect.unwrap(found)


def calls_in(called: Callable[..., object]) -> Iterator[tuple[ast.Call, bool, frozenset[str]]]:
    """The calls in a function's own source, whether what they give is raised, and which errors are caught there."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(called)))
    raised = {id(node.exc) for node in ast.walk(tree) if isinstance(node, ast.Raise)}
    caught: dict[int, frozenset[str]] = {}
    for tried in (node for node in ast.walk(tree) if isinstance(node, ast.Try)):
        names = frozenset(name for handler in tried.handlers for name in kept_by(handler))
        for node in (node for line in tried.body for node in ast.walk(line)):
            caught[id(node)] = caught.get(id(node), frozenset()) | names
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, id(node) in raised, caught.get(id(node), frozenset())


def kept_by(handler: ast.ExceptHandler) -> list[str]:
    """Names of the errors that end in a handler; none where it raises them again."""
    if any(isinstance(node, ast.Raise) and node.exc is None for node in ast.walk(handler)):
        return []
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return [kind.id for kind in kinds if isinstance(kind, ast.Name)]


def meant_by(call: ast.Call, called: Callable[..., object]) -> object:
    """What a call in a function calls: something of its module, or another method of its class; None for the rest."""
    room = called.__globals__  # type: ignore[attr-defined]
    match call.func:
        case ast.Name(name):
            return room.get(name)
        case ast.Attribute(ast.Name("self" | "cls"), name):
            return getattr(room.get(called.__qualname__.rpartition(".")[0]), name, None)
    return None


def is_helper(meant: object) -> TypeGuard[FunctionType]:
    """Whether what a function calls is a private one of its module or class, whose errors it has to tell."""
    return inspect.isfunction(meant) and meant.__module__.startswith(OURS) and meant.__name__.startswith("_")


def errors_of(called: Callable[..., object]) -> set[str]:
    """Our own errors that a function raises, itself or by a private helper of its module, and does not catch again."""
    return {error.__name__ for error in raised_by(called)}


def raised_by(called: Callable[..., object], seen: frozenset[str] = frozenset()) -> set[type[KleinstadtError]]:
    """The classes of these errors."""
    found: set[type[KleinstadtError]] = set()
    for call, raised, caught in calls_in(called):
        meant, now = meant_by(call, called), set[type[KleinstadtError]]()
        if raised and inspect.isclass(meant) and issubclass(meant, KleinstadtError):
            now = {meant}
        elif raised and inspect.isfunction(meant):
            made = str(meant.__annotations__.get("return"))
            now = {error for error in ERRORS if error.__name__ in made}
        elif is_helper(meant) and meant.__qualname__ not in seen:
            now = raised_by(meant, seen | {meant.__qualname__})
        found |= {error for error in now if caught.isdisjoint(base.__name__ for base in error.__mro__)}
    return found


def options_of(called: Callable[..., object]) -> dict[str, ParameterInfo]:
    """The parameters that the command line asks for; a function with one is a command."""
    hints = called.__annotations__.items()
    found = {
        name: [one for one in getattr(hint, "__metadata__", ()) if isinstance(one, ParameterInfo)]
        for name, hint in hints
    }
    return {name: options[0] for name, options in found.items() if options}


def missing_in(called: Callable[..., object]) -> list[str]:
    """What its docstring does not say: parameters, and that it returns something.

    A method that only writes something in a language is told by its one sentence. A command's docstring is what --help
    shows, so each parameter is told where --help tells it: in its option. It gives nothing back, and its errors are
    printed by `main`.
    """
    parameters = [name for name in inspect.signature(called).parameters if name not in ("self", "cls")]
    if options := options_of(called):
        return [name for name in parameters if name not in options or not options[name].help]
    if parameters == ["lang"] and called.__annotations__["lang"] in (Lang, "Lang"):
        return []
    doc = inspect.getdoc(called) or ""
    missing = [name for name in parameters if name not in named_in(section(doc, "Parameters"))]
    returns = called.__annotations__.get("return") not in (None, "None")
    gives = section(doc, "Returns") + section(doc, "Yields")
    missing += ["Returns"] if returns and not gives.strip() else []
    told = section(doc, "Raises")
    return missing + sorted(f"Raises {name}" for name in errors_of(called) if not re.search(rf"^{name}$", told, re.M))


def fields_missing_in(kind: type) -> list[str]:
    """Public fields of a dataclass or named tuple that its docstring does not name."""
    named_tuple = issubclass(kind, tuple)
    fields = getattr(kind, "_fields" if named_tuple else "__dataclass_fields__", ())
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


def told_before(doc: str) -> str:
    """What a docstring says before its first section."""
    return re.split(r"^[A-Z]\w+\n-{4,}$", doc, maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.parametrize("module", TOLD)
def test_parameters_and_errors_stand_in_their_sections(module: str) -> None:
    """Not in the text before them, where "year : of the borders. Raises ..." is found by no reader and no program."""
    loose = re.compile(r"^\w[\w, ]* : |^Returns |\b[Rr]aises \w+Error\b.*[.;]$", re.MULTILINE)
    told = {name: loose.search(told_before(inspect.getdoc(called) or "")) for name, called in callables_of(module)}
    assert {name: found[0] for name, found in told.items() if found} == {}


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


def test_these_tests_see_an_option_without_help() -> None:
    def command(
        town: Annotated[str, typer.Argument(help="A name or a key.")],
        year: Annotated[int, typer.Option("--year")] = 2019,
        lang: str = "de",
    ) -> None:
        """Print something."""
        typer.echo(f"{town} {year} {lang}")

    assert missing_in(command) == ["year", "lang"]


def test_these_tests_see_which_errors_are_raised() -> None:
    """By the function itself, made by another that returns one, by another method, by a private helper."""
    assert errors_of(Areas.record) == {"UnknownNameError"}
    assert errors_of(Finder.of_key) == {"UnknownNameError"}
    assert errors_of(formed) == {"PlanError", "UnknownNameError"}
    assert errors_of(plain) == set()


def test_these_tests_see_which_errors_are_caught_again() -> None:
    """What a page shows instead of raising it is no error of the page; what is caught and raised again is."""
    assert errors_of(_column) == {"PlanError"}
    assert errors_of(_shown) == set()
    assert errors_of(_raised_again) == {"PlanError"}
    assert errors_of(_caught_as_another) == {"PlanError"}


def _column(name: str) -> str:
    if not name:
        msg = "A column needs a name."
        raise PlanError(msg)
    return name


def _shown(name: str) -> str:
    try:
        return _column(name)
    except (KleinstadtError, ValueError) as error:
        return str(error)


def _raised_again(name: str) -> str:
    try:
        return _column(name)
    except PlanError:
        raise


def _caught_as_another(name: str) -> str:
    try:
        return _column(name)
    except UnknownNameError:
        return ""


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
