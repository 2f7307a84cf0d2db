"""Where this machine has a font with Chinese characters: what is printed carries the characters it uses."""

import sys
from functools import cache
from pathlib import Path

from django.conf import settings

FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
NAMES = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.otf",
    "NotoSansSC-Regular.ttf",
    "SourceHanSansSC-Regular.otf",
    "SourceHanSansCN-Regular.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "msyh.ttc",
    "simhei.ttf",
    "PingFang.ttc",
    "STHeiti Light.ttc",
)
SIMPLIFIED = {"NotoSansCJK-Regular.ttc": 2}
"""Which font of a collection draws the characters as in the mainland; the first, where nothing is said."""


class NoFont(LookupError):
    """This machine has no font with Chinese characters, so nothing can be printed on it."""


@cache
def chinese_font(given: str = "") -> tuple[Path, int]:
    """(file, number in its collection) of the first font that is there; `given` names a file of one's own.

    Raises NoFont.
    """
    if given:
        path = Path(given)
        if not path.is_file():
            raise NoFont(given)
        return path, SIMPLIFIED.get(path.name, 0)
    files: dict[str, Path] = {}
    for folder in FOLDERS:
        for path in sorted(Path(folder).expanduser().rglob("*.[ot]t[cf]")):
            files.setdefault(path.name, path)
    for name in NAMES:
        if name in files:
            return files[name], SIMPLIFIED.get(name, 0)
    raise NoFont(sys.platform)


def font_in_use() -> tuple[Path, int]:
    """The font of LIANXIN_FONT, else one that the machine has. Raises NoFont."""
    return chinese_font(settings.LIANXIN_FONT)
