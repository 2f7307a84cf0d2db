"""The pages for people without an account: a household's own page, opened with its card."""
