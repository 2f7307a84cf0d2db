"""How long the phone's app takes from its own copy to a first screen one can use, on a slow phone.

Needs a demo that is being served (`python3 dev.py demo --size town`) and a Chromium:

    .venv/bin/python -m benchmarks.phone --url http://127.0.0.1:8000

It signs in once and lets the app keep itself; then, without a network, it opens the app anew as often as
asked. Two stretches: from opening until the PIN can be typed, and from its last digit until today's homes are
shown. Of each it prints the processor time of the page's main thread (Chromium's `Performance.getMetrics` in
thread ticks) times four, which is what counts on a machine that is busy with other things, and the time by
the clock with Chromium's own slowing of the processor by four (`Emulation.setCPUThrottlingRate`).
"""

import argparse
import gzip
import json
import os
import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dev import CHROMIUM, node_home

SLOWDOWN = 4
GOAL_S = 2.0
PIN = "246810"
BUILD = Path(__file__).resolve().parent.parent / "lianxin" / "field" / "static" / "field"
QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
QUIET += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
SIZE = {"width": 390, "height": 844}

# In the page, so that neither this process nor the wire between them counts.
WATCH = """
const seen = {};
globalThis.__seen = seen;
const look = () => {
  if (seen.lock === undefined && document.querySelector('.pinpad button')) seen.lock = performance.now();
  if (seen.home === undefined && document.querySelector('[data-part=due], [data-part=trip]')) {
    requestAnimationFrame(() => { seen.home ??= performance.now() });
  }
};
new MutationObserver(look).observe(document, { childList: true, subtree: true });
addEventListener('click', (event) => {
  if (event.target.closest?.('.pinpad')) seen.typed = performance.now();
}, true);
"""
SHOWN = "() => globalThis.__seen.home !== undefined"
LOCKED = "() => globalThis.__seen.lock !== undefined"


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening of the app, in seconds: to the lock and from the last digit to today, by the clock and in
    processor time of the main thread."""

    lock: float
    home: float
    lock_cpu: float
    home_cpu: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--number", default="WORKER")
    parser.add_argument("--password", default="only-for-the-demo")
    parser.add_argument("--repeats", type=int, default=5)
    args = parser.parse_args()
    with phone(args.url) as context:
        sign_in(context, args)
        plain = [opened(context, args.url, 1) for _ in range(args.repeats)]
        slow = [opened(context, args.url, SLOWDOWN) for _ in range(args.repeats)]
    print(f"load of this machine: {os.getloadavg()[0]:.1f}; {args.repeats} openings each, without a network")
    print(f"script of the first screen: {first_script() / 1024:.0f} KiB gzip")
    report("until the PIN can be typed", [one.lock_cpu for one in plain], [one.lock for one in slow])
    report("from its last digit to today", [one.home_cpu for one in plain], [one.home for one in slow])


def report(what: str, cpu: list[float], clock: list[float]) -> None:
    """Medians and ranges; the goal is for the clock of a phone that does nothing else."""
    times = [one * SLOWDOWN for one in cpu]
    verdict = "within" if statistics.median(times) <= GOAL_S else "beyond"
    print(
        f"{what}: main thread {statistics.median(times):.2f} s ({min(times):.2f} to {max(times):.2f}), "
        f"{SLOWDOWN} × what it takes here, {verdict} {GOAL_S:.0f} s; "
        f"clock when slowed {statistics.median(clock):.2f} s ({min(clock):.2f} to {max(clock):.2f})"
    )


@contextmanager
def phone(url: str) -> Iterator[Any]:
    """A browser with an empty profile, of a phone's size."""
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node_home() / "bin" / "node"))
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        wish = {"viewport": SIZE, "has_touch": True, "is_mobile": True, "locale": "zh-CN"}
        context = browser.new_context(**wish, timezone_id="Asia/Shanghai")
        context.set_default_timeout(120_000)
        context.add_init_script(WATCH)
        yield context
        browser.close()


def sign_in(context: Any, args: argparse.Namespace) -> None:
    """Sign in, choose a PIN, wait until the homes are here and the app has kept itself."""
    page = context.new_page()
    page.goto(f"{args.url}/field/")
    page.fill("[name=number]", args.number)
    page.fill("[name=password]", args.password)
    page.click("button[type=submit]")
    for heading in ("设一个开锁密码", "再输一遍"):
        page.get_by_text(heading).wait_for()
        type_pin(page)
    page.wait_for_function(SHOWN)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.locator(".syncline .dot[data-state=good]").wait_for()
    page.close()


def opened(context: Any, url: str, rate: int) -> Opening:
    """Open the app from its own copy, and unlock it."""
    context.set_offline(True)
    page = context.new_page()
    chromium = context.new_cdp_session(page)
    chromium.send("Performance.enable", {"timeDomain": "threadTicks"})
    chromium.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    page.goto(f"{url}/field/", wait_until="commit")
    page.wait_for_function(LOCKED)
    page.wait_for_timeout(500)
    at_lock = worked(chromium)
    type_pin(page)
    page.wait_for_function(SHOWN)
    at_home = worked(chromium)
    seen = page.evaluate("() => globalThis.__seen")
    page.close()
    context.set_offline(False)
    home = (seen["home"] - seen["typed"]) / 1000
    return Opening(seen["lock"] / 1000, home, at_lock, at_home - at_lock)


def worked(chromium: Any) -> float:
    """Seconds of processor time that the tasks of the page's main thread have taken so far."""
    metrics = chromium.send("Performance.getMetrics")["metrics"]
    return float({one["name"]: one["value"] for one in metrics}["TaskDuration"])


def type_pin(page: Any) -> None:
    for digit in PIN:
        page.locator(".pinpad").get_by_role("button", name=digit, exact=True).click()


def first_script() -> int:
    """Bytes, compressed, of what the first screen loads before it stands: the entry and what it imports."""
    manifest = json.loads((BUILD / "manifest.json").read_text("utf-8"))
    wanted, found = ["field/main.ts"], set()
    while wanted:
        name = wanted.pop()
        if name not in found:
            found.add(name)
            wanted += manifest[name].get("imports", [])
    files = [BUILD / manifest[name]["file"] for name in found]
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


if __name__ == "__main__":
    main()
