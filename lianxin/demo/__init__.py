"""A synthetic mountain county with known truth: invented people, seeded, the same byte for byte.

Reading order: `vocabulary` (the columns), `towns` → `families` → `work` and `health` → `livelihoods` → `gaps`
(each one stage of the county), `county` (all stages in order), `drafts` (columns to what intake takes),
`year` (a year of changing facts), `truth` (who is really poor, kept apart), `roster` (a workbook of it).
What is drawn from public figures and what we chose is in docs/guides/demo.md.
"""
