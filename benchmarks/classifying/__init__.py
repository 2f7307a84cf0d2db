"""The contestants of `benchmarks.classification`: the same policy and the same rows in six engines."""
