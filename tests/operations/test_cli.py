"""The `lianxin` command as scripts see it: one JSON object on the last line, and exit codes 0, 1 and 2."""

import json
import logging
from unittest import mock

import pytest
from django.db import DatabaseError

from lianxin import cli
from lianxin.operations import commands as operations
from lianxin.proofs import commands as proofs
from lianxin.proofs.catalogue import MODULES

POLICY = "policy/tiers/2026-01-01.yaml"
PROVED = {"runs": 1, "failures": 0, "seconds": 0.1, "promise": 14, "name": "ledger", "says": "", "found": []}

# One use of every command that answers 0 in a new district with one worker, G1.
GOOD = {
    "area list": [],
    "area find": ["东一村"],
    "area history": ["990100001201"],
    "area add": ["990100001202", "东二村", "village", "990100001000"],
    "area rename": ["990100001201", "东村"],
    "area move": None,
    "area merge": None,
    "area close": ["990100001201"],
    "area reopen": None,
    "staff add": ["G2", "高远"],
    "staff password": ["G1"],
    "staff appoint": ["G1", "collector", "990100001201"],
    "staff dismiss": None,
    "staff disable": ["G1"],
    "staff enable": ["G1"],
    "staff reset-second-factor": None,
    "staff list": [],
    "policy adopt": None,
    "policy check": [POLICY],
    "policy list": [],
    "import": ["--template", "{folder}/empty.xlsx"],
    "classify": [],
    "explain": None,
    "pair": None,
    "plan": None,
    "visits form": ["--to", "{folder}/form.xlsx"],
    "callbacks verify": None,
    "field rescue": None,
    "field devices": [],
    "export": ["households", "{folder}/households.csv"],
    "init": [],
    "serve": [],
    "work": [],
    "tick": [],
    "doctor": [],
    "backup": None,
    "verify": None,
    "restore": None,
    "keys save": None,
    "keys restore": None,
    "demo": None,
    "prove": ["ledger"],
    "bench": None,
}
# One use of every command that is refused, for those that can be.
REFUSED = {
    "area find": ["没有这个村"],
    "area history": ["1"],
    "area add": ["1", "x", "village", "2"],
    "area rename": ["990100009999", "无"],
    "area move": ["990100001201", "990100009999"],
    "area merge": ["990100001201", "990100009999"],
    "area close": ["990100001000"],
    "area reopen": ["990100001201"],
    "staff add": ["G1", "高远"],
    "staff password": ["NOBODY"],
    "staff appoint": ["G1", "collector", "990100009999"],
    "staff dismiss": ["G1", "collector", "990100001201"],
    "staff disable": ["ADMIN"],
    "staff enable": ["NOBODY"],
    "staff reset-second-factor": ["NOBODY"],
    "policy adopt": ["none.yaml"],
    "policy check": ["none.yaml"],
    "import": ["none.xlsx"],
    "classify": ["--policy", "none.yaml", "--dry-run"],
    "pair": [],
    "plan": [],
    "visits form": ["--from", "none.xlsx"],
    "explain": ["HB404"],
    "init": ["--areas", "none.csv"],
    "backup": ["docs"],
    "verify": ["none"],
    "restore": ["none"],
    "keys save": ["pyproject.toml"],
    "keys restore": ["none.keys"],
    "demo": ["--size", "village"],
    "callbacks verify": ["none"],
    "field rescue": ["none.json"],
    "bench": ["none"],
}
WRONG_USAGE = [
    [],
    ["nonsense"],
    ["tick", "--now", "soon"],
    ["explain"],
    ["prove", "nothing"],
    ["doctor", "--json", "x"],
]


@pytest.fixture
def at_home(district, lianxin, tmp_path, monkeypatch):
    """A district with one worker, in which nothing is really served, worked off for ever, or proved."""
    assert lianxin("staff", "add", "G1", "高远").code == 0
    monkeypatch.setattr(operations.serving, "refuse_unsafe", lambda *_, **__: None)
    monkeypatch.setattr(operations.serving, "serve", lambda *_: None)
    monkeypatch.setattr(operations.clock, "work", lambda stop: None)
    monkeypatch.setattr(proofs, "run_everywhere", lambda *_, **__: PROVED)

    def at_home(name, words):
        return lianxin(*name.split(), *(word.format(folder=tmp_path) for word in words))

    return at_home


def test_every_command_is_tried_here():
    with mock.patch.object(cli.sys, "argv", ["lianxin"]):
        leaves = {leaf.prog.removeprefix("lianxin ") for leaf in cli._leaves(cli._parser())}
    assert leaves == set(GOOD)
    assert leaves >= set(REFUSED)
    assert all(GOOD[name] is not None or name in REFUSED for name in leaves)


@pytest.mark.parametrize("name", [name for name, words in GOOD.items() if words is not None])
def test_a_command_that_went_well_answers_0(at_home, name):
    said = at_home(name, GOOD[name])
    assert said.code == 0, said
    assert isinstance(said.answer, dict)
    assert "error" not in said.answer
    assert len(said.out.splitlines()) == 1


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_command_that_was_refused_answers_1_and_says_why(at_home, name):
    said = at_home(name, REFUSED[name])
    assert said.code == 1
    assert any(said.answer.get(key) for key in ("error", "refused", "problems"))
    assert "Traceback" not in said.err


@pytest.mark.parametrize("words", WRONG_USAGE, ids=" ".join)
def test_wrong_usage_is_2_and_shows_how(words, home, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main(words)
    assert stopped.value.code == 2
    assert "usage: lianxin" in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(GOOD))
def test_every_command_explains_itself(name, home, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main([*name.split(), "--help"])
    assert stopped.value.code == 0
    assert "--json" in capsys.readouterr().out


def test_a_command_in_a_process_that_is_set_up_leaves_its_log_handlers_open(district, capsys):
    """absl, which the solver loads, closes the stream it was born with when its handler is closed."""
    closed = []

    class Handler(logging.Handler):
        def close(self):
            closed.append(self)
            super().close()

    handler = Handler()
    cli.main(["area", "find", "东一村"])
    assert closed == []
    handler.close()
    assert closed == [handler]


def test_people_get_lines_and_not_json(district, capsys):
    capsys.readouterr()
    assert cli.main(["tick"]) == 0
    out = capsys.readouterr().out
    assert "handed_on: " in out
    with pytest.raises(json.JSONDecodeError):
        json.loads(out)


def test_where_there_is_no_district_every_command_says_what_to_do(lianxin, home):
    with mock.patch.object(operations.clock, "tick", side_effect=DatabaseError("no such table: areas_area")):
        said = lianxin("tick")
    assert said.code == 1
    assert "lianxin init" in said.answer["error"]


def test_trouble_that_is_no_fault_of_the_installation_is_not_hidden(district, lianxin):
    failing = mock.patch.object(operations.clock, "tick", side_effect=DatabaseError("disk I/O error"))
    with failing, pytest.raises(DatabaseError):
        lianxin("tick")


def test_a_failed_proof_answers_1(at_home, monkeypatch):
    monkeypatch.setattr(proofs, "run_everywhere", lambda *_, **__: PROVED | {"failures": 2})
    assert at_home("prove", ["ledger"]).code == 1


def test_all_proofs_add_up(at_home):
    answer = at_home("prove", ["all"]).answer
    assert (answer["runs"], answer["failures"], len(answer["proofs"])) == (len(MODULES), 0, len(MODULES))
