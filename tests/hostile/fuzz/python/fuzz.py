"""`fuzz.py TARGET CORPUS [libFuzzer's options]`: fuzzes a target with atheris, which the long run puts on the path."""

import sys

import atheris

with atheris.instrument_imports(include=["k8s_backup_target", "every_page", "kubernetes_request"]):
    from targets import TARGETS

name = sys.argv.pop(1)
atheris.Setup(sys.argv, TARGETS[name])
atheris.Fuzz()
