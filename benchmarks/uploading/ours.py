"""Lianxin as `lianxin serve` has it: all code is loaded, and out of the garbage collector's way, before the
first request. The corridor runs beside it where LIANXIN_WORKER=1."""

from lianxin.wsgi import application, settle

settle()
__all__ = ["application"]
