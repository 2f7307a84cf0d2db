"""Dumps of the register's tables, decrypted, so that two states can be compared row by row."""

from lianxin.registry.models import Fact, Household, NameTail, Resident

# A tail is made anew with its name; only what it says counts.
LEFT_OUT = {NameTail: ("id",)}


def dump_register():
    """{table: sorted rows}; every field of every row, secrets in clear."""
    return {
        model.__name__: sorted(map(repr, _rows(model))) for model in (Household, Resident, NameTail, Fact)
    }


def _rows(model):
    fields = [field.attname for field in model._meta.fields if field.name not in LEFT_OUT.get(model, ())]
    for thing in model.objects.all():
        yield {field: _plain(getattr(thing, field)) for field in fields}


def _plain(value):
    return bytes(value) if isinstance(value, memoryview) else value
