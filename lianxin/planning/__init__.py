"""Planning: which visits are owed and why, spread over the year, bundled into trips, put in order."""
