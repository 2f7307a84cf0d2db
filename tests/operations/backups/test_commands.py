"""`lianxin backup`, `verify`, `restore` and `keys`, as people and timers call them."""

import json
import shutil
from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin import cli, keyring
from lianxin.ledger.models import Event
from lianxin.operations import doctor
from lianxin.operations.backups import commands, keys
from lianxin.operations.backups.databases import way
from lianxin.operations.backups.status import backup_status
from lianxin.registry.models import Household
from tests.operations.backups.conftest import flip

PHRASE = "三月里的梨花开了又谢，谢了又开"


@pytest.fixture
def lianxin(capsys):
    """Run a command; returns its exit code, its JSON answer, and all it said beside that."""

    def lianxin(*words):
        capsys.readouterr()
        code = cli.main([*map(str, words), "--json"])
        out, err = capsys.readouterr()
        return code, json.loads(out.splitlines()[-1]), err

    return lianxin


@pytest.fixture
def phrase(tmp_path):
    file = tmp_path / "phrase"
    file.write_text(PHRASE + "\n", "utf-8")
    return file


@pytest.fixture
def at(monkeypatch):
    """Let the commands believe it is noon tomorrow, or so many days after that."""
    noon = timezone.localtime().replace(hour=12, minute=0) + timedelta(days=1)

    def at(days):
        monkeypatch.setattr(timezone, "now", lambda: noon + timedelta(days=days))

    return at


def test_the_three_commands_have_the_keys_of_the_contract(a_district, lianxin, tmp_path):
    for words in (["backup"], ["verify"], ["restore", "--replace"]):
        code, answer, err = lianxin(words[0], tmp_path / "b", *words[1:])
        assert code == 0, answer
        assert {"files", "sha256", "rows", "seconds"} <= answer.keys()
        assert (answer["files"], len(answer["sha256"])) == (2, 64)
        assert answer["rows"] > 100
        assert "…" in err


def test_a_bad_backup_answers_1_and_says_what_to_do(a_district, lianxin, tmp_path):
    lianxin("backup", tmp_path / "b")
    flip(tmp_path / "b" / way().FILE)
    code, answer, _ = lianxin("verify", tmp_path / "b")
    assert code == 1
    assert [problem["code"] for problem in answer["problems"]] == ["file-changed"]
    assert answer["problems"][0]["remedy"]


def test_people_read_what_is_next(a_district, capsys, tmp_path):
    said = []
    for words in (["backup"], ["verify"], ["restore", "--replace"]):
        assert cli.main([words[0], str(tmp_path / "b"), *words[1:]]) == 0
        said.append(capsys.readouterr().out)
    assert "还没有验过" in said[0]
    assert "已在别处恢复并检查过" in said[1]
    assert "手机下次联网" in said[2]
    assert "before-restore" in said[2]


def test_a_night_makes_proves_and_thins_out(a_district, lianxin, tmp_path, at):
    folder, left = tmp_path / "nights", []
    (folder / "notes").mkdir(parents=True)
    for night in (0, 0.1, 1):
        at(night)
        code, answer, _ = lianxin("backup", folder, "--keep")
        assert (code, answer["problems"]) == (0, [])
        left += answer["dropped"]
    kept = sorted(path.name for path in folder.iterdir())
    assert "notes" in kept
    assert len(kept) == 3, "the first backup of a day goes when the second is proven"
    assert len(left) == 1
    assert left[0] not in kept


def test_a_night_whose_backup_is_bad_drops_nothing_and_fails(a_district, lianxin, tmp_path, at, monkeypatch):
    at(0)
    lianxin("backup", tmp_path / "nights", "--keep")
    at(0.1)
    bad = [commands.verifying.Fault("file-changed", "坏了", "再做一份")]
    found = commands.verifying.Verified(None, "", bad)
    monkeypatch.setattr(commands.verifying, "verify_backup", lambda *_, **__: found)
    before = set((tmp_path / "nights").iterdir())
    code, answer, _ = lianxin("backup", tmp_path / "nights", "--keep")
    assert (code, answer["dropped"]) == (1, [])
    assert before < set((tmp_path / "nights").iterdir())


def test_the_doctor_asks_for_a_proven_backup_every_day(a_district, lianxin, tmp_path, at):
    def asked():
        found = {problem.code for problem in doctor.examine(reads_ledger=False)}
        return found & {"backup-stale", "keys-not-saved"}

    assert asked() == set()
    at(1.1)
    assert asked() == {"backup-stale", "keys-not-saved"}
    lianxin("backup", tmp_path / "b")
    assert "backup-stale" in asked(), "one that was not proven does not count"
    lianxin("verify", tmp_path / "b")
    assert asked() == {"keys-not-saved"}
    at(2.2)
    lianxin("verify", tmp_path / "b")
    assert "backup-stale" in asked(), "an old one that is looked at again is still old"
    at(3)
    lianxin("backup", tmp_path / "c", "--keep")
    lianxin("verify", tmp_path / "b")
    assert "backup-stale" not in asked(), "the newest one counts, whichever was looked at last"


