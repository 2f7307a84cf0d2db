"""A third person asks the household: samples that nobody can predict, calls, estimates, findings."""
