"""Reading the forms of our own pages, so that generated input knows their fields and some right values."""

from collections import defaultdict
from collections.abc import Mapping
from html.parser import HTMLParser

Fields = dict[str, list[str]]


class FormReader(HTMLParser):
    """Collects, per action, the names of the fields and the values that stand in them or may be chosen."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: dict[str, Fields] = defaultdict(dict)
        self._page, self._action, self._select = page, page, ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._action = given.get("action") or self._page
        elif tag in ("input", "textarea", "button", "select") and given.get("name"):
            self._select = given["name"]
            self._keep(given["name"], given.get("value"))
        elif tag == "option":
            self._keep(self._select, given.get("value"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._action = self._page

    def _keep(self, name: str, value: str | None) -> None:
        values = self.forms[self._action].setdefault(name, [])
        if value is not None and name != "csrfmiddlewaretoken":
            values.append(value)


def read_forms(pages: Mapping[str, str]) -> dict[str, Fields]:
    """The fields of every form on these pages (address → HTML), by the path the form goes to."""
    found: dict[str, Fields] = defaultdict(dict)
    for address, html in pages.items():
        reader = FormReader(address)
        reader.feed(html)
        for action, fields in reader.forms.items():
            for name, values in fields.items():
                known = found[action.partition("?")[0]].setdefault(name, [])
                known += [value for value in values if value not in known]
    return found
