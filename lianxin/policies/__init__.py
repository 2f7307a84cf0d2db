"""Policies: dated rules and numbers that people can read, held against the catalogue before they count.

Pure: `catalogue` (what can be known), `document.read` (a policy file, or every fault with its place),
`proving.prove` (its examples). With the database: `models.Policy`, `actions.adopt_policy`.
"""
