"""What is built and shipped."""

import json
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent
NPM_PACKAGE = PACKAGE.parent / "schema" / "package.json"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the sdist, and the wheel that was built of it."""
    out = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(PACKAGE)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    return out


def test_the_version_is_that_of_the_npm_packages() -> None:
    assert version("k8s-backup-target") == json.loads(NPM_PACKAGE.read_text())["version"]


def test_the_wheel_holds_the_package_and_nothing_else(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    source = PACKAGE / "src"
    modules = {str(path.relative_to(source)) for path in source.rglob("*.py")}
    metadata = {name for name in names if ".dist-info/" in name}
    assert set(names) - metadata == {*modules, "k8s_backup_target/py.typed"}
    assert any(name.endswith("licenses/LICENSE") for name in metadata)


def test_the_sdist_holds_sources_tests_and_readme(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "tests/test_package.py"} <= names
    assert "src/k8s_backup_target/_generated/read.py" in names


def test_the_package_works_without_ops() -> None:
    code = "import sys; sys.modules['ops'] = None; import k8s_backup_target"
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603
