"""The drop-in installed alongside the reference."""

import os
import subprocess
import sys
from pathlib import Path

SOURCES = [Path(__file__).parents[2] / package / "src" for package in ("python-compat", "python")]


def test_it_refuses_to_be_imported_where_the_reference_is_installed_as_well(
    tmp_path: Path,
) -> None:
    metadata = tmp_path / "charmlibs_interfaces_k8s_backup_target-0.1.0.post1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        "Name: charmlibs-interfaces-k8s-backup-target\nVersion: 0.1.0.post1\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", "import charmlibs.interfaces.k8s_backup_target"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, [*SOURCES, tmp_path]))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1] == (
        "ImportError: charmlibs-interfaces-k8s-backup-target 0.1.0.post1 and "
        "k8s-backup-target-compat are both installed and overwrite each other's module "
        "charmlibs.interfaces.k8s_backup_target: run `pip uninstall "
        "charmlibs-interfaces-k8s-backup-target k8s-backup-target-compat`, then install the one "
        "you want"
    )
