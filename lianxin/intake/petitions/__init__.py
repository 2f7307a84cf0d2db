"""Lists of problems that other offices hand over (12345, letters and calls), as far as reading them goes.

What is kept is the matter and its place; the name and the phone of whoever called serve to find the home and
stay with this one problem as a caller. No petition is ever a mark of a person.
"""
