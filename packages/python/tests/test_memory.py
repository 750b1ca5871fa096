"""What 16 MiB of faults cost: the limit of one databag in Juju."""

import subprocess
import sys

import pytest

_LIMIT_GIB = 1.5

_PROGRAM = """
import resource
from k8s_backup_target import decode_databag

text = {text}
decoded = decode_databag({{"backup_targets": text}})
assert len(text) <= 16 << 20
assert decoded.issues
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20))
"""

_IN_ENTRY = '{"app":"a","relation_name":"b","model":"m","spec":%s}'


@pytest.mark.parametrize(
    "text",
    [
        "'[' + ','.join(['1'] * 8_000_000) + ']'",
        f"""'[{_IN_ENTRY}]' % ('{{"include_namespaces":[%s]}}' % ','.join(['1'] * 999_999))""",
        f"""'[{_IN_ENTRY}]' % ('{{"exclude_resources":[%s]}}' % ','.join(['1'] * 8_000_000))""",
    ],
    ids=["entries", "a million in one entry", "eight million in one entry"],
)
def test_a_databag_of_faults_fits_into_memory(text: str) -> None:
    command = [sys.executable, "-c", _PROGRAM.format(text=text)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    assert float(run.stdout) < _LIMIT_GIB
