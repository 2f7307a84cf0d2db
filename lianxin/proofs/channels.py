"""The ways on which somebody could learn of a complaint: every page, list and file of the URLconf that takes
no key, searches for its words, and the pages of the home it came from."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from io import BytesIO
from random import Random
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from lianxin.intake.sheets import SPREADSHEET
from lianxin.people.models import Staff
from lianxin.proofs.cast import browser, enter

MARK = "投诉原话暗号七五三"
NAME = "郁离子"

ALWAYS = ("desk:complaints",)
SEARCHES = ("desk:searches", "desk:ledger-searches", "desk:staff-searches")
OF_THE_HOME = ("desk:household", "desk:history", "desk:household-cadre")
CHANGING = re.compile(
    r'/searches/[\w-]+|find=[\w-]+|name="(find|number|csrfmiddlewaretoken)" value="[^"]*"'
    r'|nonce-?[="][^"\s]*|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
)
"""What differs between two answers of the same page: tokens, and keys made for a form."""


MOMENT = re.compile(r"DTSTAMP:\w+")
"""When a calendar was written."""


class Channels:
    """Every way, handed out in turn so that each is gone about equally often."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.left: list[str] = []

    @cached_property
    def names(self) -> tuple[str, ...]:
        from lianxin.proofs.access.rows import ROWS  # its rows know all rooms; wanted only here

        plain = [
            name
            for name, row in ROWS.items()
            if row.kind in ("own", "list") and row.at is None and "get" in row.methods
        ]
        return (*sorted(plain), *SEARCHES, *OF_THE_HOME)

    def some(self, count: int) -> list[str]:
        found = []
        for _ in range(count):
            if not self.left:
                self.left = list(self.names)
                self.chance.shuffle(self.left)
            found.append(self.left.pop())
        return found


class Eyes:
    """Somebody who looks for a complaint, in a browser of his."""

    def __init__(self, staff: Staff, ways: Iterable[str]) -> None:
        self.client: Client = browser()
        enter(self.client, staff)
        self.ways: Sequence[str] = (*ALWAYS, *ways)

    def look(self, home: str) -> dict[str, str]:
        """What each way answers, without what changes by itself."""
        return {way: self._go(way, home) for way in self.ways}

    def _go(self, way: str, home: str) -> str:
        if way in SEARCHES:
            field = "who" if "ledger" in way else "text"
            response: Any = self.client.post(reverse(way), {field: MARK[:6]}, follow=True)
        elif way in OF_THE_HOME:
            response = self.client.get(reverse(way, args=[home]), follow=True)
        else:
            response = self.client.get(reverse(way), follow=True)
        return f"{response.status_code} {_text(response)}"

    def knock(self, key: UUID) -> tuple[Any, ...]:
        """What the addresses of a complaint answer: one that he may not hear and one that is not there."""
        address = reverse("desk:complaint", args=[key])
        answers = [self.client.get(address)]
        answers += [self.client.post(f"{address}{noun}/", {"words": "看看"}) for noun in ("hearing", "notes")]
        return tuple((one.status_code, _text(one)) for one in answers)

    def page(self, key: UUID) -> str:
        return _text(self.client.get(reverse("desk:complaint", args=[key])))


def _text(response: Any) -> str:
    """What a page or a file says: of a workbook its cells, of a text its lines without their moment."""
    kind = str(response.headers.get("Content-Type", ""))
    body = b"".join(response)
    if kind.startswith("text/"):
        return MOMENT.sub("", CHANGING.sub("", body.decode(errors="replace")))
    if kind == SPREADSHEET:
        book = CalamineWorkbook.from_filelike(BytesIO(body))
        return repr([(name, book.get_sheet_by_name(name).to_python()) for name in book.sheet_names])
    return kind
