"""What a test of random lives is asked for by its environment, and what it says afterwards."""

import json
import os
from collections.abc import Sequence
from pathlib import Path


def life_count(usual: int) -> int:
    """The lives to live: `LIVES`, or the few that `npm test` has time for."""
    return int(os.environ.get("LIVES", str(usual)))


def first_seed() -> int:
    """The first seed: `SEED`, or 1."""
    return int(os.environ.get("SEED", "1"))


def report_lives(lives: int, lost: Sequence[str]) -> None:
    """Writes what was found to the file that `LIVES_RESULT` names, if it does."""
    file = os.environ.get("LIVES_RESULT")
    if file is not None:
        Path(file).write_text(json.dumps({"lives": lives, "lost": lost}))
