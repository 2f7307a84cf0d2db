"""回访: rounds, calls, and what people make of differences."""
