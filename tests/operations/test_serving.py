"""`lianxin serve`: refuses what must not be run, and answers the rudest clients; in processes of its own."""

import os
import socket
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.core.management.base import CommandError

from lianxin.operations import doctor, serving
from tests.operations.conftest import DIVISIONS

PATIENCE_S = 60
HEAD = b"Host: localhost\r\nConnection: close\r\n"
RUDE = [
    b"POST /sign-in/ HTTP/1.1\r\n" + HEAD + b"Content-Length: abc\r\n\r\n",
    b"POST /sign-in/ HTTP/1.1\r\n" + HEAD + b"Content-Length: -1\r\n\r\n",
    b"POST /sign-in/ HTTP/1.1\r\n" + HEAD + b"Content-Length: 99999999999999999999999\r\n\r\n",
    b"POST /sign-in/ HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n",
    b"GET /%ED%A0%80 HTTP/1.1\r\n" + HEAD + b"\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\n" + HEAD + b"\r\n",
    b"GET /%00 HTTP/1.1\r\n" + HEAD + b"\r\n",
    b"GET / HTTP/1.1\r\n" + HEAD + b"X: " + b"a" * 200_000 + b"\r\n\r\n",
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n" + HEAD + b"\r\n",
    b"GET / HTTP/1.1\r\n" + HEAD + b"Cookie: sessionid=\xff\xfe\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: \xff\r\nConnection: close\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"FOO\x00BAR / HTTP/1.1\r\n" + HEAD + b"\r\n",
    b"\x00\x01\x02\r\n\r\n",
]


def command(home, *words, **more):
    """Start `lianxin` as a process with a home of its own and nothing of ours around it."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LIANXIN_", "DATABASE_"))
    }
    environment = kept | {"LIANXIN_HOME": str(home), "PYTHONPATH": str(settings.PROJECT)} | more
    program = [sys.executable, "-c", "import sys; from lianxin.cli import main; sys.exit(main())"]
    return subprocess.Popen(
        [*program, *map(str, words)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(port, request):
    with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as client:
        client.sendall(request)
        client.settimeout(PATIENCE_S)
        return b"".join(iter(lambda: client.recv(4096), b""))


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A district made by `init` and served by `serve`, as in the README; yields (home, port)."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "areas.csv").write_text(DIVISIONS, "utf-8")
    home, port = folder / "home", free_port()
    made = command(home, "init", "--areas", folder / "areas.csv")
    assert made.communicate(timeout=PATIENCE_S)[1].startswith("第一个管理员")
    server = command(home, "serve", "--port", port, LIANXIN_INSECURE="1", LIANXIN_LOG_LEVEL="CRITICAL")
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and server.poll() is None:
        try:
            ask(port, b"GET /healthz HTTP/1.1\r\n" + HEAD + b"\r\n")
            break
        except OSError:
            time.sleep(0.1)
    yield home, port
    server.terminate()
    out, err = server.communicate(timeout=PATIENCE_S)
    assert server.returncode == 0, err


def test_a_district_is_served_to_its_owner_alone(served):
    home, port = served
    answer = ask(port, b"GET /healthz HTTP/1.1\r\n" + HEAD + b"\r\n")
    assert answer.startswith(b"HTTP/1.1 200")
    assert b'{"ok": true}' in answer
    assert {path.stat().st_mode & 0o077 for path in [home, *home.glob("lianxin.db*")]} == {0}


@pytest.mark.parametrize("request_", RUDE, ids=range(len(RUDE)))
def test_a_rude_client_gets_an_answer_and_no_crash(served, request_):
    answer = ask(served[1], request_)
    status = int(answer.split()[1])
    assert 200 <= status < 500


def test_a_port_that_is_taken_is_said(served):
    with pytest.raises(CommandError, match=str(served[1])):
        serving.refuse_taken_port("127.0.0.1", served[1])


@pytest.mark.parametrize("port", [-1, 0, 65536])
def test_a_number_that_is_no_port_is_said(port):
    with pytest.raises(CommandError, match="--port"):
        serving.refuse_taken_port("127.0.0.1", port)


def test_what_is_fatal_is_not_served(monkeypatch):
    fatal = doctor.Problem("tables-behind", "数据库还差 1 步升级。", "运行 lianxin init。")
    monkeypatch.setattr(doctor, "examine", lambda **_: [fatal])
    with pytest.raises(CommandError, match="lianxin init"):
        serving.refuse_unsafe("127.0.0.1", free_port(), 1)


def test_what_is_merely_unwise_is_served(monkeypatch):
    unwise = doctor.Problem("key-readable", "密钥别人也能读。", "chmod 600", is_fatal=False)
    monkeypatch.setattr(doctor, "examine", lambda **_: [unwise])
    serving.refuse_unsafe("127.0.0.1", free_port(), 1)


def test_the_doctor_is_told_how_many_processes_there_will_be(monkeypatch):
    asked = []
    monkeypatch.setattr(doctor, "examine", lambda *, processes: asked.append(processes) or [])
    serving.refuse_unsafe("127.0.0.1", free_port(), 3)
    assert asked == [3]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.20", "demo.example.org"])
def test_a_demo_is_not_served_to_others(settings, monkeypatch, host):
    settings.LIANXIN_DEMO = True
    monkeypatch.setattr(doctor, "examine", lambda **_: [])
    with pytest.raises(CommandError, match="allow-demo-outside"):
        serving.refuse_unsafe(host, free_port(), 1)
