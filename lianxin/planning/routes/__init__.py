"""A day's trip: how far it is, in which order to go, and which duties to take along. Pure.

`travel` (distances and times), `ordering` (the best order, exactly), `fitting` (what does not fit in a day),
`bundling` (duties into trips; `table`, `agenda`, `days` are parts of it). Times of day are minutes after
midnight.
"""
