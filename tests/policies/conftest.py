"""The cast, for tests of adoption."""

from tests.people.conftest import areas, desk

__all__ = ["areas", "desk"]
