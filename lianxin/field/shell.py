"""Which build of the app this server hands out; `web/field` builds it into `static/field`."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders

FOLDER = "field/"
ENTRY = "field/main.ts"


@dataclass(frozen=True, slots=True)
class Build:
    """A build: its version, and the names of its files below the static folder. All empty when not built."""

    version: str = ""
    script: str = ""
    styles: tuple[str, ...] = ()


def present_build() -> Build:
    """The build on this machine."""
    found = finders.find(f"{FOLDER}version.json"), finders.find(f"{FOLDER}manifest.json")
    if not all(found):
        return Build()
    changed = max(Path(str(path)).stat().st_mtime_ns for path in found)
    return _read(str(found[0]), str(found[1]), changed)


@lru_cache(maxsize=4)
def _read(version: str, manifest: str, changed: int) -> Build:
    said = json.loads(Path(version).read_text("utf-8"))
    files = json.loads(Path(manifest).read_text("utf-8"))
    entry = files[ENTRY]
    named = [entry, *(part for name, part in files.items() if name.endswith(".css"))]
    styles = [style for part in named for style in part.get("css", ())]
    styles += [part["file"] for part in named if part["file"].endswith(".css")]
    paths = tuple(f"{FOLDER}{style}" for style in dict.fromkeys(styles))
    return Build(str(said["version"]), f"{FOLDER}{entry['file']}", paths)
