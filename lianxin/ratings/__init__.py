"""What households think of how they were served; never which household thought it."""
