"""The contestants of `benchmarks/pairing.py`."""
