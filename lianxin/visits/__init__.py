"""What was found in the homes: visits with their items, forms, and what becomes of a fact told twice."""
