"""`read_corpus.py CORPUS`: gives each target its inputs. Prints one line for each broken promise."""

import sys
from pathlib import Path

from targets import TARGETS

for name, target in TARGETS.items():
    inputs = sorted((Path(sys.argv[1]) / name).iterdir())
    for path in inputs:
        try:
            target(path.read_bytes())
        except Exception as error:  # noqa: BLE001 (whatever it is, it breaks a promise)
            print(f"{path}: {type(error).__name__}: {error}")
