"""`lianxin policy`: check, adopt and list, for people and for programs."""

import json

import pytest

from lianxin.cli import main
from lianxin.policies.models import Policy
from tests.policies.drafts import GOOD, spoil

pytestmark = pytest.mark.django_db


def run(capsys, *args):
    code = main(["policy", *map(str, args), "--json"])
    return code, json.loads(capsys.readouterr().out.splitlines()[-1])


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "2026-01-01.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_a_good_file_is_checked_without_being_adopted(capsys, file):
    code, answer = run(capsys, "check", file(GOOD))
    assert code == 0
    assert (answer["policy"], answer["rules"], answer["examples"], answer["refused"]) == (
        "tiers-test",
        2,
        1,
        [],
    )
    assert not Policy.objects.exists()


def test_a_file_is_adopted_once(capsys, file):
    code, answer = run(capsys, "adopt", file(GOOD))
    assert (code, answer["adopted"], answer["kind"]) == (0, True, "tiers")
    assert answer["sha256"] == Policy.objects.get().sha256
    code, answer = run(capsys, "adopt", file(GOOD))
    assert (code, answer["adopted"]) == (0, False)


@pytest.mark.parametrize("verb", ["check", "adopt"])
def test_a_refused_file_is_answered_with_line_column_code_and_words(capsys, file, verb):
    path = file(spoil("income_per_head < line", "income_per_head < lime"))
    code, answer = run(capsys, verb, path)
    assert code == 1
    (refused,) = answer["refused"]
    assert (refused["line"], refused["column"], refused["code"]) == (19, 29, "unknown_name")
    assert "lime" in refused["message"]
    assert main(["policy", verb, str(path)]) == 1
    assert f"{path}:19:29: “lime”" in capsys.readouterr().out
    assert not Policy.objects.exists()


@pytest.mark.parametrize(("content", "code"), [(b"\xff\xfe", "not_text"), (b"a" * 1_300_000, "too_large")])
def test_a_file_that_is_no_policy_text_is_refused(capsys, file, content, code):
    exit_code, answer = run(capsys, "check", file(content))
    assert (exit_code, answer["refused"][0]["code"]) == (1, code)


def test_a_missing_file_is_said_to_be_missing(capsys, tmp_path):
    code, answer = run(capsys, "adopt", tmp_path / "nothing.yaml")
    assert code == 1
    assert "nothing.yaml" in answer["error"]


def test_the_list_says_which_is_in_force(capsys, file):
    run(capsys, "adopt", file(GOOD))
    run(capsys, "adopt", file(spoil("2026-01-01", "2099-01-01", spoil("id: tiers-test", "id: later"))))
    code, answer = run(capsys, "list", "--kind", "tiers")
    assert code == 0
    assert [(one["policy"], one["in_force"]) for one in answer["policies"]] == [
        ("later", False),
        ("tiers-test", True),
    ]
    assert run(capsys, "list", "--kind", "benefits")[1] == {"policies": []}
