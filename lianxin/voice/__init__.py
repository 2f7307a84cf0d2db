"""The household's voice: its card and its own page, what it asks, what it says to what was done."""
