"""Running a benchmark of the checkout: one file per claim in `benchmarks/`, which is not installed."""

import json
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError


def run_benchmark(name: str) -> dict[str, Any]:
    """Run `benchmarks/<name>.py` and return the JSON object it prints last (`ours`, `peers`, `ratio`).

    Raises CommandError when there is no such benchmark, when it fails, or when it prints no such object.
    """
    folder = settings.PROJECT / "benchmarks"
    known = sorted(file.stem for file in folder.glob("*.py") if "__main__" in file.read_text("utf-8"))
    if not known:
        raise CommandError("这里没有 benchmarks/ 目录：基准测试只在源码目录里运行，不随安装包分发。")
    if name not in known:
        raise CommandError(f"没有名为 {name} 的基准测试；现有：{'、'.join(known)}。")
    command = [sys.executable, "-m", f"benchmarks.{name}", "--json"]
    done = subprocess.run(command, cwd=settings.PROJECT, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise CommandError(f"基准测试 {name} 没有跑完（退出码 {done.returncode}），原因见上面的输出。")
    try:
        answer = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, json.JSONDecodeError):
        raise CommandError(f"基准测试 {name} 没有在最后一行给出 JSON。") from None
    return dict(answer)
