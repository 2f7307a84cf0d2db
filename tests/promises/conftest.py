"""Proofs that copy or replace a whole home run in one on a disk."""

from tests.ondisk import a_district, elsewhere, examined_here, template

__all__ = ["a_district", "elsewhere", "examined_here", "template"]
