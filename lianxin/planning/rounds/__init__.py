"""The year's rounds: how often each class is seen, spread over the seasons, level for every cadre. Pure.

`calendar` (seasons, quiet times, weeks that can be used), `patterns` (in which weeks one home may be seen),
`owing` (how many visits are still owed), `spreading` (which home in which weeks). Days are ordinals.
"""
