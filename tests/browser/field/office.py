"""A server of its own for phones to talk to: it can be killed, started again and told what an office does."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings

from tests.browser.field import planted

PATIENCE_S = 90


class Office:
    """`lianxin serve` in a process group of its own, with a home of its own."""

    def __init__(self, home):
        self.home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None
        self.homes = self.do("plant")

    def start(self, **around):
        """Serve; `around` goes into its environment."""
        program = "import sys; from lianxin.cli import main; sys.exit(main())"
        words = [sys.executable, "-c", program, "serve", "--port", str(self.port)]
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(words, env=self._around() | around, start_new_session=True, **silent)
        until = time.monotonic() + PATIENCE_S
        while not self._answers():
            if time.monotonic() > until or self.process.poll() is not None:
                raise RuntimeError("the server did not come up")
            time.sleep(0.2)

    def kill(self):
        """Without a word, as a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def do(self, verb, *words):
        """Let a process in the server's home do something; returns what it tells."""
        command = [sys.executable, "-m", planted.__name__, verb, *words]
        done = subprocess.run(
            command, env=self._around(), cwd=settings.PROJECT, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        return json.loads(done.stdout.splitlines()[-1])

    def visits_to(self, name):
        return self.do("count")["visits"].count(self.homes[name])

    def _answers(self):
        try:
            return urlopen(f"{self.url}/healthz", timeout=5).status == 200
        except (URLError, OSError):
            return False

    def _around(self):
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("LIANXIN_", "DATABASE_"))
        }
        own = {
            "LIANXIN_HOME": str(self.home),
            "LIANXIN_INSECURE": "1",
            "DJANGO_SETTINGS_MODULE": "lianxin.settings",
            "PYTHONPATH": str(settings.PROJECT),
        }
        return kept | own
