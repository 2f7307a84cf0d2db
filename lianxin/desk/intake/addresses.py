"""The addresses of a kind of workbooks: the same pages for each, told which shelf they are about."""

from django.urls import URLPattern, path

from lianxin.desk.intake.shelves import Shelf
from lianxin.desk.intake.views import imports, lists, uploads


def handing_in(root: str, shelf: Shelf) -> list[URLPattern]:
    """From the list to the file, below `root`; the pages of what an import did are each kind's own."""
    told, name = {"shelf": shelf}, shelf.prefix
    one = f"{root}files/<uuid:key>/"
    return [
        path(root, imports.imports, told, name=f"{name}imports"),
        path(f"{root}template/", imports.blank, told, name=shelf.blank.removeprefix("desk:")),
        path(one, uploads.upload, told, name=f"{name}upload"),
        path(f"{one}reading/", uploads.reading, told, name=f"{name}reading"),
        path(f"{one}import/", uploads.importing, told, name=f"{name}importing"),
        path(f"{one}removal/", uploads.removal, told, name=f"{name}removal"),
        path(f"{one}refused/", uploads.refused, told, name=f"{name}refused"),
    ]


def done(root: str, shelf: Shelf) -> list[URLPattern]:
    """What an import of a list did, and taking it back whole."""
    told, name = {"shelf": shelf}, shelf.prefix
    return [
        path(f"{root}<uuid:key>/", lists.imported, told, name=f"{name}imported"),
        path(f"{root}<uuid:key>/undoing/", lists.undoing, told, name=f"{name}undoing"),
    ]
