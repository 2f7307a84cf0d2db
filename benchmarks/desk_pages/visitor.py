"""A person with a session of his own who opens one page after the other, in the server's own process."""

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

OURS, ADMIN = "lianxin.settings", "benchmarks.desk_pages.admin_settings"
FIND = "find:"


class Visitor:
    """Opens each of `pages` (name, address, what must stand on it) `visits` times in a round.

    `number`: whose session it is. `missing`: the pages about something that the district does not have.
    Raises RuntimeError when pages are not what they should be.
    """

    def __init__(
        self, home: str, settings: str, number: str, pages: Sequence[Sequence[str]], visits: int
    ) -> None:
        os.environ["LIANXIN_HOME"] = str(Path(home).resolve())
        os.environ["DJANGO_SETTINGS_MODULE"] = settings
        import django

        django.setup()
        from django.conf import settings as chosen
        from django.test import Client

        from lianxin.people.models import Staff
        from lianxin.wsgi import settle

        chosen.ALLOWED_HOSTS = ["testserver"]
        chosen.SECURE_SSL_REDIRECT = False
        settle()  # as a web server does before its first page
        self.client, self.visits = Client(), visits
        person = Staff.objects.get(number=number)
        self.client.force_login(person)
        known = things(person)
        self.pages: dict[str, tuple[str, str]] = {}
        self.missing: list[str] = []
        for name, address, says in pages:
            try:
                self.pages[name] = self._address(address.format(**known)), says.format(**known)
            except KeyError:
                self.missing.append(name)
        self.wall: dict[str, list[float]] = {name: [] for name in self.pages}
        self.cpu: dict[str, list[float]] = {name: [] for name in self.pages}
        self.faults: list[str] = []
        self.bytes = {name: self._open(name) for name in self.pages}
        if self.faults:
            raise RuntimeError("; ".join(self.faults))
        self.first = {name: (self.wall[name].pop(), self.cpu[name].pop()) for name in self.pages}

    def run(self) -> None:
        for _visit in range(self.visits):
            for name in self.pages:
                self._open(name)
        if self.faults:
            raise RuntimeError("; ".join(self.faults))

    def show(self, answer: None) -> dict[str, Any]:
        """Milliseconds by page, of the clock and of the processor, without those of the first round, which
        warms up; and of the very first visit."""
        return {
            "missing": self.missing,
            "pages": {
                name: {
                    "wall": self.wall[name][self.visits :],
                    "cpu": self.cpu[name][self.visits :],
                    "first_cpu": self.first[name][1],
                    "bytes": self.bytes[name],
                }
                for name in self.pages
            },
        }

    def _address(self, address: str) -> str:
        if not address.startswith(FIND):
            return address
        found = self.client.post("/searches/", {"text": address.removeprefix(FIND)})
        return str(found["Location"])

    def _open(self, name: str) -> int:
        address, says = self.pages[name]
        began, worked = time.perf_counter(), time.process_time()
        response = self.client.get(address)
        self.cpu[name].append(1000 * (time.process_time() - worked))
        self.wall[name].append(1000 * (time.perf_counter() - began))
        if response.status_code != 200 or says not in response.content.decode():
            self.faults.append(f"{address} answered {response.status_code} without “{says}”")
        return len(response.content)


def things(person: Any) -> dict[str, Any]:
    """What addresses may name, as far as the person sees any of it."""
    from datetime import timedelta

    from django.utils import timezone

    from lianxin.classification.models import Review
    from lianxin.intake.models import ROSTER, Import
    from lianxin.pairing.models import Draft
    from lianxin.people.access import may
    from lianxin.policies.models import Policy
    from lianxin.problems.models import Problem
    from lianxin.registry.models import Household
    from lianxin.visits.models import Visit

    month = timezone.localdate().replace(day=1) - timedelta(days=1)
    rows = Household.objects.present().order_by("number")
    middle = rows.count() // 2
    seen = Household.objects.seen_by(person) if may(person, "household.see") else Household.objects.none()
    deep = rows.select_related("area", "keeper")[middle]
    some = {
        "deep": deep.number,
        "page": middle // 50 + 1,
        "town": deep.area.codes[1],
        "village": deep.area.code,
        "month": f"{month:%Y-%m}",
        "name": deep.head.name if deep.head else None,
        "cadre": deep.keeper_id,
        "number": deep.keeper and deep.keeper.number,
        "review": Review.objects.filter(household__in=seen.values("pk")).values_list("pk", flat=True).first(),
        "pairs": Draft.objects.values_list("pk", flat=True).first(),
        "visit": Visit.objects.filter(household=deep).values_list("pk", flat=True).first(),
        "policy": Policy.objects.of_kind("tiers").values_list("pk", flat=True).first(),
        "problem": Problem.objects.open().order_by("due_at").values_list("pk", flat=True).first(),
        "imported": Import.objects.filter(kind=ROSTER).values_list("pk", flat=True).first(),
    }
    return {name: value for name, value in some.items() if value is not None}
