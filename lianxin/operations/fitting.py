"""Whether the vault's key is the one with which this district was written.

A key that is none of ours looks like any other: 32 bytes. Served with it, the district would show nobody,
find nobody again, and from then on be written with two keys, of which each opens a part.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Field, Model

from lianxin.cipher import VaultError
from lianxin.people.vault import EncryptedTextField
from lianxin.registry.models import Resident


def key_fits() -> bool | None:
    """Whether the key opens what is stored; None where nothing is. One value may be damaged: the key is wrong
    only if it opens none of all the columns' first ones."""
    found = None
    for model, field in _columns():
        rows = model._base_manager.exclude(**{field.attname: None}).order_by("pk")
        try:
            opened = rows.values_list(field.attname)[:1]
            if list(opened):
                return True
        except VaultError:
            found = False
    return found


def _columns() -> Iterator[tuple[type[Model], "Field[Any, Any]"]]:
    """Every column of ciphertext, the fullest first: where the key fits, one value is read."""
    models = [Resident, *(model for model in apps.get_models() if model is not Resident)]
    for model in models:
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield model, field
