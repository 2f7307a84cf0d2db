"""A person with a session of his own who opens one page again and again, in the server's own process."""

import os
import time
from pathlib import Path
from typing import Any

OURS, ADMIN = "lianxin.settings", "benchmarks.desk_pages.admin_settings"


class Visitor:
    """Opens `address` `visits` times in a round. `{deep}` in it is the number of a household in the middle,
    `{page}` the admin's page with it, `{village}` and `{town}` the codes of where it lies.

    Raises RuntimeError when the page is not what it should be.
    """

    def __init__(self, home: str, settings: str, number: str, address: str, says: str, visits: int) -> None:
        os.environ["LIANXIN_HOME"] = str(Path(home).resolve())
        os.environ["DJANGO_SETTINGS_MODULE"] = settings
        import django

        django.setup()
        from django.conf import settings as chosen
        from django.test import Client

        from lianxin.people.models import Staff
        from lianxin.registry.models import Household

        chosen.ALLOWED_HOSTS = ["testserver"]
        chosen.SECURE_SSL_REDIRECT = False
        rows = Household.objects.present().order_by("number")
        middle = rows.count() // 2
        deep = rows.select_related("area")[middle]
        town, village = deep.area.codes[1], deep.area.code
        self.address = address.format(deep=deep.number, page=middle // 50 + 1, town=town, village=village)
        self.says, self.visits = says, visits
        self.client = Client()
        self.client.force_login(Staff.objects.get(number=number))
        self.milliseconds: list[float] = []
        self.bytes = self._open()
        self.milliseconds.clear()

    def run(self) -> list[float]:
        before = len(self.milliseconds)
        for _visit in range(self.visits):
            self._open()
        return self.milliseconds[before:]

    def show(self, answer: list[float]) -> dict[str, Any]:
        """All times so far without those of the first round, which warms up."""
        return {"milliseconds": self.milliseconds[self.visits :], "bytes": self.bytes}

    def _open(self) -> int:
        began = time.perf_counter()
        response = self.client.get(self.address)
        self.milliseconds.append(1000 * (time.perf_counter() - began))
        if response.status_code != 200 or self.says not in response.content.decode():
            raise RuntimeError(f"{self.address} answered {response.status_code} without “{self.says}”")
        return len(response.content)
