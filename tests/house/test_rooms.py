"""Imports go one way, and no room stands outside the order."""

import ast
import subprocess
import sys
import tomllib

from tests.house.tree import ROOT, module_name, own_files, product_modules, shown, syntax

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LAYERS = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
ROOMS = {name.strip().removeprefix("lianxin.") for layer in LAYERS for name in layer.split("|")}
# Django's own entry points, and the keys and drivers that the settings need before there are rooms.
NO_ROOMS = {"__init__", "settings", "urls", "wsgi", "keyring", "cipher", "databases"}


def lint_imports(config, folder):
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]
    options = ["--no-cache", "--config", str(config)]
    return subprocess.run(command + options, cwd=folder, capture_output=True, text=True)


def relative_imports(tree):
    return [node.lineno for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]


def test_a_room_imports_only_rooms_to_its_left():
    done = lint_imports(ROOT / "pyproject.toml", ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_import_to_the_right_is_found(tmp_path):
    package = tmp_path / "lodge"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "left.py").write_text("import lodge.right\n")
    (package / "right.py").touch()
    contract = (
        '[tool.importlinter]\nroot_package = "lodge"\n[[tool.importlinter.contracts]]\nname = "order"\n'
    )
    (tmp_path / "pyproject.toml").write_text(
        contract + 'type = "layers"\nlayers = ["lodge.right", "lodge.left"]\n'
    )
    assert lint_imports(tmp_path / "pyproject.toml", tmp_path).returncode == 1


def test_every_room_has_its_place_in_the_order():
    rooms = {module_name(path).split(".")[1] for path in product_modules() if path.parent != ROOT / "lianxin"}
    rooms |= {path.stem for path in product_modules() if path.parent == ROOT / "lianxin"}
    assert rooms - NO_ROOMS == ROOMS


def test_no_import_is_relative():
    found = {shown(path): relative_imports(syntax(path)) for path in own_files("py")}
    assert {path: lines for path, lines in found.items() if lines} == {}
    assert relative_imports(ast.parse("from .models import Area")) == [1]


def test_every_module_says_what_it_is_for():
    modules = [path for path in own_files("py") if syntax(path).body and path.name != "apps.py"]
    modules = [path for path in modules if path.parent.name != "migrations"]
    assert [shown(path) for path in modules if not ast.get_docstring(syntax(path))] == []
