"""Promise 8: a rater cannot be recognised, whatever is worked out of all that was ever published."""
