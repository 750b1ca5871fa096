"""What the wheel holds."""

import subprocess
import sys
import zipfile
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
LEAF = "charmlibs/interfaces/k8s_backup_target"


def test_other_charmlibs_can_share_the_folders_above_the_module(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(PACKAGE)], check=True, capture_output=True)  # noqa: S603
    (wheel,) = tmp_path.glob("*.whl")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert f"{LEAF}/__init__.py" in names
    assert f"{LEAF}/py.typed" in names
    assert all(name.startswith(f"{LEAF}/") for name in names)
