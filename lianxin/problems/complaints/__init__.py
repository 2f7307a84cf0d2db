"""Complaints about staff: another road than that of problems, and a locked one (decision 12)."""
