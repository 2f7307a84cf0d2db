"""What a phone is given: all rows of its owner as they stand at one moment, and what has changed of them."""
