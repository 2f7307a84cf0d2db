"""The block `ladder:` of a policy of deadlines: rungs and clocks, categories, pauses, refusals."""
