"""How large a file may be before it is refused unread. Pure.

A roster of 60,000 households is about 200,000 rows of 30 columns: 40 MB as .xlsx, 330 MB unpacked.
"""

MAX_FILE_BYTES = 120 * 1024**2
MAX_UNPACKED_BYTES = 800 * 1024**2
MAX_PARTS = 2_000
MAX_DIRECTORY_BYTES = 1024**2
MAX_SHEETS = 300
MAX_ROWS = 400_000
MAX_COLUMNS = 256
MAX_CELL_CHARACTERS = 32_767

# A part of honest XML packs 10 to 60 times smaller; nothing honest packs 200 times.
MAX_RATIO = 200
RATIO_COUNTS_FROM_BYTES = 1024**2


def memory_bytes(unpacked: int) -> int:
    """Return the address space the reading process may use: twice what an honest file needs."""
    return min(288 * 1024**2 + 4 * unpacked, 3 * 1024**3)


def cpu_seconds(unpacked: int) -> float:
    """Return the processor time the reading process may use: four times what an honest file needs."""
    return 0.7 + unpacked / (8 * 1024**2)
