"""The phone's side of the server: devices, what they send and are given, and what waits for a person."""
