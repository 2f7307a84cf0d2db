"""The pictures of the README, taken from the software itself: `python3 dev.py screenshots`.

A demo is made in a temporary home, served on a free port of this machine, and looked at with a real browser,
signed in as the demo's own people. Everyone on the pictures is invented.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dev import CHROMIUM, ROOT, node_home

PICTURES = ROOT / "docs" / "pictures"
PASSWORD = "only-for-the-demo"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
WAIT_S = 60


@dataclass(frozen=True)
class Picture:
    """A page as somebody sees it; `width` by `height` in CSS pixels."""

    name: str
    path: str
    who: str = "DESK"
    width: int = 1440
    height: int = 900
    scheme: str = "light"


PHONE = {"width": 390, "height": 844}
SHOWN = (
    Picture("today", "/"),
    Picture("household", "/households/HB004217/"),
    Picture("overview", "/overview/"),
    Picture("households-dark", "/households/?tier=priority", scheme="dark"),
    Picture("visits", "/visits/"),
    Picture("household-phone", "/households/HB004217/", who="WORKER", **PHONE),
)


def main() -> None:
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node_home() / "bin" / "node"))
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, served(Path(home)) as address:
        take(address, SHOWN)


@contextmanager
def served(home: Path) -> Iterator[str]:
    """A demo of a town, served; yields its address and ends the server."""
    command = str(Path(sys.executable).with_name("lianxin"))
    env = os.environ | {"LIANXIN_HOME": str(home / "home")}
    subprocess.run([command, "demo"], env=env, check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    server = subprocess.Popen([command, "serve", "--port", str(port)], env=env, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/healthz")
        yield address
    finally:
        server.terminate()
        server.wait(WAIT_S)


def take(address: str, pictures: tuple[Picture, ...]) -> None:
    """Sign in as each person, open each page and keep what is seen."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        for picture in pictures:
            page = signed_in(browser, address, picture)
            page.goto(address + picture.path)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=PICTURES / f"{picture.name}.png")
            print(f"docs/pictures/{picture.name}.png", flush=True)
            page.context.close()
        browser.close()


def signed_in(browser: Any, address: str, picture: Picture) -> Any:
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme=picture.scheme,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{address}/sign-in/")
    page.fill("[name=number]", picture.who)
    page.fill("[name=password]", PASSWORD)
    page.click("form.card button")
    page.wait_for_load_state()
    return page


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(address: str) -> None:
    until = time.monotonic() + WAIT_S
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=2):  # our own server on this machine
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"{address} did not answer within {WAIT_S} s")


if __name__ == "__main__":
    main()
