"""The room of problems: a three-level ledger in which every problem is followed to its end."""
