"""Every template is used, every template named exists, and no Chinese text escapes translation."""

import ast
import re

import pytest

from tests.house.tree import own_files, product_modules, shown, syntax

FOUND_BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
TEMPLATES = {
    path: shown(path).split("/templates/")[1]
    for path in own_files("html", "txt")
    if "templates" in path.parts
}
ROOMS = {name.split("/")[0] for name in TEMPLATES.values() if "/" in name}
NAME = re.compile(r"[\w/-]+\.(?:html|txt)")
TRANSLATED = re.compile(
    r"{%\s*(translate|trans)\b.*?%}"
    r"|{%\s*(blocktranslate|blocktrans)\b.*?%}.*?{%\s*end(blocktranslate|blocktrans)\s*%}"
    r"|{%\s*comment\b.*?%}.*?{%\s*endcomment\s*%}"
    r"|{#.*?#}|_\((\"[^\"]*\"|'[^']*')\)"
    r"|\blang=\"zh-hans\"[^>]*>[^<]*<",
    re.S,
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def names_in_python(tree):
    constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return {value for value in constants if isinstance(value, str) and NAME.fullmatch(value)}


def names_of_shelves(tree):
    """The pages of a kind of workbooks, whose names are put together from the shelf's folder."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Shelf":
            folder = next(one.value.value for one in node.keywords if one.arg == "folder")
            yield from (f"desk/{folder}/{page}.html" for page in ("imports", "upload", "imported"))


def names_in_template(text):
    tags = re.findall(r"{%\s*(?:include|extends)\s+[\"']([^\"']+)[\"']", text)
    return {name.split("#")[0] for name in tags}


def untranslated(text):
    """Lines with Chinese that every reader gets: not in {% translate %}, _(), comments, lang="zh-hans"."""
    rest = TRANSLATED.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    return [number for number, line in enumerate(rest.splitlines(), 1) if CHINESE.search(line)]


def names_asked_for():
    asked = set().union(*(names_in_python(syntax(path)) for path in product_modules()))
    for path in product_modules():
        asked |= set(names_of_shelves(syntax(path)))
    for path in TEMPLATES:
        asked |= names_in_template(path.read_text(encoding="utf-8")) - {TEMPLATES[path]}
    return asked


def test_every_template_is_used():
    assert sorted(set(TEMPLATES.values()) - names_asked_for() - FOUND_BY_DJANGO) == []


def test_every_template_asked_for_exists():
    ours = {name for name in names_asked_for() if name.split("/")[0] in ROOMS and "/" in name}
    assert sorted(ours - set(TEMPLATES.values())) == []


@pytest.mark.parametrize("path", sorted(TEMPLATES), ids=shown)
def test_no_chinese_text_escapes_translation(path):
    assert untranslated(path.read_text(encoding="utf-8")) == []


def test_planted_chinese_text_is_found():
    text = """{% translate "住房" %}{# 注 #}<a lang="zh-hans">中文</a>
    {% blocktranslate %}共
    户{% endblocktranslate %}
    <p>你好</p>"""
    assert untranslated(text) == [4]


def test_names_of_templates_are_seen_where_they_are_used():
    assert names_in_python(ast.parse('render(request, "desk/home.html")')) == {"desk/home.html"}
    assert names_in_template('{% extends "frame.html" %}{% include "desk/row.html#cell" %}') == {
        "frame.html",
        "desk/row.html",
    }
