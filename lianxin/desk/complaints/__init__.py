"""投诉: writing down a complaint about staff, hearing one, explaining oneself. See decision 12."""
