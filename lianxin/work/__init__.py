"""Long work that a person starts: what is being done, how far it has come, and what came of it."""
