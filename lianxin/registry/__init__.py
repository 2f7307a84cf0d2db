"""The register: households, the people in them, and every fact with its date, its source and who said it."""
