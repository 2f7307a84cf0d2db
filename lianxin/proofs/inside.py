"""The inside of a proof: `python -m lianxin.proofs.inside NAME RUNS SEED`, started by `outside`.

Makes keys and tables in its own home and database, tries the negative controls, which leave nothing behind,
then proves, and prints one JSON object as the last line of standard output. Progress goes to standard error.
"""

import json
import logging
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import django


def main(name: str, runs: int, seed: int) -> None:
    began = time.monotonic()
    django.setup()
    prepare()

    from lianxin.proofs.catalogue import proof
    from lianxin.proofs.vocabulary import Tally

    wanted, tally = proof(name), Tally()
    controls: dict[str, bool] = {}
    for control in wanted.controls:
        controls[control.breaks] = control.is_caught()
        say(f"control “{control.breaks}” {'caught' if controls[control.breaks] else 'NOT caught'}")
    wanted.prove(tally, runs, Random(seed))
    say(f"{tally.runs} runs, {len(tally.faults)} failures")
    answer: dict[str, Any] = {"runs": tally.runs, "faults": tally.faults, "controls": controls}
    print(json.dumps(answer | {"seconds": round(time.monotonic() - began, 2)}, ensure_ascii=False))


def prepare() -> None:
    """Keys and tables; a quick hash, since proofs sign in thousands of times and are not about Argon2."""
    from django.conf import settings

    from lianxin import keyring
    from lianxin.databases import tables

    logging.getLogger().handlers = [logging.NullHandler()]
    keyring.make_keys(Path(settings.LIANXIN_HOME))
    tables.bring_up_to_date()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


def say(words: str) -> None:
    print(f"  {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
