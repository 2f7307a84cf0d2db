"""Servers that take in a day's uploads, and the load that they get. See `benchmarks/uploads.py`."""
