"""Who works here, what posts they hold, and what a post lets them do."""
