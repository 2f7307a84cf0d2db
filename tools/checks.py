"""What is checked before the tests run: `python -m tools.checks`, by which dev.py does it.

All begin at once, as most work on one processor only; each tells at its end. Exit code 1 when one failed.
"""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from dev import BIN, ROOT, npm

Command = Sequence[str | Path]


def checks() -> dict[str, Command]:
    """The commands by name; what takes longest comes first."""
    return {
        "types": [BIN / "mypy"],
        "web tests": [*npm(), "run", "--silent", "test", "--", "--reporter=dot"],
        "web types": [*npm(), "run", "--silent", "check"],
        "imports go one way": [BIN / "lint-imports", "--no-logo"],
        "ruff": [BIN / "ruff", "check", "-q", "."],
        "formatting": [BIN / "ruff", "format", "-q", "--check", "."],
    }


def run(commands: Mapping[str, Command]) -> list[str]:
    """Run them beside each other in the checkout, show what they print, and name those that failed."""
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    begun = {
        name: subprocess.Popen(command, cwd=ROOT, text=True, **both) for name, command in commands.items()
    }
    failed = []
    for name, process in begun.items():
        print(f"→ {name}", flush=True)
        print(process.communicate()[0], end="", flush=True)
        failed += [name] if process.returncode else []
    return failed


if __name__ == "__main__":
    wrong = run(checks())
    sys.exit("failed: " + ", ".join(wrong) if wrong else 0)
