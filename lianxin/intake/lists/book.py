"""The columns of a list, found by the titles under which offices write them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lianxin.intake.columns import Column, ColumnBook, Meaning, plain, whole


@dataclass(frozen=True)
class ListBook(ColumnBook):
    """`titles`: by key, the titles that mean it, the first of them the template's; `needed`: keys without
    which a sheet cannot be read; `ignored`, `private`: titles that are left out, the latter with a word."""

    titles: Mapping[str, str] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    ignored: str = ""
    private: str = ""

    @cached_property
    def _by_title(self) -> Mapping[str, Meaning]:
        meanings: dict[str, Meaning] = {}
        for column in self.columns:
            for title in self.titles[column.key].split():
                meanings.setdefault(whole(title), Meaning(column))
                meanings.setdefault(plain(title), Meaning(column))
        return meanings

    def title(self, key: str) -> str:
        return self.titles[key].split()[0]

    def is_ignored(self, title: str) -> bool:
        return plain(title) in map(plain, self.ignored.split())

    def is_private(self, title: str) -> bool:
        return plain(title) in map(plain, self.private.split())


def list_book(
    titles: Mapping[str, str], *, needed: tuple[str, ...], ignored: str = "", private: str = ""
) -> ListBook:
    columns = tuple(Column(key, "resident", words.split()[0]) for key, words in titles.items())
    return ListBook(columns, titles, needed, ignored, private)
