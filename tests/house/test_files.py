"""Files can be read in one sitting, are named after something, and know no machine but their own."""

import json
import re

import pytest

from tests.house.tree import ROOT, own_files, shown

LONGEST = 300
NAMES_OF_NOTHING = {"core", "common", "util", "utils", "helper", "helpers", "service", "services", "misc"}
# One letter of each word stands in brackets, so that this file does not find itself.
FOR_LATER = re.compile(r"\b(TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b")
FOLDER_OF_ONE_MACHINE = r"(?<![\w./-])/([w]ork|[r]oot|[h]ome/\w+|[U]sers/\w+|[o]pt/pypi)(/|\b)"
REGISTRY = r"[p]ypi\.org|[f]iles\.pythonhosted|[r]egistry\.npmjs"
OF_ONE_MACHINE = re.compile(rf"{FOLDER_OF_ONE_MACHINE}|\.[p]yenv\b|{REGISTRY}")
ADDRESS = re.compile(r"\w+://|git\+|\bfile:", re.I)
PYTHON_LOCKS = ("requirements.lock", "requirements-dev.lock")


def too_long(text):
    return len(text.splitlines()) > LONGEST


def lines_matching(pattern, text):
    return [number for number, line in enumerate(text.splitlines(), 1) if pattern.search(line)]


def places(pattern):
    """`file:line` of every match in the project."""
    texts = {shown(path): path.read_text(encoding="utf-8") for path in own_files()}
    return [f"{path}:{number}" for path, text in texts.items() for number in lines_matching(pattern, text)]


def addresses_in_package_lock(text):
    """Everything in a package-lock.json that says where to fetch something (not where to thank someone)."""

    def walk(value, key):
        if key == "funding":
            return []
        if isinstance(value, dict):
            return [found for inner, item in value.items() for found in walk(item, inner)]
        if isinstance(value, list):
            return [found for item in value for found in walk(item, key)]
        return [f"{key}: {value}"] if isinstance(value, str) and ADDRESS.search(value) else []

    return walk(json.loads(text), "")


def test_no_file_is_longer_than_one_sitting():
    sources = own_files("py", "ts", "html", "css", "md")
    assert [shown(path) for path in sources if too_long(path.read_text(encoding="utf-8"))] == []
    assert too_long("\n" * 301)


def test_no_file_or_folder_is_named_after_nothing():
    sources = [path.relative_to(ROOT) for path in own_files("py", "ts", "html", "css")]
    assert [path for path in sources if NAMES_OF_NOTHING & {*path.parts, path.name.split(".")[0]}] == []


def test_nothing_is_left_for_later():
    assert places(FOR_LATER) == []
    assert lines_matching(FOR_LATER, "done\n# todo: the rest".upper()) == [2]


def test_no_file_knows_a_machine_or_a_registry():
    assert places(OF_ONE_MACHINE) == []


@pytest.mark.parametrize(
    "planted", ["open('!work/main/x')", "HOME=!home/li/bin", "!root/.cache", "!opt/py" + "pi/a"]
)
def test_a_planted_machine_path_is_found(planted):
    assert lines_matching(OF_ONE_MACHINE, planted.replace("!", "/")) == [1]


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_the_python_locks_hold_hashes_and_no_addresses(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert lines_matching(ADDRESS, text) == []
    pinned = re.findall(r"^[\w.\[\]-]+==\S+.*?(?=^\w|\Z)", text, re.M | re.S)
    assert len(pinned) > 20
    assert [entry.split()[0] for entry in pinned if "--hash=sha256:" not in entry] == []
    assert lines_matching(ADDRESS, "--index-url https://example.org/simple") == [1]


def test_the_web_lock_names_no_address():
    assert addresses_in_package_lock((ROOT / "web" / "package-lock.json").read_text(encoding="utf-8")) == []
    planted = '{"packages": {"x": {"resolved": "https://example.org/x.tgz", "funding": "https://y.org"}}}'
    assert addresses_in_package_lock(planted) == ["resolved: https://example.org/x.tgz"]


def test_the_two_python_locks_agree():
    base, dev = (
        dict(re.findall(r"^([\w.-]+)(?:\[\S+\])?==(\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.M))
        for lock in PYTHON_LOCKS
    )
    assert base.items() - dev.items() == set()
