"""How much of photos a district takes. A phone is told the first; the rest it never meets if it is ours."""

from datetime import timedelta

MOST_PER_VISIT = 4
LARGEST = 2 << 20
"""Bytes of a photo as sent; a phone of ours sends 0.2 to 0.6 MB."""
PIECE, LARGEST_PIECE = 256 << 10, 512 << 10
MOST_A_DAY, BYTES_A_DAY = 120, 64 << 20
"""Of one person; what is more waits on the phone until tomorrow."""
UNFINISHED_FOR = timedelta(hours=24)
"""Pieces of a photo that never became whole go after so long; the phone then begins that photo again."""
