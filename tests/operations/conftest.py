"""A home of one's own, and the `lianxin` command in this process, against the test's database."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

DIVISIONS = (
    "code,name,level,parent_code\n"
    "990100000000,连江区,district,\n"
    "990100001000,甲镇,town,990100000000\n"
    "990100001201,东一村,village,990100001000\n"
)


@dataclass
class Said:
    """What a command said: its exit code, its JSON answer, all of standard output and error."""

    code: int
    answer: dict
    out: str
    err: str


@pytest.fixture
def home(tmp_path, settings) -> Path:
    settings.LIANXIN_HOME = tmp_path / "home"
    return settings.LIANXIN_HOME


@pytest.fixture
def lianxin(home, db, capsys):
    """Run a command and return what it said; it must say it in one JSON object on the last line."""
    from lianxin import cli

    def lianxin(*words) -> Said:
        capsys.readouterr()
        code = cli.main([*map(str, words), "--json"])
        out, err = capsys.readouterr()
        return Said(code, json.loads(out.splitlines()[-1]), out, err)

    return lianxin


@pytest.fixture
def divisions(tmp_path) -> Path:
    path = tmp_path / "areas.csv"
    path.write_text(DIVISIONS, "utf-8")
    return path


@pytest.fixture
def district(lianxin, divisions) -> Path:
    """A district that has just been opened; returns its home."""
    assert lianxin("init", "--areas", divisions).code == 0
    from django.conf import settings

    return settings.LIANXIN_HOME
