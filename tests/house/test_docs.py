"""What the documents name exists: every link, every path in backticks, every module and its names."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT, own_files, shown

LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"(?:lianxin|tests|docs|policy|web|tools|benchmarks|deploy)/[\w./-]+")
DOTTED = re.compile(r"lianxin(?:\.[a-z_]\w*)+")
UNITS = ("lianxin.env", "lianxin.service", "lianxin.timer")
"""Files of a server that look like modules."""


def names_of_nothing(text: str, folder: Path) -> Iterator[str]:
    """What a Markdown text names and the tree does not have. `folder`: where the text lies."""
    for link in LINK.findall(text):
        if ":" not in link and not (folder / link).exists():
            yield link
    for code in CODE.findall(text):
        if PATH.fullmatch(code) and not (ROOT / code).exists():
            yield code
        if DOTTED.fullmatch(code) and code not in UNITS and not _is_known(code):
            yield code


def _is_known(dotted: str) -> bool:
    """Whether `lianxin.room.module` is a module, or `lianxin.room.module.name` a word of one."""
    parts = dotted.split(".")
    for length in range(len(parts), 1, -1):
        base = ROOT.joinpath(*parts[:length])
        source = next((one for one in (base.with_suffix(".py"), base / "__init__.py") if one.exists()), None)
        if source:
            rest = parts[length : length + 1]
            return all(re.search(rf"\b{name}\b", source.read_text(encoding="utf-8")) for name in rest)
    return False


def test_the_documents_name_nothing_that_is_not_there():
    found = {
        f"{shown(path)}: {name}"
        for path in own_files("md")
        for name in names_of_nothing(path.read_text(encoding="utf-8"), path.parent)
    }
    assert sorted(found) == []


def test_a_planted_name_of_nothing_is_found():
    text = "See [there](docs/nowhere.md), `lianxin/gone.py`, `lianxin.flow.gone` and `lianxin.gone.module`."
    assert len(list(names_of_nothing(text, ROOT))) == 4
    good = "See [here](README.md#what-it-does), `lianxin/flow.py`, `lianxin.flow.settle` and `lianxin.env`."
    assert list(names_of_nothing(good, ROOT)) == []
