"""docs/guides/settings.md names exactly the variables that the product reads."""

import ast
import re

from tests.house.tree import ROOT, product_modules, syntax

GUIDE = ROOT / "docs" / "guides" / "settings.md"


def variables_read(tree):
    """Names asked of os.environ: `.get("X")`, `["X"]`, `"X" in`, and os.getenv("X")."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("os.environ.get", "os.getenv"):
            yield from constant(node.args[0])
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            yield from constant(node.slice)
        elif isinstance(node, ast.Compare) and ast.unparse(node.comparators[0]) == "os.environ":
            yield from constant(node.left)


def constant(node):
    return [node.value] if isinstance(node, ast.Constant) else []


def variables_documented(text):
    return set(re.findall(r"^\| `(\w+)` \|", text, re.M))


def test_every_setting_from_the_environment_is_documented_and_no_other():
    read = {name for path in product_modules() for name in variables_read(syntax(path))}
    assert read == variables_documented(GUIDE.read_text(encoding="utf-8"))
    assert "LIANXIN_HOME" in read


def test_every_way_to_read_the_environment_is_seen():
    code = 'os.environ.get("A", ""); os.environ["B"]; os.getenv("C"); "D" in os.environ; os.environ.get(name)'
    assert set(variables_read(ast.parse(code))) == set("ABCD")
