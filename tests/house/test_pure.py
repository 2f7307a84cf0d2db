"""The pure modules, which mypy checks strictly, know no Django, no clock and no database.

They are listed once, as `files` of mypy in pyproject.toml.
"""

import ast
import tomllib
from functools import cache

import pytest

from tests.house.tree import ROOT, module_name, product_modules, shown, syntax

PATTERNS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]["files"]
IMPURE = {"django", "psycopg", "sqlite3", "requests", "urllib", "socket"}
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
}
ALWAYS_PURE = ("rules.py", "vocabulary.py", "solver.py")


@cache
def pure_modules():
    found = {
        inner for pattern in PATTERNS for path in ROOT.glob(pattern) for inner in [path, *path.rglob("*.py")]
    }
    return tuple(sorted(path for path in found if path.suffix == ".py"))


def imported(tree):
    """(module, name or None) of every import statement."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module, alias.name) for alias in node.names)


def impure_imports(tree, pure):
    """Imports of what a pure module must not know: Django, the network, a database, an impure room."""
    for module, name in imported(tree):
        is_room = module.split(".")[0] == "lianxin"
        if module.split(".")[0] in IMPURE or (is_room and not {module, f"{module}.{name}"} & pure):
            yield module


def clock_reads(tree):
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for function in calls:
        if isinstance(function, ast.Attribute):
            owner = ast.unparse(function.value).split(".")[-1]
            if (owner, function.attr) in CLOCKS:
                yield function.lineno


def undocumented(tree):
    """Public functions at the top of a module that promise nothing; of overloads the last one speaks."""
    public = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"]
    last = {node.name: node for node in public}
    return [name for name, node in last.items() if not ast.get_docstring(node)]


def faults(find):
    """What `find` yields for the syntax of each pure module, by file; only files with something found."""
    found = {shown(path): list(find(syntax(path))) for path in pure_modules()}
    return {path: faults for path, faults in found.items() if faults}


def test_a_pure_module_knows_no_django_and_no_database():
    pure = {module_name(module) for module in pure_modules()} | {"lianxin"}
    assert faults(lambda tree: impure_imports(tree, pure)) == {}


def test_a_pure_module_does_not_look_at_the_clock():
    assert faults(clock_reads) == {}


def test_a_pure_module_documents_its_public_names():
    assert faults(undocumented) == {}


def test_every_module_of_rules_and_words_is_among_the_pure():
    named = [path for path in product_modules() if path.name in ALWAYS_PURE]
    assert [shown(path) for path in named if path not in pure_modules()] == []
    assert len(pure_modules()) > 20


@pytest.mark.parametrize(
    "planted",
    ["from django.db import models", "import lianxin.people.models", "from lianxin.people import models"],
)
def test_a_planted_impure_import_is_found(planted):
    assert list(impure_imports(ast.parse(planted), {"lianxin.people.rules"}))


@pytest.mark.parametrize("planted", ["datetime.now(UTC)", "datetime.date.today()", "time.time()"])
def test_a_planted_look_at_the_clock_is_found(planted):
    assert list(clock_reads(ast.parse(planted))) == [1]


def test_a_planted_function_without_a_promise_is_found():
    assert undocumented(ast.parse("def due_on(day):\n    return day")) == ["due_on"]
