"""From a file to its sheets, without trusting the file."""
