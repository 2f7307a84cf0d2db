"""The examples in deploy/ and the guide to backups name commands, settings and limits that there are."""

import re
import shlex
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.urls import resolve

from lianxin import cli
from lianxin.field.vocabulary import LARGEST_BATCH
from lianxin.intake.opening.limits import MAX_FILE_BYTES
from tests.house.test_settings import GUIDE, variables_documented

DEPLOY = settings.PROJECT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
TIMERS = sorted(DEPLOY.glob("*.timer"))
PROSE = [DEPLOY / "README.md", settings.PROJECT / "docs" / "guides" / "backups.md"]
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))


def section(path, name):
    """One section of a systemd unit; a key that stands there several times has the last of its values."""
    unit = ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    unit.optionxform = str
    unit.read_string(path.read_text("utf-8"))
    return unit[name]


def commands_in(text):
    """The words of every `lianxin …` in a text of shell commands, placeholders filled in."""
    for line in re.findall(r"(?:^|/\.venv/bin/)lianxin ([a-z].*)$", text, re.M):
        yield shlex.split(line.partition(" #")[0])


def units_commands():
    return [
        (path.name, words)
        for path in UNITS
        for words in commands_in(re.sub("ExecStart(Pre)?=", "", path.read_text()))
    ]


def is_understood(words):
    try:
        cli._parser().parse_args(words)
    except SystemExit:
        return False
    return True


def test_every_unit_starts_something():
    assert {name for name, _ in units_commands()} == {path.name for path in UNITS}
    assert len(UNITS) == 4


@pytest.mark.parametrize(("name", "words"), units_commands())
def test_units_call_commands_that_there_are(name, words):
    assert is_understood(words), name


@pytest.mark.parametrize("timer", TIMERS, ids=lambda path: path.name)
def test_timers_start_a_unit_that_there_is(timer):
    assert timer.with_suffix(".service") in UNITS
    assert section(timer, "Timer")["OnCalendar"]


def test_a_command_that_is_none_would_be_noticed():
    assert not is_understood(["backup"])
    assert not is_understood(["backup", "/b", "--forever"])
    assert list(
        commands_in("x\nsudo -u a env B=1 /srv/.venv/bin/lianxin backup /b --keep  # every night")
    ) == [["backup", "/b", "--keep"]]


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_guides_name_commands_that_there_are(path):
    blocks = "\n".join(re.findall(r"^```\n(.*?)^```", path.read_text("utf-8"), re.M | re.S))
    found = list(commands_in(blocks))
    assert found
    assert [words for words in found if not is_understood(words)] == []


def test_containers_call_commands_that_there_are():
    services = [service for service in COMPOSE["services"].values() if service["image"] == "lianxin"]
    assert len(services) == 2
    assert all(is_understood(service["command"]) for service in services)
    started = re.search(r"^CMD (\[.*\])$", (DEPLOY / "Dockerfile").read_text("utf-8"), re.M)
    assert is_understood(yaml.safe_load(started[1]))


def test_only_settings_that_there_are_are_set():
    named = set(re.findall(r"^#?([A-Z_]+)=", (DEPLOY / "lianxin.env").read_text("utf-8"), re.M))
    named |= set(COMPOSE["services"]["lianxin"]["environment"])
    named |= set(re.findall(r"\b(LIANXIN_[A-Z_]+)=", (DEPLOY / "Dockerfile").read_text("utf-8")))
    assert named <= variables_documented(GUIDE.read_text(encoding="utf-8"))
    assert {"LIANXIN_HOME", "LIANXIN_BEHIND_PROXY"} <= named


def size(text):
    return int(text[:-1]) * {"k": 1024, "m": 1024**2}[text[-1]]


def test_nginx_lets_through_what_the_software_takes():
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    small, large = (size(found) for found in re.findall(r"client_max_body_size (\w+);", text))
    assert LARGEST_BATCH < small >= settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert large > MAX_FILE_BYTES
    assert small < large
    lists = re.search(r"location ~ (\S+) \{", text)[1]
    for address in ("/imports/", "/staff/imports/"):
        assert re.search(lists, address)
        assert resolve(address)


def test_nginx_says_where_a_request_came_from_in_its_own_words():
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    assert "X-Forwarded-For $remote_addr;" in text
    assert "X-Forwarded-Proto $scheme;" in text
    assert text.count("{") == text.count("}")


def test_nothing_of_a_district_goes_into_an_image():
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    assert {"var", ".git", ".venv"} <= set(ignored)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="this machine has no systemd")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path):
    for path in [*UNITS, *TIMERS]:
        text = path.read_text("utf-8").replace("/srv/lianxin/.venv/bin/lianxin", "/bin/true")
        (tmp_path / path.name).write_text(text, "utf-8")
    files = sorted(map(str, tmp_path.iterdir()))
    done = subprocess.run(["systemd-analyze", "verify", *files], capture_output=True, text=True)
    complaints = [line for line in done.stderr.splitlines() if str(tmp_path) in line]
    assert complaints == []


def test_prose_points_to_files_that_there_are():
    for path in PROSE:
        for link in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8")):
            assert "://" in link or (path.parent / link).exists(), f"{path.name}: {link}"
    named = set(re.findall(r"^\| `([\w.-]+)`", PROSE[0].read_text("utf-8"), re.M))
    assert {Path(name).name for name in named} <= {path.name for path in DEPLOY.iterdir()}
