"""`read.py FILE RELATIONS`: a requirer's hook on hostile databags, in a process of its own.

FILE holds a databag as JSON, which each of so many relations has. Prints one line of JSON.
"""

import json
import resource
import sys
from pathlib import Path

import ops
import ops.testing
from k8s_backup_target.charm import K8sBackupTargetRequirer

MEBIBYTE = 1 << 20


class Charm(ops.CharmBase):
    """A requirer that reads all targets and all issues."""

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self.requirer = K8sBackupTargetRequirer(self, "targets")
        framework.observe(self.on.update_status, self._read)

    def _read(self, _: ops.EventBase) -> None:
        targets, issues = self.requirer.targets, self.requirer.issues
        used = resource.getrusage(resource.RUSAGE_SELF)
        longest = max((len(one.path) + len(one.message) for one in issues), default=0)
        reading = {
            "targets": len(targets),
            "issues": len(issues),
            "longest": longest,
            "seconds": round(used.ru_utime + used.ru_stime - STARTED, 1),
            "megabytes": used.ru_maxrss * 1024 // MEBIBYTE,
        }
        print(json.dumps(reading))


def started() -> float:
    """The processor's seconds until now."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


file, relations = sys.argv[1:]
databag = json.loads(Path(file).read_text(encoding="utf-8"))
names = [f"remote-{index:032x}" for index in range(int(relations))]
meta = {"name": "req", "requires": {"targets": {"interface": "k8s_backup_target"}}}
context = ops.testing.Context(Charm, meta=meta)
state = ops.testing.State(
    relations=[
        ops.testing.Relation("targets", remote_app_name=name, remote_app_data=databag)
        for name in names
    ]
)
STARTED = started()
context.run(context.on.update_status(), state)
