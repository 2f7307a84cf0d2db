"""Claims about speed, each measured beside what a user would pick instead. One file per claim."""
