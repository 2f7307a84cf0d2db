"""The ways of ordering a day's stops that `benchmarks.routing` compares."""
