"""Running a district: opening it, serving it, the clock, and asking what is wrong with it."""
