"""Intake: a district's own workbooks become drafts, the drafts become the register, and it can be undone."""
