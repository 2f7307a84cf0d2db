"""A synthetic mountain county with known truth: invented people, seeded, the same byte for byte.

Pure, in reading order: `vocabulary` (the columns), `towns` → `families` → `health` → `work` →
`livelihoods` → `marks` and `gaps` (each one stage), `county` (all stages in order), `drafts` (columns to
what intake takes), `year` and `timeline` (a year of changing facts), `staff`, `truth` (who is really poor)
and `temper` (who really works), both kept apart, `roster` and `mess` (a workbook of it all). With Django:
`history` and `actions`. What leans on public figures and what we chose is in docs/guides/demo.md.
"""
