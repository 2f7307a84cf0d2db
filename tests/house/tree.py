"""What in this checkout is the project's own, found without git: not what was installed, built or kept."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {
    ".git",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    "__pycache__",
    "build",
    "dist",
    "lianxin.egg-info",
    "node_modules",
    "static",
    "test-results",
    "var",
}
TEXTS = (
    "py",
    "ts",
    "html",
    "txt",
    "css",
    "svg",
    "md",
    "yaml",
    "toml",
    "json",
    "lock",
    "po",
    "cfg",
    "run",
    "sh",
)


@cache
def own_files(*endings: str) -> tuple[Path, ...]:
    """The project's files whose names end so (no dot), in a stable order; every text file without endings."""
    chosen = endings or TEXTS
    return tuple(sorted(path for path in _walk(ROOT) if path.name.split(".")[-1] in chosen))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in NOT_OURS or path.is_symlink():
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def product_modules() -> tuple[Path, ...]:
    return tuple(path for path in own_files("py") if ROOT / "lianxin" in path.parents)


def module_name(path: Path) -> str:
    """`lianxin.areas` for lianxin/areas/__init__.py, `lianxin.areas.rules` for lianxin/areas/rules.py."""
    name = shown(path).removesuffix(".py").removesuffix("/__init__")
    return name.replace("/", ".")
