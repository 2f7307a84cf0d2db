"""Work through a long register block by block, on a few threads that help themselves to the next block.

NumPy lets go of Python's lock while it works on an array, so threads do run side by side; but handing the
lock over costs about as long as an operation on 16 KB. Blocks are therefore large: the packed bits of one
register fill 32 KB, and a column of a block still fits the cache of one core.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

BLOCK = 262_144  # rows; measured best of 65,536 … 1,048,576 on two cores
SMALL = 65_536  # rows below which a second thread is not worth its start

Work = Callable[[int, int], None]


def over_blocks(length: int, threads: int, worker: Callable[[int], Work]) -> None:
    """Call what `worker(block)` returns, once made for each thread, with (start, stop) of every block.

    `start` is a multiple of 64 and no block is longer than `block` rows, itself a multiple of 64.
    """
    block = min(BLOCK, max(SMALL, -(-length // max(threads, 1))), max(length, 1))
    block = -(-block // 64) * 64
    starts = iter(range(0, length, block))  # taking the next one is atomic

    def run() -> None:
        work = worker(block)
        with np.errstate(all="ignore"):
            for start in starts:
                work(start, min(start + block, length))

    helpers = min(threads, -(-length // block))
    if helpers <= 1:
        run()
        return
    with ThreadPoolExecutor(helpers) as pool:
        for done in [pool.submit(run) for _ in range(helpers)]:
            done.result()