def test_a_demo_is_not_asked_for_backups(a_district, settings, at):
    at(100)
    settings.LIANXIN_DEMO = True
    assert "backup-stale" not in {problem.code for problem in doctor.examine(reads_ledger=False)}


def test_the_page_of_the_machine_says_how_backups_stand(a_district, lianxin, tmp_path):
    assert backup_status().made_at is None
    lianxin("backup", tmp_path / "b")
    status = backup_status()
    assert (status.made_at, status.is_latest_verified) == (None, False)
    lianxin("verify", tmp_path / "b")
    status = backup_status()
    assert status.is_latest_verified
    assert status.verified_at > status.made_at
    assert status.numbers["files"] == 2


def test_keys_are_saved_and_put_back_elsewhere(a_district, lianxin, elsewhere, tmp_path, phrase):
    lianxin("backup", tmp_path / "b")
    code, answer, err = lianxin("keys", "save", tmp_path / "box", "--passphrase-file", phrase)
    assert (code, answer["keys"]) == (0, ["seal", "session", "vault"])
    assert PHRASE not in err + json.dumps(answer)
    assert (tmp_path / "box").stat().st_mode & 0o777 == 0o600
    assert Event.objects.get(kind="keys.saved").after == {"keys": ["seal", "session", "vault"]}
    assert backup_status().keys_saved_at
    keys = {name: keyring.read_key(a_district, name) for name in keyring.NAMES}
    with elsewhere() as home:
        assert lianxin("keys", "restore", tmp_path / "box", "--passphrase-file", phrase)[0] == 0
        assert {name: keyring.read_key(home, name) for name in keyring.NAMES} == keys
        assert {path.stat().st_mode & 0o077 for path in [home / "keys", *(home / "keys").iterdir()]} == {0}
        assert lianxin("restore", tmp_path / "b")[0] == 0
        assert Household.objects.count() == 3


def test_keys_that_are_there_are_not_lost(a_district, lianxin, elsewhere, tmp_path, phrase):
    lianxin("keys", "save", tmp_path / "box", "--passphrase-file", phrase)
    words = ["keys", "restore", tmp_path / "box", "--passphrase-file", phrase]
    with elsewhere() as home:
        keyring.make_keys(home)
        theirs = keyring.read_key(home, "vault")
        code, answer, _ = lianxin(*words)
        assert code == 1
        assert "--replace" in answer["error"]
        assert keyring.read_key(home, "vault") == theirs
        code, answer, _ = lianxin(*words, "--replace")
        assert code == 0
        (aside,) = home.glob("keys-before-*")
        assert (aside / "vault.key").read_bytes() == theirs
        assert lianxin(*words)[0] == 0, "the same keys once more change nothing"


@pytest.mark.parametrize("said", ["", "short", "口令"])
def test_a_short_passphrase_saves_nothing(a_district, lianxin, tmp_path, said):
    (tmp_path / "short").write_text(said, "utf-8")
    code, answer, _ = lianxin("keys", "save", tmp_path / "box", "--passphrase-file", tmp_path / "short")
    assert code == 1
    assert "太短" in answer["error"]
    assert not (tmp_path / "box").exists()


def test_keys_are_not_saved_beside_the_data_or_over_something(a_district, lianxin, tmp_path, phrase):
    for place in (a_district / "box", phrase):
        assert lianxin("keys", "save", place, "--passphrase-file", phrase)[0] == 1
    assert not (a_district / "box").exists()
    assert phrase.read_text("utf-8") == PHRASE + "\n"


def test_a_passphrase_is_typed_twice_or_comes_from_a_file(a_district, lianxin, tmp_path, monkeypatch):
    assert "--passphrase-file" in lianxin("keys", "save", tmp_path / "box")[1]["error"]
    monkeypatch.setattr(keys.sys.stdin, "isatty", lambda: True, raising=False)
    typed = iter([PHRASE, "别的", PHRASE, PHRASE])
    monkeypatch.setattr(keys.getpass, "getpass", lambda words: next(typed))
    assert "不一样" in lianxin("keys", "save", tmp_path / "box")[1]["error"]
    assert lianxin("keys", "save", tmp_path / "box")[0] == 0


def test_one_made_elsewhere_is_not_thinned_out(a_district, lianxin, elsewhere, tmp_path, at):
    """Several districts may share a folder; each takes away only its own."""
    lianxin("backup", tmp_path / "nights" / "neighbour")
    neighbour = tmp_path / "nights" / "neighbour" / "manifest.json"
    told = json.loads(neighbour.read_bytes())
    told["keys"]["vault"] = "0" * 16
    neighbour.write_bytes((json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())
    shutil.copytree(tmp_path / "nights" / "neighbour", tmp_path / "nights" / "another")
    for night in (400, 400.1):
        at(night)
        lianxin("backup", tmp_path / "nights", "--keep")
    assert {"neighbour", "another"} < {path.name for path in (tmp_path / "nights").iterdir()}
